"""An endpoint that behaves like a good real one; faults replace single parts of it.

It speaks the Responses API (`chat` speaks Chat Completions) and holds no state: everything it
answers follows from the request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from msgspec import Struct

from codex_doctor.lab import replies
from codex_doctor.lab.replies import LAB_MODEL, Events
from codex_doctor.lab.wire import Json, Reply, Seen, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable

LAB_KEY: Final = "sk-lab-7f3a9c51e0d24b68a1c5"
OUTPUT_TYPES: Final = ("function_call_output", "custom_tool_call_output")
CALL_TYPES: Final = ("function_call", "custom_tool_call", "local_shell_call")


def accept(_: Json) -> Reply | None:
    """Refuse nothing."""
    return None


def call_tool(body: Json) -> Events:
    """Answer the first request of a turn: call the shell if one is offered."""
    if items(body)[:1] and items(body)[0].get("type") == "additional_tools":
        return replies.turn(replies.custom_call())
    if offered_shell(body):
        return replies.turn(shell_call(body))
    return replies.turn(replies.message("There is no tool that runs a command."))


def offered_shell(body: Json) -> str:
    """Return the name of the offered tool that runs a command, "" without one."""
    names = [tool.get("name") for tool in tools(body)]
    return next((name for name in replies.SHELL_ARGUMENTS if name in names), "")


def shell_call(body: Json, **changes: Any) -> Json:
    """Return a call of the offered shell; a change to None removes the member."""
    name = offered_shell(body) or "exec_command"
    call = {"name": name, "arguments": replies.SHELL_ARGUMENTS[name]}
    return replies.function_call(**{**call, **changes})


def repeat_output(body: Json) -> Events:
    """Answer the request that carries tool output: repeat the last line of it."""
    return replies.turn(replies.message(f"The command printed: {last_line(body)}"))


def unknown_model(body: Json) -> Reply:
    """Answer 404 model_not_found."""
    text = f"The model `{body.get('model')}` does not exist or you do not have access to it."
    return error(404, text, code="model_not_found", param="model")


class LabEndpoint(Struct, frozen=True):
    """The healthy endpoint; each field is a part that a fault may replace.

    Attributes:
        key: Bearer key it wants, None when it is open to all.
        models: Ids it serves.
        path: Path of the model requests.
        lists_models: Whether GET /v1/models answers.
        unknown: Answers a request for a model that it does not serve.
        refuse: Judges the body of a model request; a reply instead of None refuses it.
        call: Events for a request without tool output.
        answer: Events for a request with tool output.
        stream: Frames the events.
    """

    key: str | None = LAB_KEY
    models: tuple[str, ...] = (LAB_MODEL,)
    path: str = "/v1/responses"
    lists_models: bool = True
    unknown: Callable[[Json], Reply] = unknown_model
    refuse: Callable[[Json], Reply | None] = accept
    call: Callable[[Json], Events] = call_tool
    answer: Callable[[Json], Events] = repeat_output
    stream: Callable[[Events], Reply] = replies.stream

    def __call__(self, seen: Seen) -> Reply:
        """Answer one request."""
        path = seen.path.partition("?")[0]
        if path == "/v1/models" and self.lists_models:
            return self.refuse_key(seen) or model_list(self.models)
        if path != self.path:
            return not_found(seen)
        if seen.method != "POST":
            return error(405, f"Method {seen.method} is not allowed here.", code=None)
        body = seen.json
        return self.refuse_key(seen) or self.refuse_body(body) or self.respond(body)

    def refuse_key(self, seen: Seen) -> Reply | None:
        """Answer 401 unless the key is right."""
        given = seen.header("authorization")
        if self.key is None or given.rstrip(" ") == f"Bearer {self.key}":
            return None
        if not given:
            return error(401, "You didn't provide an API key.", code=None)
        return error(401, "Incorrect API key provided.", code="invalid_api_key")

    def refuse_body(self, body: Json) -> Reply | None:
        """Answer 4xx to a body that a good endpoint cannot take."""
        if not items(body):
            return error(400, "Missing required parameter: 'input'.", param="input")
        if body.get("model") not in self.models:
            return self.unknown(body)
        known = {item.get("call_id") for item in items(body) if item.get("type") in CALL_TYPES}
        for item in outputs(body):
            if item.get("call_id") not in known:
                text = f"No tool call found for function call output {item.get('call_id')!r}."
                return error(400, text, param="input")
        return self.refuse(body)

    def respond(self, body: Json) -> Reply:
        """Answer a request that was accepted."""
        return self.stream(self.answer(body) if outputs(body) else self.call(body))


def items(body: Json) -> list[Json]:
    """Return the input items that are objects."""
    return _objects(body.get("input"))


def tools(body: Json) -> list[Json]:
    """Return the tools that are objects."""
    return _objects(body.get("tools"))


def _objects(value: object) -> list[Json]:
    if not isinstance(value, list):
        return []
    return [cast("Json", one) for one in cast("list[object]", value) if isinstance(one, dict)]


def outputs(body: Json) -> list[Json]:
    """Return the tool outputs that end the input: what this request brings."""
    found: list[Json] = []
    for item in reversed(items(body)):
        if item.get("type") not in OUTPUT_TYPES:
            break
        found.append(item)
    return found


def last_line(body: Json) -> str:
    """Return the last line of the newest tool output."""
    output: Any = outputs(body)[0].get("output")
    parts = _objects(output)
    text = "\n".join(str(part.get("text", "")) for part in parts) if parts else str(output)
    return (text.strip().splitlines() or [""])[-1][:200]


def error(status: int, text: str, *, code: str | None = None, param: str | None = None) -> Reply:
    """Answer with an error as OpenAI writes it."""
    detail = {"message": text, "type": "invalid_request_error", "param": param, "code": code}
    return json_reply(status, {"error": detail})


def not_found(seen: Seen) -> Reply:
    """Answer 404 to a path that is not served."""
    return error(404, f"Invalid URL ({seen.method} {seen.path})")


def model_list(models: tuple[str, ...]) -> Reply:
    """Answer GET /v1/models."""
    listed = [{"id": one, "object": "model", "created": 0, "owned_by": "lab"} for one in models]
    return json_reply(200, {"object": "list", "data": listed})


def chat_answer(body: Json) -> Reply:
    """Answer a Chat Completions request, as one document or as a stream."""
    choice: Json = {"index": 0, "finish_reason": "stop"}
    common = {"id": "chatcmpl-lab-1", "created": 1767225600, "model": body.get("model")}
    said = {"role": "assistant", "content": "Hello."}
    if body.get("stream") is not True:
        usage = {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}
        choices = [{**choice, "message": said}]
        kind = {"object": "chat.completion", "choices": choices, "usage": usage}
        return json_reply(200, {**common, **kind})
    chunk = {**common, "object": "chat.completion.chunk", "choices": [{**choice, "delta": said}]}
    return replies.sse((b"data: %b\n\n" % replies.compact(chunk), b"data: [DONE]\n\n"))
