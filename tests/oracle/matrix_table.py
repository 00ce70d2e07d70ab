"""The recorded matrix: which case works with which version, and what the doctor says of it.

`tests/data/codex_matrix.json` holds each case as runs: from which version on the cell is the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.versions import parse_version

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = Path(__file__).parents[1] / "data" / "codex_matrix.json"
Cell = tuple[str, str]


class Table(Struct, frozen=True):
    """What was recorded.

    Attributes:
        versions: Every version of the matrix, oldest first.
        codex: Whether Codex finishes its turn, by case and version.
        doctor: Id of the doctor's first finding, "" for none, by case and version.
    """

    versions: tuple[str, ...]
    codex: Mapping[Cell, bool]
    doctor: Mapping[Cell, str]

    def works(self, case: str, version: str) -> bool | None:
        """Whether the case works with the version or else the newest one before it."""
        known = [one for one in self.versions if (case, one) in self.codex]
        before = [one for one in known if parse_version(one) <= parse_version(version)]
        return self.codex[case, before[-1]] if before else None

    def with_codex(self, seen: Mapping[Cell, bool]) -> Table:
        """Return the table with what was seen of Codex."""
        versions = {*self.versions, *(version for _, version in seen)}
        ordered = tuple(sorted(versions, key=parse_version))
        return replace(self, versions=ordered, codex={**self.codex, **seen})

    def cases(self) -> list[str]:
        """Return the names of the cases that were recorded."""
        return list(dict.fromkeys(name for name, _ in self.codex))


def read_table() -> Table:
    """Return the recorded matrix, an empty one before the first record."""
    if not FILE.exists():
        return Table((), {}, {})
    data: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    versions = tuple(data["versions"])
    codex: dict[Cell, bool] = {}
    doctor: dict[Cell, str] = {}
    for name, cells in data["cases"].items():
        for version, mark in zip(versions, cells["codex"], strict=True):
            if mark != "?":
                codex[name, version] = mark == "+"
        for version, first in _unrolled(versions, cells["doctor"]):
            doctor[name, version] = first
    return Table(versions, codex, doctor)


def write_table(table: Table) -> None:
    """Write the matrix, one line a case."""
    lines = [f"  {json.dumps(name)}: {json.dumps(_written(table, name))}" for name in table.cases()]
    head = f' "versions": {json.dumps(table.versions)},\n "cases": {{\n'
    FILE.write_text("{\n" + head + ",\n".join(lines) + "\n }\n}\n", encoding="utf-8")


def _written(table: Table, name: str) -> dict[str, Any]:
    marks = {True: "+", False: "-", None: "?"}
    runs: list[list[str]] = []
    for version in table.versions:
        first = table.doctor.get((name, version))
        if first is not None and (not runs or runs[-1][1] != first):
            runs.append([version, first])
    return {
        "codex": "".join(marks[table.codex.get((name, one))] for one in table.versions),
        "doctor": runs,
    }


def _unrolled(versions: tuple[str, ...], runs: list[list[str]]) -> list[tuple[str, str]]:
    """Return the finding of every version from that of the versions where it changes."""
    changes: dict[str, str] = {run[0]: run[1] for run in runs}
    found: list[tuple[str, str]] = []
    first: str | None = None
    for version in versions:
        if version in changes:
            first = changes[version]
        if first is not None:
            found.append((version, first))
    return found
