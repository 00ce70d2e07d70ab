"""What the fixes of the configuration write where nothing, or something else, stood."""

from __future__ import annotations

import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest
import tomli

from codex_doctor.model import Failed
from codex_doctor.repair.one_edit import edited
from codex_doctor.repair.plan import planned
from codex_doctor_checks.setup.config import judge
from codex_doctor_checks.setup.credentials import finding_for as credential_finding
from codex_doctor_checks.setup.environment import finding_for as variable_finding
from codex_doctor_checks.setup.file_commands import without_mark
from setups import CONFIG, KEY, NO_KEY, resolved

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from codex_doctor.model import Fix

AUTH = NO_KEY + "[model_providers.lab.auth]\n"


def mended(text: str, fix: Fix) -> dict[str, Any]:
    """Return what the edits of a fix make of the user's file."""
    for edit in fix.edits:
        text = edited(text, edit)
    return tomli.loads(text)


def first_fix(folder: Path, text: str, **changes: Any) -> Fix:
    outcome = judge(resolved(folder, text, **changes))
    assert isinstance(outcome, Failed)
    return outcome.findings[0].fixes[0]


def test_a_provider_that_is_selected_and_not_there_is_written(tmp_path: Path) -> None:
    text = 'model = "m"\nmodel_provider = "my gate"\n'
    table = mended(text, first_fix(tmp_path, text))

    assert table["model_providers"] == {
        "my gate": {
            "name": "my gate",
            "base_url": "<your base URL>",
            "env_key": "MY_GATE_API_KEY",
        }
    }


def test_no_provider_is_written_for_one_that_an_option_selects(tmp_path: Path) -> None:
    text = 'model = "m"\n'

    assert not first_fix(tmp_path, text, overrides=("model_provider=gate",)).edits


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (
            'base_url = "u"\nenv_key = "K"\n',
            "",
            {"custom": {"name": "custom", "base_url": "u", "env_key": "K"}},
        ),
        ('model_provider = "x"\nbase_url = "u"\n', "", {"x": {"name": "x", "base_url": "u"}}),
        (
            'query_params = { v = "1" }\n',
            '[model_providers.x]\nname = "X"\nbase_url = "u"\n',
            {"x": {"name": "X", "base_url": "u", "query_params": {"v": "1"}}},
        ),
        (
            'base_url = "old"\n',
            '[model_providers.x]\nname = "X"\nbase_url = "u"\n',
            {"x": {"name": "X", "base_url": "u"}},
        ),
        (
            'model_provider = "x"\n',
            '[model_providers]\nname = "X"\nbase_url = "u"\n',
            {"x": {"name": "X", "base_url": "u"}},
        ),
    ],
)
def test_settings_of_a_provider_go_to_the_one_that_is_meant(
    above: str, below: str, expected: dict[str, object], tmp_path: Path
) -> None:
    text = f'model = "m"\n{above}{below}'
    table = mended(text, first_fix(tmp_path, text))

    assert table.pop("model_providers") == expected
    assert set(table) <= {"model", "model_provider"}
    assert table.get("model_provider") in {None, *expected}


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ('command = ["npx", "-y", "x"]', {"command": "npx", "args": ["-y", "x"]}),
        ('command = ["npx"]', {"command": "npx"}),
        ('command = ["npx", "-y"]\nargs = ["x"]', {"command": "npx", "args": ["-y", "x"]}),
        ('command = ["npx", 1]', {}),
        ('command = ["npx", ""]', {}),
        ('command = ["npx", "--token", "Sunshine42moon"]', {}),
        ('command = ["npx"]\nargs = "x"', {"command": "npx", "args": "x"}),
    ],
)
def test_a_command_that_is_a_list_becomes_the_program_and_its_arguments(
    server: str, expected: dict[str, object], tmp_path: Path
) -> None:
    text = f"{CONFIG}[mcp_servers.x]\n{server}\n"

    assert mended(text, first_fix(tmp_path, text))["mcp_servers"]["x"] == expected


def test_what_prints_a_key_is_not_written_anew(tmp_path: Path) -> None:
    text = f'{AUTH}command = ["echo", "Sunshine42moon"]\n'
    fix = first_fix(tmp_path, text)

    assert [edit.after for edit in fix.edits] == [None]
    assert "Sunshine" not in fix.title


