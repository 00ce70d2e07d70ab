"""The nouns of a finished report: what every renderer gets, without a secret in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.model import Severity, Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from codex_doctor.facts import CodexFact, Location
    from codex_doctor.model import Finding, Mistake, Status


class CheckRow(Struct, frozen=True):
    """How one check ended, for the report."""

    id: str
    title: str
    status: Status
    summary: str
    took_ms: int
    blocked_by: str | None = None


class RankedFinding(Struct, frozen=True):
    """A finding with what its page and its check add."""

    finding: Finding
    title: str
    check: str
    mistake: Mistake | None

    @property
    def identity(self) -> tuple[str, Location | None]:
        """What tells whether it is still the same; what it says may be another text by then."""
        return self.finding.id, self.finding.location


class TargetCredential(Struct, frozen=True):
    """A credential without the secret: where it comes from and a fingerprint of it, as said."""

    source: str
    fingerprint: str


class Target(Struct, frozen=True):
    """What Codex would call; None where the configuration does not tell."""

    provider: str | None
    base_url: str | None
    model: str | None
    profile: str | None
    credential: TargetCredential | None
    provider_location: Location | None = None


class StreamRow(Struct, frozen=True):
    """At what pace the events of one answer came.

    Attributes:
        events: How many there were.
        first_event_ms: Milliseconds from the request to the first one.
        longest_gap_ms: The longest silence between two of them.
        events_per_s: From the first to the last one, None when they came at once.
        marks: Milliseconds since the request, and how many events had come by then.
    """

    events: int
    first_event_ms: int
    longest_gap_ms: int
    events_per_s: float | None
    marks: tuple[tuple[int, int], ...]


class ExchangeRow(Struct, frozen=True):
    """One request that was sent.

    Attributes:
        started_ms: Milliseconds from the start of the run to the request.
        first_byte_ms: Milliseconds from the request to the response headers, None without any.
        total_ms: Milliseconds from the request to the end of the exchange.
        stream: The pace of its events, None when none came.
    """

    method: str
    url: str
    status: int | None
    started_ms: int
    first_byte_ms: int | None
    total_ms: int
    bytes_sent: int
    bytes_received: int
    purpose: str
    stream: StreamRow | None = None


class TimingRow(Struct, frozen=True):
    """How long the steps on the way to one address took; None for a step that was not taken.

    Attributes:
        address: `ip:port`, or the host when it has no address.
        result: How the connection ended (`open`, `refused`, `timeout` ...), or the code of the
            lookup when it has no address.
        first_byte_ms: From the request on an open connection to the response headers.
    """

    address: str
    result: str
    dns_ms: int
    connect_ms: int | None = None
    tls_ms: int | None = None
    first_byte_ms: int | None = None


class Cost(Struct, frozen=True):
    """What the diagnosis spent at the endpoint; tokens as the endpoint reported them."""

    requests: int
    bytes_sent: int
    tokens: int | None


class HostRow(Struct, frozen=True):
    """The machine on which it was looked at.

    Attributes:
        system: The operating system with its version.
        architecture: Of the processor.
        name: The name of the host, None unless it was asked for.
    """

    system: str
    architecture: str
    name: str | None = None


class Confirmation(Struct, frozen=True):
    """What the real Codex did when it was asked the same question.

    Attributes:
        works: Whether it ran the command and answered; None when it was not run to its end.
        ending: `exit 0`, `exit 1`, or why that is not known.
        agrees: Whether the diagnosis said so, None when one of them could not tell.
    """

    works: bool | None
    ending: str
    took_ms: int = 0
    agrees: bool | None = None


class Report(Struct, frozen=True):
    """Everything a renderer may show; already ranked and redacted."""

    generated_at: datetime
    doctor_version: str
    codex: CodexFact
    target: Target
    verdict: Verdict
    mistakes: dict[Mistake, str]
    findings: tuple[RankedFinding, ...]
    checks: tuple[CheckRow, ...]
    exchanges: tuple[ExchangeRow, ...]
    cost: Cost
    took_ms: int
    notes: tuple[str, ...] = ()
    timings: tuple[TimingRow, ...] = ()
    confirmation: Confirmation | None = None
    host: HostRow | None = None


class VersionSpan(Struct, frozen=True):
    """Versions with one verdict, both ends included.

    Attributes:
        finding: The first finding that is more than a hint.
    """

    first: str
    last: str
    verdict: Verdict
    finding: RankedFinding | None = None


class VersionTable(Struct, frozen=True):
    """What every known version makes of the set-up.

    Attributes:
        spans: Oldest first, without gaps.
        requests: Requests that were sent.
        installed: The version that is installed here, None for none.
        verdict: Of that version, of the newest one without any.
        confirmation: What that one did.
        said: That in words.
    """

    spans: tuple[VersionSpan, ...]
    requests: int
    took_ms: int
    installed: str | None
    verdict: Verdict
    confirmation: Confirmation | None = None
    said: str = ""


def explaining(report: Report) -> RankedFinding | None:
    """Return the finding that says why Codex fails, or why that could not be seen; None for none.

    Where it could not be seen, a warning explains that only if a check was not run because of it.
    """
    severe = [one for one in report.findings if one.finding.severity is not Severity.HINT]
    if report.verdict is Verdict.UNKNOWN:
        blocking = {row.blocked_by for row in report.checks}
        severe = [
            one
            for one in severe
            if one.finding.severity is Severity.ERROR or one.finding.id in blocking
        ]
    return severe[0] if severe else None
