"""Profiles: files beside config.toml, and the old forms that Codex refuses."""

from __future__ import annotations

from typing import Final

from oracle.config_case import (
    CONFIG,
    PROVIDER,
    SELECTION,
    ConfigCase,
    below,
    changed,
    healthy,
    on_top,
)

_LEGACY: Final = "config.profile_legacy"
_MISSING: Final = "config.profile_missing"
_X: Final = ("--profile", "x")
_MODEL: Final = 'model = "from-x"\n'

PROFILES: Final = (
    healthy("profile-file", files={"codex/x.config.toml": _MODEL}, args=_X, model="from-x"),
    healthy(
        "profile-short-option",
        files={"codex/x.config.toml": _MODEL},
        args=("-p", "x"),
        model="from-x",
    ),
    healthy(
        "profile-odd-name",
        files={"codex/X_y-1.config.toml": _MODEL},
        args=("-p", "X_y-1"),
        model="from-x",
    ),
    healthy("profile-alone", None, files={"codex/x.config.toml": CONFIG}, args=_X),
    healthy(
        "profile-selects-provider",
        f"{_MODEL}{PROVIDER}",
        files={"codex/x.config.toml": 'model_provider = "lab"'},
        args=_X,
        model="from-x",
    ),
    healthy(
        "profile-defines-provider", SELECTION, files={"codex/x.config.toml": PROVIDER}, args=_X
    ),
    healthy(
        "profile-merges-provider",
        changed('env_key = "LAB_API_KEY"', 'env_key = "NOT_SET"'),
        files={"codex/x.config.toml": '[model_providers.lab]\nenv_key = "LAB_API_KEY"\n'},
        args=_X,
    ),
    healthy(
        "profile-repairs-url",
        changed("{base_url}", "http://127.0.0.1:{dead_port}/v1"),
        files={"codex/x.config.toml": 'model_providers.lab.base_url = "{base_url}"\n'},
        args=_X,
    ),
    healthy("profile-empty-file", files={"codex/x.config.toml": ""}, args=_X),
    healthy(
        "profile-byte-order-mark",
        files={"codex/x.config.toml": f"\ufeff{_MODEL}"},
        args=_X,
        model="from-x",
    ),
    healthy(
        "profile-below-option",
        files={"codex/x.config.toml": _MODEL},
        args=(*_X, "-c", "model=from-c"),
        model="from-c",
    ),
    healthy(
        "profile-below-model-option",
        files={"codex/x.config.toml": _MODEL},
        args=(*_X, "-m", "from-m"),
        model="from-m",
    ),
    healthy(
        "profile-beside-other-table",
        below('[profiles.y]\nmodel = "q"'),
        files={"codex/x.config.toml": _MODEL},
        args=_X,
        model="from-x",
    ),
    healthy(
        "profile-repairs-wrong-type",
        changed("stream_max_retries = 0", 'stream_max_retries = "0"'),
        files={"codex/x.config.toml": "model_providers.lab.stream_max_retries = 0\n"},
        args=_X,
    ),
    ConfigCase("profile-absent", _MISSING, args=_X, works=True),
    ConfigCase(
        "profile-other-case", _MISSING, files={"codex/X.config.toml": _MODEL}, args=_X, works=True
    ),
    ConfigCase("profile-folder", "config.unreadable", files={"codex/x.config.toml/y": ""}, args=_X),
    ConfigCase("profile-with-dot", _MISSING, args=("--profile", "x.y")),
    ConfigCase(
        "profile-with-ending",
        _MISSING,
        files={"codex/x.config.toml": _MODEL},
        args=("--profile", "x.config.toml"),
    ),
    ConfigCase("profile-with-slash", _MISSING, args=("--profile", "a/x")),
    ConfigCase("profile-with-blank", _MISSING, args=("--profile", "a x")),
    ConfigCase("profile-empty-name", _MISSING, args=("--profile", "")),
    ConfigCase("profile-not-ascii", _MISSING, args=("--profile", "é")),
    ConfigCase(
        "profile-broken", "config.toml_syntax", files={"codex/x.config.toml": "model =\n"}, args=_X
    ),
    ConfigCase(
        "profile-latin-1", "config.not_utf8", files={"codex/x.config.toml": b"# \xe9\n"}, args=_X
    ),
    ConfigCase(
        "profile-wrong-type",
        "config.wrong_type",
        files={"codex/x.config.toml": "model = 5\n"},
        args=_X,
    ),
    ConfigCase(
        "profile-wire-chat",
        "config.wire_api_chat",
        files={"codex/x.config.toml": '[model_providers.lab]\nwire_api = "chat"\n'},
        args=_X,
    ),
    ConfigCase(
        "profile-unknown-key",
        "config.unknown_key",
        files={"codex/x.config.toml": "zork = 1\n"},
        args=_X,
        works=True,
    ),
    ConfigCase(
        "profile-undefined-provider",
        "config.provider_undefined",
        files={"codex/x.config.toml": 'model_provider = "y"\n'},
        args=_X,
    ),
    ConfigCase("legacy-key", _LEGACY, on_top('profile = "x"')),
    ConfigCase("legacy-key-empty", _LEGACY, on_top('profile = ""')),
    ConfigCase("legacy-key-by-option", _LEGACY, args=("-c", "profile=x")),
    ConfigCase(
        "legacy-key-in-profile", _LEGACY, files={"codex/x.config.toml": 'profile = "z"\n'}, args=_X
    ),
    ConfigCase("legacy-table", _LEGACY, below('[profiles.x]\nmodel = "q"'), args=_X),
    ConfigCase(
        "legacy-table-and-file",
        _LEGACY,
        below('[profiles.x]\nmodel = "q"'),
        files={"codex/x.config.toml": _MODEL},
        args=_X,
    ),
    ConfigCase(
        "legacy-key-and-option",
        _LEGACY,
        on_top('profile = "x"'),
        files={"codex/x.config.toml": _MODEL},
        args=_X,
    ),
    ConfigCase(
        "legacy-key-and-other-option",
        _LEGACY,
        on_top('profile = "y"'),
        files={"codex/x.config.toml": _MODEL},
        args=_X,
    ),
    healthy(
        "legacy-table-in-file",
        files={"codex/x.config.toml": '[profiles.x]\nmodel = "q"\n'},
        args=_X,
    ),
)
