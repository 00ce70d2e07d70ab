"""What relays and services were reported to say to Codex: who may come in, and with which key."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.wire import json_reply
from field.endpoints import (
    refused,
    said,
)

_KEY: Final = ("get a key for 127.0.0.1", "rejects the key from gw_key")

CASES: Final = (
    # ----- who may come in
    refused(
        "crs-client-not-allowed",
        "client",
        "A relay lets only some clients in, and knows Codex by an older name.",
        json_reply(
            403,
            {
                "error": "Client not allowed",
                "message": "Your client is not authorized to use this API key",
                "allowedClients": ["codex_cli"],
                "userAgent": "codex_exec/0.171.0",
            },
        ),
        "auth.client_blocked",
        "auth.forbidden",
        says_not=_KEY,
        report="Wei-Shaw/claude-relay-service#1125",
    ),
    refused(
        "sub2api-official-clients",
        "client",
        "A relay takes the client for one that is not OpenAI's.",
        said(403, "This account only allows Codex official clients", type="forbidden_error"),
        "auth.client_blocked",
        "auth.forbidden",
        says_not=_KEY,
        report="Wei-Shaw/sub2api#4694",
    ),
    refused(
        "client-too-old",
        "client",
        "A relay wants a newer Codex.",
        said(
            426,
            "Your Codex CLI version is too old. Please upgrade to the latest version.",
            type="client_version_error",
        ),
        "auth.client_blocked",
        "auth.forbidden",
        "request.rejected",
        says_not=_KEY,
    ),
    # ----- keys
    refused(
        "sub2api-key",
        "key",
        "sub2api does not know the key.",
        json_reply(401, {"code": "INVALID_API_KEY", "message": "Invalid API key"}),
        "auth.key_rejected",
        report="Wei-Shaw/sub2api#1598",
    ),
    refused(
        "crs-key-format",
        "key",
        "A relay's own keys begin otherwise.",
        json_reply(
            401,
            {
                "error": "Invalid API key format",
                "message": "API key must start with cr_",
                "timestamp": "2026-08-01T10:00:00Z",
            },
        ),
        "auth.key_rejected",
        "auth.key_of_other_service",
    ),
    refused(
        "new-api-token-status",
        "key",
        "new-api says that the token was switched off.",
        said(401, "该令牌状态不可用 (request id: 20260801)", type="new_api_error"),
        "auth.key_rejected",
        "auth.forbidden",
    ),
    refused(
        "new-api-user-banned",
        "key",
        "new-api says that the user was banned.",
        said(403, "用户已被封禁 (request id: 20260801)", type="new_api_error"),
        "auth.forbidden",
    ),
    refused(
        "azure-wrong-resource",
        "key",
        "Azure takes the key for one of another resource.",
        said(
            401,
            "Access denied due to invalid subscription key or wrong API endpoint. Make sure to"
            " provide a valid key for"
            " an active subscription and use a correct regional API endpoint for your resource.",
            code="401",
        ),
        "auth.key_rejected",
    ),
    refused(
        "dashscope-key",
        "key",
        "DashScope does not know the key.",
        json_reply(
            401,
            {"code": "InvalidApiKey", "message": "Invalid API-key provided.", "request_id": "7d1c"},
        ),
        "auth.key_rejected",
    ),
    refused(
        "key-in-200-of-relay",
        "key",
        "A relay says with a status of 200 that the token is wrong.",
        json_reply(200, {"code": 401, "msg": "token无效", "data": None}),
        "auth.key_rejected",
    ),
    refused(
        "bedrock-without-rights",
        "gateway's own key",
        "The gateway's own account at AWS may not call the model.",
        said(
            403,
            "User: arn:aws:sts::123456789012:assumed-role/gw/i-0a is not authorized to"
            " perform: bedrock:InvokeModel on resource",
            type="AccessDeniedException",
        ),
        "upstream.key_rejected",
        "model.no_access",
        "auth.forbidden",
    ),
    refused(
        "sub2api-token-revoked",
        "gateway's own key",
        "The login behind a relay was taken back.",
        said(
            502,
            "codex upstream error 401: Encountered invalidated oauth token for user, failing"
            " request (token_revoked)",
            type="upstream_error",
        ),
        "upstream.key_rejected",
        says_not=_KEY,
        report="Wei-Shaw/sub2api#4544",
    ),
)
