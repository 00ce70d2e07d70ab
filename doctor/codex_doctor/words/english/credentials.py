"""The words of the findings `credentials.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "credentials.auth_json_invalid.title": "auth.json cannot be used",
    "credentials.auth_json_invalid.text": (
        "Codex finds auth.json and takes no credential from it: it is no JSON, the key is "
        "under another name, or the key holds a line feed. Nothing is said; the request goes "
        "out without a credential."
    ),
    "credentials.overridden.title": "Another credential wins",
    "credentials.overridden.text": (
        "CODEX_API_KEY and CODEX_ACCESS_TOKEN beat auth.json, and a CODEX_ACCESS_TOKEN that is no "
        "valid token leaves Codex without any credential. Unset the variable to use the login. "
        "env_key and experimental_bearer_token of a provider beat the login and a configured "
        "header Authorization."
    ),
    "credentials.command_failed.title": "auth.command gives no token",
    "credentials.command_failed.text": (
        "Codex starts the program directly, without a shell, and sends what it prints. When it "
        "fails, prints nothing or takes too long, the request goes out without a credential. A "
        "whole command line in command is the name of one program that does not exist."
    ),
    "credentials.not_inherited.title": "The login no longer goes to custom providers",
    "credentials.not_inherited.text": (
        "Until 0.148.0 Codex sent the key in auth.json to every provider that configured none. "
        "Since 0.149.0 it does not, and says nothing: the request goes out without a "
        "credential. env_key names a variable with the key, requires_openai_auth = true brings "
        "back the login."
    ),
    "credentials.login_forced.title": "The login is of a kind that is not allowed",
    "credentials.login_forced.text": (
        "forced_login_method allows one kind of login, and auth.json holds the other. Codex "
        "stops and logs out."
    ),
}
