"""Command lines of Codex that can be pasted into any shell; not a check."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from codex_doctor.model import Commands
from codex_doctor.patterns import Regex
from codex_doctor.shell_words import in_single_quotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Words of TOML, which are no texts.
_WORDS = frozenset({"true", "false", "inf", "nan"})
_TEXT = Regex(r"[A-Za-z][\w./:-]*")
# What would need an escape within single quotes or, in TOML, within double ones.
_ODD = Regex(r"[\\'\"]")
# What every shell takes as it is, and what some take for their own within double quotes.
_BARE = Regex(r"[\w%+=:./-]+")
_ACTIVE = Regex(r'["$`\\!]')

INSTALL = Commands(posix="npm install -g @openai/codex", powershell="npm install -g @openai/codex")
"""Installs the newest Codex, in place of an older one."""


def option_set(
    place: str, key: str, after: str | None, *, others: tuple[str, ...] | None
) -> Commands | None:
    """Return the command line with another value of an option.

    Args:
        place: The option, `-m` or `-c KEY`.
        key: The key that is wrong.
        after: `name = value` as in TOML, None to leave the option out.
        others: The words of all other options.

    Returns:
        None when the place is no such option, or sets other keys too.
    """
    option, _, given = place.partition(" ")
    if others is None or (option != "-m" and (option != "-c" or given != key)):
        return None
    if after is None:
        return command_line(others)
    name, _, value = (one.strip() for one in after.partition("="))
    if option == "-m":
        return command_line((*others, option, value.strip('"')))
    path = ".".join((*key.split(".")[:-1], name))
    return command_line((*others, option, f"{path}={_plain_value(value)}"))


def command_line(options: Iterable[str]) -> Commands:
    """Return `codex` with these options."""
    words = ("codex", *options)
    return Commands(
        posix=" ".join(_quoted(one, shlex.quote) for one in words),
        powershell=" ".join(_quoted(one, in_single_quotes) for one in words),
        is_start=True,
    )


def _plain_value(value: str) -> str:
    """Return a value of TOML as `-c` takes it: a text without quotes where it can be no other."""
    text = value[1:-1]
    if value[:1] != '"' or _ODD.search(text):
        return value
    return text if _TEXT.fullmatch(text) and text not in _WORDS else f"'{text}'"


def _quoted(word: str, quote: Callable[[str], str]) -> str:
    if _BARE.fullmatch(word):
        return word
    return quote(word) if _ACTIVE.search(word) else f'"{word}"'
