"""Relatives of what gateways say about their own keys, and of first answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from field.endpoints import Series, always, failed_stream, refused, said
from field.set_up import case

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply
    from field.set_up import SetUp

_UPSTREAM: Final = ("upstream.key_rejected", "upstream.not_logged_in")
_OWN_KEY: Final = ("rejects the key from gw_key", "get a key for 127.0.0.1", "wait and try again")
_COOL: Final = always(said(429, "Too many errors, cooling down."))


def _own(id_: str, about: str, reply: Reply) -> SetUp:
    return refused(id_, "gateway's own key", about, reply, *_UPSTREAM, says_not=_OWN_KEY)


_KEYS: Final = (
    _own(
        "vertex-behind-litellm",
        "LiteLLM's credentials for Vertex are refused.",
        said(
            401,
            "litellm.AuthenticationError: VertexAIException - Request had invalid authentication "
            "credentials. Expected OAuth 2 access token, login cookie or other valid credential.",
            code="401",
        ),
    ),
    _own(
        "no-active-credentials",
        "A router has no login for the service.",
        said(503, "No active credentials for provider: codex", type="server_error"),
    ),
    _own(
        "boto-no-credentials",
        "The gateway's own library finds no credentials.",
        said(500, "litellm.APIConnectionError: Unable to locate credentials", code="500"),
    ),
    _own(
        "byok-anthropic-refused",
        "The user's own key for another service is refused behind a router.",
        said(
            401,
            "Provider returned error",
            code=401,
            metadata={
                "raw": '{"type":"error","error":{"type":"authentication_error","message":'
                '"invalid x-api-key"}}',
                "provider_name": "Anthropic",
            },
        ),
    ),
    _own(
        "oauth-refresh-failed",
        "The gateway's login could not be renewed.",
        said(500, "Token refresh failed: invalid_grant", type="server_error"),
    ),
    _own(
        "upstream-401-in-stream",
        "The stream fails with what the gateway was told.",
        failed_stream("upstream_error", "Upstream returned 401 Unauthorized"),
    ),
    _own(
        "azure-identity-failed",
        "The gateway's identity in a cloud gives it no token.",
        said(
            500,
            "DefaultAzureCredential failed to retrieve a token from the included credentials.",
        ),
    ),
    refused(
        "litellm-own-key",
        "key",
        "LiteLLM itself does not know the key.",
        said(
            401,
            "Authentication Error, Invalid proxy server token passed. Received API Key = sk-...1234"
            ", Unable to find token in cache or `LiteLLM_VerificationTable`",
            type="token_not_found_in_db",
            param="key",
            code="401",
        ),
        "auth.key_rejected",
        says_not=("service behind it",),
    ),
)

_ORDER: Final = (
    case(
        "model-then-429",
        "order",
        "The model is unknown; then the gateway cools down.",
        "fails",
        "model.unknown_id",
        series=lambda: Series(
            (said(404, "The model `glm-5` does not exist", code="model_not_found"),), _COOL
        ),
        says_not=("wait and try again",),
    ),
    case(
        "key-then-locked",
        "order",
        "The key is refused; then the address is locked out.",
        "fails",
        "auth.key_rejected",
        series=lambda: Series(
            (said(401, "Invalid API key"),), always(said(403, "Temporarily locked"))
        ),
    ),
    case(
        "overloaded-then-key",
        "order",
        "The gateway is overloaded, and then it has time to look at the key.",
        "fails",
        "auth.key_rejected",
        series=lambda: Series(
            (said(503, "Service Unavailable"),), always(said(401, "Invalid API key"))
        ),
    ),
    case(
        "window-then-429",
        "order",
        "The context is too small; then the gateway cools down.",
        "fails",
        "request.context_too_small",
        series=lambda: Series(
            (said(400, "This model's maximum context length is 4096 tokens."),), _COOL
        ),
    ),
    case(
        "region-then-503",
        "order",
        "The address is refused; then the gateway is down.",
        "fails",
        "auth.region_blocked",
        "auth.forbidden",
        series=lambda: Series(
            (said(403, "Your IP 203.0.113.7 is not allowed"),), always(said(503, "Unavailable"))
        ),
        says_not=("wait and try again", "serves your region"),
    ),
)

CASES: Final = (*_KEYS, *_ORDER)
