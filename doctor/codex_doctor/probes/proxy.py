"""The proxy that Codex uses: does it answer, does it let us through to the endpoint.

A tunnel is asked for as Codex asks for it: CONNECT, with basic credentials from the proxy's URL.
The credentials stay in `Via.url` and in the bytes on the wire; no fact and no exception has them.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from codex_doctor.facts import ProxyAnswer
from codex_doctor.model import DoctorError
from codex_doctor.probes import dns, tcp
from codex_doctor.probes.printable import printable

if TYPE_CHECKING:
    from codex_doctor.facts import ProxyChoice

# Codex's HTTP library gives up on a longer answer to CONNECT.
MAX_HEAD_BYTES = 8192
# Of the time that is there, how much the proxy has before the endpoint is tried without it.
PROXY_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Via:
    """How to reach the proxy.

    Attributes:
        choice: The proxy, as people may see it.
        url: Its URL with user information.
        addresses: IP literals of its host.
        context: For an https:// proxy: the roots to trust, without ALPN.
    """

    choice: ProxyChoice
    url: str = field(repr=False)
    addresses: tuple[str, ...]
    context: ssl.SSLContext | None = field(default=None, repr=False)


class TunnelError(DoctorError):
    """The proxy did not open the tunnel.

    Attributes:
        status: Status of its answer, None when it gave none.
        detail: Status line or what went wrong, control characters escaped.
    """

    def __init__(self, status: int | None, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


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
    connection = await tcp.connect(choice.host, choice.port, addresses, timeout_s=share_s / 2)
    status, detail, fine = None, "", connection.is_open
    if connection.is_open and tunnel:
        via = Via(choice, proxy_url, addresses, context)
        status, detail, fine = await _ask(via, target_host, target_port, timeout_s=share_s / 2)
    direct = (
        None
        if fine
        else await _answers(target_host, target_port, timeout_s=timeout_s * (1 - PROXY_SHARE))
    )
    return ProxyAnswer(choice, connection, status, detail, direct)


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
            # As Codex's HTTP library has it: 200 and nothing else.
            if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
                raise _refusal(head)
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
        return TunnelError(int(rest[:3]), printable(line))
    if head:
        return TunnelError(None, f"not HTTP: {printable(line)}")
    return TunnelError(None, "closed without an answer")


async def _ask(via: Via, host: str, port: int, *, timeout_s: float) -> tuple[int | None, str, bool]:
    """Return status, detail, and whether the tunnel opened."""
    try:
        _, writer = await open_tunnel(via, host, port, timeout_s=timeout_s)
    except TunnelError as exc:
        return exc.status, exc.detail, False
    except TimeoutError:
        return None, "no answer to CONNECT in time", False
    except OSError as exc:
        return None, printable(exc.strerror or type(exc).__name__), False
    await tcp.close(writer)
    return 200, "", True


async def _answers(host: str, port: int, *, timeout_s: float) -> bool:
    """Return whether the endpoint takes a direct connection."""
    found = await dns.lookup(host, timeout_s=timeout_s / 2)
    return (await tcp.connect(host, port, found.addresses, timeout_s=timeout_s / 2)).is_open
