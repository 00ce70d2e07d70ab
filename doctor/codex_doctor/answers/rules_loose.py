"""A noun and a refusal in one sentence, for words that no closer rule knows.

Nobody can list every way to say no. What is named next to the no is still told, as likely; the
smaller requests that follow a refusal show whether it is right.
"""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.answers.rules_request import TOOL_TYPES
from codex_doctor.model import Confidence

_LIKELY: Final = Confidence.LIKELY
_NOTE: Final = "no product in particular"
_REFUSED: Final = frozenset({400, 422})
_NO: Final = (
    r"(?:\b(?:not|no|none|never|cannot|only|invalid|wrong|bad|illegal|disabled|ignored|missing|"
    r"refused?|rejected|fail\w*|un[a-z]{3,12}ed|unknown|unexpected|left out|instead)\b|n't\b)"
)


def _then_no(noun: str) -> str:
    return rf"{noun}[^.!?\n]{{0,80}}?{_NO}"


def _near(noun: str) -> tuple[str, ...]:
    return (_then_no(noun), rf"{_NO}[^.!?\n]{{0,80}}?{noun}")


RULES: Final = (
    Rule(
        "request.context_too_small",
        texts=(
            r"\b\d{3,9} (?:\w+ )?tokens\b.{0,60}\b\d{3,9}\b|\btokens \(\d{3,9}\).{0,60}\d{3,9}",
            r"\b(?:prompt|conversation|context|input|history)\b[^.!?\n]{0,60}\b(?:longer|exceeds?|"
            r"too (?:long|large|big)|window|does(?: not|n't) fit)\b",
        ),
        status=_REFUSED | {413},
        confidence=_LIKELY,
        runner_up="request.too_large",
        note=_NOTE,
    ),
    Rule(
        "wire.chat_schema",
        texts=(r"\b(?:send|list of|where are|need|give)\b[^.!?\n]{0,30}\bmessages\b",),
        status=_REFUSED,
        confidence=_LIKELY,
        runner_up="request.rejected",
        note=_NOTE,
    ),
    Rule(
        "quota.exhausted",
        texts=(
            r"\b(?:(?:credit |debit |bank |your )card|fees|bill|invoices?|owe[sd]?|funds|prepaid|"
            r"money|wallet)\b|\bspent\b|[$€£¥]\d|\d (?:usd|eur|cny)\b|试用金|费用|账单",
        ),
        status=_REFUSED | {401, 403},
        confidence=_LIKELY,
        runner_up="auth.forbidden",
        note=_NOTE,
    ),
    Rule(
        "auth.no_credential",
        texts=(r"\b(?:key|token) (?:is )?(?:needed|wanted)\b|\bauthenticate (?:first|yourself)\b",),
        status=_REFUSED | {403},
        confidence=_LIKELY,
        runner_up="auth.key_rejected",
        note=_NOTE,
    ),
    Rule(
        "auth.key_rejected",
        texts=(
            _then_no(r"\b(?:(?:api|the|your|that|this) (?:key|token)|credentials?)\b"),
            r"^(?:key|token)\b.{0,20}\bmismatch",
        ),
        status=_REFUSED | {403},
        confidence=_LIKELY,
        runner_up="auth.no_credential",
        note=_NOTE,
    ),
    Rule(
        "request.tool_type_rejected",
        texts=(
            _then_no(rf"\btools?\b[^.!?\n]{{0,40}}(?P<subject>\b{TOOL_TYPES})\b"),
            _then_no(
                r"(?P<subject>\b(?:web[ _]search|tool_search|local_shell|apply_patch|namespace))\b"
            ),
            r"\bonly\b[^.!?\n]{0,40}\btools?\b[^.!?\n]{0,20}\bfunction\b",
        ),
        status=_REFUSED,
        confidence=_LIKELY,
        runner_up="request.field_rejected",
        note=_NOTE,
    ),
    Rule(
        "request.role_rejected",
        texts=_near(
            r"(?:\broles?\b[^.!?\n]{0,20}\b(?:developer|system|assistant|user)\b|"
            r"\b(?P<subject>developer|system) (?:message|prompt|"
            r"instruction|turn)s?\b|"
            r"\b(?:user|assistant) (?:turn|message)s\b)"
        ),
        status=_REFUSED,
        confidence=_LIKELY,
        runner_up="request.item_rejected",
        note=_NOTE,
    ),
    Rule(
        "request.item_rejected",
        texts=_near(
            r"\b(?:input items?|items? #?\d+|items? (?:of )?types?|content (?:type|part)s?|"
            r"input_text|"
            r"output_text|compaction|agent_message)\b"
        ),
        status=_REFUSED,
        confidence=_LIKELY,
        runner_up="session.history_rejected",
        note=_NOTE,
    ),
    Rule(
        "request.field_rejected",
        texts=_near(r"\b(?:tools?|function[ -]?call(?:s|ing)?)\b"),
        status=_REFUSED,
        subject="tools",
        confidence=_LIKELY,
        runner_up="request.tool_type_rejected",
        note=_NOTE,
    ),
)
