"""Why a turn fails, and which check says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause
    from codex_doctor.facts import Exchange
    from codex_doctor.facts.reduction import Reduction
    from codex_doctor_checks.turn.proof import Proof

_STAGE_OF = {
    "auth": "auth",
    "quota": "auth",
    "config": "auth",
    "model": "model",
    "url": "wire",
    "wire": "wire",
    "stream": "stream",
    "tools": "tools",
}


class Root(Struct, frozen=True):
    """Why the turn fails.

    Attributes:
        cause: What it is.
        exchange: The exchange that shows it.
        served: Ids near the one that was asked for, for model causes.
        base: A base URL that would work, for URL causes.
        reduction: The search that found the refused part of the request.
        proof: What proves it, where another request does.
    """

    cause: Cause
    exchange: Exchange
    served: tuple[str, ...] = ()
    base: str = ""
    reduction: Reduction | None = None
    proof: Proof | None = None

    @property
    def area(self) -> str:
        """The area of the finding id."""
        return self.cause.id.partition(".")[0]

    @property
    def stage(self) -> str:
        """The check that reports it."""
        return _STAGE_OF.get(self.area, "request")
