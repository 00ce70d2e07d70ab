"""Runs checks: prerequisites, time, crash isolation. Knows no check by name."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from codex_doctor.model import Check, NotRun, Result, TimedOut
from codex_doctor.pipeline import Ran, Selection, broken_off, not_run, past_left_out
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.context import Context
    from codex_doctor.platform.deadline import Deadline


# What is known already can be said when the time is over.
_GRACE_S = 0.02


def interrupted() -> NotRun:
    """Return what became of a check that somebody stopped."""
    return NotRun(say("run.interrupted"))


async def run_checks(
    checks: Sequence[Check],
    ctx: Context,
    *,
    deadline: Deadline,
    selection: Selection,
    on_start: Callable[[Check], None] = lambda _: None,
    on_end: Callable[[Ran], None] = lambda _: None,
) -> tuple[Ran, ...]:
    """Run the checks, each as soon as those it needs have passed, and keep their order.

    Args:
        checks: The pipeline; a check may only need checks before it.
        ctx: What each check is given.
        deadline: The end of the run; what is not done by then has timed out.
        selection: What the user left out.
        on_start: Called when a check starts, for progress.
        on_end: Called when its result is known, also that it does not run.

    Returns:
        One result a check, in the order of `checks`. After a signal the checks that would wait
        for somebody count as interrupted, so that a partial report can come out.
    """
    left_out = selection.left_out(checks)
    checks = past_left_out(checks, left_out)
    running: dict[str, asyncio.Task[Ran]] = {}

    async def run(check: Check) -> Ran:
        if check.network and deadline.interrupted and check.id not in left_out:
            return Ran(check, interrupted(), 0)
        before: dict[str, Ran] = {}
        for need in check.needs:
            if need in running and not_run(check, before, left_out) is None:
                before[need] = await asyncio.shield(running[need])
        blocked = not_run(check, before, left_out)
        if blocked is not None:
            return Ran(check, blocked, 0)
        started_s = deadline.now_s()
        on_start(check)
        result = await _guarded(check, ctx, deadline)
        return Ran(check, result, round((deadline.now_s() - started_s) * 1000))

    async def ended(check: Check) -> Ran:
        ran = Ran(check, interrupted(), 0)
        try:
            ran = await run(check)
        finally:
            on_end(ran)
        return ran

    for check in checks:
        running[check.id] = asyncio.create_task(ended(check))

    def stop() -> None:
        for check in checks:
            # A plugin may wait for anything.
            if check.network or check.plugin:
                running[check.id].cancel()

    loop = asyncio.get_running_loop()
    with deadline.calling(lambda: loop.call_soon_threadsafe(stop)):
        await asyncio.gather(*running.values(), return_exceptions=True)
    return tuple(
        Ran(check, interrupted(), 0) if task.cancelled() else task.result()
        for check, task in zip(checks, running.values(), strict=True)
    )


async def _guarded(check: Check, ctx: Context, deadline: Deadline) -> Result:
    left_s = max(_GRACE_S, deadline.left_s())
    of_run = check.budget_s is None or left_s < check.budget_s
    budget = asyncio.timeout(left_s if of_run else check.budget_s)

    def grow() -> None:
        if of_run and not budget.expired():
            budget.reschedule(asyncio.get_running_loop().time() + deadline.left_s())

    try:
        async with budget:
            with deadline.growing(grow):
                return await check.run(ctx)
    except Exception as exc:  # noqa: BLE001 - a check's bug must not end the run
        # ETIMEDOUT is a TimeoutError too, so the type alone does not tell.
        if not budget.expired():
            return broken_off(exc)
        if deadline.interrupted:
            return interrupted()
        return TimedOut(deadline.budget_s, of_run=True) if of_run else TimedOut(check.budget_s or 0)
