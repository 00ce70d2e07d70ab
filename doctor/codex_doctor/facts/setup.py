"""What a run starts from and what Codex's configuration amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from codex_doctor.facts.configuration import ConfigSeen, Refusal
from codex_doctor.facts.place import Location
from codex_doctor.facts.problems import Problem
from codex_doctor.facts.proxies import OddProxy, ProxyChoice
from codex_doctor.facts.surroundings import Surroundings
from codex_doctor.sealed import Sealed
from codex_doctor.words.told import Words

# How long Codex waits for the next event, unless it is told otherwise.
IDLE_MS: Final = 300_000


class CodexFact(Struct, frozen=True):
    """The Codex that is meant: its version, how it is known, and where it is installed."""

    version: str | None
    source: str
    path: str | None


class CredentialShown(Struct, frozen=True):
    """A credential without the secret: where it comes from and a fingerprint of it."""

    source: Words
    fingerprint: Words


class Inputs(Struct, frozen=True):
    """A frozen snapshot of what the run starts from.

    Attributes:
        environ: The process environment (values may hold surrogate escapes).
        cwd: Folder in which Codex would be started (`-C`).
        home: The user's home folder, None when there is none.
        system_dir: Where machine-wide Codex files are.
        overrides: `-c key=value`, in order.
        switches: `--enable` or `--disable` with its name; Codex takes the latter ones last.
        base_url: `--base-url`: an endpoint that is not configured yet.
        env_key: `--env-key`: the variable that holds its key.
        offline: Whether programs that the configuration names must not be run.
        keyless: Whether the key stands for one that only the user knows, and is not sent.
        thorough: Whether what costs more than one turn is looked at too.
        oss: `--oss`: the local provider, with its own model.
        local_provider: `--local-provider`: which one; without `--oss` Codex ignores it.
        ignore_user_config: `--ignore-user-config`: the user's file and profiles do not count.
        strict_config: `--strict-config`: an unknown key stops Codex.
        ignore_rules: `--ignore-rules`: rules for commands count in the machine's folder alone.
        host_name: Whether the name of this machine may be told.
        anonymize: Whether names and addresses are replaced in what comes out.
    """

    environ: Mapping[str, str]
    cwd: Path
    home: Path | None
    system_dir: Path = Path("/etc/codex")
    profile: str | None = None
    overrides: tuple[str, ...] = ()
    switches: tuple[tuple[str, str], ...] = ()
    model: str | None = None
    base_url: str | None = None
    env_key: str | None = None
    codex_version: str | None = None
    offline: bool = False
    keyless: bool = False
    thorough: bool = False
    oss: bool = False
    local_provider: str | None = None
    ignore_user_config: bool = False
    strict_config: bool = False
    ignore_rules: bool = False
    host_name: bool = False
    anonymize: bool = False


class Layer(Struct, frozen=True):
    """One source of configuration and what became of it.

    Attributes:
        name: `system`, `user`, `profile`, `project`, `options`, `managed`,
            `requirements`, or `dotenv`.
        shown: The path with the home folder as `~`, or the option.
        state: `read`, `absent`, `ignored`, `refused`, `unread` (longer than what we read).
        detail: Why it was ignored, refused or not read; "" otherwise.
        refusal: The same, with its place, of one that Codex or we could not read.
    """

    name: str
    shown: str
    state: str
    detail: Words = ""
    refusal: Refusal | None = None


class Credential(Struct, frozen=True):
    """Which credential Codex would send.

    Attributes:
        source: `env_key`, `experimental_bearer_token`, `auth.command`, `CODEX_API_KEY`,
            `CODEX_ACCESS_TOKEN`, `auth.json`, `http_headers`, `env_http_headers`,
            `query_params`, `chatgpt_login`, `gateway_oauth`, `keyring`, `command_cut`
            (auth.command, not waited for), `command_not_run` (we cannot run it here), or `none`.
        name: The variable, file or key it is read from; "" when there is none.
        sent: Whether it would really go out.
        shown: Fingerprint for people, None when nothing is known.
        origin: Where the configuration names it.
        is_bare: Whether it stands in Authorization without `Bearer` or another scheme.
    """

    source: str
    name: str
    sent: bool
    shown: CredentialShown | None = None
    origin: Location | None = None
    is_bare: bool = False


class Endpoint(Struct, frozen=True):
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
        odd_proxy: The first proxy variable for this URL that Codex reads otherwise than was meant.
        ca_file: CA bundle that the user names, with its variable.
        ssl_cert_file: Value of SSL_CERT_FILE, `.env` included.
        ssl_cert_dir: Value of SSL_CERT_DIR, `.env` included.
        roots_variable: Variable in which this version of Codex takes a file with a root.
        by_openssl: Whether this version of Codex lets OpenSSL judge certificates.
        variable: The variable that sets base_url, "" when a file or Codex itself does.
    """

    base_url: str
    url: str
    scheme: str
    host: str
    port: int
    path: str
    is_loopback: bool
    proxy: ProxyChoice | None = None
    odd_proxy: OddProxy | None = None
    ca_file: str | None = None
    ca_variable: str | None = None
    ssl_cert_file: str | None = None
    ssl_cert_dir: str | None = None
    roots_variable: str = "CODEX_CA_CERTIFICATE"
    by_openssl: bool = False
    variable: str = ""


