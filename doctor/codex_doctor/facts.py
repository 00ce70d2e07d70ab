"""What was seen: plain frozen values in which a failure is data and a secret never appears.

Standard library only. Probes make facts, checks judge them; neither imports the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codex_doctor.model import CodexFact, CredentialShown, Location

if TYPE_CHECKING:
    from collections.abc import Mapping


# ----- inputs


@dataclass(frozen=True, slots=True)
class Inputs:
    """A frozen snapshot of what the run starts from.

    Attributes:
        environ: The process environment (values may hold surrogate escapes).
        cwd: Folder in which Codex would be started (`-C`).
        home: The user's home folder, None when there is none.
        system_dir: Where machine-wide Codex files are.
        overrides: `-c key=value`, in order.
        base_url: `--base-url`: an endpoint that is not configured yet.
        env_key: `--env-key`: the variable that holds its key.
        offline: Whether programs that the configuration names must not be run.
    """

    environ: Mapping[str, str]
    cwd: Path
    home: Path | None
    system_dir: Path = Path("/etc/codex")
    profile: str | None = None
    overrides: tuple[str, ...] = ()
    model: str | None = None
    base_url: str | None = None
    env_key: str | None = None
    codex_version: str | None = None
    offline: bool = False


# ----- configuration


@dataclass(frozen=True, slots=True)
class Layer:
    """One source of configuration and what became of it.

    Attributes:
        name: `system`, `user`, `profile`, `project`, `options`, `managed`,
            `requirements`, or `dotenv`.
        shown: The path with the home folder as `~`, or the option.
        state: `read`, `absent`, `ignored`, `refused`.
        detail: Why it was ignored or refused; "" otherwise.
    """

    name: str
    shown: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something Codex refuses, ignores or misreads in the configuration or environment.

    Attributes:
        kind: The finding id it amounts to (`config.wire_api_chat`).
        key: Dotted key, or the variable's name.
        shown: The offending value, secrets masked; "" when there is none.
        location: Where it stands, if it stands in a file.
        fatal: Whether Codex refuses to start, or surely fails, because of it.
        details: Further named texts that the judge of this kind needs.
        excerpt: The line with a caret, secrets masked.
    """

    kind: str
    key: str = ""
    shown: str = ""
    location: Location | None = None
    fatal: bool = True
    details: Mapping[str, str] = field(default_factory=dict[str, str])
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Credential:
    """Which credential Codex would send.

    Attributes:
        source: `env_key`, `experimental_bearer_token`, `auth.command`, `CODEX_API_KEY`,
            `CODEX_ACCESS_TOKEN`, `auth.json`, `http_headers`, `env_http_headers`,
            `chatgpt_login`, or `none`.
        name: The variable, file or key it is read from; "" when there is none.
        sent: Whether an Authorization header would really go out.
        shown: Fingerprint for people, None when nothing is known.
        origin: Where the configuration names it.
    """

    source: str
    name: str
    sent: bool
    shown: CredentialShown | None = None
    origin: Location | None = None


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """The proxy that Codex uses for the endpoint's URL.

    Attributes:
        url: `scheme://host:port` without user information.
        host: Host part.
        port: Port, the scheme's default filled in.
        variable: Variable that set it, in its spelling.
        origin: `$CODEX_HOME/.env` place, or None for the process environment.
    """

    url: str
    host: str
    port: int
    variable: str
    origin: Location | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where Codex would send its requests, after joining and normalising.

    Attributes:
        base_url: As configured, user information and query masked.
        url: The URL of the POST, query masked: what people are shown.
        scheme: `http` or `https`.
        host: Host as it is looked up (lower case, no brackets).
        port: Port, the scheme's default filled in.
        path: Path of the POST.
        is_loopback: Whether the host is this machine.
        proxy: The proxy that applies, if any.
        ca_file: CA bundle that the user names, with its variable.
        ssl_cert_file: Value of SSL_CERT_FILE, `.env` included.
        ssl_cert_dir: Value of SSL_CERT_DIR, `.env` included.
    """

    base_url: str
    url: str
    scheme: str
    host: str
    port: int
    path: str
    is_loopback: bool
    proxy: ProxyChoice | None = None
    ca_file: str | None = None
    ca_variable: str | None = None
    ssl_cert_file: str | None = None
    ssl_cert_dir: str | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """The effective configuration, as Codex has it.

    Attributes:
        codex_home: `$CODEX_HOME` as shown to people.
        problems: Everything refused, ignored or misread, in the order of reading.
        provider_id: Active provider; None when Codex does not get that far.
        endpoint: None when no URL can be built.
        model: Id that Codex sends (its own default when none is set).
        idle_timeout_ms: `stream_idle_timeout_ms`.
        values: Effective scalar values by dotted key, with secrets masked.
        origins: Where each effective value stands, by dotted key.
    """

    codex_home: str
    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...]
    profile: str | None
    provider_id: str | None
    provider_name: str | None
    provider_origin: Location | None
    endpoint: Endpoint | None
    model: str | None
    model_origin: Location | None
    credential: Credential
    idle_timeout_ms: int = 300_000
    request_max_retries: int = 4
    stream_max_retries: int = 5
    supports_websockets: bool = False
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    origins: Mapping[str, Location] = field(default_factory=dict[str, Location])


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the doctor sends and must never show; not a fact, never written anywhere.

    Attributes:
        url: The URL of the POST with its query.
        headers: Authorization and configured headers, in sending order.
        proxy_url: The proxy's URL with its user information, or None.
        known: Every secret value there is, for redaction.
        config: The merged effective configuration table, as plain Python values.
    """

    url: str | None = field(default=None, repr=False)
    headers: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    proxy_url: str | None = field(default=None, repr=False)
    known: frozenset[str] = field(default=frozenset(), repr=False)
    config: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)


