"""The Chinese catalogue says what the English one says, in a form that reads well."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from codex_doctor.words.catalogue import chinese
from words.sources import CATALOGUE

CHINESE = {
    template: text
    for area in dict.fromkeys(one.partition(".")[0] for one in CATALOGUE)
    for template, text in chinese(area).items()
}
HAN = "[\u4e00-\u9fff]"
# A screen is the same words; what is quoted or between backticks is somebody else's.
_CODE = re.compile(r"`[^`]*`")
# Command lines and settings that stand in a sentence as they are typed.
_TYPED = re.compile(r"pip install openai; python|npm install openai; node|buffering off; gzip off")
_ENGLISH = re.compile(r"[A-Za-z]{2,}[,;:]?(?: [a-z]{2,}[,;:]?){3,}")


def places(text: str) -> set[tuple[str, str]]:
    """Return the places of a template, each with its format; nouns are another language's."""
    return {
        (name, "|" if "|" in (how or "") else how or "")
        for _, name, how, _ in Formatter().parse(text)
        if name
    }


def test_every_template_is_there_in_the_order_of_the_english_ones() -> None:
    assert list(CHINESE) == list(CATALOGUE)


@pytest.mark.parametrize("template", CATALOGUE)
def test_a_template_has_the_places_and_the_code_of_the_english_one(template: str) -> None:
    english, text = CATALOGUE[template], CHINESE[template]

    assert places(text) == places(english)
    assert set(_CODE.findall(text)) == set(_CODE.findall(english))
    assert text.count("\n") == english.count("\n")
    assert text == text.strip()
    assert not _ENGLISH.search(_TYPED.sub("", _CODE.sub("", text))) or text == english


@pytest.mark.parametrize("template", CATALOGUE)
def test_a_template_is_written_as_chinese_is(template: str) -> None:
    text = _CODE.sub("x", CHINESE[template])

    assert not re.search(rf"{HAN}[,;:?!]", text)
    assert not re.search(rf"{HAN}\.(\s|$)", text)
    assert not re.search(rf"{HAN} {HAN}", text)
    assert text.endswith(("。", ".")) == CATALOGUE[template].endswith(".")
    # A console of Windows in China (code page 936) shows it.
    text.encode("gbk")
