"""Work that a signal ends at once, although the run as a whole goes on to say what was seen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from codex_doctor.platform.deadline import Deadline

T = TypeVar("T")


async def until_signal(work: Coroutine[Any, Any, T], deadline: Deadline) -> T | None:
    """Return what the work gives; None where a signal came first, and the work is cancelled."""
    loop, working = asyncio.get_running_loop(), asyncio.ensure_future(work)
    with deadline.calling(lambda: loop.call_soon_threadsafe(working.cancel)):
        await asyncio.wait({working})
    return None if working.cancelled() else working.result()
