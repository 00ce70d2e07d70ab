from __future__ import annotations

import asyncio

import pytest

from codex_doctor.platform.deadline import Deadline
from codex_doctor.platform.interruptible import until_signal


async def wait(seconds: float) -> str:
    await asyncio.sleep(seconds)
    return "done"


@pytest.mark.parametrize("is_early", [True, False])
def test_a_signal_ends_the_work(is_early: bool) -> None:
    async def run(deadline: Deadline) -> str | None:
        if is_early:
            deadline.interrupt()
        else:
            asyncio.get_running_loop().call_later(0.05, deadline.interrupt)
        return await until_signal(wait(600.0), deadline)

    assert asyncio.run(run(Deadline())) is None


def test_without_one_the_work_gives_what_it_gives() -> None:
    assert asyncio.run(until_signal(wait(0.0), Deadline())) == "done"


def test_what_the_work_raises_is_raised() -> None:
    async def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(until_signal(fail(), Deadline()))
