from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.resolve import resolve
from codex_doctor.facts.config_problems import Exposure
from codex_doctor.facts.key_problems import (
    DotenvIgnored,
    DotenvShadows,
    HeaderVariableUnset,
    KeyEmpty,
    KeyForm,
    KeyUnset,
)
from codex_doctor_checks.setup.environment import finding_for
from setups import CONFIG, KEY, NO_KEY, about, fatal, inputs_in, kinds, only, resolved, secrets

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "env.key_unset"),
        ("", "env.key_empty"),
        (" \t ", "env.key_empty"),
        ("abc\udcff123", "env.key_unset"),
    ],
)
def test_codex_stops_without_a_key(value: str | None, kind: str, tmp_path: Path) -> None:
    environ = {} if value is None else {"LAB_KEY": value}
    setup = resolved(tmp_path, environ=environ)

    assert fatal(setup) == [kind]
    assert not setup.credential.sent
    assert str(only(setup).location) == "~/.codex/config.toml:7:11"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("sk-abcdef123456\n", "env.key_control_characters"),
        ("sk-abc\x01def123456", "env.key_control_characters"),
        ('"sk-abcdef123456"', "env.key_quoted"),
        ("sk-abcdef123456'", "env.key_quoted"),
        ("Bearer sk-abcdef123456", "env.key_bearer_prefix"),
        ("LAB_KEY=sk-abcdef123456", "env.key_assignment"),
        ("LAB_KEY='sk-abcdef123456'", "env.key_assignment"),
        ('export LAB = "sk-abcdef123456"', "env.key_assignment"),
        ("$env:LAB='sk-abcdef123456'", "env.key_assignment"),
        ("Authorization: Bearer sk-abcdef123456", "env.key_assignment"),
        ("x-api-key: sk-abcdef123456", "env.key_assignment"),
        ("sk-abcdef123456,", "env.key_assignment"),
        ("sk-abcdef123456 ;", "env.key_assignment"),
        ("sk-abcdef123456 # of the team", "env.key_assignment"),
        ("sk-abcdef123456 // see https://wiki", "env.key_assignment"),
        ("LAB_KEY=YOUR_API_KEY", "env.key_placeholder"),
        ("sk-abcdef123456\u200b", "env.key_not_ascii"),
        (" sk-abcdef123456", "env.key_whitespace"),
        ("YOUR_API_KEY", "env.key_placeholder"),
        ("sk-xxxxxxxxxxxx", "env.key_placeholder"),
        ("<your key>", "env.key_placeholder"),
        # What a fix of ours has in the place of the key, and what Chinese guides have there.
        ("paste the key here", "env.key_placeholder"),
        ("在此粘贴密钥", "env.key_placeholder"),
        ("你的密钥", "env.key_placeholder"),
        ("<你的密钥>", "env.key_placeholder"),
        ("sk-你的API_KEY", "env.key_placeholder"),
        ("sk-4f9c2a7d1b0e8你的密钥", "env.key_not_ascii"),
    ],
)
def test_an_odd_key_is_a_suspect_and_not_fatal(value: str, kind: str, tmp_path: Path) -> None:
    setup, known = resolve(inputs_in(tmp_path, environ={"LAB_KEY": value}))

    assert kinds(setup) == [kind]
    assert fatal(setup) == []
    carries = kind != "env.key_control_characters"
    assert setup.credential.sent is carries
    assert bool(known.headers) is carries
    if carries:
        assert known.headers[0][1] == f"Bearer {value}".encode()


@pytest.mark.parametrize(
    ("value", "is_name"),
    [("GW_API_KEY", True), ("gw_api_key", False), ("OTHER_API_KEY", False), ("HOME", False)],
)
def test_the_bare_name_of_a_variable_that_is_set_stands_for_its_value(
    value: str, *, is_name: bool, tmp_path: Path
) -> None:
    text = f'{CONFIG}http_headers = {{ x-team = "{value}" }}\n'
    environ = {"LAB_KEY": KEY, "GW_API_KEY": "sk-abcdef123456", "gw_api_key": "x", "HOME": "/h"}
    setup = resolved(tmp_path, text, environ=environ)

    forms = [one.about for one in setup.problems if isinstance(one.about, KeyForm)]
    named = [one.written.variable for one in forms if one.written]
    assert named == ([value] if is_name else [])


@pytest.mark.parametrize("value", ["ollama", "dummy", "EMPTY", "none", "lm-studio", "not-needed"])
def test_a_dummy_key_is_fine_and_no_secret(value: str, tmp_path: Path) -> None:
    setup, known = resolve(inputs_in(tmp_path, environ={"LAB_KEY": value}))

    assert setup.problems == ()
    assert known.known == frozenset()


