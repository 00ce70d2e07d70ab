from __future__ import annotations

import asyncio
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts import Location, Problem
from codex_doctor.facts.key_problems import (
    DotenvIgnored,
    HeaderVariableUnset,
    HomeFault,
    KeyEmpty,
    KeyForm,
)
from codex_doctor.model import Failed, Finding, Passed, Severity
from codex_doctor_checks.setup import environment
from codex_doctor_checks.setup.blamed import find_suspects, find_unsent_header
from codex_doctor_checks.setup.suspects import SUSPECTS
from eyes import context
from setups import CONFIG, KEY, NO_KEY, jwt, resolved

if TYPE_CHECKING:
    from pathlib import Path


def findings(outcome: object) -> tuple[Finding, ...]:
    assert isinstance(outcome, Failed)
    return outcome.findings


def only_suspect(tmp_path: Path, value: str) -> Finding:
    (finding,) = find_suspects(resolved(tmp_path, environ={"LAB_KEY": value}))
    return finding


def test_a_good_environment_passes(tmp_path: Path) -> None:
    assert isinstance(environment.judge(resolved(tmp_path)), Passed)


@pytest.mark.parametrize(
    ("environ", "config", "id_", "cause"),
    [
        ({}, CONFIG, "env.key_unset", "LAB_KEY is not set"),
        ({"lab_key": KEY}, CONFIG, "env.key_unset", "LAB_KEY is not set"),
        ({"LAB_KEY": "\udcff"}, CONFIG, "env.key_unset", "not UTF-8"),
        ({}, CONFIG.replace("LAB_KEY", "${LAB_KEY}"), "env.key_unset", "takes all of that"),
        ({}, CONFIG.replace("LAB_KEY", "{env:LAB_KEY}"), "env.key_unset", "takes all of that"),
        ({}, CONFIG.replace("LAB_KEY", ""), "env.key_unset", "env_key is empty"),
        ({"LAB_KEY": ""}, CONFIG, "env.key_empty", "empty or blank"),
        ({}, CONFIG.replace("LAB_KEY", KEY), "env.key_name_is_key", "holds the key itself"),
        ({"CODEX_HOME": "~/x"}, CONFIG, "env.codex_home_invalid", "does not expand"),
        ({"CODEX_HOME": "/nonexistent"}, CONFIG, "env.codex_home_invalid", "does not exist"),
        ({"OPENAI_BASE_URL": "http://h/v1"}, 'model = "m"\n', "env.base_url_ignored", "0.120.0"),
        ({"OPENAI_API_KEY": KEY}, 'model = "m"\n', "env.openai_key_not_used", "built-in"),
    ],
)
def test_what_stops_codex_is_one_error_with_a_fix(
    environ: dict[str, str], config: str, id_: str, cause: str, tmp_path: Path
) -> None:
    (finding,) = findings(environment.judge(resolved(tmp_path, config, environ=environ)))

    assert (finding.id, finding.severity) == (id_, Severity.ERROR)
    assert cause in finding.cause
    assert finding.fixes
    assert KEY not in repr(finding)


def test_an_empty_key_of_dotenv_names_the_file(tmp_path: Path) -> None:
    files = {"home/.codex/.env": "LAB_KEY=\n"}
    (finding,) = findings(environment.judge(resolved(tmp_path, files=files)))

    assert finding.id == "env.key_empty"
    assert "~/.codex/.env" in finding.cause


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("environment", "K is set in the environment, and it is empty or blank"),
        ("option", "K is set by an option, and it is empty or blank"),
        ("~/.codex/.env", "K is set by ~/.codex/.env, and it is empty or blank"),
    ],
)
def test_an_empty_key_is_said_with_its_source(source: str, cause: str) -> None:
    problem = Problem("env.key_empty", about=KeyEmpty("K", source))

    assert environment.finding_for(problem).cause == cause


@pytest.mark.parametrize(("state", "shown"), [("unset", "not set"), ("blank", "blank")])
def test_a_header_without_a_value_is_said_with_its_reason(state: str, shown: str) -> None:
    problem = Problem("env.header_variable_unset", about=HeaderVariableUnset("V", "X-A", state))
    finding = environment.finding_for(problem)

    assert f"filled from V, which is {shown}:" in finding.cause
    assert finding.evidence[0].measured == shown


