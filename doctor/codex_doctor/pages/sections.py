"""A whole page as titled sections of sentences, which each renderer writes in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.patterns import Regex
from codex_doctor.words.measures import listed
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.pages.nouns import Explained, Printed, Product

MISTAKES: Final = {
    "wrong_model_id": "explain.mistake_model_id",
    "wrong_wire_api": "explain.mistake_wire_api",
    "not_codex_compatible": "explain.mistake_compatible",
}
_MOST_PRINTS = 4
_MOST_PRODUCTS = 8
_EXIT = Regex(r"exit (\d+)")


class Section(Struct, frozen=True):
    """A part of a page.

    Attributes:
        title: What it tells.
        items: Sentences or entries of a list; one of `is_list`, else paragraphs.
        is_list: Whether the items stand one by one.
        note: What is to be said below them, "" for nothing.
    """

    title: str
    items: tuple[str, ...]
    is_list: bool = False
    note: str = ""


def sections(one: Explained) -> tuple[Section, ...]:
    """Return the parts of a page of which something is known."""
    told = (
        Section(say("explain.prints"), tuple(_prints(one)), is_list=True, note=_recorded(one)),
        Section(say("explain.recognised"), (one.recognised,)),
        Section(say("explain.disproved"), (one.disproved,)),
        Section(say("explain.fixes"), one.fixes, is_list=True),
        Section(say("explain.products"), tuple(_products(one.products)), is_list=True),
        Section(say("explain.versions"), one.versions, is_list=True),
    )
    return tuple(part for part in told if any(part.items))


def example(one: Explained) -> tuple[Section, ...]:
    """Return the lines that fail and those that work, each quoted; () without any."""
    shown = one.example
    if shown is None or not (shown.broken or shown.sound):
        return ()
    nothing = (say("explain.nothing"),)
    return (
        Section(say("explain.broken"), shown.broken or nothing),
        Section(say("explain.sound"), shown.sound or nothing),
    )


def last_lines(one: Explained) -> tuple[str, ...]:
    """Return where it can be seen, the common mistake it belongs to, and who reports it."""
    fault = one.example.fault if one.example else ""
    see = (say("explain.see", fault=fault),) if fault else ()
    mistake = one.page.mistake
    named = (say("explain.mistake", mistake=say(MISTAKES[mistake])),) if mistake else ()
    if one.plugin:
        return (*see, *named, say("explain.reporter_plugin", check=one.check, plugin=one.plugin))
    return (*see, *named, say("explain.reporter", check=one.check))


def _prints(one: Explained) -> Iterator[str]:
    shown = one.prints[:_MOST_PRINTS]
    for printed in shown:
        yield _spoken(printed)
    if more := len(one.prints) - len(shown):
        yield say("explain.more_prints", count=more)


def _recorded(one: Explained) -> str:
    if not one.codex:
        return ""
    counts = [printed.set_ups for printed in one.prints]
    if all(counts):
        return say("explain.recorded", codex=one.codex, count=sum(counts))
    return say("explain.recorded_files", codex=one.codex)


def _spoken(printed: Printed) -> str:
    """Return a message with what Codex does after it."""
    # An answer without a body is printed as what it is.
    is_wordless = printed.endings == ("exit 1",)
    text = printed.text or say("explain.wordless" if is_wordless else "explain.silent")
    endings = [_ending(one) for one in printed.endings]
    return say("explain.ending", text=text, ending=listed(endings, "or")) if endings else text


def _ending(ending: str) -> str:
    if found := _EXIT.fullmatch(ending):
        return say("explain.ends", code=found[1])
    match ending:
        case "loops for ever":
            return say("explain.loops")
        case "still running":
            return say("explain.running")
        case _:
            return say("explain.waits")


def _products(products: tuple[Product, ...]) -> Iterator[str]:
    for one in products[:_MOST_PRODUCTS]:
        name = f"{one.name} {one.version}".rstrip()
        yield say("measure.aside", text=name, aside=one.source) if one.source else name
    if len(products) > _MOST_PRODUCTS:
        yield say("explain.more_products", count=len(products) - _MOST_PRODUCTS)
