"""Error answers of gateways that know the key: what stands behind them refuses or is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.wire import Reply, json_reply
from field.endpoints import has_good_key, is_post, said
from field.set_up import GOOD

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour, Seen

from field.endpoints import refused

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


_LITELLM_401: Final = said(
    401,
    "Authentication Error, Invalid proxy server token passed.",
    type="token_not_found_in_db",
    param="key",
    code="401",
)


CASES: Final = (
    refused(
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
    ),
    refused(
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
    refused(
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
    refused(
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
    refused(
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
    ),
    refused(
        "gateway-token-not-fetched",
        "gateway's own key",
        "A gateway cannot get the token of its own service, since it is not logged in.",
        said(500, "Failed to get Copilot token: 401 Unauthorized", type="error"),
        *UPSTREAM,
        says_not=_WAIT,
    ),
    refused(
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
    refused(
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
