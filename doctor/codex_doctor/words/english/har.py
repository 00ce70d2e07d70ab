"""What an HTTP archive says beside its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "har.failed": "{failure}: {detail}",
    "har.shortened": "{size_bytes:size} were sent; a note stands for each text that is only filler",
    "har.cut": (
        "{kept_bytes:size} are here: of a long answer only the beginning is kept, and secrets are "
        "masked"
    ),
}
