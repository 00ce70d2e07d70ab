"""How a value stands in a sentence: numbers, sizes, times and lists, the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.words.catalogue import template_text

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = str | int | float | tuple[str, ...]
_UNITS = (("measure.days", 86_400), ("measure.hours", 3600), ("measure.minutes", 60))
_LISTS = {"and": "measure.and", "or": "measure.or"}
_ROWS = {",": "measure.comma", ";": "measure.semicolon"}


def shown(value: Value, how: str) -> str:
    """Return a value as people read it.

    Args:
        value: A list is joined with "and".
        how: What stands behind the colon in the place of a template: `size` for bytes, `time` for
            seconds, `or` for a list of which one is meant, `,` for one that is no part of a
            sentence, `request|requests` for a number with its noun, or a format of Python.
    """
    if isinstance(value, tuple):
        return listed(value, how or "and")
    if how == "size":
        return size(int(value))
    if how == "time":
        return span(float(value))
    if "|" in how:
        return counted(int(value), *how.split("|", 1))
    return format(value, how)


def counted(number: int, one: str, many: str) -> str:
    """Return `1 request`, `2 requests`, `no requests`."""
    shown_number = str(number) if number else template_text("measure.no")
    return _measure("measure.counted", number=shown_number, noun=one if number == 1 else many)


def size(number: int) -> str:
    """Return a number of bytes in the largest unit that fits; a kB has 1,000."""
    for unit, scale in (("measure.mb", 1_000_000), ("measure.kb", 1_000)):
        if number >= scale:
            return _measure(unit, number=f"{number / scale:.1f}")
    return _measure("measure.bytes", number=str(number))


def span(seconds: float) -> str:
    """Return a time in the largest unit of which it has two, with two digits that matter."""
    for unit, length in _UNITS:
        if seconds >= 2 * length:
            return _measure(unit, number=f"{seconds / length:.0f}")
    if seconds < 0.1:
        return _measure("measure.ms", number=f"{seconds * 1000:.0f}")
    digits = f"{seconds:.1f}".removesuffix(".0") if seconds < 10 else f"{seconds:.0f}"
    return _measure("measure.s", number=digits)


def mark(at_ms: int, *, every_ms: int) -> str:
    """Return a time at an axis with a mark every so many milliseconds: no two say the same."""
    if not at_ms:
        return "0"
    return f"{at_ms} ms" if every_ms < 100 else f"{at_ms / 1000:g} s"


def listed(parts: Sequence[str], word: str) -> str:
    """Return `a`, `a and b`, `a, b and c`; with a sign in place of a word, `a, b`, `a; b`."""
    if word in _ROWS or len(parts) < 2:
        return _row(parts, _ROWS.get(word, "measure.comma"))
    return _measure(_LISTS[word], first=_row(parts[:-1], "measure.comma"), last=parts[-1])


def _row(parts: Sequence[str], template: str) -> str:
    row = "".join(parts[:1])
    for part in parts[1:]:
        row = _measure(template, first=row, last=part)
    return row


def _measure(template: str, **values: str) -> str:
    return template_text(template).format(**values)
