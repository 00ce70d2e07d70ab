from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.credentials.auth_json import AuthJson, read_auth_json
from codex_doctor.codex.credentials.jwt import expiry, read_claims
from codex_doctor.facts.key_problems import KeyOfOtherService
from codex_doctor.words.told import said
from setups import CONFIG, about, chatgpt_login, jwt, kinds, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

LOGIN = CONFIG.replace('env_key = "LAB_KEY"\n', "requires_openai_auth = true\n")
KEY = {"OPENAI_API_KEY": "sk-login-0123456789abc"}
TOKENS = {"id_token": jwt(), "access_token": "a", "refresh_token": "r"}


def read(folder: Path, content: str | dict[str, Any]) -> AuthJson:
    path = folder / "auth.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return read_auth_json(path)


@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"auth_mode": None, "tokens": None, "last_refresh": None},
        {"tokens": TOKENS, "last_refresh": "2026-11-20T00:00:00.123Z"},
        {"auth_mode": "apikey", "tokens": TOKENS},
        {"zork": 1, "agent_identity": "x", "personal_access_token": "p"},
    ],
)
def test_a_key_is_taken_with_whatever_else_is_of_the_right_type(
    extra: dict[str, Any], tmp_path: Path
) -> None:
    found = read(tmp_path, KEY | extra)

    assert (found.state, found.key) == ("api_key", KEY["OPENAI_API_KEY"])


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ({"auth_mode": []}, "auth_mode"),
        ({"auth_mode": "ApiKey"}, "auth_mode"),
        ({"OPENAI_API_KEY": "k\ud800"}, "surrogate"),
        ({"last_refresh": "yesterday"}, "last_refresh"),
        ({"agent_identity": 5}, "agent_identity"),
        ({"personal_access_token": {}}, "personal_access_token"),
        ({"tokens": "x"}, "no object"),
        ({"tokens": {"id_token": jwt()}}, "no access_token"),
        ({"tokens": TOKENS | {"id_token": "a.b.c"}}, "id_token in it is no JSON Web Token"),
    ],
)
def test_one_member_of_a_wrong_type_makes_the_file_useless(
    extra: dict[str, Any], why: str, tmp_path: Path
) -> None:
    found = read(tmp_path, KEY | extra)

    assert found.state == "broken"
    assert why in said(found.why)
    assert found.line == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"OPENAI_API_KEY": "k1",}', (1, 25 - (sys.version_info >= (3, 13)))),  # at the comma
        ('{\n  "OPENAI_API_KEY": "k1"\n  "x": 1}', (3, 3)),
        ('{"OPENAI_API_KEY": "k1", "x": NaN}', (None, None)),
        ('{"OPENAI_API_KEY": "k1",\n "OPENAI_API_KEY": "k2"}', (1, 2)),
        ('\ufeff{"OPENAI_API_KEY": "k1"}', (1, 1)),
        ("[" * 100_000, (None, None)),
    ],
)
def test_what_is_no_json_to_codex_is_said_with_its_place(
    text: str, place: tuple[int | None, int | None], tmp_path: Path
) -> None:
    found = read(tmp_path, text)

    assert found.state == "broken"
    assert (found.line, found.column) == place


def test_a_member_twice_that_codex_does_not_know_is_harmless(tmp_path: Path) -> None:
    assert read(tmp_path, '{"OPENAI_API_KEY": "k1", "x": 1, "x": 2}').state == "api_key"


@pytest.mark.parametrize(
    ("data", "login"),
    [
        ({"auth_mode": "personalAccessToken", "personal_access_token": "p"}, "personal"),
        ({"auth_mode": "agentIdentity", "agent_identity": {"a": "b"}}, "agent identity"),
        ({"tokens": TOKENS}, "ChatGPT login"),
    ],
)
def test_another_login_is_recognised(data: dict[str, Any], login: str, tmp_path: Path) -> None:
    found = read(tmp_path, data)

    assert found.state == ("chatgpt" if "tokens" in data else "login")
    assert login in said(found.login)


def test_the_expiry_of_a_chatgpt_login_is_shown(tmp_path: Path) -> None:
    def shown(name: str, token: str) -> str:
        files = {"home/.codex/auth.json": chatgpt_login(token)}
        setup = resolved(tmp_path / name, LOGIN, environ={}, files=files)
        credential = setup.credential
        assert (credential.source, credential.sent) == ("chatgpt_login", True)
        assert str(credential.origin) == "~/.codex/auth.json:1:50"
        assert credential.shown is not None
        return said(credential.shown.fingerprint)

    assert shown("a", jwt(exp=4102444800)) == "auth.json, good until 2100-01-01 00:00 UTC"
    assert shown("b", jwt(exp=0)) == "auth.json, expired 1970-01-01 00:00 UTC"
    assert shown("c", "opaque-token") == "auth.json"


