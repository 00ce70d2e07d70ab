"""Which failure of a diagnosis a script shows: the request that failed, and what came. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from codex_doctor.answers.answer import cause_of
from codex_doctor.codex.wire.items import repeated
from codex_doctor.codex.wire.request import tool_output
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.model import Verdict
from codex_doctor.probes.printable import printable
from codex_doctor.reported import explaining
from codex_doctor.repro.expected import expected_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.codex.wire.request import RequestSeries
    from codex_doctor.facts import Exchange, Facts, Turn
    from codex_doctor.reported import RankedFinding, Report
    from codex_doctor.words.sentence import Sentence

# What is seen before a request is sent, and needs none to be seen again.
_CONNECTING = ("dns.", "tcp.", "tls.", "proxy.")
_BODY_CHARS = 300


class Shown(Struct, frozen=True):
    """What a script is to show.

    Attributes:
        ranked: The finding, None when all is well.
        exchange: What was answered, None when nothing could be asked.
        replayed: The items that the failing request carries, () for the first one.
        nothing: Why there is nothing to show, "" when there is.
    """

    ranked: RankedFinding | None = None
    exchange: Exchange | None = None
    replayed: tuple[Mapping[str, Any], ...] = ()
    nothing: str = ""

    @property
    def finding_id(self) -> str:
        """Id of the finding, "" when all is well."""
        return self.ranked.finding.id if self.ranked else ""

    @property
    def is_of_connection(self) -> bool:
        """Whether a connection alone shows it."""
        return self.exchange is None or not self.exchange.was_sent


def what_to_show(report: Report, facts: Facts, series: RequestSeries | None) -> Shown:
    """Return what a script can show of a diagnosis.

    Args:
        report: Without a secret.
        facts: What was seen.
        series: The requests that Codex sends, None where it has none.
    """
    ranked = _first(report)
    if ranked is None and facts.turn is None and report.verdict is Verdict.UNKNOWN:
        return Shown(nothing=say("repro.unseen"))
    id_ = ranked.finding.id if ranked else ""
    turn = facts.turn
    if series is None or facts.setup.endpoint is None:
        return Shown(ranked, nothing=_nothing(id_))
    if ranked and id_.startswith(_CONNECTING) and (turn is None or turn.first.status is None):
        return Shown(ranked, turn.first if turn and turn.first.was_sent else None)
    if turn is None:
        return Shown(ranked, nothing=_nothing(id_))
    exchange, replayed = _failing(turn, series, id_)
    if ranked and not _is_shown(id_, exchange, turn):
        return Shown(ranked, nothing=_nothing(id_))
    return Shown(ranked, exchange, replayed)


def failure_in(report: Report, facts: Facts) -> Shown:
    """Return the failure that facts alone show, with the exchange that does, and no more."""
    ranked, turn = _first(report), facts.turn
    if ranked is None or facts.setup.endpoint is None:
        return Shown(ranked, nothing=_nothing(""))
    id_ = ranked.finding.id
    if id_.startswith(_CONNECTING) and (turn is None or turn.first.status is None):
        return Shown(ranked)
    if turn is None:
        return Shown(ranked, nothing=_nothing(id_))
    tries = (turn.first, *turn.follow_ups)
    bad = (one for one in tries if cause_of(one, model=turn.model) is not None)
    exchange = next(bad, turn.first)
    if not _is_shown(id_, exchange, turn):
        return Shown(ranked, nothing=_nothing(id_))
    return Shown(ranked, exchange)


def _first(report: Report) -> RankedFinding | None:
    fails = report.verdict in {Verdict.FAILS, Verdict.UNKNOWN}
    return explaining(report) if fails else None


def seen(shown: Shown) -> Sentence:
    """Return what was seen while connecting, in one line."""
    if shown.exchange is not None or shown.ranked is None:
        return came(shown.exchange)
    evidence = shown.ranked.finding.evidence[0]
    return say("repro.seen", label=evidence.label, measured=evidence.measured)


def came(exchange: Exchange | None) -> Sentence:
    """Return what was answered, in one line."""
    if exchange is None:
        return say("repro.nothing_seen")
    if exchange.status is None:
        return say("repro.failed", detail=printable(str(exchange.detail) or exchange.failure))
    if exchange.reading is not None and exchange.reading.message:
        message = printable(exchange.reading.message)
        return say("repro.stream", status=exchange.status, message=message)
    if exchange.reading is not None and exchange.reading.ending == "completed":
        return say("repro.passed")
    body = printable(exchange.body.strip(), limit=_BODY_CHARS)
    if not body:
        return say("repro.bare_status", status=exchange.status)
    return say("repro.status", status=exchange.status, body=body)


def _nothing(id_: str) -> Sentence:
    if not id_:
        return say("repro.nothing_seen")
    is_socket = id_.startswith("websocket.")
    return say("repro.socket", id=id_) if is_socket else say("repro.only_configuration", id=id_)


def _is_shown(id_: str, exchange: Exchange, turn: Turn) -> bool:
    """Tell whether what was exchanged has to do with a finding."""
    expected = expected_of(id_, "")
    return cause_of(exchange, model=turn.model) is not None or expected != expected_of("", "")


def _failing(
    turn: Turn, series: RequestSeries, id_: str
) -> tuple[Exchange, tuple[Mapping[str, Any], ...]]:
    """Return the exchange that shows it, and the items that its request carried."""
    after_output = expected_of(id_, "").after_output
    is_bad = cause_of(turn.first, model=turn.model) is not None
    if is_bad or after_output is False or not turn.follow_ups:
        return turn.first, ()
    if not id_ and not after_output:
        return turn.first, ()
    replayed: tuple[Mapping[str, Any], ...] = ()
    last = turn.first
    for exchange in turn.follow_ups:
        reading = last.reading
        if reading is not None and reading.ending == "completed" and reading.calls:
            outputs = (answer_to(one, series.dialect, series.version) for one in reading.calls)
            replayed += tuple(repeated(one) for one in reading.items)
            pairs = zip(reading.calls, outputs, strict=True)
            replayed += tuple(tool_output(call, text) for call, text in pairs)
        last = exchange
        if cause_of(exchange, model=turn.model) is not None:
            break
    return last, replayed
