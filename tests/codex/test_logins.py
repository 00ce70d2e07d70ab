from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.credentials.choice import UNUSABLE
from codex_doctor.codex.resolve import resolve
from codex_doctor.facts.key_problems import CommandFailed
from codex_doctor.facts.provider_problems import Conflict
from codex_doctor.judge import silence
from codex_doctor.words.told import said
from setups import (
    CONFIG,
    NO_KEY,
    about,
    chatgpt_login,
    fatal,
    inputs_in,
    jwt,
    kinds,
    only,
    resolved,
    secrets,
)

if TYPE_CHECKING:
    from pathlib import Path

LOGIN = NO_KEY + "requires_openai_auth = true\n"
AUTH = NO_KEY + "[model_providers.lab.auth]\n"
KEY = "sk-login-0123456789abc"
AUTH_JSON = f'{{"auth_mode": "apikey", "OPENAI_API_KEY": "{KEY}"}}'


def with_auth_json(content: str | bytes) -> dict[str, str | bytes]:
    return {"home/.codex/auth.json": content}


def test_the_login_of_auth_json_is_sent_by_a_provider_that_asks_for_it(tmp_path: Path) -> None:
    files = with_auth_json(AUTH_JSON)
    setup, known = resolve(inputs_in(tmp_path, LOGIN, files=files))

    assert setup.problems == ()
    assert setup.credential.source == "auth.json"
    assert known.headers == (("authorization", f"Bearer {KEY}".encode()),)
    other = resolved(tmp_path, NO_KEY, files=files)
    assert other.credential.source == "none"
    old = resolved(tmp_path, NO_KEY, files=files, codex_version="0.148.0")
    assert old.credential.source == "auth.json"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (LOGIN, True),
        (LOGIN.replace("127.0.0.1:8080", "api.openai.com"), True),
        ('model = "m"\nopenai_base_url = "http://127.0.0.1:8080/v1"\n', True),
        (LOGIN.replace("http://127.0.0.1:8080/v1", "https://chatgpt.com/backend-api/codex"), False),
        ('model = "m"\n', False),
        (NO_KEY, False),
        (CONFIG + "requires_openai_auth = true\n", False),
    ],
)
def test_a_chatgpt_login_is_for_chatgpt(text: str, tmp_path: Path, *, is_told: bool) -> None:
    found = kinds(resolved(tmp_path, text, files=with_auth_json(chatgpt_login("opaque-token"))))

    assert ("credentials.login_elsewhere" in found) is is_told


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        '{"OPENAI_API_KEY": null}',
        "[]",
        "x",
        b"\xff",
        '{"OPENAI_API_KEY": 5}',
        '{"auth_mode": "zork", "OPENAI_API_KEY": "k1234567"}',
        '{"auth_mode": "chatgpt", "OPENAI_API_KEY": "k1234567"}',
        '\ufeff{"OPENAI_API_KEY": "k1234567"}',
        '{"OPENAI_API_KEY": "k1234567\\n"}',
        '{"OPENAI_API_KEY": ""}',
    ],
)
def test_auth_json_without_a_usable_key_is_said_and_may_still_work(
    content: str | bytes, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, LOGIN, files=with_auth_json(content))

    assert kinds(setup)[0] == "credentials.auth_json_invalid"
    assert fatal(setup) == []


def test_a_broken_auth_json_does_not_matter_when_it_is_not_asked(tmp_path: Path) -> None:
    assert resolved(tmp_path, files=with_auth_json("x")).problems == ()
    environ = {"CODEX_API_KEY": "ck-0123456789"}
    assert resolved(tmp_path, LOGIN, files=with_auth_json("x"), environ=environ).problems == ()


