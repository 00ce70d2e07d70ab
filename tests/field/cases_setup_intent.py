"""Configurations in which what somebody meant is not what Codex does."""

from __future__ import annotations

import json
from typing import Final

from msgspec.structs import replace

from field.endpoints import said
from field.set_up import (
    ADDRESS,
    CONFIG,
    GOOD,
    KEY,
    MODEL,
    PROVIDER,
    case,
    with_config,
    with_lines,
)

# What goes to the internet ends at a port that refuses.
NOWHERE: Final = {"HTTPS_PROXY": "http://127.0.0.1:{DEAD}"}


_KEYED: Final = {"GW_KEY": KEY}


CASES: Final = (
    case(
        "base-url-env-behind-dead-proxy",
        "intent",
        "The base URL is in a variable that Codex does not read; a dead proxy hides it.",
        "hangs",
        "env.base_url_ignored",
        config=f'model = "{MODEL}"\n',
        env={**NOWHERE, "OPENAI_BASE_URL": ADDRESS, "OPENAI_API_KEY": KEY},
        cure="a provider block with base_url and env_key",
        report="decolua/9router#330",
    ),
    case(
        "api-base-env",
        "intent",
        "The base URL is in a variable of other tools.",
        "hangs",
        "env.base_url_ignored",
        config=f'model = "{MODEL}"\n',
        env={**NOWHERE, "OPENAI_API_BASE": ADDRESS, "OPENAI_API_KEY": KEY},
        cure="a provider block with base_url and env_key",
    ),
    case(
        "base-url-in-dotenv",
        "intent",
        "The base URL is in Codex's own .env, where it is not read either.",
        "hangs",
        "env.base_url_ignored",
        config=f'model = "{MODEL}"\n',
        env=NOWHERE,
        files={"codex/.env": f"OPENAI_BASE_URL={ADDRESS}\nOPENAI_API_KEY={KEY}\n"},
    ),
    case(
        "base-url-env-beside-provider",
        "healthy",
        "The variable is set too, with the address of the provider that is selected.",
        "works",
        env={**_KEYED, "OPENAI_BASE_URL": ADDRESS},
    ),
    case(
        "provider-not-selected",
        "intent",
        "The provider is written and not selected.",
        "hangs",
        "config.provider_not_selected",
        config=f'model = "{MODEL}"\n\n{PROVIDER}',
        env={**_KEYED, **NOWHERE},
        cure='model_provider = "gw"',
    ),
    case(
        "selection-below-table",
        "intent",
        "The selection slid below the provider's table.",
        "hangs",
        "config.key_misplaced",
        "config.provider_not_selected",
        config=f'model = "{MODEL}"\n\n{PROVIDER}model_provider = "gw"\n',
        env={**_KEYED, **NOWHERE},
        cure="move model_provider to the top",
    ),
    case(
        "provider-misspelt",
        "intent",
        "The selected provider is one letter off.",
        "fails",
        "config.provider_undefined",
        config=with_config('model_provider = "gw"', 'model_provider = "gww"'),
        cure='model_provider = "gw"',
        says_not=("define [model_providers.gww]",),
    ),
    case(
        "profile-misspelt",
        "intent",
        "The profile on the command line is one letter off; what is left asks OpenAI.",
        "hangs",
        "config.profile_missing",
        config=f'model = "{MODEL}"\n',
        files={"codex/work.config.toml": CONFIG},
        arguments=("--profile", "wrok"),
        env={**_KEYED, **NOWHERE},
        cure="--profile work",
    ),
    case(
        "provider-in-project",
        "intent",
        "The provider stands in a project's file, where Codex does not take it.",
        "hangs",
        "config.project_key_ignored",
        config='[projects."{WORK}"]\ntrust_level = "trusted"\n',
        files={"work/.codex/config.toml": CONFIG},
        env={**_KEYED, **NOWHERE},
        cure="the same in the user's file",
    ),
    case(
        "json-config",
        "intent",
        "The configuration is in the JSON file of an old version.",
        "hangs",
        "config.missing",
        config=None,
        files={"codex/config.json": json.dumps({"model": MODEL, "provider": "gw"})},
        env={**_KEYED, **NOWHERE},
    ),
    case(
        "provider-in-untrusted-project",
        "intent",
        "All that is configured stands in the project, which Codex does not trust.",
        "hangs",
        "config.missing",
        config=None,
        files={"work/.codex/config.toml": CONFIG},
        env={**_KEYED, **NOWHERE},
        cure="the same in the user's file",
    ),
    case(
        "provider-in-project-root",
        "intent",
        "All that is configured stands in a config.toml beside the project's files.",
        "hangs",
        "config.missing",
        config=None,
        files={"work/config.toml": CONFIG},
        env={**_KEYED, **NOWHERE},
        cure="the same in the user's file",
    ),
    case(
        "base-url-camel-case",
        "intent",
        "The address has a name that Codex does not know.",
        "hangs",
        "config.unknown_key",
        "config.base_url_missing",
        config=with_config("base_url =", "baseURL ="),
        env={**_KEYED, **NOWHERE},
        cure="base_url",
    ),
    case(
        "query-at-top",
        "intent",
        "The query stands at the top level, and not in the provider's table.",
        "fails",
        "config.key_misplaced",
        "config.unknown_key",
        config='query_params = { api-version = "v1" }\n' + CONFIG,
        endpoint=lambda seen: (
            GOOD(replace(seen, path=seen.path.partition("?")[0]))
            if "api-version=" in seen.path
            else said(404, "Resource not found", code="404")
        ),
        cure="query_params in the provider's table",
    ),
    case(
        "approval-below-provider",
        "intent",
        "A key of the top level slid below the provider's table, and has no effect.",
        "works",
        "config.key_misplaced",
        "config.unknown_key",
        config=with_lines('approval_policy = "never"'),
    ),
)
