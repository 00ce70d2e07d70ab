"""What was seen of names, proxies, connections and TLS."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from codex_doctor.facts.proxies import ProxyChoice
from codex_doctor.words.told import Told, Words

FLAWED_CERTIFICATE = "a certificate in it"
"""How an older record begins about a CA file of which not every certificate can be read."""

Connected = Literal["open", "refused", "timeout", "unreachable", "reset", "error"]


class DnsReply(Struct, frozen=True):
    """What one name server said to one question; looked at only when there is no address.

    Attributes:
        kind: `A` (IPv4) or `AAAA` (IPv6).
        rcode: Response code name (RFC 1035 section 4.1.1), or TIMEOUT, CLOSED, NO_ROUTE,
            MALFORMED, TRUNCATED.
        aliases: Names that lead from one to the next, control characters escaped.
        detail: What else is odd about it, "" for nothing.
    """

    server: str
    kind: str
    rcode: str
    addresses: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    detail: Words = ""


class DnsAnswer(Struct, frozen=True):
    """What one lookup returned; a failure is an answer, never an exception.

    Attributes:
        host: Name asked for, as the user wrote it.
        addresses: IP literals in the order in which Codex tries them; empty unless rcode is
            NOERROR.
        rcode: Response code name, one of those of `DnsReply`, or NO_SERVER.
        took_s: Seconds until the last answer, monotonic clock.
        server: The name server that gave the code, "" for the system's resolver.
        source: The hosts file's line that gave the addresses, "" for none.
        names: The names that were asked for, when a search domain is appended.
        replies: What each name server says, when there is no address.
        system: Addresses that the system's resolver gives and Codex's own does not.
        missed: The hosts file's line that Codex does not read, and why.
        meant: The attempts at the host and the port that were probably meant, where the name does
            not exist and ends like a port behind a colon, or is one that containers have.
    """

    host: str
    addresses: tuple[str, ...]
    rcode: str
    took_s: float
    server: str = ""
    source: str = ""
    names: tuple[str, ...] = ()
    replies: tuple[DnsReply, ...] = ()
    system: tuple[str, ...] = ()
    missed: tuple[str, Words] | None = None
    meant: Connection | None = None


class NameDoubt(Struct, frozen=True):
    """Whether the addresses of a host are its own; asked only when they do not work.

    Attributes:
        source: The hosts file's line that gave them, "" for none.
        public: Addresses that the name servers give, where the hosts file has others.
        public_answers: Whether one of these takes connections; None when there are none.
        invented: Addresses that are given for a name that cannot exist.
        unknown: Whether the name servers know no such name, without a search domain.
    """

    source: str = ""
    public: tuple[str, ...] = ()
    public_answers: bool | None = None
    invented: tuple[str, ...] = ()
    unknown: bool = False


class ConnectAttempt(Struct, frozen=True):
    """One TCP connection attempt.

    Attributes:
        address: `ip:port`.
        result: How it ended.
        took_s: Seconds until the result.
        detail: The system's words for it.
    """

    address: str
    result: Connected
    took_s: float
    detail: Words = ""


class Listener(Struct, frozen=True):
    """A port that takes connections.

    Attributes:
        port: The port.
        process: Name and number of the process that holds it, "" when the system does not tell.
        address: Where it listens, when it is the port that was asked for; else "".
    """

    port: int
    process: Words = ""
    address: str = ""


class Connection(Struct, frozen=True):
    """All attempts to reach one host and port.

    Attributes:
        attempts: In the order in which Codex tries the addresses.
        listening: Other ports that answer: of this machine, or the one of https where that of http
            does not.
        doubt: Whether the addresses are right, when none takes connections.
        codex_waits_s: Seconds until Codex would have its connection, None if never.
        meant: The attempts at the port that stands within the path, when none takes connections.
    """

    host: str
    port: int
    attempts: tuple[ConnectAttempt, ...]
    listening: tuple[Listener, ...] = ()
    doubt: NameDoubt | None = None
    codex_waits_s: float | None = None
    meant: Connection | None = None

    @property
    def is_open(self) -> bool:
        """Whether one attempt succeeded."""
        return any(attempt.result == "open" for attempt in self.attempts)


class ProxyAnswer(Struct, frozen=True):
    """What the proxy did.

    Attributes:
        choice: The proxy that applies.
        connection: The TCP attempts to the proxy.
        status: Status of its answer to CONNECT, None without one (or for http:// targets).
        detail: Status line or what went wrong, control characters escaped.
        direct: Whether the endpoint answers a direct TCP connection; None when not tried.
        kind: What is wrong besides the status: `closed`, `silent`, `not_http`, `long_head`, `page`
            (200 and then a page), `tls` (to the proxy), `speaks_tls`, `speaks_plain`, `socks`,
            `socks_http` (it speaks HTTP as well), or "".
    """

    choice: ProxyChoice
    connection: Connection
    status: int | None
    detail: Words = ""
    direct: bool | None = None
    kind: str = ""


class Certificate(Struct, frozen=True):
    """One certificate of the server's chain, as far as it was read.

    Attributes:
        subject: Whom it is for, as people would write it, "" where it names nobody.
        issuer: Who issued it, likewise.
        names: Alternative names: host names and IP addresses.
        not_before: First moment, ISO 8601 in UTC.
        not_after: Last moment.
        self_signed: Whether issuer and subject are the same.
        is_ca: Whether it is marked as an authority's.
        key: Kind and size of its key.
        signature: Algorithm of its signature.
        fingerprint: SHA-256 of the whole, in hexadecimal.
    """

    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: str
    not_after: str
    self_signed: bool = False
    is_ca: bool = False
    key: str = ""
    signature: str = ""
    fingerprint: str = ""

    @property
    def whom(self) -> Words:
        """Whom it is for, as it is said."""
        return self.subject or Told("tls.no_name")

    @property
    def issued_by(self) -> Words:
        """Who issued it, as it is said."""
        return self.issuer or Told("tls.no_name")


class TlsHandshake(Struct, frozen=True):
    """What the TLS handshake gave.

    Attributes:
        result: `ok`, `unknown_ca`, `self_signed`, `chain_incomplete`, `ca_as_leaf`,
            `hostname_mismatch`, `expired`, `not_yet_valid`, `weak_algorithm`, `wrong_purpose`,
            `name_constraints`, `chain_invalid`, `client_certificate`, `version`, `plain_http`,
            `ca_file_invalid`, `closed`, `timeout`, or `error`.
        detail: What is wrong.
        version: Negotiated version, "" without one.
        certificate: The certificate that the result is about, else the server's own.
        roots: Where the roots of trust come from, for people.
        clock_skew_s: Our clock minus the server's Date header, None when not seen.
        chain: What the server sent, its own certificate first.
        also: What else is wrong.
        cipher: Negotiated cipher, "" without one.
        trusted_by: Stores that Codex does not look at, and in which the root is: for people,
            and as a path.
        direct_issuer: Who issued what the endpoint shows without the proxy, where that is
            another certificate; "" when it is the same, or was not looked at.
        unseen_roots: A store of Codex that may not be seen whole, "" where there is none.
        holder: The process that holds the port, where it is of this machine and speaks no TLS.
    """

    result: str
    took_s: float
    detail: Words = ""
    version: str = ""
    certificate: Certificate | None = None
    roots: Words = ""
    clock_skew_s: float | None = None
    chain: tuple[Certificate, ...] = ()
    also: tuple[Words, ...] = ()
    cipher: str = ""
    trusted_by: tuple[tuple[Words, str], ...] = ()
    direct_issuer: str = ""
    unseen_roots: Words = ""
    holder: Words = ""
