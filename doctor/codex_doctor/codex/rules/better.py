"""The value that was evidently meant by one that Codex refuses.

Only what follows from what is there: a word in other letters, a number out of a text, a list of
one. What a choice of the user would be is not guessed.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.codex.files.toml_values import read_value, write_value
from codex_doctor.codex.rules.meant_tables import meant_table
from codex_doctor.facts.options import HIDDEN
from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table
from codex_doctor.words.nearest import nearest_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.codex.config.types import Kinds

    Inside = Callable[[str], Kinds | None]

_TRUE = frozenset({"true", "yes", "on", "1", "enabled", "y"})
_FALSE = frozenset({"false", "no", "off", "0", "disabled", "n"})
_AMOUNT = Regex(r"([-+]?\d[\d_]*(?:\.\d+)?)\s*([kKmM]?)")
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
# What only a shell does with a command line.
_OF_A_SHELL = Regex(r"[|&;<>$`*~]")
# What a list between commas has, and no word of a command line that holds such a list.
_ENTRY = Regex(r"[^\s=,\"'\[\]{}]+")
_LONGEST = 200


def no_keys(_: str) -> None:
    """Return what a key takes of which nothing is known."""


def better_value(
    kinds: Kinds, value: object, inside: Inside = no_keys, *, is_carrier: bool = False
) -> str:
    """Return what was meant as TOML, "" when that does not follow from the value.

    Args:
        kinds: What the key takes.
        value: What it has.
        inside: What the keys of the table take that is wanted.
        is_carrier: As for `meant_table`.
    """
    found = _meant(kinds, value)
    if found is None and kinds.table:
        found = _program(value, inside) or _address(value, inside)
        found = found or meant_table(
            value, lambda name, one: _taken(inside(name), one), is_carrier=is_carrier
        )
    written = "" if found is None else write_value(found)
    return written if len(written) <= _LONGEST else ""


def _program(value: object, inside: Inside) -> dict[str, Any] | None:
    """Return a command line as a table whose keys take a program and its arguments."""
    command, args = inside("command"), inside("args")
    if not (isinstance(value, str) and command and command.text and args and args.many):
        return None
    first, *others = _words(value) or [""]
    if not others or "://" in first:
        return None
    if _OF_A_SHELL.search(value):
        first, others = "sh", ["-c", value]
    return {"command": first, "args": others}


def _address(value: object, inside: Inside) -> dict[str, Any] | None:
    """Return an address as the table of a provider there."""
    if not (isinstance(value, str) and value.startswith(("http://", "https://"))):
        return None
    return {"name": "Custom", "base_url": value} if inside("base_url") else None


def _taken(kinds: Kinds | None, value: object) -> Any:
    """Return a value as a key takes it, None when it does not."""
    if kinds is None:
        return None
    if isinstance(value, str) and (kinds.text == "any" or (kinds.text and value)):
        return value
    # A name alone is a switch, and no text.
    return (
        value if value is True and kinds.flag else None if value is True else _meant(kinds, value)
    )


def better_entry(kinds: Kinds, entries: object, number: int) -> str:
    """Return a list as TOML with one entry as it was meant, "" when that does not follow."""
    if not is_list(entries):
        return ""
    meant = [*entries]
    one = meant[number]
    meant[number] = None if is_table(one) or is_list(one) else _meant(_single(kinds), one)
    written = "" if meant[number] is None else write_value(meant)
    return written if len(written) <= _LONGEST else ""


def filled(form: str, value: object) -> str:
    """Return what was meant by a value as TOML, with what a form of it hides.

    Args:
        form: The same with `HIDDEN` in place of secrets.
        value: What the file has.

    Returns:
        "" when the form is not made of this value.
    """
    shown = read_value(form)
    if is_list(shown):
        words = _words(value) if isinstance(value, str) else []
        return write_value(words) if _is_shown(shown, words) else ""
    for is_carrier in (False, True):
        table: dict[str, Any] = meant_table(value, lambda _, one: one, is_carrier=is_carrier) or {}
        if not is_table(shown) or [*shown] != [*table]:
            continue
        if _is_shown([*shown.values()], [*table.values()]):
            return write_value(table)
    return ""


def _is_shown(shown: list[Any], whole: list[Any]) -> bool:
    """Tell whether values are the same, but for those that are hidden."""
    pairs = zip(shown, whole, strict=False)
    return len(shown) == len(whole) and all(seen in (HIDDEN, there) for seen, there in pairs)


def _single(kinds: Kinds) -> Kinds:
    """Return the kinds without lists: an entry of a list is no list of one."""
    return replace(kinds, many=False)


def nearest_word(text: str, words: tuple[str, ...]) -> str:
    """Return the word that is spelt almost so, "" for none."""
    plain = re.sub(r"[\s_]+", "-", text.strip().lower())
    by_form = {re.sub(r"[\s_]+", "-", one.lower()): one for one in words}
    return by_form.get(nearest_of(plain, by_form, alike=0.8), "")


def _meant(kinds: Kinds, value: object) -> Any:
    if is_list(value):
        return _of_list(kinds, value)
    if is_table(value):
        switch = value.get("enabled")
        return switch if kinds.flag and isinstance(switch, bool) else None
    text = write_value(value) if not isinstance(value, str) else value
    if kinds.flag and text.strip().lower() in _TRUE | _FALSE:
        return text.strip().lower() in _TRUE
    if isinstance(value, str):
        if near := nearest_word(value, kinds.choices):
            return near
        if kinds.many and value:
            return _words(value) or None
    elif kinds.text == "any":
        return text
    return _number(kinds, text)


def _of_list(kinds: Kinds, value: list[Any]) -> Any:
    """Return what a list stands for where none is taken."""
    if len(value) == 1 and (kinds.text or kinds.flag or kinds.whole):
        return value[0] if isinstance(value[0], str | bool | int) else None
    return None


def _words(text: str) -> list[str]:
    """Return the list that a text stands for: JSON, entries between commas, a command line.

    Returns:
        Nothing for what begins as JSON and is no list of texts.
    """
    if text.lstrip().startswith("["):
        read = read_value(text)
        texts = [one for one in read if isinstance(one, str)] if is_list(read) else []
        return texts if texts == read else []
    entries = [one.strip() for one in text.split(",")]
    is_number = _AMOUNT.fullmatch("".join(entries))
    if len(entries) > 1 and not is_number and all(map(_ENTRY.fullmatch, entries)):
        return entries
    try:
        return shlex.split(text) or [text]
    except ValueError:
        return [text]


def _number(kinds: Kinds, text: str) -> int | float | None:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    amount = float(match[1].replace("_", "")) * _TIMES[match[2].lower()]
    low, high = kinds.whole or (0, -1)
    if amount.is_integer() and low <= amount <= high:
        return int(amount)
    fits = kinds.number is not None and amount >= kinds.number
    return amount if fits else None
