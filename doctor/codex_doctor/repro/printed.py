"""What a script prints and says in its comments, in the language of now. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.words.sentence import Sentence

# What may be wrong with the framing of a stream; the last word is its place in the code that looks.
_FLAWS: Final = (
    "repro.script.not_utf8",
    "repro.script.mark",
    "repro.script.control",
    "repro.script.open_event",
)
# Stands in no template.
_PLACE: Final = "\0"


def filled(code: str, quote: Callable[[str], str]) -> str:
    """Return code with what it says of the framing, as literals of its language."""
    for flaw in _FLAWS:
        code = code.replace(f"{{{flaw.rpartition('.')[2]}}}", quote(say(flaw)))
    return code


def around(template: str, place: str) -> tuple[str, str]:
    """Return what a sentence says before and behind what the script itself puts there."""
    before, _, after = say(template, **{place: _PLACE}).partition(_PLACE)
    return before, after


def joined(template: str, place: str, there: str, quote: Callable[[str], str]) -> str:
    """Return the code of a sentence, in a language that joins texts by +.

    Args:
        template: Id of the sentence.
        place: Which of its places the script fills.
        there: The expression that it puts there.
        quote: Writes a text of that language.
    """
    before, after = (quote(text) if text else "" for text in around(template, place))
    return " + ".join(one for one in (before, there, after) if one)


def too_late(limit_s: int) -> Sentence:
    """Return what is printed when the time is up."""
    return say("repro.script.shows_what", what=say("repro.script.late", limit_s=limit_s))
