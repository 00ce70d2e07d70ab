"""Which credential Codex would send, in its own order.

A ChatGPT login is only recognised: its tokens never get into a request of the doctor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.config.types import PROVIDER, is_known, keys_of
from codex_doctor.codex.credentials.auth_command import (
    DEFAULT_TIMEOUT_MS,
    CommandResult,
    run_auth_command,
)
from codex_doctor.codex.credentials.headers import configured
from codex_doctor.codex.credentials.jwt import read_claims
from codex_doctor.codex.versions import holds
from codex_doctor.facts import Credential, CredentialShown, Location
from codex_doctor.facts.active import AUTH_JSON
from codex_doctor.sealed import Sealed
from codex_doctor.secrets.key_form import has_control_characters
from codex_doctor.secrets.masking import fingerprint
from codex_doctor.values import is_list, is_table
from codex_doctor.words.sentence import say
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from codex_doctor.codex.config.environment import Environment
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.provider import Provider
    from codex_doctor.codex.credentials.auth_json import AuthJson
    from codex_doctor.facts import Inputs
    from codex_doctor.platform.deadline import Deadline

# No run is longer.
_LONGEST_MS = 3_600_000
NO_CREDENTIAL = Credential("none", "", sent=False)

UNUSABLE = {
    "chatgpt_login": "run.chatgpt_login",
    "CODEX_ACCESS_TOKEN": "run.access_token",
    "gateway_oauth": "run.gateway_oauth",
    "keyring": "run.keyring",
    "command_cut": "run.command_cut",
    "command_not_run": "run.command_not_run",
}
"""Credentials that Codex sends and the doctor cannot, with the reason."""

_CUT = Told("credentials.shown.not_waited_for")
_NOT_ITS_DOING = frozenset({"budget", "interrupted", "unable"})


class Chosen(Sealed, frozen=True):
    """The credential and its value.

    Attributes:
        token: What stands after `Bearer `; None when nothing does.
        command: What auth.command gave, if it was run.
        overridden: Name of a source that would have a credential and is not asked.
        loser: Its key, None when it is not known.
    """

    credential: Credential
    token: str | None = None
    command: CommandResult | None = None
    overridden: str = ""
    loser: str | None = None


class Sources(Struct, frozen=True):
    """Where a credential may come from."""

    inputs: Inputs
    layered: Layered
    environment: Environment
    provider: Provider
    auth: AuthJson

    def field_origin(self, name: str) -> tuple[str, ...]:
        """Return the key path of a field of the active provider."""
        return ("model_providers", self.provider.id, name)


def choose_credential(
    sources: Sources, *, deadline: Deadline, tell: Callable[[str], None] = lambda _: None
) -> Chosen:
    """Return the first credential that applies; later sources are not asked, as in Codex.

    Args:
        sources: Where it may come from.
        deadline: The end of the run, which may come before the command's own limit.
        tell: Called with a line for people before auth.command is run.
    """
    own = (_from_env_key, _from_bearer_token)
    if holds("bearer_token_first", sources.inputs.codex_version):
        own = (_from_bearer_token, _from_env_key)
    for choose in (*own, _from_gateway):
        chosen = choose(sources)
        if chosen is not None:
            return _with_loser(chosen, own, sources)
    return _from_command(sources, deadline, tell) or _from_login(sources) or Chosen(NO_CREDENTIAL)


def _with_loser(
    chosen: Chosen, own: tuple[Callable[[Sources], Chosen | None], ...], sources: Sources
) -> Chosen:
    """Return the choice with the first other key that would be sent without this one."""
    if chosen.token is None:
        return chosen
    for choose in (*own, _from_header, _from_login):
        other = choose(sources)
        if other and other.credential.sent and other.token not in {None, chosen.token}:
            return replace(chosen, overridden=other.credential.name, loser=other.token)
    return chosen


def _from_header(sources: Sources) -> Chosen | None:
    """Return the key that stands in a configured header Authorization."""
    for table, header, variable, value in configured(sources.provider, sources.environment):
        scheme, _, token = value.strip().partition(" ")
        if header.lower() == "authorization" and scheme.lower() == "bearer" and token.strip():
            return Chosen(Credential(table, variable or f"{table}.{header}", True), token.strip())
    return None


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


def _from_gateway(sources: Sources) -> Chosen | None:
    """Return a gateway's own login: Codex gets its token by itself, the doctor does not."""
    is_read = is_known(keys_of(PROVIDER).get("gateway_oauth", []), sources.inputs.codex_version)
    if not is_read or not is_table(sources.provider.fields.get("gateway_oauth")):
        return None
    origin = sources.layered.origin(*sources.field_origin("gateway_oauth"))
    shown = CredentialShown("gateway_oauth", Told("credentials.shown.by_codex"))
    return Chosen(
        Credential("gateway_oauth", "gateway_oauth", sent=True, shown=shown, origin=origin)
    )


