"""What an option `-c` was evidently meant to say where Codex takes it otherwise, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.types import ANY_NAME, keys_of, kinds_around
from codex_doctor.facts.config_problems import TomlSyntax, UnknownKey
from codex_doctor.facts.options import is_hidden
from codex_doctor.facts.provider_problems import (
    BaseUrlMissing,
    ProviderNameMissing,
    ProviderReserved,
)
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.types import Kinds
    from codex_doctor.facts import Problem

_OPTION = "-c"
# `-c model:glm-5`, `-c "model glm-5"`
_OTHER_SIGN = Regex(r"([\w.-]+)\s*[:\s]\s*(\S.*)")
_QUOTED = Regex(r"""(["'])([\w-]+)\1""")
# Without a value that only the user knows.
_OPEN = frozenset({"model", "openai_base_url"})
_OPENAI_ADDRESS = "model_providers.openai.base_url"


def meant_option(
    problem: Problem, own: tuple[tuple[str, ...], ...], layered: Layered, version: str | None
) -> tuple[str, ...]:
    """Return the words of an option in place of those that are wrong, () to leave them out.

    Args:
        problem: What is wrong with them.
        own: The words of each of them.
        layered: The configuration.
        version: Of Codex.
    """
    texts = [words[-1] for words in own if words[0] == _OPTION and not is_hidden(words)]
    match problem.about:
        case UnknownKey(name=name, nearest=nearest) if nearest:
            found = [_renamed(one, name, nearest) for one in texts]
        case BaseUrlMissing(misspelt=name) if name:
            found = [_renamed(one, name, "base_url") for one in texts]
        case TomlSyntax():
            found = [_assigned(one, version) for one in texts]
        case ProviderNameMissing():
            found = [_without_quotes(one, layered) for one in texts]
        case ProviderReserved():
            found = [_of_built_in(one) for one in texts]
        case _:
            found = []
    return tuple(word for text in found if text for word in (_OPTION, text))


def _renamed(text: str, name: str, nearest: str) -> str:
    """Return an option whose last key has the name that Codex knows."""
    key, equals, value = text.partition("=")
    table, dot, last = key.strip().rpartition(".")
    return f"{table}{dot}{nearest}{equals}{value.strip()}" if last == name else text


def _assigned(text: str, version: str | None) -> str:
    """Return a text without an equals sign as an assignment, "" where it names no key."""
    key = text.strip()
    other = _OTHER_SIGN.fullmatch(key)
    if other:
        return f"{other[1]}={other[2]}" if _kinds_at(other[1], version) else ""
    if any(one.flag for one in _kinds_at(key, version)):
        return f"{key}=true"
    return f"{key}=" if key in _OPEN else ""


def _kinds_at(key: str, version: str | None) -> tuple[Kinds, ...]:
    """Return what a key takes by its dotted path, () when Codex knows none."""
    *tables, last = key.split(".")
    pattern = ""
    for part in tables:
        known = part if part in keys_of(pattern) else ANY_NAME
        pattern = f"{pattern}.{known}" if pattern else known
    rows = keys_of(pattern)
    return kinds_around(rows.get(last, rows.get(ANY_NAME, [])), version)


def _without_quotes(text: str, layered: Layered) -> str:
    """Return an option without the quotes that Codex takes for a part of the provider's name."""
    key, equals, value = text.partition("=")
    plain = _QUOTED.sub(r"\2", key)
    table, _, name = ".".join(plain.split(".")[:2]).partition(".")
    is_there = table == "model_providers" and name in layered.table(table)
    return f"{plain}{equals}{value}" if plain != key and is_there else ""


def _of_built_in(text: str) -> str:
    """Return the option for the address of OpenAI's own provider, "" for what has no other one."""
    key, _, value = text.partition("=")
    return f"openai_base_url={value}" if key.strip() == _OPENAI_ADDRESS else ""
