"""Prints docs/oracle-config.md: every configuration case, Codex beside the doctor (`make docs`).

Codex is asked where it is not known what it does, and for a tenth of the rest.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from oracle.binary import codex_version
from oracle.config_cases import AREAS
from oracle.config_codex import can_have_etc, needs_etc
from oracle.config_runs import compare
from oracle.memory import Memory, read_answers

if TYPE_CHECKING:
    from oracle.config_case import ConfigCase
    from oracle.config_runs import Compared

HEAD = """\
# Configuration, environment and credentials: what Codex does, and what the doctor says

Written by `make docs`: each case was run with the real codex-cli {version}, with the resolver and
with a whole diagnosis, on the same files and the same endpoint. They agree when the turn works or
fails in both, when path, query, Authorization, model and configured headers are the same, and when
the first finding is the expected one. The files of each case are in `tests/oracle/config_*.py`.

| area | case | Codex | doctor | first finding |
|---|---|---|---|---|
"""


def main() -> None:
    print(HEAD.format(version=codex_version()), end="")
    areas = [(area, case) for area, cases in AREAS.items() for case in cases]
    agreed = 0
    known = Memory(kept=read_answers(), seed=codex_version())
    with ThreadPoolExecutor(max_workers=2) as pool:
        for (area, case), compared in zip(
            areas, pool.map(partial(look, known), [case for _, case in areas]), strict=True
        ):
            agreed += compared is not None and not compared.differences
            print(row(area, case, compared), flush=True)
    print(f"\n{agreed} of {len(areas)} cases: Codex, the resolver and the doctor agree.")


def look(known: Memory, case: ConfigCase) -> Compared | None:
    """Run a case; None when there can be no private /etc for it."""
    if needs_etc(case) and not can_have_etc():
        return None
    with tempfile.TemporaryDirectory() as name:
        return compare(case, Path(name), known)


def row(area: str, case: ConfigCase, compared: Compared | None) -> str:
    if compared is None:
        return f"| {area} | {case.name} | not run | not run | |"
    codex = "works" if compared.codex.works else f"fails ({compared.codex.ending})"
    first = f"`{compared.first}`" if compared.first else "none"
    mark = " (differs)" if compared.differences else ""
    return f"| {area} | {case.name} | {codex} | {compared.report.verdict} | {first}{mark} |"


if __name__ == "__main__":
    main()
