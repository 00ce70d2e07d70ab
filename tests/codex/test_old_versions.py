from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli

import codex_doctor
import codex_doctor_checks
from codex_doctor.codex.files.toml_mending import changed
from codex_doctor.codex.files.toml_one_line import in_one_line
from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.versions import (
    BEHAVIOURS,
    NEWEST,
    holds,
    is_newer,
    parse_version,
    sentence,
)
from codex_doctor.codex.versions.releases import OLDEST, RELEASES, after, before, range_starts
from codex_doctor.facts import Inputs, Problem
from codex_doctor.facts.config_problems import TomlSyntax
from codex_doctor.words.told import said
from codex_doctor_checks.setup.config import finding_for
from oracle.matrix_cases import MATRIX_CASES
from setups import KEY, about, resolved

HOME = ".codex"
PROVIDER = """\
model_provider = "lab"
[model_providers.lab]
name = "Lab"
base_url = "http://127.0.0.1:1/v1"
wire_api = "responses"
"""


def problems(folder: Path, text: str, version: str) -> list[Problem]:
    (folder / HOME).mkdir(exist_ok=True)
    (folder / HOME / "config.toml").write_text(text)
    inputs = Inputs(environ={"HOME": str(folder)}, cwd=folder, home=folder, codex_version=version)
    setup, _ = resolve(inputs)
    return [one for one in setup.problems if one.fatal]


def test_toml_1_1_is_refused_by_versions_that_read_1_0(tmp_path: Path) -> None:
    text = f'{PROVIDER}http_headers = {{\n  a = "b",\n}}\n'

    (problem,) = problems(tmp_path, text, "0.77.0")

    assert problem.kind == "config.toml_syntax"
    assert problem.location is not None
    assert problem.location.line == 6
    assert "0.79.0" in said(about(problem, TomlSyntax).why)
    assert problems(tmp_path, text, "0.79.0") == []


ONE_LINE = [
    ('a = {\n  b = "c",\n}\n', 'a = { b = "c" }\n'),
    (
        'a = { # one\n\n  b = "# no",  # two\n  c = { d = [\n 1,\n 2 ],\n }\n}\n'
        "\n[x]\ny = [\n 1,\n]\n",
        'a = { b = "# no", c = { d = [ 1, 2 ] } }\n\n[x]\ny = [\n 1,\n]\n',
    ),
    ('a = """\n{\n"""\n  b = [\n  {\n c = 1 },\n]', 'a = """\n{\n"""\n  b = [\n  { c = 1 },\n]'),
    ("a = {\r\n  b = 1,\r\n}\r\nc = 2\r\n", "a = { b = 1 }\r\nc = 2\r\n"),
    ("a = {\n}", "a = { }"),
]


@pytest.mark.parametrize(("text", "after"), ONE_LINE)
def test_an_inline_table_is_written_in_one_line(text: str, after: str) -> None:
    found = changed(text, tuple(in_one_line(text)))

    assert found == after
    assert tomllib.loads(found) == tomli.loads(text)


@pytest.mark.parametrize(
    ("value", "has_edits"),
    [
        ('"b"', True),
        (f'"{KEY}"', False),
        ('"""\n"""', False),
        ('"\\e"', False),
        (f'"b"{201 * chr(10)}', False),
    ],
)
def test_a_fix_for_an_old_version_shows_no_secret_and_makes_toml_1_0(
    value: str, has_edits: bool, tmp_path: Path
) -> None:
    text = f"{PROVIDER}http_headers = {{\n  X-A = {value},\n}}\n"

    (problem,) = problems(tmp_path, text, "0.77.0")

    found = about(problem, TomlSyntax)
    assert bool(found.edits) is has_edits
    assert KEY not in repr(problem)


def test_an_effort_outside_the_list_is_refused_by_versions_that_have_one(tmp_path: Path) -> None:
    text = f'model_reasoning_effort = "xhigh"\n{PROVIDER}'

    assert [one.kind for one in problems(tmp_path, text, "0.58.0")] == ["config.wrong_type"]
    assert problems(tmp_path, text, "0.59.0") == []
    odd = text.replace("xhigh", "zork")
    assert [one.kind for one in problems(tmp_path, odd, "0.137.0")] == ["config.wrong_type"]
    assert problems(tmp_path, odd, "0.138.0") == []


def test_every_behaviour_says_how_it_was_measured_and_is_asked_for_or_shown() -> None:
    names = [one.name for one in BEHAVIOURS]
    assert len(names) == len(set(names))
    for one in BEHAVIOURS:
        assert sentence(one.name).endswith(".")
        way, _, name = one.measured.partition(" ")
        assert way in {"matrix", "probe", "request", "stream"}
        assert way != "matrix" or name in MATRIX_CASES
        for version in (one.first, one.last):
            assert version is None or version in RELEASES


@pytest.mark.parametrize("package", [codex_doctor, codex_doctor_checks])
def test_only_the_table_compares_versions(package: object) -> None:
    root = Path(str(vars(package)["__file__"])).parent
    for file in root.rglob("*.py"):
        if "versions" in file.parts:
            continue
        tree = ast.parse(file.read_text("utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert "parse_version" not in names, file


def test_releases_are_in_order_and_have_neighbours() -> None:
    assert list(RELEASES) == sorted(RELEASES, key=parse_version)
    assert (after("0.133.0"), before("0.134.0")) == ("0.134.0", "0.133.0")
    assert (after(NEWEST), before(RELEASES[0])) == (NEWEST, RELEASES[0])
    starts = range_starts()
    assert starts[0] == OLDEST
    assert "0.134.0" in starts
    assert set(starts) <= set(RELEASES)


def test_a_newer_version_has_the_newest_rules() -> None:
    assert is_newer("0.999.0")
    assert not is_newer(NEWEST)
    assert not is_newer(None)
    assert holds("chat_wire_api_removed", "0.999.0")


@pytest.mark.parametrize(
    ("version", "option", "since"),
    [
        ("0.120.0", "ignore_user_config", "0.122.0"),
        ("0.121.0", "ignore_rules", "0.122.0"),
        ("0.122.0", "ignore_rules", ""),
        ("0.120.0", "strict_config", "0.131.0"),
        ("0.131.0", "strict_config", ""),
    ],
)
def test_an_option_that_came_later_stops_codex(
    tmp_path: Path, version: str, option: str, since: str
) -> None:
    options: dict[str, Any] = {option: True}
    setup = resolved(tmp_path, codex_version=version, model="glm-5", **options)

    found = [one for one in setup.problems if one.kind == "config.unknown_key"]
    assert bool(found) == bool(since)
    for problem in found:
        finding = finding_for(problem)
        assert problem.fatal
        assert f"came with {since}" in finding.cause
        assert [fix.commands.posix for fix in finding.fixes if fix.commands] == [
            "codex -m glm-5",
            "npm install -g @openai/codex",
        ]
