"""Checks of plugins as the engine runs them: what their processes say, taken for no more than data.

Nothing that is said is believed: every part of it has its type, and is what a check may say, or the
plugin's row tells what is wrong with it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from codex_doctor.context import NotSeenError
from codex_doctor.facts import Facts
from codex_doctor.model import Check, Failed, PluginError, Skipped
from codex_doctor.plugins.messages import OUTCOMES, Described, Done, Order, Wrong
from codex_doctor.plugins.talk import give_order
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.context import Context
    from codex_doctor.model import Outcome
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.plugins.entries import Entry
    from codex_doctor.plugins.talk import Heard

T = TypeVar("T")

# For a check that names no time of its own; and for a process to start and to import, which is not
# the check's time and takes long on a busy machine.
BUDGET_S = 5.0
IMPORT_S = 5.0
# Each is a process, and all may run at once.
MAX_CHECKS = 20


def describe_all(
    entries: Sequence[Entry], deadline: Deadline
) -> list[tuple[Described, ...] | PluginError]:
    """Return what each plugin says of its checks, or why it cannot be used; all at once."""

    async def ask() -> list[tuple[Described, ...] | PluginError]:
        return await asyncio.gather(*(_describe(one, deadline) for one in entries))

    return asyncio.run(ask())


async def _describe(entry: Entry, deadline: Deadline) -> tuple[Described, ...] | PluginError:
    try:
        order = Order(entry.target)
        heard = await give_order(order, None, timeout_s=IMPORT_S, deadline=deadline)
        if heard.ending:
            return PluginError(say("plugin.import_late", limit_s=IMPORT_S))
        described = _read(_done(heard), tuple[Described, ...], "plugin.malformed_check")
    except PluginError as exc:
        return exc
    if len(described) > MAX_CHECKS:
        return PluginError(say("plugin.too_many", count=MAX_CHECKS))
    if any(one.budget_s is not None and not 0 < one.budget_s < 3600 for one in described):
        return PluginError(say("plugin.no_budget"))
    return described


def make_check(entry: Entry, number: int, described: Described, deadline: Deadline) -> Check:
    """Return a check that runs in a process of its own.

    Args:
        entry: Where its plugin is.
        number: Its place among the checks of this entry.
        described: What it says of itself.
        deadline: The end of the run.
    """
    budget_s = IMPORT_S + (described.budget_s or BUDGET_S)

    async def run(ctx: Context) -> Outcome:
        order = Order(entry.target, number, Facts(asked=ctx.asked, setup=ctx.setup))
        heard = await give_order(order, ctx, timeout_s=budget_s, deadline=deadline)
        if heard.ending:
            # The engine's clock, or who interrupts it, is about to say the same.
            await asyncio.get_running_loop().create_future()
        return _with_printed(_outcome(_done(heard), described), heard.printed)

    said: dict[str, Any] = msgspec.structs.asdict(described)
    # The catalogue has no words for a page that says nothing.
    pages = tuple(
        replace(one, title=one.title or one.id, text=one.text or one.id) for one in described.pages
    )
    said |= {"budget_s": budget_s, "plugin": entry.plugin, "pages": pages}
    return Check(**said, run=run)


def _done(heard: Heard) -> Done:
    """Return what was done.

    Raises:
        NotSeenError: It needs a fact that nobody looked at.
        PluginError: Nothing was, and why.
    """
    if isinstance(heard.said, Wrong) and heard.said.is_unseen:
        raise NotSeenError(heard.said.why)
    if isinstance(heard.said, Wrong):
        raise PluginError(heard.said.why)
    if heard.said is None:
        raise PluginError(_behind(_ended(heard.code), heard.printed))
    return heard.said


def _ended(code: int | None) -> str:
    if code is None:
        return say("plugin.no_outcome")
    if code < 0:
        return say("plugin.signal", signal=-code)
    return say("plugin.exit_code", code=code)


def _read(done: Done, kind: type[T], malformed: str) -> T:
    try:
        return msgspec.json.decode(done.value, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as exc:
        raise PluginError(say(malformed, error=str(exc))) from exc


def _outcome(done: Done, described: Described) -> Outcome:
    """Return the outcome, once it is one that this check can have."""
    if done.kind not in OUTCOMES:
        raise PluginError(say("plugin.not_an_outcome", kind=done.kind))
    outcome: Outcome = _read(done, OUTCOMES[done.kind], "plugin.malformed_outcome")
    if isinstance(outcome, Failed):
        if not outcome.findings:
            raise PluginError(say("plugin.no_finding"))
        ids = {page.id for page in described.pages}
        for finding in outcome.findings:
            if finding.id not in ids:
                raise PluginError(say("plugin.no_page", finding=finding.id))
    return outcome


def _with_printed(outcome: Outcome, printed: str) -> Outcome:
    if isinstance(outcome, Skipped):
        return replace(outcome, reason=_behind(outcome.reason, printed))
    return replace(outcome, summary=_behind(outcome.summary, printed))


def _behind(text: str, printed: str) -> str:
    if not printed:
        return text
    if not text:
        return say("plugin.only_printed", printed=printed)
    return say("plugin.printed", text=text, printed=printed)
