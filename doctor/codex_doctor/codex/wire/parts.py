"""The parts of Codex's request that an endpoint may refuse, and the request without some of them.

Pure. In which order parts are taken away is in `reduce`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.wire.request import Request, encoded, plain_user_agent
from codex_doctor.codex.wire.settings import apply_reasoning
from codex_doctor.facts.reduction import RefusedPart
from codex_doctor.values import is_list, is_table
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

# What a request is not one without.
_KEPT_FIELDS = frozenset({"model", "input", "stream", "tools"})
_KEPT_HEADERS = frozenset({"accept", "content-type", "user-agent"})
# An endpoint may want these only together with tools.
_TOOL_FIELDS = ("tool_choice", "parallel_tool_calls")
_FUNCTIONS = "tools.functions"
_NESTED = ("reasoning", "text")
# What puts a table in place of null, as small as it can be.
_BARE_REASONING = {
    "model_supports_reasoning_summaries": True,
    "model_reasoning_summary": "none",
}
_MEMBERS = ("id", "internal_chat_message_metadata_passthrough")
_ITEMS = ("additional_tools", "configuration_update")
# Sent for model ids of one dialect only.
_DIALECT_HEADERS = frozenset({"x-openai-internal-codex-responses-lite"})
_LONG_HEADER = "x-codex-turn-metadata"
_TEXTS = frozenset({"text", "description", "definition"})
_SHORT = 120
_FILLER = " This text is filler of a connection test and asks for nothing."


def header_parts(request: Request) -> tuple[RefusedPart, ...]:
    """Return the headers by which a gateway may tell Codex from others, their size last."""
    names = [name for name, _ in request.headers if name not in _KEPT_HEADERS]
    parts = [RefusedPart(_header_kind(name), name, _header(name)) for name in names]
    parts.append(RefusedPart("header", "user-agent", _header("user-agent")))
    length = sum(len(name) + len(value) + 4 for name, value in request.headers)
    told = Told("part.headers", {"size_bytes": length})
    return (*parts, RefusedPart("header_size", "headers", told))


def _header(name: str) -> Told:
    return Told("part.header", {"name": name})


def _header_kind(name: str) -> str:
    return "dialect" if name in _DIALECT_HEADERS else "header"


def body_parts(request: Request) -> tuple[RefusedPart, ...]:
    """Return the parts of the body, each before those that make no sense without it."""
    body = json.loads(request.body)
    size = Told("part.body", {"size_bytes": len(request.body)})
    return (
        *_input_parts(body["input"]),
        *_function_parts(body.get("tools", ())),
        *_field_parts(body),
        *_tool_parts(body.get("tools", ())),
        RefusedPart("size", "size", size),
    )


def without(request: Request, gone: Collection[RefusedPart]) -> Request:
    """Return the request without these parts."""
    if not gone:
        return request
    body = json.loads(request.body)
    headers = request.headers
    for part in gone:
        if part.kind in {"header", "dialect", "header_size"}:
            headers = tuple(_header_without(headers, part))
        else:
            _take_away(body, part)
    return Request(headers=headers, body=encoded(body))


def padded(request: Request, size: int) -> Request:
    """Return the request with filler at its end, so that its body has this many bytes."""
    missing = size - len(request.body)
    if missing <= 0:
        return request
    body = json.loads(request.body)
    filler = _FILLER * (missing // len(_FILLER) + 1)
    # A message of one part; of several the last is what the user says.
    body["input"][prompt_at(body["input"])]["content"][-1]["text"] += filler[:missing]
    return Request(request.headers, encoded(body))


def prompt_at(items: Sequence[Mapping[str, Any]]) -> int:
    """Return the place of the user's message, counted from the end: a setting may stand behind."""
    return next(place for place in range(-1, -len(items) - 1, -1) if "content" in items[place])


def with_instructions(request: Request) -> Request:
    """Return the request with the field that Codex sent up to 0.155.0."""
    body = json.loads(request.body)
    return Request(request.headers, encoded({**body, "instructions": "Be brief."}))


def for_model(request: Request, model: str) -> Request:
    """Return the request with another model id."""
    return Request(request.headers, encoded({**json.loads(request.body), "model": model}))


# ----- which parts there are


