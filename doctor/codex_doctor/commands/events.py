"""`--events`: says what happens while it happens, a document a line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import msgspec

from codex_doctor.documents.events import VERSION, Events, Request
from codex_doctor.platform.outputs import write_stdout
from codex_doctor.report.json import check_document, exchange_document, finding_document
from codex_doctor.report.last_line import LAST
from codex_doctor.words.sentence import plain

if TYPE_CHECKING:
    from codex_doctor.model import Check
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.reported import CheckRow, ExchangeRow, Report


class EventLines:
    """Writes the lines; each is flushed, so that a reader has it at once.

    The line `end` is not among them: `__main__` writes it, when nothing else can happen any more.
    """

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._sent = 0

    def began(self, check: Check) -> None:
        """Say that a check begins."""
        self._write(event="check_began", check=check.id)

    def check(self, row: CheckRow, /) -> None:
        """Say how it ended."""
        self._write(event="check_ended", result=check_document(row))

    def exchange(self, place: int, row: ExchangeRow, /) -> None:
        """Say that a request is sent, and what came back."""
        if place >= self._sent:
            self._sent = place + 1
            request = Request(row.method, row.url, row.purpose, row.bytes_sent)
            self._write(event="request_sent", number=place + 1, request=request)
        else:
            document = exchange_document(row)
            self._write(event="request_answered", number=place + 1, exchange=document)

    def report(self, report: Report) -> None:
        """Say what was found."""
        for one in report.findings:
            self._write(event="finding", finding=finding_document(one))
        LAST.verdict = report.verdict.value

    def _write(self, **fields: Any) -> None:
        at_ms = round(self._deadline.now_s() * 1000)
        document = Events(schema_version=VERSION, at_ms=at_ms, **fields)
        line = json.dumps(msgspec.to_builtins(document, enc_hook=plain))
        write_stdout(f"{line}\n", kind="json")
        sys.stdout.buffer.flush()
