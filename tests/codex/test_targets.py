from __future__ import annotations

from pathlib import Path

import pytest

from codex_doctor.codex.resolve import resolve
from codex_doctor.facts import Inputs
from codex_doctor.facts.config_problems import Exposure
from codex_doctor.facts.provider_problems import BaseUrlFault
from setups import CONFIG, KEY, about, fatal, inputs_in, kinds, only, resolved, secrets


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
    assert about(only(setup), BaseUrlFault).reason == reason
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
    assert (problem.kind, about(problem, Exposure).reason) == ("config.secret_exposed", "url")
    assert not problem.fatal
    assert "s3cret-word" not in repr(problem)


def test_the_address_of_another_service_in_a_header_is_no_secret(tmp_path: Path) -> None:
    headers = '"x-host" = "http://10.0.0.7:4000/v1", "x-hook" = "https://h/abcdefghijklmnop123"'
    known = secrets(tmp_path, f"{CONFIG}http_headers = {{ {headers} }}\n")

    assert "http://10.0.0.7:4000/v1" not in known.known
    assert "https://h/abcdefghijklmnop123" in known.known