def test_dotenv_fills_and_overrides_the_environment(tmp_path: Path) -> None:
    files = {"home/.codex/.env": "# keys\nLAB_KEY=from-the-file-123\n"}
    assert resolved(tmp_path, files=files, environ={}).problems == ()
    setup, known = resolve(inputs_in(tmp_path, files=files))

    assert known.headers == (("authorization", b"Bearer from-the-file-123"),)
    problem = only(setup)
    assert (problem.kind, problem.fatal, str(problem.location)) == (
        "env.dotenv_shadows", False, "~/.codex/.env:2:1",
    )  # fmt: skip
    assert about(problem, DotenvShadows).is_key
    assert {KEY, "from-the-file-123"} <= known.known
    old = secrets(tmp_path, files=files, codex_version="0.21.0")
    assert old.headers == (("authorization", f"Bearer {KEY}".encode()),)


def test_a_proxy_in_dotenv_that_differs_is_said(tmp_path: Path) -> None:
    files = {"home/.codex/.env": "HTTP_PROXY=http://u:password9@p2:3128\n"}
    environ = {"LAB_KEY": KEY, "HTTP_PROXY": "http://p1:3128"}
    setup, known = resolve(inputs_in(tmp_path, files=files, environ=environ))

    assert not about(only(setup), DotenvShadows).is_key
    assert setup.endpoint is not None
    assert setup.endpoint.proxy is not None
    assert setup.endpoint.proxy.url == "http://p2:3128"
    assert str(setup.endpoint.proxy.origin) == "~/.codex/.env:1:1"
    assert known.proxy_url == "http://u:password9@p2:3128"
    assert "password9" in known.known


@pytest.mark.parametrize(
    ("files", "reason", "place"),
    [
        ({"home/.codex/.env": "LAB_KEY: v\n"}, "line", "~/.codex/.env:1:1"),
        ({"home/.codex/.env": b"\xef\xbb\xbfLAB_KEY=v\n"}, "mark", "~/.codex/.env:1:1"),
        ({"home/.codex/.env": b"A=1\nLAB_KEY=\xe9\n"}, "line", "~/.codex/.env:2:1"),
        ({"work/.env": "\nLAB_KEY=v\n"}, "place", ".env:2"),
        ({"home/.env": "LAB_KEY=v\n"}, "place", "~/.env:1"),
    ],
)
def test_a_dotenv_line_that_codex_does_not_take_is_the_cause(
    files: dict[str, str | bytes], reason: str, place: str, tmp_path: Path
) -> None:
    problem = only(resolved(tmp_path, files=files, environ={}))

    assert (problem.kind, problem.fatal) == ("env.dotenv_ignored", True)
    assert (about(problem, DotenvIgnored).reason, str(problem.location)) == (reason, place)


def test_a_codex_name_in_dotenv_is_not_taken(tmp_path: Path) -> None:
    files = {"home/.codex/.env": "OTHER: x\nCODEX_A=1\nCODEX_LAB=v\n"}
    config = CONFIG.replace("LAB_KEY", "CODEX_LAB")
    problem = only(resolved(tmp_path, config, files=files))

    assert about(problem, DotenvIgnored).reason == "codex_name"


def test_a_variable_of_nearly_the_same_name_is_named(tmp_path: Path) -> None:
    setup = resolved(tmp_path, environ={"lab_key": KEY})

    assert about(only(setup), KeyUnset).others == "lab_key"


@pytest.mark.parametrize(
    ("token", "variables", "has_token"),
    [(KEY, [], True), (" ", [], False), (KEY, ["LAB_API_KEY"], False)],
)
def test_a_token_beside_a_variable_that_is_not_set_is_what_codex_sends_without_it(
    token: str, variables: list[str], has_token: bool, tmp_path: Path
) -> None:
    config = f'{CONFIG}experimental_bearer_token = "{token}"\n'
    setup = resolved(tmp_path, config, environ=dict.fromkeys(variables, KEY))

    found = [one.about for one in setup.problems if isinstance(one.about, KeyUnset)]
    assert [one.has_token for one in found] == [has_token]


