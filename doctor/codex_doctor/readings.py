"""How a text reads after its escapes are undone, and how a character looks as an escape.

A reading remembers where each of its characters stands in the text itself.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Undone escapes per text: an error inside an error inside an error is seen in practice.
LEVELS = 3

_ESCAPE = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
    r"|\\u(?P<high>[dD][89abAB][0-9A-Fa-f]{2})\\u(?P<low>[dD][c-fC-F][0-9A-Fa-f]{2})"
    r"|\\(?:u(?P<u4>[0-9A-Fa-f]{4})|u\{(?P<u6>[0-9A-Fa-f]{1,6})\}|U(?P<u8>[0-9A-Fa-f]{8})"
    r"|x(?P<x2>[0-9A-Fa-f]{2}))"
    r"|\\(?P<plain>[/\\\"'nrtbf])"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?)"
)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class View(Struct, frozen=True):
    """A reading of a text; `starts[i]` is where character i begins in the text itself."""

    text: str
    starts: Sequence[int]


def views(text: str) -> Iterator[View]:
    """Yield the text itself, then what it reads after one more level of escapes is undone."""
    view = View(text, range(len(text) + 1))
    yield view
    for _ in range(LEVELS):
        decoded = _decode(view)
        if decoded.text == view.text:
            return
        view = decoded
        yield view


def _decode(view: View) -> View:
    pieces: list[str] = []
    starts: list[int] = []
    last = 0
    for match in _ESCAPE.finditer(view.text):
        pieces.append(view.text[last : match.start()])
        starts += view.starts[last : match.start()]
        for char, offset in _undone(match):
            pieces.append(char)
            starts.append(view.starts[match.start() + offset])
        last = match.end()
    pieces.append(view.text[last:])
    starts += view.starts[last:]
    return View("".join(pieces), starts)


def _undone(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the characters that an escape stands for, each with its offset in it."""
    kind, value = str(match.lastgroup), match[str(match.lastgroup)]
    if kind == "percent":
        offset = 0
        raw = bytes.fromhex(value.replace("%", ""))
        for char in raw.decode("utf-8", "surrogateescape"):
            yield char, offset
            offset += 3 * len(char.encode("utf-8", "surrogateescape"))
    elif kind == "low":
        pair = bytes.fromhex(match["high"] + value)
        yield pair.decode("utf-16-be"), 0
    elif kind == "plain":
        yield _PLAIN.get(value, value), 0
    elif kind == "entity":
        yield from ((char, 0) for char in html.unescape(value))
    else:
        code = int(value, 16)
        yield chr(code) if code <= 0x10FFFF else match[0], 0


def escaped(char: str) -> str:
    r"""Return a character in visible form: `\x1b`, `\u202e`."""
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char)
    if named:
        return named
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