@pytest.mark.parametrize("written", ["$TEAM", "${TEAM}", "$env:TEAM"])
def test_a_header_by_a_name_with_a_dollar_gets_the_name(written: str, tmp_path: Path) -> None:
    config = f'{CONFIG}env_http_headers = {{ X-Team = "{written}" }}\n'
    setup = resolved(tmp_path, config, environ={"LAB_KEY": KEY, "TEAM": "blue"})

    finding = find_unsent_header(setup, "x-team")

    assert find_unsent_header(setup, "x-other") is None
    assert finding is not None
    assert (finding.id, finding.severity) == ("env.header_variable_unset", Severity.ERROR)
    assert finding.fixes[0].edits[0].after == 'X-Team = "TEAM"'


def test_a_line_of_another_program_in_dotenv_is_shown_without_its_value(tmp_path: Path) -> None:
    files = {"home/.codex/.env": f"$env:LAB_KEY = '{KEY}'\n"}
    (finding,) = findings(environment.judge(resolved(tmp_path, environ={}, files=files)))
    (edit,) = finding.fixes[0].edits

    assert finding.id == "env.dotenv_ignored"
    assert (edit.before, edit.after) == ("$env:LAB_KEY = …", "LAB_KEY=…")
    assert KEY not in repr(finding)


_BARE = CONFIG.replace('env_key = "LAB_KEY"\n', "")
COMMANDS: list[tuple[str, dict[str, str], str, str, list[str | None]]] = [
    (CONFIG, {"LAB_KEY": "$(pass lab)"}, "", "double quotes", []),
    (CONFIG, {"LAB_KEY": "`pass lab`"}, "", "double quotes", []),
    (CONFIG, {}, "LAB_KEY=$(pass lab)", "Remove the line", [None]),
    (CONFIG, {}, "LAB_KEY='$(pass lab)'", "Remove the line", [None]),
    (CONFIG, {}, 'LAB_KEY="$(pass lab)"', "Remove the line", [None]),
    (
        _BARE + "experimental_bearer_token = '$(pass lab)'\n",
        {},
        "",
        "export CUSTOM_API_KEY",
        [None, 'env_key = "CUSTOM_API_KEY"'],
    ),
    (
        _BARE + "http_headers = { api-key = '`pass lab`' }\n",
        {},
        "",
        "export CUSTOM_API_KEY",
        [None, 'env_http_headers = { api-key = "CUSTOM_API_KEY" }'],
    ),
]


@pytest.mark.parametrize(("config", "environ", "line", "title", "edits"), COMMANDS)
def test_a_command_in_place_of_a_key_is_not_run_and_not_shown(
    config: str,
    environ: dict[str, str],
    line: str,
    title: str,
    edits: list[str | None],
    tmp_path: Path,
) -> None:
    setup = resolved(tmp_path, config, environ=environ, files={"home/.codex/.env": f"{line}\n"})
    ids = {"env.key_placeholder", "env.dotenv_ignored"}
    found = next(environment.finding_for(one) for one in setup.problems if one.kind in ids)

    assert "command" in found.cause
    assert title in found.fixes[0].title
    assert [edit.after for edit in found.fixes[0].edits] == edits
    assert "pass lab" not in repr(found)


def test_a_command_in_the_file_of_the_login_is_written_anew() -> None:
    about, place = KeyForm("K", "hidden", is_command=True), Location("~/.codex/auth.json", 1)
    finding = environment.finding_for(Problem("env.key_placeholder", location=place, about=about))

    assert "Write auth.json anew" in finding.fixes[0].title


def test_a_home_that_is_no_folder_is_said() -> None:
    problem = Problem("env.codex_home_invalid", shown="~/file", about=HomeFault("not_a_directory"))

    assert environment.finding_for(problem).cause.endswith("~/file, which is not a directory")


def test_no_home_folder_is_said(tmp_path: Path) -> None:
    (finding,) = findings(environment.judge(resolved(tmp_path, home=None)))

    assert "no home folder" in finding.cause


