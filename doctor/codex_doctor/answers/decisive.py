"""Which of several answers to one request says why it fails.

Pure. Gateways lock out or cool down after an error, and what they answer then is no cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.answers.answer import cause_of

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause
    from codex_doctor.facts import Exchange

# What another try may end otherwise, apart from what is said of the gateway's own key.
_PASSING = frozenset({"upstream", "tcp", "http", "stream", "tls"})
_LASTING = frozenset({"upstream.key_rejected"})


def decisive(attempts: tuple[Exchange, ...], *, model: str) -> Exchange:
    """Return the last attempt if it is answered well, else the first one that says what lasts."""
    last = attempts[-1]
    causes = [cause_of(one, model=model) for one in attempts]
    if causes[-1] is None:
        return last
    pairs = zip(attempts, causes, strict=True)
    return next((one for one, cause in pairs if cause is not None and _lasts(cause)), last)


def _lasts(cause: Cause) -> bool:
    if cause.id in _LASTING:
        return True
    return cause.id != "quota.rate_limited" and cause.id.partition(".")[0] not in _PASSING
