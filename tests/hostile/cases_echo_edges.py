"""A secret that comes back outside of an answer's text: certificate, proxy, WebSocket, framing."""

from __future__ import annotations

import json
import warnings
from contextlib import contextmanager
from functools import partial
from itertools import count, islice
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from certificates import NOW, Issued
from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import CONFIG, HEALTHY_ENDPOINT, KEY_VARIABLE
from codex_doctor.lab.server import serving
from codex_doctor.lab.sockets import is_upgrade, upgraded
from codex_doctor.lab.wire import Ending, Reply, Seen
from echoes import ENCODINGS, random_key
from hostile.case import Case
from odd_certificates import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

_KEY: Final = random_key(12, prefix="lab-")
_REPORTS: Final = (
    "-v", "--budget", "4", "--format", "json", "--format", "markdown={root}/out/r.md",
    "--format", "terminal={root}/out/r.txt",
)  # fmt: skip
# Echoes in one answer, so many that none is cut off.
_MOST: Final = 6
# Batches of encodings for each place.
_EACH: Final = 2
_SOCKETS: Final = CONFIG + "supports_websockets = true\n"
_TLS: Final = CONFIG.replace("{base_url}", "https://gw.home.test/v1")


def _line(echo: str) -> bytes:
    """Return the echo as it may stand in a line of a head, bytes beyond ASCII too."""
    return echo.replace("\r", "").replace("\n", " ").encode()


def _name(title: str, *others: str) -> x509.Name:
    kinds = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME,
             NameOID.LOCALITY_NAME, NameOID.STREET_ADDRESS, NameOID.TITLE)  # fmt: skip
    return long_name(*zip(kinds, (title, *others), strict=False))


def long_name(*pairs: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    """Return a name of texts that may be longer than a standard allows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return x509.Name([x509.NameAttribute(kind, text, _validate=False) for kind, text in pairs])


def issued(subject: x509.Name, issuer: x509.Name, names: Sequence[x509.GeneralName]) -> Issued:
    """Make a certificate whose every text is given."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
    )
    return Issued(builder.sign(key, hashes.SHA256()), key)


@contextmanager
def with_certificate(make: Callable[[], Issued]) -> Generator[tuple[dict[str, str], list[Seen]]]:
    """Serve a healthy endpoint with a certificate that is made when the case runs."""
    with serving(HEALTHY_ENDPOINT, tls=make().server_context()) as lab:
        yield lab.values, lab.requests


def _in_subject(echoes: Sequence[str]) -> Issued:
    name = _name(*echoes)
    return issued(name, name, [x509.DNSName("other.test")])


def _in_issuer(echoes: Sequence[str]) -> Issued:
    return issued(_name("server"), _name(*echoes), [x509.DNSName("127.0.0.1")])


def _in_names(echoes: Sequence[str]) -> Issued:
    texts = [echo.encode("ascii", "backslashreplace").decode() for echo in echoes]
    kinds: tuple[Any, ...] = (
        x509.DNSName,
        x509.UniformResourceIdentifier,
        x509.DNSName,
        x509.RFC822Name,
    )
    names = [
        kind._init_without_validation(text) for kind, text in zip(kinds * 2, texts, strict=False)
    ]
    return issued(_name("server"), _name("server"), names)


def _head(status: str, echoes: Sequence[str], where: str) -> bytes:
    """Return an answer that says the echoes in its reason, its headers or its body."""
    said = b"; ".join(map(_line, echoes))
    reason = said if where == "reason" else b"No"
    named = (b"proxy-authenticate", b"server", b"via", b"x-error", b"retry-after", b"x-request-id")
    pairs = list(zip(named, map(_line, echoes), strict=False)) if where == "headers" else []
    body = json.dumps({"error": {"message": said.decode()}}).encode() if where == "body" else b""
    pairs += [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    lines = b"".join(b"%b: %b\r\n" % pair for pair in pairs)
    return b"HTTP/1.1 %b %b\r\n%b\r\n%b" % (status.encode(), reason, lines, body)


def _proxy(status: str, where: str, echoes: Sequence[str]) -> Callable[[Seen], Reply]:
    raw = _head(status, echoes, where)
    return lambda _: Reply(raw=raw)


def _socket(status: str, where: str, echoes: Sequence[str]) -> Callable[[Seen], Reply]:
    raw = _head(status, echoes, where)
    known = LabEndpoint(key=None)
    return lambda seen: Reply(raw=raw) if is_upgrade(seen) else known(seen)


def _closing(code: int, echoes: Sequence[str]) -> Callable[[Seen], Reply]:
    said = code.to_bytes(2) + b" ".join(map(_line, echoes))[:120]
    known = LabEndpoint(key=None)

    def answer(seen: Seen) -> Reply:
        if not is_upgrade(seen):
            return known(seen)
        return Reply(raw=(upgraded(seen).raw or b"") + bytes([0x88, len(said)]) + said)

    return answer


def _stream(pieces: Sequence[bytes], trailers: bytes = b"") -> Callable[[Seen], Reply]:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n"
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(one), one) for one in pieces)
    raw = b"%b\r\n%b0\r\n%b\r\n" % (head, chunks, trailers)
    return lambda _: Reply(raw=raw)


