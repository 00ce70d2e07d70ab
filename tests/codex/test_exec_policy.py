"""Rules for commands: what Codex 0.169.0 stops at, as measured with each of these texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.config.rule_files import read_rules
from codex_doctor.codex.rules.exec_policy import judge_rules
from codex_doctor.facts.config_problems import FileFault
from codex_doctor.words.told import said
from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, TRUSTED, about, kinds, resolved

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Problem

GOOD = """\
x = 1; y: int = 2

def command(name):
    return [name, ["a", "b"]]

for name in ["ls", str(1)]:
    prefix_rule(command(name), "allow")
prefix_rule(pattern=["git", ["push", "pull"]], decision="prompt", match=["git push -f"])
prefix_rule(pattern=["ls"], match=[["ls", "-l"], "ls"], not_match=["cat ls"], justification="x")
prefix_rule(pattern=["ls"] + ["-l"], match=["cat"])
prefix_rule(**{"pattern": ["a"]})
prefix_rule(*[["a"]])
network_rule(host="a.example", protocol="https", decision="allow")
host_executable(name="git", paths=["/usr/bin/git"])
z = lambda a: "\\d" + f"{a}" if a else [i for i in range(2)]
"""


def judged(folder: Path, text: str | bytes) -> list[Problem]:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "default.rules").write_bytes(data)
    return list(judge_rules(read_rules((folder, folder / "absent"), folder)))


@pytest.mark.parametrize("text", [GOOD, "", "# nothing\n"])
def test_what_codex_takes_is_taken(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("garbage(", "cannot be parsed"),
        ("\n\nfoo()", "names foo, which is not defined"),
        ("x = undefined_name", "names undefined_name"),
        ("def f():\n  return g\n", "names g"),
        ('print("x")', "names print"),
        ('load("a.star", "b")', "names load"),
        ("import os", "Python that Starlark"),
        ("while True:\n  pass", "Python that Starlark"),
        ("x = 1 is 2", "Python that Starlark"),
        (b'x = "\xff"', "it is not UTF-8"),
        ("prefix_rule()", "prefix_rule lacks pattern"),
        ('prefix_rule(decision="allow")', "prefix_rule lacks pattern"),
        ('prefix_rule(pattern=["ls"], foo=1)', "prefix_rule has no foo"),
        ('prefix_rule(pattern="ls")', "its pattern is not a list"),
        ('prefix_rule(pattern=("ls",))', "its pattern is not a list"),
        ("prefix_rule(pattern=[])", "its pattern is not a list with something in it"),
        ("prefix_rule(pattern=[1])", "neither a string nor a list of strings"),
        ('prefix_rule(pattern=["a", []])', "neither a string nor a list of strings"),
        ('prefix_rule(pattern=["ls"], decision="maybe")', "its decision is 'maybe'"),
        ('prefix_rule(["ls"], match=["cat"])', "under match does not match its pattern"),
        ('prefix_rule(["ls", "-l"], match=["ls"])', "under match does not match"),
        ('prefix_rule(["ls"], not_match=["ls -l"])', "under not_match does match its pattern"),
        ('prefix_rule(["ls"], match=["ls \\"a b"])', "an example under match has an open quote"),
        ('network_rule(host="a")', "network_rule lacks protocol"),
        ('host_executable(name="git")', "host_executable lacks paths"),
    ],
)
def test_what_codex_stops_at_is_said(tmp_path: Path, text: str | bytes, why: str) -> None:
    (problem,) = judged(tmp_path, text)

    assert why in said(about(problem, FileFault).why)
    assert problem.fatal


def test_the_first_flaw_of_a_file_is_named_with_its_place(tmp_path: Path) -> None:
    (problem,) = judged(tmp_path, "x = 1\ny = [foo]\nz = bar\n")
    found = finding_for(problem)

    assert str(found.location) == "~/default.rules:2:6"
    assert "names foo" in found.cause


@pytest.mark.parametrize(
    "text", ["x = " + "(" * 3000 + ")" * 3000, "x = '\0'", "-" * 100_000 + "1"]
)
def test_what_python_cannot_judge_is_left_alone_or_refused(tmp_path: Path, text: str) -> None:
    assert len(judged(tmp_path, text)) <= 1


def test_rules_count_where_codex_reads_them(tmp_path: Path) -> None:
    files = {
        "home/.codex/rules/default.rules": "garbage(",
        "home/.codex/rules/other.txt": "garbage(",
    }
    old = {"codex_version": "0.98.0"}

    assert kinds(resolved(tmp_path, files=files)) == ["config.rules_invalid"]
    assert kinds(resolved(tmp_path, ignore_rules=True)) == []
    assert kinds(resolved(tmp_path, **old)) == []


def test_rules_of_a_project_count_when_it_is_trusted(tmp_path: Path) -> None:
    files = {"work/.codex/rules/a.rules": "garbage("}

    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    assert kinds(resolved(tmp_path, files=files)) == []
    assert kinds(resolved(tmp_path, trusted)) == ["config.rules_invalid"]


def test_rules_of_the_machine_count_and_a_folder_is_no_file(tmp_path: Path) -> None:
    files = {"etc/rules/a.rules": "garbage(", "home/.codex/rules/b.rules/c": ""}

    assert kinds(resolved(tmp_path, files=files)) == ["config.rules_invalid"]
    assert kinds(resolved(tmp_path, ignore_rules=True)) == ["config.rules_invalid"]
