"""Command lines of Codex that can be pasted into any shell; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.toml_values import read_toml_value
from codex_doctor.facts.options import spelt
from codex_doctor.model import Commands
from codex_doctor.patterns import Regex
from codex_doctor.shell_words import posix_word, powershell_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Words of TOML, which are no texts.
_WORDS = frozenset({"true", "false", "inf", "nan"})
_TEXT = Regex(r"[A-Za-z][\w./:-]*")
# What would need an escape within single quotes or, in TOML, within double ones.
_ODD = Regex(r"[\\'\"]")
# What every shell takes as it is.
_BARE = Regex(r"[\w%+=:./-]+")

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
        return command_line((*others, *spelt(option, str(read_toml_value(value)))))
    path = ".".join((*key.split(".")[:-1], name))
    return command_line((*others, option, f"{path}={_plain_value(value)}"))


def command_line(options: Iterable[str]) -> Commands:
    """Return `codex` with these options."""
    words = ("codex", *options)
    return Commands(
        posix=" ".join(_quoted(one, posix_word) for one in words),
        powershell=" ".join(_quoted(one, powershell_word) for one in words),
        is_start=True,
    )


def _plain_value(value: str) -> str:
    """Return a value of TOML as `-c` takes it: a text without quotes where it can be no other."""
    text = value[1:-1]
    if value[:1] != '"' or _ODD.search(text):
        return value
    return text if _TEXT.fullmatch(text) and text not in _WORDS else f"'{text}'"


def _quoted(word: str, quote: Callable[[str], str]) -> str:
    return word if _BARE.fullmatch(word) else quote(word)
