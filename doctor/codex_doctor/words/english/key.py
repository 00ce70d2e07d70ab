"""Which character of a key no header can carry, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "key.fingerprint": "{ends} ({count:character|characters}, id {id})",
    "key.short_fingerprint": "({count:character|characters}, id {id})",
    "key.line_feed": "a line feed",
    "key.carriage_return": "a carriage return",
    "key.nul": "a NUL",
    "key.control": "the control character {code}",
    "key.at_end": "{character} at its end",
    "key.at": "{character} as character {at} of {count}",
}
