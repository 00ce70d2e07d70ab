"""The proxy that Codex uses: does it answer, does it let us through to the endpoint.

A tunnel is asked for as Codex asks for it: CONNECT, with basic credentials from the proxy's URL.
The credentials stay in `Via.url` and in the bytes on the wire; no fact and no exception has them.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.facts import ProxyAnswer
from codex_doctor.model import DoctorError
from codex_doctor.probes.connections import tcp
from codex_doctor.probes.connections.connect import connect
from codex_doctor.probes.names import dns
from codex_doctor.probes.printable import printable
from codex_doctor.sealed import Sealed
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from codex_doctor.facts import ProxyChoice

# Codex's HTTP library gives up on a longer answer to CONNECT.
MAX_HEAD_BYTES = 8192
_LONG_HEAD = Told("connection.tunnel_long_head", {"most_bytes": MAX_HEAD_BYTES})
# Of the time that is there, how much the proxy has before the endpoint is tried without it.
PROXY_SHARE = 0.6


class Via(Sealed, frozen=True):
    """How to reach the proxy.

    Attributes:
        choice: The proxy, as people may see it.
        url: Its URL with user information.
        addresses: IP literals of its host.
        context: For an https:// proxy: the roots to trust, without ALPN.
    """

    choice: ProxyChoice
    url: str
    addresses: tuple[str, ...]
    context: ssl.SSLContext | None = None


class TunnelError(DoctorError):
    """The proxy did not open the tunnel.

    Attributes:
        status: Status of its answer, None when it gave none.
        detail: Status line or what went wrong, control characters escaped.
        kind: As in `ProxyAnswer`.
    """

    def __init__(self, status: int | None, detail: Words, kind: str = "") -> None:
        super().__init__(str(detail))
        self.status = status
        self.detail = detail
        self.kind = kind


class _Asked(Struct, frozen=True):
    """What came of one CONNECT."""

    status: int | None = None
    detail: Words = ""
    kind: str = ""


async def try_proxy(
    choice: ProxyChoice,
    *,
    proxy_url: str,
    target_host: str,
    target_port: int,
    tunnel: bool,
    timeout_s: float,
    addresses: tuple[str, ...] | None = None,
    context: ssl.SSLContext | None = None,
) -> ProxyAnswer:
    """Connect to the proxy, ask for a tunnel if Codex would, and look past it when it fails.

    Args:
        choice: The proxy that applies.
        proxy_url: Its URL with user information.
        target_host: The endpoint's host, resolved by the proxy.
        target_port: The endpoint's port.
        tunnel: Whether the endpoint is https://; without a tunnel only the connection is tried.
        timeout_s: Seconds for everything.
        addresses: IP literals of the proxy's host; None looks them up.
        context: For an https:// proxy: the roots to trust, without ALPN.
    """
    share_s = timeout_s * PROXY_SHARE
    if addresses is None:
        addresses = (await dns.lookup(choice.host, timeout_s=share_s / 2)).addresses
    connection = await connect(choice.host, choice.port, addresses, timeout_s=share_s / 2)
    asked, fine = _Asked(), connection.is_open
    if connection.is_open and (tunnel or _is_socks(choice)):
        via = Via(choice, proxy_url, addresses, context)
        asked = await _ask_fully(via, target_host, target_port, timeout_s=share_s / 2)
        fine = asked == _Asked(200)
    direct = (
        None
        if fine
        else await _answers(target_host, target_port, timeout_s=timeout_s * (1 - PROXY_SHARE))
    )
    return ProxyAnswer(choice, connection, asked.status, asked.detail, direct, asked.kind)


def _is_socks(choice: ProxyChoice) -> bool:
    return choice.url.startswith("socks")


async def open_tunnel(
    via: Via, host: str, port: int, *, timeout_s: float
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a stream to the endpoint through the proxy.

    Raises:
        TunnelError: The proxy answers something else than 200, or nothing that is HTTP.
        OSError: No connection to the proxy (a TimeoutError when it does not answer in time).
    """
    async with asyncio.timeout(timeout_s):
        reader, writer = await tcp.open_stream(
            via.addresses, via.choice.port, timeout_s=timeout_s, tls=_tls(via)
        )
        try:
            writer.write(_connect_request(via.url, host, port))
            head = await _read_head(reader)
            head, end, body = head.partition(b"\r\n\r\n")
            # As Codex's HTTP library has it: 200 and nothing else. Behind a tunnel a server of
            # TLS waits for its client, so that what comes at once is a page of the proxy.
            if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
                raise _refusal(head)
            if not end:
                raise TunnelError(None, _LONG_HEAD, "long_head")
            if body:
                raise TunnelError(200, _begun("connection.tunnel_page", body, 60), "page")
        except BaseException:
            await tcp.close(writer)
            raise
    return reader, writer


