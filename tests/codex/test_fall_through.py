from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.resolve import resolve
from codex_doctor.facts.config_problems import KeyMisplaced
from setups import CONFIG, about, chatgpt_login, fatal, inputs_in, kinds, resolved, secrets

if TYPE_CHECKING:
    from pathlib import Path

AUTH_JSON = '{"auth_mode": "apikey", "OPENAI_API_KEY": "sk-login-0123456789abc"}'


def test_a_provider_that_nobody_selects_is_fatal_without_a_login(tmp_path: Path) -> None:
    config = CONFIG.replace('model_provider = "lab"\n', "")
    assert fatal(resolved(tmp_path, config)) == ["config.provider_not_selected"]
    files = {"home/.codex/auth.json": AUTH_JSON}
    setup = resolved(tmp_path, config, files=files)
    assert (fatal(setup), kinds(setup)) == ([], ["config.provider_not_selected"])
    files["home/.codex/lab.config.toml"] = 'model_provider = "lab"\n'
    assert resolved(tmp_path, config, files=files).problems == ()


@pytest.mark.parametrize(
    ("environ", "files", "kinds_of"),
    [
        ({"LAB_KEY": "x-0123456789"}, {}, ["config.provider_not_selected"]),
        ({}, {}, []),
        ({"LAB_KEY": "x-0123456789"}, {"home/.codex/auth.json": AUTH_JSON}, []),
        (
            {"LAB_KEY": "x-0123456789"},
            {"etc/managed_config.toml": 'model_provider = "openai"\n'},
            [],
        ),
    ],
)
def test_openai_that_is_asked_for_is_passed_over_for_a_provider_whose_key_is_set(
    environ: dict[str, str], files: dict[str, str], kinds_of: list[str], tmp_path: Path
) -> None:
    config = CONFIG.replace('model_provider = "lab"', 'model_provider = "openai"')
    setup = resolved(tmp_path, config, environ=environ, files=files)

    assert fatal(setup) == kinds_of
    # Of two nobody knows which one is meant.
    other = '[model_providers.b]\nname = "B"\nbase_url = "http://b"\nenv_key = "LAB_KEY"\n'
    assert fatal(resolved(tmp_path, f"{config}\n{other}", environ=environ, files=files)) == []


@pytest.mark.parametrize(("selection", "others"), [('model_provider = "lab"', 0), ("", 1)])
def test_a_provider_that_a_profile_of_the_old_form_selects_is_not_said_to_be_selected_by_nobody(
    tmp_path: Path, selection: str, others: int
) -> None:
    config = CONFIG.replace('model_provider = "lab"\n', "")
    profile = f'\n[profiles.work]\nmodel = "glm-5"\n{selection}\n'
    setup = resolved(tmp_path, f'profile = "work"\n{config}{profile}')

    assert kinds(setup).count("config.profile_legacy") == 1
    assert kinds(setup).count("config.provider_not_selected") == others


def test_a_selection_that_slid_below_a_table_is_the_fatal_problem(tmp_path: Path) -> None:
    head, table = CONFIG.split("\n\n", 1)
    setup = resolved(tmp_path, f"{table}{head}\n")

    selection, model = sorted(setup.problems, key=lambda problem: not problem.fatal)
    assert (selection.kind, selection.fatal) == ("config.key_misplaced", True)
    assert about(selection, KeyMisplaced).table == "model_providers.lab"
    assert str(selection.location) == "~/.codex/config.toml:7:1"
    assert (model.kind, model.fatal) == ("config.key_misplaced", False)


@pytest.mark.parametrize(
    ("line", "belongs"),
    [
        ("startup_timeout_sec = 30", "mcp_servers.x"),
        ('env_vars = ["A_KEY"]', "mcp_servers.x"),
        ("enabled = true", "mcp_servers.x"),
        ("PORT = 80", None),
    ],
)
def test_what_a_table_of_variables_refuses_belongs_to_the_table_around_it(
    line: str, belongs: str | None, tmp_path: Path
) -> None:
    server = f'[mcp_servers.x]\ncommand = "npx"\n\n[mcp_servers.x.env]\n{line}\n'
    (problem,) = resolved(tmp_path, f"{CONFIG}\n{server}").problems

    assert problem.fatal
    if belongs is None:
        assert problem.kind == "config.wrong_type"
    else:
        assert about(problem, KeyMisplaced).belongs == belongs


