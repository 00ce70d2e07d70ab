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
        "tool-name-mangled",
        # credential
        "api-key-in-table",
        "header-without-bearer",
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
        # firewall
        "ngrok-offline",
        "tunnel-down",
        "waf-406-by-word",
        "waf-by-word",
        "waf-when-tools",
        # flaky
        "every-second-403",
        "output-cut-once",
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
        "provider-misspelt",
        "query-at-top",
        # key
        "ip-not-allowed",
        # missing piece
        "apim-subscription-missing",
        "azure-without-version",
        "lite-header-refused",
        "tools-in-input-ignored",
        # model
        "data-policy",
        "inference-profile",
        "no-model-loaded",
        "not-serverless",
        "unknown-provider-502",
        # money or rate
        "one-request-over-tpm",
        "usage-limit-reached",
        # no control
        "first-400-bare",
        "first-400-field",
        "one-400-then-fine",
        "output-400-once",
        # order
        "cool-down",
        "key-then-503",
        "key-then-cool-down",
        "no-access-then-429",
        "quota-then-429",
        "quota-then-forbidden",
        "tool-then-cool-down",
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
        # size
        "gateway-timeout-by-size",
        "size-403",
        "size-403-at-10-kb",
        "size-403-json",
        "size-500-at-10-kb",
        "size-502",
        "size-503-at-12-kb",
        "size-empty-200",
        "size-reset",
        "size-reset-at-12-kb",
        "size-silence",
        "web-search-forbidden",
        # slow
        "first-byte-after-30-s",
        "first-byte-after-5-s-in-9",
        "first-byte-after-8-s-in-12",
        "first-byte-later-than-budget",
        "model-loads-for-12-s",
        # tools
        "call-as-deepseek-text",
        "call-as-harmony-text",
        "name-mangled-channel",
        "name-mangled-colon",
        "name-mangled-default-api",
        "name-mangled-mcp",
        "name-mangled-slashes",
        "name-with-functions",
        "written-as-harmony-bare",
        # type
        "array-of-tables",
        "wire-misspelt",
        # unwilling
        "calls-at-the-third-time",
        "calls-when-asked-again",
        "model-unwilling",
        "talks-of-calls",
        "unwilling-lite",
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
