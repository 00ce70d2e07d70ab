"""Decide what an answer means: status, headers and body to one cause.

Pure. Codes mislead and statuses mislead more, so words are read first, the most specific
meaning first; then codes; then the bare status. What only further requests can tell (is there
another base path, does a chat API answer) is left to the caller.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.answers import (
    rules_auth,
    rules_codes,
    rules_edge,
    rules_headers,
    rules_language,
    rules_limits,
    rules_loose,
    rules_model,
    rules_model_forms,
    rules_quota,
    rules_request,
    rules_status,
    rules_upstream,
    rules_wire,
)
from codex_doctor.answers.body import read_body, read_message
from codex_doctor.answers.cause import Cause
from codex_doctor.answers.fields import FieldCause, judge_fields, refused_value
from codex_doctor.answers.rules import ReadAnswer, Rule, RuleMatch, find, match_rule, snake_code
from codex_doctor.answers.shapes import RIVALS, judge_shape
from codex_doctor.answers.texts import show_text
from codex_doctor.answers.waits import wait_s
from codex_doctor.model import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from codex_doctor.answers.error_body import ErrorBody

# Order is meaning: the first rule that fits decides.
_BEFORE_FIELDS: Final = (
    *rules_edge.RULES,
    *rules_wire.EARLY,
    *rules_upstream.RULES,
    *rules_auth.EARLY,
    *rules_headers.RULES,
    *rules_auth.ELSEWHERE,
    *rules_limits.UNREADABLE,
    *rules_language.RULES,
    *rules_quota.BILL,
    *rules_auth.EXPIRED,
    *rules_quota.RULES,
    *rules_model_forms.RULES,
    *rules_model.RULES,
    *rules_auth.RULES,
    *rules_limits.RULES,
    *rules_request.REPLAY,
    *rules_request.RULES,
    *rules_wire.RULES,
    *rules_model.LATE,
)
_AFTER_FIELDS: Final = (
    *rules_codes.PLAIN,
    *rules_auth.LATE,
    *rules_status.UPSTREAM,
    *rules_codes.CODES,
    *rules_loose.RULES,
)
RULES: Final[tuple[Rule, ...]] = (*_BEFORE_FIELDS, *_AFTER_FIELDS, *rules_status.STATUSES)

_PLAIN: Final = tuple(
    rule
    for rule in (*_BEFORE_FIELDS, *_AFTER_FIELDS)
    if rule.confidence is Confidence.CERTAIN and (rule.texts or rule.codes)
)

_UNAUTHORIZED: Final = 401
_OUTPUTS: Final = frozenset({"function_call_output", "custom_tool_call_output"})
_REPLAYED: Final = frozenset({"session.history_rejected", "request.item_rejected"})
_NAMED: Final = frozenset(
    {"request.tool_type_rejected", "request.role_rejected", "request.item_rejected"}
)


def classify(
    *,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    model: str,
    request_types: frozenset[str] = frozenset(),
    in_turn: bool = False,
) -> Cause:
    """Say what an answer of an endpoint means; never raises.

    Args:
        status: HTTP status.
        headers: Response headers with lower-case names.
        body: The body's bytes; the first 64 KiB are read.
        model: Model id that was sent.
        request_types: Types of the input items that were sent; with a tool output among them,
            a refused item is `tools.output_rejected`.
        in_turn: Whether a turn was answered so, and not whatever request of Codex.
    """
    answer = answer_of(status=status, headers=headers, body=body, model=model)
    answer = replace(answer, in_turn=in_turn)
    cause = _decide(answer)
    if cause.id in _REPLAYED and request_types & _OUTPUTS:
        cause = replace(cause, id="tools.output_rejected", runner_up=cause.id)
    return replace(cause, retry_after_s=wait_s(answer))


def answer_of(*, status: int, headers: Mapping[str, str], body: bytes, model: str) -> ReadAnswer:
    """Return what rules look at in an answer; the arguments are those of `classify`."""
    read = read_body(body, headers=headers)
    return ReadAnswer(status, headers, read, _codes(read, headers), model)


def classify_error(*, code: str, message: str, model: str) -> Cause:
    """Say what an error event inside a 200 stream means; never raises."""
    read = read_message(code=code, message=message)
    answer = ReadAnswer(0, MappingProxyType({}), read, _codes(read, {}), model, in_turn=True)
    cause = _decide(answer)
    if not cause.id and read.kind != "empty":
        cause = replace(cause, id="upstream.error", confidence=Confidence.POSSIBLE)
        cause = replace(cause, runner_up="request.rejected")
    return replace(cause, retry_after_s=wait_s(answer))


def _decide(answer: ReadAnswer) -> Cause:
    cause = _told(answer)
    told = cause
    if cause.id == "upstream.error":
        # Gateways hide what they were told behind a status of their own.
        plain = _told(replace(answer, status=_UNAUTHORIZED))
        told = plain if plain.confidence is Confidence.CERTAIN else cause
    if not rules_upstream.is_passed_on(told.id, answer):
        return cause
    own = replace(cause, id=rules_upstream.KEY_REJECTED, runner_up=told.id)
    return replace(own, confidence=Confidence.LIKELY)


def _told(answer: ReadAnswer) -> Cause:
    shape = judge_shape(answer.status, answer.body)
    if shape and not answer.body.texts:
        return _from_shape(shape, answer)
    match = _first(_BEFORE_FIELDS, answer)
    if match is not None:
        return _doubted(_from_match(match, answer), answer)
    field = judge_fields(answer)
    if field is not None:
        return _from_field(field, answer)
    match = _first(_AFTER_FIELDS, answer)
    if match is not None:
        return _doubted(_from_match(match, answer), answer)
    if shape:
        return _from_shape(shape, answer)
    return _from_status(answer)


def _doubted(cause: Cause, answer: ReadAnswer) -> Cause:
    """Make a cause likely where the same answer also says something else as plainly."""
    if cause.confidence is not Confidence.CERTAIN or _is_coded(cause.id, answer):
        return cause
    others = (rule for rule in _PLAIN if rule.id != cause.id)
    rival = _first(others, answer)
    if rival is None:
        return cause
    return replace(cause, confidence=Confidence.LIKELY, runner_up=rival.rule.id)


def _is_coded(finding: str, answer: ReadAnswer) -> bool:
    """Tell whether a code of one meaning says the same as the words."""
    return any(match_rule(rule, answer) for rule in rules_codes.PLAIN if rule.id == finding)


def _first(rules: Iterable[Rule], answer: ReadAnswer) -> RuleMatch | None:
    return next((found for rule in rules if (found := match_rule(rule, answer)) is not None), None)


def _from_match(match: RuleMatch, answer: ReadAnswer) -> Cause:
    rule = match.rule
    # With a blank one there is no turn: that is seen in the configuration.
    is_blank = not (answer.model.strip() or answer.in_turn)
    finding = rule.blank_id if rule.blank_id and is_blank else rule.id
    subject = match.subject
    if finding.startswith("model.") and not subject:
        quoted = find(r"\bmodels?(?: id| name)?[:=]? [`'\"]%ID%", match.text)
        subject = quoted["subject"] if quoted else answer.model
    elif finding in _NAMED and not subject:
        subject = refused_value(match.text) or next(iter(answer.body.params), "")
    return _cause(
        answer,
        id=finding,
        confidence=rule.confidence,
        text=match.text,
        subject=subject,
        runner_up=rule.runner_up,
        form=rule.form,
    )


def _from_field(field: FieldCause, answer: ReadAnswer) -> Cause:
    return _cause(
        answer,
        id=field.id,
        confidence=Confidence.CERTAIN if field.is_sent else Confidence.LIKELY,
        text=field.text,
        param=field.path,
        subject=field.subject or (answer.model if field.id.startswith("model.") else ""),
        runner_up=field.runner_up or ("" if field.is_sent else "request.rejected"),
    )


def _from_shape(shape: str, answer: ReadAnswer) -> Cause:
    return _cause(answer, id=shape, confidence=Confidence.LIKELY, runner_up=RIVALS[shape])


def _from_status(answer: ReadAnswer) -> Cause:
    """Fall back to the status, or to the one that a body under 200 or 500 repeats."""
    named = _names_model(answer)
    if named:
        return _cause(
            answer,
            id="model.unknown_id",
            confidence=Confidence.LIKELY,
            text=named,
            subject=answer.model,
            runner_up="request.rejected",
        )
    inner = [status for status in answer.body.statuses if status >= 400]
    status = inner[0] if inner and answer.status in (0, 200, 500) else answer.status
    match = _first(rules_status.STATUSES, replace(answer, status=status))
    if match is None:
        return _cause(answer, id="", confidence=Confidence.POSSIBLE)
    return _from_match(match, answer)


def _names_model(answer: ReadAnswer) -> str:
    """Return the text that names our model id next to a refusal, "" if none does."""
    model = re.escape(answer.model.strip())
    if not model or answer.status in (401, 429) or answer.body.kind == "html":
        return ""
    refusal = r"(?:\b(?:not|no|un\w+|invalid|bad|failed|stopped|deleted)\b|n't\b|不|无|未)"
    near = rf"(?:{refusal}.{{0,60}}{model}|{model}.{{0,60}}{refusal})"
    if answer.status == 404:  # In whatever language: what is not found is the model.
        near += rf"|(?<![\w/-]){model}(?![\w/-])"
    return next((text for text in answer.body.texts if find(near, text)), "")


def _cause(
    answer: ReadAnswer,
    *,
    id: str,  # noqa: A002 - named as the field is
    confidence: Confidence,
    text: str = "",
    param: str = "",
    subject: str = "",
    runner_up: str = "",
    form: str = "",
) -> Cause:
    body = answer.body
    words = text or next(iter(body.texts), "")
    return Cause(
        id=id,
        confidence=confidence,
        message=show_text(words),
        code=show_text(next(iter(body.codes), ""), limit=80),
        param=show_text(param or next(iter(body.params), ""), limit=120),
        subject=show_text(subject, limit=120),
        runner_up="" if runner_up == id else runner_up,
        form=form,
    )


def _codes(body: ErrorBody, headers: Mapping[str, str]) -> tuple[str, ...]:
    named = headers.get("x-amzn-errortype", "").split(":")[0][:80]
    return tuple(code for code in map(snake_code, (*body.codes, named)) if code)
