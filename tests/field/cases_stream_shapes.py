"""Streams that relays write in forms of their own: events, and how they end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab import replies
from codex_doctor.lab.replies import compact
from field.endpoints import bent
from field.set_up import case

if TYPE_CHECKING:
    from codex_doctor.lab.endpoint import LabEndpoint
    from codex_doctor.lab.replies import Events
    from codex_doctor.lab.wire import Json, Reply


def _framed(frame: object) -> LabEndpoint:
    return bent(stream=lambda turn: replies.sse(map(frame, turn)))  # type: ignore[call-overload]


def _bare(event: Json) -> bytes:
    return b"data: %b\n\n" % compact(event)


def _typeless(event: Json) -> bytes:
    body = {name: value for name, value in event.items() if name != "type"}
    return b"event: %b\ndata: %b\n\n" % (str(event["type"]).encode(), compact(body))


def _named_message(event: Json) -> bytes:
    return b"event: message\nid: 7\nretry: 3000\ndata: %b\n\n" % compact(event)


def _carriage(event: Json) -> bytes:
    return b"event: %b\rdata: %b\r\r" % (str(event["type"]).encode(), compact(event))


def _twice(event: Json) -> bytes:
    return b"data: data: %b\n\n" % compact(event)


def _one_line_end(event: Json) -> bytes:
    return b"data: %b\n" % compact(event)


def _lines_of_json(event: Json) -> bytes:
    return compact(event) + b"\n"


def _without_end(turn: Events) -> Reply:
    chunks = [replies.frame(one) for one in turn]
    return replies.sse((*chunks[:-1], chunks[-1].rstrip(b"\n")))


def _changed_end(**changes: object) -> LabEndpoint:
    """Return the good endpoint with other members in the response of response.completed."""

    def stream(turn: Events) -> Reply:
        last = turn[-1]
        final = {**last, "response": {**last["response"], **changes}}
        return replies.stream((*turn[:-1], final))

    return bent(stream=stream)


def _renamed_end(name: str) -> LabEndpoint:
    return bent(stream=lambda turn: replies.stream((*turn[:-1], {**turn[-1], "type": name})))


def _without(*kinds: str) -> LabEndpoint:
    return bent(
        stream=lambda turn: replies.stream(tuple(one for one in turn if one["type"] not in kinds))
    )


CASES: Final = (
    case(
        "frame-without-event-lines",
        "healthy",
        "Events have data lines alone.",
        "works",
        endpoint=_framed(_bare),
    ),
    case(
        "frame-named-message",
        "healthy",
        "Every event is called message.",
        "works",
        endpoint=_framed(_named_message),
    ),
    case(
        "frame-with-carriage-returns",
        "stream",
        "Lines end with a carriage return alone.",
        "fails",
        "stream.broken_framing",
        "stream.no_completed",
        endpoint=_framed(_carriage),
    ),
    case(
        "frame-type-in-event-line",
        "stream",
        "The type stands in the event line alone.",
        "fails",
        "stream.broken_framing",
        "stream.event_invalid",
        "stream.no_completed",
        endpoint=_framed(_typeless),
    ),
    case(
        "frame-data-twice",
        "stream",
        "A relay put data: before what had it.",
        "fails",
        "stream.broken_framing",
        endpoint=_framed(_twice),
    ),
    case(
        "frame-one-line-end",
        "stream",
        "No blank line stands between events.",
        "fails",
        "stream.broken_framing",
        endpoint=_framed(_one_line_end),
    ),
    case(
        "frame-lines-of-json",
        "stream",
        "Events are lines of JSON without data:.",
        "fails",
        "stream.broken_framing",
        "stream.no_completed",
        endpoint=_framed(_lines_of_json),
    ),
    case(
        "frame-last-without-end",
        "stream",
        "The last event has no line end behind it.",
        "fails",
        "stream.broken_framing",
        "stream.no_completed",
        endpoint=bent(stream=_without_end),
    ),
    case(
        "end-called-done",
        "stream",
        "The last event is called response.done.",
        "fails",
        "stream.no_completed",
        "stream.event_invalid",
        endpoint=_renamed_end("response.done"),
    ),
    case(
        "end-called-finished",
        "stream",
        "The last event is called as another API does.",
        "fails",
        "stream.no_completed",
        "wire.other_protocol",
        endpoint=_renamed_end("message_stop"),
    ),
    case(
        "end-without-id",
        "stream",
        "The last response has no id.",
        "fails",
        "stream.completed_malformed",
        endpoint=_changed_end(id=None),
    ),
    case(
        "end-with-number-as-id",
        "stream",
        "The last response has a number for an id.",
        "fails",
        "stream.completed_malformed",
        endpoint=_changed_end(id=17),
    ),
    case(
        "end-usage-of-chat",
        "stream",
        "The usage has the names of Chat Completions.",
        "fails",
        "stream.usage_malformed",
        endpoint=_changed_end(
            usage={"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12}
        ),
    ),
    case(
        "end-usage-with-null",
        "stream",
        "A number of the usage is null.",
        "fails",
        "stream.usage_malformed",
        endpoint=_changed_end(usage={"input_tokens": None, "output_tokens": 2, "total_tokens": 2}),
    ),
    case(
        "end-usage-with-fractions",
        "stream",
        "A number of the usage has a fraction.",
        "fails",
        "stream.usage_malformed",
        endpoint=_changed_end(
            usage={"input_tokens": 10.5, "output_tokens": 2, "total_tokens": 12.5}
        ),
    ),
    case(
        "end-usage-empty",
        "stream",
        "The usage is an empty object.",
        "fails",
        "stream.usage_malformed",
        endpoint=_changed_end(usage={}),
    ),
    case(
        "end-usage-null",
        "healthy",
        "The usage is null.",
        "works",
        endpoint=_changed_end(usage=None),
    ),
    case(
        "end-status-failed-inside",
        "stream",
        "The last event is called completed, and its response failed.",
        "works",
        "",
        endpoint=_changed_end(status="failed", error={"code": "server_error", "message": "boom"}),
    ),
    case(
        "items-at-the-end-alone",
        "stream",
        "Items stand in the last event alone.",
        "fails",
        "stream.items_missing",
        "stream.no_item",
        "model.no_tool_call",
        "tools.not_called",
        endpoint=_without("response.output_item.done"),
    ),
    case(
        "items-without-added",
        "healthy",
        "No event says that an item begins.",
        "works",
        "",
        endpoint=_without("response.output_item.added"),
    ),
    case(
        "items-without-deltas",
        "healthy",
        "No piece of a text is sent.",
        "works",
        "",
        endpoint=_without("response.output_text.delta", "response.function_call_arguments.delta"),
    ),
    case(
        "no-created",
        "healthy",
        "The stream begins with an item.",
        "works",
        "",
        endpoint=_without("response.created", "response.in_progress"),
    ),
)
