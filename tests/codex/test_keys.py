from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.codex import versions
from codex_doctor.facts.config_problems import UnknownKey
from codex_doctor.secrets.file_lines import mask_line
from codex_doctor.secrets.key_form import (
    clean_key,
    describe_character,
    is_key_itself,
    odd_forms,
)
from codex_doctor.secrets.masking import fingerprint, is_secret_name, show_text
from codex_doctor.words.told import said
from setups import CONFIG, about, kinds, only, resolved

if TYPE_CHECKING:
    from pathlib import Path


def test_a_fingerprint_can_be_compared_and_shows_four_characters() -> None:
    shown = str(fingerprint("sk-0123456789abcdef-89ab"))

    assert shown.startswith("sk-…89ab (24 characters, id ")
    assert shown == str(fingerprint("sk-0123456789abcdef-89ab"))
    assert shown != str(fingerprint("sk-1123456789abcdef-89ab"))
    assert str(fingerprint("0123456789abcde")).startswith("(15 characters")
    assert str(fingerprint("x")).startswith("(1 character,")
    assert str(fingerprint("0123456789abcde\n")).startswith("… (16")


@given(st.text(min_size=8))
def test_a_fingerprint_never_holds_half_of_the_key(key: str) -> None:
    shown = str(fingerprint(key))

    if len(key) < 16:
        assert key not in shown.split(" (")[0]
    else:
        assert key[: len(key) // 2] not in shown.split(" (")[0]


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ('api_key = "short"', 'api_key = "*****"'),
        ("api_key = bare-secret", "api_key = ***********"),
        ("token = “0123456789”", "token = “**********”"),
        ('env_key = "LAB_KEY"', 'env_key = "LAB_KEY"'),
        ("requires_openai_auth = true", "requires_openai_auth = true"),
        ("auth = { command = 'x' }", "auth = { command = 'x' }"),
        ('x = "sk-0123456789abcdef"', 'x = "*******************"'),
        ("sk-0123456789abcdef", "*******************"),
        ('h = { Authorization = "Bearer abc", A = "b" }',
         'h = { Authorization = "**********", A = "b" }'),
        ('secret = "abc', 'secret = "abc'),
        ('name = "an ordinary text of some length"', 'name = "an ordinary text of some length"'),
    ],
)  # fmt: skip
def test_a_line_is_masked_and_its_columns_stay(line: str, masked: str) -> None:
    assert mask_line(line) == masked


def test_secret_names_are_told_from_those_that_only_point() -> None:
    secret = [
        "api_key",
        "OPENAI_API_KEY",
        "x.password",
        "DB_PASS",
        "SSHPASS",
        "GH_PAT",
        "aws-creds",
    ]
    others = ["env_key", "model", "token_limit", "BYPASS", "COMPASS", "passes", "compat", "sacred"]

    assert [name for name in (*secret, *others) if is_secret_name(name)] == secret


def test_a_text_of_the_outside_is_shown_on_one_line() -> None:
    assert show_text("a\nb\r\t\x1b\u200b") == "a\\nb\\r\\t\\x1b\\u200b"
    assert show_text("x" * 200) == "x" * 119 + "…"


def test_ordinary_keys_are_not_odd() -> None:
    for key in (
        "sk-proj-abc123", "AKIA0123", "0123", "ollama", "my-team-key-17", "sk-test-51abc",
        "bXkga2V5==", "api-key==", "team:secret:9", "key-1=a/b=",
    ):  # fmt: skip
        assert odd_forms(key) == ()


def test_a_control_character_is_named_with_its_place() -> None:
    assert said(describe_character("abc\r\n")) == "a carriage return at its end"
    assert said(describe_character("a\x01b")) == "the control character 0x01 as character 2 of 3"
    assert clean_key(' "Bearer sk-1\n" ') == "sk-1"


@pytest.mark.parametrize(
    "line",
    [
        "LAB_KEY=sk-1", "export LAB_KEY='sk-1'", ' export LAB = "sk-1" ', "set KEY=sk-1\r\n",
        "Authorization: Bearer sk-1", "authorization:bearer sk-1", "api-key: sk-1",
        "$env:X = 'sk-1'", "declare -x X=sk-1",
    ],
)  # fmt: skip
def test_a_line_holds_the_key_behind_its_name(line: str) -> None:
    assert clean_key(line) == "sk-1"
    assert odd_forms(line)[-1] == "assignment"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{env:GW_KEY}", False),
        ("${{ secrets.GW_KEY }}", False),
        ("{env:sk_live_abcdefgh1234567890}", True),
    ],
)
def test_a_reference_to_a_variable_is_no_key_unless_a_key_is_in_it(
    text: str, expected: bool
) -> None:
    assert is_key_itself(text) is expected


