"""The requests as an HTTP archive (HAR 1.2), for the tools that show these.

Source: http://www.softwareishard.com/blog/har-12-spec/. What was not measured is -1, as it says.
"""

from __future__ import annotations

import json
from base64 import b64encode
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from codex_doctor.facts.exchange import Phases
from codex_doctor.report import words
from codex_doctor.report.requests import requests_of
from codex_doctor.visible import disarmed_json
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.facts import Facts
    from codex_doctor.report.requests import ShownRequest
    from codex_doctor.reported import Report

# The archive wants a text, also where nothing was answered.
_VERSION = "unknown"
_UNKNOWN_TYPE = "x-unknown"


def render(report: Report, facts: Facts | None) -> str:
    """Return the archive as JSON in ASCII; without facts it has neither headers nor bodies."""
    log = {
        "version": "1.2",
        "creator": {"name": "codex-doctor", "version": report.doctor_version},
        "pages": [],
        "entries": [_entry(one) for one in requests_of(report, facts)],
        "comment": say(words.HEADLINES[report.verdict]),
    }
    # An answer is shown as it is, and this may be printed into the log of a build.
    return disarmed_json(json.dumps({"log": log}, indent=2)) + "\n"


def _entry(asked: ShownRequest) -> dict[str, Any]:
    row = asked.row
    return {
        "startedDateTime": asked.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "time": row.total_ms,
        "request": _request(asked),
        "response": _response(asked),
        "cache": {},
        "timings": _timings(asked),
        "comment": row.purpose,
    }


def _timings(asked: ShownRequest) -> dict[str, int]:
    """Return the phases, of which all but `ssl` (a part of `connect`) add up to the time.

    A name is looked up once for a run, not by a request.
    """
    row = asked.row
    kept = asked.answer.phases if asked.answer else None
    phases = kept or Phases()
    until_ms = row.total_ms if row.first_byte_ms is None else row.first_byte_ms
    connect_ms, ssl_ms, send_ms = map(_ms, (phases.connect_s, phases.tls_s, phases.send_s))
    if kept and kept.connect_s is None:
        connect_ms = until_ms  # it was never sent
    connect_ms = min(connect_ms, until_ms)
    send_ms = min(max(send_ms, 0), until_ms - max(connect_ms, 0))
    return {
        "blocked": -1,
        "dns": -1,
        "connect": connect_ms,
        "send": send_ms,
        "wait": until_ms - max(connect_ms, 0) - send_ms,
        "receive": row.total_ms - until_ms,
        "ssl": min(ssl_ms, connect_ms),
    }


def _ms(seconds: float | None) -> int:
    return -1 if seconds is None else round(seconds * 1000)


def _request(asked: ShownRequest) -> dict[str, Any]:
    row, sent = asked.row, asked.sent
    fields: dict[str, Any] = {
        "method": row.method,
        "url": row.url,
        "httpVersion": _version(asked),
        "cookies": [],
        "headers": _pairs(sent.headers),
        "queryString": _pairs(parse_qsl(row.url.partition("?")[2], keep_blank_values=True)),
        "headersSize": -1,
        "bodySize": row.bytes_sent,
    }
    if sent.body:
        mime = next((value for name, value in sent.headers if name == "content-type"), "")
        fields["postData"] = {
            "mimeType": mime or _UNKNOWN_TYPE,
            "text": sent.body,
            **_shortened(len(sent.body.encode()), row.bytes_sent),
        }
    return fields


def _response(asked: ShownRequest) -> dict[str, Any]:
    row, status = asked.row, asked.row.status
    known = {one.value: one.phrase for one in HTTPStatus}
    fields: dict[str, Any] = {
        "status": status or 0,
        "statusText": known.get(status or 0, ""),
        "httpVersion": _version(asked),
        "cookies": [],
        "headers": _pairs(asked.headers),
        "content": {
            "size": row.bytes_received,
            "mimeType": asked.header("content-type") or _UNKNOWN_TYPE,
            **_text(asked.body),
            **_cut(len(asked.body), row.bytes_received),
        },
        "redirectURL": asked.header("location"),
        "headersSize": -1,
        "bodySize": row.bytes_received,
    }
    failure = asked.answer.failure if asked.answer else ""
    if failure:
        detail = str(asked.answer.detail) if asked.answer else ""
        fields["comment"] = say("har.failed", failure=failure, detail=detail or failure)
    return fields


def _version(asked: ShownRequest) -> str:
    return (asked.answer.http_version if asked.answer else "") or _VERSION


def _text(body: bytes) -> dict[str, str]:
    try:
        return {"text": body.decode("utf-8")} if body else {}
    except UnicodeDecodeError:
        return {"text": b64encode(body).decode("ascii"), "encoding": "base64"}


def _cut(kept: int, whole: int) -> dict[str, str]:
    """Return what is said of a body of which only a part was kept."""
    return {"comment": say("har.cut", kept_bytes=kept)} if 0 < kept < whole else {}


def _shortened(kept: int, whole: int) -> dict[str, str]:
    return {"comment": say("har.shortened", size_bytes=whole)} if kept != whole else {}


def _pairs(pairs: Any) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]
