"""Takes what was read as facts: names, forms and fingerprints, so that no rule sees a secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.config.command_line import typed_options
from codex_doctor.codex.config.provider import env_keys
from codex_doctor.codex.config.proxies import NO_PROXY, SETTINGS, VARIABLES
from codex_doctor.codex.credentials.choice import NO_CREDENTIAL
from codex_doctor.codex.credentials.headers import env_header_names
from codex_doctor.codex.credentials.issuers import issuer_of, service_at
from codex_doctor.codex.credentials.jwt import expiry
from codex_doctor.codex.subject import Subject
from codex_doctor.facts import Location
from codex_doctor.facts.active import (
    ActiveSeen,
    AuthSeen,
    CommandSeen,
    HeaderSeen,
    HeaderVariable,
    KeySeen,
    KeyVariable,
    SkippedLine,
    VariableSeen,
    WrittenVariable,
)
from codex_doctor.facts.configuration import Given
from codex_doctor.secrets.addresses import mask_url
from codex_doctor.secrets.key_form import (
    describe_character,
    is_command,
    is_key_itself,
    is_no_name,
    names_a_variable,
    odd_forms,
    written_variable,
)
from codex_doctor.secrets.masking import fingerprint, is_dummy, is_secret_name
from codex_doctor.secrets.places import is_secret_value
from codex_doctor.words.nearest import is_slip, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.environment import Environment
    from codex_doctor.codex.config.provider import Provider
    from codex_doctor.codex.credentials.auth_json import AuthJson
    from codex_doctor.codex.seen import Active, Read
    from codex_doctor.words.told import Words

_BEARER = "experimental_bearer_token"
_CA = ("CODEX_CA_CERTIFICATE", "SSL_CERT_FILE", "SSL_CERT_DIR")
_ADDRESSES = ("OPENAI_BASE_URL", "OPENAI_API_BASE", "CODEX_OSS_BASE_URL")
# Those that Codex looks at by itself, and those that people set for it in vain.
_KNOWN = (
    *VARIABLES["http"], *VARIABLES["https"], *NO_PROXY, *SETTINGS, *_CA, *_ADDRESSES,
    "OPENAI_API_KEY", "CODEX_API_KEY", "CODEX_ACCESS_TOKEN", "CODEX_OSS_PORT",
)  # fmt: skip
# Of a shorter name without its signs a letter more is another name.
_SHORT = 8
_LONGEST_SHOWN = 40
# What names of variables with a key have besides what it is the key of.
_KEY_WORDS = frozenset({"API", "KEY", "APIKEY", "TOKEN"})
# Of so many headers it is looked what else their variables may mean.
_FEW_HEADERS = 20
_MAX_LENGTH = 2**64


def take_facts(read: Read, active: Active | None) -> Subject:
    """Return what the rules judge.

    Args:
        read: What was read.
        active: The active provider with what belongs to it, if there is one.
    """
    names = tuple(dict.fromkeys((*_named(read.provider), *_passed_over(read), *_KNOWN)))
    found = (_variable(name, read.environment) for name in names)
    return Subject(
        given=Given(
            read.inputs.codex_version,
            read.inputs.profile,
            read.inputs.switches,
            strict_config=read.inputs.strict_config,
            options=typed_options(read.inputs),
        ),
        home=read.home.shown,
        home_fault=read.home.fault,
        home_meant=read.home.meant,
        layers=(*read.layered.layers, read.environment.layer),
        layered=read.layered,
        around=read.around,
        rules=read.rules,
        auth=_auth(read.auth),
        variables=tuple(one for one in found if one.state != "unset"),
        skipped=tuple(_skipped(read.environment, frozenset(names))),
        endpoint=active.target.endpoint if active else None,
        credential=active.chosen.credential if active else NO_CREDENTIAL,
        active=_active(active) if active else None,
    )


def _named(provider: Provider | None) -> tuple[str, ...]:
    """Return the variables that the provider's table names."""
    if provider is None:
        return ()
    env_key = provider.text("env_key")
    return (*(() if env_key is None else (env_key,)), *env_header_names(provider).values())


