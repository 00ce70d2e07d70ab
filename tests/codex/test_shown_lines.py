"""What is shown of addresses and command lines, and what is known of them afterwards."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING

import pytest

from codex_doctor.secrets.addresses import mask_url, secrets_of_url
from codex_doctor.secrets.command_lines import (
    mask_message,
    secrets_of_command,
    show_command,
)
from codex_doctor.secrets.file_lines import mask_line
from codex_doctor.secrets.key_form import is_key_itself, is_no_name, names_a_variable
from codex_doctor.secrets.known_secrets import (
    collect_secrets,
    is_model_name,
    is_secret_header,
    secrets_of_environment,
    secrets_of_named,
    secrets_of_table,
    secrets_of_text,
)
from setups import NO_KEY, secrets

if TYPE_CHECKING:
    from pathlib import Path

HEX = "9f3c61d07b5e4a28c1d96f0e8b7a4352"
WORD = "correcthorsebattery"
OTHER = "x7k2m9q4zt5pw8n3vj6rb1hd"
PEM = f"-----BEGIN PRIVATE KEY-----\n{OTHER[::-1]}\n-----END PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"user:{WORD}@host/v1", "***@host/v1"),
        (f"http:/user:{WORD}@host/v1", "http:/***@host/v1"),
        (f"http:user:{WORD}@host/v1", "http:***@host/v1"),
        (f"http:\\\\user:{WORD}@host/v1", "http:\\\\***@host/v1"),
        (f"https://https://user:{WORD}@host", "https://https://***@host"),
        (f"https://user:{WORD}#x@host/v1", "https://***@host/v1"),
        (f"https://user:{WORD}/x@host/v1", "https://***@host/v1"),
        (f"https://user:{WORD} x@host/v1", "https://***@host/v1"),
        (f"https://user:{WORD}%40host/v1", "https://***%40host/v1"),
        (f"https%3A%2F%2Fuser%3A{WORD}%40host", "https%3A%2F%2F***%40host"),
        (f"https://user:{WORD}/v1", "https://user:***/v1"),
        (f"https://gateway:8080/{WORD}@host.example/v1", "https://***@host.example/v1"),
        (f"https://host/{HEX}/v1", "https://host/***/v1"),
        (f"https://host/v1;key={WORD}", "https://host/v1;key=***"),
        (f"https://host/v1?{HEX}", "https://host/v1?***"),
        (f"https://host/v1#{HEX}", "https://host/v1#***"),
        (f"https://{HEX}.host/v1", "https://***.host/v1"),
        # Nothing of these is a secret.
        ("https://gateway:8080/v1/@scope/glm-4.6", "https://gateway:8080/v1/@scope/glm-4.6"),
        ("https://api.example/v1/me@host", "https://api.example/v1/me@host"),
        ("https://host:${PORT}/v1", "https://host:${PORT}/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("http://[::1]/v1", "http://[::1]/v1"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str, shown: str) -> None:
    assert mask_url(address) == shown


def test_a_password_is_known_as_written_and_as_it_is_read() -> None:
    known = set(secrets_of_url("https://user:Tr0ub%3Ador-3xyz9@host/v1"))

    assert {"Tr0ub%3Ador-3xyz9", "Tr0ub:dor-3xyz9"} <= known


def test_an_ordinary_word_of_a_query_is_hidden_and_not_taken_out_of_other_texts() -> None:
    address = "https://host/v1?tenant=openai"

    assert mask_url(address) == "https://host/v1?tenant=***"
    assert list(secrets_of_url(address)) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["login", "--password", WORD], "login --password ***"),
        (["login", f"--password={WORD}"], "login --password=***"),
        (["login", "--password", "$PASSWORD"], "login --password $PASSWORD"),
        (["login", "--token", "--", WORD], "login --token -- ***"),
        (["curl", "-u", f"user:{WORD}"], "curl -u user:***"),
        (["curl", "-u", f"{WORD}:"], "curl -u ***:"),
        (["curl", "-u", "user"], "curl -u user"),
        (["curl", "-H", f"X-Key: {WORD}"], "curl -H X-Key: ***"),
        (["curl", "-H", "Accept: text/plain"], "curl -H Accept: text/plain"),
        (["curl", f"http:/user:{WORD}@host"], "curl http:/***@host"),
        ([f"API_KEY={WORD}", "run"], "API_KEY=*** run"),
        (["run", f'{{"client_secret": "{WORD}"}}'], 'run {"client_secret": ***"}'),
        (["sshpass", "-p", WORD, "ssh"], "sshpass -p *** ssh"),
        (["mysql", f"-p{WORD}"], "mysql -p***"),
        (["run", "-pTr0ub4dor-3"], "run ***"),
        (["run", "-p", "Tr0ub4dor-3"], "run -p ***"),
        (["run", "-p", "8080:80", "-profile", "-k", "path/x"], "run -p 8080:80 -profile -k path/x"),
        (["run", HEX], "run ***"),
        (["run", "/usr/share/token.txt"], "run /usr/share/token.txt"),
        (["sh", "-c", f"TOKEN={WORD} run --secret {WORD}"], "sh -c TOKEN=*** run --secret ***"),
        ([f"curl -su me:{WORD} http://h"], "curl -su me:*** http://h"),
        ([f"curl -ume:{WORD} http://h"], "curl -ume:*** http://h"),
        ([f"curl -H 'X-Api-Key: {WORD}' http://h"], "curl -H 'X-Api-Key: ***' http://h"),
        ([f"curl -HX-Api-Key:{WORD} http://h"], "curl -HX-Api-Key:*** http://h"),
        ([f"setx API_KEY {WORD}"], "setx API_KEY ***"),
        (["redis-cli", "-p", "6379", "-a", WORD], "redis-cli -p 6379 -a ***"),
        (["say it's 'a \"b c\" d' now"], "say it's 'a \"b c\" d' now"),
        (["git checkout -b fix -u http://h"], "git checkout -b fix -u http://h"),
    ],
)
def test_a_command_line_is_shown_without_its_secrets(words: list[str], shown: str) -> None:
    assert show_command(words) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["echo", WORD], "echo ***"),
        ([f"/bin/echo {WORD}"], "/bin/echo ***"),
        (["sh", "-c", f"echo -n {WORD}; exit 1"], "sh -c echo -n *** exit 1"),
        (["sh", "-c", f"echo {WORD} | tr a b"], "sh -c echo *** | tr a b"),
        (["sh", "-c", "echo $TOKEN"], "sh -c echo $TOKEN"),
        (["cat", "token.txt"], "cat token.txt"),
    ],
)
def test_what_a_program_prints_as_the_key_is_not_shown(words: list[str], shown: str) -> None:
    assert show_command(words, prints_key=True) == shown


def test_ordinary_words_of_a_command_line_are_hidden_and_not_known() -> None:
    line = ["login", "--auth", "browser", "--token", WORD]

    assert list(secrets_of_command(line)) == [WORD]


def test_a_usage_error_repeats_no_secret_of_the_command_line() -> None:
    message = f"argument: invalid choice: '{WORD}' (choose from 'checks', 'config')"

    assert mask_message(message, ["--token", WORD]) == message.replace(WORD, "***")
    assert mask_message(message, []) == message
    assert mask_message(f"unknown check '{HEX}'", ["--only", HEX]) == "unknown check '***'"


@pytest.mark.parametrize(
    ("words", "message", "shown"),
    [
        (["wat"], "invalid choice: 'wat'", "invalid choice: 'wat'"),
        (
            ["explain", "model.prefx_missing"],
            "no 'model.prefx_missing'",
            "no 'model.prefx_missing'",
        ),
        (["--wat=5"], "unrecognized arguments: --wat=5", "unrecognized arguments: --wat=***"),
        (["--wat", "a", "me", "demo"], "choose a, me or 'demo'", "choose ***, *** or 'demo'"),
        (["-kHunter22x"], "unrecognized arguments: -kHunter22x", "unrecognized arguments: -k***"),
        ([f"--{WORD}"], f"unrecognized arguments: --{WORD}", "unrecognized arguments: ***"),
        (["--cd", "Lab2b x"], "--cd Lab2b x: there is no", "--cd Lab2b x: there is no"),
        (["--format", f"{WORD}=x"], f"unknown format '{WORD}'", "unknown format '***'"),
        (["--format", "json=Lab2b"], "json=Lab2b: denied", "json=Lab2b: denied"),
        (["it's\t2b"], f"invalid choice: {chr(34)}it's\\t2b{chr(34)}", 'invalid choice: "***"'),
        (
            ["replay", "doctor-a7zq-4v2k.zip"],
            "doctor-a7zq-4v2k.zip: no",
            "doctor-a7zq-4v2k.zip: no",
        ),
        (["replay", "My report2.json"], "My report2.json: no", "My report2.json: no"),
        (["replay", f"{HEX}.zip"], f"{HEX}.zip: no", "***: no"),
        (["--", "-"], "unrecognized arguments: -", "unrecognized arguments: -"),
    ],
)
def test_a_usage_error_repeats_plain_words_and_nothing_behind_an_unknown_option(
    words: list[str], message: str, shown: str
) -> None:
    assert mask_message(message, words, known={"--cd", "--format", "--", "-", "demo"}) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["--format", "markdwn"], "markdwn"),
        (["--format=mrkdown"], "mrkdown"),
        (["--format", "markdwn=report.md"], "markdwn"),
        (["--format", "bnrkdvnq"], "***"),
        (["--token", "markdwn"], "***"),
        (["--password=markdwn"], "***"),
    ],
)
def test_a_name_that_is_almost_a_listed_one_is_shown_unless_it_stands_where_secrets_do(
    words: list[str], shown: str
) -> None:
    given = words[-1].partition("=")[2 if words[-1][:2] == "--" else 0]
    message = mask_message(f"unknown format '{given}'; the formats are json, markdown", words)

    assert message == f"unknown format '{shown}'; the formats are json, markdown"


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("qwen2.5-coder:32b-instruct-q4_K_M ", True),
        ("@cf/meta/llama-3.1-8b", True),
        ("key:free", False),
        ("api_key=x", False),
        ("Bearer x", False),
    ],
)
def test_the_id_of_a_model_is_one_word(text: str, is_name: bool) -> None:
    assert is_model_name(text) == is_name


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        (f"retries = 1 # {HEX}", f"retries = 1 # {'*' * 32}"),
        (f'base_url = "http:/u:{WORD}@host/v1"', f'base_url = "http:/{"*" * 21}@host/v1"'),
        (f'base_url = "{WORD}@host"', f'base_url = "{"*" * 19}@host"'),
        (f"base_url = http:/u:{WORD}@host/v1", f"base_url = http:/{'*' * 21}@host/v1"),
        (f'args = ["--password", "{WORD}"]', f'args = ["--password", "{"*" * 19}"]'),
        ('auth = "cat /run/key"', 'auth = "cat /run/key"'),
        (f'x = {{ auth = "{WORD} /run/key" }}', f'x = {{ auth = "{"*" * 28}" }}'),
        (
            'env_http_headers = { api-key = "GW_API_KEY" }',
            'env_http_headers = { api-key = "GW_API_KEY" }',
        ),
        (
            f'env_http_headers = {{ api-key = "{WORD}" }}',
            f'env_http_headers = {{ api-key = "{"*" * 19}" }}',
        ),
        (
            f'http_headers = {{ api-key = "{WORD}" }}',
            f'http_headers = {{ api-key = "{"*" * 19}" }}',
        ),
        ('api_key = "cat /run/key"', f'api_key = "{"*" * 12}"'),
        ("note = 'me' # Bearer abc123def", "note = 'me' # Bearer *********"),
        ('model = "z-ai/glm-4.6" # of 2026-01-15', 'model = "z-ai/glm-4.6" # of 2026-01-15'),
    ],
)
def test_a_line_of_a_file_is_shown_without_its_secrets(line: str, masked: str) -> None:
    assert mask_line(line) == masked


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("X-Provider", "openai", False),
        ("X-Kind", "application/json", False),
        ("X-Origin", "https://gateway.internal:8080/v1", False),
        ("X-Origin", f"https://u:{WORD}@gateway.internal", True),
        ("X-Auth-Mode", "header", False),
        ("X-Api-Key", "openai", True),
        ("X-Tenant", "7c1e94b0d35fa826", True),
    ],
)
def test_a_header_is_secret_by_its_name_or_its_look(name: str, value: str, secret: bool) -> None:
    assert is_secret_header(name, value) is secret


def test_variables_are_known_by_their_names_unless_they_hold_ordinary_words() -> None:
    environ = {
        "GITHUB_TOKEN": WORD,
        "AUTH_MODE": "browser",
        "GIT_AUTHOR_NAME": "Jane Example",
        "TOKEN_FILE": "/run/token",
        "MY_SECRET": "/run/secrets/one",
        "MY_KEYS": "production",
        "CODEX_HOME": f"/nowhere/{HEX}",
        "http_proxy": f"user:{WORD}@proxy:3128",
        "NO_PROXY": "localhost:8080,gw.example",
        "HOME": f"/home/{HEX}",
        "MONGO": f"mongodb://me:{OTHER}@db.example/x",
        "STORE": f"AccountName=mine;AccountKey={OTHER}==;EndpointSuffix=core.example",
        "BUS": "Endpoint=sb://bus.example/;SharedAccessKeyName=RootManageKey;SharedAccessKey=blue42;Path=x",
        "PG": "host=db password='two words' user=me",
        "JAVA_OPTS": "-Xmx1g -Djavax.net.ssl.keyStorePassword=changeit9 -Dname=value",
        "LS_COLORS": "rs=0:di=01;34",
        "LANG": "sk_SK.UTF-8",
        "LDAP_BIND_PW": "grapes99",
        "PEM": PEM,
        "GW": "ghp_0123456789abcdefABCD",
        "GATEWAY": "sk-local-1",
    }

    found = set(secrets_of_environment(environ.items()))
    assert found >= {WORD, HEX, f"user:{WORD}", OTHER, f"{OTHER}==", "blue42", "two words"}
    assert found >= {"changeit9", "grapes99", "sk-local-1", PEM, OTHER[::-1]}
    words = {"browser", "Jane Example", "/run/token", "/run/secrets/one", "production", "mine"}
    words |= {"core.example", "RootManageKey", "x", "db", "value", "0:di", "34"}
    words |= {"sk_SK.UTF-8", "blue42;Path=x", "gw.example", "8080,gw.example"}
    assert not words & found


@pytest.mark.parametrize("scheme", ["", "Basic ", "basic  "])
def test_who_gets_a_pair_in_base_64_may_say_its_password_alone(scheme: str) -> None:
    pair = base64.b64encode(f"me:{WORD}".encode()).decode()

    assert collect_secrets([scheme + pair]) >= {pair, f"me:{WORD}", WORD}


@pytest.mark.parametrize("value", [OTHER, "bWU6/w==", "bm8gcGFpcg==", "AAAA", "é" * 8])
def test_what_is_no_pair_in_base_64_is_known_as_it_is(value: str) -> None:
    assert collect_secrets([value]) <= {value}


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Token", "ApiKey", "api-key"])
def test_a_key_is_known_without_its_scheme(scheme: str) -> None:
    assert collect_secrets([f"{scheme} {WORD}"]) == {f"{scheme} {WORD}", WORD}


@pytest.mark.parametrize("text", ["$LAB_API_KEY", "Bearer ${LAB_API_KEY}", "Bearer LAB_API_KEY"])
def test_the_name_of_a_variable_that_is_set_is_no_secret(text: str, tmp_path: Path) -> None:
    config = NO_KEY + f'http_headers = {{ Authorization = "{text}" }}\n'

    assert secrets(tmp_path, config, environ={"LAB_API_KEY": WORD}).known == {WORD}
    assert text in secrets(tmp_path / "unset", config, environ={}).known


def test_variables_are_known_whose_names_a_configuration_has() -> None:
    servers = {
        "one": {"url": "https://a.example", "env_http_headers": {"x-a": "PLACE", "x-b": "STAGE"}},
        "two": {"bearer_token_env_var": "SECOND"},
    }
    table = {"mcp_servers": servers, "model_providers": {"other": {"env_key": "THIRD"}}}
    environ = {"PLACE": HEX, "STAGE": "production", "SECOND": WORD, "THIRD": OTHER, "MORE": "x"}

    assert set(secrets_of_named(table, environ)) == {HEX, WORD, OTHER}


def test_names_values_and_arguments_of_a_table_are_known() -> None:
    table = {
        HEX: {"name": "x"},
        "auth": {"command": "echo", "args": [WORD]},
        "notify": ["send", "--token", "hunter-two-three"],
        "env_http_headers": {"api-key": "GATEWAY_KEY"},
        "http_headers": {"X-Provider": "openai"},
        "query_params": {"code": "hunter2", "region": "eu"},
    }

    assert set(secrets_of_table(table)) == {HEX, WORD, "hunter-two-three", "hunter2"}


def test_secrets_of_a_text_that_is_no_toml_are_known() -> None:
    text = f"token = {WORD}\n# {HEX}\nbase_url = 'u:passw0rd-9@host/'\ntoken = true\n"

    assert {WORD, HEX, "passw0rd-9"} <= set(secrets_of_text(text))


@pytest.mark.parametrize("text", ["LAB_API_KEY", "$LAB_API_KEY", "${LAB_API_KEY}", "hf_token"])
def test_a_name_is_no_key(text: str) -> None:
    assert names_a_variable(text)
    assert not is_key_itself(text)


def test_a_name_that_no_shell_can_set_is_still_one_where_it_says_so() -> None:
    assert not is_no_name("AZURE-GPT4-KEY")
    assert is_no_name("x9-4f-tr8")


@pytest.mark.parametrize("text", ["sk-lab-good", HEX, f"${HEX}", "7c1e-94b0-d35f-a826-xy"])
def test_a_key_is_no_name(text: str) -> None:
    assert is_key_itself(text)
    assert not names_a_variable(text)


@pytest.mark.parametrize("text", ["a" * 200_000, "a-" * 100_000, "/a" * 100_000, "a=b;" * 50_000])
def test_long_texts_are_read_in_linear_time(text: str) -> None:
    began = time.process_time()
    list(secrets_of_text(text))
    list(secrets_of_command([text]))
    mask_url(text)

    # What is quadratic takes minutes; a busy machine under coverage, some seconds.
    assert time.process_time() - began < 20
