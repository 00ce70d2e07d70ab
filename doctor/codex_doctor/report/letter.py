"""A letter to whoever runs the endpoint: what was sent, what came back, what is demanded, and when.

It says nothing about the machine of the user, the configuration, or the key: a sentence that names
one of these is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor import narrow
from codex_doctor.model import Severity, Verdict
from codex_doctor.patterns import Regex
from codex_doctor.report import words
from codex_doctor.report.requests import ShownRequest, requests_of
from codex_doctor.secrets.redact import inert
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.facts import Facts
    from codex_doctor.reported import RankedFinding, Report

_WIDTH = 76
_MOST_REQUESTS = 12
_HEAD_CHARACTERS, _TAIL_CHARACTERS = 400, 200
# What is demanded of an endpoint, by the area of a finding; others are not about one.
_DEMANDS = {
    "auth": "letter.demands_auth",
    "quota": "letter.demands_quota",
    "model": "letter.demands_model",
    "url": "letter.demands_wire",
    "wire": "letter.demands_wire",
    "http": "letter.demands_wire",
    "request": "letter.demands_request",
    "stream": "letter.demands_stream",
    "tools": "letter.demands_tools",
    "session": "letter.demands_session",
    "websocket": "letter.demands_websocket",
    "upstream": "letter.demands_upstream",
    "dns": "letter.demands_connection",
    "tcp": "letter.demands_connection",
    "tls": "letter.demands_tls",
}
# A character of another script begins no word here.
_LOCAL = Regex(
    r"~/|/home/|/Users/|[A-Za-z]:\\|\.toml\b|\.env\b|\$[A-Z]|CODEX_|OPENAI_[A-Z]", re.ASCII
)
_INSIDE = Regex(
    r"\b(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}\b(?::\d+)?"
    r"|\blocalhost\b(?::\d+)?|\[?::1\]?(?::\d+)?",
    re.ASCII,
)
# Headers by which an operator finds a request again.
_ID = Regex(r"(?:.*-)?(?:request|session|thread|trace|correlation)-?id|cf-ray|traceparent")


def render(report: Report, facts: Facts | None, *, script: str = "") -> str:
    """Return the letter; `script` is what shows the failure outside Codex, "" for none."""
    found = [one for one in report.findings if _demand(one)]
    severe = [one for one in found if one.finding.severity is not Severity.HINT]
    if not severe:
        local = report.verdict in {Verdict.FAILS, Verdict.DEGRADED}
        return _filled(say("letter.local") if local else say("letter.nothing")) + "\n"
    blocks = [*_opening(report, severe[0])]
    blocks += [_finding(one, report, facts) for one in severe]
    asked = requests_of(report, facts)
    if asked:
        blocks.append(say("letter.requests"))
        blocks += [_request(number, one) for number, one in enumerate(asked[:_MOST_REQUESTS], 1)]
    blocks.append(say("letter.demands"))
    demands = dict.fromkeys(demand for one in severe if (demand := _demand(one)))
    blocks += [_filled(say(one), lead="- ") for one in demands]
    if script:
        blocks += [_filled(say("letter.script")), script.rstrip()]
    return "\n\n".join(blocks) + "\n"


def _demand(ranked: RankedFinding) -> str:
    return _DEMANDS.get(ranked.finding.id.partition(".")[0], "")


def _opening(report: Report, first: RankedFinding) -> Iterator[str]:
    base_url = report.target.base_url or say("report.no_provider")
    yield say("letter.subject", base_url=base_url, title=first.title)
    yield say("letter.hello")
    about = say(
        "letter.about",
        doctor=report.doctor_version,
        codex=report.codex.version or say("letter.unknown_version"),
        base_url=base_url,
        model=report.target.model or say("report.no_model"),
    )
    yield _filled(say("report.unseen", headline=about, unseen=say(words.HEADLINES[report.verdict])))


def _finding(ranked: RankedFinding, report: Report, facts: Facts | None) -> str:
    """Return what was found, as far as it is about the endpoint alone."""
    finding = ranked.finding
    private = _private_words(report, facts)
    lines: list[str] = [say("measure.aside", text=ranked.title, aside=finding.id)]
    told = [words.sentence(finding.cause)]
    told += [
        say("measure.labelled", label=row.label, text=words.clipped(row.measured))
        for row in finding.evidence
    ]
    base_url = report.target.base_url or ""
    lines += [one for one in told if not _is_private(one, private, base_url)]
    return "\n".join(_filled(one, lead="  " if at else "") for at, one in enumerate(lines))


def _private_words(report: Report, facts: Facts | None) -> frozenset[str]:
    target = report.target
    found = {report.codex.path, target.profile}
    places = (one.finding.location for one in report.findings)
    found |= {one.file for one in places if one}
    if target.credential:
        found |= {target.credential.source, target.credential.fingerprint}
        found |= set(target.credential.source.split())
    if facts is not None:
        found |= {facts.setup.codex_home, facts.setup.credential.name}
    return frozenset(one for one in found if one and len(one) > 3)


def _is_private(text: str, private: frozenset[str], base_url: str) -> bool:
    """Tell whether a sentence is about the user's side, or addresses there but the endpoint's."""
    inside = any(found not in base_url for found in _INSIDE.findall(text))
    return inside or bool(_LOCAL.search(text)) or any(one in text for one in private)


def _request(number: int, asked: ShownRequest) -> str:
    """Return one request and its answer."""
    row = asked.row
    at = f"{asked.at:%Y-%m-%d %H:%M:%S}.{asked.at.microsecond // 1000:03d}"
    lines = [
        say("letter.sent", number=number, at=at, method=row.method, url=row.url),
        inert(say("letter.size", size_bytes=row.bytes_sent, purpose=row.purpose)),
        _answer(asked),
    ]
    sent = (
        say("letter.id_sent", name=name, value=value) for name, value in _ids(asked.sent.headers)
    )
    came = (say("letter.id_came", name=name, value=value) for name, value in _ids(asked.headers))
    lines += map(inert, (*sent, *came))
    body = asked.body.decode("utf-8", "backslashreplace").strip()
    if body:
        lines += [f"  {inert(one)}" for one in _excerpt(body).splitlines()]
    return "\n".join([lines[0], *(f"   {one}" for one in lines[1:])])


def _answer(asked: ShownRequest) -> str:
    row = asked.row
    if row.status is None:
        failure = asked.answer.failure if asked.answer else ""
        detail = str(asked.answer.detail) if asked.answer else ""
        why = detail or failure or say("report.no_answer")
        return inert(say("letter.no_answer", why=why, took_s=row.total_ms / 1000))
    answered = say(
        "letter.answer",
        status=row.status,
        took_s=row.total_ms / 1000,
        size_bytes=row.bytes_received,
        kind=asked.header("content-type") or say("letter.no_type"),
    )
    return inert(answered)


def _ids(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    found = (one for one in headers if _ID.fullmatch(one[0].lower()))
    return [(name, words.clipped(value)) for name, value in found]


def _excerpt(body: str) -> str:
    """Return the beginning of an answer, and its end, where a stream says how it ended."""
    if len(body) <= _HEAD_CHARACTERS + _TAIL_CHARACTERS:
        return body
    left_out = len(body) - _HEAD_CHARACTERS - _TAIL_CHARACTERS
    note = say("letter.left_out", characters=left_out)
    return f"{body[:_HEAD_CHARACTERS]}\n{note}\n{body[-_TAIL_CHARACTERS:]}"


def _filled(text: str, *, lead: str = "") -> str:
    return narrow.row(lead, " ".join(text.split()), _WIDTH)
