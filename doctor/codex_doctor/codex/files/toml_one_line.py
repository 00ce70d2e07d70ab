"""Writes inline tables of several lines in one line each, as TOML 1.0 wants them.

For texts that TOML 1.1 accepts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.positions import TOKEN
from codex_doctor.codex.files.toml_spots import LineChange

if TYPE_CHECKING:
    from collections.abc import Iterator


def in_one_line(text: str) -> Iterator[LineChange]:
    """Yield the changes that write each inline table in one line, without its comments."""
    written: list[str] = []
    first, line, depth = 1, 1, 0
    for token in TOKEN.finditer(text):
        kind, word = token.lastgroup, token[0]
        if depth and kind in {"space", "newline"}:
            # One blank does for what stood between two things.
            written += [] if written[-1] == " " else [" "]
        elif kind == "newline":
            yield from _lines("".join(written), first, line)
            first, written = line + word.count("\n"), [word.rpartition("\n")[2]]
        else:
            while word == "}" and written and written[-1] in {" ", ","}:
                written.pop()
            written += [" ", word] if word == "}" else [word]
        line += word.count("\n")
        depth += {"{": 1, "}": -1}.get(word if kind == "mark" else "", 0)
    yield from _lines("".join(written), first, line)


def _lines(written: str, first: int, last: int) -> Iterator[LineChange]:
    """Yield what becomes of lines that are written in one."""
    if last > first and "\n" not in written:
        yield LineChange(first, written)
        yield from (LineChange(number, None) for number in range(first + 1, last + 1))
