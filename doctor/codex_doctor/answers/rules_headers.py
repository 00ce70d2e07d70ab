"""Headers: one that a gateway wants besides the key, and the key's, which is not Codex's."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.answers.rules_auth import REFUSALS
from codex_doctor.model import Confidence

_WANTED: Final = r"(?:missing|required|requires?|expects?|needs?|provide|set)"
_ABSENT: Final = r"(?:is |was )?(?:missing|required|not (?:found|provided|set|present))"
# A header of a gateway's own; those for keys are another cause.
_HEADER: Final = (
    r"(?P<subject>(?<![\w-])(?!(?:x-)?(?:goog-)?api-key\b|content-|user-agent|www-|non-|x-request)"
    r"[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,6})(?![\w-])"
)
_WANTING: Final = frozenset({400, 401, 403, 404, 412, 422, 428, 500})

RULES: Final = (
    Rule(
        "config.gateway_header_missing",
        texts=(r"^unauthorized$",),
        codes="2009",
        status=frozenset({401}),
        subject="cf-aig-authorization",
        form="bearer",
        note="Cloudflare AI Gateway that asks for a token of its own",
    ),
    Rule(
        "config.gateway_header_missing",
        texts=(rf"virtual key.{{0,30}}\bset header={_HEADER}: bearer\b",),
        status=_WANTING,
        form="bearer",
        note="LiteLLM with litellm_key_header_name",
    ),
    Rule(
        "config.gateway_header_missing",
        texts=(r"(?:missing|invalid) subscription key(?! or wrong)|subscription key is missing",),
        status=_WANTING,
        subject="Ocp-Apim-Subscription-Key",
        form="header",
        note="Azure API Management",
    ),
    Rule(
        "config.gateway_header_missing",
        texts=(
            r"api[ -]version(?: ['\"`]?\d[\w.-]*['\"`]?)?(?: query parameter)?(?: \([^)]{0,40}\))? "
            r"(?:is )?(?:not (?:supported|valid)|required|missing|invalid)|"
            r"missing required query parameter:? ['`\"]?api-version|only for api-version",
        ),
        status=_WANTING,
        subject="api-version",
        form="version",
        note="Azure OpenAI",
    ),
    Rule(
        "config.gateway_header_missing",
        texts=(
            r"(?P<subject>x-portkey-(?!api-key)[\w-]+)",
            r"configure ai gateway in the cloudflare",
            rf"{_WANTED}\b.{{0,30}}\bheaders?(?: parameters?| fields?)?:? ['\"`]?{_HEADER}",
            rf"{_WANTED}\b.{{0,30}}['\"` ]{_HEADER}['\"`]? header",
            rf"(?:header|query parameter) ['\"`]?{_HEADER}['\"`]? {_ABSENT}",
            rf"{_HEADER}['\"`]?:? header {_ABSENT}",
            rf"\bheader ['\"`]?{_HEADER}['\"`]? (?:must|should) be\b",
            rf"header\.{_HEADER}: (?:field required|missing)",
            rf"(?P<subject>(?<![\w-])x-(?!api-key|goog-api-key|"
            rf"request)[a-z0-9-]{{1,60}})['\"`]?:? {_ABSENT}",
        ),
        status=_WANTING,
        note="Portkey, Cloudflare AI Gateway, Copilot",
    ),
    Rule(
        "auth.wrong_header",
        texts=(
            r"in (?:the )?(?:query|url)\b.{0,60}\b(?:deprecated|not (?:supported|allowed))",
            r"(?P<subject>x-api-key|x-goog-api-key|api-key)['\"`]? header (?:is )?(?:required|"
            r"missing)",
            r"(?:missing|requires?|expects?|provide|use|set)\b.{0,30}\b(?<!x-portkey-)"
            r"(?P<subject>x-api-key|x-goog-api-key|api-key)\b(?! key)",
            r"(?:oauth|bearer) (?:authentication|auth|tokens?) (?:is|are) (?:currently )?not "
            r"supported",
            r"aws4-hmac|sigv4|not a valid key=value pair|authorization header requires "
            r"'(?:credential|sig)",
        ),
        unless=r"in authorization header|or authorization header|authorization\b.{0,20}\bor x-",
        status=REFUSALS,
        confidence=Confidence.LIKELY,
        runner_up="auth.key_rejected",
        note="Anthropic, Azure, Gemini, AWS",
    ),
    Rule(
        "auth.wrong_header",
        header=r"^www-authenticate: (?P<subject>basic)\b",
        status=frozenset({401}),
        confidence=Confidence.LIKELY,
        form="password",
        runner_up="auth.key_rejected",
        note="a web server's own password stands in front",
    ),
    Rule(
        "auth.wrong_header",
        header=r"^www-authenticate: (?P<subject>digest|negotiate|ntlm)\b",
        status=frozenset({401}),
        confidence=Confidence.LIKELY,
        form="login",
        runner_up="auth.key_rejected",
        note="a login that Codex does not know stands in front",
    ),
)
