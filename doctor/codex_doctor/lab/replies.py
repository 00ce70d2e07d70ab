"""Builders of items and events of the Responses API, healthy by default.

They build what a good endpoint sends; how it is framed and what goes wrong is decided elsewhere.
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab.wire import Json, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Events = tuple[Json, ...]

LAB_MODEL: Final = "lab-model-1"
OUTPUT: Final = "codex-doctor-ok"
# The command's own text does not hold the output, so that an echo of it is no proof.
_COMMAND: Final = "printf 'codex-doctor-%s\\n' ok"
ARGUMENTS: Final = json.dumps({"cmd": _COMMAND})
# The shell of Codex by its name: of today, and of versions before 0.98.0.
SHELL_ARGUMENTS: Final[Mapping[str, str]] = {
    "exec_command": ARGUMENTS,
    "shell_command": json.dumps({"command": _COMMAND}),
    "shell": json.dumps({"command": ["sh", "-c", _COMMAND]}),
}
SCRIPT: Final = 'const r = await tools.exec_command({cmd:"echo codex-doctor-ok"}); text(r.output);'
USAGE: Final[Mapping[str, Any]] = {
    "input_tokens": 9200,
    "input_tokens_details": {"cached_tokens": 0},
    "output_tokens": 24,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 9224,
}


def function_call(**changes: Any) -> Json:
    """Return a finished function_call item; a change to None removes the member."""
    item: Json = {
        "type": "function_call",
        "id": "fc_lab_1",
        "status": "completed",
        "name": "exec_command",
        "arguments": ARGUMENTS,
        "call_id": "call_lab_1",
    }
    return _changed(item, changes)


def custom_call(**changes: Any) -> Json:
    """Return a finished custom_tool_call item, as the lite dialect wants it."""
    item: Json = {
        "type": "custom_tool_call",
        "id": "ctc_lab_1",
        "status": "completed",
        "name": "exec",
        "input": SCRIPT,
        "call_id": "call_lab_1",
    }
    return _changed(item, changes)


def message(text: str, **changes: Any) -> Json:
    """Return a finished assistant message."""
    item: Json = {
        "type": "message",
        "id": "msg_lab_1",
        "status": "completed",
        "role": "assistant",
        "content": [{"type": "output_text", "text": text, "annotations": []}],
    }
    return _changed(item, changes)


def _changed(item: Json, changes: Mapping[str, Any]) -> Json:
    return {key: value for key, value in {**item, **changes}.items() if value is not None}


def response(status: str, *, output: Iterable[Json] = (), **changes: Any) -> Json:
    """Return a response object."""
    body: Json = {
        "id": "resp_lab_1",
        "object": "response",
        "created_at": 1767225600,
        "status": status,
        "error": None,
        "incomplete_details": None,
        "model": LAB_MODEL,
        "output": list(output),
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": None,
    }
    return {**body, **changes}


def turn(*items: Json, **changes: Any) -> Events:
    """Return all events of a response that holds these items.

    Args:
        items: Finished output items, in order.
        changes: Members of the response object of response.completed.
    """
    body = [
        {"type": "response.created", "response": response("in_progress")},
        {"type": "response.in_progress", "response": response("in_progress")},
    ]
    for index, item in enumerate(items):
        body += _item_events(item, index)
    final = response("completed", output=items, **{"usage": dict(USAGE), **changes})
    body.append({"type": "response.completed", "response": final})
    return numbered(body)


def numbered(events: Iterable[Json]) -> Events:
    """Give each event its sequence number."""
    counter = count()
    return tuple({**event, "sequence_number": next(counter)} for event in events)


def _item_events(item: Json, index: int) -> list[Json]:
    place = {"item_id": item.get("id", ""), "output_index": index}
    empty: Json = {}
    match item["type"]:
        case "function_call" if isinstance(item.get("arguments"), str):
            empty["arguments"] = ""
            inner = _argument_events(item["arguments"], place)
        case "message" if isinstance(item.get("content"), list):
            empty["content"] = []
            inner = _text_events(item["content"][0], place)
        case _:
            inner = []
    added = {**item, **empty, "status": "in_progress"}
    return [
        {"type": "response.output_item.added", "output_index": index, "item": added},
        *inner,
        {"type": "response.output_item.done", "output_index": index, "item": item},
    ]


def _argument_events(arguments: str, place: Json) -> list[Json]:
    kind = "response.function_call_arguments"
    half = len(arguments) // 2
    return [
        {"type": f"{kind}.delta", **place, "delta": arguments[:half]},
        {"type": f"{kind}.delta", **place, "delta": arguments[half:]},
        {"type": f"{kind}.done", **place, "arguments": arguments},
    ]


def _text_events(part: Json, place: Json) -> list[Json]:
    text = str(part.get("text", ""))
    here = {**place, "content_index": 0}
    half = len(text) // 2
    return [
        {"type": "response.content_part.added", **here, "part": {**part, "text": ""}},
        {"type": "response.output_text.delta", **here, "delta": text[:half]},
        {"type": "response.output_text.delta", **here, "delta": text[half:]},
        {"type": "response.output_text.done", **here, "text": text},
        {"type": "response.content_part.done", **here, "part": part},
    ]


def frame(event: Json) -> bytes:
    """Write one event as OpenAI writes it."""
    return b"event: %b\ndata: %b\n\n" % (str(event["type"]).encode(), compact(event))


def compact(value: Json) -> bytes:
    """Write JSON in as few bytes as it takes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def stream(events: Events) -> Reply:
    """Answer with the events, one chunk each."""
    return sse(map(frame, events))


def sse(chunks: Iterable[bytes]) -> Reply:
    """Answer with an event stream of these pieces."""
    headers = (("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-cache"))
    return Reply(headers=headers, chunks=tuple(chunks))
