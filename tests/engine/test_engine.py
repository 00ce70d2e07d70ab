from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from codex_doctor.engine import interrupted, run_checks
from codex_doctor.model import (
    Check,
    Crashed,
    DoctorError,
    Evidence,
    Failed,
    Finding,
    Fix,
    NotRun,
    Outcome,
    Passed,
    Severity,
    Skipped,
    Status,
    TimedOut,
)
from codex_doctor.pipeline import Ran, Selection
from codex_doctor.platform.deadline import Deadline
from eyes import context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.context import Context


def finding(severity: Severity = Severity.ERROR) -> Finding:
    return Finding("x.y", severity, "it is broken", (Evidence("a", "b"),), (Fix("Mend it."),))


def check(
    name: str,
    outcome: Outcome | Exception | float = Passed("fine"),  # noqa: B008 - a frozen value
    *,
    needs: tuple[str, ...] = (),
    budget_s: float | None = None,
    network: bool = False,
) -> Check:
    async def run(_: Context) -> Outcome:
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, int | float):
            await asyncio.sleep(outcome)
            return Passed("late")
        return outcome

    return Check(name, f"title of {name}", needs, run, budget_s, network)


def run(*checks: Check, budget_s: float = 5.0, selection: Selection | None = None) -> Sequence[Ran]:
    return asyncio.run(
        run_checks(
            checks,
            context(),
            deadline=Deadline(budget_s=budget_s),
            selection=selection or Selection(),
        )
    )


def test_results_keep_the_order_of_the_checks() -> None:
    ran = run(check("slow", 0.05), check("fast"), check("last", needs=("slow",)))

    assert [one.check.id for one in ran] == ["slow", "fast", "last"]
    assert [one.result for one in ran] == [Passed("late"), Passed("fine"), Passed("fine")]


def test_what_is_left_out_lets_no_error_through() -> None:
    broken = check("a", Failed((finding(),)))
    left_out = check("b", needs=("a",))
    others = (check("c", needs=("b",)), check("d", needs=("c",)))
    ran = run(broken, left_out, *others, selection=Selection(skip=frozenset({"b"})))

    assert [one.blocker for one in ran] == ["x.y", "", "x.y", "x.y"]


def test_an_error_stops_what_needs_it_and_what_needs_that() -> None:
    ran = run(
        check("a", Failed((finding(),))),
        check("b", needs=("a",)),
        check("c", needs=("b",)),
        check("d"),
    )

    assert ran[1].result == NotRun("needs a", "x.y")
    assert ran[2].result == NotRun("needs b", "x.y")
    assert ran[3].result == Passed("fine")


@pytest.mark.parametrize(
    "outcome", [Failed((finding(Severity.WARNING),)), Skipped("nothing"), RuntimeError("oops")]
)
def test_warnings_skips_and_our_own_bugs_stop_nothing(outcome: Outcome | Exception) -> None:
    ran = run(check("a", outcome), check("b", needs=("a",)))

    assert ran[1].result == Passed("fine")


def test_a_bug_in_a_check_is_reported_as_ours() -> None:
    (ran,) = run(check("a", RuntimeError("oops")))

    assert ran.result == Crashed("RuntimeError: oops")
    assert ran.row().status is Status.CRASHED
    assert "a bug of codex-doctor" in ran.row().summary


def test_a_check_that_takes_too_long_times_out_and_stops_what_needs_it() -> None:
    ran = run(check("a", 9.0, budget_s=0.05), check("b", needs=("a",)))

    assert ran[0].result == TimedOut(0.05)
    assert ran[0].row().status is Status.TIMED_OUT
    assert ran[1].result == NotRun("needs a", None)


def test_a_timeout_error_of_the_system_is_a_bug_and_not_a_timeout() -> None:
    (ran,) = run(check("a", TimeoutError("ETIMEDOUT"), budget_s=5.0))

    assert isinstance(ran.result, Crashed)