def _passed_over(read: Read) -> Iterator[str]:
    """Yield the variables with the keys of all providers, where a built-in one is active."""
    if read.provider is None or not read.provider.is_builtin:
        return
    yield from env_keys(read.layered).values()


def _variable(name: str, environment: Environment) -> VariableSeen:
    value, shell = environment.effective.get(name), environment.process.get(name)
    if value is None:
        return VariableSeen(name)
    assignment = environment.dotenv.get(name)
    return VariableSeen(
        name,
        _state(name, environment),
        _shown(name, value),
        origin=environment.origin(name),
        shell=None if shell is None else _shown(name, shell),
        is_changed=assignment is not None and shell is not None and shell != assignment.value,
        loses_text=assignment is not None and assignment.loses_text,
    )


def _state(name: str, environment: Environment) -> str:
    value = environment.get(name)
    if value is None:
        return "not_utf8"
    if not value:
        return "empty"
    return "set" if value.strip() else "blank"


def _shown(name: str, value: str) -> Words:
    if name not in {*_ADDRESSES, *NO_PROXY, *_CA}:
        return fingerprint(value)
    text = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return mask_url(text) if name in _ADDRESSES else text


def _skipped(environment: Environment, names: frozenset[str]) -> Iterator[SkippedLine]:
    for rejected in environment.rejected:
        if rejected.name in names:
            place = Location(environment.shown, rejected.line, rejected.column)
            yield SkippedLine(
                rejected.name,
                place,
                rejected.reason,
                rejected.start,
                rejected.shown,
                rejected.is_command,
            )
    for skipped in environment.skipped:
        if skipped.name in names:
            yield SkippedLine(
                skipped.name, Location(environment.shown, skipped.line, skipped.column)
            )


def _auth(auth: AuthJson) -> AuthSeen:
    key = _key(auth.key) if auth.state == "api_key" else None
    return AuthSeen(auth.state, auth.why, key, auth.line, auth.column)


def _key(key: str) -> KeySeen:
    bare, forms = key.strip(), odd_forms(key)
    return KeySeen(
        shown=fingerprint(key),
        bare=fingerprint(bare) if bare else "",
        forms=forms,
        character=describe_character(key) if "control_characters" in forms else "",
        is_empty=not key,
        is_dummy=is_dummy(key),
        expires_at=expiry(bare),
        issuer=issuer_of(bare),
        is_command=is_command(key),
    )


def _active(active: Active) -> ActiveSeen:
    provider, chosen = active.provider, active.chosen
    return ActiveSeen(
        provider.id,
        provider.name,
        is_builtin=provider.is_builtin,
        uses_openai_login=provider.uses_openai_login,
        address=active.target.address,
        env_key=_key_variable(active),
        key=None if chosen.token is None else _key(chosen.token),
        overridden=chosen.overridden,
        loser=None if chosen.loser is None else _key(chosen.loser),
        command=_command(active),
        header_variables=tuple(_header_variables(provider, active.sources.environment)),
        headers=tuple(_headers(active)),
        written=tuple(_written(provider, active.sources.environment)),
    )


def _key_variable(active: Active) -> KeyVariable | None:
    name, environment = active.provider.text("env_key"), active.sources.environment
    if name is None:
        return None
    if environment.get(name) is not None:
        return KeyVariable(name, near=_of_service(active))
    near = _near(name, environment)
    holds_key = is_key_itself(name) or (not near and is_no_name(name))
    return KeyVariable(str(fingerprint(name)) if holds_key else name, holds_key, near)


def _near(name: str, environment: Environment) -> tuple[str, ...]:
    """Return the variables that are set and may be meant by one that is not."""
    plain = letters(name) or name
    near = sorted(
        one for one in environment.effective if one.upper() == name.upper() or letters(one) == plain
    )
    return tuple(near or sorted(one for one in environment.effective if _is_meant(one, name)))


