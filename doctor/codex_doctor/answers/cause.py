"""What an answer of an endpoint amounts to; how it is found is in `classify` and `answer`."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.model import Confidence

REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEY_REFUSED = frozenset(
    {"auth.key_rejected", "auth.no_credential", "auth.forbidden", "auth.key_of_other_service"}
)
"""What the refusal of a key is called."""


class Cause(Struct, frozen=True):
    """What one answer means.

    Attributes:
        id: Finding id, "" when nothing can be said.
        confidence: How sure that is from this answer alone.
        message: The endpoint's own words, harmless and at most 300 characters.
        code: The endpoint's own code or type, "" without one.
        param: Field the body names (`tools[8].type`, `store`), "" without one.
        subject: What is refused: a field, tool type, role, model id; of a stream, what is wrong
            with it; "" without one.
        retry_after_s: Seconds the endpoint asks to wait, None when it does not say.
        runner_up: The finding id that comes second, "" when there is none.
        form: Which of the finding's wordings is the true one, "" for the usual one.
        seen: What of the answer shows it, in words of ours, "" where its own words do.
    """

    id: str
    confidence: Confidence
    message: str = ""
    code: str = ""
    param: str = ""
    subject: str = ""
    retry_after_s: float | None = None
    runner_up: str = ""
    form: str = ""
    seen: str = ""


# Who says so of a request's size says nothing of what stands in it.
_OF_PARTS = frozenset(
    {
        "request.field_rejected",
        "request.item_rejected",
        "request.rejected",
        "request.tool_type_rejected",
    }
)


def refuses_part(cause: Cause) -> bool:
    """Tell whether it is a part of the request that the endpoint refuses."""
    return cause.id in _OF_PARTS


def wants_other_model(cause: Cause) -> bool:
    """Whether the endpoint says that this model is not enough for Codex: its tools, its window."""
    is_small = cause.id == "request.context_too_small"
    return cause.form == "tools" or (is_small and cause.confidence is Confidence.CERTAIN)
