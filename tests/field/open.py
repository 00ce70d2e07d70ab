"""Set-ups that the doctor judges wrongly today; whoever mends one takes its id off."""

from __future__ import annotations

from typing import Final

OPEN: Final = frozenset(
    {
        # credential
        "header-without-bearer",
        # harmful fix
        "requires-auth-false",
        # intent
        "extra-header-hides-login",
        "header-loses-against-env-key",
        "provider-misspelt",
        # type
        "array-of-tables",
        # wrong fix
        "openai-key-not-read",
        "top-level-key-in-tui",
    }
)
