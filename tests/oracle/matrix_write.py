"""Writes what the doctor says of every cell into the recorded matrix, and docs/versions.md.

python -m oracle.matrix_write          the table: after a rule was changed, look at the difference
python -m oracle.matrix_write new      the same for cases alone that have no cell of the doctor yet
python -m oracle.matrix_write docs     docs/versions.md (make docs)
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.codex.versions import BEHAVIOURS, DEFAULT_MODELS, DIALECTS, Behaviour, sentence
from codex_doctor.codex.versions.releases import OLDEST, RELEASES
from oracle.matrix_cases import MATRIX_CASES
from oracle.matrix_doctor import judge_case
from oracle.matrix_table import Table, read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCS: Final = Path(__file__).parents[2] / "docs" / "versions.md"
HEAD: Final = """\
# Codex version by version

Written by `make docs` from `codex/versions/table.py`, which is the only place in the code that
compares versions, and from the matrix of the oracle (`tests/data/codex_matrix.json`). Everything
was measured with the published binaries. "matrix" names a case of the table below, "request" the
recorded requests, "probe" a set-up that was run on the versions around the change.

Versions that were published after {newest} get its rules, and the report says so.

## Behaviours

| behaviour | first | last | what it means | measured |
|---|---|---|---|---|
"""


def doctor_cells(
    names: Sequence[str], versions: tuple[str, ...]
) -> dict[tuple[str, str], tuple[bool, str]]:
    """Return what the doctor says of these cases with these versions."""
    found: dict[tuple[str, str], tuple[bool, str]] = {}
    with ProcessPoolExecutor(max_workers=2) as pool:
        for name, cells in zip(
            names, pool.map(_judge, names, [versions] * len(names)), strict=True
        ):
            found |= {(name, version): cell for version, cell in cells.items()}
    return found


def _judge(name: str, versions: tuple[str, ...]) -> dict[str, tuple[bool, str]]:
    return judge_case(MATRIX_CASES[name], versions)


def write_doctor(*, is_new: bool) -> int:
    """Write the doctor's findings into the table; return how many cells disagree with Codex."""
    table = read_table()
    known = {name for name, _ in table.doctor} if is_new else set[str]()
    cells = doctor_cells([name for name in MATRIX_CASES if name not in known], table.versions)
    # Looked at afresh: it took a while.
    table = read_table()
    kept = {cell: first for cell, first in table.doctor.items() if cell[0] in known}
    found = {cell: first for cell, (_, first) in cells.items()}
    write_table(replace(table, doctor={**kept, **found}))
    wrong = [
        f"{version} {name}: Codex {'works' if works else 'fails'}, the doctor says {first or 'ok'}"
        for (name, version), works in table.codex.items()
        if (name, version) in cells
        for says, first in [cells[name, version]]
        if says != works
    ]
    print(*wrong, f"{len(wrong)} of {len(cells)} cells disagree", sep="\n")
    return len(wrong)


def versions_page(table: Table) -> str:
    """Return docs/versions.md."""
    lines = [HEAD.format(newest=RELEASES[-1]).rstrip("\n")]
    lines += map(_behaviour, BEHAVIOURS)
    lines += ["", "## Model id that is sent when none is set", "", "| since | model |", "|---|---|"]
    lines += [f"| {first or 'the first'} | `{model}` |" for first, model in DEFAULT_MODELS]
    lines += ["", "## Requests", "", "Recorded for " + ", ".join(DIALECTS) + "."]
    lines += ["A version in between is taken to send the requests of the recorded one before it."]
    lines += ["From 0.128.0 on that was looked at, members of the metadata apart; before, one tool"]
    lines += ["or another may differ.", ""]
    lines += ["## The matrix", ""]
    lines += [f"{len(table.cases())} cases with {len(table.versions)} versions from {OLDEST}:"]
    lines += ["`+` Codex finishes its turn, `-` it does not. Findings are the doctor's first ones,"]
    lines += ["from the version on at which they change.", ""]
    lines += [f"| case | {' | '.join(table.versions)} | first finding |"]
    lines += ["|---|" + "---|" * (len(table.versions) + 1)]
    lines += _cells(table)
    return "\n".join(lines) + "\n"


def _behaviour(one: Behaviour) -> str:
    first, last = one.first or "the first", one.last or ""
    return f"| `{one.name}` | {first} | {last} | {sentence(one.name)} | {one.measured} |"


def _cells(table: Table) -> Iterator[str]:
    marks = {True: "+", False: "-", None: " "}
    for name in table.cases():
        row = [marks[table.codex.get((name, version))] for version in table.versions]
        yield f"| {name} | {' | '.join(row)} | {_findings(table, name)} |"


def _findings(table: Table, name: str) -> str:
    found: list[str] = []
    last: str | None = None
    for version in table.versions:
        first = table.doctor.get((name, version), "")
        if first != last:
            since = "" if last is None else f"from {version} "
            found.append(f"{since}`{first}`" if first else f"{since}none")
        last = first
    return ", ".join(found)


if __name__ == "__main__":
    if sys.argv[1:] == ["docs"]:
        DOCS.write_text(versions_page(read_table()), encoding="utf-8")
    else:
        sys.exit(1 if write_doctor(is_new=sys.argv[1:] == ["new"]) else 0)
