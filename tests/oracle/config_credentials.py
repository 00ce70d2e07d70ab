"""Credentials besides env_key: tokens in the file, programs, headers, the OpenAI login."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from oracle.config_case import BEARER, KEYLESS, ConfigCase, below, healthy

_NOTHING: Final[dict[str, str]] = {}
_FAILED: Final = "credentials.command_failed"


def _command(text: str) -> str:
    return below(f"[model_providers.lab.auth]\n{text}", KEYLESS)


def _prints(name: str, text: str, token: str) -> ConfigCase:
    return healthy(name, _command(text), environ=_NOTHING, authorization=f"Bearer {token}")


def _fails(name: str, text: str) -> ConfigCase:
    """Return a case whose program gives no token; Codex sends the request without one."""
    return ConfigCase(name, _FAILED, _command(text), environ=_NOTHING, authorization=None)


def _bearer(token: str) -> str:
    return below(f'experimental_bearer_token = "{token}"', KEYLESS)


CREDENTIALS: Final = (
    healthy("bearer-token", _bearer(LAB_KEY), environ=_NOTHING),
    healthy(
        "bearer-token-beside-key", _bearer("tok-12345678"), authorization="Bearer tok-12345678"
    ),
    healthy("bearer-token-below-env-key", below('experimental_bearer_token = "tok-12345678"')),
    ConfigCase(
        "bearer-token-empty", "env.key_empty", _bearer(""), environ=_NOTHING, authorization="Bearer"
    ),
    ConfigCase(
        "bearer-token-newline",
        "env.key_control_characters",
        _bearer(f"{LAB_KEY}\\n"),
        environ=_NOTHING,
        authorization=None,
    ),
    ConfigCase(
        "bearer-token-with-bearer",
        "env.key_bearer_prefix",
        _bearer(BEARER),
        environ=_NOTHING,
        authorization=f"Bearer {BEARER}",
    ),
    ConfigCase(
        "bearer-token-in-a-closed-folder",
        None,
        _bearer(LAB_KEY),
        environ=_NOTHING,
        modes={"codex/config.toml": 0o644},
        works=True,
    ),
    _prints("command", f'command = "/bin/echo"\nargs = ["{LAB_KEY}"]', LAB_KEY),
    _prints("command-on-path", f'command = "echo"\nargs = ["{LAB_KEY}"]', LAB_KEY),
    _prints("command-blanks-around", f'command = "printf"\nargs = [" {LAB_KEY} \\n\\n"]', LAB_KEY),
    _prints("command-with-folder", 'command = "pwd"\ncwd = "/"', "/"),
    _prints("command-shell-in-args", f'command = "sh"\nargs = ["-c", "echo {LAB_KEY}"]', LAB_KEY),
    _prints(
        "command-noise-on-stderr",
        f'command = "sh"\nargs = ["-c", "echo noise >&2; echo {LAB_KEY}"]',
        LAB_KEY,
    ),
    _prints(
        "command-slow-within-limit",
        f'command = "sh"\nargs = ["-c", "sleep 0.3; echo {LAB_KEY}"]\ntimeout_ms = 3000',
        LAB_KEY,
    ),
    _prints(
        "command-refresh-zero",
        f'command = "echo"\nargs = ["{LAB_KEY}"]\nrefresh_interval_ms = 0',
        LAB_KEY,
    ),
    healthy("command-reads-variable", _command('command = "printenv"\nargs = ["LAB_API_KEY"]')),
    healthy(
        "command-sees-dotenv",
        _command('command = "printenv"\nargs = ["LAB_API_KEY"]'),
        environ=_NOTHING,
        files={"codex/.env": f"LAB_API_KEY={LAB_KEY}\n"},
    ),
    _fails("command-exits-1", 'command = "/bin/false"'),
    _fails(
        "command-exits-1-with-token", f'command = "sh"\nargs = ["-c", "echo {LAB_KEY}; exit 1"]'
    ),
    _fails("command-prints-nothing", 'command = "/bin/true"'),
    _fails("command-prints-blanks", 'command = "echo"\nargs = ["  "]'),
    _fails("command-is-a-shell-line", f'command = "echo {LAB_KEY}"'),
    _fails("command-missing", 'command = "/no/such/program"'),
    _fails("command-not-executable", 'command = "{codex}/config.toml"'),
    _fails("command-two-lines", 'command = "printf"\nargs = ["a1234567\\nb1234567"]'),
    _fails(
        "command-folder-missing", f'command = "echo"\nargs = ["{LAB_KEY}"]\ncwd = "/no/such/folder"'
    ),
    _fails("command-not-utf-8", 'command = "printf"\nargs = ["\\\\377"]'),
    _fails("command-too-slow", 'command = "sleep"\nargs = ["9"]\ntimeout_ms = 200'),
    healthy(
        "header-authorization",
        below(f'http_headers = {{ Authorization = "{BEARER}" }}', KEYLESS),
        environ=_NOTHING,
    ),
    healthy(
        "header-authorization-basic",
        below('http_headers = { Authorization = "Basic dTpw" }', KEYLESS),
        environ=_NOTHING,
        authorization="Basic dTpw",
    ),
    healthy(
        "header-authorization-from-variable",
        below('env_http_headers = { authorization = "AUTH" }', KEYLESS),
        environ={"AUTH": BEARER},
    ),
    healthy(
        "header-authorization-variable-wins",
        below(
            'http_headers = { Authorization = "Bearer x1234567" }\n'
            'env_http_headers = { authorization = "AUTH" }',
            KEYLESS,
        ),
        environ={"AUTH": BEARER},
    ),
    healthy(
        "header-authorization-below-key",
        below('http_headers = { Authorization = "Bearer x1234567" }'),
    ),
    healthy(
        "header-authorization-variable-below-key",
        below('env_http_headers = { Authorization = "AUTH" }'),
        environ={"LAB_API_KEY": LAB_KEY, "AUTH": "Bearer x1234567"},
    ),
    healthy(
        "header-authorization-behind-bad-key",
        below(f'http_headers = {{ Authorization = "{BEARER}" }}'),
        environ={"LAB_API_KEY": "x1234567\n"},
    ),
    healthy(
        "header-api-key",
        below('http_headers = { api-key = "k1234567" }', KEYLESS),
        environ=_NOTHING,
        authorization=None,
        headers={"api-key": "k1234567"},
    ),
)
