"""Since which Codex version a behaviour holds; the only place that compares versions.

Measured by running the published binaries; `last` is the last stable version that behaves so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from codex_doctor.codex.versions.table import (
    BEHAVIOURS,
    CHAT_DIALECTS,
    DEFAULT_MODELS,
    DIALECTS,
    Behaviour,
)
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "BEHAVIOURS",
    "CHAT_DIALECTS",
    "DEFAULT_MODELS",
    "DIALECTS",
    "NEWEST",
    "Behaviour",
    "chat_dialect_version",
    "default_model",
    "dialect_version",
    "find_version",
    "first_version",
    "holding",
    "holds",
    "is_newer",
    "last_version",
    "neighbours",
    "normal_version",
    "parse_version",
    "reaches",
    "sentence",
]

NEWEST = "0.171.0"
"""The newest version that was measured; rules for later ones are assumed to be the same."""

# Numbers are short: Python takes long for thousands of digits, and refuses more.
_NUMBER = Regex(r"[0-9]{1,6}")
_SUFFIX = r"-[0-9A-Za-z.]{1,40}"
_WRITTEN = Regex(rf"v?([0-9]{{1,6}})\.([0-9]{{1,6}})(?:\.([0-9]{{1,6}}))?({_SUFFIX})?")
_IN_TEXT = Regex(rf"\b([0-9]{{1,6}}\.[0-9]{{1,6}}\.[0-9]{{1,6}}(?:{_SUFFIX})?)\b")
_BY_NAME = {behaviour.name: behaviour for behaviour in BEHAVIOURS}


def holds(name: str, version: str | None) -> bool:
    """Tell whether the behaviour of this name holds in `version` (None: the newest).

    Raises:
        KeyError: No behaviour has this name.
    """
    behaviour = _BY_NAME[name]
    at = parse_version(version or NEWEST)
    after_first = behaviour.first is None or at >= parse_version(behaviour.first)
    return after_first and (behaviour.last is None or at <= parse_version(behaviour.last))


def sentence(name: str) -> str:
    """Return what the behaviour of this name means, as a sentence.

    Raises:
        KeyError: No behaviour has this name.
    """
    return say(f"behaviour.{name}")


def first_version(name: str) -> str | None:
    """Return the first version in which the behaviour holds, None for all early ones.

    Raises:
        KeyError: No behaviour has this name.
    """
    return _BY_NAME[name].first


def last_version(name: str) -> str | None:
    """Return the last version in which the behaviour holds, None while it still does.

    Raises:
        KeyError: No behaviour has this name.
    """
    return _BY_NAME[name].last


def default_model(version: str | None) -> str:
    """Return the model that Codex sends when none is set."""
    at = parse_version(version or NEWEST)
    return [model for first, model in DEFAULT_MODELS if not first or at >= parse_version(first)][-1]


def dialect_version(version: str | None) -> str:
    """Return the recorded version that sends what this one sends (the oldest for older ones)."""
    return _last_recorded(DIALECTS, version)


def chat_dialect_version(version: str | None) -> str:
    """Return the recorded version that sends the chat requests of this one."""
    return _last_recorded(CHAT_DIALECTS, version)


def _last_recorded(recorded: tuple[str, ...], version: str | None) -> str:
    before = [one for one in recorded if reaches(version or NEWEST, one)]
    return before[-1] if before else recorded[0]


def neighbours(asked: Sequence[str], version: str | None) -> tuple[str | None, str | None]:
    """Return the nearest versions that were asked, up to this one and from this one on.

    Args:
        asked: Versions of which something is recorded, oldest first.
        version: The version that is meant (None: the newest).
    """
    at = parse_version(version or NEWEST)
    below = [one for one in asked if parse_version(one) <= at]
    above = [one for one in asked if parse_version(one) >= at]
    return (below[-1] if below else None), (above[0] if above else None)


def holding(changes: Sequence[str], version: str) -> str:
    """Return what holds at a version, "" for nothing yet.

    Args:
        changes: A version and what holds from it on, again and again, oldest first.
        version: The version that is meant.
    """
    at = parse_version(version)
    since = [one for one in range(0, len(changes), 2) if parse_version(changes[one]) <= at]
    return changes[since[-1] + 1] if since else ""


def reaches(version: str, first: str) -> bool:
    """Tell whether a version is this one or a later one."""
    return parse_version(version) >= parse_version(first)


def normal_version(text: str) -> str | None:
    """Return a version as Codex writes it (`v0.169` is 0.169.0), None for what is none."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or parse_version(text) == (0, 0, 0):
        return None
    return f"{found[1]}.{found[2]}.{found[3] or 0}{found[4] or ''}"


def find_version(text: str) -> str | None:
    """Return the first version in what a program prints or a package states."""
    found = _IN_TEXT.search(text)
    return found[1] if found else None


def is_newer(version: str | None) -> bool:
    """Tell whether a version is newer than the newest one that was measured."""
    return version is not None and parse_version(version) > parse_version(NEWEST)


@lru_cache
def parse_version(text: str) -> tuple[int, int, int]:
    """Return the three numbers of a version; a part that is no number of a version counts as 0.

    A pre-release (`0.170.0-alpha.2`) counts as the version it leads to.
    """
    parts = text.strip().removeprefix("v").split("-", 1)[0].split(".")
    numbers = [int(part) if _NUMBER.fullmatch(part) else 0 for part in parts[:3]]
    major, minor, patch = [*numbers, 0, 0, 0][:3]
    return major, minor, patch
