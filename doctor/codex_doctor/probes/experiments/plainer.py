"""Looks for a served model id for which Codex sends a plainer request, which the endpoint takes.

Loaded only when the request of a model that Codex knows is refused for what stands in it.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.answer import is_taken
from codex_doctor.answers.cause import refuses_part
from codex_doctor.probes.experiments.tell_apart import list_models
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause
    from codex_doctor.facts import Turn
    from codex_doctor.probes.exchanges.ask import Asker

_PLAIN = "classic"
# The dialects of models that Codex knows; for the others there is no plainer one.
_KNOWN = frozenset({"freeform", "lite"})


def is_of_part(turn: Turn, cause: Cause) -> bool:
    """Tell whether it is a part of the request that the endpoint refuses, or does not see."""
    is_found = turn.reduction is not None and turn.reduction.proof is not None
    return is_found or refuses_part(cause)


async def find_plainer(turn: Turn, asker: Asker) -> Turn:
    """Return the turn with the id of the list that is nearest among those that Codex asks plainly.

    It is proposed only where Codex's own request for it is answered, with a call where none came.
    """
    if turn.dialect not in _KNOWN or asker.room < 2:
        return turn
    if turn.models is None:
        turn = await list_models(turn, asker)
    plain = [one for one in turn.served if replace(asker.series, model=one).dialect.kind == _PLAIN]
    if not plain:
        return turn
    nearest = max(plain, key=lambda one: SequenceMatcher(None, turn.model, one).ratio())
    request = replace(asker.series, model=nearest).request()
    asked = await asker.read(Told("purpose.is_served", {"model": nearest}), request)
    turn = replace(turn, side=(*turn.side, asked))
    calls = asked.reading.calls if asked.reading else ()
    is_good = is_taken(asked, model=nearest) and (calls or turn.reluctance is None)
    return replace(turn, plainer=nearest) if is_good else turn
