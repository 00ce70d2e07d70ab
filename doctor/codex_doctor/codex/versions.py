"""Since which Codex version a behaviour holds; the only place that compares versions.

Measured by running the published binaries; `last` is the last stable version that behaves so.
"""

from __future__ import annotations

from dataclasses import dataclass

NEWEST = "0.169.0"
"""The newest version that was measured; rules for later ones are assumed to be the same."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One thing Codex does between two versions, both included; None means no bound."""

    name: str
    first: str | None
    last: str | None
    sentence: str


BEHAVIOURS = (
    Behaviour("chat_default", None, "0.94.0", "A provider without wire_api speaks chat."),
    Behaviour(
        "chat_wire_api_deprecated",
        "0.72.0",
        "0.94.0",
        'wire_api = "chat" works and prints a deprecation notice.',
    ),
    Behaviour(
        "chat_wire_api_removed",
        "0.95.0",
        None,
        'wire_api = "chat" is refused, also in a provider that is not selected.',
    ),
    Behaviour(
        "env_base_url_read",
        None,
        "0.118.0",
        "The built-in provider takes its address from OPENAI_BASE_URL.",
    ),
    Behaviour(
        "env_base_url_ignored",
        "0.120.0",
        None,
        "OPENAI_BASE_URL is not read and nothing is said about it.",
    ),
    Behaviour(
        "openai_base_url_key",
        "0.115.0",
        None,
        "openai_base_url moves the built-in provider.",
    ),
    Behaviour("websocket_first", "0.116.0", None, "The built-in provider tries WebSocket first."),
    Behaviour("openai_key_read", None, "0.34.0", "OPENAI_API_KEY of the environment is sent."),
    Behaviour(
        "login_inherited",
        None,
        "0.148.0",
        "The key in auth.json goes to a custom provider that configures none.",
    ),
    Behaviour("codex_api_key_read", "0.44.0", None, "CODEX_API_KEY is sent and beats auth.json."),
    Behaviour("bearer_token_read", "0.49.0", None, "experimental_bearer_token is sent."),
    Behaviour("auth_command_run", "0.118.0", None, "auth.command is run for the credential."),
    Behaviour("access_token_read", "0.129.0", None, "CODEX_ACCESS_TOKEN beats auth.json."),
    Behaviour("dotenv_overrides", "0.22.0", None, "$CODEX_HOME/.env beats the environment."),
    Behaviour(
        "trailing_slash_removed", "0.64.0", None, "Trailing slashes of base_url are removed."
    ),
    Behaviour(
        "profile_tables", None, "0.133.0", '[profiles.x] and profile = "x" select a profile.'
    ),
    Behaviour("profile_files", "0.134.0", None, "--profile x reads $CODEX_HOME/x.config.toml."),
    Behaviour("unknown_keys_listed", "0.156.0", None, "Unknown keys are listed in a warning."),
    Behaviour("reserved_refused", "0.115.0", None, "A redefined built-in provider is refused."),
    Behaviour("bedrock_builtin", "0.123.0", None, "amazon-bedrock is a built-in provider."),
    Behaviour("ollama_builtin", "0.59.0", None, "ollama and lmstudio are built-in providers."),
    Behaviour("system_config_read", "0.79.0", None, "/etc/codex/config.toml is read."),
    Behaviour("managed_config_read", "0.45.0", None, "/etc/codex/managed_config.toml is read."),
    Behaviour("project_config_read", "0.79.0", None, "A trusted .codex/config.toml is read."),
    Behaviour(
        "project_keys_denied",
        "0.129.0",
        None,
        "A project's .codex/config.toml cannot choose or define providers.",
    ),
    Behaviour("toml_1_1", "0.79.0", None, "TOML 1.1 is accepted."),
    Behaviour("codex_ca_read", "0.115.0", None, "CODEX_CA_CERTIFICATE is read."),
    Behaviour(
        "waits_for_network",
        "0.148.0",
        None,
        "A connection that fails is tried again for ever.",
    ),
)

DIALECTS = (
    "0.58.0",
    "0.80.0",
    "0.98.0",
    "0.115.0",
    "0.120.0",
    "0.133.0",
    "0.149.0",
    "0.160.1",
    "0.169.0",
)
"""The versions whose requests were recorded; each speaks for the versions up to the next one."""

DEFAULT_MODELS = (
    (None, "gpt-5"),
    ("0.40.0", "gpt-5-codex"),
    ("0.59.0", "gpt-5.1-codex-max"),
    ("0.60.1", "gpt-5.1-codex"),
    ("0.65.0", "gpt-5.1-codex-max"),
    ("0.87.0", "gpt-5.2-codex"),
    ("0.106.0", "gpt-5.3-codex"),
    ("0.123.0", "gpt-5.4"),
    ("0.125.0", "gpt-5.5"),
    ("0.144.0", "gpt-5.6-sol"),
    ("0.153.4", "gpt-6-astra"),
    ("0.159.1", "gpt-6.1-sol"),
)

_BY_NAME = {behaviour.name: behaviour for behaviour in BEHAVIOURS}


def holds(name: str, version: str | None) -> bool:
    """Tell whether the behaviour of this name holds in `version` (None: the newest).

    Raises:
        KeyError: No behaviour has this name.
    """
    behaviour = _BY_NAME[name]
    at = parse_version(version or NEWEST)
    after_first = behaviour.first is None or at >= parse_version(behaviour.first)
    return after_first and (behaviour.last is None or at <= parse_version(behaviour.last))


def sentence(name: str) -> str:
    """Return what the behaviour of this name means, as a sentence.

    Raises:
        KeyError: No behaviour has this name.
    """
    return _BY_NAME[name].sentence


def first_version(name: str) -> str | None:
    """Return the first version in which the behaviour holds, None for all early ones.

    Raises:
        KeyError: No behaviour has this name.
    """
    return _BY_NAME[name].first


def last_version(name: str) -> str | None:
    """Return the last version in which the behaviour holds, None while it still does.

    Raises:
        KeyError: No behaviour has this name.
    """
    return _BY_NAME[name].last


def default_model(version: str | None) -> str:
    """Return the model that Codex sends when none is set."""
    at = parse_version(version or NEWEST)
    return [model for first, model in DEFAULT_MODELS if not first or at >= parse_version(first)][-1]


def dialect_version(version: str | None) -> str:
    """Return the recorded version that sends what this one sends (the oldest for older ones)."""
    at = parse_version(version or NEWEST)
    before = [one for one in DIALECTS if parse_version(one) <= at]
    return before[-1] if before else DIALECTS[0]


def is_newer(version: str | None) -> bool:
    """Tell whether a version is newer than the newest one that was measured."""
    return version is not None and parse_version(version) > parse_version(NEWEST)


def parse_version(text: str) -> tuple[int, int, int]:
    """Return the three numbers of a version; a part that is no number counts as 0.

    A pre-release (`0.170.0-alpha.2`) counts as the version it leads to.
    """
    parts = text.strip().removeprefix("v").split("-", 1)[0].split(".")
    numbers = [int(part) if part.isascii() and part.isdecimal() else 0 for part in parts[:3]]
    major, minor, patch = [*numbers, 0, 0, 0][:3]
    return major, minor, patch
