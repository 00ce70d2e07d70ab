"""Project layers: `.codex/config.toml`, who trusts it, and what it may not set."""

from __future__ import annotations

from typing import Final

from oracle.config_case import CONFIG, ConfigCase, below, changed, healthy, on_top

_TRUSTED: Final = below('[projects."{work}"]\ntrust_level = "trusted"')
_DISTRUSTED: Final = below('[projects."{work}"]\ntrust_level = "untrusted"')
_FILE: Final = "work/.codex/config.toml"
_MODEL: Final = 'model = "from-project"\n'
_IGNORED: Final = "config.project_key_ignored"
_SUB: Final = ("-C", "{work}/sub")


def _dropped(key: str, value: str) -> ConfigCase:
    name = f"project-key-{key.replace('_', '-')}"
    files = {_FILE: f"{_MODEL}{key} = {value}\n"}
    return ConfigCase(name, _IGNORED, _TRUSTED, works=True, files=files, model="from-project")


PROJECTS: Final = (
    healthy("project-trusted", _TRUSTED, files={_FILE: _MODEL}, model="from-project"),
    healthy("project-untrusted", files={_FILE: _MODEL}),
    healthy("project-distrusted", _DISTRUSTED, files={_FILE: _MODEL}),
    healthy("project-untrusted-broken", files={_FILE: "model =\n"}),
    healthy("project-untrusted-denied-key", files={_FILE: 'model_provider = "x"\n'}),
    healthy("project-file-not-in-folder", _TRUSTED, files={"work/config.toml": _MODEL}),
    healthy(
        "project-trust-by-option",
        files={_FILE: _MODEL},
        args=("-c", 'projects."{work}".trust_level="trusted"'),
    ),
    healthy(
        "project-above-profile",
        _TRUSTED,
        files={_FILE: _MODEL, "codex/x.config.toml": 'model = "from-x"\n'},
        args=("-p", "x"),
        model="from-project",
    ),
    healthy(
        "project-below-option",
        _TRUSTED,
        files={_FILE: _MODEL},
        args=("-c", "model=from-c"),
        model="from-c",
    ),
    healthy(
        "project-trust-in-profile",
        files={
            _FILE: _MODEL,
            "codex/x.config.toml": '[projects."{work}"]\ntrust_level = "trusted"\n',
        },
        args=("-p", "x"),
        model="from-project",
    ),
    healthy(
        "project-root-from-below",
        _TRUSTED,
        files={_FILE: _MODEL, "work/.git/HEAD": "", "work/sub/x": ""},
        args=_SUB,
        model="from-project",
    ),
    healthy(
        "project-two-layers",
        _TRUSTED,
        files={
            _FILE: _MODEL,
            "work/.git/HEAD": "",
            "work/sub/.codex/config.toml": 'model = "from-sub"\n',
        },
        args=_SUB,
        model="from-sub",
    ),
    healthy(
        "project-parent-without-git", _TRUSTED, files={_FILE: _MODEL, "work/sub/x": ""}, args=_SUB
    ),
    healthy(
        "project-trust-of-folder-below",
        below('[projects."{work}/sub"]\ntrust_level = "trusted"'),
        files={
            _FILE: _MODEL,
            "work/.git/HEAD": "",
            "work/sub/.codex/config.toml": 'model = "from-sub"\n',
        },
        args=_SUB,
        model="from-sub",
    ),
    healthy(
        "project-distrust-of-folder-below",
        f'{_TRUSTED}[projects."{{work}}/sub"]\ntrust_level = "untrusted"\n',
        files={
            _FILE: _MODEL,
            "work/.git/HEAD": "",
            "work/sub/.codex/config.toml": 'model = "from-sub"\n',
        },
        args=_SUB,
        model="from-project",
    ),
    healthy(
        "project-own-root-marker",
        on_top('project_root_markers = [".root"]', _TRUSTED),
        files={_FILE: _MODEL, "work/.root": "", "work/sub/x": ""},
        args=_SUB,
        model="from-project",
    ),
    healthy(
        "project-no-root-marker",
        on_top("project_root_markers = []", _TRUSTED),
        files={_FILE: _MODEL, "work/.git/HEAD": "", "work/sub/x": ""},
        args=_SUB,
    ),
    healthy("project-empty-file", _TRUSTED, files={_FILE: ""}),
    ConfigCase("project-broken", "config.toml_syntax", _TRUSTED, files={_FILE: "model =\n"}),
    ConfigCase("project-latin-1", "config.not_utf8", _TRUSTED, files={_FILE: b"# \xe9\n"}),
    ConfigCase("project-wrong-type", "config.wrong_type", _TRUSTED, files={_FILE: "model = 5\n"}),
    ConfigCase(
        "project-unknown-key",
        "config.unknown_key",
        _TRUSTED,
        works=True,
        files={_FILE: f"zork = 1\n{_MODEL}"},
        model="from-project",
    ),
    ConfigCase(
        "project-trust-level-unknown",
        "config.wrong_type",
        changed('"trusted"', '"yes"', _TRUSTED),
        files={_FILE: _MODEL},
    ),
    _dropped("openai_base_url", '"http://127.0.0.1:1"'),
    _dropped("chatgpt_base_url", '"http://127.0.0.1:1"'),
    _dropped("apps_mcp_product_sku", '"x"'),
    _dropped("model_provider", '"x"'),
    _dropped("model_providers", '{ lab = { wire_api = "chat" } }'),
    _dropped("notify", '["x"]'),
    _dropped("profile", '"x"'),
    _dropped("profiles", '{ x = { model = "q" } }'),
    _dropped("experimental_realtime_webrtc_call_base_url", '"http://127.0.0.1:1"'),
    _dropped("experimental_realtime_ws_base_url", '"ws://127.0.0.1:1"'),
    _dropped("otel", '{ exporter = "none" }'),
    healthy(
        "project-may-set-others",
        _TRUSTED,
        files={_FILE: f'{_MODEL}sandbox_mode = "read-only"\noss_provider = "ollama"\n'},
        model="from-project",
    ),
    healthy(
        "project-folder-is-home",
        f'{CONFIG}[projects."{{home}}"]\ntrust_level = "trusted"\n',
        files={"home/.codex/config.toml": _MODEL},
        args=("-C", "{home}"),
        model="from-project",
    ),
)