@pytest.mark.parametrize("version", ["0.58.0", "0.120.0", "0.146.1", "0.147.0"])
@pytest.mark.parametrize(
    "content",
    ["x", "", "[]", b"\xff", '{"OPENAI_API_KEY": 5}', '{"tokens": {}}', "{}", '{"tokens": null}'],
)
def test_a_broken_auth_json_stops_older_versions_wherever_the_key_is(
    content: str | bytes, version: str, tmp_path: Path
) -> None:
    """Asked with the key in env_key: the first three print what is wrong with the JSON and end."""
    files = with_auth_json(content)
    stopped = ["credentials.auth_json_invalid"] if version != "0.147.0" else []
    if content in {"{}", '{"tokens": null}'}:
        stopped = []

    assert fatal(resolved(tmp_path, files=files, codex_version=version)) == stopped
    environ = {"LAB_KEY": KEY, "CODEX_API_KEY": "ck-0123456789"}
    kept = resolved(tmp_path, files=files, environ=environ, codex_version=version)
    assert fatal(kept) == []


def test_a_directory_as_auth_json_is_no_login(tmp_path: Path) -> None:
    (tmp_path / "home/.codex/auth.json").mkdir(parents=True)

    assert only(resolved(tmp_path, LOGIN)).kind == "credentials.auth_json_invalid"


def test_a_provider_that_wants_a_login_and_finds_none(tmp_path: Path) -> None:
    problem = only(resolved(tmp_path, LOGIN))

    assert (problem.kind, problem.fatal) == ("config.openai_auth_required", False)


def test_a_variable_beats_auth_json(tmp_path: Path) -> None:
    files = with_auth_json(AUTH_JSON)
    environ = {"CODEX_API_KEY": " ck-0123456789 "}
    setup, known = resolve(inputs_in(tmp_path, LOGIN, files=files, environ=environ))

    assert kinds(setup) == ["credentials.overridden"]
    assert known.headers == (("authorization", b"Bearer ck-0123456789"),)
    same = resolved(tmp_path, LOGIN, files=files, environ={"CODEX_API_KEY": KEY})
    assert same.problems == ()


def test_an_access_token_beats_auth_json_and_is_not_sent_by_the_doctor(tmp_path: Path) -> None:
    files = with_auth_json(AUTH_JSON)
    environ = {"CODEX_ACCESS_TOKEN": "bogus-token-0123"}
    setup, known = resolve(inputs_in(tmp_path, LOGIN, files=files, environ=environ))

    assert kinds(setup) == ["credentials.overridden"]
    assert (setup.credential.source, known.headers) == ("CODEX_ACCESS_TOKEN", ())


@pytest.mark.parametrize("config", [LOGIN, CONFIG])
def test_a_forced_login_stops_codex_even_where_no_login_is_used(
    config: str, tmp_path: Path
) -> None:
    forced = 'forced_login_method = "chatgpt"\n' + config
    environ = {"LAB_KEY": "sk-lab-0123456789"}
    assert resolved(tmp_path, 'forced_login_method = "api"\n' + CONFIG).problems == ()
    setup = resolved(tmp_path, forced, files=with_auth_json(AUTH_JSON), environ=environ)
    assert fatal(setup) == ["credentials.login_forced"]
    by_variable = resolved(tmp_path, forced, environ=environ | {"CODEX_API_KEY": "ck-0123456"})
    assert fatal(by_variable) == ["credentials.login_forced"]


@pytest.mark.parametrize("token", ["", "a1234567\\n"])
def test_a_bearer_token_in_the_file_is_taken_as_it_is(token: str, tmp_path: Path) -> None:
    config = NO_KEY + f'experimental_bearer_token = "{token}"\n'
    setup = resolved(tmp_path, config)

    assert setup.credential.source == "experimental_bearer_token"
    assert setup.credential.sent is not token.endswith("n")
    assert resolved(tmp_path, config, codex_version="0.48.0").credential.source == "none"


