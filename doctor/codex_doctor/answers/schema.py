"""Schema errors in words: as the rules read them, and as pydantic prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.answers.paths import normalise_path
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_ENTRIES: Final = 20
# Pydantic 2 ends with `[type=missing, input_value=...`, version 1 with `(type=value_error...`.
_PRINTED: Final = Regex(
    r"\n(?P<path>[\w. >-]{1,120})\n {1,4}(?P<said>[^\n]{1,200}?) [\[(]type=[\w.]{1,60}"
    r"(?:, input_value='(?P<given>[^'\n]{1,60})')?"
)


def schema_text(path: str, said: str, *, given: object) -> str:
    """Put one entry of a schema error into words: `store: Extra inputs are not permitted`."""
    shown = f" (got '{given[:60]}')" if isinstance(given, str) and given else ""
    return f"{path}: {said}{shown}"


def printed_errors(words: str) -> Iterator[tuple[str, str, str]]:
    """Yield path, message and value of each entry of a printed validation error."""
    for count, found in enumerate(_PRINTED.finditer(words)):
        path = normalise_path(found["path"])
        if path and count < _MAX_ENTRIES:
            yield path, found["said"], found["given"] or ""
