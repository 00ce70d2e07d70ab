"""TCP connections to every address of a host at the same time; what happened to each.

From that follows what Codex meets, which tries them one after the other: see `codex_waits_s`.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import time
from typing import TYPE_CHECKING, TypeVar

from codex_doctor.facts import ConnectAttempt
from codex_doctor.words.sentence import say
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence

    from codex_doctor.facts.network import Connected
    from codex_doctor.words.told import Words

    Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]

T = TypeVar("T")
MAX_ADDRESSES = 16
# Codex takes the other family after this, so a longer wait for the first one tells nothing new.
GRACE_S = 0.3
# How long a silent address is waited for when Codex would have to wait for it too.
LONG_GRACE_S = 2.5
# Measured with Codex 0.169.0: what it gives one address before it tries the next of its family.
CODEX_ADDRESS_S = 30.0
_NOTICED_S = 1.0

_UNREACHABLE = frozenset(
    {
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.EADDRNOTAVAIL,
        errno.EAFNOSUPPORT,
    }
)
_RESULTS: tuple[tuple[type[OSError], Connected], ...] = (
    (ConnectionRefusedError, "refused"),
    (ConnectionResetError, "reset"),
    (TimeoutError, "timeout"),
)


def codex_waits_s(attempts: Sequence[ConnectAttempt]) -> float | None:
    """Return the seconds until Codex has a connection, None when it never gets one.

    Codex tries the addresses of the first one's family one after the other; those of the other
    family follow side by side after 0.3 s, or as soon as the first family has failed.
    """
    if not attempts:
        return None
    first = _is_ipv6(attempts[0])
    mine, mine_opens = _walk([one for one in attempts if _is_ipv6(one) is first])
    other, other_opens = _walk([one for one in attempts if _is_ipv6(one) is not first])
    ways = [mine] if mine_opens else []
    if other_opens:
        ways.append(other + (GRACE_S if mine_opens else min(GRACE_S, mine)))
    return min(ways, default=None)


def _walk(attempts: Sequence[ConnectAttempt]) -> tuple[float, bool]:
    """Return how long one address after the other takes, and whether one opens."""
    spent_s = 0.0
    for one in attempts:
        spent_s += CODEX_ADDRESS_S if one.result == "timeout" else one.took_s
        if one.result == "open":
            return spent_s, True
    return spent_s, False


def _is_ipv6(attempt: ConnectAttempt) -> bool:
    return attempt.address.startswith("[")


class PatientReader(asyncio.StreamReader):
    """Gives what came before a connection was lost, and only then how it was lost.

    One of the library forgets an answer that a reset follows.
    """

    _lost: BaseException | None = None

    def set_exception(self, exc: BaseException) -> None:
        """Note how the connection was lost."""
        self._lost = exc
        self.feed_eof()

    async def read(self, n: int = -1) -> bytes:
        """Return up to `n` bytes, none at the end.

        Raises:
            OSError: The connection was lost, and all that came before has been read.
        """
        data = await super().read(n)
        if not data and self._lost is not None:
            raise self._lost
        return data


async def opened(
    address: str, port: int, *, tls: tuple[ssl.SSLContext, str] | None = None
) -> Stream:
    """Return a stream to an address, over TLS when `tls` is given: a context and a host.

    Raises:
        OSError: No connection, or no handshake.
    """
    loop = asyncio.get_running_loop()
    reader = PatientReader(loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    context, name = tls or (None, None)
    transport, _ = await loop.create_connection(
        lambda: protocol, address, port, ssl=context, server_hostname=name
    )
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


async def open_stream(
    addresses: tuple[str, ...],
    port: int,
    *,
    timeout_s: float,
    tls: tuple[ssl.SSLContext, str] | None = None,
) -> Stream:
    """Return a stream to the first address that answers, over TLS when `tls` is given.

    Raises:
        OSError: No address answers (a TimeoutError when none did in time).
    """
    tasks = [
        asyncio.create_task(opened(address, port, tls=tls)) for address in addresses[:MAX_ADDRESSES]
    ]
    failure = OSError(errno.EADDRNOTAVAIL, say("connection.no_address"))
    winner: Stream | None = None
    try:
        async with asyncio.timeout(timeout_s):
            for following in asyncio.as_completed(tasks):
                try:
                    winner = await following
                    return winner
                except OSError as exc:
                    failure = exc
    except TimeoutError:
        failure = TimeoutError(errno.ETIMEDOUT, say("connection.no_answer"))
    finally:
        for stream in await _ended(tasks):
            if stream is not winner:
                await close(stream[1])
    raise failure


async def close(writer: asyncio.StreamWriter) -> None:
    """Drop a connection without waiting for the other side."""
    writer.transport.abort()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)


def shown_address(address: str, port: int) -> str:
    """Return `ip:port`, an IPv6 address in brackets."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def is_own(address: str) -> bool:
    """Tell whether an IP literal is an address of this machine: a socket can have no other."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as one:
            one.bind((address, 0))
    except OSError:
        return False
    return True


async def try_all(
    addresses: tuple[str, ...], port: int, *, timeout_s: float
) -> tuple[tuple[ConnectAttempt, ...], Stream | None]:
    """Try every address at once; once one answers, the others have a short grace.

    Returns:
        What became of each, and the open stream to the first one that answers.
    """
    started = time.monotonic()
    tasks = [
        asyncio.create_task(_tried(address, port, timeout_s=timeout_s)) for address in addresses
    ]

    def seen() -> tuple[ConnectAttempt, ...]:
        took_s = time.monotonic() - started
        return tuple(
            task.result()[0]
            if task.done()
            else ConnectAttempt(
                shown_address(address, port), "timeout", took_s, Told("connection.beaten")
            )
            for address, task in zip(addresses, tasks, strict=True)
        )

    for following in asyncio.as_completed(tasks):
        if (await following)[1]:
            break
    waits_s = codex_waits_s(seen()) or 0.0
    for grace_s in (GRACE_S, LONG_GRACE_S - GRACE_S if waits_s > _NOTICED_S else 0.0):
        await asyncio.wait(tasks, timeout=grace_s)
    attempts = seen()
    winner = next((stream for task in tasks if task.done() and (stream := task.result()[1])), None)
    for _, stream in await _ended(tasks):
        if stream and stream is not winner:
            await close(stream[1])
    return attempts, winner


async def attempt(address: str, port: int, *, timeout_s: float) -> ConnectAttempt:
    """Connect to one address and drop the connection; nothing is sent."""
    seen, stream = await _tried(address, port, timeout_s=timeout_s)
    if stream:
        await close(stream[1])
    return seen


async def _tried(
    address: str, port: int, *, timeout_s: float
) -> tuple[ConnectAttempt, Stream | None]:
    """Connect to one address; nothing is sent."""
    started = time.monotonic()
    result: Connected = "open"
    detail: Words = ""
    stream: Stream | None = None
    try:
        async with asyncio.timeout(timeout_s):
            stream = await opened(address, port)
    except OSError as exc:
        result = _name(exc)
        detail = os.strerror(exc.errno) if exc.errno else Told("connection.no_answer")
    took_s = time.monotonic() - started
    return ConnectAttempt(shown_address(address, port), result, took_s, detail), stream


def _name(exc: OSError) -> Connected:
    for kind, name in _RESULTS:
        if isinstance(exc, kind):
            return name
    return "unreachable" if exc.errno in _UNREACHABLE else "error"


async def _ended(tasks: list[asyncio.Task[T]]) -> list[T]:
    """End what still runs, and return what came of the others."""
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    return [one for one in ended if not isinstance(one, BaseException)]
