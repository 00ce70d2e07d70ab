"""How a report is shown; chosen by the caller, because a renderer looks at no terminal."""

from __future__ import annotations

from msgspec import Struct


class Options(Struct, frozen=True):
    """What the reader's console can show and how much is wanted.

    Attributes:
        width: Columns to fill; commands, URLs and edits may be longer.
        color: Whether ANSI colors are sent.
        unicode: Whether the console can show ✓ and its like.
        plain: Sentences instead of columns, and no escape byte at all: for screen readers.
        powershell: Whether commands are shown for PowerShell instead of a POSIX shell.
        shell: The reader's POSIX shell or fish, "" when it is not known.
        start_up: The start-up file of that shell, "" where it is the usual one.
        verbose: 1 adds hints, the summary of every check and every request.
        links: The home folder, where files may be links that a terminal opens (OSC 8); "" for none.
        folder: The working folder as files are shown (`~/work`), "" when nobody asked.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    plain: bool = False
    powershell: bool = False
    shell: str = ""
    start_up: str = ""
    verbose: int = 0
    links: str = ""
    folder: str = ""
