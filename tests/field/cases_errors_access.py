"""Error answers about keys, headers that gateways want, and firewalls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import tools
from codex_doctor.lab.wire import Reply, Seen, document, json_reply
from field.endpoints import always, has_good_key, is_post, refused, said
from field.set_up import GOOD, OPEN, with_config

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour

_KEYLESS: Final = with_config('env_key = "GW_KEY"\n', "")
_OWN_KEY: Final = ("rejects the key from gw_key", "get a key for 127.0.0.1")


def crashing(without: Reply, wrong: Reply | None = None, *, good: Behaviour = GOOD) -> Behaviour:
    """Return an endpoint that fails where no credential comes, and answers others with `wrong`."""

    def answer(seen: Seen) -> Reply:
        if is_post(seen) and not seen.header("authorization"):
            return without
        return wrong if wrong is not None and not has_good_key(seen) else good(seen)

    return answer


def crashing_over_tools(seen: Seen) -> Reply:
    """Crash over a tool that is no function; no key is needed, and an unknown one is refused."""
    if seen.header("authorization"):
        return _WRONG
    odd = is_post(seen) and any(one.get("type") != "function" for one in tools(seen.json))
    return _CRASH if odd else OPEN(seen)


_CRASH: Final = document(500, "text/plain", "Internal Server Error")
_WRONG: Final = said(401, "Invalid API key")
CASES: Final = (
    refused(
        "crash-without-key",
        "key",
        "No key is configured; the gateway crashes over that, and refuses any other key.",
        crashing(
            _CRASH,
            json_reply(
                400,
                {
                    "error": {
                        "message": "No connected db.",
                        "type": "no_db_connection",
                        "code": "400",
                    }
                },
            ),
        ),
        "auth.no_credential",
        config=_KEYLESS,
        cure="env_key",
    ),
    refused(
        "crash-without-key-worker",
        "key",
        "No key is configured; a script in front throws, and the page is that of its host.",
        crashing(
            document(
                500,
                "text/html",
                "<html><title>Worker threw exception</title><h1>Error 1101</h1></html>",
            ),
            _WRONG,
        ),
        "auth.no_credential",
        config=_KEYLESS,
        cure="env_key",
    ),
    refused(
        "crash-without-key-typed",
        "key",
        "No key is configured; the gateway tells its own exception.",
        crashing(
            json_reply(500, {"detail": "'NoneType' object has no attribute 'split'"}),
            json_reply(403, {"detail": "Could not validate API key"}),
        ),
        "auth.no_credential",
        config=_KEYLESS,
        cure="env_key",
    ),
    refused(
        "crash-without-any-key",
        "key",
        "No key is configured; the gateway crashes over that, and any key will do.",
        crashing(_CRASH, good=OPEN),
        "auth.no_credential",
        config=_KEYLESS,
        cure="env_key",
    ),
    refused(
        "crash-with-any-key",
        "key",
        "No key is configured, and the gateway crashes with one just the same.",
        always(_CRASH),
        "upstream.error",
        config=_KEYLESS,
        says_not=("wants a key",),
    ),
    refused(
        "crash-over-tools-keyless",
        "key",
        "Nobody needs a key, an unknown one is refused, and the gateway crashes over a tool.",
        crashing_over_tools,
        "request.tool_type_rejected",
        config=_KEYLESS,
        says_not=("wants a key",),
    ),
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
        says_not=("wants a part that is not named",),
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
        says_not=("forbids the request",),
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
