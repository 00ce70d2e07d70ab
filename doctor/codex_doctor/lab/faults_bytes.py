"""Faults in the bytes of a stream, and odd bytes that Codex reads without trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import Fault
from codex_doctor.lab.streams import COMPLETED, final_changed
from codex_doctor.lab.wire import Ending, Framing

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.replies import Events
    from codex_doctor.lab.wire import Reply

_PING: Final = b'data: {"type":"ping"}\n\n'
_MARK: Final = b'data: {"type":"response.completed"'
_ESCAPED: Final = b'data: {"type":"response.\\u0063ompleted"'
_KIND: Final = b'"object":"response"'
_FRAMING: Final = "stream.broken_framing"


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Events], Reply]:
    """Frame the events without event lines, change their bytes, and send them in one piece."""

    def stream(events: Events) -> Reply:
        plain = b"".join(b"data: %b\n\n" % replies.compact(event) for event in events)
        return replies.sse((change(plain),))

    return stream


def _before_end(data: bytes) -> Callable[[Events], Reply]:
    return _bytes(lambda plain: plain.replace(_MARK, data + _MARK))


def _in_end(data: bytes) -> Callable[[Events], Reply]:
    return _bytes(lambda plain: plain.replace(_MARK, _MARK + b"," + data))


def _final(**changes: Any) -> Callable[[Events], Reply]:
    return lambda events: replies.stream(final_changed(events, changes))


def _failure(code: str) -> bytes:
    error = {"code": code, "message": "The model crashed."}
    return b"data: %b\n\n" % replies.compact(
        {"type": "response.failed", "response": replies.response("failed", error=error)}
    )


def _failed_and_held(events: Events) -> Reply:
    head = replies.stream(events[:2])
    return replace(head, chunks=(*head.chunks, _failure("server_error")), ending=Ending.HOLD)


def _failed_and_cut(events: Events) -> Reply:
    return replace(_failed_and_held(events), ending=Ending.CUT)


def _half_event(events: Events) -> Reply:
    whole = b"".join(replies.stream(events).chunks)
    half = whole[: whole.rindex(COMPLETED.encode()) + 40]
    return replace(replies.sse((half,)), framing=Framing.CLOSE)


def _burst(events: Events) -> Reply:
    plain = replies.stream(events)
    return replace(plain, chunks=(b"".join(plain.chunks),), gap_s=2.5)


def _fault(name: str, stream: Callable[[Events], Reply], *, expect: str) -> Fault:
    return Fault(name, "stream", expect=expect, behaviour=LabEndpoint(stream=stream))


def _odd(name: str, stream: Callable[[Events], Reply]) -> Fault:
    behaviour = LabEndpoint(stream=stream)
    return Fault(name, "healthy", expect=None, works=True, behaviour=behaviour)


BYTE_FAULTS: Final = (
    *(
        _fault(name, stream, expect=_FRAMING)
        for name, stream in (
            ("wrong-byte", _before_end(b'data: {"a":"\xff"}\n\n')),
            ("wrong-byte-in-comment", _before_end(b": \xe9\n\n")),
            ("half-character", _before_end(b'data: {"a":"\xe4\xbd"}\n\n')),
            ("last-line-open", _bytes(lambda one: one[:-2])),
            ("last-blank-missing", _bytes(lambda b: b[:-1])),
            ("number-not-json", _in_end(b'"n":NaN')),
            ("type-twice", _in_end(b'"type":"x"')),
            (
                "half-pair",
                _bytes(lambda b: b.replace(_KIND, b'"object":"\\ud800"')),
            ),
            ("delta-odd", _in_end(b'"delta":{}')),
            ("index-odd", _in_end(b'"content_index":"0"')),
            ("control-inside", _in_end(b'"a":"\x01"')),
        )
    ),
    _fault("half-event", _half_event, expect="stream.cut"),
    *(
        _fault(name, stream, expect="stream.usage_malformed")
        for name, stream in (
            ("usage-list", _final(usage=[])),
            (
                "usage-huge",
                _final(usage={**replies.USAGE, "total_tokens": 2**64}),
            ),
            (
                "usage-bool",
                _final(usage={**replies.USAGE, "input_tokens": True}),
            ),
            (
                "usage-details-null",
                _final(
                    usage={**replies.USAGE, "output_tokens_details": {"reasoning_tokens": None}}
                ),
            ),
        )
    ),
    _fault(
        "end-turn-odd",
        _final(end_turn="yes"),
        expect="stream.completed_malformed",
    ),
    _fault(
        "failed-and-held",
        _failed_and_held,
        expect="upstream.error",
    ),
    _fault(
        "failed-and-cut",
        _failed_and_cut,
        expect="upstream.error",
    ),
    replace(
        _fault("burst", _burst, expect="stream.buffered"),
        works=True,
    ),
)
BYTE_VARIANTS: Final = (
    _odd("failed-then-completed", _before_end(_failure("x"))),
    _odd("returns-inside", _before_end(_PING[:-2] + b"\r\r")),
    _odd("line-feed-return", _bytes(lambda b: b.replace(b"\n", b"\n\r"))),
    _odd("bom-inside", _before_end(b"\xef\xbb\xbf" + _PING)),
    _odd("nul-byte", _before_end(b"data: \0\n\n")),
    _odd("many-blanks", _bytes(lambda b: b"\n\n" + b.replace(b"\n", b"\n\n"))),
    _odd("deep-event", _before_end(b"data: " + b"[" * 200 + b"\n\n")),
    _odd("type-escaped", _bytes(lambda b: b.replace(_MARK, _ESCAPED))),
    _odd("member-twice", _in_end(b'"a":1,"a":2')),
    _odd(
        "usage-null-details",
        _final(usage={**replies.USAGE, "input_tokens_details": None}),
    ),
    _odd("not-json-inside", _before_end(b"data: hello\n\n")),
)