@pytest.mark.parametrize(
    ("token", "seconds"),
    [
        (jwt(exp=1.5), 1.5),
        (jwt(exp=1) + "\n", 1),
        (jwt(exp=True), None),
        (jwt(exp="1"), None),
        (jwt(exp=1e300), None),
        (jwt(), None),
        ("eyJ.eyJ.x", None),
        ("eyJ..x", None),
        ("eyJhbGciOiJub25lIn0.W10.x", None),
        ("sk-0123456789", None),
        ("eyJ" + "a" * 20_000 + ".a.a", None),
    ],
)
def test_a_token_says_when_it_expires(token: str, seconds: float | None) -> None:
    at = expiry(token)

    assert (at.timestamp() if at else None) == seconds
    assert at is None or at.tzinfo is not None


def test_claims_are_read_from_three_parts_only() -> None:
    assert read_claims(jwt(a=1)) == {"a": 1}
    assert read_claims("a.b") is None


def test_an_expired_key_and_a_key_of_another_service_wait_for_the_endpoint(tmp_path: Path) -> None:
    environ = {"LAB_KEY": jwt(exp=int(time.time()) - 60)}
    problem = only(resolved(tmp_path / "a", environ=environ))
    assert (problem.kind, problem.fatal) == ("env.key_expired", False)
    fresh = {"LAB_KEY": jwt(exp=int(time.time()) + 60)}
    assert resolved(tmp_path / "b", environ=fresh).problems == ()
    at_openai = CONFIG.replace("http://127.0.0.1:8080", "https://api.openai.com")
    foreign = {"LAB_KEY": "sk-ant-api03-0123456789abcdef"}
    problem = only(resolved(tmp_path / "c", at_openai, environ=foreign))
    assert (problem.kind, problem.fatal) == ("auth.key_of_other_service", False)
    assert about(problem, KeyOfOtherService).issuer == "Anthropic"
    assert about(problem, KeyOfOtherService).meant == ""


@pytest.mark.parametrize(
    ("key", "beside", "meant"),
    [
        ("sk-ant-api03-0123456789abcdef", {"OPENAI_KEY": "x"}, "OPENAI_KEY"),
        ("sk-ant-api03-0123456789abcdef", {"OPENAI_ORGANIZATION": "x", "GROQ_API_KEY": "x"}, ""),
        ("sk-0123456789abcdef0123", {"OPENAI_KEY": "x"}, None),
    ],
)
def test_a_variable_of_the_endpoint_s_service_is_named_for_a_foreign_key(
    key: str, beside: dict[str, str], meant: str | None, tmp_path: Path
) -> None:
    at_openai = CONFIG.replace("http://127.0.0.1:8080", "https://api.openai.com")
    found = resolved(tmp_path, at_openai, environ={"LAB_KEY": key, **beside}).problems
    foreign = [one.about for one in found if isinstance(one.about, KeyOfOtherService)]

    assert [one.meant for one in foreign] == ([] if meant is None else [meant])


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("gw.example", "sk-ant-api03-0123456789abcdef"),
        ("api.openai.com", "sk-proj-0123456789abcdef"),
        ("api.openai.com", "sk-0123456789abcdef"),
        ("openrouter.ai", "sk-or-v1-0123456789abcdef"),
    ],
)
def test_a_gateway_may_take_any_key(host: str, key: str, tmp_path: Path) -> None:
    config = CONFIG.replace("http://127.0.0.1:8080", f"https://{host}")

    assert resolved(tmp_path, config, environ={"LAB_KEY": key}).problems == ()


def test_a_login_that_is_no_longer_inherited_is_said(tmp_path: Path) -> None:
    config = CONFIG.replace('env_key = "LAB_KEY"\n', "")
    files = {"home/.codex/auth.json": json.dumps(KEY)}
    setup = resolved(tmp_path, config, environ={}, files=files)

    assert kinds(setup) == ["credentials.not_inherited"]
    assert (setup.problems[0].fatal, str(setup.problems[0].location)) == (
        False,
        "~/.codex/config.toml:4:2",
    )
    old = resolved(tmp_path, config, environ={}, files=files, codex_version="0.148.0")
    assert old.problems == ()
    assert old.credential.source == "auth.json"