@pytest.mark.parametrize(
    ("value", "id_", "command"),
    [
        (f"{KEY}\n", "env.key_control_characters", "tr -d"),
        (f'"{KEY}"', "env.key_quoted", "sed "),
        (f"Bearer {KEY}", "env.key_bearer_prefix", "${LAB_KEY#[Bb]earer }"),
        (f"LAB_KEY={KEY}", "env.key_assignment", "sed -E"),
        (f" {KEY}", "env.key_whitespace", "tr -d"),
        (f"{KEY}\u200b", "env.key_not_ascii", "export LAB_KEY="),
        ("YOUR_API_KEY", "env.key_placeholder", "export LAB_KEY="),
    ],
)
def test_an_odd_key_waits_for_the_endpoint_and_is_then_an_error(
    value: str, id_: str, command: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, environ={"LAB_KEY": value})
    assert isinstance(environment.judge(setup), Passed)
    (offline,) = findings(environment.judge(setup, endpoint_is_asked=False))
    assert offline.severity is Severity.WARNING
    (finding,) = find_suspects(setup)
    assert (finding.id, finding.severity) == (id_, Severity.ERROR)
    commands = finding.fixes[0].commands
    assert commands is not None
    assert command in commands.posix
    assert "LAB_KEY" in commands.powershell
    assert value not in repr(finding)


def test_an_odd_key_in_a_file_is_corrected_there(tmp_path: Path) -> None:
    files = {"home/.codex/.env": f"LAB_KEY=\"'{KEY}'\"\n"}
    suspects = find_suspects(resolved(tmp_path, files=files, environ={}))

    assert "~/.codex/.env:1" in suspects[0].fixes[0].title


def test_an_odd_key_under_an_odd_name_has_no_command(tmp_path: Path) -> None:
    config = CONFIG.replace("LAB_KEY", "LAB-KEY")
    setup = resolved(tmp_path, config, environ={"LAB-KEY": f"{KEY}\n"})

    (finding,) = find_suspects(setup)
    assert finding.fixes[0].commands is None


