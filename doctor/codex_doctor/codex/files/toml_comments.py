"""Comments as other languages write them, and words behind a value: TOML wants a # before both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.positions import TOKEN
from codex_doctor.codex.files.toml_spots import LineChange, Mending, Said
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.files.toml_spots import Spot

# A sign stands at the start of a line, behind a blank, or behind what ends a value or a header.
_SIGN = Regex(r"(?:(?<=[\s\"'\])}])|^)(?://+|--+|;+|%+|/\*+|<!--|REM\b|rem\b)(?!\d)")
_ENDS = {"/*": "*/", "<!--": "-->"}


def outside_strings(text: str) -> list[int]:
    """Return the indexes of the characters outside of closed strings and of comments."""
    inside: set[int] = set()
    for match in TOKEN.finditer(text):
        if match.lastgroup == "string" or match[0].startswith("#"):
            inside.update(range(match.start(), match.end()))
    return [at for at in range(len(text)) if at not in inside]


def without_comment(line: str) -> tuple[str, str]:
    """Return a line up to its comment, and the comment with the blanks before it."""
    for token in TOKEN.finditer(line):
        if token[0].startswith("#"):
            code = line[: token.start()].rstrip()
            return code, line[len(code) :]
    return line, ""


def foreign_comment(spot: Spot) -> Said | None:
    """Return a comment that begins with the sign of another language."""
    for sign, at, _ in _commented(spot):
        why = say("toml.foreign_comment", sign=sign)
        return Said(why, at + 1, fix=say("toml.begin_comments"))
    return None


def with_sign(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose a # in place of the sign of another language, up to where that comment ends."""
    for _, _, changes in _commented(spot):
        yield Mending(changes, say("toml.begin_comments"))


def behind_value(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose a # before the words that follow a value."""
    words = spot.rest.strip()
    if spot.message.startswith("Expected newline") and spot.column > 1 and _is_closed(words):
        after = f"{spot.text[: spot.column - 1].rstrip()}  # {words}"
        yield Mending((LineChange(spot.number, after),), say("toml.begin_comments"))


def _commented(spot: Spot) -> Iterator[tuple[str, int, tuple[LineChange, ...]]]:
    """Yield each sign with its place and the lines as they are with a #, where those are TOML."""
    outside = set(outside_strings(spot.text))
    for found in _SIGN.finditer(spot.text):
        at, sign = found.start(), found[0]
        end = next((one for mark, one in _ENDS.items() if sign.startswith(mark)), "")
        words = spot.text[found.end() :].strip()
        before = spot.text[:at]
        gap = " " if before.strip() and not before[-1].isspace() else ""
        after = f"{before}{gap}# {words.removesuffix(end).strip()}".rstrip()
        if words and at in outside and _is_closed(words) and spot.parses(after):
            rest = _rest(spot, end) if end and end not in words else ()
            yield sign, at, (LineChange(spot.number, after), *rest)


def _rest(spot: Spot, end: str) -> Iterator[LineChange]:
    """Yield the further lines of a comment that goes over several, () when it does not end."""
    lines = spot.whole.split("\n")
    last = next((at for at in range(spot.number, len(lines)) if end in lines[at]), 0)
    for at in range(spot.number, last + 1):
        words = lines[at].strip().removesuffix(end).lstrip("* ").rstrip()
        yield LineChange(at + 1, f"# {words}" if words else None)


def _is_closed(words: str) -> bool:
    """Tell whether no bracket is closed in these words that was opened before them."""
    return all(words.count(one) >= words.count(other) for one, other in ("[]", "{}"))
