"""Ways to bend the healthy events into streams that Codex stumbles over."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import call_tool, last_line
from codex_doctor.lab.wire import Ending, Framing, Json, Reply, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from codex_doctor.lab.replies import Events

COMPLETED: Final = "response.completed"
DONE: Final = b"data: [DONE]\n\n"


def only(events: Events, *kinds: str) -> Events:
    """Keep the events of these types."""
    return tuple(event for event in events if event["type"] in kinds)


def without(events: Events, *kinds: str) -> Events:
    """Drop the events of these types."""
    return tuple(event for event in events if event["type"] not in kinds)


def final_changed(events: Events, changes: Mapping[str, Any], *removed: str) -> Events:
    """Change members of the response object in response.completed."""
    last = events[-1]
    final = {key: value for key, value in last["response"].items() if key not in removed}
    return (*events[:-1], {**last, "response": {**final, **changes}})


def unfinished(events: Events) -> Reply:
    """Leave out response.completed."""
    return replies.stream(events[:-1])


def done_only(events: Events) -> Reply:
    """End with [DONE] instead of response.completed."""
    return replies.sse((*map(replies.frame, events[:-1]), DONE))


def response_done(events: Events) -> Reply:
    """Call the last event response.done."""
    return replies.stream((*events[:-1], {**events[-1], "type": "response.done"}))


def half(events: Events) -> Reply:
    """Send the first half of the events."""
    return replies.stream(events[: len(events) // 2])


def cut_reset(events: Events) -> Reply:
    """Reset the connection in the middle."""
    return replace(half(events), ending=Ending.RESET)


def cut_chunked(events: Events) -> Reply:
    """Close the connection before the last chunk."""
    return replace(half(events), ending=Ending.CUT)


def cut_length(events: Events) -> Reply:
    """Close the connection before Content-Length is reached."""
    whole = sum(len(chunk) for chunk in replies.stream(events).chunks)
    return replace(half(events), framing=Framing.LENGTH, length=whole, ending=Ending.CUT)


def document(events: Events) -> Reply:
    """Send the response as one document."""
    return json_reply(200, events[-1]["response"])


def usage(changes: Mapping[str, Any] | None = None, *removed: str) -> Callable[[Events], Reply]:
    """Change members of the usage, and remove others."""
    usage = {key: value for key, value in replies.USAGE.items() if key not in removed}

    def stream(events: Events) -> Reply:
        return replies.stream(final_changed(events, {"usage": {**usage, **(changes or {})}}))

    return stream


def chat_usage(events: Events) -> Reply:
    """Name the members of the usage as Chat Completions does."""
    usage = {"prompt_tokens": 9200, "completion_tokens": 24, "total_tokens": 9224}
    return replies.stream(final_changed(events, {"usage": usage}))


def no_id(events: Events) -> Reply:
    """Leave the id out of response.completed."""
    return replies.stream(final_changed(events, {}, "id"))


def null_id(events: Events) -> Reply:
    """Set the id in response.completed to null."""
    return replies.stream(final_changed(events, {"id": None}))


def deltas_only(events: Events) -> Reply:
    """Send the output only in deltas."""
    return replies.stream(
        final_changed(without(events, "response.output_item.done"), {"output": []})
    )


def final_only(events: Events) -> Reply:
    """Send the output only inside response.completed."""
    return replies.stream(only(events, "response.created", COMPLETED))


def empty(_: Events) -> Reply:
    """Finish without output."""
    return replies.stream(replies.turn())


def comments_only(events: Events) -> Reply:
    """Send two events, then comments for ever."""
    head = replies.stream(events[:2])
    return replace(head, ending=Ending.HOLD, tick=b": keepalive\n\n")


def as_gzip(body: bytes) -> bytes:
    """Compress in the same bytes each time."""
    return gzip.compress(body, mtime=0)


def as_zstd(body: bytes) -> bytes:
    """Put into a frame of one block without compressing it; RFC 8878 section 3.1.1."""
    # A frame header of one segment with a size of four bytes; then the last block, raw.
    size = len(body).to_bytes(4, "little")
    return b"\x28\xb5\x2f\xfd\xa0" + size + (len(body) << 3 | 1).to_bytes(3, "little") + body


def in_coding(
    coding: str, pack: Callable[[bytes], bytes], *, kept: float = 1.0
) -> Callable[[Events], Reply]:
    """Compress the body, and say so; "" says nothing.

    Args:
        coding: What the header says.
        pack: What is done to the body.
        kept: The part of it that is sent.
    """

    def stream(events: Events) -> Reply:
        plain = replies.stream(events)
        packed = pack(b"".join(plain.chunks))
        headers = (*plain.headers, *((("content-encoding", coding),) if coding else ()))
        return replace(plain, headers=headers, chunks=(packed[: int(len(packed) * kept)],))

    return stream


def single_newlines(events: Events) -> Reply:
    """End events with one newline."""
    return replies.sse(b"data: %b\n" % replies.compact(event) for event in events)


def lone_returns(events: Events) -> Reply:
    """End lines with a carriage return alone."""
    return replies.sse(replies.frame(event).replace(b"\n", b"\r") for event in events)


def byte_order_mark(events: Events) -> Reply:
    """Put a byte order mark first."""
    return replies.sse((b"\xef\xbb\xbf", *map(replies.frame, events)))


def json_lines(events: Events) -> Reply:
    """Send JSON lines."""
    return replies.sse(replies.compact(event) + b"\n" for event in events)


def types_outside(events: Events) -> Reply:
    """Put the type into the event line alone, where Codex does not look."""
    bare = ({key: value for key, value in event.items() if key != "type"} for event in events)
    return replies.sse(
        b"event: %b\ndata: %b\n\n" % (str(event["type"]).encode(), replies.compact(data))
        for event, data in zip(events, bare, strict=True)
    )


def flat_error(events: Events) -> Reply:
    """Send an error event in OpenAI's own flat form."""
    wrong = {"type": "error", "code": "server_error", "message": "The model crashed.", "param": ""}
    return replies.stream((*events[:1], wrong))


def error_document(_: Events) -> Reply:
    """Send an error document with status 200."""
    detail = {"message": "The model crashed.", "type": "server_error", "code": "server_error"}
    return json_reply(200, {"error": detail})


def failed(code: str, text: str) -> Callable[[Events], Reply]:
    """End with response.failed."""

    def stream(events: Events) -> Reply:
        detail = {"code": code, "message": text}
        failed = replies.response("failed", error=detail)
        return replies.stream((*events[:2], {"type": "response.failed", "response": failed}))

    return stream


def incomplete(events: Events) -> Reply:
    """End with response.incomplete."""
    details = {"reason": "max_output_tokens"}
    final = replies.response("incomplete", incomplete_details=details)
    kept = (*without(events[:-1], "response.output_item.done"),)
    return replies.stream((*kept, {"type": "response.incomplete", "response": final}))


def message_as_text(body: Json) -> Events:
    """Answer with a message whose content is a string."""
    return replies.turn(replies.message("", content=f"The command printed: {last_line(body)}"))


def message_as_input(body: Json) -> Events:
    """Answer with a message whose part has the type of other APIs."""
    content = [{"type": "text", "text": f"The command printed: {last_line(body)}"}]
    return replies.turn(replies.message("", content=content))


def first_malformed(body: Json) -> Events:
    """Call a tool with an item id that is a number."""
    item = call_tool(body)[-1]["response"]["output"][0]
    return replies.turn({**item, "id": 1})
