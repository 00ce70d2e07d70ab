"""Which credential Codex would send, in its own order, and what the header looks like.

A ChatGPT login is only recognised: its tokens never get into a request of the doctor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codex_doctor.codex.credentials.auth_command import (
    DEFAULT_TIMEOUT_MS,
    CommandResult,
    run_auth_command,
)
from codex_doctor.codex.credentials.key_form import has_control_characters
from codex_doctor.codex.credentials.masking import fingerprint
from codex_doctor.codex.values import is_list, is_table
from codex_doctor.codex.versions import holds
from codex_doctor.facts import Credential
from codex_doctor.model import CredentialShown

if TYPE_CHECKING:
    from codex_doctor.codex.config.environment import Environment
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.provider import Provider
    from codex_doctor.codex.credentials.auth_json import AuthJson
    from codex_doctor.facts import Inputs

AUTH_JSON = "auth.json"
NO_CREDENTIAL = Credential("none", "", sent=False)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The credential and its value.

    Attributes:
        token: What stands after `Bearer `; None when nothing does.
        command: What auth.command gave, if it was run.
        overridden: Name of a source that would have a credential and is not asked.
    """

    credential: Credential
    token: str | None = field(default=None, repr=False)
    command: CommandResult | None = None
    overridden: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a credential may come from."""

    inputs: Inputs
    layered: Layered
    environment: Environment
    provider: Provider
    auth: AuthJson

    def field_origin(self, name: str) -> tuple[str, ...]:
        """Return the key path of a field of the active provider."""
        return ("model_providers", self.provider.id, name)


def choose_credential(sources: Sources) -> Chosen:
    """Return the first credential that applies; later sources are not asked, as in Codex."""
    for choose in (_from_env_key, _from_bearer_token, _from_command, _from_login):
        chosen = choose(sources)
        if chosen is not None:
            return chosen
    return Chosen(NO_CREDENTIAL)


def _from_env_key(sources: Sources) -> Chosen | None:
    name = sources.provider.text("env_key")
    if name is None:
        return None
    value = sources.environment.get(name)
    if value is None or not value.strip():
        value = None
    # A secret in the place of the name must not be shown as a name.
    path = sources.field_origin("env_key")
    return _make(sources, "env_key", name if value is not None else "", value, path)


def _from_bearer_token(sources: Sources) -> Chosen | None:
    value = sources.provider.text("experimental_bearer_token")
    if value is None or not holds("bearer_token_read", sources.inputs.codex_version):
        return None
    path = sources.field_origin("experimental_bearer_token")
    return _make(sources, "experimental_bearer_token", "experimental_bearer_token", value, path)


def _from_command(sources: Sources) -> Chosen | None:
    auth = sources.provider.fields.get("auth")
    if not is_table(auth) or not holds("auth_command_run", sources.inputs.codex_version):
        return None
    path = sources.field_origin("auth")
    command, args = auth.get("command"), auth.get("args", [])
    if not isinstance(command, str) or not is_list(args):
        return _make(sources, "auth.command", "auth.command", None, path)
    if sources.inputs.offline:
        return _make(sources, "auth.command", "auth.command", None, path)
    timeout = auth.get("timeout_ms", DEFAULT_TIMEOUT_MS)
    timeout_s = timeout / 1000 if isinstance(timeout, int) and timeout > 0 else 5.0
    folder = auth.get("cwd")
    result = run_auth_command(
        [command, *(str(one) for one in args)],
        environ=sources.environment.effective,
        cwd=sources.inputs.cwd / (folder if isinstance(folder, str) else "."),
        timeout_s=min(timeout_s, 30.0),
    )
    token = result.token or None
    chosen = _make(sources, "auth.command", "auth.command", token, path)
    return Chosen(chosen.credential, chosen.token, command=result)


def _from_login(sources: Sources) -> Chosen | None:
    version = sources.inputs.codex_version
    if not sources.provider.uses_openai_login:
        inherits = sources.auth.state == "api_key" and holds("login_inherited", version)
        return _from_auth_json(sources) if inherits else None
    api_key = (sources.environment.get("CODEX_API_KEY") or "").strip()
    if api_key and holds("codex_api_key_read", version):
        chosen = _make(sources, "CODEX_API_KEY", "CODEX_API_KEY", api_key, ())
        other = AUTH_JSON if sources.auth.state in {"api_key", "chatgpt"} else ""
        return Chosen(chosen.credential, chosen.token, overridden=other)
    access = (sources.environment.get("CODEX_ACCESS_TOKEN") or "").strip()
    if access and holds("access_token_read", version):
        # Codex exchanges such a token first; what it then sends is not known here.
        credential = Credential(
            "CODEX_ACCESS_TOKEN",
            "CODEX_ACCESS_TOKEN",
            sent=False,
            shown=CredentialShown("CODEX_ACCESS_TOKEN", fingerprint(access)),
        )
        other = AUTH_JSON if sources.auth.state in {"api_key", "chatgpt"} else ""
        return Chosen(credential, overridden=other)
    if sources.auth.state in {"api_key", "chatgpt"}:
        return _from_auth_json(sources)
    return None


def _from_auth_json(sources: Sources) -> Chosen:
    if sources.auth.state == "chatgpt":
        shown = CredentialShown("ChatGPT login", "auth.json")
        return Chosen(Credential("chatgpt_login", AUTH_JSON, sent=True, shown=shown))
    return _make(sources, AUTH_JSON, AUTH_JSON, sources.auth.key, ())


def _make(
    sources: Sources, source: str, name: str, token: str | None, path: tuple[str, ...]
) -> Chosen:
    sent = token is not None and not has_control_characters(token)
    shown = CredentialShown(name or source, fingerprint(token)) if token else None
    origin = sources.layered.origin(*path) if path else sources.environment.origin(name)
    return Chosen(Credential(source, name, sent=sent, shown=shown, origin=origin), token)