@dataclass(frozen=True, slots=True)
class Installation:
    """The Codex binaries on PATH, in PATH order; the first one runs."""

    codex: CodexFact
    found: tuple[CodexFact, ...] = ()


# ----- network


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


# ----- exchanges


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool call as Codex takes it from an output item.

    Attributes:
        kind: `function_call` or `custom_tool_call`.
        arguments: Arguments or input text, as received.
    """

    kind: str
    name: str
    call_id: str
    arguments: str
    item: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing in a stream that Codex stumbles over, with the bytes that show it."""

    kind: str
    detail: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class StreamReading:
    """What Codex makes of one response stream.

    Attributes:
        ending: `completed`, `failed`, `incomplete`, `closed` (ended without a terminal
            event), `cut`, `idle`, `not_utf8`, `panic`, `completed_malformed`, or `open`
            (still being read).
        message: What Codex would print; "" when it completes.
        retried: Whether Codex would try again.
        error_code: Code in the failed or error event.
        error_message: Message in it.
        events: Number of events that parsed as JSON.
        types: Event types in order of first appearance.
        text: Text of the accepted messages.
        calls: The accepted tool calls.
        flaws: What was dropped or malformed, in order.
        usage_tokens: total_tokens of the usage, if it was there.
        items: Every accepted output item, in order, as Codex would replay it.
    """

    ending: str
    message: str = ""
    retried: bool = False
    error_code: str = ""
    error_message: str = ""
    events: int = 0
    types: tuple[str, ...] = ()
    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    usage_tokens: int | None = None
    items: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back; times in seconds since the start of the run.

    Attributes:
        purpose: Why it was sent, for the report.
        url: Where to, query masked.
        status: None when no response headers came.
        headers: Response headers, names in lower case.
        body: The first bytes of the answer (64 KiB at most).
        failure: "" or, before the headers, `connect`, `tls`, `proxy`, `reset`, `not_http`, `http`,
            `redirect`, `no_answer`; after them `cut`, `framing`, `idle`, `budget`.
        detail: The library's words for the failure.
        reading: What Codex makes of the stream, for a model request with status 2xx.
        redirects: URLs that were followed or would have been, in order.
    """

    purpose: str
    method: str
    url: str
    started_s: float
    total_s: float
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: str = ""
    detail: str = ""
    first_byte_s: float | None = None
    bytes_sent: int = 0
    bytes_received: int = 0
    reading: StreamReading | None = None
    redirects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Return the response header of this lower-case name, "" when absent."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Turn:
    """One Codex turn as the doctor ran it, with the further requests it took to tell causes apart.

    Attributes:
        model: Model id that was sent.
        dialect: Name of the request dialect.
        first: The last attempt of the first request.
        attempts: All attempts of it, `first` included.
        follow_ups: The requests that carried tool output, in order.
        models: GET /models, when it was needed.
        served: Model ids in that list.
        chat: POST /chat/completions, when it was needed.
        bases: The same route below other base paths, when they were needed.
        spoken: What the port speaks when it gave no HTTP answer: `tls`, `other`, or "".
    """

    model: str
    dialect: str
    first: Exchange
    attempts: tuple[Exchange, ...]
    follow_ups: tuple[Exchange, ...] = ()
    models: Exchange | None = None
    served: tuple[str, ...] = ()
    chat: Exchange | None = None
    bases: tuple[Exchange, ...] = ()
    spoken: str = ""

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange, in the order in which they were sent."""
        extra = tuple(one for one in (self.models, self.chat) if one is not None)
        return tuple(
            sorted(
                self.attempts + self.follow_ups + extra + self.bases,
                key=lambda exchange: exchange.started_s,
            )
        )
