"""TCP connections to every address of a host at the same time; what happened to each."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import time
from typing import TYPE_CHECKING

from codex_doctor.facts import ConnectAttempt, Connection

if TYPE_CHECKING:
    import ssl

    Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]

# LiteLLM, Ollama, LM Studio, vLLM, llama.cpp, web front ends, CLIProxyAPI and others.
USUAL_PORTS = (4000, 11434, 1234, 8000, 8080, 3000, 5000, 8317, 8081, 30000)
USUAL_PORT_TIMEOUT_S = 0.3
MAX_ADDRESSES = 16
# Codex gives the second address family this head start, so a longer wait tells nothing new.
GRACE_S = 0.3

_UNREACHABLE = frozenset(
    {
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.EADDRNOTAVAIL,
        errno.EAFNOSUPPORT,
    }
)
_RESULTS = (
    (ConnectionRefusedError, "refused"),
    (ConnectionResetError, "reset"),
    (TimeoutError, "timeout"),
)


async def connect(
    host: str, port: int, addresses: tuple[str, ...], *, timeout_s: float
) -> Connection:
    """Try every address at once and tell what became of each.

    As soon as one address answers, the others have a short grace; those that are still silent
    then count as timed out. When nothing listens on a loopback address, the ports that local
    model servers usually take are tried as well.
    """
    chosen = addresses[:MAX_ADDRESSES]
    attempts = await _attempts(chosen, port, timeout_s=timeout_s) if chosen else ()
    refused = bool(attempts) and all(one.result == "refused" for one in attempts)
    loopback = all(is_loopback(address) for address in chosen)
    listening = await _listening(chosen, port) if refused and loopback else ()
    return Connection(host, port, attempts, listening)


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
    context, name = tls or (None, None)
    tasks = [
        asyncio.create_task(
            asyncio.open_connection(address, port, ssl=context, server_hostname=name)
        )
        for address in addresses[:MAX_ADDRESSES]
    ]
    failure = OSError(errno.EADDRNOTAVAIL, "no address")
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
        failure = TimeoutError(errno.ETIMEDOUT, "no answer in time")
    finally:
        await _drop_losers(tasks, winner)
    raise failure


async def close(writer: asyncio.StreamWriter) -> None:
    """Drop a connection without waiting for the other side."""
    writer.transport.abort()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)


def shown_address(address: str, port: int) -> str:
    """Return `ip:port`, an IPv6 address in brackets."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def is_loopback(address: str) -> bool:
    """Return whether an IP literal is this machine."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


async def _attempts(
    addresses: tuple[str, ...], port: int, *, timeout_s: float
) -> tuple[ConnectAttempt, ...]:
    started = time.monotonic()
    tasks = [
        asyncio.create_task(_attempt(address, port, timeout_s=timeout_s)) for address in addresses
    ]
    for following in asyncio.as_completed(tasks):
        if (await following).result == "open":
            break
    _, silent = await asyncio.wait(tasks, timeout=GRACE_S)
    for task in silent:
        task.cancel()
    await asyncio.gather(*silent, return_exceptions=True)
    took_s = time.monotonic() - started
    return tuple(
        ConnectAttempt(shown_address(address, port), "timeout", took_s, "another address answers")
        if task in silent
        else task.result()
        for address, task in zip(addresses, tasks, strict=True)
    )


async def _attempt(address: str, port: int, *, timeout_s: float) -> ConnectAttempt:
    started = time.monotonic()
    result, detail = "open", ""
    try:
        async with asyncio.timeout(timeout_s):
            _, writer = await asyncio.open_connection(address, port)
        await close(writer)
    except OSError as exc:
        result = _name(exc)
        detail = os.strerror(exc.errno) if exc.errno else "no answer in time"
    return ConnectAttempt(shown_address(address, port), result, time.monotonic() - started, detail)


def _name(exc: OSError) -> str:
    other = "unreachable" if exc.errno in _UNREACHABLE else "error"
    return next((name for kind, name in _RESULTS if isinstance(exc, kind)), other)


async def _listening(addresses: tuple[str, ...], port: int) -> tuple[int, ...]:
    """Return the usual ports, `port` left out, on which one of the addresses answers."""
    pairs = [(usual, address) for usual in USUAL_PORTS if usual != port for address in addresses]
    tried = await asyncio.gather(
        *(_attempt(address, usual, timeout_s=USUAL_PORT_TIMEOUT_S) for usual, address in pairs)
    )
    answering = {
        usual for (usual, _), one in zip(pairs, tried, strict=True) if one.result == "open"
    }
    return tuple(usual for usual in USUAL_PORTS if usual in answering)


async def _drop_losers(tasks: list[asyncio.Task[Stream]], winner: Stream | None) -> None:
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if not isinstance(ended, BaseException) and ended is not winner:
            await close(ended[1])