class Setup(Struct, frozen=True):
    """The effective configuration, as Codex has it.

    Attributes:
        codex_home: `$CODEX_HOME` as shown to people.
        problems: Everything refused, ignored or misread, in the order of reading. A recording
            with a configuration has none: they are found again.
        provider_id: Active provider; None when Codex does not get that far.
        endpoint: None when no URL can be built.
        model: Id that Codex sends (its own default when none is set).
        idle_timeout_ms: `stream_idle_timeout_ms`.
        speaks_chat: Whether this version speaks Chat Completions to the provider.
        values: Effective scalar values by dotted key, with secrets masked.
        origins: Where each effective value stands, by dotted key.
        surroundings: What was looked at besides the layers.
        options: The words of each option of the command line, as in `Given`.
        unselected: The provider that files define and select, where `--oss` selects another.
        commented: Hosts of addresses in comments of the user's own files.
        config: The configuration itself, in a recording; None where it was not written down.
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
    idle_timeout_ms: int = IDLE_MS
    request_max_retries: int = 4
    stream_max_retries: int = 5
    supports_websockets: bool = False
    speaks_chat: bool = False
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    origins: Mapping[str, Location] = field(default_factory=dict[str, Location])
    surroundings: Surroundings = Surroundings()
    options: tuple[tuple[str, ...], ...] = ()
    unselected: str = ""
    commented: tuple[str, ...] = ()
    config: ConfigSeen | None = None


class Secrets(Sealed, frozen=True):
    """What the doctor sends and must never show; not a fact, never written anywhere.

    Attributes:
        url: The URL of the POST with its query.
        headers: Authorization and configured headers, in sending order.
        proxy_url: The proxy's URL with its user information, or None.
        known: Every secret value there is, for redaction.
        config: The merged effective configuration table, as plain Python values.
    """

    url: str | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    proxy_url: str | None = None
    known: frozenset[str] = frozenset()
    config: Mapping[str, Any] = field(default_factory=dict[str, Any])


class OtherCodex(Struct, frozen=True):
    """A further Codex on this machine, and what differs with it for this set-up.

    Attributes:
        codex: The program; its source is `installed` (on PATH) or `editor` (an extension's).
        refuses: Kinds of the problems that only stop this one.
        accepts: Kinds of the problems that only stop the one that runs.
    """

    codex: CodexFact
    refuses: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()


class Installation(Struct, frozen=True):
    """The Codex binaries on PATH, in PATH order; the first one runs.

    Attributes:
        codex: The one that is meant.
        found: Those on PATH.
        others: Those that do not run, also an editor's, with what differs.
        shadowed_by: Entry of PATH that is empty or relative, and from which a shell in this folder
            would take another codex; that one is not looked at.
    """

    codex: CodexFact
    found: tuple[CodexFact, ...] = ()
    others: tuple[OtherCodex, ...] = ()
    shadowed_by: str | None = None
