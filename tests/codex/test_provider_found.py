"""Which provider Codex ends up with, and how each version speaks to it."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.config.layers import dotted, merge
from codex_doctor.facts.provider_problems import ProviderUndefined
from setups import CONFIG, TRUSTED, about, kinds, resolved

if TYPE_CHECKING:
    from pathlib import Path

NEWEST = "0.169.0"
BARE = string.ascii_letters + string.digits + "_-"


def mine(wire_api: str = "", *, name: str = "lab") -> str:
    config = CONFIG.replace(
        'wire_api = "responses"\n', f'wire_api = "{wire_api}"\n' * bool(wire_api)
    )
    return config.replace("providers.lab]", f"providers.{name}]").replace('"lab"', f'"{name}"')


@pytest.mark.parametrize(("value", "number"), [("7", 7), ("0", 0), ("-1", 4), ("true", 4)])
def test_a_number_that_codex_refuses_counts_as_none(
    tmp_path: Path, value: str, number: int
) -> None:
    setup = resolved(tmp_path, f"{CONFIG}request_max_retries = {value}\n")

    assert setup.request_max_retries == number


@pytest.mark.parametrize(
    ("name", "version", "port"),
    [
        ("oss", "0.58.0", 11434),
        ("oss", NEWEST, None),
        ("ollama", "0.58.0", None),
        ("ollama", NEWEST, 11434),
        ("lmstudio", NEWEST, 1234),
    ],
)
def test_local_providers_are_where_they_always_are(
    tmp_path: Path, name: str, version: str, port: int | None
) -> None:
    setup = resolved(tmp_path, f'model_provider = "{name}"\n', codex_version=version)

    assert (setup.endpoint.port if setup.endpoint else None) == port


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({"CODEX_OSS_PORT": "65535"}, "http://localhost:65535/v1"),
        ({"CODEX_OSS_PORT": "65536"}, "http://localhost:11434/v1"),
        ({"CODEX_OSS_PORT": "\u0661\u0662"}, "http://localhost:11434/v1"),
        ({"CODEX_OSS_PORT": "5", "CODEX_OSS_BASE_URL": " "}, "http://localhost:5/v1"),
        ({"CODEX_OSS_PORT": "5", "CODEX_OSS_BASE_URL": "http://h/v1"}, "http://h/v1"),
    ],
)
def test_variables_move_the_local_providers(
    tmp_path: Path, environ: dict[str, str], address: str
) -> None:
    setup = resolved(tmp_path, 'model_provider = "ollama"\n', environ=environ)

    assert setup.endpoint is not None
    assert setup.endpoint.base_url == address


@pytest.mark.parametrize(
    ("config", "environ", "version", "host"),
    [
        ("", {}, "0.117.0", "api.openai.com"),
        ("", {"OPENAI_BASE_URL": ""}, "0.117.0", "api.openai.com"),
        ("", {"OPENAI_BASE_URL": "http://v/v1"}, "0.117.0", "v"),
        ("", {"OPENAI_BASE_URL": "http://v/v1"}, NEWEST, "api.openai.com"),
        ('openai_base_url = "http://k/v1"\n', {}, "0.114.0", "api.openai.com"),
        ('openai_base_url = "http://k/v1"\n', {}, NEWEST, "k"),
    ],
)
def test_openai_is_moved_by_what_the_version_reads(
    tmp_path: Path, config: str, environ: dict[str, str], version: str, host: str
) -> None:
    setup = resolved(tmp_path, config, environ=environ, codex_version=version)

    assert setup.endpoint is not None
    assert setup.endpoint.host == host


@pytest.mark.parametrize(
    ("flag", "version", "tries"),
    [("true", NEWEST, True), ("false", NEWEST, False), ("true", "0.115.0", False)],
)
def test_a_provider_gets_a_web_socket_where_it_asks_for_one(
    tmp_path: Path, flag: str, version: str, tries: bool
) -> None:
    config = f"{CONFIG}supports_websockets = {flag}\n"

    assert resolved(tmp_path, config, codex_version=version).supports_websockets is tries


@pytest.mark.parametrize(
    ("config", "version", "speaks"),
    [
        ('model_provider = "ollama"\n', "0.86.0", True),
        ('model_provider = "lmstudio"\n', "0.86.0", True),
        ('model_provider = "oss"\n', "0.58.0", True),
        ('model_provider = "ollama"\n', "0.87.0", False),
        ('model_provider = "openai"\n', "0.58.0", False),
        (mine("responses", name="ollama"), "0.58.0", False),
        (mine("responses"), "0.94.0", False),
        (mine("chat"), "0.94.0", True),
        (mine("chat"), "0.95.0", False),
        (mine(), "0.94.0", True),
        (mine(), "0.95.0", False),
    ],
)
def test_chat_is_spoken_by_old_versions(
    tmp_path: Path, config: str, version: str, speaks: bool
) -> None:
    assert resolved(tmp_path, config, codex_version=version).speaks_chat is speaks


@pytest.mark.parametrize(
    ("config", "overrides", "layer", "line"),
    [
        (mine(name="a").replace('= "a"', '= "b"'), (), "user", 'model_provider = "b"'),
        (CONFIG, ('model_provider="b"',), "options", ""),
    ],
)
def test_a_problem_shows_the_layer_and_the_line_that_it_comes_from(
    tmp_path: Path, config: str, overrides: tuple[str, ...], layer: str, line: str
) -> None:
    (problem,) = resolved(tmp_path, config, overrides=overrides).problems

    assert problem.kind == "config.provider_undefined"
    assert (problem.layer, problem.line) == (layer, line)
    assert (line in problem.excerpt) if line else problem.excerpt == ""


@pytest.mark.parametrize(
    ("part", "shown"),
    [("", '""'), ("a b", '"a b"'), ('"', '"\\""'), ("a-b_1", "a-b_1"), (BARE, BARE)],
)
def test_a_path_of_keys_is_written_as_toml_has_it(part: str, shown: str) -> None:
    assert dotted(("x", part)) == f"x.{shown}"


def test_only_tables_are_merged() -> None:
    low = {"a": {"b": 1, "c": 1}, "d": {"e": 1}, "f": 1}

    assert merge(low, {"a": {"b": 2}, "d": 3, "f": {"g": 4}}) == {
        "a": {"b": 2, "c": 1},
        "d": 3,
        "f": {"g": 4},
    }


@pytest.mark.parametrize(
    ("wanted", "nearest"), [("OpenAI", "openai"), ("Ollama", "ollama"), ("LMStudio", "lmstudio")]
)
def test_a_built_in_provider_in_other_letters_is_told(
    tmp_path: Path, wanted: str, nearest: str
) -> None:
    (problem,) = resolved(tmp_path, f'model_provider = "{wanted}"\n', environ={}).problems

    found = about(problem, ProviderUndefined)
    assert (found.reason, found.nearest) == ("case", nearest)


FLAT = 'model_provider = "gw"\nbase_url = "http://127.0.0.1:8080/v1"\nenv_key = "LAB_KEY"\n'


def test_fields_beside_all_tables_are_those_of_the_provider_that_is_missing(
    tmp_path: Path,
) -> None:
    setup = resolved(tmp_path, FLAT)
    problem = next(one for one in setup.problems if one.kind == "config.provider_undefined")

    found = about(problem, ProviderUndefined)
    assert (found.base_url, found.env_key) == ("http://127.0.0.1:8080/v1", "LAB_KEY")


@pytest.mark.parametrize(
    ("config", "project"),
    [
        ('model_provider = "gw"\n', FLAT.replace('model_provider = "gw"\n', "")),
        (FLAT.replace("http://", "http://u:hunter2hunter2@"), ""),
    ],
)
def test_neither_a_project_nor_a_secret_says_where_the_key_goes(
    tmp_path: Path, config: str, project: str
) -> None:
    trusted = TRUSTED.format(tmp_path / "work")
    setup = resolved(
        tmp_path, config + trusted, files={"work/.git/HEAD": "", "work/.codex/config.toml": project}
    )
    problem = next(one for one in setup.problems if one.kind == "config.provider_undefined")

    assert about(problem, ProviderUndefined).base_url == ""


@pytest.mark.parametrize("name", ["amazon-bedrock", "amazon-bedrock-runtime"])
@pytest.mark.parametrize(("version", "is_there"), [("0.122.0", False), (NEWEST, True)])
def test_bedrock_is_built_in_since_it_is(
    tmp_path: Path, name: str, version: str, is_there: bool
) -> None:
    setup = resolved(tmp_path, f'model_provider = "{name}"\n', environ={}, codex_version=version)

    assert ("config.provider_undefined" in kinds(setup)) is not is_there


def test_local_providers_use_no_login_and_no_web_socket(tmp_path: Path) -> None:
    files = {"home/.codex/auth.json": '{"OPENAI_API_KEY": "sk-lab-0123456789abcdef"}'}

    sources = {
        name: resolved(tmp_path, f'model_provider = "{name}"\n', environ={}, files=files)
        for name in ("openai", "ollama")
    }

    assert sources["openai"].credential.source == "auth.json"
    assert sources["openai"].supports_websockets
    assert sources["ollama"].credential.source == "none"
    assert not sources["ollama"].supports_websockets


@pytest.mark.parametrize(
    ("address", "is_said"),
    [
        ("https://chatgpt.com/backend-api/", False),
        ("https://chatgpt.com:443/backend-api/", False),
        ("https://auth.openai.com", False),
        ("https://gw.example/v1", True),
        ("https://notopenai.com/v1", True),
        ("gw.example", True),
    ],
)
def test_another_address_in_chatgpt_base_url_is_said_to_move_nothing(
    tmp_path: Path, address: str, *, is_said: bool
) -> None:
    setup = resolved(tmp_path, f'model = "glm-5"\nchatgpt_base_url = "{address}"\n')

    assert ("env.base_url_ignored" in kinds(setup)) is is_said
