"""How numbers, sizes, times and lists stand in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "measure.and": "{first} and {last}",
    "measure.or": "{first} or {last}",
    "measure.comma": "{first}, {last}",
    "measure.semicolon": "{first}; {last}",
    "measure.aside": "{text} ({aside})",
    "measure.labelled": "{label}: {text}",
    "measure.counted": "{number} {noun}",
    "measure.no": "no",
    "measure.bytes": "{number} bytes",
    "measure.kb": "{number} kB",
    "measure.mb": "{number} MB",
    "measure.ms": "{number} ms",
    "measure.s": "{number} s",
    "measure.minutes": "{number} minutes",
    "measure.hours": "{number} hours",
    "measure.days": "{number} days",
    "measure.sentence": "{text}.",
}