def _input_parts(items: list[dict[str, Any]]) -> Iterator[RefusedPart]:
    for kind in _ITEMS:
        for index, item in enumerate(items):
            if item.get("type") == kind:
                yield RefusedPart("item", kind, f'input[{index}].type = "{kind}"')
    for index, item in enumerate(items):
        if len(item.get("content", ())) > 1:
            told = Told("part.contents", {"number": index})
            yield RefusedPart("item", "content", told)
            break
    yield RefusedPart("item", "messages", Told("part.messages"))
    for index, item in enumerate(items):
        if item.get("role") == "developer" and item.get("type") == "message":
            yield RefusedPart("role", "developer", f'input[{index}].role = "developer"')
            break
    for member in _MEMBERS:
        for index, item in enumerate(items):
            if member in item:
                yield RefusedPart("item", member, f"input[{index}].{member}")
                break


def _function_parts(tools: Collection[dict[str, Any]]) -> Iterator[RefusedPart]:
    functions = [tool for tool in tools if tool["type"] == "function"]
    if functions:
        yield RefusedPart("tool", "function", 'tools[0].type = "function"')
    if any(one.get("parameters", {}).get("properties") for one in functions):
        yield RefusedPart("field", _FUNCTIONS, Told("part.functions"))
    if any("strict" in tool for tool in tools):
        yield RefusedPart("field", "tools.strict", "tools[0].strict")


def _tool_parts(tools: Collection[dict[str, Any]]) -> Iterator[RefusedPart]:
    for index, tool in enumerate(tools):
        kind = tool["type"]
        if kind != "function":
            yield RefusedPart("tool", kind, f'tools[{index}].type = "{kind}"')


def _field_parts(body: dict[str, Any]) -> Iterator[RefusedPart]:
    for name in sorted(_fields(body), key=lambda one: one not in _TOOL_FIELDS):
        yield RefusedPart("field", name, name)
        if body[name] is None:
            yield RefusedPart("null", name, f"{name} = null", f"{name} = null")
        elif name in _NESTED:
            yield from (
                RefusedPart("field", f"{name}.{inner}", f"{name}.{inner}") for inner in body[name]
            )


def _fields(body: dict[str, Any]) -> list[str]:
    return [name for name in body if name not in _KEPT_FIELDS]


# ----- taking them away


def _header_without(
    headers: tuple[tuple[str, str], ...], part: RefusedPart
) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        if part.kind == "header_size" and name == _LONG_HEADER:
            yield name, "{}"
        elif part.kind == "header_size" or name != part.name:
            yield name, value
        elif name == "user-agent":
            yield name, plain_user_agent()


def _take_away(body: dict[str, Any], part: RefusedPart) -> None:
    match part.kind:
        case "size":
            _shorten(body)
        case "tool" if part.name == "function":
            # Without functions nothing is left that Codex could work with.
            for name in ("tools", *_TOOL_FIELDS):
                body.pop(name, None)
        case "tool" if "tools" in body:
            body["tools"] = [tool for tool in body["tools"] if tool["type"] != part.name]
        case "tool":
            pass
        case "field" if part.name == _FUNCTIONS and "tools" in body:
            body["tools"] = list(_with_one_function(body["tools"]))
        case "field" if part.name == "tools.strict":
            for tool in body.get("tools", ()):
                tool.pop("strict", None)
        case "field":
            outer, _, inner = part.name.partition(".")
            table = body.get(outer)
            if inner and is_table(table):
                table.pop(inner, None)
            elif not inner:
                body.pop(outer, None)
        case "null" if part.name in body:
            apply_reasoning(body, _BARE_REASONING, None)
        case "null":
            pass
        case "role":
            for item in body["input"]:
                if item.get("role") == part.name:
                    item["role"] = "user"
        case _:
            body["input"] = list(_items_without(body["input"], part.name))


def _with_one_function(tools: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the tools with one function of no arguments in place of all functions."""
    bare: dict[str, Any] = {"parameters": {"type": "object", "properties": {}}}
    functions = [tool for tool in tools if tool["type"] == "function"]
    yield from (one | bare for one in functions[:1])
    yield from (tool for tool in tools if tool["type"] != "function")


def _items_without(items: list[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    """Yield the input items without a type, a member, or all but one message or part."""
    for index, item in enumerate(items):
        if name in _ITEMS and item.get("type") == name:
            continue
        if name == "messages" and item.get("type") == "message" and _has_later(items, index):
            continue
        if name == "content" and "content" in item:
            yield {**item, "content": item["content"][:1]}
        else:
            yield {key: value for key, value in item.items() if key != name}


def _has_later(items: list[dict[str, Any]], index: int) -> bool:
    return any(item.get("type") == "message" for item in items[index + 1 :])


def _shorten(value: Any) -> None:
    """Cut every long text in place."""
    if is_list(value):
        for one in value:
            _shorten(one)
    elif is_table(value):
        for key, inner in value.items():
            if key in _TEXTS and isinstance(inner, str):
                value[key] = inner[:_SHORT]
            else:
                _shorten(inner)
