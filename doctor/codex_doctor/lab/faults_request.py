"""Faults of endpoints that refuse a part of Codex's own request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import OUTPUT_TYPES, LabEndpoint, error, items, tools
from codex_doctor.lab.fault import Fault
from codex_doctor.lab.wire import Json, Reply, document, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable

BODY_LIMIT: Final = 32 * 1024


def _fault(name: str, refuse: Callable[[Json], Reply | None], *, expect: str) -> Fault:
    return Fault(name, "request", expect=expect, behaviour=LabEndpoint(refuse=refuse))


def _refuse_tool(kind: str) -> Callable[[Json], Reply | None]:
    def refuse(body: Json) -> Reply | None:
        for index, tool in enumerate(tools(body)):
            if tool.get("type") == kind:
                text = f"Invalid value: '{kind}'. Supported values are: 'function'."
                return error(400, text, code="invalid_value", param=f"tools[{index}].type")
        return None

    return refuse


def _refuse_hosted_tools(body: Json) -> Reply | None:
    for tool in tools(body):
        if tool.get("type") != "function":
            return json_reply(422, {"detail": f"Unsupported tool type: {tool.get('type')}"})
    return None


def _refuse_field(name: str) -> Callable[[Json], Reply | None]:
    def refuse(body: Json) -> Reply | None:
        if name not in body:
            return None
        text = f"Unsupported parameter: '{name}' is not supported with this model."
        return error(400, text, code="unsupported_parameter", param=name)

    return refuse


def _refuse_role(body: Json) -> Reply | None:
    for index, item in enumerate(items(body)):
        if item.get("role") == "developer":
            text = "Invalid value: 'developer'. Supported values are: 'system', 'user'."
            return error(400, text, code="invalid_value", param=f"input[{index}].role")
    return None


def _refuse_ids(body: Json) -> Reply | None:
    for index, item in enumerate(items(body)):
        if "id" in item:
            text = f"Unknown parameter: 'input[{index}].id'."
            return error(400, text, code="unknown_parameter", param=f"input[{index}].id")
    return None


def _demand_instructions(body: Json) -> Reply | None:
    return None if "instructions" in body else json_reply(400, {"detail": "Instructions required"})


def _refuse_large(body: Json) -> Reply | None:
    if len(replies.compact(body)) <= BODY_LIMIT:
        return None
    return document(413, "text/html", "<html><h1>413 Request Entity Too Large</h1></html>")


def _refuse_outputs(body: Json) -> Reply | None:
    for index, item in enumerate(items(body)):
        if item.get("type") in OUTPUT_TYPES:
            text = f"Invalid value: '{item['type']}'."
            return error(400, text, code="invalid_value", param=f"input[{index}].type")
    return None


REQUEST_FAULTS: Final = (
    _fault(
        "tool-namespace-rejected",
        _refuse_tool("namespace"),
        expect="request.tool_type_rejected",
    ),
    _fault(
        "tool-web-search-rejected",
        _refuse_tool("web_search"),
        expect="request.tool_type_rejected",
    ),
    _fault(
        "tool-hosted-rejected",
        _refuse_hosted_tools,
        expect="request.tool_type_rejected",
    ),
    *(
        _fault(
            f"field-{name.replace('_', '-')}-rejected",
            _refuse_field(name),
            expect="request.field_rejected",
        )
        for name in ("store", "include", "prompt_cache_key", "client_metadata", "reasoning")
    ),
    _fault(
        "role-developer-rejected",
        _refuse_role,
        expect="request.role_rejected",
    ),
    _fault(
        "item-ids-rejected",
        _refuse_ids,
        expect="request.item_rejected",
    ),
    _fault(
        "instructions-demanded",
        _demand_instructions,
        expect="request.rejected",
    ),
    _fault(
        "body-limit",
        _refuse_large,
        expect="request.too_large",
    ),
    Fault(
        "output-rejected",
        "tools",
        expect="tools.output_rejected",
        behaviour=LabEndpoint(refuse=_refuse_outputs),
    ),
)
