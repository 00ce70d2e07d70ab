"""How a value stands in a sentence: numbers, sizes, times and lists, the same everywhere."""

from __future__ import annotations

Value = str | int | float | tuple[str, ...]
_UNITS = (("days", 86_400), ("hours", 3600), ("minutes", 60))


def shown(value: Value, how: str) -> str:
    """Return a value as people read it.

    Args:
        value: A list is joined with "and".
        how: What stands behind the colon in the place of a template: `size` for bytes, `time` for
            seconds, `or` for a list of which one is meant, `,` for one that is no part of a
            sentence, `request|requests` for a number with its noun, or a format of Python.
    """
    if isinstance(value, tuple):
        return _listed(value, how or "and")
    if how == "size":
        return size(int(value))
    if how == "time":
        return span(float(value))
    if "|" in how:
        return counted(int(value), *how.split("|", 1))
    return format(value, how)


def counted(number: int, one: str, many: str) -> str:
    """Return `1 request`, `2 requests`, `no requests`."""
    return f"{number or 'no'} {one if number == 1 else many}"


def size(number: int) -> str:
    """Return a number of bytes in the largest unit that fits; a kB has 1,000."""
    for unit, scale in (("MB", 1_000_000), ("kB", 1_000)):
        if number >= scale:
            return f"{number / scale:.1f} {unit}"
    return f"{number} bytes"


def span(seconds: float) -> str:
    """Return a time in the largest unit of which it has two, with two digits that matter."""
    for unit, length in _UNITS:
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    if seconds < 0.1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.1f}".removesuffix(".0") + " s" if seconds < 10 else f"{seconds:.0f} s"


def mark(at_ms: int, *, every_ms: int) -> str:
    """Return a time at an axis with a mark every so many milliseconds: no two say the same."""
    if not at_ms:
        return "0"
    return f"{at_ms} ms" if every_ms < 100 else f"{at_ms / 1000:g} s"


def _listed(parts: tuple[str, ...], word: str) -> str:
    """Return `a`, `a and b`, `a, b and c`; without a word, `a, b`."""
    if word == "," or len(parts) < 2:
        return ", ".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
