"""Set-ups that the doctor judges wrongly today; whoever mends one takes its id off."""

from __future__ import annotations

from typing import Final

OPEN: Final = frozenset(
    {
        # address
        "fragment-in-base",
        "host-as-scheme",
        "no-scheme",
        # blame
        "basic-auth-in-front",
        "loopback-through-proxy",
        "negotiate-in-front",
        "proxy-403-page",
        # credential
        "api-key-in-table",
        "header-without-bearer",
        # explicit code
        "invalid-prompt-code",
        "messages-required",
        "other-protocol-events",
        # false alarm
        "inflated-usage",
        # firewall
        "ngrok-offline",
        "tunnel-down",
        # gateway's own key
        "bedrock-token-behind-litellm",
        "byok-key-refused",
        "cloud-credentials-not-found",
        "gateway-all-keys-failed",
        "gateway-token-not-fetched",
        "gateway-without-login",
        "litellm-upstream-key",
        "new-api-channel-key",
        # harmful fix
        "requires-auth-false",
        # intent
        "extra-header-hides-login",
        "flat-base-url",
        "header-loses-against-env-key",
        "model-unset",
        "policy-overrides-provider",
        "profile-misspelt",
        "provider-in-project",
        "provider-misspelt",
        "query-at-top",
        # key
        "ip-not-allowed",
        # missing piece
        "apim-subscription-missing",
        "azure-without-version",
        "lite-header-refused",
        # model
        "data-policy",
        "inference-profile",
        "no-model-loaded",
        "not-serverless",
        "unknown-provider-502",
        # money or rate
        "one-request-over-tpm",
        "usage-limit-reached",
        # over-redaction
        "header-value-openai",
        # place
        "windows-path",
        # proxy
        "proxy-404",
        "proxy-504",
        # refused part
        "auto-tool-choice",
        "model-without-tools",
        "no-tool-use",
        # type
        "array-of-tables",
        "wire-misspelt",
        # wrong api
        "anthropic-404",
        "convert-not-implemented",
        "gemini-chunks",
        "messages-in-openai-error",
        # wrong fix
        "magic-name-no-op",
        "openai-key-not-read",
        "top-level-key-in-tui",
        "typographic-quotes",
        # wrong page
        "login-page-200",
    }
)
