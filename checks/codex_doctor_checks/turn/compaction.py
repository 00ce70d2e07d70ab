"""Whether Codex's own settings make it compact the history after every step; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Confidence, Evidence, Finding, Fix, Severity
from codex_doctor.words.sentence import fill, say
from codex_doctor_checks.setup.base_url import remove_values

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Setup, Turn
    from codex_doctor.words.measures import Value

# What Codex takes for a model that it does not know (seen with 0.169.0: 244,000 tokens in the usage
# are taken, at 246,000 it compacts after every step).
_FALLBACK_WINDOW = 272_000
# A request of text has far fewer tokens than bytes; what a gateway puts in front is within twice.
_PER_BYTE = 2
WINDOW = "model_context_window"
LIMIT = "model_auto_compact_token_limit"


def compacts_always(turn: Turn, setup: Setup) -> Finding | None:
    """Return the finding for a limit that the first answer's usage already reaches, else None.

    Codex compacts at the limit, at 90 % of the window at the latest, instead of sending a tool's
    output; the model then starts over with a summary. (Observed from 0.98.0 to 0.169.0.)
    """
    used = turn.first.reading.usage_tokens if turn.first.reading else None
    # The limit can also count only what came after the prompt.
    if used is None or f"{LIMIT}_scope" in setup.values or _inflated(turn):
        return None
    limits = _limits(setup)
    reached = sorted((limit, key) for key, limit in limits.items() if limit <= used)
    if not reached:
        return None
    limit, key = reached[0]
    names = tuple(name for _, name in reached)
    return Finding(
        id="request.context_too_small",
        severity=Severity.ERROR,
        confidence=Confidence.LIKELY,
        cause=say("request.context_too_small.compacts", key=key, value=setup.values[key]),
        evidence=(
            Evidence(
                say("request.context_too_small.evidence.used"),
                say("evidence.tokens", tokens=used),
                say("evidence.fewer_than", limit=limit),
            ),
        ),
        fixes=(
            remove_values(
                setup, names, title=say("request.context_too_small.fix_limits", keys=names)
            ),
        ),
        location=setup.origins.get(key),
    )


def miscounts(turn: Turn, setup: Setup) -> Finding | None:
    """Return the finding for answers that count more tokens than their request can have."""
    inflated = _inflated(turn)
    if not inflated:
        return None
    exchange, used = inflated[0]
    host = setup.endpoint.host if setup.endpoint else ""
    room = min((*_limits(setup).values(), _FALLBACK_WINDOW * 90 // 100))
    # Codex goes by the last answer: one that counts right ends it.
    is_always = len(inflated) == len(_counted(turn)) and min(one for _, one in inflated) >= room
    counts: dict[str, Value] = {
        "host": host,
        "used": used,
        "size_bytes": exchange.bytes_sent,
    }
    always, perhaps = "stream.usage_malformed.compacts", "stream.usage_malformed.may_compact"
    return Finding(
        id="stream.usage_malformed",
        severity=Severity.ERROR if is_always else Severity.WARNING,
        confidence=Confidence.LIKELY,
        cause=fill(always if is_always else perhaps, counts),
        evidence=(
            Evidence(
                "usage.total_tokens",
                str(used),
                say("stream.usage_malformed.evidence.bytes", count=exchange.bytes_sent),
            ),
            Evidence(
                say("stream.usage_malformed.evidence.limit"), say("evidence.tokens", tokens=room)
            ),
        ),
        fixes=(Fix(say("stream.usage_malformed.fix_count")),),
    )


def _limits(setup: Setup) -> dict[str, int]:
    """Return the numbers of tokens at which the settings make Codex compact, by key."""
    return {
        key: int(setup.values[key]) * percent // 100
        for key, percent in ((WINDOW, 90), (LIMIT, 100))
        if setup.values.get(key, "").removeprefix("-").isdecimal()
    }


def _counted(turn: Turn) -> list[tuple[Exchange, int]]:
    """Return the answers that say how many tokens they took."""
    answers = [(one, one.reading) for one in (turn.first, *turn.follow_ups)]
    return [
        (one, reading.usage_tokens)
        for one, reading in answers
        if reading is not None and reading.usage_tokens is not None
    ]


def _inflated(turn: Turn) -> list[tuple[Exchange, int]]:
    return [(one, used) for one, used in _counted(turn) if used > _PER_BYTE * one.bytes_sent > 0]
