"""An endpoint that speaks Chat Completions like a good real one; a fault replaces single parts.

Old versions of Codex speak it. Like `endpoint` it holds no state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from msgspec import Struct

from codex_doctor.lab.endpoint import (
    LabEndpoint,
    accept,
    chat_answer,
    error,
    unknown_model,
)
from codex_doctor.lab.replies import LAB_MODEL, SHELL_ARGUMENTS, compact, sse
from codex_doctor.lab.wire import Json, Reply, Seen, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable

Chunks = tuple[Json, ...]

DONE: Final = b"data: [DONE]\n\n"
PATH: Final = "/v1/chat/completions"
_USAGE: Final = {"prompt_tokens": 9200, "completion_tokens": 24, "total_tokens": 9224}


def chunk(delta: Json, finish: str | None = None, **changes: Any) -> Json:
    """Return one chunk."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "chatcmpl-lab-1",
        "object": "chat.completion.chunk",
        "created": 1767225600,
        "model": LAB_MODEL,
        "choices": [choice],
        **changes,
    }


def ended(*deltas: Json, finish: str) -> Chunks:
    """Return the chunks of a whole answer: a role, these deltas, the reason of the end, usage."""
    return (
        chunk({"role": "assistant", "content": None}),
        *map(chunk, deltas),
        chunk({}, finish),
        chunk({}, choices=[], usage=_USAGE),
    )


def call(body: Json, **changes: Any) -> Json:
    """Return a whole entry of `tool_calls` that calls the offered shell."""
    name = offered_shell(body)
    function = {"name": name, "arguments": SHELL_ARGUMENTS.get(name, "{}")}
    whole = {"index": 0, "id": "call_lab_1", "type": "function", "function": function}
    return {**whole, **changes}


def call_shell(body: Json) -> Chunks:
    """Answer the first request of a turn: call the shell, its arguments in two pieces."""
    if not offered_shell(body):
        return ended({"content": "There is no tool that runs a command."}, finish="stop")
    whole = call(body)
    function = whole["function"]
    half = len(function["arguments"]) // 2
    first = {**whole, "function": {**function, "arguments": function["arguments"][:half]}}
    rest = {"index": 0, "function": {"arguments": function["arguments"][half:]}}
    return ended({"tool_calls": [first]}, {"tool_calls": [rest]}, finish="tool_calls")


def repeat_output(body: Json) -> Chunks:
    """Answer the request that carries tool output: repeat what stands in it."""
    said = str(outputs(body)[0].get("content"))[:200]
    return ended({"content": "The command printed: "}, {"content": said}, finish="stop")


def framed(chunks: Chunks) -> tuple[bytes, ...]:
    """Write each chunk as an event."""
    return tuple(b"data: %b\n\n" % compact(one) for one in chunks)


def stream(chunks: Chunks) -> Reply:
    """Answer with a stream of these chunks."""
    return sse((*framed(chunks), DONE))


def offered_shell(body: Json) -> str:
    """Return the name of the offered tool that runs a command, "" without one."""
    functions = [tool.get("function") for tool in _objects(body.get("tools"))]
    names = [cast("Json", one).get("name") for one in functions if isinstance(one, dict)]
    return next((name for name in SHELL_ARGUMENTS if name in names), "")


def messages(body: Json) -> list[Json]:
    """Return the messages that are objects."""
    return _objects(body.get("messages"))


def outputs(body: Json) -> list[Json]:
    """Return the messages with tool output."""
    return [one for one in messages(body) if one.get("role") == "tool"]


def _objects(value: object) -> list[Json]:
    found = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("Json", one) for one in found if isinstance(one, dict)]


class ChatEndpoint(Struct, frozen=True):
    """The healthy endpoint; each field is a part that a fault may replace.

    Attributes:
        refuse: Judges the body of a model request; a reply instead of None refuses it.
        call: Chunks for a request without tool output.
        answer: Chunks for a request with tool output.
        stream: Makes the chunks a reply.
        keys: Answers 401 unless the key is right.
    """

    refuse: Callable[[Json], Reply | None] = accept
    call: Callable[[Json], Chunks] = call_shell
    answer: Callable[[Json], Chunks] = repeat_output
    stream: Callable[[Chunks], Reply] = stream
    path: str = PATH

    def __call__(self, seen: Seen) -> Reply:
        """Answer one request."""
        known = LabEndpoint()
        if seen.path == "/v1/models":
            return known(seen)
        if seen.path != self.path:
            return json_reply(404, {"detail": "Not Found"})
        body = seen.json
        return known.refuse_key(seen) or self.refuse_body(body) or self.respond(body)

    def refuse_body(self, body: Json) -> Reply | None:
        """Answer 4xx to a body that a good endpoint cannot take."""
        if body.get("model") != LAB_MODEL:
            return unknown_model(body)
        if not messages(body):
            return error(400, "Missing required parameter: 'messages'.", param="messages")
        known = {
            one.get("id") for each in messages(body) for one in _objects(each.get("tool_calls"))
        }
        for output in outputs(body):
            if output.get("tool_call_id") not in known:
                text = "messages with role 'tool' must follow a message with 'tool_calls'."
                return error(400, text, param="messages")
        return self.refuse(body)

    def respond(self, body: Json) -> Reply:
        """Answer a request that was accepted."""
        if body.get("stream") is not True or not body.get("tools"):
            return chat_answer(body)
        return self.stream(self.answer(body) if outputs(body) else self.call(body))


CHAT_ONLY: Final = ChatEndpoint()
"""An endpoint that has Chat Completions and no Responses API."""
