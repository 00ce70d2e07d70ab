"""Every recipe of docs/recipes.md does what it says, run as it is written."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_doctor.commands.exits import EXIT_FAILS
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving

if TYPE_CHECKING:
    from collections.abc import Generator

    from codex_doctor.lab.server import Lab

ROOT = Path(__file__).parents[1]
CODEX = ROOT / ".cache/codex/0.171.0/node_modules/.bin"
ANSIBLE = ROOT / ".cache/ansible/bin"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
needs_jq = pytest.mark.skipif(not shutil.which("jq"), reason="there is no jq, so not tested")


def blocks(heading: str) -> list[str]:
    """Return what stands in the code blocks below a heading."""
    page = (ROOT / "docs/recipes.md").read_text()
    (text,) = (one for one in page.split("\n## ") if one.startswith(heading))
    return [one[2] for one in BLOCK.finditer(text)]


@pytest.fixture
def lab() -> Generator[Lab]:
    with serving(find_fault("healthy")) as lab:
        yield lab


@pytest.fixture
def good(lab: Lab, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine on which Codex works."""
    return machine("healthy", lab, tmp_path / "good")


@pytest.fixture
def bad(lab: Lab, tmp_path: Path) -> dict[str, str]:
    """Return that of one whose base_url is wrong."""
    environ = machine("healthy", lab, tmp_path / "bad")
    config = Path(environ["CODEX_HOME"], "config.toml")
    config.write_text(config.read_text().replace("/v1", "/v9"))
    return environ


def machine(fault: str, lab: Lab, folder: Path) -> dict[str, str]:
    home = write_home(find_fault(fault), folder / ".codex", lab.values)
    ours = str(Path(sys.executable).parent)
    path = os.pathsep.join((str(folder), ours, str(CODEX), str(ANSIBLE), os.environ["PATH"]))
    return {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", **home}


def ran(script: str, environ: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-e", "-c", script],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_step_of_a_job_fails_where_codex_would(
    good: dict[str, str], bad: dict[str, str], tmp_path: Path
) -> None:
    (step,) = blocks("A step")
    script = textwrap.dedent(step.partition("run: |\n")[2].partition("  env:\n")[0])

    fine = ran(script, good, tmp_path)
    assert (fine.returncode, "::error" in fine.stdout) == (0, False)
    broken = ran(script, bad, tmp_path)
    assert broken.returncode == EXIT_FAILS
    assert "::error" in broken.stdout
    assert "<failure" in (tmp_path / "codex-doctor.xml").read_text()


@pytest.mark.skipif(not CODEX.exists(), reason="there is no Codex, so not tested: make oracle")
def test_codex_is_started_only_where_it_works(
    good: dict[str, str], bad: dict[str, str], tmp_path: Path
) -> None:
    (script,) = blocks("Codex, only")
    wrapper = tmp_path / "codex-checked"
    wrapper.write_text(script)
    wrapper.chmod(0o755)

    fine = ran(f"{wrapper} --version", good, tmp_path)
    assert (fine.returncode, fine.stdout) == (0, "codex-cli 0.171.0\n")
    assert "codex-doctor" not in fine.stderr
    broken = ran(f"{wrapper} --version", bad, tmp_path)
    assert (broken.returncode, broken.stdout) == (EXIT_FAILS, "")
    assert broken.stderr.startswith("codex-doctor: url.")


@needs_jq
def test_jq_takes_what_it_wants(bad: dict[str, str], tmp_path: Path) -> None:
    first, slowest, failing = (ran(one, bad, tmp_path).stdout for one in blocks("Lines for jq"))

    assert re.fullmatch(r"url\.\w+: .+\. .+\.\n", first)
    assert re.match(r'{"slowest_ms":\d+,"cost":{"requests":\d+,', slowest)
    assert failing.splitlines()


def as_cron(environ: dict[str, str], path: str) -> dict[str, str]:
    """Return what cron gives a command: next to nothing; the key is in Codex's own file."""
    key = f"LAB_API_KEY={environ['LAB_API_KEY']}\n"
    Path(environ["CODEX_HOME"], ".env").write_text(key)
    given = {name: value for name, value in environ.items() if name in {"HOME", "CODEX_HOME"}}
    return {**given, "SHELL": "/bin/sh", "LOGNAME": "anna", "PATH": path}


def test_cron_mails_only_what_fails(
    good: dict[str, str], bad: dict[str, str], tmp_path: Path
) -> None:
    setting, line = blocks("Cron")[0].splitlines()
    script = line.split(maxsplit=5)[5]
    own = os.pathsep.join((str(Path(sys.executable).parent), str(CODEX)))
    path = setting.removeprefix("PATH=").replace("/opt/codex-doctor/bin", own)

    fine = ran(script, as_cron(good, path), tmp_path)
    assert (fine.returncode, fine.stdout, fine.stderr) == (0, "", "")
    broken = ran(script, as_cron(bad, path), tmp_path)
    assert broken.stdout == ""
    assert broken.stderr.count("\n") == 1


@needs_jq
@pytest.mark.skipif(not ANSIBLE.exists(), reason="no Ansible, so not tested: make recipes")
def test_ansible_collects_the_reports_of_many_machines(
    good: dict[str, str], bad: dict[str, str], tmp_path: Path
) -> None:
    playbook, play, compare = blocks("Ansible")
    (tmp_path / "playbook.yml").write_text(playbook)
    hosts = {"anna": good, "ben": bad, "carla": good}
    (tmp_path / "inventory.ini").write_text("\n".join(("[all]", *hosts)) + "\n")
    (tmp_path / "host_vars").mkdir()
    for name, environ in hosts.items():
        local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        variables = json.dumps({**local, "doctor_environment": environ})
        (tmp_path / "host_vars" / f"{name}.json").write_text(variables)

    played = ran(play, good, tmp_path)
    assert played.returncode == 0, played.stdout + played.stderr
    reports = sorted((tmp_path / "reports").iterdir())
    assert [one.stem for one in reports] == ["anna", "ben", "carla"]

    compared = ran(compare, good, tmp_path)
    assert compared.returncode == 0, compared.stderr
    assert compared.stdout.startswith("== reports/ben.json\n")
    assert "base_url" in compared.stdout
