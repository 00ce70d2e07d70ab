"""The requests that may show a failure, the smallest first.

Pure. Which of them does is seen by sending them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from codex_doctor.answers.answer import cause_of
from codex_doctor.codex.wire.parts import body_parts, prompt_at, without
from codex_doctor.codex.wire.request import PROMPT, Request, encoded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from codex_doctor.facts import Turn
    from codex_doctor.facts.reduction import RefusedPart

# What any client sends, and by what gateways tell clients.
_PLAIN_HEADERS = frozenset({"accept", "content-type", "originator", "user-agent", "version"})
# The library that a script uses asks for what it can unpack by itself.
_UNSENT = "accept-encoding"
_SHELLS = ("exec_command", "shell_command", "shell")
_HEADER_KINDS = frozenset({"header", "dialect", "header_size"})
_TOOL_FIELDS = frozenset({"tool_choice", "parallel_tool_calls", "tools.strict"})

Items = tuple["Mapping[str, Any]", ...]


class Candidate(Struct, frozen=True):
    """A request that may show it.

    Attributes:
        request: The request.
        filler_bytes: How many letters x are put behind its last text.
    """

    request: Request
    filler_bytes: int = 0

    @property
    def sent(self) -> Request:
        """The request with its filler."""
        if not self.filler_bytes:
            return self.request
        body = json.loads(self.request.body)
        body["input"][prompt_at(body["input"])]["content"][-1]["text"] += "x" * self.filler_bytes
        return Request(self.request.headers, encoded(body))


def candidates(
    request: Request, parts: Collection[RefusedPart], *, replayed: Items = (), needs_tools: bool
) -> Iterator[Request]:
    """Yield requests that may show what Codex's own shows, each larger than the one before.

    Args:
        request: What Codex sends first.
        parts: What is known to be refused in it.
        replayed: The items that follow from the answer, () for the first request.
        needs_tools: Whether it takes a tool to show it.
    """
    of_headers = [one for one in parts if one.kind in _HEADER_KINDS]
    of_body = [one for one in parts if one.kind not in _HEADER_KINDS]
    if "input" in json.loads(request.body):
        bodies = [*_smaller(request, of_body, needs_tools=needs_tools), request.body]
    else:
        bodies = [_smallest_chat(request), request.body]
    plain = _with_headers(request, {part.name for part in of_headers})
    whole = tuple(pair for pair in request.headers if pair[0] != _UNSENT)
    is_size = any(part.kind == "header_size" for part in of_headers)
    shortest = [] if is_size else [Request(plain, body) for body in bodies[:-1]]
    for one in (*shortest, Request(whole, bodies[0]), Request(whole, bodies[-1])):
        yield Request(one.headers, _followed(one.body, replayed))


def shell_argument(request: Request) -> str:
    """Return the first argument that the tool wants which runs a command."""
    shells = _shells(json.loads(request.body).get("tools", ()))
    needed = (one["parameters"].get("required") for one in shells)
    return next((names[0] for names in needed if names), "cmd")


def grown(request: Request, size: int) -> Candidate:
    """Return the request with filler that gives its body this size."""
    return Candidate(request, max(0, size - len(request.body)))


def known_parts(turn: Turn, request: Request) -> tuple[RefusedPart, ...]:
    """Return the parts that are refused, by experiment or by what the endpoint says."""
    if turn.reduction and turn.reduction.parts:
        return turn.reduction.parts
    cause = cause_of(turn.first, model=turn.model)
    if cause is None or "input" not in json.loads(request.body):
        return ()
    names = {cause.subject, cause.param} - {""}
    return tuple(one for one in body_parts(request) if one.name in names)[:1]


# ----- bodies


def _smaller(
    request: Request, kept: Collection[RefusedPart], *, needs_tools: bool
) -> Iterator[bytes]:
    """Yield bodies with ever more of Codex's own, all without its long texts."""
    every = body_parts(request)
    if any(part.kind == "content" for part in kept):
        return
    wanted = {(part.kind, part.name) for part in kept}
    # A member of a table needs the table, and the other messages have what the last one lacks.
    wanted |= {
        ("field", name.partition(".")[0]) for kind, name in wanted if kind in {"field", "null"}
    }
    if any(kind in {"role", "item"} for kind, _ in wanted):
        wanted.add(("item", "messages"))
    with_tools = needs_tools or any(kind == "tool" or name in _TOOL_FIELDS for kind, name in wanted)
    kinds = {name for kind, name in wanted if kind == "tool"} or {"function"}
    gone = [one for one in every if (one.kind, one.name) not in wanted]
    if with_tools:
        tools = ("tool", "function")
        gone = [one for one in gone if one.kind != "tool" or one.name not in kinds]
        gone = [one for one in gone if (one.kind, one.name) != tools]
    body = json.loads(without(request, gone).body)
    if with_tools and "tools" in body:
        body["tools"] = _few(body["tools"], kinds)
    _say_whole(body)
    yield encoded(body)
    with_shell = json.loads(without(request, [one for one in every if one.kind == "size"]).body)
    _say_whole(with_shell)
    if "tools" in with_shell and not with_tools:
        yield encoded({**body, "tools": _few(with_shell["tools"], {"function"})})
    yield encoded(with_shell)


def _say_whole(body: dict[str, Any]) -> None:
    """Put the prompt, which is short enough, back where it was cut with the long texts."""
    for part in body["input"][prompt_at(body["input"])]["content"]:
        if PROMPT.startswith(part["text"]):
            part["text"] = PROMPT


def _few(tools: list[dict[str, Any]], kinds: Collection[str]) -> list[dict[str, Any]]:
    """Return one tool of each kind, of the functions the shell."""
    shells = _shells(tools)
    found: list[dict[str, Any]] = []
    for kind in dict.fromkeys(one["type"] for one in tools):
        if kind in kinds:
            first = next(one for one in tools if one["type"] == kind)
            if "tools" in first:
                first = {**first, "tools": first["tools"][:1]}
            found.append(_short(shells[0]) if kind == "function" and shells else first)
    return found


def _shells(tools: Collection[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the tools that run a command, as far as they have arguments."""
    return [one for one in tools if one.get("name") in _SHELLS and "parameters" in one]


def _short(shell: dict[str, Any]) -> dict[str, Any]:
    """Return the tool that runs a command with the one argument that it needs."""
    parameters = shell["parameters"]
    required = parameters.get("required", [])
    properties = {key: value for key, value in parameters["properties"].items() if key in required}
    return {**shell, "parameters": {**parameters, "properties": properties}}


def _followed(body: bytes, replayed: Items) -> bytes:
    if not replayed:
        return body
    table = json.loads(body)
    table["input" if "input" in table else "messages"] += replayed
    return encoded(table)


def _smallest_chat(request: Request) -> bytes:
    # Late: of old versions alone.
    from codex_doctor.codex.wire.chat.request import smallest

    return smallest(request).body


def _with_headers(request: Request, names: Collection[str]) -> tuple[tuple[str, str], ...]:
    kept = _PLAIN_HEADERS | set(names)
    return tuple((name, value) for name, value in request.headers if name in kept)
