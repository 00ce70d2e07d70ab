"""A sentence is data: its text, and the template and values that it was made from."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Self

from codex_doctor.words import measures
from codex_doctor.words.catalogue import template_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.words.measures import Value


# Radicals of Han characters; all but a few of what stands before them is narrow.
_FIRST_WIDE = "\u2e80"


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
    return Sentence.of(_made(template_text(template), values), template, values)


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
    return say(template, **{name: places[name] for name in names(template_text(template))})


def anew(text: str) -> str:
    """Return a sentence that was made when its module was loaded as it is said now."""
    return say(text.template, **text.values) if isinstance(text, Sentence) else text


def names(text: str) -> tuple[str, ...]:
    """Return the names of the places in the text of a template, in their order."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(text) if name))


def _made(text: str, values: Mapping[str, Value]) -> str:
    made = ""
    for literal, name, how, _ in Formatter().parse(text):
        made = _behind(made, literal)
        if name is not None:
            made = _behind(made, measures.shown(values[name], how or ""))
    return made


def _is_wide(character: str) -> bool:
    return character >= _FIRST_WIDE


def _behind(text: str, piece: str) -> str:
    """Return both, without the blank of a template that would part two wide characters.

    In Chinese one stands beside a word in Latin letters, and a place may hold either.
    """
    if text[-1:] == " " and _is_wide(text[-2:-1]) and _is_wide(piece[:1]):
        return text[:-1] + piece
    if piece[:1] == " " and _is_wide(text[-1:]) and _is_wide(piece[1:2]):
        return text + piece[1:]
    return text + piece