def test_the_command_that_strips_the_key_works_in_a_shell(tmp_path: Path) -> None:
    for value in (f"{KEY}\n", f'"{KEY}"', f"Bearer {KEY}", f" {KEY} "):
        commands = only_suspect(tmp_path, value).fixes[0].commands
        assert commands is not None
        script = f'{commands.posix}\nprintf %s "$LAB_KEY"'
        done = subprocess.run(
            ["sh", "-c", script], env={"LAB_KEY": value, "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout == KEY


@pytest.mark.parametrize(
    ("files", "cause"),
    [
        ({"home/.codex/.env": "LAB_KEY: v\n"}, "no = after the name"),
        ({"work/.env": "LAB_KEY=v\n"}, "does not read"),
    ],
)
def test_a_line_that_codex_ignores_is_an_error(
    files: dict[str, str | bytes], cause: str, tmp_path: Path
) -> None:
    (finding,) = findings(environment.judge(resolved(tmp_path, files=files, environ={})))

    assert (finding.id, finding.severity) == ("env.dotenv_ignored", Severity.ERROR)
    assert cause in finding.cause


def test_a_key_that_dotenv_changes_is_a_suspect_and_a_proxy_a_hint(tmp_path: Path) -> None:
    files = {"home/.codex/.env": f"LAB_KEY={KEY}2\nHTTP_PROXY=http://p:1\n"}
    environ = {"LAB_KEY": KEY, "HTTP_PROXY": "http://q:1"}
    setup = resolved(tmp_path, files=files, environ=environ)

    (hint,) = findings(environment.judge(setup))
    assert (hint.id, hint.severity) == ("env.dotenv_shadows", Severity.HINT)
    assert "HTTP_PROXY" in hint.cause
    (suspect,) = find_suspects(setup)
    assert "LAB_KEY" in suspect.cause
    assert KEY not in repr(suspect)


def test_the_most_telling_suspect_comes_first(tmp_path: Path) -> None:
    config = CONFIG + 'env_http_headers = { "X-A" = "A" }\n'
    setup = resolved(tmp_path, config, environ={"LAB_KEY": f' "{KEY}"\n'})

    assert [one.id for one in find_suspects(setup)] == [
        "env.key_control_characters",
        "env.key_quoted",
        "env.header_variable_unset",
        "env.key_whitespace",
    ]


def test_an_openai_key_that_the_provider_does_not_name_is_a_suspect(tmp_path: Path) -> None:
    setup = resolved(tmp_path, NO_KEY, environ={"OPENAI_API_KEY": KEY})

    (finding,) = find_suspects(setup)
    assert finding.fixes[0].edits[0].after == 'env_key = "OPENAI_API_KEY"'


def test_every_kind_has_its_page() -> None:
    pages = {page.id for page in environment.CHECK.pages}
    location = Location("~/.codex/.env", 1)
    codex_name = Problem(
        "env.dotenv_ignored",
        location=location,
        about=DotenvIgnored("CODEX_A", "codex_name"),
    )
    assert "CODEX_" in environment.finding_for(codex_name).cause
    ours = {kind for kind in SUSPECTS if kind.startswith("env.")}
    assert ours <= pages


def test_a_dollar_that_expands_to_nothing_is_a_suspect(tmp_path: Path) -> None:
    files = {"home/.codex/.env": "LAB_KEY=abc$def456\n"}
    (finding,) = find_suspects(resolved(tmp_path, files=files, environ={}))

    assert finding.id == "env.dotenv_ignored"
    assert "single quotes" in finding.fixes[0].title


def test_the_check_judges_the_set_up_of_the_run() -> None:
    assert isinstance(asyncio.run(environment.run(context())), Passed)


@pytest.mark.parametrize("name", ["LAB_KEY", "LAB-KEY"])
def test_an_expired_token_is_a_suspect_with_the_time(name: str, tmp_path: Path) -> None:
    config = CONFIG.replace("LAB_KEY", name)
    (finding,) = find_suspects(resolved(tmp_path, config, environ={name: jwt(exp=0)}))

    assert finding.id == "env.key_expired"
    assert "1970-01-01 00:00 UTC" in finding.cause
    assert "oken" in finding.fixes[0].title or "Set LAB_KEY" in finding.fixes[0].title


@pytest.mark.parametrize(
    "value",
    [
        f"export LAB_KEY='{KEY}'",
        f"Authorization: Bearer {KEY}",
        f"LAB_KEY={KEY}, # mine",
        f"{KEY},",
        f"{KEY} ;",
        f"{KEY} # of the team: see = wiki",
        f"{KEY} // mine",
    ],
)
def test_the_command_leaves_the_key_alone_of_a_line(value: str, tmp_path: Path) -> None:
    (finding,) = find_suspects(resolved(tmp_path, environ={"LAB_KEY": value}))
    commands = finding.fixes[0].commands
    assert commands is not None
    script = f'{commands.posix}\nprintf %s "$LAB_KEY"'
    environ = {"PATH": os.environ["PATH"], "LAB_KEY": value}

    done = subprocess.run(["sh", "-c", script], env=environ, capture_output=True, check=True)

    assert done.stdout.decode() == KEY


@pytest.mark.parametrize("version", ["0.58.0", "0.63.0"])
def test_a_control_character_stops_older_versions(version: str, tmp_path: Path) -> None:
    """Asked: 0.58.0, 0.60.1 and 0.63.0 print "builder error" and make no request; 0.64.0 does."""
    setup = resolved(tmp_path, environ={"LAB_KEY": f"{KEY}\x01"}, codex_version=version)
    (finding,) = findings(environment.judge(setup))

    assert finding.severity is Severity.ERROR
    assert "up to 0.63.0 then makes no request" in finding.cause
    assert "Authorization" not in finding.cause


def test_a_control_character_waits_for_the_endpoint_with_later_versions(tmp_path: Path) -> None:
    environ = {"LAB_KEY": f"{KEY}\x01"}
    setup = resolved(tmp_path, environ=environ, codex_version="0.64.0")

    assert isinstance(environment.judge(setup), Passed)
    assert "no Authorization header" in find_suspects(setup)[0].cause
