"""`codex-doctor --json`: what a diagnosis found."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from codex_doctor.documents.findings import Finding
from codex_doctor.documents.parts import Count, Tool, Version, Words
from codex_doctor.model import Status, Verdict

VERSION = "1.5"
MistakeState: TypeAlias = Literal["clear", "found", "not_checked"]
_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"


class Codex(Struct, frozen=True):
    """The Codex that is meant, and how its version is known.

    Attributes:
        version: Null where it is not known.
        source: Whether it is installed, said by --codex-version, or the newest is assumed.
        path: Where it is installed.
    """

    version: str | None
    source: Literal["installed", "flag", "assumed"]
    path: str | None


class Credential(Struct, frozen=True):
    """Where the credential comes from; never the credential.

    Attributes:
        source: `env_key`, `auth.json`, `auth.command` and the like.
        fingerprint: What two people can compare.
    """

    source: str
    fingerprint: str


class Target(Struct, frozen=True):
    """What Codex would call; null where the configuration does not tell.

    Attributes:
        provider: Id of the provider.
        base_url: Its address, secrets masked.
        model: The model id.
        profile: The profile that is selected.
        credential: The credential that Codex would send; null without one.
    """

    provider: str | None
    base_url: str | None
    model: str | None
    profile: str | None
    credential: Credential | None


class Mistakes(Struct, frozen=True):
    """The three common mistakes.

    Attributes:
        wrong_model_id: The endpoint does not serve this model id.
        wrong_wire_api: The endpoint speaks another API than Codex.
        not_codex_compatible: It speaks that API, but not as Codex needs it.
    """

    wrong_model_id: MistakeState
    wrong_wire_api: MistakeState
    not_codex_compatible: MistakeState


class Check(Struct, frozen=True):
    """How one check ended.

    Attributes:
        id: Its id, for --only and --skip.
        title: What holds when it passes.
        status: How it ended.
        blocked_by: Id of the finding because of which it was not run.
        summary: What it says.
        took_ms: How long it took.
        words: Since 1.3: how each field that is a sentence is made.
    """

    id: str
    title: str
    status: Status
    blocked_by: str | None
    summary: str
    took_ms: Count
    words: Words = {}


class Mark(Struct, frozen=True):
    """How far a stream was at a moment.

    Attributes:
        at_ms: Since the request.
        events: How many had come by then.
    """

    at_ms: Count
    events: Count


class Stream(Struct, frozen=True):
    """The pace of the events of an answer.

    Attributes:
        events: How many there were.
        first_event_ms: From the request to the first one.
        longest_gap_ms: The longest silence between two.
        events_per_s: From the first to the last one; null when they came at once.
        marks: When they came; some two dozen at most.
    """

    events: Count
    first_event_ms: Count
    longest_gap_ms: Count
    events_per_s: float | None
    marks: tuple[Mark, ...]


class Exchange(Struct, frozen=True):
    """One request that was sent.

    Attributes:
        method: Of HTTP.
        url: Secrets masked.
        status: Null when no response headers came.
        started_ms: From the start of the run.
        first_byte_ms: From the request to the response headers; null without any.
        total_ms: From the request to the end of the exchange.
        bytes_sent: Of the body.
        bytes_received: Of the body.
        purpose: Why it was sent.
        stream: Since 1.1: the pace of its events; null when none came.
        words: Since 1.5: how each field that is a sentence is made.
    """

    method: str
    url: str
    status: int | None
    started_ms: Count
    first_byte_ms: Count | None
    total_ms: Count
    bytes_sent: Count
    bytes_received: Count
    purpose: str
    stream: Stream | None = None
    words: Words = {}


class Timing(Struct, frozen=True):
    """How long the steps to one address took; null for a step that was not taken.

    Attributes:
        address: `ip:port`, or the host when it has none.
        result: `open`, `refused`, `timeout`, `unreachable`, `reset`, `error`; else the DNS code.
        dns_ms: The lookup of the name.
        connect_ms: The connection.
        tls_ms: The handshake of TLS.
        first_byte_ms: From the request on an open connection to the response headers.
    """

    address: str
    result: str
    dns_ms: Count
    connect_ms: Count | None
    tls_ms: Count | None
    first_byte_ms: Count | None


class Cost(Struct, frozen=True):
    """What the diagnosis spent at the endpoint.

    Attributes:
        requests: How many were sent.
        bytes_sent: Of their bodies.
        tokens: As the endpoint reported them; null when it did not.
    """

    requests: Count
    bytes_sent: Count
    tokens: Count | None


class Confirmation(Struct, frozen=True):
    """What the real Codex did.

    Attributes:
        works: Whether it ran the command and answered; null when it was not run to its end.
        ending: `exit 0`, `exit 1`, or why that is not known.
        took_ms: How long it took.
        agrees: Whether the diagnosis said so; false makes the verdict unknown.
    """

    works: bool | None
    ending: str
    took_ms: Count
    agrees: bool | None


class Host(Struct, frozen=True):
    """The machine on which it was looked at.

    Attributes:
        system: The operating system with its version.
        architecture: Of the processor.
        name: The name of the host, only with --host-name.
    """

    system: str
    architecture: str
    name: str | None


class Report(Struct, frozen=True, tag_field="schema", tag="codex-doctor/report"):
    """What a diagnosis found: `codex-doctor --json`, also of `replay` and `demo`.

    Attributes:
        schema_version: Minor versions only add.
        generated_at: When it was looked at, UTC.
        tool: What has written it.
        codex: The Codex that is meant.
        target: What Codex would call.
        verdict: What Codex itself would meet.
        mistakes: The three common mistakes.
        findings: Ranked: causes first.
        checks: In the order of the pipeline; none is left out.
        exchanges: Every request that was sent.
        cost: What that cost.
        timings: Since 1.1: how long the steps to each address took.
        confirmation: Since 1.2: what the real Codex did; null without --confirm.
        host: Since 1.5: the machine; null where that is not known.
    """

    schema_version: Version
    generated_at: Annotated[str, Meta(pattern=_TIME)]
    tool: Tool
    codex: Codex
    target: Target
    verdict: Verdict
    mistakes: Mistakes
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    exchanges: tuple[Exchange, ...]
    cost: Cost
    timings: tuple[Timing, ...] = ()
    confirmation: Confirmation | None = None
    host: Host | None = None
