"""A sentence is data: its text, and the template and values that it was made from."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from string import Formatter
from typing import TYPE_CHECKING, Self

from codex_doctor.words import measures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.words.measures import Value


class Sentence(str):
    """A text from the catalogue; a check from outside gives its own words as a plain `str`.

    Attributes:
        template: Id of its template.
        values: What stands in the places of the template, by name.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Value]

    @classmethod
    def of(cls, text: str, template: str, values: Mapping[str, Value]) -> Self:
        """Return the sentence with this text."""
        made = cls(text)
        made.template = template
        made.values = values
        return made


def say(template: str, /, **values: Value) -> Sentence:
    """Return the sentence that a template of the catalogue makes with these values.

    Raises:
        KeyError: The catalogue has no such template, or a place of it gets no value.
    """
    return Sentence.of(_made(_english(template), values), template, values)


def plain(value: object) -> str:
    """Return a sentence as a mere text, for what writes no other kind of `str`.

    Raises:
        NotImplementedError: It is something else, as `enc_hook` of msgspec wants it said.
    """
    if isinstance(value, Sentence):
        return str(value)
    raise NotImplementedError


def fill(template: str, places: Mapping[str, Value]) -> Sentence:
    """Return the sentence of a template that takes what it names from these places."""
    return say(template, **{name: places[name] for name in names(_english(template))})


def template_text(template: str) -> str:
    """Return the text of a template, its places not filled.

    Raises:
        KeyError: The catalogue has no such template.
    """
    return _english(template)


def templates(beginning: str) -> tuple[str, ...]:
    """Return the ids of the templates that begin so, as the catalogue has them in order."""
    area = _catalogue("english", beginning.partition(".")[0])
    return tuple(one for one in area if one.startswith(beginning))


def names(text: str) -> tuple[str, ...]:
    """Return the names of the places in the text of a template, in their order."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(text) if name))


def _english(template: str) -> str:
    return _catalogue("english", template.partition(".")[0])[template]


@cache
def _catalogue(language: str, area: str) -> Mapping[str, str]:
    """Return the templates of one area; a run loads those that it speaks of."""
    try:
        words: Mapping[str, str] = import_module(f"codex_doctor.words.{language}.{area}").WORDS
    except ModuleNotFoundError:
        msg = f"no words for {area!r}"
        raise KeyError(msg) from None
    return words


def _made(text: str, values: Mapping[str, Value]) -> str:
    pieces: list[str] = []
    for literal, name, how, _ in Formatter().parse(text):
        pieces.append(literal)
        if name is not None:
            pieces.append(measures.shown(values[name], how or ""))
    return "".join(pieces)
