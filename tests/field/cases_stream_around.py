"""Streams that relays write in forms of their own: headers, calls, errors and pings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import shell_call
from codex_doctor.lab.wire import Ending, Reply, json_reply
from field.endpoints import bent, events, text_stream
from field.set_up import case

if TYPE_CHECKING:
    from codex_doctor.lab.endpoint import LabEndpoint
    from codex_doctor.lab.replies import Events


def _with_headers(*headers: tuple[str, str]) -> LabEndpoint:
    def stream(turn: Events) -> Reply:
        return replace(replies.stream(turn), headers=headers)

    return bent(stream=stream)


def _called(**changes: object) -> LabEndpoint:
    return bent(call=lambda body: replies.turn(shell_call(body, **changes)))


CASES: Final = (
    case(
        "media-type-of-json",
        "healthy",
        "The stream says that it is JSON.",
        "works",
        "",
        endpoint=_with_headers(("content-type", "application/json")),
    ),
    case(
        "media-type-of-a-page",
        "healthy",
        "The stream says that it is a page.",
        "works",
        "",
        endpoint=_with_headers(("content-type", "text/html")),
    ),
    case(
        "says-gzip-and-is-not",
        "stream",
        "The stream says that it is compressed, and it is not.",
        "fails",
        "stream.broken_coding",
        "stream.compressed",
        "",
        endpoint=_with_headers(("content-type", "text/event-stream"), ("content-encoding", "gzip")),
    ),
    case(
        "says-identity",
        "healthy",
        "The stream says that it is not compressed.",
        "works",
        endpoint=_with_headers(
            ("content-type", "text/event-stream"), ("content-encoding", "identity")
        ),
    ),
    case(
        "call-without-call-id",
        "tools",
        "The call has an id, and no call_id.",
        "fails",
        "tools.call_invalid",
        "stream.event_invalid",
        "tools.call_id_missing",
        endpoint=_called(call_id=None),
    ),
    case(
        "call-named-by-server",
        "tools",
        "The call's name has the name of a server before it.",
        "fails",
        "tools.name_unknown",
        endpoint=_called(name="codex__exec_command"),
    ),
    case(
        "incomplete-by-length",
        "stream",
        "The answer ends at the gateway's limit for tokens.",
        "fails",
        "stream.incomplete",
        "request.context_too_small",
        endpoint=bent(
            stream=lambda turn: replies.stream(
                (
                    *turn[:-1],
                    {
                        "type": "response.incomplete",
                        "response": {
                            **turn[-1]["response"],
                            "status": "incomplete",
                            "incomplete_details": {"reason": "max_output_tokens"},
                        },
                    },
                )
            )
        ),
    ),
    case(
        "only-done",
        "stream",
        "The stream says that it is done, and nothing else.",
        "fails",
        "stream.no_completed",
        endpoint=bent(stream=lambda _: text_stream("data: [DONE]\n\n")),
    ),
    case(
        "error-event-of-another-api",
        "stream",
        "The stream has an error in the form of another API.",
        "fails",
        "upstream.overloaded",
        endpoint=bent(
            stream=lambda _: text_stream(
                'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","messag'
                'e":"Overloaded"}}\n\n'
            )
        ),
    ),
    case(
        "error-event-with-page",
        "stream",
        "The stream has a page of nginx in an error.",
        "fails",
        "stream.error_in_200",
        "upstream.error",
        endpoint=bent(
            stream=lambda _: text_stream(
                'data: {"error":{"message":"<html><head><title>502 Bad'
                ' Gateway</title></head></html>","type":"upstream_error","code":502}}\n\n'
            )
        ),
    ),
    case(
        "error-after-first-event",
        "stream",
        "The stream begins well, and then says what relays say of money.",
        "fails",
        "quota.exhausted",
        endpoint=bent(
            stream=lambda turn: events(
                turn[0],
                {
                    "type": "error",
                    "code": "insufficient_user_quota",
                    "message": "用户额度不足, 剩余额度: ＄-0.002",
                    "param": None,
                },
            )
        ),
    ),
    case(
        "heartbeat-of-empty-data",
        "healthy",
        "Pings are events with empty data.",
        "works",
        "",
        endpoint=bent(stream=lambda turn: replies.sse((b"data: \n\n", *map(replies.frame, turn)))),
    ),
    case(
        "heartbeat-of-text",
        "healthy",
        "Pings are events whose data is a word.",
        "works",
        "",
        endpoint=bent(
            stream=lambda turn: replies.sse(
                (b"event: ping\ndata: ping\n\n", *map(replies.frame, turn))
            )
        ),
    ),
    case(
        "cut-within-the-last-event",
        "stream",
        "The connection ends in the middle of the last event.",
        "fails",
        "stream.cut",
        endpoint=bent(
            stream=lambda turn: replace(
                replies.sse(
                    (*[replies.frame(one) for one in turn[:-1]], replies.frame(turn[-1])[:40])
                ),
                ending=Ending.CUT,
            )
        ),
    ),
    case(
        "json-of-relay-in-200-stream",
        "stream",
        "A relay answers with an error of its own for an event stream.",
        "fails",
        "quota.exhausted",
        endpoint=bent(
            stream=lambda _: replace(
                json_reply(
                    200,
                    {"error": {"message": "insufficient balance", "code": "insufficient_balance"}},
                ),
                headers=(("content-type", "text/event-stream"),),
            )
        ),
    ),
)
