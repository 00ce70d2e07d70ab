"""Measures the cure as a user takes it: the program `codex-doctor fix --yes`, then the real Codex.

    python -m field.cures [MODULE | ID ...]

It takes the set-ups of the field that the user's side can mend (`oracle.cures_list`), all or those
of a module (`setup_typed`) or with an id. What `fix` leaves to the user is done as it is printed;
Codex is started as `fix` says. All that `fix` did must be taken back by `fix --undo`, byte for
byte. It needs CODEX_ORACLE and PYTHONPATH=tests; nothing but the loopback is reached.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from oracle.binary import codex_program

# Their names stay: what Codex was seen to do is remembered by the code of its runner.
from oracle.config_codex import _unshared as unshared  # pyright: ignore[reportPrivateUsage]
from oracle.cures_apply import NotTakenError, kind_of, take
from oracle.cures_chain import first_finding
from oracle.cures_codex import _restored as restored  # pyright: ignore[reportPrivateUsage]
from oracle.cures_codex import run_codex
from oracle.cures_list import CURES
from oracle.cures_open import read_open
from oracle.cures_place import FOLDERS, placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.model import Fix
    from oracle.cures_place import CurePlace
    from oracle.cures_set_up import CureSetUp

DOCTOR: Final = str(Path(sys.executable).with_name("codex-doctor"))
GOOD: Final = frozenset({"works", "degraded"})
FIELD: Final = [one for one in CURES.values() if one.kind == "field"]
_MOST_ROUNDS: Final = 4
_WORKERS: Final = 2
_TIMEOUT_S: Final = 90.0
_Files = dict[str, tuple[int, bytes]]


class Round(Struct, frozen=True):
    """One run of `fix --yes`, what the user did after it, and what Codex said.

    Attributes:
        applied: Findings whose fixes the program applied.
        start: How it says that Codex has to be started, "" for as before.
        verdict: Its own verdict at the end.
        left: The finding that is left to the user, "" when none is.
        by_hand: The kind of that finding's first fix, as `kind_of`, "" when nothing was done.
        fix: The title of that fix.
        codex: What Codex said.
    """

    applied: tuple[str, ...]
    start: str
    verdict: str
    left: str
    by_hand: str = ""
    fix: str = ""
    codex: str = ""


class Cured(Struct, frozen=True):
    """What came of a set-up; `why` says why Codex does not work, "" if it does.

    Attributes:
        undo: What `fix --undo` did not bring back, "" when all is as it was.
    """

    name: str
    rounds: tuple[Round, ...]
    why: str = ""
    undo: str = ""

    @property
    def how(self) -> str:
        """What it took: the line of the table that it is counted in."""
        if self.why:
            return "not"
        if len(self.rounds) > 1:
            return "works, later"
        return (
            "works, by hand too" if any(one.by_hand for one in self.rounds) else "works, fix alone"
        )


def follow(set_up: CureSetUp, folder: Path) -> Cured:
    """Let the program mend a set-up in an empty folder, as far as it leads."""
    rounds: list[Round] = []
    why, undo = "", ""
    with placed(set_up, folder) as place:
        while not why and len(rounds) < _MOST_ROUNDS:
            before = _files(place)
            one = _fixed(place)
            undo = undo or _undone(place, before, len(one.applied), is_first=not rounds)
            if one.start:
                place.args = shlex.split(one.start)[1:]
            fix = _first_fix(place) if one.left else None
            if fix is not None:
                try:
                    take(fix, place)
                    one = replace(one, by_hand=kind_of(fix), fix=str(fix.title))
                except NotTakenError as exc:
                    why = f"{exc}: {fix.title}"
            run = run_codex(place)
            one = replace(one, codex=f"{run.ending}: {run.said}")
            rounds.append(one)
            if run.works:
                return Cured(set_up.name, tuple(rounds), undo=undo)
            if one.verdict in GOOD:
                why = f"the doctor says that it {one.verdict}"
            elif not (one.by_hand or one.applied) and not why:
                why = f"nothing to do: {one.left}"
    return Cured(set_up.name, tuple(rounds), why or "led round in circles", undo)


def _fixed(place: CurePlace) -> Round:
    """Run `fix --yes`, and return what it did."""
    place.renew()
    done = _doctor(place, "--yes", "--json", *place.args)
    made: dict[str, Any] = json.loads(done.stdout)
    if "steps" not in made:
        return Round((), "", "fails", f"error: {made['error']}")
    applied = tuple(step["finding"] for step in made["steps"] if step["applied"])
    severe = [one["id"] for one in made["report"]["findings"] if one["severity"] != "hint"]
    left = "" if made["verdict"] in GOOD else next(iter(severe), "nothing found")
    return Round(applied, made["start"] or "", made["verdict"], left)


def _first_fix(place: CurePlace) -> Fix | None:
    """Return the first fix of what is left, with what a report does not show of its lines."""
    finding = first_finding(place)
    return finding.fixes[0] if finding and finding.fixes else None


def _undone(place: CurePlace, before: _Files, steps: int, *, is_first: bool) -> str:
    """Take so many steps back, and say what is not as it was; then all is as `fix` left it."""
    with restored(place):
        for number in range(steps):
            done = _doctor(place, "--undo")
            if done.returncode:
                return f"step {number + 1} of {steps}: {done.stderr.strip()}"
        if is_first and not _doctor(place, "--undo").returncode:
            return "a step more than were told"
        after = _files(place)
        names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        return f"not as before: {' '.join(names)}" if names else ""


def _doctor(place: CurePlace, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `codex-doctor fix` as the user does, with Codex on PATH."""
    programs = place.folder / "bin"
    programs.mkdir(exist_ok=True)
    if not (programs / "codex").exists():
        (programs / "codex").symlink_to(codex_program())
    command = [DOCTOR, "fix", *arguments]
    if any((place.folder / "etc").iterdir()):
        command = unshared(str(place.folder / "etc"), *command)
    return subprocess.run(
        command,
        env={"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", **place.environ},
        cwd=place.folder / "work",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=False,
    )


