"""What several documents have in common.

The types of this room are contracts: minor versions only add, and what they add has a default,
so that every older document is still read. Each field is described, which a test holds.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

Version: TypeAlias = Annotated[str, Meta(pattern=r"^1\.[0-9]+$")]
Count: TypeAlias = Annotated[int, Meta(ge=0)]
Line: TypeAlias = Annotated[int, Meta(ge=1)]


class Tool(Struct, frozen=True):
    """What has written the document.

    Attributes:
        name: Always `codex-doctor`.
        version: The version of codex-doctor.
    """

    name: Literal["codex-doctor"]
    version: str


class Wording(Struct, frozen=True):
    """How a sentence is made: stable where its wording is not.

    Attributes:
        id: Id of the template in the catalogue.
        parameters: What stands in it, by name.
    """

    id: str
    parameters: dict[str, str | int | float | tuple[str, ...]]


Words: TypeAlias = dict[str, Wording]


class Location(Struct, frozen=True):
    """Where something stands.

    Attributes:
        file: The file as people are shown it, or the option.
        line: Counted from 1; null where only the file is known.
        column: Counted from 1.
    """

    file: str
    line: Line | None
    column: Line | None


class FileChange(Struct, frozen=True):
    """What changes in one file.

    Attributes:
        file: The file.
        diff: The lines, as `diff -u` writes them, secrets masked.
    """

    file: str
    diff: str
