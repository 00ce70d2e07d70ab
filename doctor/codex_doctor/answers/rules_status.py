"""What is left when no words decide: the endpoint's own upstream, and bare statuses."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.cause import REDIRECTS
from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

_LIKELY: Final = Confidence.LIKELY
FAILURES: Final = frozenset({0, 200, 424, *range(500, 600)})

UPSTREAM: Final = (
    Rule(
        "upstream.timeout",
        texts=(r"time[sd]?[ -]?out|timing out|timeout|deadline exceeded|took too long|超时",),
        status=FAILURES | {400, 408},
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
            r"fetch failed|socket hang up|error sending request for url|"
            r"all connection attempts failed",
            r"getaddrinfo|no such host|could not connect|cannot connect|failed to connect|"
            r"unreachable|invalid response was received",
            r"(?:无|没有)可用的?账[号户]|暂时不可用|暂不可用|服务不可用|无法连接|连接失败",
        ),
        status=FAILURES | {400, 403, 404, 429},
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
        status=FAILURES | {400, 403, 404, 422, 429},
        confidence=_LIKELY,
        runner_up="request.rejected",
        note="sub2api, OpenRouter, OpenCode, new-api",
    ),
)

STATUSES: Final = (
    Rule(
        "url.redirect",
        status=REDIRECTS,
        note="Codex follows it, often as GET or without the key",
    ),
    Rule(
        "request.rejected",
        status=frozenset({400, 409, 411, 412, 417, 418, 422, 428}),
        confidence=_LIKELY,
        runner_up="request.field_rejected",
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
        texts=(r"not acceptable\b.{0,40}\bjson|acceptable representation|event-stream",),
        status=frozenset({406}),
        confidence=_LIKELY,
        runner_up="auth.client_blocked",
        form="accept",
        note="Spring, FastAPI: no stream of events can be had",
    ),
    Rule(
        "request.rejected",
        status=frozenset({406, 415}),
        confidence=_LIKELY,
        runner_up="request.compression_rejected",
    ),
    Rule(
        "wire.responses_missing",
        status=frozenset({426}),
        confidence=Confidence.POSSIBLE,
        runner_up="wire.other_protocol",
    ),
    Rule(
        "quota.rate_limited",
        status=frozenset({429}),
        confidence=_LIKELY,
        runner_up="quota.exhausted",
    ),
    Rule(
        "url.wrong_page",
        status=frozenset({419}),
        confidence=Confidence.POSSIBLE,
        runner_up="wire.responses_missing",
        note="Laravel: a form's page has expired",
    ),
    Rule("http.header_limit", status=frozenset({431, 494})),
    Rule(
        "auth.region_blocked",
        status=frozenset({451}),
        confidence=_LIKELY,
        runner_up="request.prompt_rejected",
    ),
    Rule(
        "upstream.timeout",
        # 460 and 499: a gateway in front gave up before the one behind it answered.
        status=frozenset({408, 460, 499, 504, 522, 524, 598, 599}),
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
        "url.wrong_page",
        status=frozenset({511}),
        confidence=_LIKELY,
        runner_up="proxy.auth_required",
        note="RFC 6585: a network that wants a login first",
    ),
    Rule(
        "upstream.error",
        status=frozenset({424, *range(500, 600)}),
        confidence=_LIKELY,
        runner_up="request.rejected",
    ),
    Rule(
        "request.rejected",
        status=frozenset(range(400, 500)),
        confidence=Confidence.POSSIBLE,
        runner_up="request.field_rejected",
    ),
)
