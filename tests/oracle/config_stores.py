"""Where a login is stored, what makes auth.json useless, and the gateway's own login."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from oracle.config_case import KEYLESS, ConfigCase, below, healthy, on_top

_NOTHING: Final[dict[str, str]] = {}
_LOGIN: Final = below("requires_openai_auth = true", KEYLESS)
_FILE: Final = "codex/auth.json"
_JSON: Final = f'{{"OPENAI_API_KEY":"{LAB_KEY}"}}'
_GATEWAY: Final = "gateway_oauth = { credential_export = { command = 'echo', args = ['x'] } }"


def _useless(name: str, more: str) -> ConfigCase:
    """Return a case in which one more member spoils a file with a good key."""
    return ConfigCase(
        f"auth-json-{name}",
        "credentials.auth_json_invalid",
        _LOGIN,
        files={_FILE: _JSON.replace("}", f",{more}}}")},
        environ=_NOTHING,
        authorization=None,
    )


STORES: Final = (
    healthy(
        "store-auto",
        on_top('cli_auth_credentials_store = "auto"', _LOGIN),
        files={_FILE: _JSON},
        environ=_NOTHING,
    ),
    _useless("not-a-number", '"x":NaN'),
    _useless("key-twice", f'"OPENAI_API_KEY":"{LAB_KEY}"'),
    _useless("tokens-text", '"tokens":"x"'),
    _useless("tokens-without-refresh", '"tokens":{"id_token":"e30.e30.x","access_token":"a"}'),
    _useless("refreshed-never", '"last_refresh":"x"'),
    _useless("agent-identity-number", '"agent_identity":5'),
    healthy(
        "auth-json-null-members",
        _LOGIN,
        files={_FILE: _JSON.replace("}", ',"tokens":null,"last_refresh":null}')},
        environ=_NOTHING,
    ),
    ConfigCase(
        "gateway-and-env-key", "config.provider_conflict", below(_GATEWAY), authorization=None
    ),
    ConfigCase(
        "gateway-and-header",
        "config.provider_conflict",
        below(f'{_GATEWAY}\nhttp_headers = {{ Authorization = "Basic x" }}', KEYLESS),
        authorization=None,
    ),
    ConfigCase(
        "command-argument-is-a-number",
        "config.wrong_type",
        below("auth = { command = 'echo', args = [1] }", KEYLESS),
        authorization=None,
    ),
    healthy(
        "command-folder-counts-from-its-file",
        below("auth = { command = 'cat', args = ['key'], cwd = 'sub' }", KEYLESS),
        files={"codex/sub/key": LAB_KEY},
        environ={"PATH": "/usr/bin:/bin"},
    ),
)
