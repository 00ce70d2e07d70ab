"""Secrets in a command line that is wrong: behind `=`, behind a scheme, under a misspelt key."""

from __future__ import annotations

from typing import Final

from hostile.case import Case
from hostile.planted import LOOKS, WORD, changed, reads, shown

_MADE_UP: Final = "Hunter22x"
_TOLD: Final = (
    f"--header=X-Api-Key: {WORD}",
    f"-H=X-Api-Key: {WORD}",
    f"--user=me:{WORD}",
    f"-u=me:{WORD}",
)
_COMMANDS: Final = ("explain", "demo", "config", "schema")
_NAMED: Final = ("-p", "-m", "--enable", "--disable")
_NO_NAMES: Final = (
    f"Authorization: Bearer {WORD}",
    f"api_key={WORD}",
    f"api_key: {WORD}",
    f"export OPENAI_API_KEY={WORD}",
    f"my key is {WORD}",
)
_UNKNOWN: Final = (
    ("--pat", WORD),
    ("--json", "-k", WORD),
    (f"-k{WORD}",),
    ("config", "--pat", WORD),
    ("config", "check", "--pat", "token", WORD),
    ("explain", "--pat", "model.missing", WORD),
    ("demo", "--serve", f"-k={WORD}"),
    ("--passwort", f"it's\t{WORD}"),
    (f"--json={WORD}",),
    ("--color", WORD),
    ("explain", WORD),
    ("--codex-version", WORD),
    ("--only", WORD),
    ("--format", WORD),
)


def _usage(name: str, *arguments: str) -> Case:
    codes = frozenset({1, 2})
    return Case("shown", name, arguments, secrets=(WORD,), codes=codes, is_json=None)


CASES: Final = (
    *(_usage(f"usage-behind-equals-{at}", word) for at, word in enumerate(_TOLD)),
    *(_usage(f"usage-of-{command}-scheme", command, f"Bearer {WORD}") for command in _COMMANDS),
    *(
        shown(f"usage{option}-{at}", "json" if at % 2 else "offline", WORD, extra=(option, value))
        for option in _NAMED
        for at, value in enumerate(_NO_NAMES)
    ),
    shown("usage-readable", "offline", extra=("--enable", "x_tool=true"),
          check=reads("x_tool=true")),
    *(_usage(f"usage-unknown-{at}", *words) for at, words in enumerate(_UNKNOWN)),
    *(
        shown("misspelt-bearer-tokens", look, _MADE_UP,
              config=changed(experimental_bearer_tokens=f'"{_MADE_UP}"'))
        for look in LOOKS
    ),
)  # fmt: skip
