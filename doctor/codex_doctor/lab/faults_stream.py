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
    name: str, stream: Callable[[Events], Reply], *, expect: str = "stream.no_completed"
) -> Fault:
    return Fault(name, "stream", expect=expect, behaviour=LabEndpoint(stream=stream))


STREAM_FAULTS: Final = (
    _stream("no-completed", streams.unfinished),
    _stream("done-only", streams.done_only),
    _stream("response-done", streams.response_done),
    _stream(
        "cut-reset",
        streams.cut_reset,
        expect="stream.cut",
    ),
    _stream(
        "cut-chunked",
        streams.cut_chunked,
        expect="stream.cut",
    ),
    _stream(
        "cut-length",
        streams.cut_length,
        expect="stream.cut",
    ),
    _stream(
        "one-document",
        streams.document,
        expect="stream.not_streaming",
    ),
    *(
        _stream(f"usage-{name}", stream, expect="stream.usage_malformed")
        for name, stream in (
            ("no-total", streams.usage(None, "total_tokens")),
            ("chat-names", streams.chat_usage),
            (
                "floats",
                streams.usage({"input_tokens": 9200.0}),
            ),
            (
                "strings",
                streams.usage({"input_tokens": "9200"}),
            ),
            (
                "empty-details",
                streams.usage({"input_tokens_details": {}}),
            ),
        )
    ),
    _stream(
        "completed-no-id",
        streams.no_id,
        expect="stream.completed_malformed",
    ),
    _stream(
        "completed-null-id",
        streams.null_id,
        expect="stream.completed_malformed",
    ),
    _stream(
        "deltas-only",
        streams.deltas_only,
        expect="stream.items_missing",
    ),
    _stream(
        "final-only",
        streams.final_only,
        expect="stream.items_missing",
    ),
    _stream("empty-output", streams.empty, expect="stream.empty"),
    _stream(
        "comments-only",
        streams.comments_only,
        expect="stream.idle_timeout",
    ),
    *(
        _stream(name, stream, expect="stream.compressed")
        for name, stream in (
            (
                "deflate-body",
                streams.in_coding("deflate", zlib.compress),
            ),
            (
                "gzip-unsaid",
                streams.in_coding("", streams.as_gzip),
            ),
            (
                "gzip-x-gzip",
                streams.in_coding("x-gzip", streams.as_gzip),
            ),
            (
                "gzip-twice",
                streams.in_coding(
                    "gzip, gzip", lambda body: streams.as_gzip(streams.as_gzip(body))
                ),
            ),
            (
                "gzip-inside",
                streams.in_coding("gzip", lambda body: streams.as_gzip(streams.as_gzip(body))),
            ),
        )
    ),
    *(
        _stream(name, stream, expect="stream.broken_coding")
        for name, stream in (
            (
                "gzip-header-only",
                streams.in_coding("gzip", bytes),
            ),
            (
                "zstd-header-only",
                streams.in_coding("zstd", bytes),
            ),
            (
                "gzip-as-zstd",
                streams.in_coding("zstd", streams.as_gzip),
            ),
            (
                "gzip-cut",
                streams.in_coding("gzip", streams.as_gzip, kept=0.5),
            ),
            (
                "zstd-cut",
                streams.in_coding("zstd", streams.as_zstd, kept=0.5),
            ),
        )
    ),
    *(
        _stream(name, stream, expect="stream.broken_framing")
        for name, stream in (
            (
                "single-newlines",
                streams.single_newlines,
            ),
            ("lone-returns", streams.lone_returns),
            (
                "byte-order-mark",
                streams.byte_order_mark,
            ),
            ("json-lines", streams.json_lines),
            ("types-outside", streams.types_outside),
        )
    ),
    _stream(
        "flat-error",
        streams.flat_error,
        expect="stream.error_in_200",
    ),
    _stream(
        "error-document",
        streams.error_document,
        expect="stream.error_in_200",
    ),
    _stream(
        "failed-server-error",
        streams.failed("server_error", "The model crashed."),
        expect="upstream.error",
    ),
    _stream(
        "failed-quota",
        streams.failed("insufficient_quota", "No credit left."),
        expect="quota.exhausted",
    ),
    _stream(
        "failed-rate-limit",
        streams.failed("rate_limit_exceeded", "Try again in 0.2s."),
        expect="quota.rate_limited",
    ),
    _stream(
        "failed-overloaded",
        streams.failed("server_is_overloaded", "At capacity."),
        expect="upstream.overloaded",
    ),
    _stream(
        "incomplete",
        streams.incomplete,
        expect="stream.incomplete",
    ),
    Fault(
        "message-content-string",
        "stream",
        expect="stream.item_malformed",
        behaviour=LabEndpoint(answer=streams.message_as_text),
    ),
    Fault(
        "message-part-text",
        "stream",
        expect="stream.item_malformed",
        behaviour=LabEndpoint(answer=streams.message_as_input),
    ),
    Fault(
        "item-id-number",
        "stream",
        expect="stream.item_malformed",
        behaviour=LabEndpoint(call=streams.first_malformed),
    ),
)
