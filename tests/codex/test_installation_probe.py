from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.packages import with_fixed_path
from codex_doctor.codex.versions import NEWEST
from codex_doctor.facts import Inputs
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.machine.installation import find_codex

if TYPE_CHECKING:
    from codex_doctor.facts import Installation


def find(*folders: Path, flag: str | None = None) -> Installation:
    path = ":".join(["", *map(str, folders), "/usr/bin", "/bin"])
    inputs = Inputs(environ={"PATH": path}, cwd=folders[0], home=None, codex_version=flag)
    return asyncio.run(find_codex(inputs, Deadline()))


def program(folder: Path, script: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "codex"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return folder


def test_without_codex_the_newest_version_is_assumed(tmp_path: Path) -> None:
    found = find(tmp_path)

    assert (found.codex.version, found.codex.source, found.found) == (NEWEST, "assumed", ())


def test_the_version_is_printed_by_the_program(tmp_path: Path) -> None:
    found = find(program(tmp_path, "echo codex-cli 0.150.1"))

    assert (found.codex.version, found.codex.source) == ("0.150.1", "installed")
    assert found.codex.path == str(tmp_path / "codex")


def test_a_package_tells_the_version_without_running_anything(tmp_path: Path) -> None:
    package = tmp_path / "node_modules/@openai/codex"
    program(package / "bin", "touch ran; echo 0.1.0")
    manifest = {"name": "@openai/codex", "version": "0.169.0-linux-x64"}
    (package / "package.json").write_text(json.dumps(manifest))
    (tmp_path / "codex").symlink_to(package / "bin/codex")

    assert find(tmp_path).codex.version == "0.169.0"


@pytest.mark.parametrize("content", ["x", "[]", '{"name": "other"}', " " * 100_001])
def test_another_package_around_it_is_not_taken(content: str, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(content)

    assert find(program(tmp_path / "bin", "echo 0.2.0")).codex.version == "0.2.0"


def test_a_program_that_hangs_or_says_nothing_has_no_version(tmp_path: Path) -> None:
    started = time.monotonic()
    found = find(
        program(tmp_path / "a", "sleep 60"),
        program(tmp_path / "b", "echo hello"),
        program(tmp_path / "c", "yes 0.3.x"),
    )

    assert [one.version for one in found.found] == [None, None, None]
    assert time.monotonic() - started < 30


def test_a_program_that_cannot_start_has_no_version(tmp_path: Path) -> None:
    path = program(tmp_path, "") / "codex"
    path.write_bytes(b"\x7fELF")

    assert find(tmp_path).codex.version is None


def test_the_flag_wins_and_each_file_counts_once(tmp_path: Path) -> None:
    folder = program(tmp_path / "a", "echo 0.150.0")
    (tmp_path / "b").symlink_to(folder)
    found = find(folder, tmp_path / "b", flag="0.100.0")

    assert (found.codex.version, found.codex.source) == ("0.100.0", "flag")
    assert [one.version for one in found.found] == ["0.150.0"]


def seen(environ: dict[str, str]) -> Installation:
    inputs = Inputs(environ=environ, cwd=Path.cwd(), home=None)
    return asyncio.run(find_codex(inputs, Deadline(budget_s=10.0)))


@pytest.mark.parametrize("entry", ["", ".", "sub", "./sub/../sub"])
def test_a_codex_of_the_working_folder_is_said_and_never_run(
    entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program(tmp_path / entry, f"touch {tmp_path}/ran; echo 0.1.0")
    good = program(tmp_path / "good", "echo 0.150.1")

    first = seen({"PATH": f"{entry}:{good}"})
    last = seen({"PATH": f"{good}:{entry}"})

    assert (first.codex.version, first.shadowed_by) == ("0.150.1", entry)
    assert (last.codex.version, last.shadowed_by) == ("0.150.1", None)
    assert len(first.found) == 1
    assert not (tmp_path / "ran").exists()


def test_what_a_program_starts_is_not_taken_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shim = program(tmp_path / "bin", "tool 2>/dev/null || echo 0.150.1")
    (program(tmp_path, "echo 0.1.0") / "codex").rename(tmp_path / "tool")

    for path in (f".:{shim}:/usr/bin:/bin", f"{shim}:"):
        assert seen({"PATH": path}).codex.version == "0.150.1"


def test_no_path_at_all_finds_nothing() -> None:
    found = seen({})

    assert (found.found, found.shadowed_by) == ((), None)
    assert with_fixed_path({})["PATH"]
    assert with_fixed_path({"PATH": "."})["PATH"] == os.defpath
