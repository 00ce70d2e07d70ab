from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from codex_doctor.codex.resolve import resolve
from codex_doctor.facts import Inputs
from setups import CONFIG, KEY, chatgpt_login, fatal, inputs_in, kinds, only, resolved, secrets

NO_KEY = CONFIG.replace('env_key = "LAB_KEY"\n', "")
LOGIN = NO_KEY + "requires_openai_auth = true\n"
AUTH = NO_KEY + "[model_providers.lab.auth]\n"
AUTH_JSON = '{"auth_mode": "apikey", "OPENAI_API_KEY": "sk-login-0123456789abc"}'
TRUSTED = '\n[projects."{}"]\ntrust_level = "trusted"\n'

# What Codex 0.169.0 refuses to start with; each was run.
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "typographic quotes": (CONFIG.replace('"Lab"', "“Lab”"), "config.toml_syntax"),
    "key twice": ('model = "x"\n' + CONFIG, "config.toml_syntax"),
    "81 brackets": (CONFIG + f"[desktop]\nx = {'[' * 81}{']' * 81}\n", "config.toml_syntax"),
    "81 parts": (CONFIG + "[x" + ".a" * 80 + "]\n", "config.toml_syntax"),
    "1000 brackets": (f"x = {'[' * 1000}{']' * 1000}\n", "config.toml_syntax"),
    "128 bits": (CONFIG + "[desktop]\nx = [{ y = 99999999999999999999 }]\n", "config.wrong_type"),
    "Latin-1": (b"# \xe9\n", "config.not_utf8"),
    "UTF-16": ("model = 1".encode("utf-16"), "config.not_utf8"),
    "chat": (CONFIG.replace('"responses"', '"chat"'), "config.wire_api_chat"),
    "chat elsewhere": (
        CONFIG + '[model_providers.b]\nname = "b"\nwire_api = "chat"\n',
        "config.wire_api_chat",
    ),
    "Responses": (CONFIG.replace('"responses"', '"Responses"'), "config.wire_api_invalid"),
    "wire_api 1": (CONFIG.replace('"responses"', "1"), "config.wire_api_invalid"),
    "reserved": (CONFIG + '[model_providers.ollama]\nname = "b"\n', "config.provider_reserved"),
    "no name": (CONFIG.replace('name = "Lab"\n', ""), "config.provider_name_missing"),
    "blank name": (CONFIG.replace('"Lab"', '" "'), "config.provider_name_missing"),
    "empty table": (CONFIG + "[model_providers.x]\n", "config.provider_name_missing"),
    "undefined": (CONFIG.replace('= "lab"', '= "other"'), "config.provider_undefined"),
    "case": (CONFIG.replace('= "lab"', '= "LAB"'), "config.provider_undefined"),
    "ollama-chat": ('model_provider = "ollama-chat"\n', "config.provider_undefined"),
    "empty id": (CONFIG.replace('= "lab"', '= ""'), "config.provider_undefined"),
    "singular": ('[model_provider.lab]\nname = "Lab"\n', "config.provider_undefined"),
    "list of tables": (CONFIG.replace("[model_providers.lab]", "[[model_providers.lab]]"),
                       "config.wrong_type"),
    "port as base_url": (
        CONFIG.replace('"http://127.0.0.1:8080/v1"', "8080"),
        "config.wrong_type",
    ),
    "retries in quotes": (CONFIG + 'stream_max_retries = "3"\n', "config.wrong_type"),
    "negative retries": (CONFIG + "stream_max_retries = -1\n", "config.wrong_type"),
    "flag in quotes": (CONFIG + 'supports_websockets = "false"\n', "config.wrong_type"),
    "header number": (CONFIG + "http_headers = { X = 1 }\n", "config.wrong_type"),
    "model number": (CONFIG.replace('"glm-5"', "5"), "config.wrong_type"),
    "port too large": ("mcp_oauth_callback_port = 70000\n" + CONFIG, "config.wrong_type"),
    "mixed notify": ('notify = ["a", 1]\n' + CONFIG, "config.wrong_type"),
    "infinity": (CONFIG + "[desktop]\nx = [{ y = [1.5, inf] }]\n", "config.wrong_type"),
    "negative port": ("mcp_oauth_callback_port = -1\n" + CONFIG, "config.wrong_type"),
    "sandbox": ('sandbox_mode = "full"\n' + CONFIG, "config.wrong_type"),
    "history": (CONFIG + '[history]\npersistence = "all"\n', "config.wrong_type"),
    "feature": (CONFIG + '[features]\nshell_tool = "on"\n', "config.wrong_type"),
    "server without command": (CONFIG + "[mcp_servers.x]\nenabled = true\n", "config.wrong_type"),
    "thread store": ('experimental_thread_store_endpoint = "x"\n' + CONFIG, "config.wrong_type"),
    "profile key": ('profile = "x"\n' + CONFIG, "config.profile_legacy"),
    "catalog": ('model_catalog_json = "no.json"\n' + CONFIG, "config.catalog_invalid"),
    "empty model": (CONFIG.replace('"glm-5"', '""'), "model.empty"),
    "auth and env_key": (
        CONFIG + '[model_providers.lab.auth]\ncommand = "x"\n',
        "config.provider_conflict",
    ),
    "auth without command": (AUTH + 'args = ["x"]\n', "config.provider_conflict"),
    "auth timeout": (AUTH + 'command = "true"\ntimeout_ms = 0\n', "config.wrong_type"),
    "auth type": (AUTH + "command = 5\n", "config.wrong_type"),
    "aws": (CONFIG + "aws = {}\n", "config.provider_conflict"),
    "gateway": (CONFIG + 'gateway_oauth = { token_url = "x" }\n', "config.provider_conflict"),
    "gateway export": (
        CONFIG.replace('env_key = "LAB_KEY"\n', "")
        + 'gateway_oauth = { credential_export = "x" }\n',
        "config.provider_conflict",
    ),
    "bedrock field": (
        CONFIG + '[model_providers.amazon-bedrock]\nname = "x"\n',
        "config.provider_conflict",
    ),
    "bedrock name": (CONFIG.replace('"Lab"', '"Amazon Bedrock"'), "config.provider_magic_name"),
    "env_key is the key": (
        CONFIG.replace('"LAB_KEY"', '"sk-proj-0123456789abcdef"'),
        "env.key_name_is_key",
    ),
    "env_key with $": (CONFIG.replace('"LAB_KEY"', '"$LAB_KEY"'), "env.key_unset"),
    "env_key empty": (CONFIG.replace('"LAB_KEY"', '""'), "env.key_unset"),
    "stray": (
        'model_provider = "lab"\n[model_providers]\nbase_url = "http://x"\n',
        "config.key_misplaced",
    ),
    "stray unknown": (
        'model_provider = "lab"\n[model_providers]\nzork = 1\n',
        "config.wrong_type",
    ),
}  # fmt: skip

