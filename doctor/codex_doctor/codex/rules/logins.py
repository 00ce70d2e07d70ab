"""What is wrong with a login: auth.json, the variables that beat it, auth.command."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.versions import holds, last_version
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.active import AUTH_JSON, OPENAI_ADDRESS
from codex_doctor.facts.config_problems import FileFault
from codex_doctor.facts.key_problems import (
    CommandFailed,
    LoginElsewhere,
    LoginForced,
    NotInherited,
    Overridden,
)
from codex_doctor.facts.provider_problems import OfProvider
from codex_doctor.patterns import Regex
from codex_doctor.secrets.masking import MASK
from codex_doctor.words.told import Told, tells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts.active import ActiveSeen, KeySeen
    from codex_doctor.words.told import Words

# Of a longer line only the beginning is shown.
_LONGEST = 120
_SHELL = Regex(r"[|&;<>()$`*?\[\]~#]")
_PRINTED = Regex(rf"(?:/\w+)*/?(?:echo|printf)\s[^|&;<>()$`]*{re.escape(MASK)}[^|&;<>()$`]*")
_CONTROL = "control_characters"
_DENIED = "credentials.auth_json.denied"
# What 0.58.0 and 0.120.0 stopped at, each asked with a key in env_key.
_UNREADABLE = frozenset(
    f"credentials.auth_json.{one}"
    for one in (
        *("no_json", "no_object", "mark", "not_utf8", "no_string", "twice", "surrogate"),
        *("no_time", "tokens_no_object", "tokens_lack", "no_jwt"),
    )
)
_LOGIN = Told("credentials.evidence.chatgpt_login")
_CHATGPT = "chatgpt.com"
# Keys of a provider that hold or name a credential.
_SETTINGS = frozenset({"env_key", "experimental_bearer_token"})


def judge_login(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield what is wrong with the login that the active provider uses."""
    yield from _judge_auth_json(subject, active)
    yield from _judge_overridden(subject, active)
    yield from _judge_not_inherited(subject, active)
    yield from _judge_elsewhere(subject, active)
    yield from _judge_forced(subject)
    yield from _judge_command(subject, active)
    yield from _judge_absent(subject, active)


def _file(subject: Subject) -> str:
    return f"{subject.home}/{AUTH_JSON}"


