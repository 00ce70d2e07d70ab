"""Finds which of the replayed items an endpoint refuses on the second request of a turn.

Loaded only when that request is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.answers.answer import is_accepted
from codex_doctor.facts.reduction import Reduction, RefusedPart
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.facts import Exchange
    from codex_doctor.probes.exchanges.ask import Asker

_CALLS = ("function_call", "custom_tool_call")


async def find_refused_replay(asker: Asker, replayed: tuple[Mapping[str, Any], ...]) -> Reduction:
    """Send the items again without one kind of thing at a time, until that is accepted."""
    tried: list[Exchange] = []
    for part, items in _smaller(replayed):
        if asker.room == 0:
            break
        request = asker.series.request(items)
        purpose = Told("purpose.output_without", {"name": part.told})
        tried.append(await asker.small(purpose, request))
        if is_accepted(tried[-1]):
            return Reduction((part,), tried[-1], tuple(tried))
    return Reduction((), None, tuple(tried))


def _smaller(
    replayed: tuple[Mapping[str, Any], ...],
) -> Iterator[tuple[RefusedPart, tuple[Mapping[str, Any], ...]]]:
    """Yield what may be refused, with the items without it."""
    for kind in dict.fromkeys(str(item.get("type")) for item in replayed):
        if kind not in _CALLS and not kind.endswith("_output"):
            told = Told("part.items", {"kind": kind})
            part = RefusedPart("replayed", kind, f'input[].type = "{kind}"', told)
            yield part, tuple(item for item in replayed if item.get("type") != kind)
    first, *others = [item.get("call_id") for item in replayed if item.get("type") in _CALLS]
    if others:
        part = RefusedPart("replayed", "calls", Told("part.calls"), Told("part.more_calls"))
        yield part, tuple(item for item in replayed if item.get("call_id") in {None, first})
    for member in ("id", "status"):
        if any(member in item for item in replayed):
            told = Told("part.member", {"member": member})
            part = RefusedPart("replayed", member, f"input[].{member}", told)
            yield part, tuple(_without(item, member) for item in replayed)


def _without(item: Mapping[str, Any], member: str) -> Mapping[str, Any]:
    return {key: value for key, value in item.items() if key != member}
