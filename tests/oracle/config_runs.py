"""Runs one configuration case: the resolver, the whole diagnosis, and the real Codex.

All three have the same files and the same endpoint; the doctor goes first, since it changes
nothing. Where they differ is said in words, one line each.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.resolve import resolve
from codex_doctor.deadline import Deadline
from codex_doctor.diagnosis import diagnose
from codex_doctor.engine import Selection
from codex_doctor.lab.endpoint import outputs
from codex_doctor.lab.fault import fill
from codex_doctor.lab.replies import OUTPUT
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import json_reply
from codex_doctor.model import Severity, Verdict
from codex_doctor.options import read_inputs, read_options
from codex_doctor_checks import ALL_CHECKS
from oracle.config_case import ConfigCase, values_of, write_case
from oracle.harness import PROMPT, CodexRun, last_words, watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.facts import Inputs, Secrets, Setup
    from codex_doctor.lab.server import Lab
    from codex_doctor.lab.wire import Reply, Seen
    from codex_doctor.reported import Report

BUDGET_S: Final = 15.0
# A private view of /etc, for the layers that Codex reads there.
_WITH_ETC: Final = 'mount -t overlay overlay -o lowerdir="$1":/etc /etc && shift && exec "$@"'


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


class _Door(Struct, frozen=True):
    """The case's endpoint, which declines a WebSocket as Codex likes it best."""

    case: ConfigCase

    def __call__(self, seen: Seen) -> Reply:
        if seen.header("upgrade"):
            return json_reply(426, {})
        return self.case.endpoint(seen)


def compare(case: ConfigCase, folder: Path) -> Compared:
    """Run a case in an empty folder."""
    with serving(_Door(case)) as lab:
        environ = {"PATH": os.environ["PATH"], **write_case(case, folder, lab)}
        args = [fill(one, values_of(folder, lab)) for one in case.args]
        inputs = _inputs(args, environ, folder)
        setup, secrets = resolve(inputs)
        report = _diagnosed(inputs)
        ours = _posts(lab)
        codex = _run_codex(case, args, environ, folder, lab)
        theirs = _posts(lab)[len(ours) :]
    differences = (
        *_outcome_differences(case, codex, report),
        *_request_differences(case, theirs),
        *_resolver_differences(setup, secrets, theirs),
        *_probe_differences(ours, theirs),
    )
    return Compared(codex, report, differences)


def needs_etc(case: ConfigCase) -> bool:
    """Tell whether the case has files in /etc, which Codex can only see in a namespace."""
    return any(name.startswith("etc/") for name in case.files)


@cache
def can_have_etc() -> bool:
    """Tell whether a private /etc can be made here."""
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(_unshared(empty, "true"), capture_output=True, check=False)
        except FileNotFoundError:
            return False
    return done.returncode == 0


def _unshared(etc: str, *command: str) -> list[str]:
    namespaces = "-m" if os.geteuid() == 0 else "-Urm"
    return ["unshare", namespaces, "sh", "-c", _WITH_ETC, "sh", etc, *command]


@cache
def codex_program() -> str:
    """Return the program itself, without the script that npm starts it with.

    The script costs time, and what is no UTF-8 in a variable does not come through it.
    """
    script = Path(os.environ["CODEX_ORACLE"]).resolve()
    found = script.parents[2].glob("codex-*/vendor/*/bin/codex")
    return str(next(found, script))


@cache
def codex_version() -> str:
    """Return the version of the Codex that decides."""
    command = [codex_program(), "--version"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return printed.split()[-1]


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


# ----- Codex


def _run_codex(
    case: ConfigCase, args: list[str], environ: Mapping[str, str], folder: Path, lab: Lab
) -> CodexRun:
    before = len(lab.requests)
    command = [codex_program(), "exec", "--json", "--skip-git-repo-check"]
    command += [] if case.is_sandboxed else ["-s", "danger-full-access"]
    command += [*args, PROMPT]
    if needs_etc(case):
        command = _unshared(str(folder / "etc"), *command)
    # Codex's own traffic to the internet ends at a proxy that refuses it.
    dead = {"HTTPS_PROXY": f"http://127.0.0.1:{lab.dead_port}"}
    ending, printed = watch(command, dead | dict(environ), folder / "work", lab)
    posts = [one for one in lab.requests[before:] if one.method == "POST"]
    said = last_words(printed)
    answered = any(outputs(one.json) for one in posts)
    works = ending == "exit 0" and answered and OUTPUT in said
    return CodexRun(works, ending, said, len(posts), 0.0)


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


def _request_differences(case: ConfigCase, theirs: list[Seen]) -> Iterator[str]:
    """Yield where what Codex sent is not what the case says."""
    for seen in theirs[:1]:
        expected = [case.authorization] if case.authorization is not None else []
        yield from _differ(
            "the path that Codex asked for", _ordered(seen.path), _ordered(case.path)
        )
        yield from _differ("Codex's Authorization", _values(seen, "authorization"), expected)
        yield from _differ("Codex's model", seen.json.get("model"), case.model)
        for name, value in case.headers.items():
            yield from _differ(
                f"Codex's {name}", _values(seen, name), [] if value is None else [value]
            )


def _resolver_differences(setup: Setup, secrets: Secrets, theirs: list[Seen]) -> Iterator[str]:
    """Yield where the resolver has another picture than what Codex sent shows."""
    for seen in theirs[:1]:
        configured = {name.lower(): value.decode("latin-1") for name, value in secrets.headers}
        asked, url = urlsplit(seen.path), urlsplit(secrets.url or "")
        own_target = f"{url.path}?{url.query}" if url.query else url.path
        target = f"{asked.path}?{asked.query}" if asked.query else asked.path
        yield from _differ("the resolver's target", _ordered(own_target), _ordered(target))
        yield from _differ("the resolver's model", setup.model, seen.json.get("model"))
        own = [configured["authorization"].strip()] if "authorization" in configured else []
        yield from _differ("the resolver's key", own, _values(seen, "authorization"))
        for name, value in configured.items():
            yield from _differ(f"the resolver's {name}", [value.strip()], _values(seen, name))


def _probe_differences(ours: list[Seen], theirs: list[Seen]) -> Iterator[str]:
    """Yield where the doctor's own request is not the one that Codex sends."""
    if ours and not theirs:
        yield f"the doctor sent a request to {ours[0].path}, and Codex did not"
    for own, seen in zip(ours[:1], theirs[:1], strict=False):
        yield from _differ("the doctor's path", _ordered(own.path), _ordered(seen.path))
        yield from _differ("the doctor's model", own.json.get("model"), seen.json.get("model"))
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


def _values(seen: Seen, name: str) -> list[str]:
    return [value for key, value in seen.headers if key == name]


def _differ(what: str, is_: object, should: object) -> Iterator[str]:
    if is_ != should:
        yield f"{what} is {is_!r}, not {should!r}"
