"""Takes the secrets and the control characters out of everything that people may see.

It runs once, between ranking and rendering, over every text of the report, so that no renderer can
forget it. It decides nothing about what a report says. Which echoes of a secret it cannot see is
said in `search`.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.patterns import Regex
from codex_doctor.secrets.allowance import Allowance, SpentError
from codex_doctor.secrets.needles import make_needles
from codex_doctor.secrets.packed import unpack
from codex_doctor.secrets.search import MASK, find_secrets, is_clean
from codex_doctor.visible import disarmed, escaped
from codex_doctor.words.sentence import Sentence, say
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.secrets.needles import Needles

T = TypeVar("T")

# Fields that hold our own names: a short secret such as "model" must not eat them.
_NAMES = frozenset({"id", "check", "blocked_by"})
# Fields of facts that hold one of our own words, and with another cannot be read again.
_CHOICES = frozenset({"result", "spoken"})
# An edit may add a whole table, and a page has paragraphs.
_LINES = frozenset({"before", "after", "excerpt", "text"})
# A command of the catalogue may write a file; any other one is a line, whatever is in it.
_COMMANDS = frozenset({"posix", "powershell"})
# A text of a report is no longer, and one that may be a whole file no longer than that.
_LONGEST = 4_000
_LONGEST_LINES = 16_000
# So much more is read of a text that will be cut; what is masked in there may be half a secret.
_UNSURE = 4_096
# When there is no time left, a text is that long, and so much more of it is read.
_BRIEF, _BRIEF_UNSURE = 512, 256
# Texts in which places are pointed at.
_COLUMNS = frozenset({"excerpt", "toml", "starlark"})
# What is still found after so many rounds is masked with all that stands around it.
_ROUNDS = 8
# So many characters are looked at as one text; nothing is read across what stands between.
_AT_ONCE = 16_384
# What is looked at whatever it takes: names and the words that facts are told in.
_WORD_LENGTH = 32
_PLAIN = Regex(r"[A-Za-z]{0,16}(?:[ _.-][A-Za-z]{1,16})*")
_APART = "      <>      "


def redact(report: T, *, known: frozenset[str], allowance: Allowance | None = None) -> T:
    """Return the report with every text masked, inert and of bounded length; the rest stays.

    Once the allowance is spent texts are shown shorter, with a word of how much there is.
    """
    # Texts are inert when they are looked at, with their lines or without.
    as_lines = frozenset(inert(one, multiline=True) for one in known)
    needles, allowed = make_needles(known | as_lines), allowance or Allowance()
    texts: list[str] = []
    raw: list[bytes] = []

    def collect(value: str | bytes, name: str) -> str | bytes:
        if isinstance(value, bytes):
            raw.append(value)
            return value
        is_ours = name in _COMMANDS and isinstance(value, Sentence)
        texts.append(inert(value, multiline=is_ours or name in _LINES))
        return texts[-1]

    def mask(value: str | bytes, name: str) -> str | bytes:
        if isinstance(value, bytes):
            return _masked_bytes(value, needles)
        fill = _stars if name in _COLUMNS else _word
        longest = _LONGEST_LINES if name in _LINES else _LONGEST
        return shortened(value, fill, longest, name not in _NAMES)

    # A text stands in several places of a report.
    @cache
    def shortened(text: str, fill: Callable[[str], str], longest: int, words: bool) -> str:
        try:
            return _shortened(text, longest, _UNSURE, allowed.check, needles, words, fill)
        except SpentError:
            allowed.left_out += len(text) > _BRIEF
            return _shortened(text, _BRIEF, _BRIEF_UNSURE, _never, needles, words, fill)

    shown: T = rebuilt(report, name="", put=collect)
    # Most reports have nothing to mask, and one look at all of it costs less than one at each.
    together = "" if raw else _APART.join(texts)
    is_short = len(together) <= _AT_ONCE and all(len(one) <= _LONGEST for one in texts)
    if together and is_short and is_clean(together, needles):
        return shown
    redacted: T = rebuilt(shown, name="", put=mask)
    return redacted


def redact_facts(facts: T, *, known: frozenset[str], allowance: Allowance | None = None) -> T:
    """Return the facts with every text and every byte masked; control characters stay.

    A judge reads them again, and a renderer never does. Once the allowance is spent, what is no
    plain word is left out.
    """
    needles, allowed = make_needles(known), allowance or Allowance()

    # An answer stands in several places of the facts.
    @cache
    def masked(value: str | bytes, fill: Callable[[str], str], words: bool) -> str | bytes:
        try:
            if isinstance(value, bytes):
                return _masked_bytes(value, needles, allowed.check)
            return _masked(value, needles, words=words, fill=fill, check=allowed.check)
        except SpentError:
            if len(value) <= _WORD_LENGTH and isinstance(value, str) and _PLAIN.fullmatch(value):
                return _masked(value, needles, words=words, fill=fill)
            allowed.left_out += 1
            left_out = say("report.text_left_out", count=len(value))
            return left_out.encode() if isinstance(value, bytes) else str(left_out)

    def mask(value: str | bytes, name: str) -> str | bytes:
        return masked(value, _stars if name in _COLUMNS else _word, name not in _CHOICES)

    redacted: T = rebuilt(facts, name="", put=mask)
    return redacted


def inert(text: str, *, multiline: bool = False) -> str:
    r"""Return the text with control characters, orders to build servers and the like as `\x1b`."""
    text = disarmed(text)
    if text.isprintable():
        return text
    if multiline:
        text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        char
        if char.isprintable()
        or (multiline and char == "\n")
        or unicodedata.category(char) == "Zs"  # blanks of other scripts
        else escaped(char)
        for char in text
    )


def _cut(text: str, longest: int, unread: int) -> str:
    """Return the first part of a text that is too long, and how much more there is."""
    if len(text) <= longest and not unread:
        return text
    whole = len(text) + unread
    kept = min(len(text), longest - len(_cut_short(whole)))
    return text[:kept] + _cut_short(whole - kept)


def _cut_short(count: int) -> str:
    return say("report.text_cut", count=count)


def _word(_: str) -> str:
    return MASK


def _stars(secret: str) -> str:
    """Keep the columns, so that a caret below still points at its place."""
    return "".join("\n" if char == "\n" else "*" for char in secret)


def _shortened(
    text: str,
    longest: int,
    unsure: int,
    check: Callable[[], None],
    needles: Needles,
    words: bool,
    fill: Callable[[str], str],
) -> str:
    # Half a secret might not be known, and such a half may end what was read.
    read = text[: longest + unsure]
    sure = longest if len(read) < len(text) else len(read)
    masked, sure = _masked_to(read, sure, needles, words=words, fill=fill, check=check)
    return _cut(masked[:sure], longest, len(masked) - sure + len(text) - len(read))


def _never() -> None:
    """Let it take as long as it takes."""


def _masked(
    text: str,
    needles: Needles,
    *,
    words: bool = True,
    fill: Callable[[str], str] = _word,
    check: Callable[[], None] = _never,
) -> str:
    return _masked_to(text, len(text), needles, words=words, fill=fill, check=check)[0]


def _masked_to(
    text: str,
    sure: int,
    needles: Needles,
    *,
    words: bool,
    fill: Callable[[str], str],
    check: Callable[[], None],
) -> tuple[str, int]:
    """Return the masked text, and the place in it that was `sure`, or the end of a mask there."""
    # A mask can bring two parts of a form together, so once more until nothing is found.
    for _ in range(_ROUNDS):
        pieces: list[str] = []
        last, more, place = 0, 0, sure
        for start, end in find_secrets(text, needles, words=words, check=check):
            pieces += (text[last:start], fill(text[start:end]))
            last = end
            more += len(pieces[-1]) - (end - start)
            if start < sure:
                place = max(sure, end) + more
        masked = "".join(pieces) + text[last:]
        if masked == text:
            return text, sure
        text, sure = masked, place
    whole = fill(text)
    return whole, len(whole)


def _masked_bytes(data: bytes, needles: Needles, check: Callable[[], None] = _never) -> bytes:
    """Mask what reads as UTF-16 as such, and then what reads as bytes of ASCII or UTF-8."""
    unpacked = (one.decode("latin-1") for one in _unpacked(data))
    if any(find_secrets(one, needles, check=check) for one in unpacked):
        # A judge knows by the beginning that it was compressed.
        return data[:2] + MASK.encode("ascii")
    for coding, errors in (*_utf_16(data), ("utf-8", "surrogateescape")):
        text = data.decode(coding, errors)
        masked = _masked(text, needles, check=check)
        if masked != text:
            data = masked.encode(coding, errors)
    return data


def _unpacked(data: bytes) -> Iterator[bytes]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        yield from unpack(data)


def _utf_16(data: bytes) -> Iterator[tuple[str, str]]:
    """Tell UTF-16 from other text by where its zeros are."""
    zeros = (data[::2].count(0), data[1::2].count(0))
    coding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    if data and not len(data) % 2 and 8 * max(zeros) >= len(data):
        yield coding, "surrogatepass"


def rebuilt(value: Any, *, name: str, put: Callable[[str | bytes, str], str | bytes]) -> Any:
    """Return the value with another text for each; `name` is the field that holds it."""

    def again(one: Any) -> Any:
        return rebuilt(one, name=name, put=put)

    if isinstance(value, Enum):
        return value
    if isinstance(value, Sentence):
        # Its names are our own, like those of fields.
        values = {place: again(one) for place, one in value.values.items()}
        return Sentence.of(str(put(value, name)), value.template, values)
    if isinstance(value, Told):
        values = {place: again(one) for place, one in value.values.items()}
        return Told(str(put(value.template, "template")), values)
    if isinstance(value, (str, bytes)):
        return put(value, name)
    if _is_items(value):
        return type(value)(map(again, value))
    if _is_dict(value):
        return {again(key): again(one) for key, one in value.items()}
    if isinstance(value, Struct):
        return replace(
            value,
            **{
                field: rebuilt(getattr(value, field), name=field, put=put)
                for field in value.__struct_fields__
            },
        )
    return value


def _is_items(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple | list | frozenset)


def _is_dict(value: Any) -> TypeGuard[dict[Any, Any]]:
    return isinstance(value, dict)