@pytest.mark.parametrize(
    ("name", "variables", "others"),
    [
        ("OPENROUTER_API_KY", ["OPENROUTER_API_KEY"], "OPENROUTER_API_KEY"),
        ("OPENROUTER_API_KEYY", ["OPENROUTER_API_KEY"], "OPENROUTER_API_KEY"),
        ("OPNEROUTER_API_KEY", ["OPENROUTER_API_KEY"], "OPENROUTER_API_KEY"),
        ("OPENROUTER_API_KEY", ["OPENROUTER_KEY"], "OPENROUTER_KEY"),
        ("LAB_KEY", ["LAB_API_KEY"], "LAB_API_KEY"),
        ("LAB_API_KEY", ["OPEN_LAB_API_KEY", "API_KEY", "KEY", "LAB_API_KEY2"], ""),
        ("GROK_API_KEY", ["GROQ_API_KEY", "ROK_API_KEY", "XGROK_API_KEY"], ""),
        ("GATEWAY_KEY_1", ["GATEWAY_KEY_2", "GATEWAY_KEY_12"], ""),
        ("LAB_KY", ["LAB_KEY"], ""),
        ("OPENROUTER_API_KY", ["OPENROUTERAPIKY", "OPENROUTER_API_KEY"], "OPENROUTERAPIKY"),
    ],
)
def test_a_variable_of_a_misspelt_name_is_named(
    name: str, variables: list[str], others: str, tmp_path: Path
) -> None:
    config = CONFIG.replace("LAB_KEY", name)
    setup = resolved(tmp_path, config, environ=dict.fromkeys(variables, KEY))

    assert about(only(setup), KeyUnset).others == others


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("LAB_API_KEY", "LAB_API_KEY"),
        ("LAB_TOKEN", "LAB_TOKEN"),
        ("LABAPIKEY", ""),
        ("LAB_SECRET", ""),
        ("LAB", ""),
        ("API_KEY", ""),
        ("OTHER_KEY", ""),
    ],
)
def test_a_key_of_the_same_service_is_named(name: str, others: str, tmp_path: Path) -> None:
    setup = resolved(tmp_path, environ={name: KEY})

    assert about(only(setup), KeyUnset).others == others


def test_an_unreadable_dotenv_is_an_ignored_layer(tmp_path: Path) -> None:
    (tmp_path / "home/.codex/.env").mkdir(parents=True)
    setup = resolved(tmp_path)

    assert (setup.layers[-1].name, setup.layers[-1].state) == ("dotenv", "ignored")


def test_a_header_variable_that_is_not_set_is_said(tmp_path: Path) -> None:
    config = CONFIG + 'env_http_headers = { "X-A" = "A", "X-B" = "B", "X-C" = "C" }\n'
    environ = {"LAB_KEY": KEY, "B": "b", "C": " "}
    setup, known = resolve(inputs_in(tmp_path, config, environ=environ))

    assert [about(p, HeaderVariableUnset).state for p in setup.problems] == ["unset", "blank"]
    assert known.headers[1:] == (("X-B", b"b"),)


def test_a_variable_that_is_set_may_be_meant_by_a_headers(tmp_path: Path) -> None:
    config = CONFIG + 'env_http_headers = { "X-Key" = "GATEWAY_APIKEY", "X-Team" = "TEAM" }\n'
    environ = {"LAB_KEY": KEY, "GATEWAY_KEY": "x", "OTHER_KEY": "y"}
    key, team = resolved(tmp_path, config, environ=environ).problems

    assert (about(key, HeaderVariableUnset).state, about(key, HeaderVariableUnset).meant) == (
        "unset",
        "GATEWAY_KEY",
    )
    assert about(team, HeaderVariableUnset).meant == ""
    (edit,) = finding_for(key).fixes[0].edits
    assert edit.after == 'X-Key = "GATEWAY_KEY"'


@pytest.mark.parametrize(
    ("header", "value", "is_credential"),
    [
        ("X-Authorization-Scope", "team-a", False),
        ("x-auth-realm", "staff-eu", False),
        ("x-actor-authorization", "on", False),
        ("x-gateway-token", "team-a", True),
        ("x-token-v2", "4f1b2c3d4e5f60718293a4b5c6d7e8f9", True),
    ],
)
def test_a_header_is_a_credential_by_the_end_of_its_name_or_by_its_value(
    header: str, value: str, *, is_credential: bool, tmp_path: Path
) -> None:
    config = f'{NO_KEY}http_headers = {{ "{header}" = "{value}" }}\n'
    setup = resolved(tmp_path, config, environ={})

    assert (setup.credential.source == "http_headers") is is_credential


def test_what_http_cannot_carry_is_left_out(tmp_path: Path) -> None:
    config = CONFIG + 'http_headers = { "bad name" = "1", "X-A" = "a\\nb", "X-B" = "\u00e9" }\n'
    known = secrets(tmp_path, config)

    assert known.headers[1:] == (("X-B", b"\xc3\xa9"),)


