"""What is wrong with the variables that Codex reads here, `$CODEX_HOME/.env` included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.proxies import NO_PROXY, VARIABLES
from codex_doctor.codex.credentials.headers import env_header_names
from codex_doctor.codex.versions import holds
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.config_problems import OfProvider
from codex_doctor.facts.key_problems import (
    DotenvIgnored,
    DotenvShadows,
    HeaderVariableUnset,
    KeyEmpty,
    KeyForm,
    KeyUnset,
)
from codex_doctor.secrets.key_form import (
    describe_character,
    is_key_itself,
    odd_forms,
)
from codex_doctor.secrets.masking import fingerprint, is_dummy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.codex.config.destination import Destination
    from codex_doctor.codex.credentials.choice import Chosen, Sources
    from codex_doctor.facts import StrayAssignment

# Sources whose own findings say that the key holds a line feed.
_OWN_WORDS = ("auth.json", "auth.command")
_CA_VARIABLES = ("CODEX_CA_CERTIFICATE", "SSL_CERT_FILE")


def judge_env_key(sources: Sources, strays: Sequence[StrayAssignment]) -> Iterator[Problem]:
    """Yield why Codex stops because of env_key: it does, before any request.

    Args:
        sources: What the credential is chosen from.
        strays: Where else its variable is set.
    """
    name = sources.provider.text("env_key")
    if name is None:
        return
    value = sources.environment.get(name)
    if value is not None and value.strip():
        return
    path = sources.field_origin("env_key")
    if value is not None:
        where = sources.environment.origin(name)
        source = where.file if where else "environment"
        yield sources.layered.problem("env.key_empty", *path, about=KeyEmpty(name, source))
    elif is_key_itself(name):
        yield sources.layered.problem("env.key_name_is_key", *path, shown=fingerprint(name))
    else:
        yield _unset(sources, name, path, strays)


def judge_unused_openai_key(sources: Sources) -> Iterator[Problem]:
    """Yield that OPENAI_API_KEY is set and a provider without a credential does not take it."""
    name, provider = "OPENAI_API_KEY", sources.provider
    if not sources.environment.get(name) or provider.text("env_key") is not None:
        return
    if holds("openai_key_read", sources.inputs.codex_version):
        return
    yield sources.layered.problem(
        "env.openai_key_not_used", "model_providers", provider.id, at_key=True, fatal=False,
        about=OfProvider(provider.id),
    )  # fmt: skip


def _unset(
    sources: Sources, name: str, path: tuple[str, ...], strays: Sequence[StrayAssignment]
) -> Problem:
    ignored = _ignored_assignment(sources, name, strays)
    if ignored is not None:
        return ignored
    reason = "unset"
    if name in sources.environment.effective:
        reason = "not_utf8"
    elif name.strip("${} ") != name:
        reason = "dollar"
    elif not name:
        reason = "empty_name"
    others = [
        one
        for one in sources.environment.effective
        if one.upper() == name.upper() or one.replace("_", "") == name.replace("_", "")
    ]
    return sources.layered.problem(
        "env.key_unset",
        *path,
        about=KeyUnset(
            name, reason, others=", ".join(sorted(others)), dotenv=sources.environment.shown
        ),
    )


def _ignored_assignment(
    sources: Sources, name: str, strays: Sequence[StrayAssignment]
) -> Problem | None:
    """Return the problem of a .env line that sets the variable, but not for Codex."""
    environment = sources.environment
    for rejected in environment.rejected:
        if rejected.name == name:
            location = Location(environment.shown, rejected.line, rejected.column)
            return _dotenv_ignored(name, location, reason="line", why=rejected.reason)
    for skipped in environment.skipped:
        if skipped.name == name:
            location = Location(environment.shown, skipped.line, skipped.column)
            return _dotenv_ignored(name, location, reason="codex_name")
    for stray in strays:
        location = Location(stray.file, stray.line)
        return _dotenv_ignored(name, location, reason="place", dotenv=environment.shown)
    return None


def _dotenv_ignored(
    name: str,
    location: Location | None,
    *,
    reason: str,
    why: str = "",
    dotenv: str = "",
    fatal: bool = True,
) -> Problem:
    about = DotenvIgnored(name, reason, why, dotenv)
    return Problem("env.dotenv_ignored", key=name, location=location, fatal=fatal, about=about)


def judge_key_form(sources: Sources, chosen: Chosen) -> Iterator[Problem]:
    """Yield what is odd about the key; only the endpoint can tell whether it matters."""
    token, name = chosen.token, chosen.credential.name
    if token == "" and name == "experimental_bearer_token":
        path = sources.field_origin(name)
        source = sources.layered.origin(*path)
        yield sources.layered.problem(
            "env.key_empty", *path, fatal=False,
            about=KeyEmpty(name, source.file if source else "an option"),
        )  # fmt: skip
    if not token or is_dummy(token):
        return
    origin = sources.environment.origin(name) or (
        chosen.credential.origin if chosen.credential.source != "env_key" else None
    )
    assignment = sources.environment.dotenv.get(name)
    if assignment is not None and assignment.loses_text:
        yield _dotenv_ignored(name, origin, reason="dollar", fatal=False)
    for kind in odd_forms(token):
        if kind == "env.key_control_characters" and chosen.credential.source in _OWN_WORDS:
            continue
        is_control = kind == "env.key_control_characters"
        about = KeyForm(name, fingerprint(token), describe_character(token) if is_control else "")
        yield Problem(kind, key=name, location=origin, fatal=False, about=about)


def judge_shadows(sources: Sources, target: Destination) -> Iterator[Problem]:
    """Yield variables that matter here and that `.env` changes."""
    keys = {sources.provider.text("env_key"), *env_header_names(sources.provider).values()}
    for name in _relevant_variables(sources, target):
        before = sources.environment.process.get(name)
        assignment = sources.environment.dotenv.get(name)
        if before is None or assignment is None or before == assignment.value:
            continue
        secret = name not in {*NO_PROXY, *_CA_VARIABLES}
        yield Problem(
            "env.dotenv_shadows",
            key=name,
            location=sources.environment.origin(name),
            fatal=False,
            about=DotenvShadows(
                name,
                is_key=name in keys,
                shell=fingerprint(before) if secret else before,
                dotenv=fingerprint(assignment.value) if secret else assignment.value,
                file=sources.environment.shown,
            ),
        )


def _relevant_variables(sources: Sources, target: Destination) -> list[str]:
    names: list[str] = []
    env_key = sources.provider.text("env_key")
    if env_key:
        names.append(env_key)
    names.extend(env_header_names(sources.provider).values())
    if target.endpoint is not None:
        names.extend(VARIABLES[target.endpoint.scheme])
        names.extend(NO_PROXY)
        if target.endpoint.scheme == "https":
            names.extend(_CA_VARIABLES)
    return list(dict.fromkeys(names))


def judge_header_variables(sources: Sources) -> Iterator[Problem]:
    """Yield header variables that are not set: Codex leaves the header out in silence."""
    for header, name in sources.provider.strings("env_http_headers").items():
        value = sources.environment.lossy(name)
        if value is not None and value.strip():
            continue
        path = (*sources.field_origin("env_http_headers"), header)
        state = "unset" if value is None else "blank"
        yield sources.layered.problem(
            "env.header_variable_unset", *path, fatal=False,
            about=HeaderVariableUnset(name, header, state),
        )  # fmt: skip
