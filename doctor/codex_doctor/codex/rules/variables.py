"""What is wrong with the variables that Codex reads here, `$CODEX_HOME/.env` included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.proxies import NO_PROXY, VARIABLES
from codex_doctor.codex.files.dotenv import MARK_BEFORE
from codex_doctor.codex.versions import holds
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.active import OPENAI
from codex_doctor.facts.key_problems import (
    DotenvIgnored,
    DotenvShadows,
    HeaderVariableUnset,
    KeyEmpty,
    KeyForm,
    KeyUnset,
)
from codex_doctor.facts.provider_problems import OfProvider
from codex_doctor.patterns import Regex
from codex_doctor.words.told import tells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts.active import ActiveSeen, KeyVariable
    from codex_doctor.words.told import Words

# Sources whose own findings say that the key holds a line feed.
_OWN_WORDS = ("auth.json", "auth.command")
# `$NAME`, `${NAME}`, `NAME=value`, and blanks around a name.
_VARIABLE = Regex(r"(?:\$env:|[${\s])*([A-Za-z_]\w*)(?:[}\s]*$|\s*=)", re.ASCII)
_CA_VARIABLES = ("CODEX_CA_CERTIFICATE", "SSL_CERT_FILE")


def judge_env_key(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield why Codex stops because of env_key: it does, before any request."""
    key = active.env_key
    if key is None:
        return
    path = ("model_providers", active.id, "env_key")
    variable = subject.variable(key.name)
    if variable.state in {"blank", "empty"}:
        source = variable.origin.file if variable.origin else "environment"
        line = variable.origin.line if variable.origin else None
        about = KeyEmpty(key.name, source, line or 0, is_in_shell=bool(variable.shell))
        yield subject.layered.problem("env.key_empty", *path, about=about)
    elif key.holds_key:
        yield subject.layered.problem("env.key_name_is_key", *path, shown=key.name)
    elif variable.state != "set":
        yield _ignored(subject, key.name) or _unset(subject, key, path)


