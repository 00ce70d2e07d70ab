"""Codes, for answers whose words decide nothing.

Most come after all words, because gateways put one code on many causes.
"""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.answers.rules_status import FAILURES
from codex_doctor.model import Confidence

_LIKELY: Final = Confidence.LIKELY

# Codes that have one meaning, whatever vague words stand beside them.
PLAIN: Final = (
    Rule(
        "request.context_too_small",
        codes=r"\w*context_?(?:length|window|size)\w*|exceed_context\w*|prompt_too_long",
        note="OpenAI, LiteLLM, llama.cpp",
    ),
    Rule(
        "request.prompt_rejected",
        codes=(
            r"\w*content_?(?:filter|policy|moderation)\w*|invalid_prompt|cyber_policy|"
            r"\w*data_inspection\w*|\w*sensitive\w*|"
            r"responsible_ai\w*|moderation\w*|\w*censor\w*|\w*guardrail\w*"
        ),
        # OpenRouter and MiniMax give invalid_prompt to every request they cannot read.
        unless=r"invalid (?:\w+ ){0,3}request|unknown|unsupported",
        confidence=_LIKELY,
        runner_up="request.rejected",
        note="codes of policies",
    ),
    Rule(
        "request.rejected",
        codes=r"no_fixture_match",
        note="aimock: the route is there, and no answer is prepared for the request",
    ),
)

CODES: Final = (
    Rule(
        "quota.exhausted",
        codes=(
            r"insufficient_(?:user_)?(?:quota|balance|credits?|funds)\w*|billing\w*|arrear\w*|"
            r"account_overdue\w*|payment_required|"
            r"\w*budget_exceeded\w*|quota_exceeded|exceeded_current_quota\w*|\w*quota_exhausted|"
            r"subscription_(?:not_found|invalid|"
            r"expired)|credit\w*|usage_not_included|allocation_quota_free_tier_only"
        ),
        note="codes of billing",
    ),
    Rule(
        "quota.rate_limited",
        codes=(
            r"\w*rate_?limit\w*|too_many_requests\w*|\w*throttl\w*|resource_exhausted|"
            r"usage_limit\w*|limit_requests|limit_burst\w*|"
            r"\w*concurrency\w*|slow_down"
        ),
        runner_up="quota.exhausted",
        note="codes of limits",
    ),
    Rule(
        "auth.key_rejected",
        codes=(
            r"(?:invalid|wrong|incorrect|bad|expired|unknown)_(?:api_?key|auth\w*|token|"
            r"credential\w*|access_token|key)|"
            r"(?:api_?key|token|key)_(?:invalid\w*|expired|disabled|revoked|not_found\w*)|"
            r"auth\w*_(?:error|failed|failure|fails)|"
            r"unauthenticated|unauthori[sz]ed|auth_error|authorized_error|"
            r"unrecognized_client_exception|token_not_found_in_db"
        ),
        status=frozenset({0, 200, 400, 401, 403, 500}),
        runner_up="auth.no_credential",
        note="codes of credentials",
    ),
    Rule(
        "request.too_large",
        codes=r"\w*(?:request|payload|body|entity)_too_large\w*|string_above_max_length",
    ),
    Rule(
        "tools.call_as_text",
        codes=r"tool_use_failed",
        confidence=_LIKELY,
        runner_up="tools.arguments_invalid",
        note="Groq",
    ),
    Rule(
        "session.history_rejected",
        codes=r"invalid_encrypted_content|previous_response_not_found",
        note="OpenAI",
    ),
    Rule(
        "upstream.overloaded",
        codes=r"\w*overload\w*|\w*at_capacity\w*|\w*capacity_exceeded\w*",
        note="Anthropic, OpenAI",
    ),
    Rule(
        "wire.responses_missing",
        codes=(
            r"unknown_url|convert_request_failed|not_implemented\w*|method_not_allowed|"
            r"unsupported_endpoint|route_not_found|"
            r"endpoint_not_found"
        ),
        confidence=_LIKELY,
        runner_up="model.not_on_responses",
        note="OpenAI, new-api",
    ),
    Rule(
        "request.field_rejected",
        codes=(
            r"invalid_?parameter\w*|unsupported_(?:parameter|value)\w*|unknown_parameter\w*|"
            r"missing_(?:required_)?parameter\w*|"
            r"extra_forbidden|invalid_value|unsupported_params_error"
        ),
        status=frozenset({0, 200, 400, 422, 500}),
        confidence=Confidence.POSSIBLE,
        runner_up="request.tool_type_rejected",
        note="Volcengine says no more than that a parameter is not valid",
    ),
    Rule(
        "upstream.error",
        codes=(
            r"\w*upstream\w*|server_error|internal\w*|api_connection_error|"
            r"bad_response_status_code|do_request_failed|"
            r"stream_read_error|processing_error"
        ),
        status=FAILURES,
        confidence=_LIKELY,
        runner_up="request.rejected",
        note="OpenAI, new-api, sub2api",
    ),
    Rule(
        "auth.forbidden",
        codes=r"\w*permission_?(?:denied|error)\w*|forbidden\w*|access_denied\w*|request_forbidden",
        confidence=_LIKELY,
        runner_up="auth.key_rejected",
    ),
)
