"""Proxies before an endpoint, sound and faulty, each as measured with the real Codex."""

from __future__ import annotations

import base64
import socket
import ssl
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from codex_doctor.lab.server import Lab, serving
from codex_doctor.lab.variants import HEALTHY
from listening import listening
from odd_certificates import Odd, authority, server
from oracle.network_runs import Place
from oracle.tls_front import join, tls_front
from tls_sent import OLD, SetUp

if TYPE_CHECKING:
    from pathlib import Path

HOST: Final = "127.0.0.1"
ROOT: Final = authority("Endpoint Root")
MITM: Final = authority("Company Proxy CA", owner="Company")
OLD_ROOT: Final = authority("Old Root", **OLD)
Hook = Callable[[socket.socket], socket.socket | None]


class Proxy(Struct):
    """A proxy with at most one fault, and what became of it.

    Attributes:
        answer: What it sends instead of opening a tunnel, b"" for a sound one.
        credentials: What it demands, as user:password.
        tls: Context with which it speaks TLS to its client.
        mitm: Context with which it plays the endpoint.
        socks: Whether it speaks SOCKS5 and nothing else.
        hang: Whether it takes the request and stays silent.
        last_hit: When a client last came.
    """

    answer: bytes = b""
    credentials: str = ""
    tls: ssl.SSLContext | None = None
    mitm: ssl.SSLContext | None = None
    socks: bool = False
    hang: bool = False
    last_hit: float = 0.0
    port: int = 0
    far: list[int] = field(default_factory=list[int])

    def serve(self, client: socket.socket) -> None:
        self.last_hit = time.monotonic()
        if self.tls is None:
            self._answer(client)
            return
        with self.tls.wrap_socket(client, server_side=True) as secure:
            self._answer(secure)

    def _answer(self, client: socket.socket) -> None:
        if self.socks:
            _serve_socks(client, self.far[0])
            return
        head = _read_head(client)
        if self.hang:
            time.sleep(15)
        wanted = base64.b64encode(self.credentials.encode())
        if self.answer:
            client.sendall(self.answer)
        elif self.credentials and wanted not in head:
            client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n")
            client.sendall(b'Proxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n')
        elif b":" + str(self.far[0]).encode() not in head.partition(b"\r\n")[0]:
            client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        else:
            self._pass_on(client, head)

    def _pass_on(self, client: socket.socket, head: bytes) -> None:
        with socket.create_connection((HOST, self.far[0])) as far:
            if head.startswith(b"CONNECT"):
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                line, rest = head.split(b"\r\n", 1)
                method, url, version = line.split(b" ")
                path = b"/" + url.split(b"/", 3)[3]
                far.sendall(b" ".join((method, path, version)) + b"\r\n" + rest)
            if self.mitm:
                trusting = ssl.create_default_context(cadata=ROOT.pem.decode())
                with (
                    self.mitm.wrap_socket(client, server_side=True) as near,
                    trusting.wrap_socket(far, server_hostname=HOST) as secure,
                ):
                    join(near, secure)
            else:
                join(client, far)


