"""What a fact says: the id of a template and its values, so that a record has no language."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read at run time
from functools import reduce
from typing import TYPE_CHECKING

from msgspec import Struct, field

from codex_doctor.words.catalogue import english_text
from codex_doctor.words.measures import Value
from codex_doctor.words.sentence import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterable


class Told(Struct, frozen=True):
    """A sentence that is not said yet.

    Attributes:
        template: Its id.
        values: What stands in its places; a part that is itself told is said with the whole.
    """

    template: str
    values: Mapping[str, Value | Told] = field(default_factory=dict[str, Value])

    def __hash__(self) -> int:
        """Return the same for what is equal; a mapping has none."""
        return hash(self.template)

    def __str__(self) -> str:
        """Return what is told in the language of now."""
        return said(self)


Words = Told | str
"""What a fact says, or the text that an older record has in its place; "" for nothing."""


def said(words: Words) -> Sentence | str:
    """Return what is told in the language of now.

    A record may come from anywhere: a text in it stays as it is, and of a template that is not
    there, or has other places, the id is said.
    """
    if isinstance(words, str):
        return words
    try:
        return say(words.template, **{name: _part(one) for name, one in words.values.items()})
    except (KeyError, TypeError, ValueError, RecursionError):
        return words.template


def row(parts: Iterable[Words]) -> Words:
    """Return what stands one behind the other, "" for nothing."""
    rest = iter(parts)
    return reduce(_behind, rest, next(rest, ""))


def _behind(first: Words, last: Words) -> Words:
    if isinstance(first, str) and isinstance(last, str):
        return f"{first}, {last}"
    return Told("measure.comma", {"first": first, "last": last})


def _part(value: Value | Told) -> Value:
    return said(value) if isinstance(value, Told) else value


def unsaid(words: str) -> Words:
    """Return a sentence as a fact has it."""
    if not isinstance(words, Sentence):
        return words
    parts = {
        name: unsaid(one) if isinstance(one, str) else one for name, one in words.values.items()
    }
    return Told(words.template, parts)


def tells(words: Words, template: str) -> bool:
    """Tell whether this is what a fact says; an older record has its English text."""
    if isinstance(words, str):
        return words == english_text(template)
    return words.template == template


def in_english(words: Words) -> str:
    """Return what is told to a program that has one language."""
    if isinstance(words, str):
        return words
    return english_text(words.template).format(**words.values)
