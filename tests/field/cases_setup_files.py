"""Configurations of which a type or the form of a file is wrong."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from field.set_up import CONFIG, GOOD, KEY, case, with_config, with_lines

_KEYED: Final = {"GW_KEY": KEY}


CASES: Final = (
    case(
        "chat-wire",
        "type",
        "The provider asks for the API that Codex gave up.",
        "fails",
        "config.wire_api_chat",
        config=with_lines('wire_api = "chat"'),
    ),
    case(
        "wire-misspelt",
        "type",
        "The API is one letter off.",
        "fails",
        "config.wire_api_invalid",
        "config.wrong_type",
        config=with_lines('wire_api = "response"'),
    ),
    case(
        "legacy-profile",
        "type",
        "A profile is selected as old versions did.",
        "fails",
        "config.profile_legacy",
        config='profile = "x"\n' + CONFIG + '\n[profiles.x]\nmodel = "glm-5"\n',
    ),
    case(
        "home-is-a-file",
        "type",
        "CODEX_HOME names the file, and not its folder.",
        "fails",
        "env.codex_home_invalid",
        env={**_KEYED, "CODEX_HOME": "{CODEX}/config.toml"},
    ),
    case(
        "byte-order-mark",
        "place",
        "The file begins with a byte order mark.",
        "works",
        config="\ufeff" + CONFIG,
    ),
    case(
        "windows-path",
        "place",
        "A path has backslashes in a string that reads them.",
        "fails",
        "config.toml_syntax",
        config=CONFIG + '\n[projects."C:\\Users\\me"]\ntrust_level = "trusted"\n',
        cure="single quotes",
    ),
    case(
        "table-twice",
        "place",
        "The provider's table is there twice.",
        "fails",
        "config.toml_syntax",
        config=CONFIG + '\n[model_providers.gw]\nname = "Gateway"\n',
    ),
    case(
        "typographic-quotes-in-file",
        "place",
        "A value stands in typographic quotes.",
        "fails",
        "config.toml_syntax",
        config=with_config('"Gateway"', "\u201cGateway\u201d"),
    ),
    case(
        "colon-for-equals",
        "place",
        "A line is written as YAML.",
        "fails",
        "config.toml_syntax",
        config=with_config('name = "Gateway"', 'name: "Gateway"'),
    ),
    case(
        "array-of-tables",
        "type",
        "The provider is a list of tables.",
        "fails",
        "config.wrong_type",
        config=with_config("[model_providers.gw]", "[[model_providers.gw]]"),
    ),
    case(
        "reserved-openai",
        "type",
        "The provider has the id of the built-in one.",
        "fails",
        "config.provider_reserved",
        config=with_config('"gw"', '"openai"').replace(".gw]", ".openai]"),
    ),
    case(
        "reserved-ollama",
        "type",
        "The provider has the id of a built-in local one.",
        "fails",
        "config.provider_reserved",
        config=with_config('"gw"', '"ollama"').replace(".gw]", ".ollama]"),
    ),
    case(
        "name-missing",
        "type",
        "The provider has no name.",
        "fails",
        "config.provider_name_missing",
        config=with_config('name = "Gateway"\n', ""),
    ),
    case(
        "number-as-text",
        "type",
        "A number stands in quotes.",
        "fails",
        "config.wrong_type",
        config=with_config("= 4000", '= "4000"'),
    ),
    case(
        "negative-retries",
        "type",
        "A count is negative.",
        "fails",
        "config.wrong_type",
        config=with_config("request_max_retries = 1", "request_max_retries = -1"),
    ),
    case(
        "sandbox-misspelt",
        "type",
        "A choice of the sandbox does not exist.",
        "fails",
        "config.wrong_type",
        config='sandbox_mode = "danger"\n' + CONFIG,
    ),
    case(
        "headers-as-list",
        "type",
        "Headers are written as a list.",
        "fails",
        "config.wrong_type",
        config=with_lines('http_headers = ["X-Team: blue"]'),
    ),
    case(
        "option-without-quotes",
        "healthy",
        "An option on the command line has a value without quotes.",
        "works",
        arguments=("-c", "model_verbosity=low"),
        endpoint=replace(GOOD),
    ),
    case(
        "option-selects-nothing",
        "intent",
        "An option on the command line selects a provider that is not there.",
        "fails",
        "config.provider_undefined",
        arguments=("-c", "model_provider=gateway"),
        cure="-c model_provider=gw",
    ),
    case(
        "unknown-feature",
        "type",
        "A feature is switched on that this version does not know.",
        "works",
        "config.unknown_key",
        config=CONFIG + "\n[features]\nimage_magic = true\n",
    ),
)
