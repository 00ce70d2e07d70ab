"""Whether an endpoint fails now and then, and what Codex makes of that; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.answers.answer import cause_of
from codex_doctor.answers.series import lost
from codex_doctor.codex.config.overview import provider_key
from codex_doctor.codex.wire.resending import resend_delay_s
from codex_doctor.codex.wire.retries import Retries, retry_delay_s
from codex_doctor.facts.turn import CHAT
from codex_doctor.model import Evidence, Finding, Fix, Severity, page
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.base_url import remove_values
from codex_doctor_checks.turn.turn_words import OPERATOR, evidence

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Setup, Turn
    from codex_doctor.words.sentence import Sentence

FLAKY = page("session.flaky")
_RETRIES = ("request_max_retries", "stream_max_retries")


def flaky(turn: Turn, setup: Setup) -> Finding | None:
    """Return the finding for a turn that works, though some of its requests failed at first."""
    tries = (*turn.attempts, *turn.follow_ups)
    failed = lost(tries, model=turn.model)
    if not failed:
        return None
    final = next((one for one in failed if not _is_repeated(one, turn, setup)), None)
    shown = final or failed[0]
    counts = say("session.flaky.evidence.counts", failed=len(failed), tries=len(tries))
    return Finding(
        id=FLAKY.id,
        severity=Severity.WARNING if final is None else Severity.ERROR,
        cause=_cause(final, turn, setup.endpoint.host if setup.endpoint else ""),
        evidence=(*evidence(shown), Evidence(say("session.flaky.evidence.failed"), counts)),
        fixes=(*_retries(final, setup), Fix(say(OPERATOR))),
    )


def _cause(final: Exchange | None, turn: Turn, host: str) -> Sentence:
    """Return what is said; `final` is a failure after which Codex gives up."""
    if final is None and cause_of(turn.first, model=turn.model) is not None:
        return say("session.flaky.broken", host=host)
    if final is None:
        return say("session.flaky", host=host, number=_tries(turn))
    if final.status is None:
        return say("session.flaky.no_answer", host=host)
    return say("session.flaky.refused", host=host, status=final.status)


def _tries(turn: Turn) -> int:
    """Return how often a request was sent until it was answered, at most."""
    most = row = 0
    for one in (*turn.attempts, *turn.follow_ups):
        row = row + 1 if cause_of(one, model=turn.model) is not None else 0
        most = max(most, row)
    return most + 1


def _retries(final: Exchange | None, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix that lets Codex try as often as it does by itself, where that helps."""
    if final is None or retry_delay_s(final, tries=Retries(1, 1)) is None:
        return ()
    table = provider_key(setup)
    keys = tuple(key for one in _RETRIES if (key := f"{table}.{one}") in setup.values)
    if not keys:
        return ()
    title = say("session.flaky.fix_retries", keys=tuple(one.rpartition(".")[2] for one in keys))
    return (remove_values(setup, keys, title=title),)


def _is_repeated(exchange: Exchange, turn: Turn, setup: Setup) -> bool:
    """Whether Codex would send this request again."""
    is_chat = turn.dialect == CHAT
    return resend_delay_s(exchange, setup, version=turn.version, is_chat=is_chat) is not None