def test_the_budget_of_the_run_ends_every_check() -> None:
    ran = run(check("a", 9.0), budget_s=0.05)

    assert ran[0].result == TimedOut(0.05, of_run=True)
    assert ran[0].row().summary == "not done when the budget of 0.05 s was over"


@pytest.mark.parametrize("after_s", [0.0, 0.05])
def test_an_interrupted_run_keeps_what_needs_nobody(after_s: float) -> None:
    async def stopped() -> Sequence[Ran]:
        deadline = Deadline(budget_s=9.0)
        asyncio.get_running_loop().call_later(after_s, deadline.interrupt)
        checks = (
            check("a"),
            check("b", 9.0, network=True),
            check("c", needs=("b",), network=True),
            check("d", needs=("a",)),
        )
        return await run_checks(checks, context(), deadline=deadline, selection=Selection())

    ran = asyncio.run(stopped())

    assert [one.result == interrupted() for one in ran] == [False, True, True, False]
    assert ran[3].result == Passed("fine")


def test_a_run_that_was_interrupted_before_starts_nothing_that_waits() -> None:
    deadline = Deadline()
    deadline.interrupt()
    started: list[str] = []
    ran = asyncio.run(
        run_checks(
            (check("a"), check("b", network=True), check("c", 9.0)),
            context(),
            deadline=deadline,
            selection=Selection(),
            on_start=lambda one: started.append(one.id),
        )
    )

    assert [one.result == interrupted() for one in ran] == [False, True, True]
    assert started == ["a", "c"]


@pytest.mark.parametrize(
    ("selection", "run_ids"),
    [
        (Selection(only=frozenset({"b"})), ["a", "b"]),
        (Selection(skip=frozenset({"a"})), ["b", "c"]),
        (Selection(offline="left out by --offline"), ["a", "b"]),
    ],
)
def test_the_user_may_leave_checks_out(selection: Selection, run_ids: list[str]) -> None:
    ran = run(check("a"), check("b", needs=("a",)), check("c", network=True), selection=selection)

    assert [one.check.id for one in ran if isinstance(one.result, Passed)] == run_ids


def test_an_unknown_check_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DoctorError, match="unknown check 'z'; the checks are a"):
        run(check("a"), selection=Selection(only=frozenset({"z"})))


@pytest.mark.parametrize(
    ("outcome", "status", "summary"),
    [
        (Passed("fine"), Status.PASSED, "fine"),
        (Failed((finding(),)), Status.FAILED, "it is broken"),
        (Failed((finding(Severity.WARNING),), "one loss"), Status.WARNED, "one loss"),
        (Failed((finding(Severity.HINT),)), Status.PASSED, "it is broken"),
        (Skipped("nothing to look at", "x.y"), Status.NOT_RUN, "nothing to look at"),
    ],
)
def test_each_outcome_has_its_row(outcome: Outcome, status: Status, summary: str) -> None:
    (ran,) = run(check("a", outcome))

    assert (ran.row().status, ran.row().summary) == (status, summary)


def test_progress_is_told_of_every_check_that_starts() -> None:
    started: list[str] = []
    asyncio.run(
        run_checks(
            (check("a", Failed((finding(),))), check("b", needs=("a",))),
            context(),
            deadline=Deadline(budget_s=1.0),
            selection=Selection(),
            on_start=lambda one: started.append(one.id),
        )
    )

    assert started == ["a"]


def test_a_check_that_runs_has_what_the_deadline_is_put_off_by() -> None:
    deadline = Deadline(budget_s=0.2)

    async def wait(_: Context) -> Outcome:
        deadline.allow(30.0)
        await asyncio.sleep(0.4)
        return Passed("late")

    patient = Check("slow", "it is slow", (), wait)
    hasty = Check("hasty", "it has a limit of its own", (), wait, budget_s=0.1)
    ran = asyncio.run(
        run_checks((patient, hasty), context(), deadline=deadline, selection=Selection())
    )

    assert [one.result for one in ran] == [Passed("late"), TimedOut(0.1)]