# Unusual, and fine for Codex 0.169.0; each was run.
HEALTHY = {
    "byte order mark": "\ufeff" + CONFIG,
    "CRLF": CONFIG.replace("\n", "\r\n"),
    "TOML 1.1": CONFIG + 'http_headers = {\n  "X-A" = "b",\n}\n',
    "escapes": CONFIG.replace('"Lab"', '"L\\x41\\e"'),
    "80 brackets": CONFIG + f"[desktop]\nx = {'[' * 80}{']' * 80}\n",
    "inline": 'model = "m"\nmodel_provider = "lab"\nmodel_providers = '
    '{ lab = { name = "L", base_url = "http://127.0.0.1:1/v1" } }\n',
    "dotted": 'model = "m"\nmodel_provider = "lab"\nmodel_providers.lab.name = "L"\n'
    'model_providers.lab.base_url = "http://127.0.0.1:1/v1"\n',
    "effort": 'model_reasoning_effort = "any"\n' + CONFIG,
    "unused legacy profile": CONFIG + '[profiles.y]\nmodel = "q"\n',
    "unused broken provider": CONFIG + '[model_providers.z]\nname = "z"\nbase_url = "no url"\n',
    "empty built-in": CONFIG + "[model_providers.openai]\n",
    "features": CONFIG + "[features]\nshell_tool = true\nmulti_agent_v2 = { enabled = false }\n",
    "granular": CONFIG + "[approval_policy.granular]\nrules = true\n",
    "bedrock elsewhere": CONFIG + '[model_providers.amazon-bedrock]\nbase_url = "x"\n',
    "gateway": CONFIG.replace('env_key = "LAB_KEY"\n', "")
    + 'gateway_oauth = { credential_export = { command = "x" } }\n',
    "free-form tables": CONFIG + '[agents.x]\nmodel = "m"\n[desktop]\nmodel_provider = "m"\n',
    "Azure": CONFIG.replace('"Lab"', '"Azure"'),
    "server": CONFIG + '[mcp_servers.x]\ncommand = "true"\nenv = { A = "b" }\n',
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_codex_refuses_is_a_fatal_problem(name: str, tmp_path: Path) -> None:
    config, kind = REFUSED[name]

    assert kind in fatal(resolved(tmp_path, config))


@pytest.mark.parametrize("name", HEALTHY)
def test_unusual_configurations_that_codex_accepts_have_no_problem(
    name: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, HEALTHY[name])

    assert setup.problems == ()
    assert setup.endpoint is not None


def test_the_healthy_set_up_has_all_its_facts(tmp_path: Path) -> None:
    setup, known = resolve(inputs_in(tmp_path))

    assert setup.provider_id == "lab"
    assert setup.model == "glm-5"
    assert str(setup.model_origin) == "~/.codex/config.toml:1:9"
    assert str(setup.provider_origin) == "~/.codex/config.toml:2:18"
    assert setup.endpoint is not None
    assert setup.endpoint.url == "http://127.0.0.1:8080/v1/responses"
    assert setup.endpoint.is_loopback
    assert setup.credential.source == "env_key"
    assert setup.credential.name == "LAB_KEY"
    assert setup.credential.sent
    assert str(setup.origins["model_providers.lab.env_key"]) == "~/.codex/config.toml:7:11"
    assert known.headers == (("authorization", f"Bearer {KEY}".encode()),)
    assert KEY in known.known
    assert KEY not in repr(known)
    assert KEY not in repr(setup)


def test_a_later_layer_wins_and_the_origin_says_which(tmp_path: Path) -> None:
    files = {
        "etc/config.toml": 'model = "system"\n[model_providers.lab]\nsupports_websockets = true\n',
        "home/.codex/work.config.toml": 'model = "profile"\n',
        "work/.codex/config.toml": 'model = "project"\n',
        "etc/managed_config.toml": 'model = "managed"\n',
    }
    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    options: dict[str, Any] = {"profile": "work", "overrides": ("model=option",)}
    setup = resolved(tmp_path, trusted, files=files, **options)

    assert setup.model == "managed"
    assert setup.supports_websockets
    assert [layer.name for layer in setup.layers if layer.state == "read"] == [
        "system", "user", "profile", "project", "options", "managed",
    ]  # fmt: skip
    assert kinds(setup) == ["config.policy_overrides"]
    above = resolved(tmp_path, trusted, files=files, model="flag", **options)
    assert (above.model, above.problems) == ("flag", ())


def test_an_override_is_toml_or_else_a_plain_string(tmp_path: Path) -> None:
    values = {
        "model=gpt-x": "gpt-x",
        "model='q'": "q",
        'model="q': "q",
        " model = zz ": "zz",
        'model="a"\nb=1': "a",
    }
    for text, model in values.items():
        assert resolved(tmp_path, overrides=(text,)).model == model


@pytest.mark.parametrize("text", ["model", "=x"])
def test_an_override_without_key_or_value_is_refused(text: str, tmp_path: Path) -> None:
    assert fatal(resolved(tmp_path, overrides=(text,))) == ["config.toml_syntax"]


def test_everything_may_come_from_the_command_line(tmp_path: Path) -> None:
    setup = resolved(
        tmp_path,
        None,
        environ={},
        overrides=(
            'model="m"',
            "model_provider=l",
            'model_providers.l={name="L",base_url="http://localhost:1/v1"}',
        ),
    )

    assert setup.problems == ()
    assert str(setup.provider_origin) == "-c model_provider"


def test_an_endpoint_that_is_not_configured_acts_as_a_provider(tmp_path: Path) -> None:
    setup = resolved(tmp_path, base_url="http://localhost:9/v1", env_key="LAB_KEY", model="m")

    assert setup.problems == ()
    assert setup.provider_id == "codex-doctor-adhoc"
    assert setup.endpoint is not None
    assert setup.endpoint.url == "http://localhost:9/v1/responses"
    bare = resolved(tmp_path / "bare", None, base_url="http://localhost:9/v1")
    assert kinds(bare) == ["config.model_unset"]
    assert bare.credential.source == "none"


# ----- files that are no files


def test_no_configuration_at_all_is_fatal_and_names_what_was_meant(tmp_path: Path) -> None:
    setup = resolved(tmp_path, None, environ={}, files={"home/.codex/config.yaml": "a: 1\n"})

    assert only(setup).kind == "config.missing"
    assert only(setup).details["others"] == "~/.codex/config.yaml"


def test_a_directory_a_fifo_and_a_loop_of_links_are_problems(tmp_path: Path) -> None:
    inputs = inputs_in(tmp_path, None)
    path = tmp_path / "home/.codex/config.toml"
    path.mkdir()
    assert only(resolve(inputs)[0]).details["reason"] == "directory"
    path.rmdir()
    os.mkfifo(path)
    assert only(resolve(inputs)[0]).details["reason"] == "not_a_file"
    path.unlink()
    path.symlink_to(path)
    assert only(resolve(inputs)[0]).details["reason"] == "error"


def test_a_huge_file_is_a_problem(tmp_path: Path) -> None:
    inputs = inputs_in(tmp_path, None)
    with (tmp_path / "home/.codex/config.toml").open("wb") as file:
        file.truncate(11_000_000)

    assert only(resolve(inputs)[0]).details["reason"] == "too_large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_read_permission_is_a_problem(tmp_path: Path) -> None:
    inputs = inputs_in(tmp_path)
    (tmp_path / "home/.codex/config.toml").chmod(0)

    assert only(resolve(inputs)[0]).details["reason"] == "denied"


# ----- CODEX_HOME


def test_codex_home_must_be_an_existing_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for value, reason in {
        "/nonexistent": "missing",
        "~/x": "tilde",
        str(tmp_path / "file"): "not_a_directory",
        "a\0b": "missing",
    }.items():
        problem = only(resolved(tmp_path, environ={"CODEX_HOME": value}))
        assert problem.kind == "env.codex_home_invalid"
        assert problem.details["reason"] == reason


def test_codex_home_may_be_relative_or_empty(tmp_path: Path) -> None:
    files = {"work/cx/config.toml": CONFIG}
    environ = {"CODEX_HOME": "cx", "LAB_KEY": KEY}
    assert resolved(tmp_path, None, files=files, environ=environ).problems == ()
    assert resolved(tmp_path, environ={"CODEX_HOME": "", "LAB_KEY": KEY}).problems == ()


def test_no_home_folder_is_a_problem(tmp_path: Path) -> None:
    setup = resolved(tmp_path, home=None)

    assert only(setup).details == {"reason": "no_home"}


# ----- projects


def test_a_project_is_read_only_when_it_is_trusted(tmp_path: Path) -> None:
    files = {"work/.codex/config.toml": 'model = "project"\n'}
    assert resolved(tmp_path, files=files).model == "glm-5"
    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    assert resolved(tmp_path, trusted, files=files).model == "project"


def test_a_broken_project_file_matters_only_when_it_is_trusted(tmp_path: Path) -> None:
    files = {"work/.codex/config.toml": "model =\n"}
    assert resolved(tmp_path, files=files).problems == ()
    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    assert fatal(resolved(tmp_path, trusted, files=files)) == ["config.toml_syntax"]


def test_a_project_cannot_choose_the_provider(tmp_path: Path) -> None:
    files = {"work/.codex/config.toml": 'model_provider = "evil"\nmodel = "project"\n'}
    setup = resolved(tmp_path, CONFIG + TRUSTED.format(tmp_path / "work"), files=files)

    assert kinds(setup) == ["config.project_key_ignored"]
    assert (setup.provider_id, setup.model) == ("lab", "project")


def test_trust_of_the_root_holds_below_it_and_the_nearest_file_wins(tmp_path: Path) -> None:
    files = {
        "work/.git/HEAD": "",
        "work/.codex/config.toml": 'model = "root"\n',
        "work/sub/.codex/config.toml": 'model = "sub"\n',
    }
    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    setup = resolved(tmp_path, trusted, files=files, cwd=tmp_path / "work" / "sub")

    assert setup.model == "sub"


# ----- profiles


def test_a_profile_without_its_file_is_said_and_not_fatal(tmp_path: Path) -> None:
    files = {"home/.codex/other.config.toml": ""}
    problem = only(resolved(tmp_path, profile="work", files=files))

    assert (problem.kind, problem.fatal) == ("config.profile_missing", False)
    assert problem.details["others"] == "other"


def test_a_profile_name_with_a_dot_is_refused(tmp_path: Path) -> None:
    assert fatal(resolved(tmp_path, profile="x.config.toml")) == ["config.profile_missing"]


def test_a_profile_table_stops_codex_only_when_it_is_selected(tmp_path: Path) -> None:
    config = CONFIG + '[profiles.x]\nmodel = "q"\nmodel_context_window = 5\n'
    assert only(resolved(tmp_path, config, profile="x")).kind == "config.profile_legacy"
    files = {"home/.codex/x.config.toml": ""}
    problem = only(resolved(tmp_path, config, profile="x", files=files))
    assert problem.kind == "config.profile_legacy"
    assert problem.details["content"] == 'model = "q"\nmodel_context_window = 5'


# ----- ending up at OpenAI


def test_a_provider_that_nobody_selects_is_fatal_without_a_login(tmp_path: Path) -> None:
    config = CONFIG.replace('model_provider = "lab"\n', "")
    assert fatal(resolved(tmp_path, config)) == ["config.provider_not_selected"]
    files = {"home/.codex/auth.json": AUTH_JSON}
    setup = resolved(tmp_path, config, files=files)
    assert (fatal(setup), kinds(setup)) == ([], ["config.provider_not_selected"])
    files["home/.codex/lab.config.toml"] = 'model_provider = "lab"\n'
    assert resolved(tmp_path, config, files=files).problems == ()


def test_a_selection_that_slid_below_a_table_is_the_fatal_problem(tmp_path: Path) -> None:
    head, table = CONFIG.split("\n\n", 1)
    setup = resolved(tmp_path, f"{table}{head}\n")

    selection, model = sorted(setup.problems, key=lambda problem: not problem.fatal)
    assert (selection.kind, selection.fatal) == ("config.key_misplaced", True)
    assert selection.details["table"] == "model_providers.lab"
    assert str(selection.location) == "~/.codex/config.toml:7:1"
    assert (model.kind, model.fatal) == ("config.key_misplaced", False)


def test_a_model_that_slid_is_a_warning_that_covers_the_unset_model(tmp_path: Path) -> None:
    config = CONFIG.replace('model = "glm-5"\n', "") + 'model = "glm-5"\n'
    setup = resolved(tmp_path, config)

    assert (kinds(setup), fatal(setup)) == (["config.key_misplaced"], [])
    assert setup.model == "gpt-6.1-sol"


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


# ----- addresses


@pytest.mark.parametrize(
    ("base_url", "path"),
    [
        ("http://h/v1/", "/v1/responses"),
        ("http://h/v1//", "/v1/responses"),
        ("http://h", "/responses"),
        (" http://h/v1", "/v1/responses"),
        ("http://h/v1\\n", "/v1/responses"),
        ("HTTP://H/a/../v1", "/v1/responses"),
        ("http:/h/v1", "/v1/responses"),
        ("http://h/v1/responses", "/v1/responses/responses"),
        ("http://u:p@h/v1", "/v1/responses"),
    ],
)
def test_the_address_is_joined_as_codex_joins_it(base_url: str, path: str, tmp_path: Path) -> None:
    setup = resolved(tmp_path, CONFIG.replace("http://127.0.0.1:8080/v1", base_url))

    assert setup.endpoint is not None
    assert (setup.endpoint.host, setup.endpoint.path) == ("h", path)
    assert "u:p" not in setup.endpoint.base_url


@pytest.mark.parametrize(
    ("base_url", "reason"),
    [
        ("127.0.0.1:80/v1", "no_scheme"),
        ("localhost:80/v1", "no_scheme"),
        ("//h/v1", "no_scheme"),
        ("", "empty"),
        ("${X}/v1", "variable"),
        ("https://h/${X}", "variable"),
        ("ftp://h/v1", "scheme"),
        ("http://http://h", "scheme_twice"),
        ("http://h:99999/v1", "not_a_url"),
        ("http://h/v1 ", "blank"),
        ("http://h/v1\u00a0", "blank"),
    ],
)
def test_an_address_that_cannot_be_used_is_fatal(
    base_url: str, reason: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, CONFIG.replace("http://127.0.0.1:8080/v1", base_url))

    assert only(setup).kind == "config.base_url_invalid"
    assert only(setup).details["reason"] == reason
    assert setup.endpoint is None


@pytest.mark.parametrize("tail", ["?a=1", "#x"])
def test_a_query_in_base_url_is_fatal(tail: str, tmp_path: Path) -> None:
    setup = resolved(tmp_path, CONFIG.replace("/v1", f"/v1{tail}"))

    assert only(setup).kind == "config.base_url_query"


@pytest.mark.parametrize("line", ["", 'baseurl = "http://h/v1"\n', 'base-url = "http://h/v1"\n'])
def test_without_base_url_nothing_may_be_sent(line: str, tmp_path: Path) -> None:
    config = CONFIG.replace('base_url = "http://127.0.0.1:8080/v1"\n', line)
    setup, known = resolve(inputs_in(tmp_path, config))

    assert only(setup).kind == "config.base_url_missing"
    assert (setup.endpoint, known.url) == (None, None)


def test_a_provider_without_base_url_may_be_meant_for_openai(tmp_path: Path) -> None:
    config = CONFIG.replace('base_url = "http://127.0.0.1:8080/v1"\n', "")
    config = config.replace("LAB_KEY", "OPENAI_API_KEY")
    setup = resolved(tmp_path, config, environ={"OPENAI_API_KEY": KEY})

    assert setup.problems == ()
    assert setup.endpoint is not None
    assert setup.endpoint.host == "api.openai.com"


def test_query_parameters_are_joined_raw_and_shown_masked(tmp_path: Path) -> None:
    config = CONFIG + 'query_params = { "x y" = "a b&c=0123456789" }\n'
    setup, known = resolve(inputs_in(tmp_path, config))

    assert known.url == "http://127.0.0.1:8080/v1/responses?x%20y=a%20b&c=0123456789"
    assert setup.endpoint is not None
    assert "0123456789" not in setup.endpoint.url


def test_plain_http_to_another_machine_is_a_warning_unless_the_key_is_a_dummy(
    tmp_path: Path,
) -> None:
    config = CONFIG.replace("127.0.0.1", "box.example")
    assert kinds(resolved(tmp_path, config)) == ["config.secret_exposed"]
    assert resolved(tmp_path, config, environ={"LAB_KEY": "ollama"}).problems == ()


# ----- versions


def test_an_old_version_has_the_old_rules(tmp_path: Path) -> None:
    chat = CONFIG.replace('"responses"', '"chat"')
    assert fatal(resolved(tmp_path, chat, codex_version="0.80.0")) == []
    assert resolved(tmp_path, chat, codex_version="0.60.0").problems == ()
    reserved = CONFIG + '[model_providers.ollama]\nname = "b"\n'
    assert fatal(resolved(tmp_path, reserved, codex_version="0.58.0")) == []
    selected = reserved.replace('= "lab"', '= "ollama"').replace('"b"', '"b"\nbase_url="http://h"')
    assert resolved(tmp_path, selected, codex_version="0.58.0").provider_name == "b"
    old = resolved(tmp_path, codex_version="0.40.0", profile="x")
    assert fatal(old) == ["config.profile_missing"]
    silent = resolved(
        tmp_path, CONFIG.replace('wire_api = "responses"\n', ""), codex_version="0.94.0"
    )
    assert [(one.kind, one.fatal) for one in silent.problems] == [("config.wire_api_chat", False)]
    assert str(silent.problems[0].location) == "~/.codex/config.toml:4:2"


def test_bedrock_has_no_endpoint_and_no_problem(tmp_path: Path) -> None:
    setup = resolved(tmp_path, 'model_provider = "amazon-bedrock"\nmodel = "m"\n', environ={})

    assert (setup.problems, setup.endpoint) == ((), None)


def test_inputs_are_enough_without_any_folder() -> None:
    setup, _ = resolve(Inputs(environ={}, cwd=Path("/nonexistent"), home=Path("/nonexistent")))

    assert fatal(setup) == ["config.missing"]


def test_headers_that_codex_sets_for_each_request_cannot_be_configured(tmp_path: Path) -> None:
    names = ("Accept", "session-id", "X-Codex-Window-Id", "Originator")
    headers = ", ".join(f'"{name}" = "mine"' for name in names)
    known = secrets(tmp_path, f"{CONFIG}http_headers = {{ {headers} }}\n")

    assert [name for name, _ in known.headers] == ["authorization", "Originator"]


def test_a_setting_among_the_requirements_is_said_to_be_ignored(tmp_path: Path) -> None:
    text = 'model_provider = "lab"\nmodel = "x"\n'
    problem = only(resolved(tmp_path, files={"etc/requirements.toml": text}))

    assert (problem.kind, problem.key, problem.fatal) == ("config.unknown_key", "model", False)
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == (2, 1)


def test_a_password_in_the_url_is_said_and_never_shown(tmp_path: Path) -> None:
    setup = resolved(tmp_path, CONFIG.replace("http://", "http://me:s3cret-word@"))

    problem = only(setup)
    assert (problem.kind, problem.details["reason"]) == ("config.secret_exposed", "url")
    assert not problem.fatal
    assert "s3cret-word" not in repr(problem)


def test_the_address_of_another_service_in_a_header_is_no_secret(tmp_path: Path) -> None:
    headers = '"x-host" = "http://10.0.0.7:4000/v1", "x-hook" = "https://h/abcdefghijklmnop123"'
    known = secrets(tmp_path, f"{CONFIG}http_headers = {{ {headers} }}\n")

    assert "http://10.0.0.7:4000/v1" not in known.known
    assert "https://h/abcdefghijklmnop123" in known.known
