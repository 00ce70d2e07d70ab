"""What a fact says: the id of a template and its values, so that a record has no language."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read at run time
from typing import TYPE_CHECKING

from msgspec import Struct, field

from codex_doctor.words.measures import Value
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.words.sentence import Sentence


class Told(Struct, frozen=True):
    """A sentence that is not said yet.

    Attributes:
        template: Its id.
        values: What stands in its places.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])


def said(told: Told | str) -> Sentence | str:
    """Return what is told in the language of now.

    A record may come from anywhere: a text in it stays as it is, and of a template that is not
    there, or has other places, the id is said.
    """
    if isinstance(told, str):
        return told
    try:
        return say(told.template, **told.values)
    except (KeyError, TypeError, ValueError):
        return told.template