def _files(place: CurePlace) -> _Files:
    paths = (path for name in FOLDERS for path in (place.folder / name).rglob("*"))
    return {
        str(path.relative_to(place.folder)): (
            stat.S_IMODE(path.lstat().st_mode),
            path.read_bytes() if path.is_file() else b"",
        )
        for path in paths
    }


# ----- what is printed


def row(cured: Cured) -> str:
    """Return what came of a set-up in one line."""
    said = [
        f"[{' '.join(one.applied) or '-'}] {one.left or one.verdict}"
        + (f" ({one.by_hand}: {one.fix})" if one.by_hand else "")
        + (f" start: {one.start}" if one.start else "")
        for one in cured.rounds
    ]
    last = " ".join(cured.rounds[-1].codex.split())[:160] if cured.rounds and cured.why else ""
    return " | ".join((cured.name, cured.how, cured.why, cured.undo, *said, last))


def summary(found: Sequence[Cured]) -> list[str]:
    """Return how many work, and how much the user had to do for it."""
    lines = [
        f"{number:5} {how}" for how, number in sorted(Counter(one.how for one in found).items())
    ]
    applied = [one for one in found if any(step.applied for step in one.rounds)]
    exact = sum(not one.undo for one in applied)
    works = sum(not one.why for one in found)
    return [
        *lines,
        f"{len(found):5} in all, of which {works} work ({100 * works / max(len(found), 1):.1f} %)",
        f"{len(applied):5} with files changed, of which {exact} were brought back to the byte",
    ]


def main(words: list[str]) -> int:
    """Measure all set-ups, or some; the exit code is 1 when not just the open ones fail."""
    modules = {f"field.cases_{word}" for word in words}
    chosen = [
        one
        for one in FIELD
        if not words or modules & {*one.modules} or one.name.partition("/")[2] in words
    ]
    # A random name would be taken for a secret, and hidden in what the user is to paste.
    root = Path(tempfile.gettempdir()) / f"field-cures-{os.getpid()}"

    def one(number: int) -> Cured:
        set_up = chosen[number]
        try:
            return follow(set_up, root / str(number))
        except Exception as exc:  # noqa: BLE001 - one set-up must not end the measure
            return Cured(set_up.name, (), f"crashed: {type(exc).__name__}: {exc}")

    found: list[Cured] = []
    root.mkdir()
    try:
        with ThreadPoolExecutor(_WORKERS) as pool:
            for cured in pool.map(one, range(len(chosen))):
                found.append(cured)
                print(row(cured), flush=True)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print("\n".join(summary(found)))
    still_open = read_open()
    return int(any(one.undo or bool(one.why) != (one.name in still_open) for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