def judge_unused_openai_key(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield that OPENAI_API_KEY is set and a provider without a credential does not take it.

    Why the built-in provider is active at its own address is another question.
    """
    key, kind = subject.variable("OPENAI_API_KEY"), "env.openai_key_not_used"
    if not key.has_text or active.env_key or holds("openai_key_read", subject.version):
        return
    about = OfProvider(active.id)
    if not active.is_builtin:
        path = ("model_providers", active.id)
        yield subject.layered.problem(kind, *path, at_key=True, fatal=False, about=about)
    elif active.id == OPENAI and active.address and not active.address.is_openai:
        yield Problem(kind, key.name, location=key.origin, fatal=False, about=about)


def _unset(subject: Subject, key: KeyVariable, path: tuple[str, ...]) -> Problem:
    reason, others = "unset", ", ".join(key.near)
    if subject.variable(key.name).state == "not_utf8":
        reason = "not_utf8"
    elif not key.name:
        reason = "empty_name"
    elif (bare := _bare_name(key.name)) not in ("", key.name):
        reason, others = "dollar", bare
    token = subject.layered.text(*path[:-1], "experimental_bearer_token") or ""
    about = KeyUnset(
        key.name,
        reason,
        others=others,
        dotenv=_dotenv(subject),
        has_token=reason == "unset" and not others and bool(token.strip()),
    )
    return subject.layered.problem("env.key_unset", *path, about=about)


def _bare_name(text: str) -> str:
    """Return the variable's name in a text that has more around it, "" when there is none."""
    # Late: a name that is one needs none of it.
    from codex_doctor.secrets.key_form import written_variable

    found = _VARIABLE.match(text)
    return found[1] if found else written_variable(text)


def _dotenv(subject: Subject) -> str:
    return f"{subject.home}/.env"


def _ignored(subject: Subject, name: str) -> Problem | None:
    """Return the problem of a .env line that sets the variable, but not for Codex."""
    for line in subject.skipped:
        if line.name == name:
            reason = "line" if line.why else "codex_name"
            reason = "command" if line.is_command else reason
            if tells(line.why, MARK_BEFORE) and line.location.line == 1:
                reason = "mark"
            found = _dotenv_ignored(name, line.location, reason=reason, why=line.why)
            about = DotenvIgnored(name, reason, line.why, above=line.above, shown=line.shown)
            return replace(found, about=about)
    for stray in subject.around.strays:
        location = Location(stray.file, stray.line)
        return _dotenv_ignored(name, location, reason="place", dotenv=_dotenv(subject))
    return None


def _dotenv_ignored(
    name: str,
    location: Location | None,
    *,
    reason: str,
    why: Words = "",
    dotenv: str = "",
    fatal: bool = True,
) -> Problem:
    about = DotenvIgnored(name, reason, why, dotenv)
    return Problem("env.dotenv_ignored", key=name, location=location, fatal=fatal, about=about)


def judge_key_form(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield what is odd about the key; only the endpoint can tell whether it matters."""
    key, credential = active.key, subject.credential
    name = credential.name
    if key is None or key.is_dummy:
        return
    if key.is_empty:
        if name == "experimental_bearer_token":
            yield _empty_in_config(subject, active, name)
        return
    variable = subject.variable(name)
    origin = variable.origin or (credential.origin if credential.source != "env_key" else None)
    if variable.loses_text and not key.is_command:
        yield _dotenv_ignored(name, origin, reason="dollar", fatal=False)
    written = {one.setting for one in active.written}
    for form in key.forms:
        if form == "placeholder" and credential.source in written:
            continue
        is_control = form == "control_characters"
        if is_control and credential.source in _OWN_WORDS:
            continue
        about = KeyForm(
            name,
            key.shown,
            key.character if is_control else "",
            is_command=key.is_command and form == "placeholder",
        )
        stops = is_control and holds("odd_key_stops", subject.version)
        yield Problem(f"env.key_{form}", key=name, location=origin, fatal=stops, about=about)


def judge_written(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield settings that hold a variable's name: Codex sends it as it stands there."""
    for one in active.written:
        path = ("model_providers", active.id, one.setting, *((one.header,) if one.header else ()))
        place = f"{one.setting}.{one.header}" if one.header else one.setting
        about = KeyForm(place, one.variable, written=one, is_command=not one.variable)
        yield subject.layered.problem("env.key_placeholder", *path, fatal=False, about=about)


def _empty_in_config(subject: Subject, active: ActiveSeen, name: str) -> Problem:
    path = ("model_providers", active.id, name)
    source = subject.layered.origin(*path)
    about = KeyEmpty(name, source.file if source else "option")
    return subject.layered.problem("env.key_empty", *path, fatal=False, about=about)


def judge_shadows(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield variables that matter here and that `.env` changes."""
    keys = {one.variable for one in active.header_variables}
    keys |= {active.env_key.name} if active.env_key else set()
    for name in _relevant_variables(subject, active):
        variable = subject.variable(name)
        if variable.is_changed:
            about = DotenvShadows(
                name,
                is_key=name in keys,
                shell=variable.shell or "",
                dotenv=variable.shown,
                file=_dotenv(subject),
            )
            yield Problem(
                "env.dotenv_shadows", name, location=variable.origin, fatal=False, about=about
            )


def _relevant_variables(subject: Subject, active: ActiveSeen) -> list[str]:
    names = [active.env_key.name] if active.env_key else []
    names.extend(one.variable for one in active.header_variables)
    if subject.endpoint is not None:
        names.extend(VARIABLES[subject.endpoint.scheme])
        names.extend(NO_PROXY)
        if subject.endpoint.scheme == "https":
            names.extend(_CA_VARIABLES)
    return list(dict.fromkeys(names))


def judge_header_variables(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield header variables that are not set: Codex leaves the header out in silence."""
    for one in active.header_variables:
        state = subject.variable(one.variable).state
        if one.is_configured and state in {"unset", "blank", "empty"}:
            state = "unset" if state == "unset" else "blank"
            state = "value" if one.holds_value else state
            meant = "" if one.holds_value else _bare_name(one.variable)
            meant = "" if meant == one.variable else meant
            state = "dollar" if meant else state
            path = ("model_providers", active.id, "env_http_headers", one.header)
            about = HeaderVariableUnset(
                one.variable, one.header, state, meant or next(iter(one.near), "")
            )
            yield subject.layered.problem(
                "env.header_variable_unset", *path, fatal=False, about=about
            )
