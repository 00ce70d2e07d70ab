"""The table that was meant by a text or a list where Codex wants a table.

Names and values as other programs take them: `a=b&c=d`, `Name: value`, JSON, lists of pairs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.files.toml_values import read_value
from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# A colon with a blank behind it is another sign than one without: `X-A: b,c:d` is one pair.
_PAIR = Regex(r"\s*([\w-]+)\s*(:\s|[:=])\s*(.*?)\s*", re.DOTALL)
# What stands between pairs; a value may hold each of them, and that of a header the first two.
_BETWEEN = (Regex(r"[&;\n]"), Regex(","), Regex(r"\Z"))
_BETWEEN_HEADERS = (Regex(r"\n"), *_BETWEEN[1:])
# A pair between blanks: behind a colon they stand before its value.
_ASSIGNED = Regex(r"[\w-]+=[^\s=&;,]\S*")
_NAME = Regex(r"[\w-]+")
_LONGEST = 2000


def meant_table(
    value: object, meant: Callable[[str, object], Any], *, is_carrier: bool = False
) -> dict[str, Any] | None:
    """Return the table that a text or a list stands for, None when that does not follow.

    Args:
        value: A text or a list.
        meant: Returns the value of a key as Codex wants it, None when it takes no such value.
        is_carrier: Whether its values may be secrets of any form, as those of headers.
    """
    between = _BETWEEN_HEADERS if is_carrier else _BETWEEN
    pairs = _of_text(value, between) if isinstance(value, str) else _of_list(value)
    found = {name: meant(name, one) for name, one in pairs or ()}
    is_whole = bool(pairs) and len(found) == len(pairs or ())
    return found if is_whole and None not in found.values() else None


def _of_text(text: str, between: Sequence[Regex[str]]) -> list[tuple[str, Any]] | None:
    if len(text) > _LONGEST:
        return None
    plain = text.strip()
    if plain.startswith("{"):
        table = read_value(plain)
        if is_table(table):
            return [*table.items()]
    is_wrapped = plain[:1] + plain[-1:] in {"{}", "<>"}
    plain = plain[1:-1] if is_wrapped else plain.removeprefix("?")
    splits = [[part for part in one.split(plain) if part.strip()] for one in between]
    words = plain.split()
    if all(map(_ASSIGNED.fullmatch, words)):
        splits.append(words)
    found = [_all_pairs(parts) for parts in splits]
    most = max(found, key=len)
    return most or _switched(plain.split(",")) or None


def _of_list(value: object) -> list[tuple[str, Any]] | None:
    if not is_list(value):
        return None
    entries: list[Any] = value
    texts = [one for one in entries if isinstance(one, str)]
    if texts and len(texts) == len(entries):
        return _all_pairs(texts) or _in_turn(texts) or _switched(texts)
    if all(is_list(one) and len(one) == 2 and isinstance(one[0], str) for one in entries):
        return [(one[0], one[1]) for one in entries]
    # A name under a word for names is masked where it may be a key: it is not known again.
    if all(is_table(one) and "value" not in one for one in entries):
        return [pair for one in entries for pair in one.items()]
    return None


def _all_pairs(texts: Sequence[str]) -> list[tuple[str, Any]]:
    """Return the pairs if all texts are some, and written alike; else none."""
    found = [one for one in map(_PAIR.fullmatch, texts) if one]
    are_alike = len(found) == len(texts) and len({one[2] for one in found}) == 1
    return [(one[1], _unquoted(one[3])) for one in found] if are_alike else []


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _in_turn(texts: Sequence[str]) -> list[tuple[str, Any]]:
    """Return one pair of two texts, of which the first one is a name as headers have it."""
    is_pair = len(texts) == 2 and "-" in texts[0] and _NAME.fullmatch(texts[0])
    return [(texts[0], texts[1])] if is_pair else []


def _switched(texts: Sequence[str]) -> list[tuple[str, Any]] | None:
    """Return names alone as switches that are on."""
    names = [one.strip() for one in texts]
    return [(one, True) for one in names] if all(map(_NAME.fullmatch, names)) else None
