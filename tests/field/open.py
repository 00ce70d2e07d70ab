"""Set-ups that the doctor judges wrongly today; whoever mends one takes its id off."""

from __future__ import annotations

from typing import Final

OPEN: Final = frozenset(
    {
        # credential
        "header-without-bearer",
        # intent
        "extra-header-hides-login",
        "header-loses-against-env-key",
        # wrong fix
        "openai-key-not-read",
        "top-level-key-in-tui",
    }
)
