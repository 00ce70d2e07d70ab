"""Keys at places that are shown: names of tables, headers and variables, ids, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE, key_in_environment
from hostile.planted import (
    ALPHANUMERIC,
    BASE64,
    HEX,
    LISTED,
    LOWER36,
    PASSWORD,
    SHORT_HEX,
    SHORT_LISTED,
    STANDARD64,
    UUID,
    WORD,
    changed,
    reads,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Case, Outcome


def _table(name: str) -> str:
    return CONFIG.replace('"lab"', f'"{name}"').replace(".lab]", f'."{name}"]')


def _names() -> list[Case]:
    undefined = CONFIG.replace('model_provider = "lab"', f'model_provider = "{UUID}"')
    profile = f'[profiles."{BASE64}"]\nmodel = "lab-model-1"\n'
    broken = CONFIG.replace('name = "Lab"', f'name = "Lab\n# key: {HEX}')
    typed = CONFIG.replace("request_max_retries = 1", f'request_max_retries = "1" # {LOWER36}')
    return [
        shown("table-name", "json", HEX, config=_table(HEX)),
        shown("table-name", "config", UUID, config=_table(UUID)),
        shown("table-name", "config-json", BASE64, config=_table(BASE64)),
        shown("table-name", "dry-run", LOWER36, config=_table(LOWER36)),
        shown("undefined-provider", "verbose", UUID, config=undefined),
        shown("undefined-provider", "config", UUID, config=undefined),
        shown("unknown-key", "json", ALPHANUMERIC, config=f'{ALPHANUMERIC} = "x"\n{CONFIG}'),
        shown("unknown-key", "config", LOWER36, config=f"{CONFIG}{LOWER36} = 1\n",
              extra=("--strict-config",)),
        shown("profile-table", "config", BASE64, config=CONFIG + profile),
        shown("comment-of-a-broken-line", "json", HEX, config=broken),
        shown("comment-beside-a-wrong-type", "json", LOWER36, config=typed),
        shown("comment-beside-a-wrong-type", "config", LOWER36, config=typed),
        shown("model-id", "json", HEX, config=changed(model=f'"{HEX}"')),
        shown("model-id", "config", UUID, config=changed(model=f'"{UUID}"')),
        shown("model-id", "dry-run-json", BASE64, config=changed(model=f'"{BASE64}"')),
        shown("provider-name", "config", ALPHANUMERIC,
              config=changed(name=f'"Lab {ALPHANUMERIC}"')),
        shown("instructions", "config-json", BASE64,
              config=changed(env_key_instructions=f'"export LAB_API_KEY={BASE64}"')),
        shown("instructions", "json", WORD, environ={},
              config=changed(env_key_instructions=f'"export LAB_API_KEY={WORD}"')),
        shown("array", "config-json", HEX, config=f'notify = ["send", "{HEX}"]\n{CONFIG}'),
        shown("unquoted-value", "json", UUID, config=CONFIG.replace('"Lab"', UUID)),
        shown("value-of-another-type", "config", LOWER36,
              config=changed(request_max_retries=f'"{LOWER36}"')),
    ]  # fmt: skip


def _keys() -> list[Case]:
    looks = ("json", "config", "verbose", "config-json", "markdown")
    values = {
        "hex": HEX,
        "short-hex": SHORT_HEX,
        "uuid": UUID,
        "base64": BASE64,
        "standard64": STANDARD64,
        "lower36": LOWER36,
        "dollar-hex": f"${HEX}",
        "dollar-alphanumeric": f"${{{ALPHANUMERIC}}}",
        "listed": LISTED,
    }
    cases = [
        shown(f"env-key-{name}", looks[i % len(looks)], value.strip("${}"), environ={},
              config=changed(env_key=f'"{value}"'))
        for i, (name, value) in enumerate(values.items())
    ]  # fmt: skip
    short = changed(env_key=f'"{SHORT_LISTED}"')
    return [
        *cases,
        shown("env-key-short", "json", SHORT_LISTED, environ={}, config=short,
              check=_first("env.key_name_is_key")),
        shown("env-key-option", "json", HEX, config=None,
              extra=("--base-url", "http://127.0.0.1:{dead_port}/v1", "--env-key", HEX)),
        shown("dollar-name", "json", environ={}, config=changed(env_key='"$LAB_API_KEY"'),
              check=reads("$LAB_API_KEY")),
        shown("dollar-name", "verbose", environ={}, config=changed(env_key='"${LAB_API_KEY}"'),
              check=reads("${LAB_API_KEY}")),
    ]  # fmt: skip


def _first(finding: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        first = outcome.report["findings"][0]["id"]
        assert first == finding, first

    return check


def _headers() -> list[Case]:
    def table(text: str, kind: str = "http_headers") -> str:
        return f"{CONFIG}{kind} = {{ {text} }}\n"

    plain = '"X-Provider" = "openai", "Accept-Language" = "en", "X-Team" = "platform", '
    plain += '"X-Kind" = "application/json", "X-Flag" = "true", "X-Date" = "2026-01-15"'
    return [
        shown("header-name", "json", HEX, config=table(f'"{HEX}" = "x"')),
        shown("header-name", "config", ALPHANUMERIC, config=table(f'"{ALPHANUMERIC}" = "x"')),
        shown("header-name", "dry-run-json", LOWER36, config=table(f'"{LOWER36}" = "x"')),
        shown("header-value", "config", SHORT_HEX, config=table(f'"X-Tenant" = "{SHORT_HEX}"')),
        shown("header-value", "config-json", WORD, config=table(f'"X-Api-Key" = "{WORD}"')),
        shown("header-cookie", "config", WORD, config=table(f'"Cookie" = "sid={WORD}"')),
        shown("header-of-a-variable", "config", UUID, environ={},
              config=table(f'"X-Key" = "{UUID}"', "env_http_headers")),
        shown("header-of-a-variable-name", "json", HEX, environ=key_in_environment(),
              config=table(f'"{HEX}" = "X_KEY"', "env_http_headers")),
        shown("query-parameter-name", "config", HEX,
              config=table(f'"{HEX}" = "1"', "query_params")),
        shown("query-parameter", "dry-run", WORD,
              config=table(f'"sig" = "{WORD}"', "query_params")),
        shown("readable-headers", "config-json", config=table(plain),
              check=reads('"openai"', '"en"', '"platform"', "application/json", "2026-01-15")),
        shown("readable-path-beside-header", "json",
              config=changed(base_url='"http://gateway.invalid/openai/v1"')
              + f"http_headers = {{ {plain} }}\n",
              check=reads("http://gateway.invalid/openai/v1")),
    ]  # fmt: skip


def _options() -> list[Case]:
    return [
        shown("option-profile", "json", HEX, extra=("--profile", HEX)),
        shown("option-profile", "config", UUID, extra=("-p", UUID)),
        shown("option-model", "verbose", BASE64, extra=("-m", BASE64)),
        shown("option-local-provider", "json", LOWER36,
              extra=("--oss", "--local-provider", LOWER36)),
        shown("option-feature", "json", ALPHANUMERIC, extra=("--enable", ALPHANUMERIC)),
        shown("option-override-key", "config", HEX, extra=("-c", f"{HEX}=1")),
        shown("option-override-alone", "json", BASE64, extra=("-c", BASE64)),
        shown("option-override-token", "config-json", WORD,
              extra=("-c", f"model_providers.lab.experimental_bearer_token={WORD}")),
        shown("readable-model", "config", extra=("-m", "anthropic/claude-sonnet-4-5-20250929"),
              check=reads("anthropic/claude-sonnet-4-5-20250929")),
        shown("readable-distilled", "config-json", extra=("-m", "deepseek-r1-distill-qwen-32b"),
              check=reads("deepseek-r1-distill-qwen-32b")),
        shown("readable-codex-max", "dry-run", extra=("-m", "gpt-5.1-codex-max-2026-01-15"),
              check=reads("gpt-5.1-codex-max-2026-01-15")),
    ]  # fmt: skip


def _variables() -> list[Case]:
    rejected = f"{HEX}=1 2 3\n{UUID} = 'x\nLAB_API_KEY={LAB_KEY}\n"
    return [
        shown("dotenv-name", "config", HEX, UUID, files={"codex/.env": rejected}),
        shown("dotenv-name", "json", HEX, UUID, files={"codex/.env": rejected}, environ={}),
        shown("foreign-variable", "config", WORD, config=changed(env_key_instructions=f'"{WORD}"'),
              environ={**key_in_environment(), "GITHUB_TOKEN": WORD}),
        shown("word-as-key", "json", WORD, config=changed(name=f'"{WORD}"'),
              environ={KEY_VARIABLE: WORD}),
        shown("readable-author", "config-json", config=changed(name='"Jane Example"'),
              environ={**key_in_environment(), "GIT_AUTHOR_NAME": "Jane Example",
                       "X_AUTH_PROVIDER": "openai", "MONKEY": "Example"},
              check=reads("Jane Example")),
        shown("password-in-a-variable", "config", PASSWORD,
              config=changed(name=f'"{PASSWORD}"'),
              environ={**key_in_environment(), "PGPASSWORD": PASSWORD}),
    ]  # fmt: skip


CASES: Final = (*_names(), *_keys(), *_headers(), *_options(), *_variables())
