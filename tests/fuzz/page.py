"""Writes `docs/fuzzing.md` from the runs that were recorded last, of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct, field

if TYPE_CHECKING:
    from fuzz.codex_case import Case

RUNS: Final = Path(__file__).with_name("runs.json")
PAGE: Final = Path(__file__).parents[2] / "docs" / "fuzzing.md"
_ENDINGS: Final = ("works", "answers", "fails", "hangs")
_HEAD: Final = """\
# Fuzzing

What reads something that others write is run with inputs that nobody wrote: chosen by what of the
code they reach (atheris), or drawn. `make fuzz` and `make fuzz-codex` do it, and `make test` runs
what was wrong once, and a little more. Here are the runs that were recorded last.
"""
_TARGETS: Final = """
## Properties

Whatever the bytes are, each of these holds, nothing else is raised, and the time grows no faster
than the input.

| target | what holds | inputs | seconds | wrong |
|---|---|---:|---:|---:|
"""
_CODEX: Final = """
## The real Codex and the doctor

A configuration or a stream that is well but for some changes, which are drawn, is given to
`codex exec` and to the doctor. They agree when the verdict is that of Codex, and when the doctor
names a reason of the same kind where Codex refuses a set-up before any request. What was disputed
is made short and kept in `tests/fuzz/codex_cases.json`.

| drawn | Codex | date | seed | cases | works | only words | fails | never ends | disputed then |
|---|---|---|---|---:|---:|---:|---:|---:|---:|
"""


class TargetRun(Struct, frozen=True):
    """How a target was run: inputs, seconds, and how many things were wrong."""

    inputs: int
    took_s: int
    crashes: int


class CodexRun(Struct, frozen=True):
    """How cases of a kind were compared; `endings` counts how Codex ended."""

    kind: str
    version: str
    seed: str
    count: int
    endings: dict[str, int]
    disputed: int
    date: str


class Runs(Struct, frozen=True):
    """The runs that were recorded last."""

    date: str = ""
    targets: dict[str, TargetRun] = field(default_factory=dict[str, TargetRun])
    codex: dict[str, CodexRun] = field(default_factory=dict[str, CodexRun])


def read_runs() -> Runs:
    """Return what was recorded."""
    return msgspec.json.decode(RUNS.read_bytes(), type=Runs)


def write_runs(runs: Runs) -> None:
    """Record runs, and write the page."""
    from fuzz.codex import read_kept
    from fuzz.targets import TARGETS

    text = msgspec.json.format(msgspec.json.encode(runs), indent=1)
    RUNS.write_bytes(text + b"\n")
    abouts = {name: one.holds for name, one in TARGETS.items()}
    PAGE.write_text(page(runs, abouts, read_kept()), encoding="utf-8")


def page(runs: Runs, holds: dict[str, str], kept: list[Case]) -> str:
    """Return the page."""
    rows = [(name, runs.targets.get(name, TargetRun(0, 0, 0))) for name in holds]
    lines = [
        f"| `{name}` | {holds[name]} | {one.inputs:,} | {one.took_s} | {one.crashes} |\n"
        for name, one in rows
    ]
    inputs, took_s = sum(one.inputs for _, one in rows), sum(one.took_s for _, one in rows)
    crashes = sum(one.crashes for _, one in rows)
    lines.append(f"| all, {runs.date} | | {inputs:,} | {took_s:,} | {crashes} |\n")
    compared = [_row(one) for one in runs.codex.values()]
    open_ = [one for one in kept if one.open]
    said = f"\nOf all that was ever disputed {len(kept) - len(open_)} are mended"
    tail = "".join(f"- {one.name}: {one.open}\n" for one in open_)
    end = f", and {len(open_)} open:\n\n{tail}" if open_ else ", and none is open.\n"
    return "".join((_HEAD, _TARGETS, *lines, _CODEX, *compared, said, end))


def _row(run: CodexRun) -> str:
    counts = " | ".join(str(run.endings.get(one, 0)) for one in _ENDINGS)
    kind = {"config": "configurations", "stream": "streams"}[run.kind]
    return (
        f"| {kind} | {run.version} | {run.date} | {run.seed} | {run.count} | {counts}"
        f" | {run.disputed} |\n"
    )
