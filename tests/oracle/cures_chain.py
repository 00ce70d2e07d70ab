"""Follows the doctor on a set-up: its first fix, then the real Codex, and again until it works."""

from __future__ import annotations

import asyncio
import os
import tomllib
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.commands.look_ahead import Foresight
from codex_doctor.diagnosis import diagnose
from codex_doctor.model import Severity
from codex_doctor.options import read_inputs, read_options
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.repair.changes import ground_of
from codex_doctor.repair.plan import in_one
from codex_doctor_checks import ALL_CHECKS
from oracle.binary import codex_version
from oracle.cures_apply import NotTakenError, kind_of, take
from oracle.cures_codex import question, run_codex
from oracle.cures_place import placed
from oracle.harness import CodexRun, plain

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Inputs
    from codex_doctor.model import Finding
    from oracle.cures_place import CurePlace
    from oracle.cures_set_up import CureSetUp
    from oracle.memory import Memory

MOST_STEPS: Final = 5
BUDGET_S: Final = 15.0
# What is wrong is a value that no machine finds; the user has it, and the fix asks for it in words.
_ABOUT_A_VALUE: Final = frozenset(
    {"auth.key_rejected", "auth.no_credential", "config.openai_auth_required", "dns.nxdomain"}
)


class Step(Struct, frozen=True):
    """One finding, its first fix, and what came of it.

    Attributes:
        finding: Its id.
        fix: The fix's title.
        kind: See `kind_of`; "" when there is no fix.
        codex: How Codex ended and what it said, "" when the fix could not be taken.
        broken: Files that were TOML before the fix, and are not any more.
    """

    finding: str
    fix: str
    kind: str
    codex: str = ""
    broken: tuple[str, ...] = ()


class Cured(Struct, frozen=True):
    """Where the doctor's first fixes lead; `why` says why Codex does not work, "" if it does."""

    name: str
    steps: tuple[Step, ...]
    why: str = ""

    @property
    def works(self) -> bool:
        """Whether Codex works in the end."""
        return not self.why


def follow(set_up: CureSetUp, folder: Path, memory: Memory) -> Cured:
    """Follow the doctor on a set-up in an empty folder, as far as it leads."""
    steps: list[Step] = []
    with placed(set_up, folder) as place:
        seen = [place.state()]
        why = ""
        while not why and len(steps) < MOST_STEPS:
            finding = first_finding(place)
            if finding is None and not steps and _asked(set_up, place, memory, number=0).works:
                return Cured(set_up.name, ())  # an older version takes what a later one refuses
            if finding is None:
                why = "fix for another cause" if steps else "no finding"
                break
            step, why, works = _step(finding, set_up, place, memory, number=len(steps) + 1)
            steps.append(step)
            if works:
                return Cured(set_up.name, tuple(steps))
            if not why and place.state() in seen:
                why = "changes nothing"
            seen.append(place.state())
    return Cured(set_up.name, tuple(steps), why or _why(steps))


def _step(
    finding: Finding, set_up: CureSetUp, place: CurePlace, memory: Memory, *, number: int
) -> tuple[Step, str, bool]:
    """Take the first fix; return the step, why it cannot be taken or "", and if Codex works."""
    if not finding.fixes:
        return Step(finding.id, "", ""), "no edit at all", False
    fix = finding.fixes[0]
    step = Step(finding.id, plain(str(in_one(fix).title), place.folder), kind_of(in_one(fix)))
    before = _toml(place.folder)
    try:
        take(fix, place)
    except NotTakenError as exc:
        is_open = step.kind == "words" and finding.id in _ABOUT_A_VALUE
        return step, "needs known value" if is_open else str(exc), False
    run = _asked(set_up, place, memory, number=number)
    broken = tuple(sorted(before - _toml(place.folder)))
    step = replace(step, codex=f"{run.ending}: {run.said}", broken=broken)
    return step, "edit breaks the file" if broken and not run.works else "", run.works


def _asked(set_up: CureSetUp, place: CurePlace, memory: Memory, *, number: int) -> CodexRun:
    """Return what Codex does after so many steps."""
    return memory.answer(question(set_up, place, number), lambda: run_codex(place), CodexRun)


def _why(steps: list[Step]) -> str:
    """Say why a chain that could be followed to its end does not lead to where Codex works."""
    found = [step.finding for step in steps]
    return "wrong value" if len(set(found)) < len(found) else "fix for another cause"


def _toml(folder: Path) -> set[str]:
    """Return the names of the files that are TOML."""
    good: set[str] = set()
    for path in folder.rglob("*.toml"):
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except (ValueError, OSError):
            continue
        good.add(str(path.relative_to(folder)))
    return good


# ----- the doctor


def first_finding(place: CurePlace) -> Finding | None:
    """Return the first finding that is more than a hint."""
    place.renew()
    inputs = inputs_at(place, codex_version())
    found = asyncio.run(
        diagnose(
            inputs,
            ALL_CHECKS,
            deadline=Deadline(budget_s=BUDGET_S),
            selection=Selection(),
            foresee=Foresight(ground_of(inputs)),
        )
    )
    findings = (one.finding for one in found.whole.foreseen.findings)
    return next((one for one in findings if one.severity is not Severity.HINT), None)


def inputs_at(place: CurePlace, version: str) -> Inputs:
    """Return what the doctor starts from in a place."""
    options = read_options(place.args)
    environ = {"PATH": os.environ["PATH"], **place.environ}
    cwd = place.folder / "work" / (options.cd or ".")
    inputs = read_inputs(options, environ=environ, cwd=cwd, home=place.folder / "home")
    system_dir = place.folder / "etc" / "codex"
    return replace(inputs, system_dir=system_dir, codex_version=version)
