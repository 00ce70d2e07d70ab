"""What is wrong with a login: auth.json, the variables that beat it, auth.command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.credentials.choice import AUTH_JSON
from codex_doctor.codex.versions import holds, last_version
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.config_problems import FileFault
from codex_doctor.facts.key_problems import CommandFailed, LoginForced, NotInherited, Overridden
from codex_doctor.secrets.key_form import has_control_characters
from codex_doctor.secrets.masking import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.credentials.choice import Chosen, Sources


def judge_login(sources: Sources, chosen: Chosen, *, auth_shown: str) -> Iterator[Problem]:
    """Yield what is wrong with the login that the active provider uses."""
    yield from _judge_auth_json(sources, chosen, auth_shown)
    yield from _judge_overridden(sources, chosen, auth_shown)
    yield from _judge_not_inherited(sources, chosen, auth_shown)
    yield from _judge_forced(sources, auth_shown)
    yield from _judge_command(sources, chosen)


def _judge_auth_json(sources: Sources, chosen: Chosen, shown: str) -> Iterator[Problem]:
    if not sources.provider.uses_openai_login:
        return
    why = _why_useless(sources, chosen)
    if not why:
        return
    yield Problem(
        "credentials.auth_json_invalid",
        key=AUTH_JSON,
        location=Location(shown, sources.auth.line, sources.auth.column),
        fatal="permission" in why,
        about=FileFault(why, shown),
    )


def _why_useless(sources: Sources, chosen: Chosen) -> str:
    """Return why Codex takes no credential from the file, "" when it does or need not."""
    auth = sources.auth
    if auth.state in {"broken", "empty"}:
        # Codex stops at a file that it may not read, whatever it would have used.
        unused = chosen.credential.source != "none" or _stored_elsewhere(sources)
        return "" if unused and "permission" not in auth.why else auth.why
    if chosen.credential.source != AUTH_JSON:
        return ""
    if has_control_characters(auth.key):
        return "its key holds a line feed or control character"
    return "" if auth.key else "its key is empty"


def _stored_elsewhere(sources: Sources) -> bool:
    return sources.layered.text("cli_auth_credentials_store") == "ephemeral"


def _judge_overridden(sources: Sources, chosen: Chosen, shown: str) -> Iterator[Problem]:
    source = chosen.credential.source
    if not chosen.overridden or (source == "CODEX_API_KEY" and chosen.token == sources.auth.key):
        return
    yield Problem(
        "credentials.overridden",
        key=source,
        location=sources.environment.origin(source),
        fatal=False,
        about=Overridden(
            source,
            shown,
            winner_key=chosen.credential.shown.fingerprint if chosen.credential.shown else "",
            loser_key=fingerprint(sources.auth.key) if sources.auth.key else "a ChatGPT login",
        ),
    )


def _judge_not_inherited(sources: Sources, chosen: Chosen, shown: str) -> Iterator[Problem]:
    """Yield a login that older versions sent to every provider, and this one does not."""
    if chosen.credential.source != "none" or sources.provider.is_builtin:
        return
    if sources.auth.state != "api_key" or sources.provider.uses_openai_login:
        return
    yield sources.layered.problem(
        "credentials.not_inherited",
        "model_providers",
        sources.provider.id,
        at_key=True,
        fatal=False,
        about=NotInherited(
            sources.provider.id,
            file=shown,
            last=last_version("login_inherited") or "",
            fingerprint=fingerprint(sources.auth.key),
        ),
    )


def _judge_forced(sources: Sources, shown: str) -> Iterator[Problem]:
    forced = sources.layered.text("forced_login_method")
    login = {"api_key": "api", "chatgpt": "chatgpt"}.get(sources.auth.state)
    by_variable = (sources.environment.get("CODEX_API_KEY") or "").strip()
    if by_variable and holds("codex_api_key_read", sources.inputs.codex_version):
        login, shown = "api", "CODEX_API_KEY"
    if forced not in {"api", "chatgpt"} or login is None or login == forced:
        return
    # Codex checks the login even when the active provider takes its key elsewhere.
    yield sources.layered.problem(
        "credentials.login_forced",
        "forced_login_method",
        shown=forced,
        about=LoginForced(login, shown),
    )


def _judge_command(sources: Sources, chosen: Chosen) -> Iterator[Problem]:
    result = chosen.command
    if result is None or not (result.reason or has_control_characters(result.token)):
        return
    # Late: a configuration without a problem shows nothing.
    from codex_doctor.secrets.command_lines import show_command

    path = (*sources.field_origin("auth"), "command")
    command = sources.layered.text(*path) or ""
    yield sources.layered.problem(
        "credentials.command_failed",
        *path,
        shown=show_command([command], prints_key=True)[:120],
        fatal=False,
        about=CommandFailed(
            result.reason or "control_characters",
            result.detail,
            is_shell_line=" " in command.strip(),
        ),
    )