def _of_service(active: Active) -> tuple[str, ...]:
    """Return the variables of the endpoint's service that are set, where the key is another's."""
    endpoint, token = active.target.endpoint, active.chosen.token or ""
    service = service_at(endpoint.host) if endpoint else ""
    if not service or issuer_of(token) in {"", service}:
        return ()
    variables = active.sources.environment.effective
    named = (one for one in variables if is_secret_name(one) and _service(one) == service.upper())
    return tuple(sorted(named))


def _is_meant(variable: str, name: str) -> bool:
    """Tell whether a variable has the name with a slip, or with another word for a key."""
    service = _service(name)
    if is_secret_name(variable) and len(service) > 1 and _service(variable) == service:
        return True
    one, other = (letters(text).upper() for text in (variable, name))
    return len(other) > _SHORT and is_slip(other, one)


def _service(name: str) -> str:
    """Return what is left of a variable's name without the words that say that it is a key."""
    words = re.split(r"[\W_]+", name.upper())
    return "".join(one for one in words if one not in _KEY_WORDS)


def _command(active: Active) -> CommandSeen | None:
    result = active.chosen.command
    if result is None:
        return None
    # Late: few set-ups have such a command.
    from codex_doctor.secrets.command_lines import show_command

    path = (*active.sources.field_origin("auth"), "command")
    command = active.sources.layered.text(*path) or ""
    return CommandSeen(
        show_command([command], prints_key=True)[:120],
        result.reason,
        result.detail,
        is_shell_line=" " in command.strip(),
    )


def _header_variables(provider: Provider, environment: Environment) -> Iterator[HeaderVariable]:
    configured = provider.strings("env_http_headers")
    is_few = len(configured) <= _FEW_HEADERS
    for header, variable in env_header_names(provider).items():
        holds_value = " " in variable.strip() or is_key_itself(variable)
        if environment.get(variable) is None and is_no_name(variable):
            holds_value = True
        shown = str(fingerprint(variable)) if holds_value else variable
        is_open = is_few and not holds_value and not (environment.get(variable) or "").strip()
        near = _near(variable, environment) if is_open else ()
        yield HeaderVariable(header, shown, header in configured, holds_value, near)


def _written(provider: Provider, environment: Environment) -> Iterator[WrittenVariable]:
    token = provider.text(_BEARER) or ""
    headers = provider.strings("http_headers").items()
    for setting, header, text in (
        (_BEARER, "", token),
        *(("http_headers", *one) for one in headers),
    ):
        name = written_variable(text) or _bare_variable(text, environment)
        if name or is_command(text):
            is_set = bool(name) and environment.get(name) is not None
            has_table = "env_http_headers" in provider.fields
            yield WrittenVariable(setting, header, name, is_set, has_table)


def _bare_variable(text: str, environment: Environment) -> str:
    """Return the variable that is set and whose bare name stands there, in capitals and no word."""
    is_name = text.isupper() and "_" in text and names_a_variable(text)
    return text if is_name and environment.get(text) is not None else ""


def _headers(active: Active) -> Iterator[HeaderSeen]:
    from_variables = env_header_names(active.provider)
    carries_key = active.chosen.token is not None and active.chosen.credential.sent
    for name, value in active.headers:
        table = "env_http_headers" if name in from_variables else "http_headers"
        is_key = carries_key and name.lower() == "authorization"
        text = value.decode("utf-8", "replace").strip()
        is_secret = is_secret_value(name, text)
        shown = str(fingerprint(text)) if is_secret else text[:_LONGEST_SHOWN]
        yield HeaderSeen(name, "" if is_key else table, shown, _header_form(text))


def _header_form(text: str) -> str:
    if text.isascii() and text.isdecimal() and len(text) <= 20 and int(text) < _MAX_LENGTH:
        return "length"
    return "chunked" if text.lower() == "chunked" else ""
