"""Field paths as endpoints name them, brought into one form: `tools[8].type`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Iterable

# Places rather than fields (FastAPI), and what pydantic adds for the branch of a union.
_NOISE: Final = frozenset(
    {"body", "$", "root", "str", "int", "bool", "list", "dict", "query", "request", "data", "value"}
)
_NAME: Final = Regex(r"[a-z_][\w-]{0,79}")


def normalise_path(text: str) -> str:
    """Return `tools.8.type`, `/tools/8/type` or `body -> tools -> 8` as `tools[8].type`."""
    return join_path(re.findall(r"[^\s.\[\]/>'\"`]+", text.replace("->", " ")))


def join_path(parts: Iterable[str]) -> str:
    """Join the parts of a path; numbers become indexes, class names of unions are dropped."""
    path = ""
    for part in parts:
        word = part.strip("'\"` ")
        if word.isdecimal() and word.isascii():
            path += f"[{word[:9]}]" if path else ""
        elif _NAME.fullmatch(word) and word not in _NOISE:
            path += f".{word}" if path else word
    return path