def _event_fields(form: bytes, echoes: Sequence[str]) -> Callable[[Seen], Reply]:
    return _stream([form.replace(b"@", _line(echo)) + b"\n\n" for echo in echoes])


def _trailers(echoes: Sequence[str]) -> Callable[[Seen], Reply]:
    lines = b"".join(b"x-error-%d: %b\r\n" % (at, _line(one)) for at, one in enumerate(echoes))
    return _stream([b'data: {"type":"response.created","response":{"id":"r"}}\n\n'], lines)


def _extension(echoes: Sequence[str]) -> Callable[[Seen], Reply]:
    """Say it where a chunk's length stands."""
    raw = b"HTTP/1.1 400 Bad Request\r\ntransfer-encoding: chunked\r\n\r\n"
    raw += b"".join(b"2;x=%b\r\n{}\r\n" % _line(echo) for echo in echoes) + b"0\r\n\r\n"
    return lambda _: Reply(raw=raw)


def _held(echoes: Sequence[str]) -> Callable[[Seen], Reply]:
    """Say it in an interim answer, and wait."""
    raw = b"HTTP/1.1 103 %b\r\nlink: %b\r\n\r\n" % (_line(echoes[0]), _line(echoes[-1]))
    return lambda _: Reply(raw=raw, ending=Ending.HOLD)


_CERTIFICATES: Final = {"subject": _in_subject, "issuer": _in_issuer, "names": _in_names}
_HTTP: Final[dict[str, Callable[[Sequence[str]], Callable[[Seen], Reply]]]] = {
    "event-names": partial(_event_fields, b'event: @\ndata: {"type":"response.created"}'),
    "event-ids": partial(_event_fields, b'id: @\nretry: @\ndata: {"type":"@"}'),
    "event-comments": partial(_event_fields, b": @"),
    "event-fields": partial(_event_fields, b"@: @\ndata: @"),
    "trailers": _trailers,
    "chunk-extensions": _extension,
    "interim-answers": _held,
}


def _cases(
    where: str, make: Callable[[Sequence[str]], dict[str, Any]], at: count[int]
) -> Iterator[Case]:
    """Yield some cases of this place; from one place to the next the encodings go round."""
    codes = tuple(ENCODINGS)
    for number in islice(at, _EACH):
        first = number * _MOST % len(codes)
        echoes = [ENCODINGS[one](_KEY) for one in codes[first : first + _MOST]]
        given: dict[str, Any] = {"environ": {KEY_VARIABLE: _KEY}, **make(echoes)}
        yield Case(
            *("echo", f"{where}-{first}", _REPORTS),
            secrets=(_KEY,),
            **given,
        )


def _through_proxy(status: str, where: str, echoes: Sequence[str]) -> dict[str, Any]:
    proxy = f"http://me:{_KEY}@127.0.0.1:{{port}}"
    return {
        "environ": {KEY_VARIABLE: _KEY, "HTTPS_PROXY": proxy},
        "config": _TLS,
        "endpoint": _proxy(status, where, echoes),
    }


def _with_certificate(
    make: Callable[[Sequence[str]], Issued], echoes: Sequence[str]
) -> dict[str, Any]:
    return {
        "config": CONFIG.replace("{base_url}", "https://127.0.0.1:{port}/v1"),
        "serve": partial(with_certificate, partial(make, echoes)),
    }


def _at_socket(status: str, where: str, echoes: Sequence[str]) -> dict[str, Any]:
    return {"config": _SOCKETS, "endpoint": _socket(status, where, echoes)}


def _at_close(code: int, echoes: Sequence[str]) -> dict[str, Any]:
    return {"config": _SOCKETS, "endpoint": _closing(code, echoes[:2])}


def _in_answer(
    make: Callable[[Sequence[str]], Callable[[Seen], Reply]], echoes: Sequence[str]
) -> dict[str, Any]:
    return {"endpoint": make(echoes)}


def _all() -> Iterator[Case]:
    at = count()
    for name, make in _CERTIFICATES.items():
        yield from _cases(f"certificate-{name}", partial(_with_certificate, make), at)
    for where in ("reason", "headers", "body"):
        for status in ("407", "502"):
            make_one = partial(_through_proxy, status, where)
            yield from _cases(f"connect-{status}-{where}", make_one, at)
        for status in ("400", "403"):
            yield from _cases(f"socket-{status}-{where}", partial(_at_socket, status, where), at)
    for code in (1000, 1008, 4999):
        yield from _cases(f"socket-closes-{code}", partial(_at_close, code), at)
    for name, answer in _HTTP.items():
        yield from _cases(name, partial(_in_answer, answer), at)


CASES: Final = tuple(_all())
