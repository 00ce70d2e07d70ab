"""Where in a file something stands."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

Line: TypeAlias = Annotated[int, Meta(ge=1)]


class Location(Struct, frozen=True):
    """A place in a file; line and column count from 1, columns in characters."""

    file: str
    line: Line | None = None
    column: Line | None = None

    def __str__(self) -> str:
        """Return `file:line:column`, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


class LineEdit(Struct, frozen=True):
    """One line of a file as people may see it, and what becomes of it; None for nothing."""

    line: int
    before: str
    after: str | None
