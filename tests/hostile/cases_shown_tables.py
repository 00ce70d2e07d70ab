"""Secrets that only their place tells: numbers, words, and what stands below a secret's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG, key_in_environment
from hostile.planted import changed, reads, shown

if TYPE_CHECKING:
    from hostile.case import Case

NUMBER: Final = "98127634509812"
MADE_UP: Final = "Hunter22x"
PHRASE: Final = "correct horse battery"
_HELD: Final = (MADE_UP, PHRASE)
# What holds a secret, at the end of a healthy configuration: {} is the secret.
_TABLES: Final = {
    "grouped-key": '\n[vault.api_key]\nproduction = "{}"\n',
    "inline-grouped-key": '\n[vault]\napi_key = {{ production = "{}" }}\n',
    "keys-in-a-list": '\n[vault]\napi_keys = ["{}", "other"]\n',
    "dotted-secret": '\n[vault]\nsecrets.first = "{}"\n',
    "header": '\n[model_providers.lab.http_headers]\nX-Foo = "{}"\n',
    "header-of-another": '\n[model_providers.b]\nname = "B"\nhttp_headers = {{ X-Foo = "{}" }}\n',
    "server-env": '\n[mcp_servers.s]\ncommand = "true"\nenv = {{ FOO = "{}" }}\n',
    "server-env-table": '\n[mcp_servers.s]\ncommand = "true"\n[mcp_servers.s.env]\nFOO = "{}"\n',
    "server-header": '\n[mcp_servers.s]\nurl = "http://localhost:9/"\nhttp_headers.X = "{}"\n',
    "telemetry-header": '\n[otel.exporter.otlp-http]\nendpoint = "http://localhost:9/"\n'
    'protocol = "json"\nheaders = {{ X-Team = "{}" }}\n',
    "shell-set": '\n[shell_environment_policy]\nset = {{ FOO = "{}" }}\n',
    "multi-line": '\n[vault]\npassword = """\nline\n{}\n"""\n',
    "literal": "\n[vault]\npassword = '{}'\n",
    "connection": '\n[vault]\nconnection = "Server=h;Password={};"\n',
}
# What makes one of its lines a finding: a key that no table has.
_BROKEN: Final = {
    "unclosed": '\n[vault.api_key]\nproduction = "{}\n',
    "bare": "\n[vault.api_key]\nproduction = {} and more\n",
    "typographic": "\n[mcp_servers.s.env]\nFOO = “{}”\n",
}


def _of_tables() -> list[Case]:
    looks = ("config", "config-json", "json", "verbose", "markdown", "dry-run-json")
    cases: list[Case] = []
    for index, (name, text) in enumerate(_TABLES.items()):
        for turn, secret in enumerate(_HELD):
            look = looks[(index + turn) % len(looks)]
            config = CONFIG + text.format(secret)
            cases.append(shown(f"table-{name}-{turn}", look, secret, config=config))
        strict = ("--strict-config",)
        config = CONFIG + text.format(MADE_UP)
        cases.append(shown(f"table-{name}-strict", "json", MADE_UP, config=config, extra=strict))
    return cases


def _of_broken_tables() -> list[Case]:
    return [
        shown(f"broken-{name}-{look}", look, MADE_UP, config=CONFIG + text.format(MADE_UP))
        for name, text in _BROKEN.items()
        for look in ("json", "config", "verbose")
    ]


def _of_numbers() -> list[Case]:
    places = {
        "token": changed(experimental_bearer_token=NUMBER),
        "header": CONFIG + f'\n[model_providers.lab.http_headers]\n"X-Api-Key" = {NUMBER}\n',
        "grouped": CONFIG + f"\n[vault]\napi_key = {{ production = {NUMBER} }}\n",
        "float": CONFIG + f"\n[vault]\npassword = {NUMBER}.5\n",
        "top": f"api_key = {NUMBER}\n{CONFIG}",
    }
    looks = ("json", "config", "config-json", "verbose")
    option = ("-c", f"model_providers.lab.experimental_bearer_token={NUMBER}")
    return [
        *(
            shown(f"number-{name}-{look}", look, NUMBER, config=config)
            for name, config in places.items()
            for look in looks
        ),
        *(shown(f"number-option-{look}", look, NUMBER, extra=option) for look in looks),
        shown("number-strict", "json", NUMBER, config=places["top"], extra=("--strict-config",)),
    ]


def _of_comments() -> list[Case]:
    comment = f"# password {MADE_UP}"
    typed = CONFIG.replace("request_max_retries = 1", f'request_max_retries = "1" {comment}')
    chat = changed(wire_api=f'"chat" {comment}')
    unknown = f"modle = 'x' {comment}\n{CONFIG}"
    broken = CONFIG.replace('name = "Lab"', f"name = Lab {comment}")
    quoted = changed(env_key=f'"{MADE_UP}"')
    return [
        *(
            shown(f"comment-{name}-{look}", look, MADE_UP, config=config)
            for name, config in {"typed": typed, "chat": chat, "broken": broken}.items()
            for look in ("json", "config", "markdown")
        ),
        shown("comment-unknown", "json", MADE_UP, config=unknown, extra=("--strict-config",)),
        *(
            shown("env-key-made-up", look, MADE_UP, config=quoted, environ={})
            for look in ("json", "config", "verbose")
        ),
        shown(
            "readable-numbers",
            "config-json",
            config=f"model_context_window = 2000000\ntool_output_token_limit = 1000000\n{CONFIG}",
            environ=key_in_environment(),
            check=reads("2000000", "1000000"),
        ),
    ]


CASES: Final = (*_of_tables(), *_of_broken_tables(), *_of_numbers(), *_of_comments())
