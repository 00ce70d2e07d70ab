"""Builds reports for tests: a healthy one by default, so that a test names only what differs."""

from __future__ import annotations

from datetime import UTC, datetime

from codex_doctor.facts import CodexFact, Location
from codex_doctor.model import (
    Confidence,
    Evidence,
    Finding,
    Fix,
    Mistake,
    Severity,
    Status,
    Verdict,
)
from codex_doctor.reported import (
    CheckRow,
    Cost,
    ExchangeRow,
    RankedFinding,
    Report,
    Target,
    TargetCredential,
)

CONFIG = "~/.codex/config.toml"
PROVIDER_LOCATION = Location(CONFIG, 2, 18)
CREDENTIAL = TargetCredential("env_key LAB_KEY", "sk-…89ab (51 characters, id 1a2b3c)")

TITLES = {
    "installation": "Codex is installed",
    "environment": "The variables that Codex reads are usable",
    "config": "The configuration parses and names a provider",
    "credentials": "Codex has a credential to send",
    "dns": "The endpoint's host name resolves",
    "proxy": "The proxy that applies answers",
    "tcp": "The endpoint accepts connections",
    "tls": "Codex trusts the endpoint's certificate",
    "auth": "The endpoint accepts the credential",
    "model": "The endpoint serves the model",
    "wire": "The endpoint speaks the Responses API",
    "request": "The endpoint accepts Codex's own request",
    "stream": "The stream ends as Codex expects",
    "tools": "A tool call makes its round trip",
}

SUMMARIES = {
    "installation": "codex-cli 0.169.0 at ~/.local/bin/codex",
    "dns": "gw.example resolves to 192.0.2.7 in 4 ms",
    "tcp": "192.0.2.7:443 is open",
    "auth": "the key from LAB_KEY is accepted",
}


def row(
    check: str,
    status: Status = Status.PASSED,
    *,
    summary: str = "",
    blocked_by: str | None = None,
    took_ms: int = 3,
) -> CheckRow:
    return CheckRow(
        id=check,
        title=TITLES.get(check, check),
        status=status,
        summary=summary or SUMMARIES.get(check, ""),
        took_ms=took_ms,
        blocked_by=blocked_by,
    )


def rows(
    *,
    failed: str | None = None,
    warned: str | None = None,
    skipped: tuple[str, ...] = ("proxy",),
    blocked: tuple[str, ...] = (),
    blocked_by: str | None = None,
) -> tuple[CheckRow, ...]:
    """All checks passed, except for those that are named."""
    made: list[CheckRow] = []
    for check in TITLES:
        if check == failed:
            made.append(row(check, Status.FAILED, summary=f"{blocked_by or 'a finding'}"))
        elif check == warned:
            made.append(row(check, Status.WARNED, summary="see the finding"))
        elif check in blocked:
            made.append(
                row(
                    check,
                    Status.NOT_RUN,
                    summary=f"needs {failed}",
                    blocked_by=blocked_by,
                    took_ms=0,
                )
            )
        elif check in skipped:
            made.append(row(check, Status.NOT_RUN, summary="no proxy applies", took_ms=0))
        else:
            made.append(row(check))
    return tuple(made)


def exchange(
    purpose: str = "the first request of a turn",
    *,
    method: str = "POST",
    url: str = "https://gw.example/v1/responses",
    status: int | None = 200,
    started_ms: int = 120,
) -> ExchangeRow:
    return ExchangeRow(
        method=method,
        url=url,
        status=status,
        started_ms=started_ms,
        first_byte_ms=None if status is None else 84,
        total_ms=412,
        bytes_sent=36_412,
        bytes_received=2_310,
        purpose=purpose,
    )


def target(
    *,
    provider: str | None = "lab",
    model: str | None = "glm-5",
    profile: str | None = None,
    base_url: str | None = "https://gw.example/v1",
    credential: TargetCredential | None = CREDENTIAL,
    provider_location: Location | None = PROVIDER_LOCATION,
) -> Target:
    return Target(
        provider=provider,
        base_url=base_url,
        model=model,
        profile=profile,
        credential=credential,
        provider_location=provider_location,
    )


def finding(
    id_: str = "model.unknown_id",
    *,
    cause: str = "The endpoint does not know glm-5",
    severity: Severity = Severity.ERROR,
    confidence: Confidence = Confidence.CERTAIN,
    evidence: tuple[Evidence, ...] = (Evidence("status", "404", "200"),),
    fixes: tuple[Fix, ...] = (Fix("Choose a model that the endpoint serves."),),
    location: Location | None = None,
    excerpt: str = "",
    title: str = "A title",
    check: str = "model",
    mistake: Mistake | None = None,
) -> RankedFinding:
    return RankedFinding(
        finding=Finding(
            id=id_,
            severity=severity,
            cause=cause,
            evidence=evidence,
            fixes=fixes,
            confidence=confidence,
            location=location,
            excerpt=excerpt,
        ),
        title=title,
        check=check,
        mistake=mistake,
    )


def mistakes(
    *,
    model_id: str = "clear",
    wire_api: str = "clear",
    not_compatible: str = "clear",
) -> dict[Mistake, str]:
    return {
        Mistake.MODEL_ID: model_id,
        Mistake.WIRE_API: wire_api,
        Mistake.NOT_COMPATIBLE: not_compatible,
    }


HEALTHY = Report(
    generated_at=datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC),
    doctor_version="0.1.0",
    codex=CodexFact("0.169.0", "installed", "~/.local/bin/codex"),
    target=target(),
    verdict=Verdict.WORKS,
    mistakes=mistakes(),
    findings=(),
    checks=rows(),
    exchanges=(exchange(), exchange("the tool output", started_ms=540)),
    cost=Cost(requests=2, bytes_sent=72_824, tokens=1_204),
    took_ms=1_210,
)
