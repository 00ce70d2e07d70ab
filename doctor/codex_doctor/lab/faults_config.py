"""Faults of the environment and the configuration: the endpoint itself is healthy."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE, Fault, changed

_SELECTION: Final = 'model = "lab-model-1"\nmodel_provider = "lab"\n'
_PROVIDER: Final = CONFIG.partition("\n\n")[2]


def _key(name: str, title: str, *, key: str, expect: str) -> Fault:
    return Fault(name, "environment", title, expect=expect, environ={KEY_VARIABLE: key})


def _config(name: str, title: str, *, config: str, expect: str) -> Fault:
    return Fault(name, "config", title, expect=expect, config=config)


ENVIRONMENT_FAULTS: Final = (
    Fault(
        "key-unset",
        "environment",
        "The variable that env_key names is not set.",
        expect="env.key_unset",
        environ={},
    ),
    _key("key-empty", "The key's variable is empty.", key="", expect="env.key_empty"),
    _key("key-blank", "The key's variable holds only blanks.", key="  ", expect="env.key_empty"),
    _key(
        "key-newline",
        "The key ends in a newline, so Codex sends no Authorization at all.",
        key=f"{LAB_KEY}\n",
        expect="env.key_control_characters",
    ),
    _key(
        "key-quoted",
        "The key's variable includes literal quotes.",
        key=f'"{LAB_KEY}"',
        expect="env.key_quoted",
    ),
    _key(
        "key-bearer-prefix",
        'The key starts with "Bearer ", which the header then says twice.',
        key=f"Bearer {LAB_KEY}",
        expect="env.key_bearer_prefix",
    ),
    _key(
        "key-leading-blank",
        "The key starts with a blank, which is sent as it is.",
        key=f" {LAB_KEY}",
        expect="env.key_whitespace",
    ),
    _key(
        "key-placeholder",
        "The key is a placeholder from a guide.",
        key="your-api-key-here",
        expect="env.key_placeholder",
    ),
    Fault(
        "key-in-env-key",
        "environment",
        "env_key holds the key itself instead of a variable's name.",
        expect="env.key_name_is_key",
        config=changed('env_key = "LAB_API_KEY"', f'env_key = "{LAB_KEY}"'),
    ),
    Fault(
        "dotenv-stale-key",
        "environment",
        "A stale key in $CODEX_HOME/.env beats the right one of the shell.",
        expect="env.dotenv_shadows",
        files={".env": f"{KEY_VARIABLE}=sk-lab-0000000000000000stale\n"},
    ),
    Fault(
        "base-url-environment",
        "environment",
        "Only OPENAI_BASE_URL and OPENAI_API_KEY are set, which Codex does not read.",
        expect="env.base_url_ignored",
        config='model = "lab-model-1"\n',
        environ={"OPENAI_BASE_URL": "{base_url}", "OPENAI_API_KEY": LAB_KEY},
    ),
)

CONFIG_FAULTS: Final = (
    _config(
        "window-too-small",
        "Codex is told of a context window that its first request fills.",
        config="model_context_window = 8192\n" + CONFIG,
        expect="request.context_too_small",
    ),
    _config(
        "toml-unclosed-string",
        "A string in config.toml is not closed.",
        config=changed('name = "Lab"', 'name = "Lab'),
        expect="config.toml_syntax",
    ),
    _config(
        "toml-unquoted-value",
        "A value in config.toml has no quotes.",
        config=changed('"lab-model-1"', "lab-model-1"),
        expect="config.toml_syntax",
    ),
    _config(
        "toml-smart-quotes",
        "A value in config.toml has typographic quotes.",
        config=changed('"lab-model-1"', "“lab-model-1”"),
        expect="config.toml_syntax",
    ),
    _config(
        "toml-duplicate-key",
        "A key in config.toml is there twice.",
        config=changed('name = "Lab"', 'name = "Lab"\nname = "Lab"'),
        expect="config.toml_syntax",
    ),
    _config(
        "toml-unclosed-table",
        "A table header in config.toml is not closed.",
        config=changed("[model_providers.lab]", "[model_providers.lab"),
        expect="config.toml_syntax",
    ),
    _config(
        "keys-below-table",
        "model and model_provider slid under the provider's table.",
        config=_PROVIDER + _SELECTION,
        expect="config.key_misplaced",
    ),
    _config(
        "wire-api-chat",
        'wire_api is "chat", which this version no longer knows.',
        config=changed('wire_api = "responses"', 'wire_api = "chat"'),
        expect="config.wire_api_chat",
    ),
    _config(
        "wire-api-unknown",
        'wire_api is "response".',
        config=changed('wire_api = "responses"', 'wire_api = "response"'),
        expect="config.wire_api_invalid",
    ),
    _config(
        "profile-legacy-key",
        "A profile is selected by a key that this version refuses.",
        config='profile = "work"\n' + CONFIG,
        expect="config.profile_legacy",
    ),
    Fault(
        "profile-legacy-table",
        "config",
        "A profile is a table in config.toml, which this version refuses.",
        expect="config.profile_legacy",
        config=CONFIG + '\n[profiles.work]\nmodel = "lab-model-1"\n',
        args=("-p", "work"),
    ),
    _config(
        "provider-undefined",
        "model_provider names a provider that is not defined.",
        config=changed('model_provider = "lab"', 'model_provider = "labs"'),
        expect="config.provider_undefined",
    ),
    _config(
        "provider-case",
        "model_provider names the provider in other capitals.",
        config=changed('model_provider = "lab"', 'model_provider = "Lab"'),
        expect="config.provider_undefined",
    ),
    _config(
        "provider-reserved",
        "The id of a built-in provider is defined anew.",
        config=CONFIG.replace('"lab"', '"openai"').replace(".lab]", ".openai]"),
        expect="config.provider_reserved",
    ),
    _config(
        "provider-no-name",
        "The provider has no name.",
        config=changed('name = "Lab"\n', ""),
        expect="config.provider_name_missing",
    ),
    _config(
        "provider-not-selected",
        "A provider is defined, and no model_provider selects it.",
        config=changed('model_provider = "lab"\n', ""),
        expect="config.provider_not_selected",
    ),
    _config(
        "base-url-missing",
        "The provider has no base_url, so its key would go to OpenAI.",
        config=changed('base_url = "{base_url}"\n', ""),
        expect="config.base_url_missing",
    ),
    _config(
        "base-url-misspelt",
        "The provider's base_url is spelt base-url, so its key would go to OpenAI.",
        config=changed("base_url =", "base-url ="),
        expect="config.base_url_missing",
    ),
    _config(
        "base-url-no-scheme",
        "base_url has no scheme.",
        config=changed('"{base_url}"', '"127.0.0.1:{port}/v1"'),
        expect="config.base_url_invalid",
    ),
    _config(
        "wrong-type",
        "A number is written as a string.",
        config=changed("request_max_retries = 1", 'request_max_retries = "1"'),
        expect="config.wrong_type",
    ),
    _config(
        "header-content-length",
        "A configured Content-Length cuts every request short.",
        config=f'{CONFIG}http_headers = {{ Content-Length = "5" }}\n',
        expect="config.header_framing",
    ),
    _config(
        "header-transfer-encoding",
        "A configured Transfer-Encoding announces what the request is not.",
        config=f'{CONFIG}http_headers = {{ Transfer-Encoding = "gzip" }}\n',
        expect="config.header_framing",
    ),
)
