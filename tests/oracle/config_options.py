"""Options of `codex exec` that change which configuration counts."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from oracle.config_case import CONFIG, ConfigCase, below, healthy, on_top

_ALL: Final = (
    "-c", 'model="lab-model-1"', "-c", 'model_provider="l"', "-c",
    'model_providers.l={ name = "L", base_url = "{base_url}", env_key = "LAB_API_KEY" }',
)  # fmt: skip
_IGNORE: Final = "--ignore-user-config"
_LOGIN: Final = f'{{"OPENAI_API_KEY":"{LAB_KEY}"}}'


def _listed(name: str, config: str, *args: str) -> ConfigCase:
    """Return a case that works, with a key that Codex ignores and lists."""
    return ConfigCase(name, "config.unknown_key", config, works=True, args=args)


OPTIONS: Final = (
    healthy("user-config-ignored", CONFIG.replace("lab", "x"), args=(_IGNORE, *_ALL)),
    healthy("user-config-ignored-broken", "model =\n", args=(_IGNORE, *_ALL)),
    healthy(
        "user-config-ignored-login-used",
        "model =\n",
        files={"codex/auth.json": _LOGIN},
        args=(
            _IGNORE,
            *_ALL[:-1],
            'model_providers.l={ name="L", base_url="{base_url}", requires_openai_auth=true }',
        ),
        environ={},
    ),
    healthy(
        "user-config-ignored-dotenv-used",
        "model =\n",
        files={"codex/.env": f"LAB_API_KEY={LAB_KEY}\n"},
        args=(_IGNORE, *_ALL),
        environ={},
    ),
    healthy("strict-and-clean", args=("--strict-config",)),
    ConfigCase(
        "strict-unknown-key", "config.unknown_key", on_top("zork = 1"), args=("--strict-config",)
    ),
    ConfigCase(
        "strict-unknown-option", "config.unknown_key", args=("--strict-config", "-c", "zork=1")
    ),
    ConfigCase(
        "strict-unknown-in-provider",
        "config.unknown_key",
        below('api_key_path = "x"'),
        args=("--strict-config",),
    ),
    healthy("feature-enabled", args=("--enable", "shell_tool")),
    healthy("feature-disabled", args=("--disable", "goals")),
    healthy("feature-legacy-names", args=("--enable", "web_search", "--disable", "collab")),
    *(
        ConfigCase(f"feature-{name}", "config.unknown_key", args=args)
        for name, args in (
            ("enabled-unknown", ("--enable", "zork")),
            ("disabled-unknown", ("--disable", "zork")),
            ("enabled-in-capitals", ("--enable", "Shell_Tool")),
            ("enabled-with-value", ("--enable", "shell_tool=true")),
            ("enabled-by-path", ("--enable", "multi_agent_v2.enabled")),
            ("enabled-two-by-comma", ("--enable", "shell_tool,goals")),
            ("unknown-and-strict", ("--strict-config", "-c", "features.zork=true")),
        )
    ),
    ConfigCase(
        "feature-enabled-unknown-in-broken-file",
        "config.unknown_key",
        "model = ",
        args=("--enable", "zork"),
    ),
    _listed("feature-unknown", below("[features]\nshel_tool = true")),
    _listed("feature-unknown-option", CONFIG, "-c", "features.zork=false"),
    healthy("feature-switched-twice", args=("--enable", "goals", "--disable", "goals")),
    healthy("feature-settings", below("[features.multi_agent_v2]\nenabled = false")),
    ConfigCase(
        "feature-table", "config.wrong_type", below("[features.shell_tool]\nenabled = true")
    ),
    ConfigCase("feature-unknown-table", "config.wrong_type", below("[features]\nzork = {}")),
    ConfigCase(
        "feature-word-by-option", "config.wrong_type", args=("-c", "features.shell_tool=yes")
    ),
    healthy("local-provider-without-oss", args=("--local-provider", "ollama")),
    ConfigCase("oss-without-provider", "config.provider_undefined", args=("--oss",)),
    ConfigCase(
        "oss-unknown-provider",
        "config.provider_undefined",
        args=("--oss", "--local-provider", "bogus"),
    ),
    healthy("oss-names-the-own-provider", args=("--oss", "--local-provider", "lab")),
    healthy("oss-provider-of-the-file", on_top('oss_provider = "lab"'), args=("--oss",)),
)