def _judge_auth_json(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    stops = _stops(subject)
    why = _why_useless(subject) if active.uses_openai_login or stops else ""
    if why:
        shown = _file(subject)
        is_needed = active.uses_openai_login and subject.credential.source == "none"
        yield Problem(
            "credentials.auth_json_invalid",
            key=AUTH_JSON,
            location=Location(shown, subject.auth.line, subject.auth.column),
            fatal=stops or tells(why, _DENIED),
            about=FileFault(why, shown, is_needed),
        )


def _stops(subject: Subject) -> bool:
    """Tell whether this version stops at the file, whatever it would have used."""
    is_read = _is_in_file(subject) and subject.variable("CODEX_API_KEY").state != "set"
    unread = any(tells(subject.auth.why, one) for one in _UNREADABLE)
    return is_read and unread and holds("auth_json_stops", subject.version)


def _is_in_file(subject: Subject) -> bool:
    return subject.layered.text("cli_auth_credentials_store") != "ephemeral"


def _why_useless(subject: Subject) -> Words:
    """Return why Codex takes no credential from the file, "" when it does or need not."""
    auth, source = subject.auth, subject.credential.source
    if auth.state in {"broken", "empty"}:
        # Codex stops at a file that it may not read, whatever it would have used.
        unused = source != "none" or not _is_in_file(subject)
        matters = _stops(subject) or tells(auth.why, _DENIED)
        return "" if unused and not matters else auth.why
    if source != AUTH_JSON:
        return ""
    if auth.key is not None and _CONTROL in auth.key.forms:
        return Told("credentials.auth_json.control")
    return "" if _is_there(auth.key) else Told("credentials.auth_json.empty")


def _is_there(key: KeySeen | None) -> bool:
    return key is not None and not key.is_empty


def _judge_overridden(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield a credential that is there and loses against the one that is sent."""
    winner, loser = subject.credential, active.loser
    is_same = active.key is not None and loser is not None and active.key.shown == loser.shown
    if not active.overridden or is_same:
        return
    setting = winner.source if winner.source in _SETTINGS else ""
    found = Problem("credentials.overridden", winner.name, location=_origin(subject), fatal=False)
    if setting:
        path = ("model_providers", active.id, setting)
        found = subject.layered.problem("credentials.overridden", *path, fatal=False)
    about = Overridden(
        winner.name,
        _file(subject) if active.overridden == AUTH_JSON else active.overridden,
        winner_key=winner.shown.fingerprint if winner.shown else "",
        loser_key=loser.shown if loser and not loser.is_empty else _LOGIN,
        setting=setting,
        provider=active.id if setting else "",
    )
    yield replace(found, about=about)


def _origin(subject: Subject) -> Location | None:
    return subject.variable(subject.credential.name).origin


def _judge_not_inherited(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield a login that older versions sent to every provider, and this one does not."""
    is_custom = not active.is_builtin and not active.uses_openai_login
    key = subject.auth.key
    if subject.credential.source != "none" or not is_custom or key is None:
        return
    path = ("model_providers", active.id, "requires_openai_auth")
    is_refused = subject.layered.get(*path) is False
    yield subject.layered.problem(
        "credentials.not_inherited",
        *(path if is_refused else path[:2]),
        at_key=True,
        fatal=False,
        about=NotInherited(
            active.id,
            file=_file(subject),
            last=last_version("login_inherited") or "",
            fingerprint=key.shown,
            is_refused=is_refused,
        ),
    )


def _judge_elsewhere(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield a ChatGPT login that Codex sends to another host than ChatGPT's."""
    address, endpoint = active.address, subject.endpoint
    is_login = subject.auth.state == "chatgpt" and subject.credential.source == "chatgpt_login"
    if not is_login or address is None or endpoint is None or endpoint.host == _CHATGPT:
        return
    if active.is_builtin and address.is_openai:
        return  # which makes Codex call ChatGPT itself
    path = (OPENAI_ADDRESS,) if active.is_builtin else ("model_providers", active.id)
    has_key = subject.variable("OPENAI_API_KEY").has_text
    about = LoginElsewhere(active.id, endpoint.host, active.is_builtin, has_key)
    yield subject.layered.problem(
        "credentials.login_elsewhere", *path, at_key=True, fatal=False, about=about
    )


def _judge_forced(subject: Subject) -> Iterator[Problem]:
    forced = subject.layered.text("forced_login_method")
    login, shown = {"api_key": "api", "chatgpt": "chatgpt"}.get(subject.auth.state), _file(subject)
    by_variable = subject.variable("CODEX_API_KEY").state == "set"
    if by_variable and holds("codex_api_key_read", subject.version):
        login, shown = "api", "CODEX_API_KEY"
    if forced not in {"api", "chatgpt"} or login is None or login == forced:
        return
    # Codex checks the login even when the active provider takes its key elsewhere.
    yield subject.layered.problem(
        "credentials.login_forced",
        "forced_login_method",
        shown=forced,
        about=LoginForced(login, shown),
    )


def _judge_command(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    command = active.command
    is_odd = active.key is not None and _CONTROL in active.key.forms
    if command is None or not (command.reason or is_odd):
        return
    path = ("model_providers", active.id, "auth")
    has_more = subject.layered.get(*path, "args") is not None
    yield subject.layered.problem(
        "credentials.command_failed",
        *path,
        "cwd" if command.reason == "no_folder" else "command",
        shown=command.shown,
        fatal=False,
        about=CommandFailed(
            command.reason or _CONTROL,
            command.detail,
            is_shell_line=command.is_shell_line,
            provider=active.id,
            words=() if has_more or not command.is_shell_line else _words(command.shown),
            prints_secret=command.is_shell_line and bool(_PRINTED.fullmatch(command.shown)),
        ),
    )


def _words(line: str) -> tuple[str, ...]:
    """Return the words of a line that Codex takes for a program, () when they cannot be told."""
    if MASK in line or len(line) >= _LONGEST or not line.isprintable():
        return ()
    if _SHELL.search(line):
        return ("sh", "-c", line)
    try:
        return tuple(shlex.split(line))
    except ValueError:
        return ()


def _judge_absent(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield that a provider of the user wants a login, and there is none."""
    is_custom = active.uses_openai_login and not active.is_builtin
    if is_custom and subject.credential.source == "none" and subject.auth.state == "absent":
        yield subject.layered.problem(
            "config.openai_auth_required", "model_providers", active.id, "requires_openai_auth",
            fatal=False, about=OfProvider(active.id, "custom"),
        )  # fmt: skip
