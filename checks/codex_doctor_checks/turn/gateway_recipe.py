"""The gateway that translates, as commands for this endpoint; not a check.

Measured with LiteLLM 1.108.7 before an endpoint that has Chat Completions alone, and Codex 0.171.0:
its route `lm_studio/` translates; `openai/` and `hosted_vllm/` ask the endpoint for the Responses
API again (tests/oracle/litellm_set_ups.py). It listens to this machine alone, and wants the key
that Codex sends anyway.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.model import Commands, Fix
from codex_doctor.secrets.masking import MASK
from codex_doctor.words.sentence import fill, say
from codex_doctor_checks.setup.base_url import change_base_url

if TYPE_CHECKING:
    from codex_doctor.facts import Setup
    from codex_doctor.words.measures import Value

LITELLM: Final = "1.108.7"
_ROUTE: Final = "lm_studio"
_PORT: Final = 4000
_NO_KEY: Final = "none"
_FOLDER: Final = "litellm-codex"
_UNKEYED: Final = "dangerously_permit_weak_or_unset_master_key"


def translate(setup: Setup) -> Fix | None:
    """Return the fix that starts LiteLLM before an endpoint and points base_url at it.

    None where the recipe would need what is not known here: a key that comes from elsewhere than
    a variable, or an address with a secret in it.
    """
    endpoint, model, credential = setup.endpoint, setup.model, setup.credential
    if endpoint is None or not model or MASK in endpoint.base_url:
        return None
    if credential.source not in {"env_key", "none"}:
        return None
    key = f"os.environ/{credential.name}" if credential.source == "env_key" else _NO_KEY
    filled: dict[str, Value] = {
        "folder": _FOLDER,
        "version": LITELLM,
        "port": str(_PORT),
        "config": _configuration(model, endpoint.base_url.rstrip("/"), key),
    }
    title = say("fix.gateway_recipe", host=endpoint.host, port=_PORT, version=LITELLM)
    fix = change_base_url(setup, shown=f"http://127.0.0.1:{_PORT}/v1", title=title)
    commands = Commands(
        posix=fill("fix.gateway_recipe.posix", filled),
        powershell=fill("fix.gateway_recipe.powershell", filled),
    )
    return replace(fix, commands=commands)


def _configuration(model: str, base: str, key: str) -> str:
    """Return LiteLLM's configuration; a string of JSON is one of YAML."""
    return "\n".join(
        (
            "model_list:",
            f"  - model_name: {json.dumps(model)}",
            "    litellm_params:",
            f"      model: {json.dumps(f'{_ROUTE}/{model}')}",
            f"      api_base: {json.dumps(base)}",
            f"      api_key: {json.dumps(key)}",
            "general_settings:",
            f"  master_key: {json.dumps(key)}" if key != _NO_KEY else f"  {_UNKEYED}: true",
        )
    )