def _read_head(client: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        data = client.recv(65536)
        if not data:
            raise ConnectionResetError
        head += data
    return head


def _serve_socks(client: socket.socket, port: int) -> None:
    if client.recv(1) != b"\x05":  # RFC 1928 section 3
        return
    client.recv(client.recv(1)[0])
    client.sendall(b"\x05\x00")
    client.recv(1024)
    client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
    with socket.create_connection((HOST, port)) as far:
        join(client, far)


class Case(Struct, frozen=True):
    """One proxy before one endpoint.

    Attributes:
        expect: Finding that the doctor must put first; None when Codex works.
        environ: Variables; {proxy} and {dead} are ports, {port} is the endpoint's.
        scheme: That of base_url.
        proxy: Makes the proxy.
        roots: What CODEX_CA_CERTIFICATE holds.
        dotenv: Text of $CODEX_HOME/.env besides the key.
    """

    expect: str | None
    environ: dict[str, str]
    scheme: str = "https"
    proxy: Callable[[], Proxy] = Proxy
    roots: tuple[Odd, ...] = (ROOT,)
    dotenv: str = ""

    def open(self, folder: Path) -> AbstractContextManager[Place]:
        return _opened(self, folder)


@contextmanager
def _opened(case: Case, folder: Path) -> Generator[Place]:
    proxy = case.proxy()
    with ExitStack() as stack, socket.socket() as dead:
        dead.bind((HOST, 0))
        lab: Lab = stack.enter_context(serving(HEALTHY))
        port = lab.port
        if case.scheme == "https":
            context = SetUp((server(issuer=ROOT),), (ROOT,)).server_context()
            port = stack.enter_context(tls_front(context, lab.port)).port
        proxy.far.append(port)
        proxy.port = stack.enter_context(listening(proxy.serve))
        values = {"proxy": str(proxy.port), "dead": str(dead.getsockname()[1]), "port": str(port)}
        (folder / "ca.pem").write_bytes(b"".join(root.pem for root in case.roots))
        # Codex's own traffic must not leave this machine either.
        environ = {"HTTPS_PROXY": "http://127.0.0.1:{dead}"} if case.scheme == "http" else {}
        environ |= case.environ
        filled = {name: _fill(text, values) for name, text in environ.items()}
        files = {".env": _fill(case.dotenv, values)} if case.dotenv else {}
        yield Place(
            lab,
            f"{case.scheme}://{HOST}:{port}/v1",
            {**filled, "CODEX_CA_CERTIFICATE": str(folder / "ca.pem")},
            lambda: _is_over(proxy, lab),
            files,
        )


def _is_over(proxy: Proxy, lab: Lab) -> bool:
    return bool(proxy.last_hit) and time.monotonic() - proxy.last_hit > 1.5 and not lab.requests


def _fill(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _speaks(issuer: Odd, **odd: Any) -> ssl.SSLContext:
    return SetUp((server(issuer=issuer, **odd),), (issuer,)).server_context()


def _tls(issuer: Odd, **odd: Any) -> Callable[[], Proxy]:
    return lambda: Proxy(tls=_speaks(issuer, **odd))


HERE: Final = "http://127.0.0.1:{proxy}"
TLS_HERE: Final = "https://127.0.0.1:{proxy}"
SOCKS_HERE: Final = "socks5://127.0.0.1:{proxy}"
GONE: Final = "http://127.0.0.1:{dead}"
PAGE: Final = b"<html><title>Log in</title><body>Welcome to the hotel</body></html>"
LOOP: Final = "proxy.intercepts_loopback"

CASES: Final[dict[str, Case]] = {
    "https-variable": Case(None, {"HTTPS_PROXY": HERE}),
    "small-letters": Case(None, {"https_proxy": HERE}),
    "all-proxy": Case(None, {"ALL_PROXY": HERE}),
    "all-proxy-small": Case(None, {"all_proxy": HERE}),
    "own-before-all": Case(None, {"HTTPS_PROXY": HERE, "ALL_PROXY": GONE}),
    "large-before-small": Case(None, {"HTTPS_PROXY": HERE, "https_proxy": GONE}),
    "without-scheme": Case(None, {"HTTPS_PROXY": "127.0.0.1:{proxy}"}),
    "other-scheme": Case(None, {"HTTP_PROXY": GONE}),
    "socks-to-http": Case("proxy.socks", {"ALL_PROXY": SOCKS_HERE}),
    "socks-plain-endpoint": Case(
        "proxy.socks", {"HTTP_PROXY": "socks5h://127.0.0.1:{proxy}"}, "http"
    ),
    "socks-for-others": Case(None, {"HTTP_PROXY": "socks5://127.0.0.1:{dead}"}),
    "empty-hides-small": Case(None, {"HTTPS_PROXY": "", "https_proxy": GONE}),
    "empty-leaves-all": Case("proxy.unreachable", {"HTTPS_PROXY": "", "ALL_PROXY": GONE}),
    "unknown-leaves-all": Case("proxy.unreachable", {"HTTPS_PROXY": "ftp://x", "ALL_PROXY": GONE}),
    "cgi": Case(None, {"HTTP_PROXY": GONE, "REQUEST_METHOD": "GET"}, "http"),
    "plain-endpoint": Case(None, {"HTTP_PROXY": HERE}, "http"),
    "empty": Case(None, {"HTTPS_PROXY": ""}),
    "no-proxy": Case(None, {"HTTPS_PROXY": GONE, "NO_PROXY": "127.0.0.1"}),
    "no-proxy-small": Case(None, {"HTTPS_PROXY": GONE, "no_proxy": "127.0.0.1"}),
    "no-proxy-large-wins": Case(
        "proxy.no_proxy_form", {"HTTPS_PROXY": GONE, "NO_PROXY": "a.test", "no_proxy": "127.0.0.1"}
    ),
    "no-proxy-empty-large": Case(
        "proxy.no_proxy_form", {"HTTPS_PROXY": GONE, "NO_PROXY": "", "no_proxy": "127.0.0.1"}
    ),
    "login": Case(
        None,
        {"HTTPS_PROXY": "http://me:p%40ss%3A@127.0.0.1:{proxy}"},
        proxy=lambda: Proxy(credentials="me:p@ss:"),
    ),
    "dotenv": Case(None, {"HTTPS_PROXY": GONE}, dotenv="HTTPS_PROXY=" + HERE),
    "tls-to-proxy": Case(None, {"HTTPS_PROXY": TLS_HERE}, proxy=_tls(ROOT)),
    "mitm-trusted": Case(
        None, {"HTTPS_PROXY": HERE}, proxy=lambda: Proxy(mitm=_speaks(MITM)), roots=(ROOT, MITM)
    ),
    "mitm": Case("tls.unknown_ca", {"HTTPS_PROXY": HERE}, proxy=lambda: Proxy(mitm=_speaks(MITM))),
    "no-proxy-dotenv": Case(None, {"HTTPS_PROXY": GONE}, dotenv="NO_PROXY=127.0.0.1"),
    "no-proxy-dotenv-port": Case(
        "proxy.no_proxy_form", {"HTTPS_PROXY": GONE}, dotenv="NO_PROXY=127.0.0.1:{port}"
    ),
    "dead": Case("proxy.unreachable", {"HTTPS_PROXY": GONE}),
    "dead-small": Case("proxy.unreachable", {"https_proxy": GONE}),
    "dead-plain": Case("proxy.unreachable", {"HTTP_PROXY": GONE}, "http"),
    "dead-dotenv": Case("proxy.unreachable", {"HTTPS_PROXY": HERE}, dotenv="HTTPS_PROXY=" + GONE),
    "login-missing": Case(
        "proxy.auth_required", {"HTTPS_PROXY": HERE}, proxy=lambda: Proxy(credentials="a:b")
    ),
    "login-wrong": Case(
        "proxy.auth_required",
        {"HTTPS_PROXY": "http://a:c@127.0.0.1:{proxy}"},
        proxy=lambda: Proxy(credentials="a:b"),
    ),
    "login-missing-plain": Case(
        "proxy.auth_required", {"HTTP_PROXY": HERE}, "http", lambda: Proxy(credentials="a:b")
    ),
    "refuses": Case(
        LOOP,
        {"HTTPS_PROXY": HERE},
        proxy=lambda: Proxy(answer=b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
    ),
    "page": Case(
        LOOP,
        {"HTTPS_PROXY": HERE},
        proxy=lambda: Proxy(answer=b"HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n" + PAGE),
    ),
    "page-as-tunnel": Case(
        LOOP,
        {"HTTPS_PROXY": HERE},
        proxy=lambda: Proxy(answer=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE),
    ),
    "page-plain": Case(
        "url.wrong_page",
        {"HTTP_PROXY": HERE},
        "http",
        lambda: Proxy(
            answer=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE
        ),
    ),
    "megabyte-of-headers": Case(
        "proxy.header_limit",
        {"HTTPS_PROXY": HERE},
        proxy=lambda: Proxy(answer=b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 130_000),
    ),
    "not-http": Case(
        "proxy.not_http", {"HTTPS_PROXY": HERE}, proxy=lambda: Proxy(answer=b"SSH-2.0-x\r\n")
    ),
    "silent": Case("proxy.unreachable", {"HTTPS_PROXY": HERE}, proxy=lambda: Proxy(hang=True)),
    "socks": Case("proxy.socks", {"ALL_PROXY": SOCKS_HERE}, proxy=lambda: Proxy(socks=True)),
    "tls-proxy-old-root": Case(
        None, {"HTTPS_PROXY": TLS_HERE}, proxy=_tls(OLD_ROOT), roots=(ROOT, OLD_ROOT)
    ),
    "tls-proxy-ca-as-leaf": Case(
        "proxy.tls_failed", {"HTTPS_PROXY": TLS_HERE}, proxy=_tls(ROOT, ca=True)
    ),
    "tls-proxy-expired": Case(
        "proxy.tls_failed", {"HTTPS_PROXY": TLS_HERE}, proxy=_tls(ROOT, **OLD)
    ),
    "tls-to-plain-proxy": Case("proxy.wrong_scheme", {"HTTPS_PROXY": TLS_HERE}),
    "plain-to-tls-proxy": Case("proxy.wrong_scheme", {"HTTPS_PROXY": HERE}, proxy=_tls(ROOT)),
    "tls-proxy-unknown": Case("proxy.tls_failed", {"HTTPS_PROXY": TLS_HERE}, proxy=_tls(MITM)),
}
