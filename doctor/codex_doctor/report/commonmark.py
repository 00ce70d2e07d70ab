"""Text from anywhere as Markdown: it stands in code spans and fences that it cannot leave.

So it brings no heading, link, mention or image into a ticket (CommonMark, with tables).
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from codex_doctor.line_breaks import cells
from codex_doctor.narrow import padded
from codex_doctor.patterns import Regex
from codex_doctor.report.words import clipped
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A word with one of these could be markup, a mention, an issue, an emoji or a link somewhere.
_ACTIVE = Regex(r"[\\`*_\[\]<>|~&#@$^{}]|:\w|://|www\.|\bGH-\d", re.IGNORECASE)
_PASSIVE = frozenset(" ,;-=()'\"/?+%")
_LIST_MARK = Regex(r"[-+=]|\d+[.)]")
# Chinese is written without blanks: what stands beside such a sign is a word of its own.
_FULL_WIDTH = Regex(r"( *[、。，：；？！（）《》「」【】]+ *)")
# A ticket has a limit too; the JSON report has all of it.
CELL_LIMIT = 2000


def prose(text: str) -> str:
    """Return a sentence in which every word that could be markup is a code span."""
    # The signs themselves are every second part; what is beside them begins no line.
    parts = _FULL_WIDTH.split(text.strip())
    parts[::2] = map(_plain, parts[::2])
    return "".join(parts)


def _plain(text: str) -> str:
    pieces: list[str] = []
    run: list[str] = []
    words = text.split()
    at = 0
    while at < len(words):
        end = _closed(words, at)
        lead, core, marks = _parts(" ".join(words[at:end]))
        is_code = _ACTIVE.search(core) or (at == 0 and _LIST_MARK.match(words[0]))
        if run and (lead or not is_code):
            pieces.append(code(" ".join(run)))
            run = []
        if not is_code:
            end = at + 1
            pieces.append(words[at])
        elif lead or marks:
            pieces.append(lead + code(" ".join([*run, core])) + marks)
            run = []
        else:
            run.append(core)
        at = end
    return " ".join([*pieces, code(" ".join(run))] if run else pieces)


def _closed(words: Sequence[str], at: int) -> int:
    """Return where the words end that close each bracket of this one: `f(a, b)` is one thing."""
    end, open_ = at + 1, _unclosed(_parts(words[at])[1])
    while open_ > 0 and end < len(words):
        open_ += _unclosed(words[end])
        end += 1
    return end if open_ <= 0 else at + 1


def _unclosed(text: str) -> int:
    return text.count("(") - text.count(")")


def _holds(text: str) -> bool:
    """Tell whether each bracket of a text is opened in it before it is closed."""
    depths = accumulate((char == "(") - (char == ")") for char in text)
    return min(depths, default=0) >= 0


def _parts(word: str) -> tuple[str, str, str]:
    """Return what stands before a word, the word, and what stands behind it.

    A bracket or quote goes outside if its other end is outside too, or at the other end.
    """
    first, last = 0, len(word)
    while last - first > 1:
        core = word[first:last]
        is_odd = {"(": _unclosed(core) > 0, ")": _unclosed(core) < 0}
        is_odd |= {mark: core.count(mark) % 2 == 1 for mark in "\"'"}
        if core[-1] in ".,;:!?" or is_odd.get(core[-1]):
            last -= 1
        elif is_odd.get(core[0]) and core[0] != ")":
            first += 1
        elif core[0] + core[-1] == "()" and _holds(core[1:-1]):
            first, last = first + 1, last - 1
        else:
            break
    return word[:first], word[first:last], word[last:]


def code(text: str) -> str:
    """Return a code span that holds the text as it is; a line break becomes a blank."""
    text = " ".join(text.splitlines())
    if not text.strip():
        return say("document.empty")
    fence = "`" * (_longest_run(text) + 1)
    # CommonMark 6.1: one blank on each side is taken off again.
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def fenced(lines: Iterable[str], *, language: str = "text") -> str:
    """Return a code block whose fence is longer than any inside."""
    body = "\n".join(lines)
    fence = "`" * max(3, _longest_run(body) + 1)
    return f"{fence}{language}\n{body}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall(r"`+", text)), default=0)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; the cells are Markdown already."""
    every = [head, *rows]
    # Lined up for those who read the source, as long as no cell is very wide.
    widths = [
        max(3, *(size for cell in column if (size := cells(cell)) <= 60))
        for column in zip(*every, strict=True)
    ]
    lines = [
        " | ".join(padded(cell, width) for cell, width in zip(cells, widths, strict=True))
        for cells in every
    ]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in lines)


def phrase(text: str) -> str:
    """Return a sentence for a table cell."""
    return cell(text) if "|" in text else prose(text)


def cell(text: str) -> str:
    """Return a code span for a table cell, where a pipe ends even a code span."""
    text = clipped(text, limit=CELL_LIMIT)
    if "|" not in text:
        return code(text)
    inside = "".join(
        char if char.isalnum() or char in _PASSIVE else f"&#{ord(char)};" for char in text
    )
    return f"<code>{inside}</code>"