def _from_command(
    sources: Sources, deadline: Deadline, tell: Callable[[str], None]
) -> Chosen | None:
    auth = sources.provider.fields.get("auth")
    if not is_table(auth) or not holds("auth_command_run", sources.inputs.codex_version):
        return None
    path = sources.field_origin("auth")
    command, args = auth.get("command"), auth.get("args", [])
    if not isinstance(command, str) or not is_list(args) or not _may_run(sources):
        return _make(sources, "auth.command", "auth.command", None, path)
    # Late: few set-ups have such a command.
    from codex_doctor.secrets.command_lines import show_command

    timeout = auth.get("timeout_ms", DEFAULT_TIMEOUT_MS)
    if not isinstance(timeout, int) or timeout <= 0:
        timeout = DEFAULT_TIMEOUT_MS
    line = [command, *(str(one) for one in args)]
    if deadline.look_s() > 0:
        tell(say("progress.auth_command", command=show_command(line, prints_key=True)))
    result = run_auth_command(
        line,
        environ=sources.environment.effective,
        cwd=_command_folder(sources, auth),
        timeout_s=min(timeout, _LONGEST_MS) / 1000,
        deadline=deadline,
    )
    if result.reason in _NOT_ITS_DOING:
        is_cut = result.reason != "unable"
        source = "command_cut" if is_cut else "command_not_run"
        why = _CUT if is_cut else Told("credentials.shown.not_run", {"detail": result.detail})
        shown = CredentialShown("auth.command", why)
        origin = sources.layered.origin(*path)
        return Chosen(Credential(source, "auth.command", True, shown, origin))
    chosen = _make(sources, "auth.command", "auth.command", result.token or None, path)
    return Chosen(chosen.credential, chosen.token, command=result)


def _may_run(sources: Sources) -> bool:
    """Tell whether the command may be run: it is the user's own, and nothing forbids it."""
    path = (*sources.field_origin("auth"), "command")
    source = sources.layered.source(*path)
    return not sources.inputs.offline and source is not None and source.name != "project"


def _command_folder(sources: Sources, auth: dict[str, Any]) -> Path:
    """Return where Codex starts the command: `cwd` counts from the file that sets it."""
    folder = auth.get("cwd")
    if not isinstance(folder, str):
        return sources.inputs.cwd
    source = sources.layered.source(*sources.field_origin("auth"), "cwd")
    return (source.path.parent if source and source.path else sources.inputs.cwd) / folder


def _from_login(sources: Sources) -> Chosen | None:
    version = sources.inputs.codex_version
    if not sources.provider.uses_openai_login:
        inherits = sources.auth.state == "api_key" and holds("login_inherited", version)
        return _from_auth_json(sources) if inherits else None
    stored = _from_store(sources)
    other = stored.credential.name if stored else ""
    api_key = (sources.environment.lossy("CODEX_API_KEY") or "").strip()
    if api_key and holds("codex_api_key_read", version):
        chosen = _make(sources, "CODEX_API_KEY", "CODEX_API_KEY", api_key, ())
        return replace(chosen, overridden=other, loser=stored.token if stored else None)
    access = (sources.environment.lossy("CODEX_ACCESS_TOKEN") or "").strip()
    if access and holds("access_token_read", version):
        # Codex exchanges a valid one first; what it then sends is not known here.
        shown = CredentialShown("CODEX_ACCESS_TOKEN", fingerprint(access))
        valid = read_claims(access) is not None
        credential = Credential("CODEX_ACCESS_TOKEN", "CODEX_ACCESS_TOKEN", sent=valid, shown=shown)
        return Chosen(credential, overridden=other, loser=stored.token if stored else None)
    return stored


def _from_store(sources: Sources) -> Chosen | None:
    """Return the login that Codex has stored, in auth.json or elsewhere."""
    store = sources.layered.text("cli_auth_credentials_store")
    in_file = sources.auth.state in {"api_key", "chatgpt", "login"}
    if store == "keyring" or (store == "auto" and sources.auth.state == "absent"):
        origin = sources.layered.origin("cli_auth_credentials_store")
        return _for_codex_alone("keyring", origin)
    return _from_auth_json(sources) if in_file and store != "ephemeral" else None


def _for_codex_alone(source: str, origin: Location | None) -> Chosen:
    """Return a credential that Codex sends and the doctor does not have."""
    shown = CredentialShown(source, Told("credentials.shown.not_read"))
    return Chosen(Credential(source, source, sent=True, shown=shown, origin=origin))


def _from_auth_json(sources: Sources) -> Chosen:
    auth = sources.auth
    file = sources.environment.shown.removesuffix(".env") + AUTH_JSON
    origin = Location(file, auth.line, auth.column)
    if auth.state != "api_key":
        shown = CredentialShown(auth.login, _until(auth.expires_at))
        return Chosen(Credential("chatgpt_login", AUTH_JSON, sent=True, shown=shown, origin=origin))
    chosen = _make(sources, AUTH_JSON, AUTH_JSON, auth.key, ())
    return replace(chosen, credential=replace(chosen.credential, origin=origin))


def _until(expires_at: datetime | None) -> Words:
    """Return how long the access token of a login is good; Codex renews it with the other token."""
    if expires_at is None:
        return AUTH_JSON
    from datetime import UTC, datetime

    at = f"{expires_at:%Y-%m-%d %H:%M}"
    if expires_at <= datetime.now(UTC):
        return Told("credentials.shown.expired", {"file": AUTH_JSON, "at": at})
    return Told("credentials.shown.good_until", {"file": AUTH_JSON, "at": at})


def _make(
    sources: Sources, source: str, name: str, token: str | None, path: tuple[str, ...]
) -> Chosen:
    sent = token is not None and not has_control_characters(token)
    shown = CredentialShown(name or source, fingerprint(token)) if token else None
    origin = sources.layered.origin(*path) if path else sources.environment.origin(name)
    return Chosen(Credential(source, name, sent=sent, shown=shown, origin=origin), token)
