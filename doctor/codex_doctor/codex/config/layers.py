"""Reads every layer of the configuration in Codex's order and merges them.

Finds out what is set and where. What the values mean to Codex is judged in `rules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.facts import Layer, Problem
from codex_doctor.sealed import Sealed
from codex_doctor.values import is_table, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from codex_doctor.codex.files.documents import Document
    from codex_doctor.facts import Location
    from codex_doctor.facts.problems import About


_BARE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


class Layered(Sealed, frozen=True):
    """All layers that count.

    Attributes:
        documents: Lowest first.
        merged: What Codex ends up with.
        layers: What became of each source, lowest first.
        rule_folders: Where files of rules for commands count.
    """

    documents: tuple[Document, ...]
    merged: Mapping[str, Any]
    layers: tuple[Layer, ...] = ()
    rule_folders: tuple[Path, ...] = ()

    def get(self, *path: str) -> Any:
        """Return the effective value at this path, None when there is none."""
        return lookup(self.merged, path)

    def text(self, *path: str) -> str | None:
        """Return the effective value if it is a string."""
        value = self.get(*path)
        return value if isinstance(value, str) else None

    def table(self, *path: str) -> dict[str, Any]:
        """Return the effective table, empty when there is none."""
        value = self.get(*path)
        return value if is_table(value) else {}

    def source(self, *path: str) -> Document | None:
        """Return the highest layer that sets this key."""
        return next((one for one in reversed(self.documents) if one.has(path)), None)

    def origin(self, *path: str, at_key: bool = False) -> Location | None:
        """Return where the effective value (or its key) stands."""
        source = self.source(*path)
        return source.locate(path, at_key=at_key) if source else None

    def document(self, name: str) -> Document | None:
        """Return the layer of this name, None when it was not read."""
        return next((one for one in self.documents if one.name == name), None)

    def problem(
        self,
        kind: str,
        *path: str,
        shown: str = "",
        fatal: bool = True,
        at_key: bool = False,
        about: About | None = None,
    ) -> Problem:
        """Return a problem of this kind that points at the effective value of a key."""
        problem = Problem(kind, key=dotted(path), shown=shown, fatal=fatal, about=about)
        source = self.source(*path)
        if source is None:
            return problem
        location = source.locate(path, at_key=at_key)
        return replace(
            problem,
            location=location,
            layer=source.name,
            line=source.line(location.line) if location.line else "",
            excerpt=source.excerpt(location),
        )


def dotted(path: Iterable[str]) -> str:
    """Return a key path as TOML would write it."""
    return ".".join(
        part if part and set(part) <= _BARE else '"' + part.replace('"', '\\"') + '"'
        for part in path
    )


def merge(low: dict[str, Any], high: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another: tables are merged, everything else is replaced."""
    merged = dict(low)
    for key, value in high.items():
        below = merged.get(key)
        if is_table(below) and is_table(value):
            merged[key] = merge(below, value)
        else:
            merged[key] = value
    return merged
