"""What comes after the first turn; looked at only with `--thorough`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from codex_doctor.facts.turn import Exchange


class SessionTry(Struct, frozen=True):
    """Requests as a longer session sends them.

    Attributes:
        second_turn: The first request of a second turn, with the whole history.
        compaction: The request that has a long history shortened; only for a provider that is
            named OpenAI, since others get an ordinary request for it.
        sizes: Larger and larger requests, the last one possibly refused.
    """

    second_turn: Exchange
    compaction: Exchange | None = None
    sizes: tuple[Exchange, ...] = ()
