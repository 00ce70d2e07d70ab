"""What is set by the command line, as layers: `-c`, `--enable`, `--oss`, `-m`, our `--base-url`.

Measured with `codex exec`: `--oss` beats `-c`, and takes provider and model at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomli

from codex_doctor.codex.files.documents import Document, Reading, settle_values
from codex_doctor.facts import Layer
from codex_doctor.facts.config_problems import TomlSyntax
from codex_doctor.facts.configuration import Refusal
from codex_doctor.facts.provider_problems import ProviderUndefined
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import Inputs

ADHOC_PROVIDER = "given-endpoint"
"""Id of the provider that `--base-url` stands for."""

_OSS_MODELS = {"ollama": "gpt-oss:20b", "lmstudio": "openai/gpt-oss-20b"}


def read_options(inputs: Inputs, below: Mapping[str, Any]) -> list[Reading]:
    """Return the options that beat every file but the requirements.

    Args:
        inputs: What the run starts from.
        below: What the files and `-c` set.
    """
    readings: list[Reading] = []
    if inputs.oss:
        readings.append(_read_oss(inputs, below))
    if inputs.model is not None:
        readings.append(_option("-m", {"model": inputs.model}))
    if inputs.base_url is not None:
        readings.append(_option("--base-url", _adhoc_table(inputs.base_url, inputs.env_key)))
    return readings


def _read_oss(inputs: Inputs, below: Mapping[str, Any]) -> Reading:
    """Return what `--oss` sets; without it `--local-provider` has no effect."""
    provider = inputs.local_provider
    if provider is None:
        configured = below.get("oss_provider")
        provider = configured if isinstance(configured, str) else None
    if provider is None:
        refusal = Refusal(ProviderUndefined("oss_unset", "--oss"))
        return Reading(
            Layer("options", "--oss", "refused", Told("config.no_provider_named"), refusal)
        )
    table = {"model_provider": provider}
    if provider in _OSS_MODELS:
        table["model"] = _OSS_MODELS[provider]
    return _option("--oss", table)


def _adhoc_table(base_url: str, env_key: str | None) -> dict[str, Any]:
    provider = {"name": ADHOC_PROVIDER, "base_url": base_url}
    if env_key is not None:
        provider["env_key"] = env_key
    return {"model_provider": ADHOC_PROVIDER, "model_providers": {ADHOC_PROVIDER: provider}}


def _option(shown: str, table: dict[str, Any]) -> Reading:
    return Reading(Layer("options", shown, "read"), Document("options", shown, table))


def read_override(text: str) -> Reading:
    """Return what one `-c key=value` sets; the key is split at each dot, quotes or not."""
    key, equals, value = text.partition("=")
    key = key.strip()
    if not equals or not key:
        why = Told("config.option_form")
        return Reading(Layer("options", "-c", "refused", why, Refusal(TomlSyntax(why))))
    table: dict[str, Any] = {}
    inner = table
    *parents, last = key.split(".")
    for part in parents[:64]:
        inner[part] = {}
        inner = inner[part]
    inner[last] = _parse_value(value.strip())
    return _option(f"-c {key}", table)


def read_switch(option: str, name: str) -> Reading:
    """Return what `--enable` or `--disable` sets; a dot in the name is no path."""
    return _option(f"{option} {name}", {"features": {name: option == "--enable"}})


def _parse_value(text: str) -> Any:
    """Read a value as TOML; what is no TOML is taken as it is, without quotes around it."""
    source = f"_x_ = {text}"
    plain = text.strip("\"'")
    try:
        parsed = tomli.loads(source)
    except (ValueError, RecursionError):
        return plain
    # A number beyond 64 bits is no TOML to Codex.
    return plain if settle_values(parsed) else parsed["_x_"]
