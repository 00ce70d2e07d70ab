"""Error answers about keys, money, regions and gateways: the body says what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab.wire import Reply, document, json_reply
from field.endpoints import above, always, answering, has_good_key, is_post, refusing, said
from field.set_up import GOOD, SetUp

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour, Seen

UPSTREAM: Final = ("upstream.key_rejected", "upstream.not_logged_in", "upstream.error")
_OWN_KEY: Final = ("rejects the key from gw_key", "get a key for 127.0.0.1")
_WAIT: Final = ("wait and try again",)


def _behind(own: Reply, upstream: Reply) -> Behaviour:
    """Return a gateway that knows the key, and whose own service refuses what it sends."""

    def answer(seen: Seen) -> Reply:
        if not has_good_key(seen):
            return own
        return upstream if is_post(seen) else GOOD(seen)

    return answer


def _error(
    id_: str, kind: str, about: str, reply: Reply | Behaviour, *first: str, **more: Any
) -> SetUp:
    endpoint = answering(reply) if isinstance(reply, Reply) else reply
    given = {"codex": "fails", "endpoint": endpoint, **more}
    return SetUp(id=id_, kind=kind, about=about, first=first, **given)


_LITELLM_401: Final = said(
    401,
    "Authentication Error, Invalid proxy server token passed.",
    type="token_not_found_in_db",
    param="key",
    code="401",
)

_GATEWAYS: Final = (
    _error(
        "litellm-upstream-key",
        "gateway's own key",
        "LiteLLM knows the key; the key it has for OpenAI itself is refused.",
        _behind(
            _LITELLM_401,
            said(
                401,
                "litellm.AuthenticationError: AuthenticationError: OpenAIException - Incorrect API "
                "key provided: sk-up****1234. You can find your API key at "
                "https://platform.openai.com/account/api-keys.",
                type=None,
                param=None,
                code="401",
            ),
        ),
        *UPSTREAM,
        says_not=_OWN_KEY,
        report="BerriAI/litellm#14144",
    ),
    _error(
        "bedrock-token-behind-litellm",
        "gateway's own key",
        "LiteLLM knows the key; its credentials for Bedrock are refused.",
        _behind(
            _LITELLM_401,
            said(
                401,
                'litellm.AuthenticationError: BedrockException - {"message":"The security token '
                'included in the request is invalid."}',
                code="401",
            ),
        ),
        *UPSTREAM,
        says_not=_OWN_KEY,
    ),
    _error(
        "new-api-channel-key",
        "gateway's own key",
        "new-api knows the key; the channel's own key is refused.",
        _behind(
            said(401, "Invalid token (request id: 1)", type="new_api_error"),
            said(
                401,
                "bad response status code 401",
                type="upstream_error",
                code="bad_response_status_code",
            ),
        ),
        *UPSTREAM,
        says_not=_OWN_KEY,
    ),
    _error(
        "byok-key-refused",
        "gateway's own key",
        "A router knows the key; the key of the user's own that it passes on is refused.",
        _behind(
            said(401, "No auth credentials found", code=401),
            said(
                401,
                "Provider returned error",
                code=401,
                metadata={
                    "raw": '{"error":{"message":"Invalid API Key","code":"invalid_api_key"}}',
                    "provider_name": "Groq",
                },
            ),
        ),
        *UPSTREAM,
        says_not=_OWN_KEY,
    ),
    _error(
        "gateway-without-login",
        "gateway's own key",
        "A gateway for subscriptions has no account that is logged in.",
        said(
            500,
            "auth_unavailable: no auth available",
            type="server_error",
            code="internal_server_error",
        ),
        *UPSTREAM,
        says_not=_WAIT,
        report="router-for-me/CLIProxyAPI#2406",
    ),
    _error(
        "gateway-token-not-fetched",
        "gateway's own key",
        "A gateway cannot get the token of its own service, since it is not logged in.",
        said(500, "Failed to get Copilot token: 401 Unauthorized", type="error"),
        *UPSTREAM,
        says_not=_WAIT,
    ),
    _error(
        "gateway-all-keys-failed",
        "gateway's own key",
        "All keys that the gateway has for its service failed.",
        json_reply(
            503, {"error": "\u6240\u6709 Responses API\u5bc6\u94a5\u90fd\u5931\u8d25\u4e86"}
        ),
        *UPSTREAM,
        report="BenedictKing/ccx#41",
        says_not=_WAIT,
    ),
    _error(
        "cloud-credentials-not-found",
        "gateway's own key",
        "The gateway has no credentials of the cloud that serves the model.",
        said(
            500,
            "litellm.APIConnectionError: Your default credentials were not found. To set up "
            "Application Default Credentials, see https://cloud.google.com/docs/authentication",
            code="500",
        ),
        *UPSTREAM,
        says_not=_WAIT,
    ),
)

_MONEY: Final = (
    _error(
        "litellm-budget",
        "money or rate",
        "The budget of the virtual key is used up, said with status 400.",
        said(
            400,
            "Budget has been exceeded! Current cost: 26.075, Max budget: 0.25",
            type="budget_exceeded",
            param=None,
            code="400",
        ),
        "quota.exhausted",
        report="BerriAI/litellm#22726",
    ),
    _error(
        "balance-402",
        "money or rate",
        "The account has no balance.",
        said(402, "Insufficient account balance", type="payment_required"),
        "quota.exhausted",
        report="diegosouzapw/OmniRoute#5239",
    ),
    _error(
        "balance-401",
        "money or rate",
        "The account has no balance, said with the status of a bad key.",
        json_reply(
            401,
            {
                "type": "error",
                "error": {"type": "CreditsError", "message": "Insufficient balance."},
            },
        ),
        "quota.exhausted",
        says_not=_OWN_KEY,
        report="klarkxy/open-console-gateway#51",
    ),
    _error(
        "account-overdue",
        "money or rate",
        "The account has a bill that is not paid.",
        said(
            403,
            "The request failed because your account has an overdue balance.",
            code="AccountOverdueError",
            type="Forbidden",
        ),
        "quota.exhausted",
    ),
    _error(
        "balance-429-chinese",
        "money or rate",
        "The account has no balance, said in Chinese with the status of a rate limit.",
        said(
            429,
            "\u4f59\u989d\u4e0d\u8db3\u6216\u65e0\u53ef\u7528\u8d44\u6e90\u5305,\u8bf7\u5145\u503c\u3002",
            code="1113",
        ),
        "quota.exhausted",
        says_not=_WAIT,
    ),
    _error(
        "usage-limit-reached",
        "money or rate",
        "The plan's limit is reached for two days.",
        json_reply(
            429,
            {
                "error": {
                    "type": "usage_limit_reached",
                    "message": "The usage limit has been reached",
                    "plan_type": "team",
                    "resets_in_seconds": 172800,
                }
            },
        ),
        "quota.exhausted",
        "quota.rate_limited",
        report="icebear0828/codex-proxy#396",
    ),
    _error(
        "concurrency-limit",
        "money or rate",
        "Too many requests of the account run at the same time.",
        said(
            429, "Concurrency limit exceeded for user, please retry later", type="rate_limit_error"
        ),
        "quota.rate_limited",
        report="ding113/claude-code-hub#1366",
    ),
    _error(
        "minimax-balance-in-200",
        "money or rate",
        "Status 200 and a document that says that there is no balance.",
        json_reply(200, {"base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}}),
        "quota.exhausted",
        report="MiniMax-AI/MiniMax-M2.5#18",
    ),
    _error(
        "overloaded-529",
        "money or rate",
        "The service is overloaded, with a status of its own.",
        json_reply(
            529, {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
        ),
        "upstream.overloaded",
    ),
    _error(
        "cooldown-list",
        "money or rate",
        "The gateway has put all its deployments aside after errors.",
        said(
            429,
            "No deployments available for selected model, Try again in 5 seconds. Passed "
            "model=glm-5. pre-call-checks=False, cooldown_list=['1f']",
            type="None",
            code="429",
        ),
        "upstream.overloaded",
        "upstream.unavailable",
        "quota.rate_limited",
    ),
    _error(
        "one-request-over-tpm",
        "money or rate",
        "One request of Codex has more tokens than the plan allows in a minute: waiting is no help.",
        refusing(
            above(
                20 * 1024,
                said(
                    413,
                    "Request too large for model `glm-5` in organization `org_1` service tier "
                    "`on_demand` on tokens per minute (TPM): Limit 6000, Requested 9873, please "
                    "reduce your message size and try again.",
                    type="tokens",
                    code="rate_limit_exceeded",
                ),
            )
        ),
        "quota.rate_limited",
        "request.context_too_small",
        says_not=("client_max_body_size", "wait and try again"),
    ),
)

_ACCESS: Final = (
    _error(
        "token-expired-chinese",
        "key",
        "The key has expired, said in Chinese.",
        said(401, "\u8be5\u4ee4\u724c\u5df2\u8fc7\u671f (request id: 2026)", type="new_api_error"),
        "auth.key_rejected",
    ),
    _error(
        "portkey-key",
        "key",
        "The gateway does not know the key, with a code of its own.",
        json_reply(401, {"status": "failure", "message": "Invalid API Key. Error Code: 03"}),
        "auth.key_rejected",
    ),
    _error(
        "minimax-login-in-200",
        "key",
        "Status 200 and a document that says that the key is wrong.",
        json_reply(
            200, {"base_resp": {"status_code": 1004, "status_msg": "login fail: invalid api key"}}
        ),
        "auth.key_rejected",
        report="MiniMax-AI/MiniMax-M2.5#18",
    ),
    _error(
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
    _error(
        "company-header",
        "missing piece",
        "A gateway of a company wants a header of its own, and names it.",
        said(400, "Missing required header: X-Acme-Tenant"),
        "config.gateway_header_missing",
        says_not=("does not say why",),
    ),
    _error(
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
    _error(
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
    ),
    _error(
        "ip-not-allowed",
        "key",
        "The key may be used from other addresses only.",
        said(403, "Your IP 203.0.113.7 is not in the allowlist of this key", code="ip_not_allowed"),
        "auth.region_blocked",
        "auth.forbidden",
    ),
    _error(
        "cloudflare-1010",
        "firewall",
        "A firewall refuses the client by its signature.",
        always(document(403, "text/plain", "error code: 1010", ("server", "cloudflare"))),
        "auth.client_blocked",
        says_not=_OWN_KEY,
    ),
    _error(
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
    _error(
        "tunnel-down",
        "firewall",
        "The tunnel to the server behind the name is not connected.",
        always(document(530, "text/plain", "error code: 1033", ("server", "cloudflare"))),
        "upstream.unavailable",
        says_not=("fails inside",),
    ),
    _error(
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
        says_not=("has no responses api", "litellm"),
    ),
)
CASES: Final = _GATEWAYS + _MONEY + _ACCESS
