"""Secrets in a command line that is wrong: behind `=`, behind a scheme, under a misspelt key."""

from __future__ import annotations

from typing import Final

from hostile.case import Case
from hostile.planted import LOOKS, WORD, changed, shown

_MADE_UP: Final = "Hunter22x"
_TOLD: Final = (
    f"--header=X-Api-Key: {WORD}",
    f"-H=X-Api-Key: {WORD}",
    f"--user=me:{WORD}",
    f"-u=me:{WORD}",
)
_COMMANDS: Final = ("explain", "demo", "config", "schema")


def _usage(name: str, *arguments: str) -> Case:
    codes = frozenset({1, 2})
    return Case("shown", name, arguments, secrets=(WORD,), codes=codes, is_json=None)


CASES: Final = (
    *(_usage(f"usage-behind-equals-{at}", word) for at, word in enumerate(_TOLD)),
    *(_usage(f"usage-of-{command}-scheme", command, f"Bearer {WORD}") for command in _COMMANDS),
    *(
        shown("misspelt-bearer-tokens", look, _MADE_UP,
              config=changed(experimental_bearer_tokens=f'"{_MADE_UP}"'))
        for look in LOOKS
    ),
)  # fmt: skip
