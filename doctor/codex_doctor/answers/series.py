"""Which of several answers to one request decides; pure.

The first answer of a series outranks what a gateway says later, when it only cools down or locks
the client out; but an answer that any request may get outranks none that names a cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.answers.answer import cause_of

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause
    from codex_doctor.facts import Exchange, Turn

_PASSING = ("upstream.", "tcp.", "http.", "quota.rate_limited", "stream.cut", "stream.idle_timeout")

# What is said of the gateway's own key.
_LASTING = frozenset({"upstream.key_rejected"})


def deciding(tries: tuple[Exchange, ...], *, model: str) -> Exchange:
    """Return the try that decides: the last one if it is good, else the first that names a cause.

    Args:
        tries: The tries of one request, in order; one at least.
        model: The model id that was asked for.
    """
    causes = [cause_of(one, model=model) for one in tries]
    if causes[-1] is None:
        return tries[-1]
    named = (
        one for one, cause in zip(tries, causes, strict=True) if cause and not is_passing(cause)
    )
    return next(named, tries[0])


def is_passing(cause: Cause) -> bool:
    """Whether any request may get this answer, at a bad moment."""
    return cause.id.startswith(_PASSING) and cause.id not in _LASTING


def last_tries(follow_ups: tuple[Exchange, ...], *, model: str) -> tuple[Exchange, ...]:
    """Return the tries of the last of these requests: what follows the last but one good answer."""
    number = len(follow_ups) - 1
    while number > 0 and cause_of(follow_ups[number - 1], model=model) is not None:
        number -= 1
    return follow_ups[number:]


def goes_on(turn: Turn) -> bool:
    """Whether the last request succeeds that brings the output of calls, however they came."""
    tries = last_tries(turn.follow_ups, model=turn.model)
    return bool(tries) and cause_of(deciding(tries, model=turn.model), model=turn.model) is None


def lost(tries: tuple[Exchange, ...], *, model: str) -> tuple[Exchange, ...]:
    """Return the tries that failed."""
    return tuple(one for one in tries if cause_of(one, model=model) is not None)