def test_a_variable_beats_a_fixed_header_and_the_key_beats_both(tmp_path: Path) -> None:
    config = NO_KEY + (
        'http_headers = { Authorization = "Bearer fixed-123456" }\n'
        'env_http_headers = { authorization = "LAB_KEY" }\n'
    )
    setup, known = resolve(inputs_in(tmp_path, config))
    assert known.headers == (("authorization", KEY.encode()),)
    assert setup.credential.source == "env_http_headers"
    fixed = resolved(tmp_path, config, environ={})
    assert fixed.credential.source == "http_headers"
    both = CONFIG + 'http_headers = { Authorization = "Bearer fixed-123456" }\n'
    assert secrets(tmp_path, both).headers == (("authorization", f"Bearer {KEY}".encode()),)


def test_an_unread_openai_key_is_said_when_the_provider_names_none(tmp_path: Path) -> None:
    environ = {"OPENAI_API_KEY": "sk-0123456789"}
    setup = resolved(tmp_path, NO_KEY, environ=environ)
    assert (kinds(setup), fatal(setup)) == (["env.openai_key_not_used"], [])
    assert resolved(tmp_path, NO_KEY, environ=environ, codex_version="0.30.0").problems == ()


def test_the_values_for_people_hold_no_secret(tmp_path: Path) -> None:
    config = NO_KEY + (
        'experimental_bearer_token = "tok-0123456789"\n'
        'http_headers = { X-Key = "header-secret-1" }\nquery_params = { k = "query-secret-1" }\n'
        '[desktop]\nlist = [1]\nurl = "https://u:pass-secret-1@h/?k=query-secret-2"\n'
        'nested = [{ api_key = "nested-secret-1" }]\n'
    )
    setup, known = resolve(inputs_in(tmp_path, config))

    shown = repr(setup)
    for secret in ("tok-0123456789", "header-secret-1", "query-secret-1", "pass-secret-1",
                   "query-secret-2", "nested-secret-1"):  # fmt: skip
        assert secret not in shown
        assert any(secret in value for value in known.known)
    assert setup.values["desktop.list"] == "[...] (1)"


def test_secrets_of_a_file_that_does_not_parse_are_known(tmp_path: Path) -> None:
    config = (
        NO_KEY + 'experimental_bearer_token = "tok-0123456789"\nurl = "http://a:pw-12345@h"\nx\n'
    )
    known = secrets(tmp_path, config).known

    assert {"tok-0123456789", "pw-12345"} <= known


def test_a_secret_in_a_file_that_others_can_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codex_doctor.codex.config.surroundings._is_open_folder", bool)
    config = NO_KEY + 'experimental_bearer_token = "tok-0123456789"\n'
    files = {"home/.codex/auth.json": '{"OPENAI_API_KEY": "sk-0123456789"}'}
    inputs = inputs_in(tmp_path, config, files=files)
    for name in ("config.toml", "auth.json"):
        (tmp_path / "home/.codex" / name).chmod(0o644)
    assert [about(p, Exposure).file for p in resolve(inputs)[0].problems] == [
        "~/.codex/config.toml", "~/.codex/auth.json",
    ]  # fmt: skip
    for name in ("config.toml", "auth.json"):
        (tmp_path / "home/.codex" / name).chmod(0o600)
    assert resolve(inputs)[0].problems == ()


@pytest.mark.parametrize("token", ["$GW_KEY", "Bearer ${GW_KEY}", "<your api key>", "{env:GW_KEY}"])
def test_what_stands_for_a_key_is_no_secret_that_others_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setattr("codex_doctor.codex.config.surroundings._is_open_folder", bool)
    config = NO_KEY + f'http_headers = {{ Authorization = "{token}" }}\n'
    inputs = inputs_in(tmp_path, config)
    (tmp_path / "home/.codex/config.toml").chmod(0o644)

    assert "config.secret_exposed" not in kinds(resolve(inputs)[0])


def test_an_empty_bearer_token_is_said_with_its_place(tmp_path: Path) -> None:
    config = CONFIG.replace('env_key = "LAB_KEY"', 'experimental_bearer_token = ""')
    problem = only(resolved(tmp_path, config))
    option = ("model_providers.lab.experimental_bearer_token=",)
    other = resolved(tmp_path, CONFIG.replace('env_key = "LAB_KEY"\n', ""), overrides=option)

    assert (problem.kind, problem.fatal) == ("env.key_empty", False)
    assert about(problem, KeyEmpty).source == "~/.codex/config.toml"
    assert only(other).kind == "env.key_empty"
