"""A small internet on the loopback: origins that record what they get, and redirects between them.

Every listener takes TLS and plain HTTP on one port, so that an origin may differ in its scheme
alone; the proxy is every host at every port, so that default ports need no rights. `Heard.origin`
is the origin that the client meant.
"""

from __future__ import annotations

import base64
import binascii
import re
import socket
import ssl
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from certificates import make_certificate
from codex_doctor.lab.wire import Seen
from hostile.leaks import find_leaks
from listening import listening

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from codex_doctor.lab.wire import Reply

TIMEOUT_S: Final = 10.0
HOME: Final = "home.test"
OTHER: Final = "other.test"
_CERTIFICATE: Final = make_certificate(
    HOME, names=("localhost", "127.0.0.1", "127.0.0.2", "::1", HOME, OTHER, f"api.{HOME}")
)
CA_PEM: Final = _CERTIFICATE.pem
_TLS_RECORD: Final = b"\x16"
_END: Final = b"\r\n\r\n"
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/_-]{12,}")


class Heard(Seen, frozen=True):
    """One request with the origin that it was meant for.

    Attributes:
        origin: `scheme://host:port`; the port is always there.
        raw: Every byte of it.
    """

    origin: str
    raw: bytes


class World:
    """What listens, and what it heard; `answer` decides what a request gets."""

    def __init__(self, answer: Callable[[Heard, Mapping[str, str]], Reply | bytes]) -> None:
        self.heard: list[Seen] = []
        self.values: dict[str, str] = {}
        self._answer = answer
        self._context = _CERTIFICATE.server_context()

    def serve(self, client: socket.socket) -> None:
        """Answer one request; CONNECT opens a tunnel to this very world."""
        first = client.recv(1, socket.MSG_PEEK)
        if first == _TLS_RECORD:
            client = self._context.wrap_socket(client, server_side=True)
        with client:
            raw = _receive(client)
            if raw.startswith(b"CONNECT "):
                self.heard.append(_heard(raw, "proxy"))
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                self.serve(client)
            elif raw:
                scheme = "https" if isinstance(client, ssl.SSLSocket) else "http"
                heard = _heard(raw, scheme)
                self.heard.append(heard)
                reply = self._answer(heard, self.values)
                pieces = (reply,) if isinstance(reply, bytes) else reply.pieces
                client.sendall(b"".join(pieces))
                client.shutdown(socket.SHUT_WR)
                client.recv(1)


def _receive(client: socket.socket) -> bytes:
    data = b""
    while _END not in data:
        piece = client.recv(65536)
        if not piece:
            return b""
        data += piece
    head = data.partition(_END)[0]
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    wanted = len(head) + len(_END) + (int(length[1]) if length else 0)
    while len(data) < wanted and (piece := client.recv(65536)):
        data += piece
    return data


def _heard(raw: bytes, scheme: str) -> Heard:
    head, _, body = raw.partition(_END)
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = f"{first}  ".split(" ", 2)
    pairs = [line.partition(":") for line in lines]
    headers = tuple((name.lower(), value.strip()) for name, _, value in pairs)
    host = next((value for name, value in headers if name == "host"), "").lower()
    if target.startswith("http://"):  # as a proxy gets it, with what is meant for itself
        host, slash, rest = target.removeprefix("http://").partition("/")
        target = slash + rest
        raw = re.sub(rb"(?i)\r\nproxy-authorization: basic [^\r]*", b"", raw)
    port = "" if re.search(r":\d+$", host) else f":{443 if scheme == 'https' else 80}"
    return Heard(method, target, headers, body, f"{scheme}://{host}{port}", raw)


@contextmanager
def world(
    answer: Callable[[Heard, Mapping[str, str]], Reply | bytes],
) -> Generator[tuple[dict[str, str], list[Seen]]]:
    """Run two ports of 127.0.0.1, the first of them at 127.0.0.2 and ::1 too.

    Yields:
        {port} and {other_port}, and the requests as they come.
    """
    here = World(answer)
    listen = partial(listening, here.serve, timeout_s=TIMEOUT_S)
    with ExitStack() as stack:
        port = stack.enter_context(listen("127.0.0.1"))
        other = stack.enter_context(listen("127.0.0.1"))
        stack.enter_context(listen("127.0.0.2", port))
        stack.enter_context(listen("::1", port))
        here.values |= {"port": str(port), "other_port": str(other)}
        yield here.values, here.heard


def shows(raw: bytes, secret: str) -> bool:
    """Tell whether a recognisable part of a secret stands in a request, however it was put."""
    forms = {raw, unquote_to_bytes(raw), *_decoded(raw), *_decoded(unquote_to_bytes(raw))}
    return any(any(find_leaks(form.decode("latin-1"), (secret,))) for form in forms)


def _decoded(raw: bytes) -> Iterator[bytes]:
    for word in _BASE64.findall(raw):
        for start in range(4):
            piece = word[start:].replace(b"-", b"+").replace(b"_", b"/")
            with suppress(binascii.Error):
                yield base64.b64decode(piece[: len(piece) // 4 * 4])
