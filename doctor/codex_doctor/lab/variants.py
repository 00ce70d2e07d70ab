"""Set-ups that are odd and healthy: Codex works with every one of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab import replies, streams
from codex_doctor.lab.endpoint import LabEndpoint, call_tool, shell_call
from codex_doctor.lab.fault import Fault, changed
from codex_doctor.lab.faults_access import moved
from codex_doctor.lab.replies import Events, frame
from codex_doctor.lab.streams import DONE, final_changed, only
from codex_doctor.lab.wire import Ending, Framing, Json, Reply, Seen

if TYPE_CHECKING:
    from collections.abc import Callable


def _variant(name: str, behaviour: Callable[[Seen], Reply]) -> Fault:
    return Fault(name, "healthy", expect=None, works=True, behaviour=behaviour)


def _stream(name: str, stream: Callable[[Events], Reply]) -> Fault:
    return _variant(name, LabEndpoint(stream=stream))


def _frames(write: Callable[[Json], bytes]) -> Callable[[Events], Reply]:
    return lambda events: replies.sse(map(write, events))


def _sent(events: Events, **changes: object) -> Reply:
    return replace(replies.stream(events), **changes)


def _no_space(event: Json) -> bytes:
    return b"data:%b\n\n" % replies.compact(event)


def _many_lines(event: Json) -> bytes:
    text = json.dumps(event, indent=1)
    return "".join(f"data: {line}\n" for line in text.splitlines()).encode() + b"\n"


def _with_noise(event: Json) -> bytes:
    ping = b'event: ping\ndata: {"type":"ping"}\n\n'
    return b": keepalive\nid: 7\nretry: 3000\n\n" + ping + frame(event)


def _with_unknown(events: Events) -> Reply:
    extra = {"type": "response.lab.progress", "percent": 50}
    return replies.stream((*events[:1], extra, *events[1:]))


def _minimal(events: Events) -> Reply:
    final = {"type": "response.completed", "response": {"id": "r"}}
    return replies.stream((*only(events, "response.output_item.done"), final))


def _no_usage(events: Events) -> Reply:
    return replies.stream(final_changed(events, {}, "usage"))


def _usage_without_details(events: Events) -> Reply:
    usage = {"input_tokens": 9200, "output_tokens": 24, "total_tokens": 9224}
    return replies.stream(final_changed(events, {"usage": usage}))


def _bare_items(events: Events) -> Reply:
    bare = [
        {**event, "item": {k: v for k, v in event["item"].items() if k not in {"id", "status"}}}
        if event["type"] == "response.output_item.done"
        else event
        for event in events
    ]
    return replies.stream(tuple(bare))


def _malformed_extra(events: Events) -> Reply:
    extra = {"type": "response.output_item.done", "item": {"type": "mystery", "id": 5}}
    return replies.stream((*events[:2], extra, *events[2:]))


def _two_calls(body: Json) -> Events:
    return replies.turn(shell_call(body), shell_call(body, id="fc_lab_2", call_id="call_lab_2"))


def _text_and_call(body: Json) -> Events:
    return replies.turn(replies.message("I run the command."), shell_call(body))


def _reasoning_and_call(body: Json) -> Events:
    thought = {"type": "summary_text", "text": "The user wants a command to run."}
    reasoning = {"type": "reasoning", "id": "rs_lab_1", "summary": [thought]}
    return replies.turn(reasoning, call_tool(body)[-1]["response"]["output"][0])


HEALTHY: Final = Fault("healthy", "healthy", expect=None, works=True)

VARIANTS: Final = (
    HEALTHY,
    _stream("crlf", _frames(lambda e: frame(e).replace(b"\n", b"\r\n"))),
    _stream("no-space-after-data", _frames(_no_space)),
    _stream("multi-line-data", _frames(_many_lines)),
    _stream("comments-and-pings", _frames(_with_noise)),
    _stream("unknown-events", _with_unknown),
    _stream(
        "done-after-completed",
        lambda events: replies.sse((*map(frame, events), DONE)),
    ),
    _stream("minimal-events", _minimal),
    _stream(
        "byte-by-byte",
        lambda events: replies.sse(bytes([byte]) for byte in b"".join(map(frame, events))),
    ),
    _stream(
        "close-delimited",
        lambda events: _sent(events, framing=Framing.CLOSE),
    ),
    _stream(
        "http-1-0",
        lambda events: _sent(events, framing=Framing.CLOSE, version="1.0"),
    ),
    _stream(
        "content-length",
        lambda events: _sent(events, framing=Framing.LENGTH),
    ),
    _stream("status-201", lambda events: _sent(events, status=201)),
    _stream(
        "early-hints",
        lambda events: _sent(events, early=b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"),
    ),
    _stream("no-usage", _no_usage),
    _stream("usage-without-details", _usage_without_details),
    _stream("bare-items", _bare_items),
    _stream("malformed-extra-item", _malformed_extra),
    _variant("two-calls", LabEndpoint(call=_two_calls)),
    _variant("text-and-call", LabEndpoint(call=_text_and_call)),
    _variant(
        "reasoning-and-call",
        LabEndpoint(call=_reasoning_and_call),
    ),
    _stream("gzip-body", streams.in_coding("gzip", streams.as_gzip)),
    _stream("zstd-body", streams.in_coding("zstd", streams.as_zstd)),
    _stream(
        "deflate-header-only",
        streams.in_coding("deflate", bytes),
    ),
    _variant(
        "redirect-307",
        lambda seen: moved(seen, status=307),
    ),
    _stream(
        "odd-content-type",
        lambda events: _sent(events, headers=(("content-type", "application/json"),)),
    ),
    _variant("models-404", LabEndpoint(lists_models=False)),
    _stream(
        "reset-after-completed",
        lambda events: _sent(events, ending=Ending.RESET),
    ),
    _stream(
        "held-open",
        lambda events: _sent(events, ending=Ending.HOLD),
    ),
    _stream(
        "slow-headers",
        lambda events: _sent(events, delay_s=2.0),
    ),
    Fault(
        "open-endpoint",
        "healthy",
        expect=None,
        works=True,
        config=changed('env_key = "LAB_API_KEY"\n', ""),
        environ={},
        behaviour=LabEndpoint(key=None),
    ),
    Fault(
        "base-url-trailing-slash",
        "healthy",
        expect=None,
        works=True,
        config=changed("{base_url}", "{base_url}/"),
    ),
    Fault(
        "lite-dialect",
        "healthy",
        expect=None,
        works=True,
        config=changed("lab-model-1", "gpt-6.1-sol"),
        behaviour=LabEndpoint(models=("gpt-6.1-sol",)),
    ),
    Fault(
        "freeform-dialect",
        "healthy",
        expect=None,
        works=True,
        config=changed("lab-model-1", "gpt-5.5"),
        behaviour=LabEndpoint(models=("gpt-5.5",)),
    ),
)
