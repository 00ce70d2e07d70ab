"""Sizes outside of an answer's text: certificates, heads, depths, numbers of events."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.x509.oid import NameOID

from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import CONFIG, key_in_environment
from codex_doctor.lab.sockets import is_upgrade, upgraded
from codex_doctor.lab.wire import Framing, Reply, Seen, document
from hostile.case import Case
from hostile.cases_echo_edges import issued, long_name, with_certificate

if TYPE_CHECKING:
    from collections.abc import Callable

    from certificates import Issued

_BUDGET: Final = ("--json", "-v", "--budget", "4")
_HTTPS: Final = CONFIG.replace("{base_url}", "https://127.0.0.1:{port}/v1")
_MB: Final = 1_000_000
_DEEP: Final = 10_000
_EVENT_STREAM: Final = (("content-type", "text/event-stream"),)


def _name(*texts: str) -> x509.Name:
    return long_name(*((NameOID.COMMON_NAME, one) for one in texts))


def _with_names(count: int, form: str) -> Issued:
    names = [x509.DNSName(form.format(number)) for number in range(count)]
    return issued(_name("server"), _name("server"), names)


def _with_subject(*texts: str) -> Issued:
    return issued(_name(*texts), _name(*texts), [x509.DNSName("127.0.0.1")])


def _certificate(name: str, make: Callable[[], Issued]) -> Case:
    return Case(
        *("size", f"certificate-{name}", _BUDGET), config=_HTTPS,
        serve=partial(with_certificate, make),
    )  # fmt: skip


def _raw(name: str, make: Callable[[], bytes], **more: Any) -> Case:
    """Answer everything with these bytes."""
    return Case(*("size", f"head-{name}", _BUDGET), endpoint=lambda _: Reply(raw=make()), **more)


def _head(reason: bytes = b"No", *lines: bytes, status: int = 400) -> bytes:
    head = b"HTTP/1.1 %d %b\r\n" % (status, reason)
    return head + b"".join(b"%b\r\n" % line for line in lines) + b"content-length: 0\r\n\r\n"


def _stream(name: str, make: Callable[[], bytes]) -> Case:
    def behave(seen: Seen) -> Reply:
        if seen.method == "GET":
            return LabEndpoint()(seen)
        return Reply(200, _EVENT_STREAM, (make(),), framing=Framing.CLOSE)

    return Case(*("size", f"edge-stream-{name}", _BUDGET), endpoint=behave)


def _error(name: str, make: Callable[[], str], status: int = 400) -> Case:
    return Case(
        *("size", f"edge-error-{name}", _BUDGET),
        endpoint=lambda _: document(status, "application/json", make()),
    )


def _event(text: str, kind: str = "response.created") -> bytes:
    return f"event: {kind}\ndata: {text}\n\n".encode()


def _nested(opens: str, closes: str, inside: str = "1") -> str:
    return opens * _DEEP + inside + closes * _DEEP


def _socket(name: str, answer: Callable[[Seen], bytes]) -> Case:
    known = LabEndpoint()
    return Case(
        *("size", f"socket-{name}", _BUDGET), config=CONFIG + "supports_websockets = true\n",
        endpoint=lambda seen: Reply(raw=answer(seen)) if is_upgrade(seen) else known(seen),
    )  # fmt: skip


def _frames(count: int, frame: bytes) -> Callable[[Seen], bytes]:
    return lambda seen: (upgraded(seen).raw or b"") + frame * count


def _frame(data: bytes) -> bytes:
    return bytes([0x81, 127]) + len(data).to_bytes(8) + data


_PROXIED: Final[dict[str, Any]] = {
    "config": CONFIG.replace("{base_url}", "https://gw.home.test/v1"),
    "environ": {**key_in_environment(), "HTTPS_PROXY": "http://127.0.0.1:{port}"},
}
_TRAILERS: Final = b"".join(b"x-%d: 1\r\n" % number for number in range(100_000))
_OBJECTS: Final = _nested('{"error":', "}", '"model not found"')

CASES: Final = (
    _certificate("10000-names", lambda: _with_names(10_000, "a{}.example.test")),
    _certificate("10000-wildcards", lambda: _with_names(10_000, "*.{}.test")),
    _certificate("10000-alike", lambda: _with_names(10_000, "127.0.0.1")),
    _certificate("names-of-dots", lambda: _with_names(1_000, "." * 60 + "{}")),
    _certificate("long-names", lambda: _with_names(20, "a" * 4_000 + "{}")),
    _certificate("long-subject", lambda: _with_subject("s" * 60_000)),
    _certificate("subject-of-many", lambda: _with_subject(*(f"part {n}" for n in range(2_000)))),
    _certificate("subject-of-escapes", lambda: _with_subject("\x1b[2J\u202e\r\n" * 3_000)),
    _raw("reason-1-mb", lambda: _head(b"r" * _MB)),
    _raw("reason-of-blanks", lambda: _head(b" " * _MB)),
    _raw("header-1-mb", lambda: _head(b"No", b"x-error: " + b"h" * _MB)),
    _raw("name-1-mb", lambda: _head(b"No", b"h" * _MB + b": 1")),
    _raw("100000-headers", lambda: _head(b"No", *(b"x-%d: 1" % n for n in range(100_000)))),
    _raw("100000-alike", lambda: _head(b"No", *((b"x-request-id: a",) * 100_000))),
    _raw("100000-cookies", lambda: _head(b"No", *((b"set-cookie: a=b",) * 100_000))),
    _raw("folded", lambda: _head(b"No", b"x-a: 1", *((b" a",) * 100_000))),
    _raw("version-1-mb", lambda: b"HTTP/1.1" + b"1" * _MB + b" 200 OK\r\n\r\n"),
    _raw("status-1-mb", lambda: b"HTTP/1.1 " + b"4" * _MB + b" No\r\n\r\n"),
    _raw("100000-interim", lambda: b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100_000 + _head()),
    _raw("location-1-mb", lambda: _head(b"Moved", b"location: /" + b"a" * _MB, status=307)),
    _raw("connect-reason-1-mb", lambda: _head(b"r" * _MB, status=502), **_PROXIED),
    _raw("connect-header-1-mb", lambda: _head(b"No", b"x: " + b"h" * _MB, status=407), **_PROXIED),
    _raw("connect-100000", lambda: b"HTTP/1.1 100 Go\r\n\r\n" * 100_000, **_PROXIED),
    _raw(
        "trailers-100000",
        lambda: b"HTTP/1.1 400 No\r\ntransfer-encoding: chunked\r\n\r\n0\r\n%b\r\n" % _TRAILERS,
    ),
    _raw(
        "chunks-of-1",
        lambda: b"HTTP/1.1 400 No\r\ntransfer-encoding: chunked\r\n\r\n" + b"1\r\n{\r\n" * 200_000,
    ),
    _raw(
        "chunk-extension-1-mb",
        lambda: b"HTTP/1.1 400 No\r\ntransfer-encoding: chunked\r\n\r\n1;" + b"x" * _MB + b"\r\n",
    ),
    _stream("100000-events", lambda: _event('{"type":"response.created"}') * 100_000),
    _stream("100000-kinds", lambda: b"".join(
        _event(json.dumps({"type": f"response.x{n}"}), f"response.x{n}") for n in range(100_000))),
    _stream("100000-empty", lambda: b"data\n\n" * 100_000),
    _stream("100000-ids", lambda: b"".join(b"id: %d\nretry: 1\n\n" % n for n in range(100_000))),
    _stream("100000-errors", lambda: _event('{"type":"error","message":"no"}', "error") * 100_000),
    _stream("100000-broken", lambda: _event('{"type":') * 100_000),
    _stream("deep-lists", lambda: _event(_nested("[", "]"))),
    _stream("deep-objects", lambda: _event(_nested('{"response":', "}"))),
    _stream("deep-in-type", lambda: _event(f'{{"type":{_nested("[", "]")}}}')),
    _stream("deep-in-response", lambda: _event(
        f'{{"type":"response.failed","response":{{"error":{_OBJECTS}}}}}', "response.failed")),
    _stream("deep-in-output", lambda: _event(
        f'{{"type":"response.output_item.done","item":{_nested("[", "]")}}}',
        "response.output_item.done")),
    _stream("deep-many", lambda: _event('{"type":"x","a":' + "[" * 900 + "]" * 900 + "}") * 2_000),
    _stream("deep-unclosed", lambda: _event("[" * _DEEP) * 20),
    _error("deep-objects", lambda: _OBJECTS),
    _error("deep-lists", lambda: _nested("[", "]", '{"error": "no"}')),
    _error("deep-detail", lambda: f'{{"detail":{_nested("[", "]")}}}', 422),
    _error("deep-unclosed", lambda: '{"error":' * _DEEP),
    _error("deep-in-text", lambda: json.dumps({"error": {"message": f"upstream: {_OBJECTS}"}})),
    _error("deep-metadata", lambda: json.dumps(
        {"error": {"message": "no", "metadata": {"raw": _OBJECTS}}}), 500),
    _socket("reason-1-mb", lambda _: _head(b"r" * _MB)),
    _socket("header-1-mb", lambda _: _head(b"No", b"x-error: " + b"h" * _MB)),
    _socket("100000-pings", _frames(100_000, bytes([0x89, 0]))),
    _socket("100000-events", _frames(100_000, _frame(b'{"type":"response.created"}'))),
    _socket("100000-empty", _frames(100_000, bytes([0x01, 0]))),
    _socket("deep", _frames(1, _frame(_nested("[", "]").encode()))),
    _socket("deep-error", _frames(1, _frame(f'{{"type":"error","error":{_OBJECTS}}}'.encode()))),
    _socket("frame-of-an-exabyte", _frames(1, bytes([0x81, 127]) + b"\x0f" + b"\xff" * 7)),
    _socket("frame-20-mb", _frames(1, _frame(b"x" * 20 * _MB))),
    _socket("close-1-mb", _frames(1, bytes([0x88, 127]) + _MB.to_bytes(8) + b"\x03\xe8" * _MB)),
)  # fmt: skip
