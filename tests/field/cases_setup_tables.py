"""Set-ups as guides and other tools have them: tables and files, and two faults at once."""

from __future__ import annotations

from typing import Final

from field.set_up import (
    ADDRESS,
    CONFIG,
    KEY,
    MODEL,
    OPEN,
    PROVIDER,
    SELECTION,
    case,
    with_config,
    with_lines,
)

# What goes to the internet ends at a port that refuses.
_NOWHERE: Final = {"HTTPS_PROXY": "http://127.0.0.1:{DEAD}"}
_KEYED: Final = {"GW_KEY": KEY}
_LOST: Final = {**_KEYED, **_NOWHERE}
CASES: Final = (
    # ----- tables
    case(
        "table-in-the-singular",
        "place",
        "The provider's table is called as the key that selects it.",
        "fails",
        "config.toml_syntax",
        config=with_config("[model_providers.gw]", "[model_provider.gw]"),
        cure="[model_providers.gw]",
    ),
    case(
        "table-without-its-parent",
        "place",
        "The provider's table stands at the top.",
        "fails",
        "config.provider_undefined",
        config=with_config("[model_providers.gw]", "[gw]"),
        cure="[model_providers.gw]",
    ),
    case(
        "table-of-another-tool",
        "place",
        "The provider stands in a table of another tool.",
        "fails",
        "config.provider_undefined",
        config=with_config("[model_providers.gw]", "[providers.gw]"),
        cure="[model_providers.gw]",
    ),
    case(
        "table-is-an-address",
        "type",
        "The provider is an address and no table.",
        "fails",
        "config.wrong_type",
        config=f'{SELECTION}[model_providers]\ngw = "{ADDRESS}"\n',
        cure="a table with name, base_url and env_key",
    ),
    case(
        "table-with-a-dot-in-its-name",
        "place",
        "The provider's name has a dot, which divides tables.",
        "fails",
        "config.provider_name_missing",
        config=CONFIG.replace('"gw"', '"my.gw"').replace("providers.gw", "providers.my.gw"),
        cure='[model_providers."my.gw"]',
    ),
    case(
        "table-with-capitals",
        "place",
        "The provider is selected in other capitals than it is written in.",
        "fails",
        "config.provider_undefined",
        config=with_config('model_provider = "gw"', 'model_provider = "GW"'),
        cure='model_provider = "gw"',
    ),
    case(
        "table-as-of-an-old-report",
        "intent",
        "Address and key stand in the tables of another tool.",
        "hangs",
        "config.unknown_key",
        "config.provider_not_selected",
        "config.missing",
        config=(
            f'model = "{MODEL}"\n\n[providers.openai]\napi_base = "{ADDRESS}"\napi_key = "{KEY}"\n'
        ),
        env=_NOWHERE,
        cure="[model_providers.gw]",
        report="openai/codex#5347",
    ),
    *(
        case(
            f"file-{name}",
            "intent",
            "The configuration stands in a file that Codex does not read.",
            "hangs",
            "config.missing",
            config=None,
            env=_LOST,
            files={file: text},
            cure="config.toml in CODEX_HOME",
        )
        for name, file, text in (
            ("in-config-folder", "home/.config/codex/config.toml", CONFIG),
            ("in-default-home", "home/.codex/config.toml", CONFIG),
            ("with-txt-behind", "codex/config.toml.txt", CONFIG),
            ("of-yaml", "codex/config.yaml", f"model: {MODEL}\nprovider: gw\n"),
            ("in-capitals", "codex/Config.toml", CONFIG),
        )
    ),
    case(
        "capital-openai-without-key",
        "healthy",
        "The provider is called OpenAI, as a relay writes it, and asks for no login.",
        "works",
        "",
        "config.provider_magic_name",
        config=PROVIDER.replace("providers.gw", "providers.OpenAI")
        .join((f'model = "{MODEL}"\nmodel_provider = "OpenAI"\n\n', ""))
        .replace('env_key = "GW_KEY"\n', ""),
        endpoint=OPEN,
    ),
    case(
        "table-with-hyphen",
        "place",
        "The provider's table is called with a hyphen.",
        "fails",
        "config.provider_undefined",
        config=with_config("[model_providers.gw]", "[model-providers.gw]"),
        cure="[model_providers.gw]",
    ),
    case(
        "option-with-another-name-of-the-address",
        "intent",
        "The address is given on the command line, under the name of another tool.",
        "hangs",
        "config.base_url_missing",
        config=with_config(f'base_url = "{ADDRESS}"\n', ""),
        env=_LOST,
        arguments=("-c", f"model_providers.gw.api_base={ADDRESS}"),
        cure="-c model_providers.gw.base_url=...",
    ),
    # ----- two faults at once
    case(
        "two-bearer-and-route",
        "two",
        "The key holds Bearer too, and base_url holds the route.",
        "fails",
        "env.key_bearer_prefix",
        "url.endpoint_in_base",
        config=with_config("/v1", "/v1/responses"),
        env={"GW_KEY": f"Bearer {KEY}"},
        cure="both",
    ),
    case(
        "two-chat-and-key-in-env-key",
        "two",
        "wire_api is chat, and env_key holds the key itself.",
        "fails",
        "config.wire_api_chat",
        config=with_lines('wire_api = "chat"').replace("GW_KEY", KEY),
        env={},
        cure="both",
    ),
    case(
        "two-selection-and-variable",
        "two",
        "The selection is one letter off, and the key's variable is not set.",
        "fails",
        "config.provider_undefined",
        config=with_config('model_provider = "gw"', 'model_provider = "gv"'),
        env={},
        files={"work/.env": f"GW_KEY={KEY}\n"},
        cure="both",
    ),
)
