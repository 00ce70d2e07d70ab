"""What a model of a catalog of the user's own makes of Codex's request.

The nearest recorded request is changed as Codex changes its own; seen field by field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.wire.settings import remove_agents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from codex_doctor.facts.surroundings import CatalogModel

    _Tool = Mapping[str, Any]

_PATCH = "apply_patch"
_PICTURE = "view_image"
_WEB = "web_search"
_SEARCH = "tool_search"


def nearest(entry: CatalogModel, bodies: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the name of the recorded request that is nearest to that for a model.

    Args:
        entry: The model.
        bodies: The recorded bodies by name; the first is that for a model that Codex does not know.
    """
    is_searching = entry.has_search and not (entry.is_scripted or entry.has_agents)
    fitting = (
        name
        for name, body in bodies.items()
        if ("tools" not in body) == entry.is_lite
        and (entry.is_lite or _offers(body, _SEARCH) == is_searching)
    )
    return next(fitting, next(iter(bodies)))


def changed(
    entry: CatalogModel, recorded: Mapping[str, Any], tools: Sequence[_Tool]
) -> dict[str, Any]:
    """Return a recorded body as Codex sends it for a model.

    Args:
        entry: The model.
        recorded: The nearest one.
        tools: All that this version offers to some model.
    """
    body = {key: value for key, value in recorded.items() if key != "text"}
    if entry.is_reasoning:
        asked = {"effort": entry.effort, "summary": entry.summary}
        before: Mapping[str, Any] = body["reasoning"] or {}
        kept = {key: value for key, value in before.items() if key not in asked}
        body["reasoning"] = {**{key: value for key, value in asked.items() if value}, **kept}
        body["include"] = ["reasoning.encrypted_content"]
    else:
        body |= {"reasoning": None, "include": []}
    if entry.verbosity:
        body["text"] = {"verbosity": entry.verbosity}
    if "tools" in body:
        others = [one for one in body["tools"] if not _is_gone(one, entry)]
        has_custom = entry.has_patch or entry.is_scripted
        body["tools"] = _pictured(_with_patch(others, tools) if has_custom else others, entry)
        body["parallel_tool_calls"] = entry.is_parallel
    elif not entry.has_agents:
        remove_agents(body)
    return body


def kind_of(body: Mapping[str, Any]) -> str:
    """Return the kind of the dialect of a body, as `Dialect` has it."""
    if "tools" not in body:
        return "lite"
    return "freeform" if _offers(body, "custom") else "classic"


def _offers(body: Mapping[str, Any], kind: str) -> bool:
    return any(tool["type"] == kind for tool in body["tools"])


def _is_gone(tool: _Tool, entry: CatalogModel) -> bool:
    """Tell whether a tool is not offered; a script has those of agents within itself."""
    return tool.get("name") == _PATCH or (tool["type"] == "namespace" and entry.is_scripted)


def _with_patch(others: list[_Tool], tools: Sequence[_Tool]) -> list[_Tool]:
    """Return the tools that are offered with a custom one at its place.

    A script is a custom tool as well, for which the one that changes files stands.
    """
    patch = next(one for one in tools if one.get("name") == _PATCH)
    behind = (
        index
        for index, one in enumerate(others)
        if one["type"] == _WEB or one.get("name") == _PICTURE
    )
    at = next(behind, len(others))
    return [*others[:at], patch, *others[at:]]


def _pictured(tools: list[_Tool], entry: CatalogModel) -> list[_Tool]:
    """Return the tools with what a search of the web may find."""
    found = {"search_content_types": ["text", "image"]} if entry.has_pictures else {}
    return [
        {**{key: value for key, value in one.items() if key != "search_content_types"}, **found}
        if one["type"] == _WEB
        else one
        for one in tools
    ]
