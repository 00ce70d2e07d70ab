"""The options of a command line: which of them is meant by a place, and which are left without."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Options = tuple[tuple[str, ...], ...]
# In place of a value that must not be shown: in an option, and in an edit, where it is kept.
HIDDEN = "…"
# It leaves the user's own file out, as the row of that file says.
LEFT_OUT = "--ignore-user-config"
_OVERRIDE = "-c"
OSS = "--oss"
_LOCAL = (OSS, "--local-provider")


def options_without(place: str, options: Options) -> tuple[str, ...] | None:
    """Return the words of all options but those that a place means.

    None when it means none, or when one of the others must not be shown.

    Args:
        place: An option, `-c KEY`, `-c` for those that are no assignment, or an option and the
            beginning of what stands behind it.
        options: The words of each option.
    """
    kept = [one for one in options if not _is_meant(place, one[0], one[-1])]
    return None if len(kept) == len(options) else all_words(kept)


def all_words(options: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the words of options, None when one of them must not be shown."""
    if any(map(is_hidden, options)):
        return None
    return tuple(word for one in options for word in spelt(*one))


def spelt(*words: str) -> tuple[str, ...]:
    """Return the words of an option; a value that looks like an option is joined to its name."""
    return (f"{words[0]}={words[1]}",) if len(words) > 1 and words[1].startswith("-") else words


def options_at(place: str, options: Options) -> Options:
    """Return the options that a place means, as in `options_without`."""
    return tuple(one for one in options if _is_meant(place, one[0], one[-1]))


def is_hidden(words: tuple[str, ...]) -> bool:
    """Tell whether a part of an option must not be shown."""
    return words[-1].endswith(HIDDEN)


def _is_meant(place: str, name: str, value: str) -> bool:
    if place == OSS:
        return name in _LOCAL
    if name == _OVERRIDE:
        key, equals, _ = value.partition("=")
        is_broken = not (equals and key.strip())
        return is_broken if place == _OVERRIDE else place == f"{_OVERRIDE} {key.strip()}"
    return place == name or (" " in place and f"{name} {value}".startswith(place))
