"""How else a text reads: its escapes undone, its markup taken out, its codes decoded.

A reading knows where each of its parts stands in the text that it was read from, so that a place
found in it can be masked in the text itself. Nothing here knows what is looked for.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex
from codex_doctor.secrets.codes import CODES, Reader
from codex_doctor.secrets.packed import PACKED
from codex_doctor.secrets.spelling import plain
from codex_doctor.secrets.views import View, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Escapes in escapes in escapes, and codes in codes, are undone so often.
LEVELS = 6
DEPTH = 3
# All readings of a text together have at most so many characters for each of its own, so that
# what they cost grows no faster than the text.
GROWTH = 24
_SMALL = 16_384
CUT = "cut"

# UTF-8 that was read as Latin-1 or as Windows-1252: all but its first byte.
_WINDOWS = {
    ord(char): byte for byte in range(128, 160) for char in bytes([byte]).decode("cp1252", "ignore")
}
_REST = f"[\x80-\xbf{''.join(map(chr, _WINDOWS))}]"
_ESCAPE = (
    r"(?P<ascii>%[0-7][0-9A-Fa-f])"
    r"|(?P<bytes>(?:%[89A-Fa-f][0-9A-Fa-f])+)"
    r"|(?P<x_bytes>(?:\\x[89A-Fa-f][0-9A-Fa-f])+)|(?P<o_bytes>(?:\\[23][0-7]{2})+)"
    r"|\\u(?P<high>[dD][89abAB][0-9A-Fa-f]{2})\\u(?P<low>[dD][c-fC-F][0-9A-Fa-f]{2})"
    r"|\\(?:u(?P<u4>[0-9A-Fa-f]{4})|u\{(?P<u6>[0-9A-Fa-f]{1,6})\}|U(?P<u8>[0-9A-Fa-f]{8})"
    r"|x(?P<x2>[0-9A-Fa-f]{2}))"
    r"|\\(?P<octal>[0-3]?[0-7]{2})"
    r"|\\(?P<plain>[nrtbf!-$'-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?)"
    rf"|(?P<misread>[Â-ß]{_REST}|[à-ï]{_REST}{{2}}|[ð-ô]{_REST}{{3}})"
)
_MISREAD = Regex(rf"[Â-ô]{_REST}")
# A secret that is not all so near to an escape is found without undoing it.
NEAR = 256
# Kinds of views in which the other readers of text look.
_WHOLE = frozenset({"", "escapes"})
# No code of a key is written in words alone.
_WORDS = r"(?:[A-Z]?[a-z]{0,12}[ ,.:;'()/_-]+)*+[A-Z]?[a-z]{0,12}"
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_QUOTED = r"=(?:([2-7][0-9A-Fa-f])|\r?\n)"
# What may stand between characters unseen: tags, sequences for terminals, a NUL as people write it.
_MARKUP = r"<[^<>]{1,80}>|\x1b\[[0-9;:?]{0,20}[@-~]"
_ZEROS = r"\\0|\^@"


def _entity(text: str) -> str:
    # Late: a third of what this room costs is the table of all names.
    from html import unescape

    return unescape(text)


def readings(
    text: str,
    readers: Sequence[Reader] | None = None,
    check: Callable[[], None] = lambda: None,
) -> Iterator[View]:
    """Yield the text itself, then what else it reads, the nearest first.

    An empty view of the kind CUT stands for what there was no room for. `check` is called before
    each step that may take long, and may raise.
    """
    readers = READERS if readers is None else readers
    budget = GROWTH * len(text) + _SMALL
    seen = {text}
    views = [View(text)]
    for depth in range(DEPTH + 1):
        found: list[View] = []
        for view in views:
            yield view
            has_codes = depth < DEPTH and re.fullmatch(_WORDS, view.text) is None
            for reader in readers:
                if len(view.text) < reader.least or (reader.is_code and not has_codes):
                    continue
                check()
                read = reader.read(view)
                if read is None or (read.text in seen and not read.raw):
                    continue
                if len(read.text) > budget:
                    yield View("", CUT)
                    continue
                budget -= len(read.text)
                seen.add(read.text)
                # What is no code is read again in this very round.
                (found if reader.is_code else views).append(read)
        views = found


def undo_escapes(view: View, *, near: int | None = None) -> View | None:
    """Read what percent, JSON, C and HTML escapes stand for, and UTF-8 that was misread.

    With `near`, of the rest only so much is in the reading on each side of an escape.
    """
    text = view.text
    if view.level >= LEVELS or not (
        any(sign in text for sign in "\\%&") or (not text.isascii() and _MISREAD.search(text))
    ):
        return None
    writer, last = Writer(view), 0
    for match in re.finditer(_ESCAPE, text):
        _copy_near(writer, last, match.start(), near)
        writer.put(_undone(match), *match.span())
        last = match.end()
    if not last:
        return None
    _copy_near(writer, last, len(text), near)
    return writer.view("escapes", level=view.level + 1, depth=view.depth)


def _copy_near(writer: Writer, start: int, end: int, near: int | None) -> None:
    if near is None or end - start <= 2 * near:
        writer.copy(start, end)
    else:
        writer.copy(start, start + near)
        writer.gap(start + near)
        writer.copy(end - near, end)


def _undone(match: re.Match[str]) -> str:
    kind, value = str(match.lastgroup), match[str(match.lastgroup)]
    match kind:
        case "ascii":
            return chr(int(value[1:], 16))
        case "bytes":
            return bytes.fromhex(value.replace("%", "")).decode("utf-8", "surrogateescape")
        case "x_bytes":
            return _of_bytes(bytes.fromhex(value.replace("\\x", "")))
        case "o_bytes":
            return _of_bytes(bytes(int(one, 8) for one in value[1:].split("\\")))
        case "low":
            return bytes.fromhex(match["high"] + value).decode("utf-16-be")
        case "plain":
            return _PLAIN.get(value, value)
        case "entity":
            return _entity(value)
        case "misread":
            return value.translate(_WINDOWS).encode("latin-1").decode("utf-8", "replace")
        case "octal":
            return chr(int(value, 8))
        case _:
            code = int(value, 16)
            return chr(code) if code <= 0x10FFFF else match[0]


def _of_bytes(raw: bytes) -> str:
    """Read bytes as UTF-8, the last character may be cut; as Latin-1 where nothing is UTF-8."""
    text = raw.decode("utf-8", "surrogateescape")
    return text if len(text) < len(raw) else raw.decode("latin-1")


def _drop(view: View, *, kind: str, signs: str, often: int, pattern: str) -> View | None:
    """Read the text without these parts; a group of a part is the number of its character."""
    if view.kind not in _WHOLE or sum(map(view.text.count, signs)) < often:
        return None
    writer, last = Writer(view), 0
    for match in re.finditer(pattern, view.text):
        writer.copy(last, match.start())
        if match.lastindex:
            writer.put(chr(int(match[1], 16)), *match.span())
        last = match.end()
    writer.copy(last, len(view.text))
    return writer.view(kind, level=view.level, depth=view.depth) if last else None


def drop_unseen(view: View) -> View | None:
    """Read a text whose characters are drawn otherwise, or have unseen ones between them."""
    if view.kind not in _WHOLE or (view.text.isascii() and view.text.isprintable()):
        return None
    writer, last = Writer(view), 0
    for match in re.finditer(r"[^ -~]", view.text):
        writer.copy(last, match.start())
        writer.put(plain(match[0]), *match.span())
        last = match.end()
    writer.copy(last, len(view.text))
    return writer.view("unseen", level=view.level, depth=view.depth)


def _dropping(kind: str, signs: str, pattern: str, *, often: int = 1) -> Reader:
    read = partial(_drop, kind=kind, signs=signs, often=often, pattern=pattern)
    return Reader(kind, read, is_code=False)


ESCAPES = Reader("escapes", undo_escapes, is_code=False)
# For long texts: what is far from any escape was read before.
NEAR_ESCAPES = Reader("escapes", partial(undo_escapes, near=NEAR), is_code=False)
READERS: tuple[Reader, ...] = (
    ESCAPES,
    # Apart from the other escapes, and not for one or two: `?key=ab12` looks like it.
    _dropping("quoted-printable", "=", _QUOTED, often=3),
    _dropping("markup", "<\x1b", _MARKUP),
    _dropping("zeros", "\\^", _ZEROS),
    Reader("unseen", drop_unseen, is_code=False),
    PACKED,
    *CODES,
)
# Those that change no depth: in them a secret that nobody told us of is looked for too.
PLAIN_READERS = tuple(one for one in READERS if not one.is_code and one is not PACKED)
