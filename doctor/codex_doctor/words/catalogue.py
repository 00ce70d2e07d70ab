"""Which catalogue speaks: the templates of an area by their ids, in the chosen language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

Catalogue = Callable[[str], Mapping[str, str]]


def english(area: str) -> Mapping[str, str]:
    """Return the templates of one area.

    Raises:
        KeyError: There is no such area.
    """
    return _words("english", area)


def chinese(area: str) -> Mapping[str, str]:
    """Return the same in Simplified Chinese.

    Raises:
        KeyError: There is no such area.
    """
    return _words("chinese", area)


# By the codes of ISO 639-1.
LANGUAGES: Mapping[str, Catalogue] = {"en": english, "zh": chinese}


@cache
def _words(language: str, area: str) -> Mapping[str, str]:
    """Load the templates of one area: a run needs those that it speaks of."""
    try:
        module = import_module(f"codex_doctor.words.{language}.{area}")
        words: Mapping[str, str] = module.WORDS
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


def chosen() -> str:
    """Return the code of the language that is spoken."""
    return next((code for code, one in LANGUAGES.items() if one is _SPEAKER.catalogue), "")


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


def template_texts(template: str) -> tuple[str, ...]:
    """Return the text of a template in every language, the chosen one first.

    Raises:
        KeyError: There is no such template.
    """
    area = _area(template)
    catalogues = dict.fromkeys((_SPEAKER.catalogue, *LANGUAGES.values()))
    return tuple(one(area)[template] for one in catalogues)


def templates(beginning: str) -> tuple[str, ...]:
    """Return the ids of the templates that begin so, as the catalogue has them in order."""
    area = _SPEAKER.catalogue(_area(beginning))
    return tuple(one for one in area if one.startswith(beginning))


def _area(template: str) -> str:
    return template.partition(".")[0]
