"""Files that are longer than what is read: it is said, and nothing is claimed about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.config.rule_files import read_rules
from codex_doctor.codex.credentials.auth_json import read_auth_json
from codex_doctor.codex.files.dotenv import MAX_CHARACTERS, ExpandsTooFarError, read_dotenv
from codex_doctor.codex.rules.consequences import few
from codex_doctor.codex.rules.exec_policy import judge_rules
from codex_doctor.facts import Problem
from codex_doctor.facts.config_problems import FileFault, TomlSyntax
from codex_doctor.model import Confidence, Severity
from codex_doctor.values import leaves
from codex_doctor.words.told import said
from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, about, fatal, kinds, only, problem_in, resolved

if TYPE_CHECKING:
    from pathlib import Path

DOUBLING = "A=aaaaaaaa\n" + "A=$A$A\n" * 25
RULE = 'prefix_rule(pattern = ["x"])\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (DOUBLING, f"has values that expand to more than {MAX_CHARACTERS} characters"),
        ("A=" + "a" * 500_000, "has more than 500.0 kB"),
    ],
)
def test_of_a_long_dotenv_nothing_is_claimed(text: str, why: str, tmp_path: Path) -> None:
    setup = resolved(tmp_path, files={"home/.codex/.env": text}, environ={})

    assert fatal(setup) == ["config.unreadable"]
    assert finding_for(only(setup)).confidence is Confidence.POSSIBLE
    assert finding_for(only(setup)).evidence[0].measured == why
    assert (setup.layers[-1].state, said(setup.layers[-1].detail)) == ("unread", why)
    assert (setup.provider_id, setup.endpoint) == (None, None)


def test_values_may_have_as_much_as_is_read() -> None:
    taken, _ = read_dotenv("A=" + "a" * 1000 + "\n" + "B=$A\n" * 490, {})

    assert len(taken) == 491
    with pytest.raises(ExpandsTooFarError):
        read_dotenv("A=" + "a" * 1000 + "\n" + "B=$A\n" * 500, {})


def test_a_project_dotenv_that_expands_too_far_is_not_searched(tmp_path: Path) -> None:
    files = {"work/.env": "LAB_KEY=x\n" + DOUBLING}

    assert only(resolved(tmp_path, files=files, environ={})).kind == "env.key_unset"


def test_of_many_skipped_lines_the_first_are_kept() -> None:
    assert len(read_dotenv("- x\n" * 5000, {})[1]) == 1000


def test_rules_that_are_long_or_many_are_not_judged(tmp_path: Path) -> None:
    (tmp_path / "long.rules").write_text(RULE * 3000)
    (long,) = judge_rules(read_rules((tmp_path,), tmp_path))

    assert (long.fatal, said(about(long, FileFault).why)) == (False, "it has more than 60.0 kB")
    assert finding_for(long).severity is Severity.HINT
    assert "were not looked at" in finding_for(long).cause
    (tmp_path / "long.rules").unlink()
    for number in range(201):
        (tmp_path / f"{number}.rules").write_text(RULE)
    (many,) = judge_rules(read_rules((tmp_path,), tmp_path))
    assert (many.fatal, said(about(many, FileFault).why)) == (
        False,
        "more than 200 files are in it",
    )


def test_files_of_rules_have_a_bound_together(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.rules").write_text(RULE * 2000)

    found = list(judge_rules(read_rules((tmp_path,), tmp_path)))

    assert [about(one, FileFault).file[-8:] for one in found] == ["10.rules", "11.rules"]
    assert {said(about(one, FileFault).why) for one in found} == {
        "with those before it, it has more than 600.0 kB"
    }


def test_a_number_of_any_length_is_right_in_rules(tmp_path: Path) -> None:
    (tmp_path / "a.rules").write_text("x = " + "1" * 5000)

    assert list(judge_rules(read_rules((tmp_path,), tmp_path))) == []


def test_an_auth_json_that_is_long_is_said_not_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "auth.json"
    path.write_text(" " * 500_001)

    assert "more than codex-doctor reads" in said(read_auth_json(path).why)


def test_a_number_of_any_length_is_right_in_auth_json(tmp_path: Path) -> None:
    path = tmp_path / "auth.json"
    path.write_text('{"OPENAI_API_KEY": "x", "other": ' + "1" * 5000 + "}")

    assert read_auth_json(path).state == "api_key"


def test_a_member_that_comes_very_often_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "auth.json"
    path.write_text("{" + '"OPENAI_API_KEY": "x",' * 20_000 + '"a": 1}')

    assert said(read_auth_json(path).why) == "OPENAI_API_KEY stands in it twice"


@pytest.mark.parametrize("text", ["[" + "a." * 6000, "a" + ".a" * 6000 + " = 1"])
def test_a_key_of_thousands_of_parts_is_nested_too_deep(text: str) -> None:
    problem = problem_in(text)

    assert problem is not None
    assert "nested deeper" in said(about(problem, TomlSyntax).why)


def test_many_dots_that_are_no_keys_are_read() -> None:
    text = "a = '" + "." * 6000 + "'"

    assert problem_in(text) is None


def test_a_number_beyond_all_bounds_is_refused_and_shown_to_nobody(tmp_path: Path) -> None:
    setup = resolved(tmp_path, "x = 0x" + "f" * 9000 + "\ny = 1e999\ndesktop.z = inf\n" + CONFIG)

    assert fatal(setup) == ["config.wrong_type"] * 2  # the number, and infinity
    assert kinds(resolved(tmp_path / "b", "x = 1e999\n" + CONFIG)).count("config.wrong_type") == 1


def test_many_problems_of_one_kind_are_cut_and_those_that_stop_codex_stay() -> None:
    many = [Problem("a", key=str(n), fatal=n > 70) for n in range(100)]

    assert [one.key for one in few(many)] == [str(n) for n in (*range(20), *range(71, 91))]


def test_thousands_of_unset_header_variables_are_cut(tmp_path: Path) -> None:
    lines = "".join(f'x-{n} = "NONE_{n}"\n' for n in range(3000))
    config = f"{CONFIG}[model_providers.lab.env_http_headers]\n{lines}"

    assert kinds(resolved(tmp_path, config)) == ["env.header_variable_unset"] * 20


def test_every_value_is_walked_over_with_its_path() -> None:
    table: dict[str, Any] = {"a": 1, "b": {"c": [2, {"d": 3}, []]}, "e": {}, "f": [[4]]}

    assert [(tuple(path), holder[path[-1]]) for path, holder in leaves(table)] == [
        (("a",), 1),
        (("b", "c", 0), 2),
        (("b", "c", 1, "d"), 3),
        (("f", 0, 0), 4),
    ]


def test_a_required_server_in_a_folder_that_cannot_be_is_no_crash(tmp_path: Path) -> None:
    server = f'[mcp_servers.a]\ncommand = "x"\nrequired = true\ncwd = "{"/x" * 40_000}"\n'

    assert fatal(resolved(tmp_path, CONFIG + server)) == ["config.mcp_required"]


def test_a_home_that_cannot_be_is_no_crash(tmp_path: Path) -> None:
    setup = resolved(tmp_path, environ={"CODEX_HOME": "/x" * 40_000})

    assert fatal(setup) == ["env.codex_home_invalid"]