def test_the_command_is_run_without_a_shell(tmp_path: Path) -> None:
    config = AUTH + 'command = "echo"\nargs = ["tok-$HOME"]\n'
    setup, known = resolve(inputs_in(tmp_path, config, environ={"PATH": "/usr/bin:/bin"}))

    assert setup.problems == ()
    assert known.headers == (("authorization", b"Bearer tok-$HOME"),)
    offline = resolved(tmp_path, config, offline=True)
    assert (offline.credential.source, offline.credential.sent) == ("auth.command", False)
    old = resolved(tmp_path, config, codex_version="0.117.0")
    assert old.credential.source == "none"


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ('command = "false"', "exit_code"),
        ('command = "true"', "empty"),
        ('command = "echo token"', "not_started"),
        ('command = "no\\u0000good"', "not_started"),
        ('command = "printf"\nargs = ["a\\nb"]', "control_characters"),
        ('command = "printf"\nargs = ["\\\\377"]', "not_utf8"),
        ('command = "yes"', "too_long"),
        ('command = "sleep"\nargs = ["60"]\ntimeout_ms = 200', "timeout"),
        ('command = "sh"\nargs = ["-c", "exec >&-; sleep 60"]\ntimeout_ms = 200', "timeout"),
    ],
)
def test_a_command_that_gives_no_token_is_said_in_time(
    command: str, reason: str, tmp_path: Path
) -> None:
    started = time.monotonic()
    setup = resolved(tmp_path, AUTH + command + "\n", environ={"PATH": "/usr/bin:/bin"})

    assert only(setup).kind == "credentials.command_failed"
    assert about(only(setup), CommandFailed).reason == reason
    assert (only(setup).fatal, setup.credential.sent) == (False, False)
    assert time.monotonic() - started < 30


def test_a_command_that_only_we_cannot_run_is_not_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    setup = resolved(tmp_path, AUTH + 'command = "echo"\nargs = ["token"]\n')

    assert setup.problems == ()
    assert (setup.credential.source, setup.credential.sent) == ("command_not_run", True)
    assert setup.credential.shown is not None
    assert said(setup.credential.shown.fingerprint) == "not run: No such file or directory"
    assert "Codex perhaps can" in silence(setup)


def test_the_command_runs_in_its_folder(tmp_path: Path) -> None:
    config = AUTH + f'command = "pwd"\ncwd = "{tmp_path}"\n'

    known = secrets(tmp_path, config, environ={"PATH": "/usr/bin:/bin"})
    assert known.headers == (("authorization", f"Bearer {tmp_path}".encode()),)


def test_a_command_of_the_wrong_type_is_not_run(tmp_path: Path) -> None:
    setup = resolved(tmp_path, AUTH + 'command = "echo"\nargs = "x"\n')

    assert fatal(setup) == ["config.wrong_type"]
    assert setup.credential.source == "auth.command"


