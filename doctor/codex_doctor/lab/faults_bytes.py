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


def _fault(name: str, title: str, stream: Callable[[Events], Reply], *, expect: str) -> Fault:
    return Fault(name, "stream", title, expect=expect, behaviour=LabEndpoint(stream=stream))


def _odd(name: str, title: str, stream: Callable[[Events], Reply]) -> Fault:
    behaviour = LabEndpoint(stream=stream)
    return Fault(name, "healthy", title, expect=None, works=True, behaviour=behaviour)


BYTE_FAULTS: Final = (
    *(
        _fault(name, title, stream, expect=_FRAMING)
        for name, title, stream in (
            ("wrong-byte", "A byte is no UTF-8.", _before_end(b'data: {"a":"\xff"}\n\n')),
            ("wrong-byte-in-comment", "A comment is no UTF-8.", _before_end(b": \xe9\n\n")),
            ("half-character", "A character is cut.", _before_end(b'data: {"a":"\xe4\xbd"}\n\n')),
            ("last-line-open", "The last line has no end.", _bytes(lambda one: one[:-2])),
            ("last-blank-missing", "The last blank line is missing.", _bytes(lambda b: b[:-1])),
            ("number-not-json", "The last event holds NaN.", _in_end(b'"n":NaN')),
            ("type-twice", "The last event has its type twice.", _in_end(b'"type":"x"')),
            (
                "half-pair",
                "Half a surrogate pair.",
                _bytes(lambda b: b.replace(_KIND, b'"object":"\\ud800"')),
            ),
            ("delta-odd", "The last event has a delta of a wrong type.", _in_end(b'"delta":{}')),
            ("index-odd", "An index is a string.", _in_end(b'"content_index":"0"')),
            ("control-inside", "A control character inside a string.", _in_end(b'"a":"\x01"')),
        )
    ),
    _fault("half-event", "It ends inside an event.", _half_event, expect="stream.cut"),
    *(
        _fault(name, title, stream, expect="stream.usage_malformed")
        for name, title, stream in (
            ("usage-list", "The usage is a list.", _final(usage=[])),
            (
                "usage-huge",
                "A number of the usage is too large.",
                _final(usage={**replies.USAGE, "total_tokens": 2**64}),
            ),
            (
                "usage-bool",
                "A number of the usage is a boolean.",
                _final(usage={**replies.USAGE, "input_tokens": True}),
            ),
            (
                "usage-details-null",
                "A detail of the usage is null.",
                _final(
                    usage={**replies.USAGE, "output_tokens_details": {"reasoning_tokens": None}}
                ),
            ),
        )
    ),
    _fault(
        "end-turn-odd",
        "end_turn is a string.",
        _final(end_turn="yes"),
        expect="stream.completed_malformed",
    ),
    _fault(
        "failed-and-held",
        "response.failed comes, and the connection stays open.",
        _failed_and_held,
        expect="upstream.error",
    ),
    _fault(
        "failed-and-cut",
        "response.failed comes, and the connection breaks.",
        _failed_and_cut,
        expect="upstream.error",
    ),
    replace(
        _fault("burst", "All events come in one burst.", _burst, expect="stream.buffered"),
        works=True,
    ),
)
BYTE_VARIANTS: Final = (
    _odd("failed-then-completed", "An error, and then a good end.", _before_end(_failure("x"))),
    _odd("returns-inside", "An event ends in carriage returns.", _before_end(_PING[:-2] + b"\r\r")),
    _odd("line-feed-return", "Lines end in LF CR.", _bytes(lambda b: b.replace(b"\n", b"\n\r"))),
    _odd("bom-inside", "A byte order mark in the middle.", _before_end(b"\xef\xbb\xbf" + _PING)),
    _odd("nul-byte", "A NUL byte in an event.", _before_end(b"data: \0\n\n")),
    _odd("many-blanks", "Many blank lines.", _bytes(lambda b: b"\n\n" + b.replace(b"\n", b"\n\n"))),
    _odd("deep-event", "A deep event.", _before_end(b"data: " + b"[" * 200 + b"\n\n")),
    _odd("type-escaped", "An escape in the type.", _bytes(lambda b: b.replace(_MARK, _ESCAPED))),
    _odd("member-twice", "A member that nobody reads, twice.", _in_end(b'"a":1,"a":2')),
    _odd(
        "usage-null-details",
        "The details are null.",
        _final(usage={**replies.USAGE, "input_tokens_details": None}),
    ),
    _odd("not-json-inside", "An event that is no JSON.", _before_end(b"data: hello\n\n")),
)
