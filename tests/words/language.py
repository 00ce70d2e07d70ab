"""A made-up language: every letter of the English catalogue is another one."""

from __future__ import annotations

import re
import string
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from codex_doctor.words.catalogue import choose, english

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

# Four words in a row are prose, from wherever.
PROSE = re.compile(r"[A-Za-z]{2,}[,;:]?(?: [a-z]{2,}[,;:]?){3,}")
_OTHER = str.maketrans(
    string.ascii_letters,
    "абцдефгхийклмнопярстувшщызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЩЫЗ",
)
_PLACE = re.compile(r"\{\{|\}\}|\{(\w+)(:[^}]*)?\}")


@cache
def made_up(area: str) -> Mapping[str, str]:
    """Return the templates of an area in that language."""
    return {template: _translated(text) for template, text in english(area).items()}


@contextmanager
def speaking(catalogue: Callable[[str], Mapping[str, str]] = made_up) -> Generator[None]:
    choose(catalogue)
    try:
        yield
    finally:
        choose(english)


def _translated(text: str) -> str:
    """Return a template in which places are as they were, and nouns of a number are not."""
    pieces: list[str] = []
    at = 0
    for place in _PLACE.finditer(text):
        pieces += [text[at : place.start()].translate(_OTHER), _noun(place)]
        at = place.end()
    return "".join((*pieces, text[at:].translate(_OTHER)))


def _noun(place: re.Match[str]) -> str:
    how = place[2] or ""
    return f"{{{place[1]}{how.translate(_OTHER)}}}" if "|" in how else place[0]
