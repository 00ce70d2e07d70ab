"""Where findings stand, for programs: a file with line and columns, or an option."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from codex_doctor.facts import Location
    from codex_doctor.report.options import Options
    from codex_doctor.reported import RankedFinding, Report

_FILE = Regex(r"~[/\\]|/|[A-Za-z]:[/\\]|\\\\")
_CARETS = Regex(r"^ *\| *(\^+)", re.MULTILINE)
_HOME = "~/"


class FileSpan(Struct, frozen=True):
    """A span of a file; lines and columns count from 1, columns in characters.

    Attributes:
        file: Below the working folder a relative path with `/`, else as people are shown it.
        is_below: Whether it is such a path.
        end_column: Behind the last character, None when it is not known.
    """

    file: str
    is_below: bool
    line: int | None = None
    column: int | None = None
    end_column: int | None = None

    @property
    def below_home(self) -> str:
        """The path below the home folder, "" when it is not there."""
        return self.file.removeprefix(_HOME) if self.file.startswith(_HOME) else ""


def link_to(file: str, options: Options) -> str:
    """Return the address of a file as people are shown it, "" where nothing opens one."""
    if not options.links or not file.startswith(("~/", "/")):
        return ""
    return f"file://{quote(file.replace('~', options.links, 1) if file[0] == '~' else file)}"


def place_of(ranked: RankedFinding, report: Report, options: Options) -> FileSpan | None:
    """Return the file in which a finding stands, None for an option.

    What is in no file is where the provider is selected, without which it would not be met.
    """
    finding = ranked.finding
    if finding.location is None:
        return place_at(report.target.provider_location, options)
    found = _CARETS.search(finding.excerpt)
    return place_at(finding.location, options, length=len(found[1]) if found else 0)


def place_at(location: Location | None, options: Options, *, length: int = 0) -> FileSpan | None:
    """Return the place of a location, None unless that is in a file."""
    if location is None or not _FILE.match(location.file):
        return None
    folder = f"{options.folder}/"
    is_below = bool(options.folder) and location.file.startswith(folder)
    file = location.file.removeprefix(folder) if is_below else location.file
    column = location.column if location.line else None
    end_column = column + length if column and length else None
    return FileSpan(file.replace("\\", "/"), is_below, location.line, column, end_column)
