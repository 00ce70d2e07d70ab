"""The Chinese catalogue says what the English one says, in a form that reads well."""

from __future__ import annotations

import re
from string import Formatter

from codex_doctor.words.catalogue import chinese
from words.sources import CATALOGUE

CHINESE = {
    template: text
    for area in dict.fromkeys(one.partition(".")[0] for one in CATALOGUE)
    for template, text in chinese(area).items()
}
BOTH = [(template, CATALOGUE[template], text) for template, text in CHINESE.items()]
HAN = "[\u4e00-\u9fff]"
# A screen is the same words; what is quoted or between backticks is somebody else's.
_CODE = re.compile(r"`[^`]*`")
# Command lines and settings that stand in a sentence as they are typed.
_TYPED = re.compile(r"pip install openai; python|npm install openai; node|buffering off; gzip off")
_ENGLISH = re.compile(r"[A-Za-z]{2,}[,;:]?(?: [a-z]{2,}[,;:]?){3,}")
# A half-width sign or a blank where Chinese has none.
_ODD = re.compile(rf"{HAN}(?:[,;:?!]|\.(?:\s|$)| {HAN})")


def places(text: str) -> set[tuple[str, str]]:
    """Return the places of a template, each with its format; nouns are another language's."""
    return {
        (name, "|" if "|" in (how or "") else how or "")
        for _, name, how, _ in Formatter().parse(text)
        if name
    }


def test_every_template_is_there_in_the_order_of_the_english_ones() -> None:
    assert list(CHINESE) == list(CATALOGUE)


def test_a_template_has_the_places_and_the_code_of_the_english_one() -> None:
    def skeleton(text: str) -> tuple[object, ...]:
        return places(text), {*_CODE.findall(text)}, text.count("\n"), text == text.strip()

    assert [id_ for id_, english, text in BOTH if skeleton(text) != skeleton(english)] == []


def test_no_english_sentence_is_left() -> None:
    left = [
        id_
        for id_, english, text in BOTH
        if text != english and _ENGLISH.search(_TYPED.sub("", _CODE.sub("", text)))
    ]

    assert left == []


def test_a_template_is_written_as_chinese_is() -> None:
    odd = [
        id_
        for id_, english, text in BOTH
        if _ODD.search(_CODE.sub("x", text)) or text.endswith(("。", ".")) != english.endswith(".")
    ]

    assert odd == []


def test_a_console_of_windows_in_china_shows_it() -> None:
    "".join(CHINESE.values()).encode("cp936")
