"""Finds out why no tool call comes: the endpoint drops the tools, or the model does not use them.

Loaded only when a model has answered twice in words where a call was asked for.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.codex.wire.request import Request, encoded
from codex_doctor.facts.reluctance import Reluctance
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.facts import Turn
    from codex_doctor.probes.exchanges.ask import Asker

_TOOL_FIELDS = ("tools", "tool_choice", "parallel_tool_calls")
# An id that Codex does not know, and so offers its tools in the field of that name.
_UNKNOWN = "codex-doctor"


async def find_out(turn: Turn, asker: Asker) -> Turn:
    """Return the turn with what the same request brings when a call is forced, or without tools."""
    request = asker.series.request()
    body: dict[str, Any] = json.loads(request.body)
    forced_body = {**body, "tool_choice": "required"}
    forced = await asker.read(Told("purpose.forced"), _with(request, forced_body))
    found = Reluctance(forced)
    is_lite = "tools" not in body
    if not found.is_willing and is_lite and asker.room:
        tools = json.loads(replace(asker.series, model=_UNKNOWN).request().body)["tools"]
        moved = await asker.read(
            Told("purpose.tools_moved"),
            _with(request, {**forced_body, "tools": tools}),
        )
        found = replace(found, moved=moved)
    if not (found.is_willing or found.sees_moved) and asker.room:
        bare = {key: value for key, value in body.items() if key not in _TOOL_FIELDS}
        toolless = await asker.read(Told("purpose.toolless"), _with(request, bare))
        found = replace(found, toolless=toolless)
    if found.toolless is not None and asker.room:
        # Of either API the prompt alone, which stands last.
        least = {key: value for key, value in body.items() if key in {"model", "stream"}}
        least |= {key: body[key][-1:] for key in ("input", "messages") if key in body}
        smallest = await asker.read(Told("purpose.fewer_tokens"), _with(request, least))
        found = replace(found, smallest=smallest)
    return replace(turn, reluctance=found)


def _with(request: Request, body: dict[str, Any]) -> Request:
    return Request(request.headers, encoded(body))
