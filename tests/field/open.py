"""Set-ups that the doctor judges wrongly today; whoever mends one takes its id off."""

from __future__ import annotations

from typing import Final

OPEN: Final = frozenset(
    {
        # blame
        "basic-auth-in-front",
        "loopback-through-proxy",
        "negotiate-in-front",
        "proxy-403-page",
        "tool-name-mangled",
        # contradiction
        "completed-without-response",
        # credential
        "api-key-in-table",
        "header-without-bearer",
        # empty
        "empty-200",
        "no-content-204",
        # explicit code
        "content-filter-failed",
        "context-length-code",
        "invalid-prompt-code",
        "llama-context",
        "messages-required",
        "other-protocol-events",
        "vllm-context",
        # false alarm
        "inflated-usage",
        # false claim
        "bad-key-in-every-header",
        # firewall
        "waf-by-word",
        "waf-when-tools",
        # flaky
        "second-500-once",
        "second-reset-once",
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
        "query-at-top",
        # misread
        "document-in-one-event",
        "huge-response-header",
        "response-header-over-limit",
        # missing piece
        "azure-without-version",
        "lite-header-refused",
        "tools-in-input-ignored",
        # model
        "inference-profile",
        "no-model-loaded",
        "not-serverless",
        "unknown-provider-502",
        # money or rate
        "one-request-over-tpm",
        # no control
        "one-400-then-fine",
        # order
        "cool-down",
        "key-then-cool-down",
        "quota-then-forbidden",
        "tool-then-cool-down",
        # proxy
        "proxy-404",
        "proxy-504",
        # refused part
        "no-tool-use",
        # size
        "gateway-timeout-by-size",
        "size-403",
        "size-403-at-10-kb",
        "size-500-at-10-kb",
        "size-502",
        "size-empty-200",
        "size-reset",
        "size-silence",
        # slow
        "first-byte-after-30-s",
        "first-byte-after-8-s",
        "first-byte-after-8-s-in-20",
        "first-event-after-3-s",
        # tools
        "call-as-deepseek-text",
        "call-as-harmony-text",
        # type
        "array-of-tables",
        # unwilling
        "model-unwilling",
        # wrong api
        "gemini-chunks",
        "messages-in-openai-error",
        # wrong fix
        "magic-name-no-op",
        "openai-key-not-read",
        "top-level-key-in-tui",
        "typographic-quotes",
    }
)
