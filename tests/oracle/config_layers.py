"""Layers besides the user's file: the machine's, options, and where CODEX_HOME is."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from oracle.config_case import (
    CONFIG,
    MODELLESS,
    PROVIDER,
    SELECTION,
    ConfigCase,
    changed,
    healthy,
)

_SYSTEM: Final = "etc/codex/config.toml"
_MANAGED: Final = "etc/codex/managed_config.toml"
_REQUIRED: Final = "etc/codex/requirements.toml"
_POLICY: Final = "config.policy_overrides"
_ALL: Final = (
    "-c", 'model="lab-model-1"', "-c", 'model_provider="l"', "-c",
    'model_providers.l={ name = "L", base_url = "{base_url}", env_key = "LAB_API_KEY" }',
)  # fmt: skip
_PIECES: Final = (
    "-c", "model=lab-model-1", "-c", "model_provider=l", "-c", "model_providers.l.name=L",
    "-c", "model_providers.l.base_url={base_url}", "-c", "model_providers.l.env_key=LAB_API_KEY",
)  # fmt: skip


def _option(name: str, *values: str, model: str) -> ConfigCase:
    args = tuple(part for value in values for part in ("-c", value))
    return healthy(name, args=args, model=model)


LAYERS: Final = (
    healthy("system-only", None, files={_SYSTEM: CONFIG}),
    healthy("system-below-user", files={_SYSTEM: 'model = "from-system"\n'}),
    healthy(
        "system-gives-model",
        MODELLESS,
        files={_SYSTEM: 'model = "from-system"\n'},
        model="from-system",
    ),
    healthy("system-selects-users-provider", PROVIDER, files={_SYSTEM: SELECTION}),
    healthy("system-defines-provider", SELECTION, files={_SYSTEM: PROVIDER}),
    ConfigCase("system-broken", "config.toml_syntax", files={_SYSTEM: "model =\n"}),
    ConfigCase("system-latin-1", "config.not_utf8", files={_SYSTEM: b"# \xe9\n"}),
    ConfigCase(
        "system-unknown-key", "config.unknown_key", files={_SYSTEM: "zork = 1\n"}, works=True
    ),
    ConfigCase(
        "managed-model",
        _POLICY,
        files={_MANAGED: 'model = "from-managed"\n'},
        model="from-managed",
        works=True,
    ),
    ConfigCase(
        "managed-beats-c",
        _POLICY,
        files={_MANAGED: 'model = "from-managed"\n'},
        args=("-c", "model=c"),
        model="from-managed",
        works=True,
    ),
    healthy(
        "managed-below-model-option",
        files={_MANAGED: 'model = "from-managed"\n'},
        args=("-m", "m"),
        model="m",
    ),
    healthy("managed-same-value", files={_MANAGED: 'model = "lab-model-1"\n'}),
    healthy("managed-only", None, files={_MANAGED: CONFIG}),
    healthy("managed-in-home-unread", files={"codex/managed_config.toml": 'model = "x"\n'}),
    ConfigCase("managed-broken", "config.toml_syntax", files={_MANAGED: "model =\n"}),
    healthy("requirements-same-provider", files={_REQUIRED: 'model_provider = "lab"\n'}),
    ConfigCase(
        "requirements-provider",
        _POLICY,
        f"{CONFIG}{PROVIDER.replace('lab]', 'b]').replace('{base_url}', '{origin}/b')}",
        files={_REQUIRED: 'model_provider = "b"\n'},
        path="/b/responses",
        served="/b/responses",
        works=True,
    ),
    ConfigCase(
        "requirements-undefined-provider",
        "config.provider_undefined",
        files={_REQUIRED: 'model_provider = "x"\n'},
    ),
    ConfigCase("requirements-broken", "config.toml_syntax", files={_REQUIRED: "model =\n"}),
    healthy("requirements-approval", files={_REQUIRED: 'allowed_approval_policies = ["never"]\n'}),
    ConfigCase(
        "requirements-model", "config.unknown_key", files={_REQUIRED: 'model = "x"\n'}, works=True
    ),
    healthy("all-in-one-option", None, args=_ALL),
    healthy("all-in-option-pieces", None, args=_PIECES),
    _option("option-bare-word", "model=gpt-x", model="gpt-x"),
    _option("option-single-quotes", "model='q'", model="q"),
    _option("option-half-quote", 'model="q', model="q"),
    _option("option-blanks", " model = zz ", model="zz"),
    _option("option-twice", "model=a", "model=b", model="b"),
    _option("option-with-equals", "model=a=b", model="a=b"),
    _option("option-with-comment", 'model="a" # b', model="a"),
    _option("option-word-and-comment", "model=a # b", model="a # b"),
    healthy("option-model-beats-c", args=("-m", "a", "-c", "model=b"), model="a"),
    healthy(
        "option-replaces-scalar",
        args=("-c", 'model_providers.lab.base_url="{origin}/other"'),
        path="/other/responses",
    ),
    healthy(
        "option-merges-table",
        args=("-c", 'model_providers.lab={ base_url = "{origin}/other" }'),
        path="/other/responses",
    ),
    ConfigCase(
        "option-key-quotes-are-literal",
        "config.provider_name_missing",
        args=("-c", 'model_providers."lab".base_url="{origin}/q"'),
    ),
    ConfigCase("option-empty-model", "model.empty", args=("-c", "model=")),
    ConfigCase("option-no-equals", "config.toml_syntax", args=("-c", "model")),
    ConfigCase("option-no-key", "config.toml_syntax", args=("-c", "=x")),
    ConfigCase("option-number", "config.wrong_type", args=("-c", "model=5")),
    ConfigCase("option-unknown-key", "config.unknown_key", args=("-c", "zork=1"), works=True),
    ConfigCase(
        "option-undefined-provider", "config.provider_undefined", args=("-c", "model_provider=x")
    ),
    ConfigCase(
        "option-wire-chat", "config.wire_api_chat", args=("-c", "model_providers.lab.wire_api=chat")
    ),
    healthy(
        "home-by-default",
        None,
        files={"home/.codex/config.toml": CONFIG},
        environ={"CODEX_HOME": "", "LAB_API_KEY": LAB_KEY},
    ),
    healthy(
        "home-relative",
        None,
        files={"work/rel/config.toml": CONFIG},
        environ={"CODEX_HOME": "rel", "LAB_API_KEY": LAB_KEY},
    ),
    healthy("home-slash-at-end", environ={"CODEX_HOME": "{codex}/", "LAB_API_KEY": LAB_KEY}),
    healthy("home-beats-default", files={"home/.codex/config.toml": "model =\n"}),
    ConfigCase(
        "home-missing",
        "env.codex_home_invalid",
        environ={"CODEX_HOME": "{codex}/nothing", "LAB_API_KEY": LAB_KEY},
    ),
    ConfigCase(
        "home-tilde",
        "env.codex_home_invalid",
        files={"home/x/config.toml": CONFIG},
        environ={"CODEX_HOME": "~/x", "LAB_API_KEY": LAB_KEY},
    ),
    ConfigCase(
        "home-is-a-file",
        "env.codex_home_invalid",
        environ={"CODEX_HOME": "{codex}/config.toml", "LAB_API_KEY": LAB_KEY},
    ),
    ConfigCase(
        "home-blank-before",
        "env.codex_home_invalid",
        environ={"CODEX_HOME": " {codex}", "LAB_API_KEY": LAB_KEY},
    ),
    ConfigCase(
        "home-in-user-home-unread",
        "config.provider_undefined",
        changed('= "lab"', '= "b"'),
        files={"home/.codex/config.toml": CONFIG},
    ),
)
