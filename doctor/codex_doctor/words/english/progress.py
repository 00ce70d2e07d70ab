"""The line that says what is being looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "progress.check": "looking at {check} ...",
    "progress.waiting": "waiting for the answer to begin: {waited_s:.0f} s (Ctrl-C ends it)",
}