def _tls(via: Via) -> tuple[ssl.SSLContext, str] | None:
    if not via.choice.url.startswith("https://"):
        return None
    return via.context or ssl.create_default_context(), via.choice.host


def _connect_request(url: str, host: str, port: int) -> bytes:
    target = tcp.shown_address(host, port)
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
    user_info, at, _ = url.partition("://")[2].partition("/")[0].rpartition("@")
    if at:
        user, _, password = user_info.partition(":")
        pair = unquote_to_bytes(user) + b":" + unquote_to_bytes(password)
        lines.append(f"Proxy-Authorization: Basic {base64.b64encode(pair).decode()}")
    return "\r\n".join([*lines, "", ""]).encode("ascii", "replace")


async def _read_head(reader: asyncio.StreamReader) -> bytes:
    """Return the answer up to the empty line, the limit, or the end of the connection."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < MAX_HEAD_BYTES:
        more = await reader.read(MAX_HEAD_BYTES - len(head))
        if not more:
            break
        head += more
    return head


def _refusal(head: bytes) -> TunnelError:
    line = head.partition(b"\r\n")[0]
    protocol, _, rest = line.partition(b" ")
    if protocol.startswith(b"HTTP/") and rest[:3].isdigit():
        # The redactor cuts what is shown: it does not know half a secret.
        return TunnelError(int(rest[:3]), printable(line, limit=MAX_HEAD_BYTES))
    if head:
        return TunnelError(None, _begun("connection.tunnel_not_http", line, 200), "not_http")
    return TunnelError(None, Told("connection.tunnel_closed"), "closed")


def _begun(template: str, text: bytes, limit: int) -> Told:
    """Return what is told with the beginning of an answer."""
    return Told(template, {"begins": printable(text, limit=limit)})


async def _ask_fully(via: Via, host: str, port: int, *, timeout_s: float) -> _Asked:
    """Ask for a tunnel; when there is none, ask in the other ways that the port may speak."""
    url, choice = via.url, via.choice
    plain = replace(via, choice=replace(choice, url=f"http://{choice.host}:{choice.port}"))
    if _is_socks(choice):
        other = await _ask(plain, host, port, timeout_s=timeout_s)
        return _Asked(None, "", "socks_http" if other.status == 200 else "socks")
    asked = await _ask(via, host, port, timeout_s=timeout_s / 2)
    if asked.kind in {"", "page", "long_head"}:
        return asked
    if url.startswith("https://"):
        other = await _ask(plain, host, port, timeout_s=timeout_s / 2)
        return replace(asked, kind="speaks_plain") if other.status else asked
    if asked.kind in {"closed", "not_http"} and await _speaks_tls(via, timeout_s=timeout_s / 2):
        return replace(asked, kind="speaks_tls")
    return asked


async def _ask(via: Via, host: str, port: int, *, timeout_s: float) -> _Asked:
    """Ask for a tunnel once."""
    try:
        _, writer = await open_tunnel(via, host, port, timeout_s=timeout_s)
    except TunnelError as exc:
        return _Asked(exc.status, exc.detail, exc.kind)
    except ssl.SSLError as exc:
        words = getattr(exc, "verify_message", "") or (exc.reason or str(exc)).replace("_", " ")
        return _Asked(None, printable(words.lower()), "tls")
    except TimeoutError:
        return _Asked(None, Told("connection.tunnel_silent"), "silent")
    except OSError as exc:
        return _Asked(None, printable(exc.strerror or type(exc).__name__), "closed")
    await tcp.close(writer)
    return _Asked(200)


async def _speaks_tls(via: Via, *, timeout_s: float) -> bool:
    """Tell whether the port of the proxy answers a TLS handshake."""
    context = ssl.create_default_context()
    try:
        _, writer = await tcp.open_stream(
            via.addresses, via.choice.port, timeout_s=timeout_s, tls=(context, via.choice.host)
        )
    except ssl.SSLCertVerificationError:
        return True
    except (ssl.SSLError, OSError):
        return False
    await tcp.close(writer)
    return True


async def _answers(host: str, port: int, *, timeout_s: float) -> bool:
    """Return whether the endpoint takes a direct connection."""
    found = await dns.lookup(host, timeout_s=timeout_s / 2)
    return (await connect(host, port, found.addresses, timeout_s=timeout_s / 2)).is_open
