"""What cases ask for beside what every case must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome


def first(*ids: str) -> Callable[[Outcome], None]:
    """Ask for one of these findings in the first place."""

    def check(outcome: Outcome) -> None:
        found = _ids(outcome)
        assert found, "no finding"
        assert found[0] in ids, found

    return check


def works(outcome: Outcome) -> None:
    """Ask for a turn that works."""
    assert outcome.report["verdict"] in {"works", "degraded"}, _ids(outcome)


def not_judged(outcome: Outcome) -> None:
    """Ask for the truth: of what is too long to be read nothing is known."""
    assert outcome.report["verdict"] == "unknown", _ids(outcome)
    first("config.unreadable")(outcome)


def _ids(outcome: Outcome) -> list[str]:
    return outcome.found