def test_a_setting_that_may_be_meant_for_two_providers_is_not_moved(tmp_path: Path) -> None:
    two = "".join(f'[model_providers.{one}]\nname = "n"\nbase_url = "u"\n' for one in "xy")

    assert not first_fix(tmp_path, f'base_url = "v"\n{two}').edits


_HEADERS, _SERVER = "[model_providers.lab.http_headers]\n", '\n[mcp_servers.x]\ncommand = "c"\n'
_RETRIES, _MANY = "request_max_retries = 3\n", "request_max_retries = 9\n"


@pytest.mark.parametrize(
    ("text", "title", "kept"),
    [
        (f"{CONFIG}{_HEADERS}{_RETRIES}", "Move the line into", 3),
        (f"{CONFIG}{_MANY}{_HEADERS}{_RETRIES}", "Remove the line here", 9),
        (f'{CONFIG}{_MANY}http_headers = {{ X = "a", {_RETRIES[:-1]} }}\n', "Remove the line", 9),
    ],
)
def test_what_slid_one_table_too_deep_takes_no_place_of_what_is_there(
    text: str, title: str, kept: int, tmp_path: Path
) -> None:
    fix = first_fix(tmp_path, text)
    provider = mended(text, fix)["model_providers"]["lab"]

    assert fix.title.startswith(title)
    assert provider["request_max_retries"] == kept
    assert "request_max_retries" not in provider.get("http_headers", {})


def test_a_setting_of_the_tools_takes_no_place_of_what_is_there(tmp_path: Path) -> None:
    table = "\n[sandbox_workspace_write]\nnetwork_access = false\n"
    text = f"network_access = true\n{CONFIG}{table}"
    became = mended(text, first_fix(tmp_path, text))

    assert became["sandbox_workspace_write"] == {"network_access": False}
    assert "network_access" not in became


@pytest.mark.parametrize(
    "text",
    [
        f'{CONFIG}http_headers = {{ X = "a", {_RETRIES[:-1]} }}\n',
        f'{CONFIG}{_SERVER}env = {{ enabled = true, TOKEN = "x" }}\n',
        f'{CONFIG}{_SERVER}[mcp_servers.x.env]\nenv_vars = [\n  "A_KEY",\n]\n',
        f'{CONFIG}{_SERVER}[mcp_servers.x.env]\nargs = ["--api-key", "{KEY}"]\n',
        f'{CONFIG}{_SERVER}[mcp_servers.x.env]\nargs = ["-y", "pkg"]\n',
    ],
)
def test_a_setting_that_is_no_line_of_its_own_or_is_not_shown_is_moved_by_the_user(
    text: str, tmp_path: Path
) -> None:
    fix = first_fix(tmp_path, text)

    assert (fix.title[:19], fix.edits) == ("Move the line into ", ())


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (
            'base_url = "u"\n',
            "",
            {"custom": {"name": "custom", "base_url": "u", "experimental_bearer_token": KEY}},
        ),
        (
            "",
            '[model_providers.x]\nname = "X"\n[x]\n',
            {"x": {"name": "X", "experimental_bearer_token": KEY}},
        ),
        (
            "",
            '[model_providers.x]\nname = "X"\nexperimental_bearer_token = "other"\n',
            {"x": {"name": "X", "experimental_bearer_token": "other"}},
        ),
    ],
)
def test_a_key_in_the_wrong_place_is_moved_as_it_is_and_shown_to_nobody(
    above: str, below: str, expected: dict[str, object], tmp_path: Path
) -> None:
    text = f'model = "m"\nexperimental_bearer_token = "{KEY}" # mine\n{above}{below}'
    fix = first_fix(tmp_path, text)

    assert KEY not in repr(fix)
    assert KEY not in repr(planned(fix, {"~/.codex/config.toml": text}))
    table = mended(text, fix)
    assert table["model_providers"] == expected
    assert "experimental_bearer_token" not in table


def test_the_key_of_another_provider_stays_where_it_is(tmp_path: Path) -> None:
    other = (
        f'[model_providers.o]\nexperimental_bearer_token = "{KEY}-o"\nname = "o"\nbase_url = "v"\n'
    )
    above = f'base_url = "u"\nwire_api = "responses"\nexperimental_bearer_token = "{KEY}"\n'
    text = f'model_provider = "x"\nmodel = "m"\n{above}{other}[model_providers.x]\nname = "n"\n'

    providers = mended(text, first_fix(tmp_path, text))["model_providers"]

    assert providers["o"]["experimental_bearer_token"] == f"{KEY}-o"
    assert providers["x"]["experimental_bearer_token"] == KEY


