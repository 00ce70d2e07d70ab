"""The OpenAI login: auth.json, CODEX_API_KEY, CODEX_ACCESS_TOKEN, and who may use it."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from oracle.config_case import KEYLESS, ConfigCase, below, changed, healthy, on_top

_NOTHING: Final[dict[str, str]] = {}
_LOGIN: Final = below("requires_openai_auth = true", KEYLESS)
_FILE: Final = "codex/auth.json"
_JSON: Final = f'{{"auth_mode":"apikey","OPENAI_API_KEY":"{LAB_KEY}"}}'
_OTHER: Final = _JSON.replace(LAB_KEY, "sk-other-0123456789")
_INVALID: Final = "credentials.auth_json_invalid"
_BUILT_IN: Final = 'openai_base_url = "{base_url}"\nmodel = "lab-model-1"\n'


def _file(name: str, text: str, expect: str = _INVALID, *, sent: str | None = None) -> ConfigCase:
    """Return a case with a file that gives no good key."""
    authorization = None if sent is None else f"Bearer {sent}".rstrip()
    return ConfigCase(
        name, expect, _LOGIN, files={_FILE: text}, environ=_NOTHING, authorization=authorization
    )


LOGINS: Final = (
    healthy("login-file", _LOGIN, files={_FILE: _JSON}, environ=_NOTHING),
    healthy(
        "login-file-without-mode",
        _LOGIN,
        files={_FILE: f'{{"OPENAI_API_KEY":"{LAB_KEY}","z":1}}'},
        environ=_NOTHING,
    ),
    healthy(
        "login-file-mode-unset",
        _LOGIN,
        files={_FILE: f'{{"auth_mode":null,"OPENAI_API_KEY":"{LAB_KEY}"}}'},
        environ=_NOTHING,
    ),
    healthy("login-codex-key", _LOGIN, environ={"CODEX_API_KEY": LAB_KEY}),
    healthy("login-codex-key-trimmed", _LOGIN, environ={"CODEX_API_KEY": f" {LAB_KEY}\n"}),
    healthy("login-codex-key-blank", _LOGIN, files={_FILE: _JSON}, environ={"CODEX_API_KEY": " "}),
    healthy(
        "login-access-token-blank",
        _LOGIN,
        files={_FILE: _JSON},
        environ={"CODEX_ACCESS_TOKEN": " "},
    ),
    healthy("login-below-env-key", below("requires_openai_auth = true"), files={_FILE: _OTHER}),
    healthy(
        "login-not-for-custom",
        KEYLESS,
        files={_FILE: _OTHER},
        environ={"CODEX_API_KEY": "sk-other-0123456789"},
        authorization=None,
    ),
    ConfigCase(
        "login-codex-key-beats-file",
        "credentials.overridden",
        _LOGIN,
        files={_FILE: _JSON},
        environ={"CODEX_API_KEY": "ck-1234567"},
        authorization="Bearer ck-1234567",
    ),
    ConfigCase(
        "login-access-token-beats-file",
        "credentials.overridden",
        _LOGIN,
        files={_FILE: _JSON},
        environ={"CODEX_ACCESS_TOKEN": "bogus-token-1"},
        authorization=None,
    ),
    healthy(
        "login-codex-key-beats-access-token",
        _LOGIN,
        environ={"CODEX_API_KEY": LAB_KEY, "CODEX_ACCESS_TOKEN": "bogus-token-1"},
    ),
    ConfigCase(
        "login-absent", "config.openai_auth_required", _LOGIN, environ=_NOTHING, authorization=None
    ),
    ConfigCase(
        "login-openai-key-only",
        "env.openai_key_not_used",
        _LOGIN,
        environ={"OPENAI_API_KEY": LAB_KEY},
        authorization=None,
    ),
    _file("login-file-no-json", "no json"),
    _file("login-file-empty", ""),
    _file("login-file-list", "[]"),
    _file("login-file-key-number", '{"OPENAI_API_KEY":5}'),
    _file("login-file-mode-unknown", f'{{"auth_mode":"zork","OPENAI_API_KEY":"{LAB_KEY}"}}'),
    _file("login-file-byte-order-mark", f"\ufeff{_JSON}"),
    _file("login-file-key-newline", _JSON.replace(LAB_KEY, f"{LAB_KEY}\\n")),
    _file("login-file-key-empty", _JSON.replace(LAB_KEY, ""), sent=""),
    _file(
        "login-file-key-blank-before",
        _JSON.replace(LAB_KEY, f" {LAB_KEY}"),
        "env.key_whitespace",
        sent=f" {LAB_KEY}",
    ),
    _file("login-file-wrong-key", _OTHER, "auth.key_rejected", sent="sk-other-0123456789"),
    _file("login-file-comment", f"// mine\n{_JSON}"),
    _file("login-file-trailing-comma", _JSON.replace("}", ",}")),
    ConfigCase(
        "login-file-is-a-folder",
        _INVALID,
        _LOGIN,
        files={f"{_FILE}/x": ""},
        environ=_NOTHING,
        authorization=None,
    ),
    ConfigCase(
        "login-file-in-a-closed-folder",
        None,
        _LOGIN,
        files={_FILE: _JSON},
        modes={_FILE: 0o644},
        environ=_NOTHING,
        works=True,
    ),
    ConfigCase(
        "login-forced-chatgpt",
        "credentials.login_forced",
        on_top('forced_login_method = "chatgpt"', _LOGIN),
        files={_FILE: _JSON},
        environ=_NOTHING,
    ),
    ConfigCase(
        "login-forced-chatgpt-not-used",
        "credentials.login_forced",
        on_top('forced_login_method = "chatgpt"'),
        files={_FILE: _JSON},
    ),
    healthy(
        "login-forced-api",
        on_top('forced_login_method = "api"', _LOGIN),
        files={_FILE: _JSON},
        environ=_NOTHING,
    ),
    healthy("login-forced-without-login", on_top('forced_login_method = "chatgpt"')),
    ConfigCase(
        "openai-key-in-environment",
        "env.openai_key_not_used",
        KEYLESS,
        environ={"OPENAI_API_KEY": "sk-x-0123456789"},
        authorization=None,
    ),
    healthy("openai-base-url", _BUILT_IN, files={_FILE: _JSON}, environ=_NOTHING),
    healthy(
        "openai-organization",
        _BUILT_IN,
        environ={"CODEX_API_KEY": LAB_KEY, "OPENAI_ORGANIZATION": "o", "OPENAI_PROJECT": "p"},
        headers={"openai-organization": "o", "openai-project": "p"},
    ),
    healthy(
        "openai-base-url-slash",
        changed("{base_url}", "{base_url}/", _BUILT_IN),
        files={_FILE: _JSON},
        environ=_NOTHING,
    ),
    ConfigCase(
        "openai-base-url-wrong-type",
        "config.wrong_type",
        changed('"{base_url}"', "5", _BUILT_IN),
        environ=_NOTHING,
    ),
    healthy(
        "oss-base-url",
        'model = "lab-model-1"\nmodel_provider = "ollama"\n',
        environ={"CODEX_OSS_BASE_URL": "{base_url}"},
        authorization=None,
    ),
    healthy(
        "oss-port",
        'model = "lab-model-1"\nmodel_provider = "lmstudio"\n',
        environ={"CODEX_OSS_PORT": "{port}"},
        authorization=None,
    ),
    healthy(
        "oss-base-url-beats-port",
        'model = "lab-model-1"\nmodel_provider = "ollama"\n',
        environ={"CODEX_OSS_BASE_URL": "{base_url}", "CODEX_OSS_PORT": "1"},
        authorization=None,
    ),
)