def test_a_model_that_slid_is_a_warning_that_covers_the_unset_model(tmp_path: Path) -> None:
    config = CONFIG.replace('model = "glm-5"\n', "") + 'model = "glm-5"\n'
    setup = resolved(tmp_path, config)

    assert (kinds(setup), fatal(setup)) == (["config.key_misplaced"], [])
    assert setup.model == "gpt-6.2-sol"


@pytest.mark.parametrize(
    ("environ", "kind"),
    [
        ({"OPENAI_BASE_URL": "http://gw/v1", "OPENAI_API_KEY": "x"}, "env.base_url_ignored"),
        ({"OPENAI_API_BASE": "http://gw/v1"}, "env.base_url_ignored"),
        ({"OPENAI_API_KEY": "sk-x"}, "env.openai_key_not_used"),
        ({}, "config.openai_auth_required"),
    ],
)
def test_the_built_in_provider_without_login_names_the_deepest_cause(
    environ: dict[str, str], kind: str, tmp_path: Path
) -> None:
    assert fatal(resolved(tmp_path, 'model = "m"\n', environ=environ)) == [kind]


def test_an_old_version_reads_openai_base_url_from_the_environment(tmp_path: Path) -> None:
    environ = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "CODEX_API_KEY": "ck-0123456789"}
    setup = resolved(tmp_path, None, environ=environ, codex_version="0.114.0")

    assert setup.endpoint is not None
    assert setup.endpoint.url == "http://127.0.0.1:9/v1/responses"


def test_a_login_makes_the_built_in_provider_fine(tmp_path: Path) -> None:
    files = {"home/.codex/auth.json": AUTH_JSON}
    setup = resolved(tmp_path, 'model = "m"\n', environ={}, files=files)

    assert setup.problems == ()
    assert setup.supports_websockets
    hint = resolved(tmp_path / "b", None, environ={}, files=files)
    assert [(p.kind, p.fatal) for p in hint.problems] == [("config.missing", False)]
    assert hint.credential.source == "auth.json"


def test_a_chatgpt_login_is_recognised_and_never_sent(tmp_path: Path) -> None:
    token = "eyJ-access-token-0123456789"
    files = {"home/.codex/auth.json": chatgpt_login(token)}
    setup, known = resolve(inputs_in(tmp_path, 'model = "m"\n', environ={}, files=files))

    assert setup.credential.source == "chatgpt_login"
    assert setup.endpoint is not None
    assert setup.endpoint.host == "chatgpt.com"
    assert known.headers == ()
    assert token in known.known


def test_openai_base_url_moves_the_built_in_provider(tmp_path: Path) -> None:
    environ = {"CODEX_API_KEY": " ck-0123456789 ", "OPENAI_ORGANIZATION": "org-lab"}
    config = 'openai_base_url = "http://127.0.0.1:9/v1"\nmodel = "m"\n'
    known = secrets(tmp_path, config, environ=environ)

    assert known.url == "http://127.0.0.1:9/v1/responses"
    assert known.headers == (
        ("authorization", b"Bearer ck-0123456789"),
        ("OpenAI-Organization", b"org-lab"),
    )


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "http://localhost:11434/v1/responses"),
        ({"CODEX_OSS_PORT": "99"}, "http://localhost:99/v1/responses"),
        ({"CODEX_OSS_BASE_URL": "http://box:1/v1"}, "http://box:1/v1/responses"),
    ],
)
def test_the_built_in_local_provider_can_be_moved(
    environ: dict[str, str], url: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, 'model_provider = "ollama"\n', environ=environ)

    assert setup.endpoint is not None
    assert setup.endpoint.url == url
