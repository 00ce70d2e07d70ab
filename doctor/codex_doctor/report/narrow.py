"""Lines of plain text for a terminal that may be narrow; a word that is longer stays whole.

For commands that answer without rich; `layout` has the screens.
"""

from __future__ import annotations

_INDENT = 4


def row(lead: str, text: str, width: int | None) -> str:
    """Return a line, or lines that line up behind the lead, or below it where that leaves no room.

    Args:
        lead: What stands before the text, with the blanks around it.
        text: One line.
        width: Columns to fill, None when nothing is in the way.
    """
    if width is None or _cells(lead + text) <= width:
        return (lead + text).rstrip()
    if (hang := _cells(lead)) > width // 2:
        begin = len(lead) - len(lead.lstrip()) + _INDENT
        return f"{lead.rstrip()}\n{_wrapped(text, width, ' ' * begin, ' ' * begin)}"
    return _wrapped(text, width, lead, " " * hang)


def paragraph(text: str, width: int) -> str:
    """Return a text broken into lines of this width."""
    return _wrapped(text, width, "", "")


def padded(text: str, width: int) -> str:
    """Return a text with blanks behind it, so that it takes this many columns."""
    return text + " " * (width - _cells(text))


def _wrapped(text: str, width: int, first: str, later: str) -> str:
    lines: list[str] = []
    line, is_empty = first, True
    for word in text.split():
        if not is_empty and _cells(f"{line} {word}") > width:
            lines.append(line)
            line, is_empty = later, True
        line += word if is_empty else f" {word}"
        is_empty = False
    return "\n".join([*lines, line])


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # late: our own words need none of it

    return cell_len(text)
