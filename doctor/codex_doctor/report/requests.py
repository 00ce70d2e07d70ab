"""The requests of a report with what the facts add: headers, bodies, and when it was in UTC."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.facts import Sent

if TYPE_CHECKING:
    from datetime import datetime

    from codex_doctor.facts import Exchange, Facts
    from codex_doctor.reported import ExchangeRow, Report


class ShownRequest(Struct, frozen=True):
    """One request as people may see it.

    Attributes:
        row: What the report says of it.
        at: When it began, in UTC.
        answer: What came back, None where only the report is there.
        sent: What it carried; nothing where that was not kept.
    """

    row: ExchangeRow
    at: datetime
    answer: Exchange | None = None
    sent: Sent = Sent()

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers of the answer."""
        return self.answer.headers if self.answer else ()

    @property
    def body(self) -> bytes:
        """The first bytes of the answer."""
        return self.answer.body if self.answer else b""

    def header(self, name: str) -> str:
        """Return the response header of this lower-case name, "" when absent."""
        return next((value for key, value in self.headers if key == name), "")


def requests_of(report: Report, facts: Facts | None) -> tuple[ShownRequest, ...]:
    """Return every request of a report, in order; facts that are not its own add nothing."""
    rows = report.exchanges
    begun = report.generated_at.astimezone(UTC) - timedelta(milliseconds=report.took_ms)
    answers: tuple[Exchange | None, ...] = facts.exchanges if facts else ()
    if len(answers) != len(rows):
        answers = (None,) * len(rows)
    sent = facts.sent if facts and len(facts.sent) == len(rows) else (Sent(),) * len(rows)
    return tuple(
        ShownRequest(row, begun + timedelta(milliseconds=row.started_ms), answer, carried)
        for row, answer, carried in zip(rows, answers, sent, strict=True)
    )
