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
        "tool-name-mangled",
        # credential
        "api-key-in-table",
        "header-without-bearer",
        # empty
        "empty-200",
        "no-content-204",
        # flaky
        "second-500-once",
        "second-reset-once",
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
        # misread
        "huge-response-header",
        "response-header-over-limit",
        # no control
        "one-400-then-fine",
        # place
        "windows-path",
        # redirect
        "moved-in-circles",
        "moved-nowhere",
        "moved-to-login",
        # size
        "gateway-timeout-by-size",
        "size-500-at-10-kb",
        "size-502",
        "size-empty-200",
        "size-reset",
        "size-silence",
        # slow
        "first-byte-after-30-s",
        "first-byte-after-8-s-in-12",
        # tools
        "call-as-deepseek-text",
        "call-as-harmony-text",
        "name-with-functions",
        # type
        "array-of-tables",
        "wire-misspelt",
        # unwilling
        "calls-when-asked-again",
        "model-unwilling",
        # wrong fix
        "magic-name-no-op",
        "openai-key-not-read",
        "top-level-key-in-tui",
        "typographic-quotes",
    }
)
