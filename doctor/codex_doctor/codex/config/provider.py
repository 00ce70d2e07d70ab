"""The provider that Codex ends up with: built in, or a table of the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import field

from codex_doctor.codex.versions import holds
from codex_doctor.facts.active import OPENAI_ADDRESS, OSS_ADDRESS
from codex_doctor.sealed import Sealed
from codex_doctor.values import is_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.codex.config.environment import Environment
    from codex_doctor.codex.config.layers import Layered

OPENAI_BASE_URL = "https://api.openai.com/v1"
BEDROCK = ("amazon-bedrock", "amazon-bedrock-runtime")
"""Providers that newer versions bring along, and that a configuration can change."""

_DEFAULT_OSS_PORTS = {"ollama": 11434, "lmstudio": 1234}
_MAX_RETRIES = 100


class Provider(Sealed, frozen=True):
    """What Codex knows about the active provider.

    Attributes:
        id: As in `model_provider`.
        is_builtin: Whether Codex brings it along.
        base_url: None when the table has none: Codex then calls OpenAI.
        base_url_from: Variable that holds it, "" when a file or Codex itself does.
        fields: The provider's table with only those values that have the right type.
    """

    id: str
    name: str
    is_builtin: bool
    base_url: str | None
    base_url_from: str = ""
    uses_openai_login: bool = False
    supports_websockets: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def text(self, name: str) -> str | None:
        """Return a field of the table if it is a string."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def strings(self, name: str) -> dict[str, str]:
        """Return a field of the table that maps strings to strings, else an empty table."""
        value = self.fields.get(name)
        if not is_table(value):
            return {}
        return {key: text for key, text in value.items() if isinstance(text, str)}

    def number(self, name: str, default: int) -> int:
        """Return a field of the table if it is a number that Codex accepts, else the default."""
        value = self.fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            return default
        return value

    def retries(self, name: str, default: int) -> int:
        """Return a retry limit; Codex caps it in silence."""
        return min(self.number(name, default), _MAX_RETRIES)


def builtin_ids(version: str | None) -> tuple[str, ...]:
    """Return the provider ids that Codex brings along in this version."""
    oss = ("ollama", "lmstudio") if holds("ollama_builtin", version) else ("oss",)
    bedrock = BEDROCK if holds("bedrock_builtin", version) else ()
    return ("openai", *oss, *bedrock)


def env_keys(layered: Layered) -> dict[str, str]:
    """Return the variables that tables of providers name for their key, by the provider's id."""
    ids = map(str, layered.table("model_providers"))
    named = ((one, layered.text("model_providers", one, "env_key")) for one in ids)
    return {one: variable for one, variable in named if variable is not None}


def active_id(layered: Layered) -> str:
    """Return the id of the active provider; it may be undefined."""
    wanted = layered.text("model_provider")
    return "openai" if wanted is None else wanted


def find_provider(
    layered: Layered, environment: Environment, version: str | None
) -> Provider | None:
    """Return the active provider, None when it is not defined."""
    name = active_id(layered)
    if name == "openai":
        return _openai(layered, environment, version)
    if name in _DEFAULT_OSS_PORTS and name in builtin_ids(version):
        return _oss(name, environment)
    if name == "oss" and name in builtin_ids(version):
        return _oss("ollama", environment)
    fields = layered.table("model_providers", name)
    if not fields and name not in builtin_ids(version):
        return None
    base_url = fields.get("base_url")
    websockets = fields.get("supports_websockets") is True and holds("websocket_first", version)
    return Provider(
        name,
        str(fields.get("name", "")),
        is_builtin=name in builtin_ids(version),
        base_url=base_url if isinstance(base_url, str) else None,
        uses_openai_login=fields.get("requires_openai_auth") is True,
        supports_websockets=websockets,
        fields=fields,
    )


def speaks_chat(provider: Provider, version: str | None) -> bool:
    """Tell whether this version speaks Chat Completions to the provider."""
    if provider.id in _DEFAULT_OSS_PORTS and provider.is_builtin:
        return not holds("oss_responses", version)
    if provider.is_builtin:
        return False
    default = "chat" if holds("chat_default", version) else "responses"
    wire_api = provider.fields.get("wire_api", default)
    return wire_api == "chat" and not holds("chat_wire_api_removed", version)


def _openai(layered: Layered, environment: Environment, version: str | None) -> Provider:
    base_url, origin = OPENAI_BASE_URL, ""
    configured = layered.text(OPENAI_ADDRESS)
    from_variable = environment.get("OPENAI_BASE_URL")
    if holds("openai_base_url_key", version) and configured:
        base_url = configured
    elif holds("env_base_url_read", version) and from_variable:
        base_url, origin = from_variable, "OPENAI_BASE_URL"
    return Provider(
        "openai",
        "OpenAI",
        is_builtin=True,
        base_url=base_url,
        base_url_from=origin,
        uses_openai_login=True,
        supports_websockets=holds("websocket_first", version),
    )


def _oss(name: str, environment: Environment) -> Provider:
    port = environment.get("CODEX_OSS_PORT") or ""
    number = int(port) if port.isascii() and port.isdecimal() and int(port) < 65536 else 0
    base_url, origin = f"http://localhost:{number or _DEFAULT_OSS_PORTS[name]}/v1", ""
    from_variable = environment.get(OSS_ADDRESS)
    if from_variable and from_variable.strip():
        base_url, origin = from_variable, OSS_ADDRESS
    return Provider(name, "gpt-oss", is_builtin=True, base_url=base_url, base_url_from=origin)
