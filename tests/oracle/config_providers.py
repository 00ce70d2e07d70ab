"""Provider tables: fields, reserved ids, wire_api, and which provider is active."""

from __future__ import annotations

from typing import Final

from codex_doctor.codex.versions import default_model
from oracle.config_case import (
    CONFIG,
    KEYLESS,
    PROVIDER,
    SELECTION,
    ConfigCase,
    below,
    changed,
    healthy,
    on_top,
)

_NAME: Final = "config.provider_name_missing"
_UNDEFINED: Final = "config.provider_undefined"
_RESERVED: Final = "config.provider_reserved"
_CONFLICT: Final = "config.provider_conflict"
_WIRE: Final = "config.wire_api_invalid"
_OTHER: Final = '[model_providers.other]\nname = "Other"\n'


def _second(text: str) -> str:
    """Return the configuration with a further provider that nothing selects."""
    return below(_OTHER + text)


PROVIDERS: Final = (
    healthy("wire-responses", below('wire_api = "responses"')),
    ConfigCase("wire-chat", "config.wire_api_chat", below('wire_api = "chat"')),
    ConfigCase("wire-chat-unselected", "config.wire_api_chat", _second('wire_api = "chat"')),
    ConfigCase("wire-capital", _WIRE, below('wire_api = "Responses"')),
    ConfigCase("wire-blank", _WIRE, below('wire_api = "responses "')),
    ConfigCase("wire-empty", _WIRE, below('wire_api = ""')),
    ConfigCase("wire-integer", _WIRE, below("wire_api = 1")),
    ConfigCase("wire-list", _WIRE, below('wire_api = ["responses"]')),
    ConfigCase("reserved-openai", _RESERVED, below('[model_providers.openai]\nname = "x"')),
    healthy("reserved-openai-empty", below("[model_providers.openai]")),
    ConfigCase(
        "reserved-openai-nameless",
        _RESERVED,
        below('[model_providers.openai]\nbase_url = "{base_url}"'),
    ),
    ConfigCase("reserved-ollama", _RESERVED, below('[model_providers.ollama]\nname = "x"')),
    ConfigCase("reserved-lmstudio", _RESERVED, below('[model_providers.lmstudio]\nname = "x"')),
    ConfigCase("reserved-by-option", _RESERVED, args=("-c", 'model_providers.openai.name="x"')),
    ConfigCase("name-missing", _NAME, changed('name = "Lab"\n', "")),
    ConfigCase("name-empty", _NAME, changed('"Lab"', '""')),
    ConfigCase("name-blank", _NAME, changed('"Lab"', '" "')),
    ConfigCase("name-tab", _NAME, changed('"Lab"', r'"\t"')),
    ConfigCase("name-missing-unselected", _NAME, below('[model_providers.other]\nenv_key = "x"')),
    ConfigCase("provider-empty", _NAME, below("[model_providers.other]")),
    ConfigCase("provider-id-with-dot", _NAME, changed(".lab]", ".la.b]")),
    ConfigCase("provider-absent", _UNDEFINED, changed('= "lab"', '= "other"')),
    ConfigCase("provider-case", _UNDEFINED, changed('= "lab"', '= "Lab"')),
    ConfigCase("provider-blank-before", _UNDEFINED, changed('= "lab"', '= " lab"')),
    ConfigCase("provider-id-empty", _UNDEFINED, changed('= "lab"', '= ""')),
    ConfigCase(
        "provider-table-singular",
        _UNDEFINED,
        f"{PROVIDER}".replace("model_providers", "model_provider"),
    ),
    ConfigCase(
        "provider-table-singular-selected",
        "config.toml_syntax",
        changed("[model_providers", "[model_provider"),
    ),
    ConfigCase("provider-by-name", _UNDEFINED, changed('= "lab"', '= "Lab "')),
    ConfigCase("ollama-chat-selected", _UNDEFINED, 'model = "m"\nmodel_provider = "ollama-chat"\n'),
    ConfigCase(
        "provider-not-selected",
        "config.provider_not_selected",
        changed('model_provider = "lab"\n', ""),
    ),
    ConfigCase("keys-below-provider", "config.key_misplaced", PROVIDER + SELECTION),
    ConfigCase(
        "provider-fields-too-high",
        "config.key_misplaced",
        SELECTION + '[model_providers]\nname = "Lab"\nbase_url = "{base_url}"\n',
    ),
    ConfigCase(
        "base-url-missing", "config.base_url_missing", changed('base_url = "{base_url}"\n', "")
    ),
    ConfigCase("base-url-misspelt", "config.base_url_missing", changed("base_url", "baseURL")),
    ConfigCase("aws-on-custom", _CONFLICT, below('[model_providers.lab.aws]\nprofile = "x"')),
    ConfigCase("aws-unselected-empty", _CONFLICT, _second("aws = {}")),
    ConfigCase(
        "gateway-oauth-incomplete",
        _CONFLICT,
        below('[model_providers.lab.gateway_oauth]\ntoken_url = "x"'),
    ),
    ConfigCase("gateway-oauth-empty", _CONFLICT, _second("gateway_oauth = {}")),
    ConfigCase("bedrock-name", _CONFLICT, below('[model_providers.amazon-bedrock]\nname = "x"')),
    ConfigCase(
        "bedrock-env-key", _CONFLICT, below('[model_providers.amazon-bedrock]\nenv_key = "X"')
    ),
    healthy("bedrock-empty", below("[model_providers.amazon-bedrock]")),
    healthy(
        "bedrock-base-url",
        below('[model_providers.amazon-bedrock]\nbase_url = "https://b.example"'),
    ),
    ConfigCase("auth-with-env-key", _CONFLICT, below('[model_providers.lab.auth]\ncommand = "x"')),
    ConfigCase(
        "auth-with-bearer",
        _CONFLICT,
        below(
            'experimental_bearer_token = "x"\n[model_providers.lab.auth]\ncommand = "x"', KEYLESS
        ),
    ),
    ConfigCase(
        "auth-with-login",
        _CONFLICT,
        below('requires_openai_auth = true\n[model_providers.lab.auth]\ncommand = "x"', KEYLESS),
    ),
    ConfigCase(
        "auth-conflict-unselected", _CONFLICT, _second('env_key = "X"\nauth = { command = "x" }')
    ),
    ConfigCase(
        "auth-without-command",
        _CONFLICT,
        below('[model_providers.lab.auth]\nargs = ["x"]', KEYLESS),
    ),
    ConfigCase(
        "auth-command-empty",
        "config.wrong_type",
        below('[model_providers.lab.auth]\ncommand = ""', KEYLESS),
    ),
    ConfigCase(
        "name-amazon-bedrock", "config.provider_magic_name", changed('"Lab"', '"Amazon Bedrock"')
    ),
    healthy("name-azure", changed('"Lab"', '"Azure"')),
    ConfigCase(
        "name-openai", "config.provider_magic_name", changed('"Lab"', '"OpenAI"'), works=True
    ),
    healthy("capabilities-empty", below("[model_providers.lab.capabilities]")),
    healthy("project-fields", below('project_id = "p"\nlocation = "l"')),
    healthy("instructions-for-the-key", below('env_key_instructions = "ask me"')),
    healthy("login-not-required", below("requires_openai_auth = false")),
    healthy("websockets-off", below("supports_websockets = false")),
    ConfigCase("model-empty", "model.empty", changed('"lab-model-1"', '""')),
    ConfigCase(
        "model-unset",
        "config.model_unset",
        CONFIG.partition("\n")[2],
        works=True,
        model=default_model(None),
    ),
    healthy("bedrock-runtime-empty", below("[model_providers.amazon-bedrock-runtime]")),
    healthy("provider-of-two", on_top("", _second('base_url = "{base_url}"'))),
)
