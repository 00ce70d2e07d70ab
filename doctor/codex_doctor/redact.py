"""Takes the secrets and the control characters out of everything that people may see.

It runs once, between ranking and rendering, over every text of the report, so that no renderer can
forget it. It decides nothing about what a report says.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.needles import MASK, WORD, find_secrets
from codex_doctor.readings import escaped

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# Fields that hold our own names: a short secret such as "model" must not eat them.
_NAMES = frozenset({"id", "check", "blocked_by"})
# An edit may add a whole table.
_LINES = frozenset({"before", "after"})


def redact(report: T, *, known: frozenset[str]) -> T:
    """Return the report with every text masked and inert; structure and numbers stay."""
    redacted: T = _rebuilt(report, name="", known=known)
    return redacted


def mask_text(text: str, *, known: frozenset[str], multiline: bool = False) -> str:
    """Return the text with secrets as `[redacted]` and control characters in visible form.

    Args:
        text: Any text, from anywhere.
        known: Every secret value; unknown ones are found by their usual forms.
        multiline: Keep line breaks, and turn a tab into a blank.
    """
    return _masked(inert(text, multiline=multiline), known=known, fill=_word)


def inert(text: str, *, multiline: bool = False) -> str:
    r"""Return the text with control characters, bidi controls and the like as `\x1b`."""
    if text.isprintable():
        return text
    if multiline:
        text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        char
        if char.isprintable()
        or (multiline and char == "\n")
        or unicodedata.category(char) == "Zs"  # blanks of other scripts
        else escaped(char)
        for char in text
    )


def _masked(text: str, *, known: frozenset[str], fill: Callable[[str], str]) -> str:
    # A mask can bring two parts of a form together, so once more until nothing is found.
    while True:
        pieces: list[str] = []
        last = 0
        for start, end in find_secrets(text, known=known):
            pieces += (text[last:start], fill(text[start:end]))
            last = end
        masked = "".join(pieces) + text[last:]
        if masked == text:
            return text
        text = masked


def _word(_: str) -> str:
    return MASK


def _stars(secret: str) -> str:
    """Keep the columns, so that a caret below still points at its place."""
    return "".join("\n" if char == "\n" else "*" for char in secret)


def _rebuilt(value: Any, *, name: str, known: frozenset[str]) -> Any:
    """Return the value with every text in it masked; `name` is the field that holds it."""

    def again(one: Any) -> Any:
        return _rebuilt(one, name=name, known=known)

    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return _field(value, name=name, known=known)
    if _is_tuple(value):
        return tuple(map(again, value))
    if _is_dict(value):
        return {again(key): again(one) for key, one in value.items()}
    if isinstance(value, Struct):
        return replace(
            value,
            **{
                field: _rebuilt(getattr(value, field), name=field, known=known)
                for field in value.__struct_fields__
            },
        )
    return value


def _is_tuple(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _is_dict(value: Any) -> TypeGuard[dict[Any, Any]]:
    return isinstance(value, dict)


def _field(text: str, *, name: str, known: frozenset[str]) -> str:
    if name == "excerpt":
        return _masked(inert(text, multiline=True), known=known, fill=_stars)
    if name in _NAMES:
        known = frozenset(secret for secret in known if len(secret) >= WORD)
    return mask_text(text, known=known, multiline=name in _LINES)