def test_a_model_that_is_not_set_is_written_with_words_for_it(tmp_path: Path) -> None:
    text = CONFIG.split("\n", 1)[1]
    fix = first_fix(tmp_path, text)

    assert mended(text, fix)["model"] == "<your model id>"


@pytest.mark.parametrize(
    ("line", "command", "arguments"),
    [
        ("gate token --raw", "gate", ["token", "--raw"]),
        ("gate 'a b'", "gate", ["a b"]),
        ("gate token | head -1", "sh", ["-c", "gate token | head -1"]),
    ],
)
def test_a_command_line_is_taken_apart(
    line: str, command: str, arguments: list[str], tmp_path: Path
) -> None:
    text = f'{AUTH}command = "{line}"\n'
    (problem,) = resolved(tmp_path, text, environ={"PATH": "/usr/bin:/bin"}).problems
    table = mended(text, credential_finding(problem).fixes[0])

    auth = table["model_providers"]["lab"]["auth"]
    assert auth == {"command": command, "args": arguments}


@pytest.mark.parametrize("more", ["args = ['x']", "cwd = '/'\nargs = []"])
def test_a_command_line_beside_arguments_is_left_alone(more: str, tmp_path: Path) -> None:
    text = f'{AUTH}command = "gate token"\n{more}\n'
    (problem,) = resolved(tmp_path, text, environ={"PATH": "/usr/bin:/bin"}).problems

    assert not credential_finding(problem).fixes[0].edits


def test_a_key_that_a_command_only_prints_goes_into_a_variable(tmp_path: Path) -> None:
    text = f'{AUTH}command = "echo {KEY}"\n'
    (problem,) = resolved(tmp_path, text, environ={"PATH": "/usr/bin:/bin"}).problems
    fix = credential_finding(problem).fixes[0]

    assert KEY not in repr(fix)
    provider = mended(text, fix)["model_providers"]["lab"]
    assert (provider["env_key"], "auth" in provider) == ("LAB_API_KEY", False)


def test_a_name_that_no_shell_can_set_becomes_one_that_can_be(tmp_path: Path) -> None:
    text = CONFIG.replace('"LAB_KEY"', r'"GATE\u0000KEY"')
    (problem,) = resolved(tmp_path, text).problems
    fix = variable_finding(problem).fixes[0]

    assert mended(text, fix)["model_providers"]["lab"]["env_key"] == "GATE_KEY"
    assert fix.commands is not None
    assert fix.commands.posix.startswith("export GATE_KEY=")


def test_a_byte_order_mark_is_taken_out_of_a_file_that_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a b.env"
    file.write_bytes(b"\xef\xbb\xbfKEY=v\n")
    subprocess.run(["sh", "-c", without_mark(str(file)).posix], check=True)

    assert file.read_bytes() == b"KEY=v\n"
    assert (tmp_path / "a b.env.old").read_bytes().endswith(b"KEY=v\n")


@pytest.mark.parametrize(
    "line",
    [
        "OPENAI_API_KEY=value-1",
        "export OPENAI_API_KEY='value-1'  # x",
        'OPENAI_API_KEY = "value-1"',
    ],
)
def test_the_login_takes_the_value_from_its_line(line: str, tmp_path: Path) -> None:
    text = 'model = "m"\nopenai_base_url = "http://127.0.0.1:1/v1"\n'
    files = {"home/.codex/.env": f"# a\n{line}\n"}
    problems = resolved(tmp_path, text, files=files, environ={}).problems
    commands = next(
        variable_finding(one).fixes[0].commands
        for one in problems
        if one.kind == "env.openai_key_not_used"
    )

    assert commands is not None
    script = commands.posix.replace("~", shlex.quote(str(tmp_path / "home")))
    printed = subprocess.run(
        ["sh", "-c", script.replace("codex login --with-api-key", "cat")],
        check=True,
        capture_output=True,
    )
    assert printed.stdout == b"value-1\n"
