"""Which catalogue speaks: the templates of an area by their ids, in the chosen language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

Catalogue = Callable[[str], Mapping[str, str]]


@cache
def english(area: str) -> Mapping[str, str]:
    """Return the templates of one area; a run loads those that it speaks of.

    Raises:
        KeyError: There is no such area.
    """
    try:
        words: Mapping[str, str] = import_module(f"codex_doctor.words.english.{area}").WORDS
    except (ModuleNotFoundError, AttributeError):  # of an odd record it may be any name at all
        msg = f"no words for {area!r}"
        raise KeyError(msg) from None
    return words


class _Speaker:
    def __init__(self) -> None:
        self.catalogue: Catalogue = english


_SPEAKER = _Speaker()


def choose(catalogue: Catalogue) -> None:
    """Make this the catalogue of all that is said from now on."""
    _SPEAKER.catalogue = catalogue


def english_text(template: str) -> str:
    """Return the English text of a template, whichever language is chosen.

    Raises:
        KeyError: There is no such template.
    """
    return english(_area(template))[template]


def template_text(template: str) -> str:
    """Return the text of a template, its places not filled.

    Raises:
        KeyError: The catalogue has no such template.
    """
    return _SPEAKER.catalogue(_area(template))[template]


def templates(beginning: str) -> tuple[str, ...]:
    """Return the ids of the templates that begin so, as the catalogue has them in order."""
    area = _SPEAKER.catalogue(_area(beginning))
    return tuple(one for one in area if one.startswith(beginning))


def _area(template: str) -> str:
    return template.partition(".")[0]
