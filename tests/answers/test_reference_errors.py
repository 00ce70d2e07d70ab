"""Error bodies of real products, each named by what really was wrong, mean a cause of that kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from codex_doctor.answers.classify import classify

DATA: Final = Path(__file__).parent.parent / "data/reference_errors.json"
CASES: Final[list[dict[str, Any]]] = json.loads(DATA.read_text(encoding="utf-8"))
UNKNOWN: Final = {"model.unknown_id", "model.no_access"}
KEY: Final = {"auth.key_rejected", "auth.no_credential", "auth.wrong_header"}
MISSING: Final = {"wire.responses_missing"}
HISTORY: Final = {"session.history_rejected", "request.item_rejected"}
# What was wrong, and the ids that say it. Where the body cannot tell (docs/classifier.md), the id
# of what it does say stands here, and other checks or further requests decide.
MEANS: Final[dict[str, set[str]]] = {
    "auth.chatgpt_token_to_api": {"auth.forbidden", "auth.key_rejected"},
    "auth.client_not_allowed": {"auth.client_blocked"},
    "auth.ip_not_allowed": {"auth.region_blocked"},
    "auth.key_of_sibling_platform": {"quota.exhausted"},
    "auth.key_sent_to_openai": {"auth.key_of_other_service"},
    "auth.oauth_token_dead": {"auth.key_rejected"},
    "auth.wrong_or_missing_key_gateway": KEY,
    "config.azure_shape": {*UNKNOWN, *MISSING, "config.gateway_header_missing"},
    "config.gateway_header_missing": {"config.gateway_header_missing"},
    "config.provider_not_selected": UNKNOWN,
    "limits.body_413": {"request.too_large"},
    "limits.context_overflow": {"request.context_too_small"},
    "limits.rate_429": {"quota.rate_limited"},
    "model.gateway_unknown_name": UNKNOWN,
    "model.no_channel": {"model.unknown_id"},
    "model.prefix_missing": {*UNKNOWN, *MISSING},
    "model.secondary_model_openai_only": {"model.unknown_id"},
    "model.unknown_id": {"model.unknown_id"},
    "proxy.loopback_via_proxy": {"proxy.refuses_target"},
    "quota.balance_exhausted": {"quota.exhausted"},
    "region.cloudflare_bot_block": {"auth.client_blocked"},
    "region.unsupported_country": {"auth.region_blocked"},
    "request_shape.backend_requires_fields": {"request.field_rejected"},
    "request_shape.developer_role": {"request.role_rejected"},
    "request_shape.effort_value": {"request.field_rejected"},
    "request_shape.extra_forbidden": {"request.field_rejected"},
    "request_shape.image_poisoned_session": HISTORY,
    "request_shape.invalid_encrypted_content": HISTORY,
    "request_shape.multi_turn_history": HISTORY,
    "request_shape.no_tool_output": {"tools.output_rejected"},
    "request_shape.previous_response_id": {"request.field_rejected"},
    "request_shape.unsupported_param": {"request.field_rejected"},
    "request_shape.zstd_body": {"request.compression_rejected"},
    "streaming.no_completed_event": {"stream.no_completed"},
    "streaming.upstream_failed": {"upstream.error", "upstream.unavailable"},
    "tools.call_parsed_as_text": {"tools.call_as_text", "request.field_rejected"},
    "tools.type_rejected_builtin": {"request.tool_type_rejected"},
    "tools.type_rejected_namespace": {"request.tool_type_rejected"},
    "wire.compact_endpoint_missing": {"session.compact_missing", *MISSING},
    "wire.responses_not_implemented": MISSING,
}


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{one['kind']}" for i, one in enumerate(CASES)])
def test_a_reference_body_means_what_was_wrong(case: dict[str, Any]) -> None:
    body = case["body"] if isinstance(case["body"], str) else json.dumps(case["body"])

    cause = classify(
        status=case["status"], headers=case["headers"], body=body.encode(), model="my-model"
    )

    assert cause.id in MEANS[case["kind"]]
