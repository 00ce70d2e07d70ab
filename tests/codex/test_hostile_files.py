"""Files that are no configuration: whatever stands there, an answer comes, and soon."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.files.documents import read_document
from codex_doctor.facts.config_problems import TomlSyntax
from codex_doctor.model import Confidence
from codex_doctor.words.told import said
from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, about, fatal, inputs_in, kinds, only, problem_in, resolved

if TYPE_CHECKING:
    from pathlib import Path


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    inputs_in(tmp_path, None)
    os.mkfifo(tmp_path / "home/.codex/config.toml")
    began = time.monotonic()

    assert fatal(resolved(tmp_path, None)) == ["config.unreadable"]
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/null", "config.toml", "nowhere"])
def test_links_to_odd_things_end(target: str, tmp_path: Path) -> None:
    inputs_in(tmp_path, None)
    (tmp_path / "home/.codex/config.toml").symlink_to(target)

    setup = resolved(tmp_path, None, environ={})

    assert fatal(setup)[0] in {"config.unreadable", "config.openai_auth_required", "config.missing"}


def test_a_file_that_vanishes_while_it_is_read_is_absent_or_whole(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    stop = threading.Event()

    def flicker() -> None:
        while not stop.is_set():
            path.write_text("a = 1\n")
            path.unlink()

    thread = threading.Thread(target=flicker)
    thread.start()
    try:
        states = {read_document(path, name="user", shown="c").layer.state for _ in range(300)}
    finally:
        stop.set()
        thread.join()
    assert states <= {"read", "absent"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("b = 1\na = " + "[" * 100_000, (2, 85)),
        ("a" + ".a" * 500 + " = 1", (1, 160)),
        ("a = " + "{b = " * 90 + "1" + "}" * 90, (1, 405)),
    ],
)
def test_deep_nesting_is_pointed_at(text: str, place: tuple[int, int]) -> None:
    problem = problem_in(text)

    assert problem is not None
    assert "nested deeper" in said(about(problem, TomlSyntax).why)
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == place


def test_a_file_of_half_a_megabyte_is_read_and_a_longer_one_is_not_judged(tmp_path: Path) -> None:
    assert kinds(resolved(tmp_path, CONFIG + "# " + "x" * 490_000)) == []
    setup = resolved(tmp_path, CONFIG + "# " + "x" * 510_000)

    assert fatal(setup) == ["config.unreadable"]
    finding = finding_for(only(setup))
    assert finding.confidence is Confidence.POSSIBLE
    assert "longer than what codex-doctor reads" in finding.cause


SAMPLE = (
    "a = 1", "a = [1, 2", "a = 0x1F", "a = 1__0", "a = 07:32", "a = 07:32:60", "a = 0000-01-01",
    "a = 1e400", "a = inf", "a = {b = 1,\n}", "a = {,}", "a.b = 1\n[a]", "[a]\n[a.b]\n[a]",
    "[[a]]\n[a]", "a = '''x'''''", 'a = "\\e\\x41"', 'a = "\\ud800"', "é = 1", "a = 'x\ty'",
    "# \x7f", "a = 'x' # é\r\n", "a = 1\rb = 2", "\x00", "a = True", "a = 1979-02-30",
    "a = " + "[" * 80 + "]" * 80, "a = " + "[" * 81 + "]" * 81, "a = 9223372036854775808",
    "a = " + "1" * 5000, "a = 1.", "a = +01", "a = -nan", "a = 1979-05-27 07:32:00z",
)  # fmt: skip


@pytest.mark.oracle
@pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set")
@pytest.mark.parametrize("text", SAMPLE)
def test_codex_accepts_and_refuses_the_same_texts(text: str, tmp_path: Path) -> None:
    whole = f'model_provider = "nowhere"\n{text}\n'
    (tmp_path / "config.toml").write_bytes(whole.encode())

    done = subprocess.run(
        [os.environ["CODEX_ORACLE"], "exec", "--skip-git-repo-check", "hi"],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CODEX_HOME": str(tmp_path)},
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
    )  # fmt: skip

    # What Codex can parse, it refuses later: the provider is not defined.
    assert (b"`nowhere` not found" in done.stderr) == (problem_in(whole) is None), done.stderr
