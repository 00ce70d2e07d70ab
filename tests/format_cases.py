"""Reports with the facts behind them, for the formats that show more than a screen does."""

from __future__ import annotations

import json

from msgspec.structs import replace

from codex_doctor.facts import Asked, Exchange, Facts, Sent
from codex_doctor.model import Evidence, Fix, Severity, Status, Verdict
from codex_doctor.reported import ExchangeRow, Report, StreamRow, TimingRow
from codex_doctor.secrets.redact import redact, redact_facts
from eyes import SETUP
from report_cases import HOSTILE, SECRET, hostile, network_dead, prefix_missing
from reports import HEALTHY, finding, row, rows

_MARKS = ((184, 1), (402, 4), (655, 9), (1_310, 10), (1_480, 17), (1_702, 23))
_STREAM = StreamRow(23, 184, 655, 15.2, _MARKS)
_CARRIED = Sent(
    headers=(("session-id", "5487f5ea-8598-4648-acba-0fbd31569817"),
             ("content-type", "application/json"), ("authorization", "[redacted]")),
    body='{"model":"glm-5","stream":true,"input":[]}',
)  # fmt: skip


def with_facts(report: Report, *answers: tuple[int | None, str, bytes]) -> tuple[Report, Facts]:
    """Return a report and its facts: status, type and body of each answer."""
    exchanges = tuple(
        Exchange(
            purpose=one.purpose,
            method=one.method,
            url=one.url,
            started_s=one.started_ms / 1000,
            total_s=(one.started_ms + one.total_ms) / 1000,
            status=status,
            headers=(("content-type", kind), ("x-request-id", f"req_{number}a7f")),
            body=body,
            failure="" if status else "reset",
            detail="" if status else "the connection was closed",
            bytes_sent=one.bytes_sent,
            bytes_received=one.bytes_received,
        )
        for number, (one, (status, kind, body)) in enumerate(
            zip(report.exchanges, answers, strict=True)
        )
    )
    carried = tuple(_CARRIED if one.method == "POST" else Sent() for one in report.exchanges)
    return report, Facts(Asked(), SETUP, exchanges=exchanges, sent=carried)


def flaky() -> Report:
    """Return what is seen when the first try of a request fails and the second one does not."""
    found = finding(
        "session.flaky",
        severity=Severity.WARNING,
        cause="The endpoint failed once and then worked: status 502, then a whole answer",
        evidence=(
            Evidence("first try", "502 Bad Gateway after 84 ms", "status 200"),
            Evidence("second try", "status 200 and response.completed"),
        ),
        fixes=(Fix("Ask whoever runs gw.example what answers 502 there."),),
        title="The endpoint fails now and then",
        check="session",
    )
    first = ExchangeRow(
        method="POST",
        url="https://gw.example/v1/responses",
        status=502,
        started_ms=96,
        first_byte_ms=84,
        total_ms=91,
        bytes_sent=40_140,
        bytes_received=157,
        purpose="the first request of a turn",
    )
    again = replace(
        first,
        status=200,
        started_ms=391,
        first_byte_ms=171,
        total_ms=1_702,
        bytes_received=9_411,
        stream=_STREAM,
    )
    output = replace(again, started_ms=2_100, purpose="the tool output")
    return replace(
        HEALTHY,
        verdict=Verdict.DEGRADED,
        findings=(found,),
        checks=(*rows(), row("session", Status.WARNED, summary="failed once, then worked")),
        exchanges=(first, again, output),
        timings=(TimingRow("192.0.2.7:443", "open", 4, 18, 41, 84),),
        took_ms=3_900,
    )


def network() -> Report:
    """Return what is seen when one address refuses and another one says nothing."""
    return replace(
        network_dead(),
        timings=(
            TimingRow("192.0.2.7:4000", "refused", 4, 2),
            TimingRow("198.51.100.9:4000", "timeout", 4, 3_500),
        ),
        took_ms=3_560,
    )


_SSE = "text/event-stream"
_NOT_FOUND = {"error": {"message": "The model `glm-5` does not exist", "code": "model_not_found"}}
_EVENT = b'data: {"type":"response.completed","response":{"id":"r1"}}\n\n'
_REFUSED = json.dumps(_NOT_FOUND).encode()


def cases() -> dict[str, tuple[Report, Facts]]:
    """Return each case by its name, as renderers get it: redacted."""
    enemy = redact(hostile(), known=frozenset({SECRET}))
    evil = HOSTILE.encode("utf-8", "surrogatepass") + b"\xff\x00"
    return {
        "healthy": with_facts(HEALTHY, (200, _SSE, _EVENT), (200, _SSE, _EVENT)),
        "failing": with_facts(
            prefix_missing(),
            (404, "application/json", _REFUSED),
            (200, "application/json", b'{"data":[{"id":"z-ai/glm-5"}]}'),
        ),
        "network": with_facts(network()),
        "flaky": with_facts(
            flaky(),
            (502, "text/html", b"<html><h1>502 Bad Gateway</h1></html>"),
            (200, _SSE, _EVENT),
            (200, _SSE, _EVENT),
        ),
        "hostile": redact_facts(
            with_facts(enemy, (None, HOSTILE, evil)), known=frozenset({SECRET})
        ),
    }
