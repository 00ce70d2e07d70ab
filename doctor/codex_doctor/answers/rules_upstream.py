"""A gateway's own credential: refused by what stands behind it, missing, or not to be had.

Whoever asks the gateway cannot mend that with another key. Some gateways say it outright; the
others pass on what they were told, and only the wrapping shows who was refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.answers.cause import KEY_REFUSED
from codex_doctor.answers.rules import Rule, find
from codex_doctor.model import Confidence

if TYPE_CHECKING:
    import re

    from codex_doctor.answers.rules import ReadAnswer

KEY_REJECTED: Final = "upstream.key_rejected"
_LIKELY: Final = Confidence.LIKELY
_OWN: Final = (
    r"(?:access |auth\w* |bearer |api |oauth |refresh |session |account )?"
    r"(?:tokens?|credentials?|api ?keys?|keys?|logins?|sessions?)"
)
_DEAD: Final = (
    r"(?:failed|invalid|expired|revoked|rejected|refused|unauthori[sz]ed|exhausted|disabled|"
    r"missing|not (?:found|valid|configured|set|available|logged in))"
)

RULES: Final = (
    Rule(
        KEY_REJECTED,
        texts=(
            r"upstream (?:auth\w*|access|api ?key|credential|account|token|provider auth)\b.{0,60}"
            r"(?:fail|invalid|denied|expired|forbidden|revoked|refused|rejected|missing|error)",
            r"(?:provider|channel|backend|upstream)(?:'s)? (?:api ?key|credential|token|login)\w* "
            rf"(?:is |was |are |has |have )?(?:been )?{_DEAD}",
            rf"\b(?:all|every|each|none) (?:of )?(?:the )?(?:[\w-]+ ){{0,3}}{_OWN}\b.{{0,16}}"
            r"\b(?:failed|invalid|expired|revoked|exhausted|unusable|works?)\b",
            r"(?:所有|全部).{0,24}(?:密钥|令牌|账号|token|key)s?.{0,8}(?:失败|失效|无效|过期|不可用)",
        ),
        confidence=_LIKELY,
        runner_up="upstream.error",
        note="sub2api, ccx, key pools",
    ),
    Rule(
        KEY_REJECTED,
        texts=(
            r"auth_unavailable|no auth available|"
            r"\bno (?:active |valid |usable |available )+"
            r"(?:credential|login|session|auth|(?:api )?key|"
            r"(?!a(?:ccess|pi|uth)|bearer|user)[\w-]+ token)s?\b"
            r"(?! (?:was |were )?(?:provided|given|sent|supplied))",
            r"account has no .{0,40}\b(?:token|credential)s?\b",
            r"(?:fail\w*|unable|could ?n[o']t|cannot|can't|error) (?:to )?"
            r"(?:get|gett?ing|fetch\w*|obtain\w*|refresh\w*|acquir\w*|retriev\w*|exchang\w*|"
            rf"load\w*|find\w*|locat\w*) (?:(?!from\b)[\w-]+ ){{0,4}}?{_OWN}\b"
            r"(?! (?:from|in) (?:the )?(?:request|header|cache|authorization))",
            r"(?:token|credential|oauth)s? (?:refresh|exchange) (?:has )?(?:failed|error)",
        ),
        status=frozenset({0, 200, *range(500, 600)}),
        confidence=_LIKELY,
        runner_up="upstream.error",
        note="CLIProxyAPI, copilot-api, 9router: a gateway that is not logged in",
    ),
    Rule(
        KEY_REJECTED,
        texts=(
            r"default credentials (?:were|was|are|could) not|default ?credentials ?error|"
            r"could not find default credentials|default ?azure ?credential failed",
            r"unable to locate credentials|no ?credential(?:s ?error| ?providers?)\b|"
            r"could not load credentials|credentials? ?provider ?error|"
            r"the api_key client option must be set|unable to (?:load|find) (?:aws |gcp |azure )?"
            r"credentials",
        ),
        unless=r"\baws4-hmac|in authorization header",
        status=frozenset({0, 200, 400, 401, 403, *range(500, 600)}),
        confidence=_LIKELY,
        runner_up="upstream.error",
        note="the libraries of Google, AWS, Azure and OpenAI inside a gateway",
    ),
    Rule(
        KEY_REJECTED,
        texts=(
            r"bad response status code 40[13]\b|\binvalid_grant\b",
            r"\b(?:upstream|provider|backend|channel)\b.{0,40}\b(?:40[13]|unauthori[sz]ed)\b",
            r"上游.{0,16}(?:40[13]|认证|鉴权|密钥)",
        ),
        confidence=_LIKELY,
        runner_up="upstream.error",
        note="new-api, sub2api: what their own request was told",
    ),
)

_PASSED_ON: Final = (
    r"\blitellm\.(?!proxy)\w+|\b[a-z]\w{1,40}exception - |provider returned (?:an )?error|"
    r"error from (?:the )?(?:provider|upstream)|\bupstream\b|bad response status code|上游|渠道"
)
_CODES: Final = frozenset({"upstream_error", "bad_response_status_code", "provider_error"})


def is_passed_on(finding: str, answer: ReadAnswer) -> bool:
    """Tell whether a refusal of a key is what the gateway itself was told."""
    if finding not in KEY_REFUSED:
        return False
    return bool(_CODES.intersection(answer.codes)) or any(map(_wrapping, answer.body.texts))


def _wrapping(text: str) -> re.Match[str] | None:
    return find(_PASSED_ON, text)
