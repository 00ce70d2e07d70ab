from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from codex_doctor.codex.packages import editor_programs, installed_version, programs_on_path
from codex_doctor.codex.resolve import resolve
from codex_doctor.eyes.live import LiveEyes
from codex_doctor.facts import CodexFact, Inputs, Installation
from codex_doctor.platform.deadline import Deadline

CHAT = """\
model_provider = "lab"
[model_providers.lab]
name = "Lab"
base_url = "http://127.0.0.1:1/v1"
wire_api = "chat"
"""

if TYPE_CHECKING:
    from pathlib import Path


def program(path: Path, says: str) -> Path:
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\necho codex-cli {says}\n")
    path.chmod(0o755)
    return path


def inputs(home: Path, *folders: Path) -> Inputs:
    (home / ".codex").mkdir()
    (home / ".codex/config.toml").write_text(CHAT)
    path = ":".join(map(str, (*folders, "/usr/bin", "/bin")))
    return Inputs(environ={"PATH": path, "HOME": str(home)}, cwd=home, home=home)


def seen(given: Inputs) -> Installation:
    setup, secrets = resolve(given)
    eyes = LiveEyes(inputs=given, setup=setup, secrets=secrets, deadline=Deadline(budget_s=5))
    return asyncio.run(eyes.installation())


def test_the_codex_of_an_editor_is_found_and_compared(tmp_path: Path) -> None:
    first = program(tmp_path / "a/codex", "0.169.0")
    second = program(tmp_path / "b/codex", "0.94.0")
    silent = program(tmp_path / "c/codex", "nothing")
    place = ".vscode/extensions/openai.chatgpt-0.5.1-linux-x64/bin/linux-x86_64/codex"
    brought = program(tmp_path / place, "0.90.0")

    found = seen(inputs(tmp_path, first.parent, second.parent, silent.parent))

    assert found.codex == CodexFact("0.169.0", "installed", str(first))
    old, unknown, editor = found.others
    assert (old.codex.version, old.accepts) == ("0.94.0", ("config.wire_api_chat",))
    assert (unknown.codex.version, unknown.accepts, unknown.refuses) == (None, (), ())
    assert (editor.codex.source, editor.codex.path) == ("editor", str(brought))
    assert editor.codex.version == "0.90.0"


def test_a_codex_that_is_alone_is_compared_with_nothing(tmp_path: Path) -> None:
    first = program(tmp_path / "a/codex", "0.169.0")

    assert seen(inputs(tmp_path, first.parent)).others == ()


def test_an_editors_codex_that_is_on_path_counts_once(tmp_path: Path) -> None:
    place = ".cursor/extensions/openai.chatgpt-0.5.1/bin/linux-x86_64/codex"
    brought = program(tmp_path / place, "0.90.0")

    found = seen(inputs(tmp_path, brought.parent))

    assert (len(found.found), found.others) == (1, ())


def test_without_a_home_no_editor_is_looked_at(tmp_path: Path) -> None:
    assert editor_programs(None) == ()
    assert editor_programs(tmp_path) == ()


def test_a_few_programs_are_enough(tmp_path: Path) -> None:
    paths = [program(tmp_path / name / "codex", "1.0.0") for name in "abcdefg"]

    assert len(programs_on_path(":".join(str(one.parent) for one in paths))) == 5


def test_the_installed_version_is_told_by_its_package_alone(tmp_path: Path) -> None:
    package = tmp_path / "node_modules/@openai/codex"
    program(package / "bin/codex", "0.1.0")
    (package / "package.json").write_text(
        json.dumps({"name": "@openai/codex", "version": "0.150.1"})
    )
    lone = program(tmp_path / "lone/codex", "0.2.0")

    assert installed_version({"PATH": str(package / "bin")}) == "0.150.1"
    assert installed_version({"PATH": str(lone.parent)}) is None
    assert installed_version({}) is None
