"""What is left when no words decide: the endpoint's own upstream, codes, and bare statuses.

Codes come after words because gateways put one code on many causes.
"""

from __future__ import annotations

from typing import Final

from codex_doctor.endpoint.rules import Rule
from codex_doctor.model import Confidence

_LIKELY: Final = Confidence.LIKELY
_FAILURES: Final = frozenset({0, 200, *range(500, 600)})

UPSTREAM: Final = (
    Rule(
        "upstream.timeout",
        texts=(r"time[sd]?[ -]?out|timing out|timeout|deadline exceeded|took too long|超时",),
        status=_FAILURES | {400, 408},
        confidence=_LIKELY,
        runner_up="upstream.unavailable",
        note="Envoy, Kong, API Gateway, LiteLLM",
    ),
    Rule(
        "upstream.unavailable",
        texts=(
            r"(?:temporarily |currently |service |is |are )unavailable|no available (?:upstream |"
            r"active )?(?:account|key|token|provider)",
            r"connection (?:refused|reset|error|aborted|closed)|econn(?:refused|reset)|dial tcp|"
            r"fetch failed|socket hang up",
            r"getaddrinfo|no such host|could not connect|cannot connect|failed to connect|"
            r"unreachable|invalid response was received",
            r"(?:无|没有)可用的?账[号户]|暂时不可用|暂不可用|服务不可用|无法连接|连接失败",
        ),
        status=_FAILURES | {400, 403, 404, 429},
        confidence=_LIKELY,
        runner_up="upstream.error",
        note="sub2api, Kong, Go and Node gateways",
    ),
    Rule(
        "upstream.error",
        texts=(
            r"\bupstream\b|provider returned (?:an )?error|error from provider|bad response "
            r"status code|bad gateway",
            r"internal (?:server )?error|server had an error|something went wrong|unexpected "
            r"error|上游|内部错误|服务异常",
            r"traceback|panic|nullpointer|out of memory|more system memory|cuda",
        ),
        status=_FAILURES | {400, 403, 404, 422, 429},
        confidence=_LIKELY,
        runner_up="request.rejected",
        note="sub2api, OpenRouter, OpenCode, new-api",
    ),
)

CODES: Final = (
    Rule(
        "auth.region_blocked",
        codes=(
            r"\w*unsupported_country\w*|\w*(?:ip|region|country)_(?:not_allowed|blocked|denied|"
            r"forbidden)\w*"
        ),
        note="OpenAI",
    ),
    Rule(
        "auth.client_blocked",
        codes=r"\w*client_(?:not_allowed|blocked|restricted|forbidden)\w*|codex_access_restricted",
    ),
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
        "auth.no_credential",
        codes=(
            r"(?:missing|no|empty)_(?:api_?key|auth\w*|token|credential\w*)|(?:api_?key|token|"
            r"auth\w*)_(?:required|missing)"
        ),
        runner_up="auth.key_rejected",
        note="codes of credentials",
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
        "request.context_too_small",
        codes=r"\w*context_?(?:length|window|size)\w*|exceed_context\w*|prompt_too_long",
        note="OpenAI, LiteLLM, llama.cpp",
    ),
    Rule(
        "request.too_large",
        codes=r"\w*(?:request|payload|body|entity)_too_large\w*|string_above_max_length",
    ),
    Rule(
        "request.prompt_rejected",
        codes=(
            r"\w*content_?(?:filter|policy|moderation)\w*|invalid_prompt|cyber_policy|"
            r"\w*data_inspection\w*|\w*sensitive\w*|"
            r"responsible_ai\w*|moderation\w*"
        ),
        # OpenRouter and MiniMax give invalid_prompt to every request they cannot read.
        unless=r"invalid (?:\w+ ){0,3}request|unknown|unsupported",
        confidence=_LIKELY,
        runner_up="request.rejected",
        note="codes of policies",
    ),
    Rule(
        "request.role_rejected",
        codes=r"(?:invalid|unsupported)_role\w*",
    ),
    Rule("request.tool_type_rejected", codes=r"(?:invalid|unsupported|unknown)_tool\w*"),
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
    Rule("upstream.timeout", codes=r"\w*time_?d?_?out\w*", confidence=_LIKELY),
    Rule(
        "upstream.unavailable",
        codes=r"\w*(?:service|server|upstream)_unavailable\w*|unavailable(?:_error)?",
        confidence=_LIKELY,
    ),
    Rule(
        "upstream.error",
        codes=(
            r"\w*upstream\w*|server_error|internal\w*|api_connection_error|"
            r"bad_response_status_code|do_request_failed|"
            r"stream_read_error|processing_error"
        ),
        status=_FAILURES,
        confidence=_LIKELY,
        note="OpenAI, new-api, sub2api",
    ),
    Rule(
        "auth.forbidden",
        codes=r"\w*permission_?(?:denied|error)\w*|forbidden\w*|access_denied\w*|request_forbidden",
        confidence=_LIKELY,
    ),
)

STATUSES: Final = (
    Rule(
        "url.redirect",
        status=frozenset({301, 302, 303, 307, 308}),
        note="Codex follows it, often as GET or without the key",
    ),
    Rule(
        "request.rejected",
        status=frozenset({400, 409, 411, 412, 417, 418, 422, 428}),
        confidence=_LIKELY,
    ),
    Rule(
        "auth.key_rejected",
        status=frozenset({401, 498}),
        confidence=_LIKELY,
        runner_up="auth.no_credential",
    ),
    Rule(
        "auth.forbidden",
        status=frozenset({403}),
        confidence=_LIKELY,
        runner_up="auth.client_blocked",
    ),
    Rule(
        "wire.responses_missing",
        status=frozenset({404, 405, 410, 421, 501}),
        confidence=_LIKELY,
        runner_up="url.missing_v1",
    ),
    Rule(
        "proxy.auth_required",
        status=frozenset({407}),
        note="an endpoint never answers 407, a proxy does",
    ),
    Rule("request.too_large", status=frozenset({413})),
    Rule(
        "request.rejected",
        status=frozenset({406, 415}),
        confidence=_LIKELY,
        runner_up="request.compression_rejected",
    ),
    Rule(
        "wire.other_protocol",
        status=frozenset({426}),
        confidence=Confidence.POSSIBLE,
        runner_up="wire.responses_missing",
    ),
    Rule(
        "quota.rate_limited",
        status=frozenset({429}),
        confidence=_LIKELY,
        runner_up="quota.exhausted",
    ),
    Rule("http.header_limit", status=frozenset({431, 494})),
    Rule(
        "auth.region_blocked",
        status=frozenset({451}),
        confidence=_LIKELY,
        runner_up="request.prompt_rejected",
    ),
    Rule("upstream.overloaded", status=frozenset({529}), confidence=_LIKELY),
    Rule(
        "upstream.timeout",
        status=frozenset({408, 504, 522, 524, 598, 599}),
        confidence=_LIKELY,
        runner_up="upstream.unavailable",
    ),
    Rule(
        "upstream.unavailable",
        status=frozenset({502, 503, 521, 523, 525, 526, 530}),
        confidence=_LIKELY,
        runner_up="upstream.error",
    ),
    Rule(
        "upstream.error",
        status=frozenset(range(500, 600)),
        confidence=_LIKELY,
        runner_up="request.rejected",
    ),
    Rule("request.rejected", status=frozenset(range(400, 500)), confidence=Confidence.POSSIBLE),
)