@pytest.mark.parametrize(
    "document",
    ['{"token": "sk-1"}', ' {\n  "token": "sk-1",\n  "expires_in": 3600\n}\n'],
)
def test_a_document_holds_the_key_as_its_first_text(document: str) -> None:
    assert clean_key(document) == "sk-1"
    assert odd_forms(document)[-1] == "assignment"


@pytest.mark.parametrize("value", ["sk-0123456789abcdef", "'sk-0123456789abcdef'"])
def test_a_line_in_the_place_of_a_name_is_a_key(value: str) -> None:
    assert is_key_itself(f"export LAB_KEY={value}")


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ('base_url2 = "x"', "base_url"),
        ('api_key = "0123456789"', "env_key"),
        ('api_key = "sk-0123456789abcdef0123456789abcdef"', "experimental_bearer_token"),
        ('Wire-API = "x"', "wire_api"),
        ("timeout = 5", "stream_idle_timeout_ms"),
        ("zork = 1", ""),
    ],
)
def test_an_unknown_key_comes_with_the_nearest_known_one(
    line: str, nearest: str, tmp_path: Path
) -> None:
    problem = only(resolved(tmp_path, f"{CONFIG}{line}\n"))

    assert (problem.kind, problem.fatal) == ("config.unknown_key", False)
    assert about(problem, UnknownKey).nearest == nearest
    assert "0123456789" not in problem.line
    assert "0123456789" not in problem.excerpt


def test_unknown_keys_at_the_top_and_provider_fields_there(tmp_path: Path) -> None:
    config = 'modle = "x"\nbase_url = "http://x"\n[mcpServers.x]\na = 1\n[provider]\n' + "b = 1\n"
    setup = resolved(tmp_path, CONFIG.replace("\n\n", "\n" + config + "\n", 1))

    assert (
        kinds(setup) == ["config.unknown_key", "config.key_misplaced"] + ["config.unknown_key"] * 2
    )
    nearest = [p.about.nearest for p in setup.problems if isinstance(p.about, UnknownKey)]
    assert nearest == ["model", "mcp_servers", ""]


@pytest.mark.parametrize(
    "table",
    ["projects.'/x'", "mcp_servers.x", "model_providers.lab.http_headers", "tui", "history"],
)
def test_a_selection_below_any_table_is_misplaced(table: str, tmp_path: Path) -> None:
    command = "command = 'x'\n" if table.startswith("mcp") else ""
    config = f"{CONFIG}[{table}]\n{command}model_provider = 'x'\n"

    assert kinds(resolved(tmp_path, config)) == ["config.key_misplaced"]


def test_a_table_that_codex_does_not_know_is_told_by_what_slid_below_it(tmp_path: Path) -> None:
    table = '[model_provider_config]\nopenai_base_url = "http://127.0.0.1:4000/v1"\n'

    assert kinds(resolved(tmp_path / "a", f"{CONFIG}{table}")) == ["config.key_misplaced"]
    other = kinds(resolved(tmp_path / "b", f'{CONFIG}[model_provider_config]\nx = "y"\n'))
    assert other == ["config.unknown_key"]


def test_versions_are_compared_by_number() -> None:
    assert versions.parse_version("v0.170.0-alpha.2") == (0, 170, 0)
    assert versions.parse_version("1.x") == (1, 0, 0)
    assert versions.holds("chat_wire_api_removed", None)
    assert not versions.holds("chat_wire_api_removed", "0.94.0")
    assert versions.holds("env_base_url_read", "0.9.0")
    assert versions.default_model(None) == "gpt-6.2-sol"
    assert versions.default_model("0.20.0") == "gpt-5"
    assert versions.sentence("toml_1_1")
    with pytest.raises(KeyError):
        versions.holds("no_such_behaviour", None)


def test_a_field_of_an_inner_table_is_no_key_of_the_top_level(tmp_path: Path) -> None:
    config = f'{CONFIG}[model_providers.lab.aws]\nprofile = "x"\n'

    assert kinds(resolved(tmp_path, config, codex_version="0.120.0")) == []


@pytest.mark.parametrize(("command", "stops"), [("", True), ('command = "x"\n', False)])
def test_a_key_that_slid_below_a_server_stops_codex_where_it_leaves_none(
    command: str, stops: bool, tmp_path: Path
) -> None:
    config = f"{CONFIG}[mcp_servers.x]\n{command}stream_max_retries = 1\n"

    problem = only(resolved(tmp_path, config))
    assert (problem.kind, problem.fatal) == ("config.key_misplaced", stops)