def test_a_relative_folder_of_the_command_counts_from_the_file_that_sets_it(tmp_path: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin"}
    files = {"home/.codex/sub/x": "", "work/sub/x": ""}
    config = AUTH + 'command = "pwd"\n'

    def folder(config: str, **changes: Any) -> str:
        known = secrets(tmp_path, config, environ=environ, files=files, **changes)
        return known.headers[0][1].decode()

    assert folder(config) == f"Bearer {tmp_path}/work"
    assert folder(config + 'cwd = "sub"\n') == f"Bearer {tmp_path}/home/.codex/sub"
    option = 'model_providers.lab.auth.cwd="sub"'
    assert folder(config, overrides=(option,)) == f"Bearer {tmp_path}/work/sub"


def test_the_command_is_announced_before_it_runs_and_its_secrets_are_not(tmp_path: Path) -> None:
    config = AUTH + 'command = "get"\nargs = ["sk-arg-0123456789abc", "a\\u001b[31mb"]\n'
    told: list[str] = []
    resolve(inputs_in(tmp_path, config, environ={"PATH": "/usr/bin:/bin"}), tell=told.append)

    assert told == ["running auth.command: get *** a\\x1b[31mb"]
    told.clear()
    resolve(inputs_in(tmp_path, config, offline=True), tell=told.append)
    assert told == []


def test_the_command_of_a_project_is_never_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    table = f"[model_providers.lab.auth]\ncommand = 'touch'\nargs = ['{marker}']\n"
    trust = f"[projects.'{tmp_path}/work']\ntrust_level = 'trusted'\n"
    # Only versions that let a project define providers got that far.
    setup = resolved(
        tmp_path,
        NO_KEY + trust,
        files={"work/.codex/config.toml": table},
        codex_version="0.128.0",
        environ={"PATH": "/usr/bin:/bin"},
    )

    assert (setup.credential.source, setup.credential.sent) == ("auth.command", False)
    assert not marker.exists()


@pytest.mark.parametrize(
    ("store", "content", "source"),
    [
        ("file", AUTH_JSON, "auth.json"),
        ("auto", AUTH_JSON, "auth.json"),
        ("auto", None, "keyring"),
        ("keyring", AUTH_JSON, "keyring"),
        ("ephemeral", AUTH_JSON, "none"),
        ("ephemeral", "x", "none"),
        ("keyring", "x", "keyring"),
    ],
)
def test_the_store_says_where_the_login_is(
    store: str, content: str | None, source: str, tmp_path: Path
) -> None:
    config = f'cli_auth_credentials_store = "{store}"\n{LOGIN}'
    files = with_auth_json(content) if content else {}
    setup = resolved(tmp_path, config, files=files, environ={})

    assert setup.credential.source == source
    assert "credentials.auth_json_invalid" not in kinds(setup)


def test_what_only_codex_can_send_is_no_fault(tmp_path: Path) -> None:
    gateway = NO_KEY + "[model_providers.lab.gateway_oauth]\ncredential_export = {command='x'}\n"
    setup, known = resolve(inputs_in(tmp_path, gateway, environ={}))

    assert (setup.problems, known.headers) == ((), ())
    assert (setup.credential.source, setup.credential.sent) == ("gateway_oauth", True)
    assert setup.credential.source in UNUSABLE
    # A version that does not know the table sends nothing.
    old = resolved(tmp_path, gateway, environ={}, codex_version="0.120.0")
    assert old.credential.sent is False
    token = resolved(tmp_path, LOGIN, environ={"CODEX_ACCESS_TOKEN": jwt(exp=1)})
    assert (token.credential.source, token.credential.sent) == ("CODEX_ACCESS_TOKEN", True)


def test_bytes_that_are_no_utf8_are_replaced_where_codex_does_so(tmp_path: Path) -> None:
    environ = {"CODEX_API_KEY": "ab\udcff", "H": "c\udcff"}
    config = LOGIN + 'env_http_headers = { "X-A" = "H" }\n'
    known = secrets(tmp_path, config, environ=environ, files=with_auth_json(AUTH_JSON))

    replaced = "\ufffd".encode()
    assert known.headers == (("authorization", b"Bearer ab" + replaced), ("X-A", b"c" + replaced))


@pytest.mark.parametrize(
    "sender",
    [
        'env_key = "LAB_KEY"',
        'experimental_bearer_token = ""',
        "requires_openai_auth = true",
        'auth = { command = "true" }',
        'http_headers = { Authorization = "Basic x" }',
        'env_http_headers = { authorization = "H" }',
    ],
)
def test_a_gateway_and_another_credential_want_the_same_header(sender: str, tmp_path: Path) -> None:
    export = 'gateway_oauth = { credential_export = { command = "x" }, delivery = "y" }\n'
    alone = export.replace(', delivery = "y"', "")
    config = f"{NO_KEY}{sender}\n"

    (problem,) = (one for one in resolved(tmp_path, config + alone).problems if one.fatal)
    assert (problem.kind, about(problem, Conflict).reason) == (
        "config.provider_conflict",
        "gateway_header",
    )
    assert fatal(resolved(tmp_path, config + export)) == []
    harmless = NO_KEY + 'requires_openai_auth = false\nhttp_headers = { X = "y" }\n' + alone
    assert fatal(resolved(tmp_path, harmless)) == []


def test_an_argument_of_the_command_is_a_string(tmp_path: Path) -> None:
    setup = resolved(tmp_path, AUTH + 'command = "echo"\nargs = ["a", 1]\n', offline=True)

    assert fatal(setup) == ["config.wrong_type"]
