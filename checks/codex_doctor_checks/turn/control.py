"""What another request with the same key says about a refusal; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.cause import Cause
from codex_doctor.model import Confidence

if TYPE_CHECKING:
    from codex_doctor.facts import Turn

_UNAUTHORIZED = 401
_REFUSED = 300


def proxys_own(turn: Turn) -> Cause | None:
    """Return the cause that a proxy answers itself, None where nothing past it says so."""
    direct = turn.direct
    if direct is None or direct.status is None or direct.status == turn.first.status:
        return None
    confidence = Confidence.CERTAIN if direct.status < _REFUSED else Confidence.LIKELY
    return Cause(id="proxy.intercepts_loopback", confidence=confidence)


def with_control(cause: Cause, turn: Turn) -> Cause:
    """Return the credential as the cause where 401 says so and only words speak of the model.

    RFC 9110 section 15.5.2: 401 is about the credential. Some gateways answer a model that they
    do not know with it, or one that the key may not use; then the key is good for another model,
    or at least for the list of models.
    """
    is_about_model = cause.id.startswith("model.") and not turn.renamed
    if not is_about_model or turn.first.status != _UNAUTHORIZED:
        return cause
    listed = turn.models.status if turn.models is not None else None
    is_listed = listed is not None and listed < 300
    if cause.id == "model.unknown_id" and is_listed:
        return replace(cause, confidence=Confidence.LIKELY, runner_up="auth.key_rejected")
    if cause.id == "model.unknown_id" or listed == _UNAUTHORIZED:
        doubted = replace(cause, id="auth.key_rejected", runner_up=cause.id)
        return replace(doubted, confidence=Confidence.LIKELY)
    return cause
