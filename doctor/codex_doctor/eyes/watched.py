"""A log of requests that somebody watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable


class WatchedLog(list[Exchange]):
    """The log of `LiveEyes`, which says when a request is sent, and when it has ended.

    Args:
        on_change: Called with its place, and with what is known of it.
    """

    def __init__(self, on_change: Callable[[int, Exchange], None]) -> None:
        super().__init__()
        self._on_change = on_change

    def append(self, one: Exchange, /) -> None:
        """Add a request that is sent now."""
        super().append(one)
        self._on_change(len(self) - 1, one)

    def __setitem__(self, place: int, one: Exchange, /) -> None:  # type: ignore[override]
        """Keep what is known of a request by now."""
        super().__setitem__(place, one)
        if one.total_s > one.started_s:
            self._on_change(place, one)
