"""Faults of the response stream: framing, order, terminal event, usage, silence."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from codex_doctor.lab import streams
from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.replies import Events
    from codex_doctor.lab.wire import Reply


def _stream(
    name: str, title: str, stream: Callable[[Events], Reply], *, expect: str = "stream.no_completed"
) -> Fault:
    return Fault(name, "stream", title, expect=expect, behaviour=LabEndpoint(stream=stream))


STREAM_FAULTS: Final = (
    _stream("no-completed", "The stream ends without response.completed.", streams.unfinished),
    _stream(
        "done-only", "The stream ends with [DONE] instead of response.completed.", streams.done_only
    ),
    _stream("response-done", "The last event is called response.done.", streams.response_done),
    _stream(
        "cut-reset",
        "The connection is reset in the middle of the stream.",
        streams.cut_reset,
        expect="stream.cut",
    ),
    _stream(
        "cut-chunked",
        "The connection closes in the middle of a chunked stream.",
        streams.cut_chunked,
        expect="stream.cut",
    ),
    _stream(
        "cut-length",
        "The stream is shorter than its Content-Length.",
        streams.cut_length,
        expect="stream.cut",
    ),
    _stream(
        "one-document",
        "One JSON document comes instead of a stream.",
        streams.document,
        expect="stream.not_streaming",
    ),
    *(
        _stream(f"usage-{name}", title, stream, expect="stream.usage_malformed")
        for name, title, stream in (
            ("no-total", "The usage has no total_tokens.", streams.usage(None, "total_tokens")),
            ("chat-names", "The usage has the names of Chat Completions.", streams.chat_usage),
            (
                "floats",
                "A number of the usage is a float.",
                streams.usage({"input_tokens": 9200.0}),
            ),
            (
                "strings",
                "A number of the usage is a string.",
                streams.usage({"input_tokens": "9200"}),
            ),
            (
                "empty-details",
                "The details of the usage lack cached_tokens.",
                streams.usage({"input_tokens_details": {}}),
            ),
        )
    ),
    _stream(
        "completed-no-id",
        "response.completed has no id.",
        streams.no_id,
        expect="stream.completed_malformed",
    ),
    _stream(
        "completed-null-id",
        "The id in response.completed is null.",
        streams.null_id,
        expect="stream.completed_malformed",
    ),
    _stream(
        "deltas-only",
        "The output comes only in deltas, never as a finished item.",
        streams.deltas_only,
        expect="stream.items_missing",
    ),
    _stream(
        "final-only",
        "The output comes only inside response.completed.",
        streams.final_only,
        expect="stream.items_missing",
    ),
    _stream(
        "empty-output", "The turn succeeds without output.", streams.empty, expect="stream.empty"
    ),
    _stream(
        "comments-only",
        "The stream goes silent but for comments, which do not count.",
        streams.comments_only,
        expect="stream.idle_timeout",
    ),
    *(
        _stream(name, title, stream, expect="stream.compressed")
        for name, title, stream in (
            (
                "deflate-body",
                "The stream is compressed in a way that Codex did not ask for.",
                streams.in_coding("deflate", zlib.compress),
            ),
            (
                "gzip-unsaid",
                "The stream is compressed, and no header says so.",
                streams.in_coding("", streams.as_gzip),
            ),
            (
                "gzip-x-gzip",
                "The stream is compressed, under a name that Codex does not know.",
                streams.in_coding("x-gzip", streams.as_gzip),
            ),
            (
                "gzip-twice",
                "The stream is compressed twice, and Codex unpacks it once.",
                streams.in_coding(
                    "gzip, gzip", lambda body: streams.as_gzip(streams.as_gzip(body))
                ),
            ),
            (
                "gzip-inside",
                "The stream is compressed twice, and the header names it once.",
                streams.in_coding("gzip", lambda body: streams.as_gzip(streams.as_gzip(body))),
            ),
        )
    ),
    *(
        _stream(name, title, stream, expect="stream.broken_coding")
        for name, title, stream in (
            (
                "gzip-header-only",
                "The header says gzip, and the body is plain.",
                streams.in_coding("gzip", bytes),
            ),
            (
                "zstd-header-only",
                "The header says zstd, and the body is plain.",
                streams.in_coding("zstd", bytes),
            ),
            (
                "gzip-as-zstd",
                "The header says zstd, and the body is gzip.",
                streams.in_coding("zstd", streams.as_gzip),
            ),
            (
                "gzip-cut",
                "A stream in gzip ends in the middle.",
                streams.in_coding("gzip", streams.as_gzip, kept=0.5),
            ),
            (
                "zstd-cut",
                "A stream in zstd ends in the middle.",
                streams.in_coding("zstd", streams.as_zstd, kept=0.5),
            ),
        )
    ),
    *(
        _stream(name, title, stream, expect="stream.broken_framing")
        for name, title, stream in (
            (
                "single-newlines",
                "One newline instead of two ends an event.",
                streams.single_newlines,
            ),
            ("lone-returns", "Lines end in a lone carriage return.", streams.lone_returns),
            (
                "byte-order-mark",
                "The stream starts with a byte order mark.",
                streams.byte_order_mark,
            ),
            ("json-lines", "Events come as JSON lines without data fields.", streams.json_lines),
            ("types-outside", "The type is only in the event line.", streams.types_outside),
        )
    ),
    _stream(
        "flat-error",
        "An error event comes inside a stream with status 200.",
        streams.flat_error,
        expect="stream.error_in_200",
    ),
    _stream(
        "error-document",
        "An error document comes with status 200.",
        streams.error_document,
        expect="stream.error_in_200",
    ),
    _stream(
        "failed-server-error",
        "The stream ends with response.failed: server_error.",
        streams.failed("server_error", "The model crashed."),
        expect="upstream.error",
    ),
    _stream(
        "failed-quota",
        "The stream ends with response.failed: insufficient_quota.",
        streams.failed("insufficient_quota", "No credit left."),
        expect="quota.exhausted",
    ),
    _stream(
        "failed-rate-limit",
        "The stream ends with response.failed: rate_limit_exceeded.",
        streams.failed("rate_limit_exceeded", "Try again in 0.2s."),
        expect="quota.rate_limited",
    ),
    _stream(
        "failed-overloaded",
        "The stream ends with response.failed: server_is_overloaded.",
        streams.failed("server_is_overloaded", "At capacity."),
        expect="upstream.overloaded",
    ),
    _stream(
        "incomplete",
        "The stream ends with response.incomplete.",
        streams.incomplete,
        expect="stream.incomplete",
    ),
    Fault(
        "message-content-string",
        "stream",
        "The content of the final message is a string, so Codex drops it.",
        expect="stream.item_malformed",
        behaviour=LabEndpoint(answer=streams.message_as_text),
    ),
    Fault(
        "message-part-text",
        "stream",
        "The final message has a part of type text, so Codex drops it.",
        expect="stream.item_malformed",
        behaviour=LabEndpoint(answer=streams.message_as_input),
    ),
    Fault(
        "item-id-number",
        "stream",
        "The id of the call's item is a number, so Codex drops it.",
        expect="stream.item_malformed",
        behaviour=LabEndpoint(call=streams.first_malformed),
    ),
)
