"""Faults of the environment and the configuration: the endpoint itself is healthy."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE, Fault, changed

_SELECTION: Final = 'model = "lab-model-1"\nmodel_provider = "lab"\n'
_PROVIDER: Final = CONFIG.partition("\n\n")[2]


def _key(name: str, *, key: str, expect: str) -> Fault:
    return Fault(name, "environment", expect=expect, environ={KEY_VARIABLE: key})


def _config(name: str, *, config: str, expect: str) -> Fault:
    return Fault(name, "config", expect=expect, config=config)


ENVIRONMENT_FAULTS: Final = (
    Fault(
        "key-unset",
        "environment",
        expect="env.key_unset",
        environ={},
    ),
    _key("key-empty", key="", expect="env.key_empty"),
    _key("key-blank", key="  ", expect="env.key_empty"),
    _key(
        "key-newline",
        key=f"{LAB_KEY}\n",
        expect="env.key_control_characters",
    ),
    _key(
        "key-quoted",
        key=f'"{LAB_KEY}"',
        expect="env.key_quoted",
    ),
    _key(
        "key-bearer-prefix",
        key=f"Bearer {LAB_KEY}",
        expect="env.key_bearer_prefix",
    ),
    _key(
        "key-leading-blank",
        key=f" {LAB_KEY}",
        expect="env.key_whitespace",
    ),
    _key(
        "key-placeholder",
        key="your-api-key-here",
        expect="env.key_placeholder",
    ),
    Fault(
        "key-in-env-key",
        "environment",
        expect="env.key_name_is_key",
        config=changed('env_key = "LAB_API_KEY"', f'env_key = "{LAB_KEY}"'),
    ),
    Fault(
        "dotenv-stale-key",
        "environment",
        expect="env.dotenv_shadows",
        files={".env": f"{KEY_VARIABLE}=sk-lab-0000000000000000stale\n"},
    ),
    Fault(
        "base-url-environment",
        "environment",
        expect="env.base_url_ignored",
        config='model = "lab-model-1"\n',
        environ={"OPENAI_BASE_URL": "{base_url}", "OPENAI_API_KEY": LAB_KEY},
    ),
)

CONFIG_FAULTS: Final = (
    _config(
        "window-too-small",
        config="model_context_window = 8192\n" + CONFIG,
        expect="request.context_too_small",
    ),
    _config(
        "toml-unclosed-string",
        config=changed('name = "Lab"', 'name = "Lab'),
        expect="config.toml_syntax",
    ),
    _config(
        "toml-unquoted-value",
        config=changed('"lab-model-1"', "lab-model-1"),
        expect="config.toml_syntax",
    ),
    _config(
        "toml-smart-quotes",
        config=changed('"lab-model-1"', "“lab-model-1”"),
        expect="config.toml_syntax",
    ),
    _config(
        "toml-duplicate-key",
        config=changed('name = "Lab"', 'name = "Lab"\nname = "Lab"'),
        expect="config.toml_syntax",
    ),
    _config(
        "toml-unclosed-table",
        config=changed("[model_providers.lab]", "[model_providers.lab"),
        expect="config.toml_syntax",
    ),
    _config(
        "keys-below-table",
        config=_PROVIDER + _SELECTION,
        expect="config.key_misplaced",
    ),
    _config(
        "wire-api-chat",
        config=changed('wire_api = "responses"', 'wire_api = "chat"'),
        expect="config.wire_api_chat",
    ),
    _config(
        "wire-api-unknown",
        config=changed('wire_api = "responses"', 'wire_api = "response"'),
        expect="config.wire_api_invalid",
    ),
    _config(
        "profile-legacy-key",
        config='profile = "work"\n' + CONFIG,
        expect="config.profile_legacy",
    ),
    Fault(
        "profile-legacy-table",
        "config",
        expect="config.profile_legacy",
        config=CONFIG + '\n[profiles.work]\nmodel = "lab-model-1"\n',
        args=("-p", "work"),
    ),
    _config(
        "provider-undefined",
        config=changed('model_provider = "lab"', 'model_provider = "labs"'),
        expect="config.provider_undefined",
    ),
    _config(
        "provider-case",
        config=changed('model_provider = "lab"', 'model_provider = "Lab"'),
        expect="config.provider_undefined",
    ),
    _config(
        "provider-reserved",
        config=CONFIG.replace('"lab"', '"openai"').replace(".lab]", ".openai]"),
        expect="config.provider_reserved",
    ),
    _config(
        "provider-no-name",
        config=changed('name = "Lab"\n', ""),
        expect="config.provider_name_missing",
    ),
    _config(
        "provider-not-selected",
        config=changed('model_provider = "lab"\n', ""),
        expect="config.provider_not_selected",
    ),
    _config(
        "base-url-missing",
        config=changed('base_url = "{base_url}"\n', ""),
        expect="config.base_url_missing",
    ),
    _config(
        "base-url-misspelt",
        config=changed("base_url =", "base-url ="),
        expect="config.base_url_missing",
    ),
    _config(
        "base-url-no-scheme",
        config=changed('"{base_url}"', '"127.0.0.1:{port}/v1"'),
        expect="config.base_url_invalid",
    ),
    _config(
        "wrong-type",
        config=changed("request_max_retries = 1", 'request_max_retries = "1"'),
        expect="config.wrong_type",
    ),
    _config(
        "header-content-length",
        config=f'{CONFIG}http_headers = {{ Content-Length = "5" }}\n',
        expect="config.header_framing",
    ),
    _config(
        "header-transfer-encoding",
        config=f'{CONFIG}http_headers = {{ Transfer-Encoding = "gzip" }}\n',
        expect="config.header_framing",
    ),
)
