"""Lines of plain text for a terminal that may be narrow.

For commands that answer without rich; `report.layout` has the screens.
"""

from __future__ import annotations

from codex_doctor.line_breaks import broken, cells
from codex_doctor.words.sentence import say


def row(lead: str, text: str, width: int | None) -> str:
    """Return a line, or lines that line up behind the lead, or below it where that leaves no room.

    Args:
        lead: What stands before the text, with the blanks around it.
        text: One line.
        width: Columns to fill, None when nothing is in the way.
    """
    if width is None or not text or cells(lead + text) <= width:
        return (lead + text).rstrip()
    begin = len(lead) - len(lead.lstrip())
    found = broken(text, width, begin=begin, lead=cells(lead))
    first, *others = (" " * one.indent + text[one.start : one.end] for one in found)
    return "\n".join([(lead + first[found[0].indent :]).rstrip(), *others])


def paragraph(text: str, width: int) -> str:
    """Return a text broken into lines of this width."""
    return row("", text, width)


def pointer(label: str, command: str, width: int | None) -> str:
    """Return a line that says what a command is for; where both do not fit, the command is below.

    Args:
        label: What it is for.
        command: Stays whole, to be copied.
        width: Columns to fill, None when nothing is in the way.
    """
    line = say("measure.labelled", label=label, text=command)
    if width is None or cells(line) <= width:
        return line
    return f"{row('', line.removesuffix(command).rstrip(), width)}\n{command}"


def padded(text: str, width: int) -> str:
    """Return a text with blanks behind it, so that it takes this many columns."""
    return text + " " * (width - cells(text))
