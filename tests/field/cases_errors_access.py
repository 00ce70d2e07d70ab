"""Error answers about keys, headers that gateways want, and firewalls."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.wire import document, json_reply
from field.endpoints import always, refused, said

_OWN_KEY: Final = ("rejects the key from gw_key", "get a key for 127.0.0.1")


CASES: Final = (
    refused(
        "token-expired-chinese",
        "key",
        "The key has expired, said in Chinese.",
        said(401, "\u8be5\u4ee4\u724c\u5df2\u8fc7\u671f (request id: 2026)", type="new_api_error"),
        "auth.key_rejected",
    ),
    refused(
        "portkey-key",
        "key",
        "The gateway does not know the key, with a code of its own.",
        json_reply(401, {"status": "failure", "message": "Invalid API Key. Error Code: 03"}),
        "auth.key_rejected",
    ),
    refused(
        "minimax-login-in-200",
        "key",
        "Status 200 and a document that says that the key is wrong.",
        json_reply(
            200, {"base_resp": {"status_code": 1004, "status_msg": "login fail: invalid api key"}}
        ),
        "auth.key_rejected",
        report="MiniMax-AI/MiniMax-M2.5#18",
    ),
    refused(
        "portkey-provider-header",
        "missing piece",
        "The gateway wants a header that says which service is meant.",
        json_reply(
            400,
            {
                "status": "failure",
                "message": "Either x-portkey-config or x-portkey-provider header is required",
            },
        ),
        "config.gateway_header_missing",
    ),
    refused(
        "company-header",
        "missing piece",
        "A gateway of a company wants a header of its own, and names it.",
        said(400, "Missing required header: X-Acme-Tenant"),
        "config.gateway_header_missing",
        says_not=("does not say why",),
    ),
    refused(
        "company-header-in-detail",
        "missing piece",
        "A gateway wants a header of its own, and says so in the way of FastAPI.",
        json_reply(
            422,
            {
                "detail": [
                    {"type": "missing", "loc": ["header", "x-team-id"], "msg": "Field required"}
                ]
            },
        ),
        "config.gateway_header_missing",
        says_not=("does not say why",),
    ),
    refused(
        "apim-subscription-missing",
        "missing piece",
        "The management layer wants its subscription key in a header of its own.",
        always(
            json_reply(
                401,
                {
                    "statusCode": 401,
                    "message": "Access denied due to missing subscription key. Make sure to "
                    "include subscription key when making requests to an API.",
                },
            )
        ),
        "config.gateway_header_missing",
        "auth.wrong_header",
        says_not=("wants a part of it",),
    ),
    refused(
        "ip-not-allowed",
        "key",
        "The key may be used from other addresses only.",
        said(403, "Your IP 203.0.113.7 is not in the allowlist of this key", code="ip_not_allowed"),
        "auth.region_blocked",
        "auth.forbidden",
        says_not=("use a provider that serves your region",),
    ),
    refused(
        "cloudflare-1010",
        "firewall",
        "A firewall refuses the client by its signature.",
        always(document(403, "text/plain", "error code: 1010", ("server", "cloudflare"))),
        "auth.client_blocked",
        says_not=_OWN_KEY,
    ),
    refused(
        "cloudflare-challenge",
        "firewall",
        "A firewall wants a browser to solve a riddle.",
        always(
            document(
                403,
                "text/html",
                "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>",
                ("server", "cloudflare"),
                ("cf-mitigated", "challenge"),
            )
        ),
        "auth.client_blocked",
        says_not=("knows the key",),
    ),
    refused(
        "tunnel-down",
        "firewall",
        "The tunnel to the server behind the name is not connected.",
        always(document(530, "text/plain", "error code: 1033", ("server", "cloudflare"))),
        "upstream.unavailable",
        says_not=(
            "wait and try again",
            "fails inside",
        ),
    ),
    refused(
        "ngrok-offline",
        "firewall",
        "The tunnel's far end is offline; its page has the status of a missing route.",
        always(
            document(
                404,
                "text/html",
                "<!DOCTYPE html><html><body>The endpoint x.ngrok-free.app is offline. "
                "ERR_NGROK_3200</body></html>",
                ("ngrok-error-code", "ERR_NGROK_3200"),
            )
        ),
        "upstream.unavailable",
        says_not=("wait and try again", "has no responses api", "litellm"),
    ),
)
