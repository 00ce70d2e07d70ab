"""What was seen of names, proxies, connections and TLS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codex_doctor.facts.setup import ProxyChoice


@dataclass(frozen=True, slots=True)
class DnsAnswer:
    """What one lookup returned; a failure is an answer, never an exception.

    Attributes:
        host: Name asked for, as the user wrote it.
        addresses: IP literals in answer order; empty unless rcode is NOERROR.
        rcode: Response code name (RFC 1035 section 4.1.1), TIMEOUT, or NO_SERVER.
        took_s: Seconds until the last answer, monotonic clock.
        server: The name server that gave the code, "" for the system's resolver.
    """

    host: str
    addresses: tuple[str, ...]
    rcode: str
    took_s: float
    server: str = ""


@dataclass(frozen=True, slots=True)
class ConnectAttempt:
    """One TCP connection attempt.

    Attributes:
        address: `ip:port`.
        result: `open`, `refused`, `timeout`, `unreachable`, `reset`, or `error`.
        took_s: Seconds until the result.
        detail: The system's words for it.
    """

    address: str
    result: str
    took_s: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """All attempts to reach one host and port; `listening` are other local ports that answer."""

    host: str
    port: int
    attempts: tuple[ConnectAttempt, ...]
    listening: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether one attempt succeeded."""
        return any(attempt.result == "open" for attempt in self.attempts)


@dataclass(frozen=True, slots=True)
class ProxyAnswer:
    """What the proxy did.

    Attributes:
        choice: The proxy that applies.
        connection: The TCP attempts to the proxy.
        status: Status of its answer to CONNECT, None without one (or for http:// targets).
        detail: Status line or what went wrong, control characters escaped.
        direct: Whether the endpoint answers a direct TCP connection; None when not tried.
    """

    choice: ProxyChoice
    connection: Connection
    status: int | None
    detail: str = ""
    direct: bool | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate of the server's chain, as far as it was read."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: str
    not_after: str
    self_signed: bool = False
    is_ca: bool = False


@dataclass(frozen=True, slots=True)
class TlsHandshake:
    """What the TLS handshake gave.

    Attributes:
        result: `ok`, `unknown_ca`, `self_signed`, `chain_incomplete`, `ca_as_leaf`,
            `hostname_mismatch`, `expired`, `not_yet_valid`, `version`, `plain_http`,
            `ca_file_invalid`, `closed`, `timeout`, or `error`.
        detail: The TLS library's words.
        version: Negotiated version, "" without one.
        certificate: The server's own certificate, if it was seen.
        roots: Where the roots of trust come from, for people.
        clock_skew_s: Our clock minus the server's Date header, None when not seen.
    """

    result: str
    took_s: float
    detail: str = ""
    version: str = ""
    certificate: Certificate | None = None
    roots: str = ""
    clock_skew_s: float | None = None
