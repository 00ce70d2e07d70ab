"""Runs one configuration case: the resolver, the whole diagnosis, and the real Codex.

All three have the same files and the same endpoint; the doctor goes first, since it changes
nothing. Where they differ is said in words, one line each.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.resolve import resolve
from codex_doctor.diagnosis import diagnose
from codex_doctor.lab.fault import fill
from codex_doctor.model import Severity, Verdict
from codex_doctor.options import read_inputs, read_options
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor_checks import ALL_CHECKS
from oracle.binary import codex_version
from oracle.config_case import ConfigCase, values_of, write_case
from oracle.config_codex import ConfigRun, question, run_codex, served
from oracle.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from codex_doctor.facts import Inputs, Secrets, Setup
    from codex_doctor.lab.server import Lab
    from codex_doctor.lab.wire import Seen
    from codex_doctor.reported import Report
    from oracle.config_codex import Sent
    from oracle.harness import CodexRun

BUDGET_S: Final = 15.0
FORGETFUL: Final = Memory()


class Compared(Struct, frozen=True):
    """One case as all three saw it.

    Attributes:
        codex: What the real Codex did.
        report: What the doctor says.
        differences: Where they differ from each other or from the case.
    """

    codex: CodexRun
    report: Report
    differences: tuple[str, ...]

    @property
    def first(self) -> str | None:
        """Id of the first finding that is more than a hint, None without one."""
        return next(iter(severe(self.report)), None)


def severe(report: Report) -> list[str]:
    """Return the ids of the findings that are more than hints."""
    found = (one.finding for one in report.findings)
    return [one.id for one in found if one.severity is not Severity.HINT]


def compare(case: ConfigCase, folder: Path, memory: Memory = FORGETFUL) -> Compared:
    """Run a case in an empty folder; Codex runs if the memory does not know what it does."""
    with served(case) as lab:
        environ = {"PATH": os.environ["PATH"], **write_case(case, folder, lab)}
        args = [fill(one, values_of(folder, lab)) for one in case.args]
        inputs = _inputs(args, environ, folder)
        setup, secrets = resolve(inputs)
        report = _diagnosed(inputs)
        ours = _posts(lab)
        run = memory.answer(
            question(case), lambda: run_codex(case, args, environ, folder, lab), ConfigRun
        )
    codex, theirs = run.codex, [run.first] if run.first else []
    differences = (
        *_outcome_differences(case, codex, report),
        *_request_differences(case, theirs),
        *_resolver_differences(setup, secrets, theirs),
        *_probe_differences(ours, theirs),
    )
    return Compared(codex, report, differences)


# ----- the doctor


def _inputs(args: list[str], environ: Mapping[str, str], folder: Path) -> Inputs:
    options = read_options(args)
    cwd = folder / "work" / (options.cd or ".")
    inputs = read_inputs(options, environ=environ, cwd=cwd, home=folder / "home")
    return replace(inputs, system_dir=folder / "etc" / "codex", codex_version=codex_version())


def _diagnosed(inputs: Inputs) -> Report:
    diagnosis = asyncio.run(
        diagnose(inputs, ALL_CHECKS, deadline=Deadline(budget_s=BUDGET_S), selection=Selection())
    )
    return diagnosis.report


# ----- the comparison


def _posts(lab: Lab) -> list[Seen]:
    return [one for one in lab.requests if one.method == "POST"]


def _outcome_differences(case: ConfigCase, codex: CodexRun, report: Report) -> Iterator[str]:
    if codex.works != case.works:
        yield f"Codex works: {codex.works} ({codex.ending}, {codex.said!r})"
    says_it_works = report.verdict in {Verdict.WORKS, Verdict.DEGRADED}
    if says_it_works != case.works or report.verdict is Verdict.UNKNOWN:
        yield f"the doctor's verdict is {report.verdict}"
    found = severe(report)
    if found[:1] != ([case.expect] if case.expect else []):
        yield f"the findings are {found}, not first {case.expect}"


def _request_differences(case: ConfigCase, theirs: list[Sent]) -> Iterator[str]:
    """Yield where what Codex sent is not what the case says."""
    for seen in theirs[:1]:
        expected = [case.authorization] if case.authorization is not None else []
        yield from _differ(
            "the path that Codex asked for", _ordered(seen.path), _ordered(case.path)
        )
        yield from _differ("Codex's Authorization", _values(seen, "authorization"), expected)
        yield from _differ("Codex's model", seen.model, case.model)
        for name, value in case.headers.items():
            yield from _differ(
                f"Codex's {name}", _values(seen, name), [] if value is None else [value]
            )


def _resolver_differences(setup: Setup, secrets: Secrets, theirs: list[Sent]) -> Iterator[str]:
    """Yield where the resolver has another picture than what Codex sent shows."""
    for seen in theirs[:1]:
        configured = {name.lower(): value.decode("latin-1") for name, value in secrets.headers}
        asked, url = urlsplit(seen.path), urlsplit(secrets.url or "")
        own_target = f"{url.path}?{url.query}" if url.query else url.path
        target = f"{asked.path}?{asked.query}" if asked.query else asked.path
        yield from _differ("the resolver's target", _ordered(own_target), _ordered(target))
        yield from _differ("the resolver's model", setup.model, seen.model)
        own = [configured["authorization"].strip()] if "authorization" in configured else []
        yield from _differ("the resolver's key", own, _values(seen, "authorization"))
        for name, value in configured.items():
            yield from _differ(f"the resolver's {name}", [value.strip()], _values(seen, name))


def _probe_differences(ours: list[Seen], theirs: list[Sent]) -> Iterator[str]:
    """Yield where the doctor's own request is not the one that Codex sends."""
    if ours and not theirs:
        yield f"the doctor sent a request to {ours[0].path}, and Codex did not"
    for own, seen in zip(ours[:1], theirs[:1], strict=False):
        yield from _differ("the doctor's path", _ordered(own.path), _ordered(seen.path))
        yield from _differ("the doctor's model", own.json.get("model"), seen.model)
        for name in sorted({name for name, _ in (*own.headers, *seen.headers)}):
            mine, right = _values(own, name), _values(seen, name)
            if name == "authorization":
                yield from _differ(f"the doctor's {name}", mine, right)
            else:
                yield from _differ(f"how often the doctor sends {name}", len(mine), len(right))


def _ordered(target: str) -> tuple[str, list[str]]:
    """Return path and query, the query sorted: Codex has no fixed order there."""
    path, _, query = target.partition("?")
    return path, sorted(query.split("&"))


def _values(seen: Seen | Sent, name: str) -> list[str]:
    return [value for key, value in seen.headers if key == name]


def _differ(what: str, is_: object, should: object) -> Iterator[str]:
    if is_ != should:
        yield f"{what} is {is_!r}, not {should!r}"
