"""What `--thorough` says is what the real Codex meets later in a session."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.lab.endpoint import items, outputs
from codex_doctor.lab.fault import CONFIG, Fault, write_home
from codex_doctor.lab.faults_session import SIDE_MODEL, TWO_CALLS
from codex_doctor.lab.server import serving
from oracle import thorough_cases as cases
from oracle.doctor import DoctorRun, run_doctor

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.wire import Seen

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]

KB = 1024
RUN = ("--skip-git-repo-check", "-s", "danger-full-access")
REVIEW = ("review", "--uncommitted")


class Codex(Struct, frozen=True):
    """What several runs of the real Codex did, the last one above all."""

    exit_codes: tuple[int, ...]
    printed: str
    requests: list[Seen]

    @property
    def exit_code(self) -> int:
        """How the last run ended."""
        return self.exit_codes[-1]

    @property
    def models(self) -> set[str]:
        """The model ids that were asked for."""
        return {seen.json["model"] for seen in self.requests if seen.method == "POST"}


def run_codex(
    fault: Fault, folder: Path, *runs: tuple[str, ...], stdin: str = "", aged: bool = False
) -> Codex:
    """Run `codex exec` with these arguments, one run after the other, in one home."""
    work = folder / "work"
    (folder / "home").mkdir(parents=True)
    work.mkdir()
    # What a review looks at.
    subprocess.run(["git", "init", "-q", str(work)], check=True)
    (work / "new.txt").write_text("new\n")
    with serving(fault) as lab:
        (folder / "codex" / "agents").mkdir(parents=True)
        exit_codes: tuple[int, ...] = ()
        printed = ""
        environ = write_home(fault, folder / "codex", lab.values)
        environ |= {"PATH": os.environ["PATH"], "HOME": str(folder / "home")}
        environ["HTTPS_PROXY"] = f"http://127.0.0.1:{lab.dead_port}"
        for number, args in enumerate(runs):
            if number and aged:
                age(folder / "codex")
            lab.requests.clear()
            done = subprocess.run(
                [os.environ["CODEX_ORACLE"], "exec", "--json", *args],
                cwd=work,
                env=environ,
                input=stdin,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            exit_codes += (done.returncode,)
            printed = done.stdout + done.stderr
        return Codex(exit_codes, printed, lab.requests)


def age(home: Path) -> None:
    """Make the sessions two days old and interactive, as memories are made of such."""
    then = int(time.time()) - 2 * 86400
    for path in home.glob("sessions/**/*.jsonl"):
        os.utime(path, (then, then))
    (state,) = home.glob("state_*.sqlite")
    connection = sqlite3.connect(state)
    times = ", ".join(f"{name} = {then}" for name in ("updated_at", "created_at", "recency_at"))
    times += f", updated_at_ms = {then}000, created_at_ms = {then}000, recency_at_ms = {then}000"
    connection.execute(f"update threads set source = 'cli', {times}")
    connection.commit()
    connection.close()


def doctor(fault: Fault, folder: Path) -> DoctorRun:
    """Run the doctor with --thorough, and hold it to what the set-up expects."""
    (folder / "doctor" / "codex" / "agents").mkdir(parents=True)
    run = run_doctor(fault, folder / "doctor")

    assert run.severe == ([fault.expect] if fault.expect else []), run.brief
    assert run.verdict == ("degraded" if fault.expect else "works"), run.brief
    return run


def test_a_review_asks_for_its_own_model(tmp_path: Path) -> None:
    fault = cases.thorough("session.secondary_model", config=cases.REVIEW)

    codex = run_codex(fault, tmp_path, REVIEW)
    assert (codex.exit_code, codex.models) == (1, {SIDE_MODEL})

    (finding,) = [
        one
        for one in doctor(fault, tmp_path).report["findings"]
        if one["id"] == "session.secondary_model"
    ]
    assert (finding["mistake"], finding["location"]["line"]) == ("wrong_model_id", 1)
    (edit,) = finding["fixes"][0]["edits"]
    repaired = replace(fault, config=cases.REVIEW.replace(edit["before"], edit["after"]))
    assert run_codex(repaired, tmp_path / "repaired", REVIEW).exit_code == 0


def test_a_review_model_that_is_served_is_no_fault(tmp_path: Path) -> None:
    fault = cases.thorough(None, config=cases.REVIEW, behaviour=cases.serving_sides())

    assert run_codex(fault, tmp_path, REVIEW).exit_code == 0
    doctor(fault, tmp_path)


def test_the_model_of_a_role_is_asked_for(tmp_path: Path) -> None:
    fault = cases.thorough("session.secondary_model", role=cases.ROLE, behaviour=cases.AGENTS)

    codex = run_codex(fault, tmp_path, (*RUN, f"{cases.SPAWN} of the role helper"))

    assert SIDE_MODEL in codex.models
    assert '"status":"errored"' in codex.printed.replace(" ", "")
    doctor(fault, tmp_path)


def test_a_default_of_sub_agents_must_be_in_codexs_own_list(tmp_path: Path) -> None:
    config = CONFIG + '\n[agents]\ndefault_subagent_model = "lab-model-1"\n'
    fault = cases.thorough("session.secondary_model", config=config, behaviour=cases.AGENTS)

    codex = run_codex(fault, tmp_path, (*RUN, cases.SPAWN))

    assert "Unknown model `lab-model-1` for spawn_agent" in codex.printed
    doctor(fault, tmp_path)


def test_memories_ask_for_models_of_openai(tmp_path: Path) -> None:
    fault = cases.thorough("session.secondary_model", config=cases.MEMORIES)

    codex = run_codex(fault, tmp_path, (*RUN, "Run"), (*RUN, "Run"), aged=True)

    assert codex.models == {"lab-model-1", "gpt-6-luna"}
    assert codex.exit_code == 0
    run = run_doctor(fault, tmp_path / "doctor")
    assert run.severe == [fault.expect] * 2, run.brief


@pytest.mark.parametrize(("limit_kb", "status", "passes_kb"), [(256, 413, 128), (700, 400, 512)])
def test_a_limit_of_the_body_is_between_the_steps(
    limit_kb: int, status: int, passes_kb: int, tmp_path: Path
) -> None:
    behaviour = cases.limited(limit_kb * KB, status)
    fault = cases.thorough("request.too_large", behaviour=behaviour)

    for size_kb, exit_code in ((limit_kb - 100, 0), (limit_kb + 10, 1)):
        prompt = "This is filler. " * (size_kb * KB // 16)
        folder = tmp_path / str(size_kb)
        assert run_codex(fault, folder, (*RUN, "-"), stdin=prompt).exit_code == exit_code

    findings = doctor(fault, tmp_path).report["findings"]
    (finding,) = [one for one in findings if one["id"] == "request.too_large"]
    passes, _, unit = finding["evidence"][-1]["measured"].partition(" ")
    assert unit == "kB"
    assert (passes_kb - 2) * KB <= float(passes) * 1000 <= passes_kb * KB + 50  # as it is rounded


def test_a_second_turn_that_is_refused(tmp_path: Path) -> None:
    fault = cases.thorough("session.history_rejected", behaviour=cases.NO_REPLAY)
    first, second = (*RUN, "Run"), ("resume", "--last", "--skip-git-repo-check", "Run it again")

    codex = run_codex(fault, tmp_path, first, second)

    assert codex.exit_codes == (0, 1)
    run = run_doctor(fault, tmp_path / "doctor")
    assert (run.verdict, run.severe) == ("fails", [fault.expect]), run.brief


def test_a_compaction_that_is_answered_with_words(tmp_path: Path) -> None:
    fault = cases.thorough("session.compact_missing", config=cases.COMPACTING)

    codex = run_codex(fault, tmp_path, (*RUN, "Run"))
    assert codex.exit_code == 1
    assert items(codex.requests[-1].json)[-1]["type"] == "compaction_trigger"
    assert "expected exactly one compaction output item" in codex.printed
    # Without the limit, at which an endpoint is useless anyway; the name is told as well.
    found = run_doctor(replace(fault, config=cases.NAMED_OPENAI), tmp_path).severe
    assert found == ["config.provider_magic_name", fault.expect]
    good = replace(fault, config=cases.NAMED_OPENAI, behaviour=cases.compacting)
    assert run_doctor(good, tmp_path / "good").severe == found[:1]


def test_two_outputs_in_one_request_that_are_refused(tmp_path: Path) -> None:
    fault = cases.thorough("session.history_rejected", behaviour=cases.ONE_OUTPUT)
    good = cases.thorough(None, behaviour=cases.TWO_OUTPUTS)
    asked = (*RUN, f"Make {TWO_CALLS}")

    assert run_codex(fault, tmp_path, (*RUN, "Run"), asked).exit_codes == (0, 1)
    codex = run_codex(good, tmp_path / "good", asked)
    assert (codex.exit_code, len(outputs(codex.requests[-1].json))) == (0, 2)

    doctor(fault, tmp_path)
