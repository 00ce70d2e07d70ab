"""Faults of endpoints that refuse a part of Codex's request without a word on which.

Only smaller requests tell what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint, items, tools
from codex_doctor.lab.fault import Fault, changed
from codex_doctor.lab.wire import Framing, Json, Reply, document, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable


LITE: Final = "gpt-6.1-sol"
FREEFORM: Final = "gpt-5.5"
SIZE_LIMIT: Final = 20 * 1024

BAD_REQUEST: Final = document(400, "text/plain", "Bad Request")
NOTHING: Final = Reply(status=400, framing=Framing.LENGTH)
UNPROCESSABLE: Final = json_reply(422, {"error": {"message": "Unprocessable Entity"}})
CRASH: Final = document(500, "text/plain", "Internal Server Error")


def silent(
    name: str,
    has: Callable[[Json], bool],
    *,
    expect: str,
    reply: Reply = BAD_REQUEST,
    model: str = "lab-model-1",
) -> Fault:
    """Return the fault of an endpoint that answers so when the body has something."""
    refuse = LabEndpoint(models=(model,), refuse=lambda body: reply if has(body) else None)
    return Fault(
        name,
        "request",
        expect=expect,
        config=changed("lab-model-1", model),
        behaviour=refuse,
    )


def has_tool(*kinds: str) -> Callable[[Json], bool]:
    """Return whether a tool of one of these types is offered."""
    return lambda body: any(tool.get("type") in kinds for tool in tools(body))


def has_item(kind: str) -> Callable[[Json], bool]:
    """Return whether the input has an item of this type."""
    return lambda body: any(item.get("type") == kind for item in items(body))


def has_field(name: str) -> Callable[[Json], bool]:
    """Return whether the body has a field; `outer.inner` looks one level deeper."""
    outer, _, inner = name.partition(".")
    if inner:
        return lambda body: inner in body.get(outer, {})
    return lambda body: outer in body


def has_member(name: str) -> Callable[[Json], bool]:
    """Return whether an input item has this member."""
    return lambda body: any(name in item for item in items(body))


def _has_developer(body: Json) -> bool:
    return any(item.get("role") == "developer" for item in items(body))


def _has_parts(body: Json) -> bool:
    return any(len(item.get("content", ())) > 1 for item in items(body))


def _has_messages(body: Json) -> bool:
    return len([one for one in items(body) if one.get("type") == "message"]) > 1


def _has_strict(body: Json) -> bool:
    return any("strict" in tool for tool in tools(body))


def _is_large(body: Json) -> bool:
    return len(replies.compact(body)) > SIZE_LIMIT


def _without_instructions(body: Json) -> bool:
    return "instructions" not in body


_FIELDS: Final = (
    ("store", BAD_REQUEST),
    ("include", NOTHING),
    ("prompt_cache_key", UNPROCESSABLE),
    ("client_metadata", BAD_REQUEST),
    ("reasoning", CRASH),
    ("reasoning.summary", BAD_REQUEST),
    ("tool_choice", UNPROCESSABLE),
    ("parallel_tool_calls", NOTHING),
)
_FIELD_NAMES: Final = {"store": "field-rejected-silently"}


def _field_fault(field: str, reply: Reply) -> Fault:
    name = field.replace("_", "-").replace(".", "-")
    return silent(
        _FIELD_NAMES.get(field, f"silent-{name}"),
        has_field(field),
        expect="request.field_rejected",
        reply=reply,
    )


SILENT_FAULTS: Final = (
    *(_field_fault(field, reply) for field, reply in _FIELDS),
    silent(
        "silent-strict",
        _has_strict,
        expect="request.field_rejected",
    ),
    silent(
        "silent-text",
        has_field("text"),
        expect="request.field_rejected",
        model=FREEFORM,
    ),
    silent(
        "silent-reasoning-context",
        has_field("reasoning.context"),
        expect="request.field_rejected",
        model=LITE,
    ),
    silent(
        "silent-namespace",
        has_tool("namespace"),
        expect="request.tool_type_rejected",
    ),
    silent(
        "silent-namespace-500",
        has_tool("namespace"),
        expect="request.tool_type_rejected",
        reply=CRASH,
    ),
    silent(
        "silent-web-search",
        has_tool("web_search"),
        expect="request.tool_type_rejected",
        reply=NOTHING,
    ),
    silent(
        "silent-hosted-tools",
        has_tool("namespace", "web_search"),
        expect="request.tool_type_rejected",
    ),
    silent(
        "silent-functions",
        has_field("tools"),
        expect="request.tool_type_rejected",
    ),
    silent(
        "silent-custom-tool",
        has_tool("custom"),
        expect="request.tool_type_rejected",
        model=FREEFORM,
    ),
    silent(
        "silent-tool-search",
        has_tool("tool_search"),
        expect="request.tool_type_rejected",
        model=FREEFORM,
    ),
    silent(
        "silent-item-ids",
        has_member("id"),
        expect="request.item_rejected",
        reply=UNPROCESSABLE,
    ),
    silent(
        "silent-content-parts",
        _has_parts,
        expect="request.item_rejected",
    ),
    silent(
        "silent-messages",
        _has_messages,
        expect="request.item_rejected",
    ),
    silent(
        "silent-additional-tools",
        has_item("additional_tools"),
        expect="request.item_rejected",
        model=LITE,
    ),
    silent(
        "silent-developer",
        _has_developer,
        expect="request.role_rejected",
    ),
    silent(
        "silent-developer-500",
        _has_developer,
        expect="request.role_rejected",
        reply=CRASH,
    ),
    silent(
        "silent-size",
        _is_large,
        expect="request.too_large",
    ),
    silent(
        "silent-instructions",
        _without_instructions,
        expect="request.rejected",
    ),
    Fault(
        "silent-item-metadata",
        "request",
        expect="request.item_rejected",
        config=changed('name = "Lab"', 'name = "OpenAI"'),
        behaviour=LabEndpoint(
            refuse=lambda body: (
                BAD_REQUEST
                if has_member("internal_chat_message_metadata_passthrough")(body)
                else None
            )
        ),
    ),
)
