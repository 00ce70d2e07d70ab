"""What the fixes of a refused key change: where it comes from, and how it is sent; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.overview import provider_key, shown_path
from codex_doctor.facts.active import AUTH_JSON, BUILT_IN
from codex_doctor.model import Commands, Edit, Fix
from codex_doctor.patterns import Regex
from codex_doctor.secrets.masking import MASK
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.keys_set import log_in
from codex_doctor_checks.setup.new_provider import key_variable
from codex_doctor_checks.setup.problem_words import assign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import Location, Setup

_SIGNS = Regex(r"[\W_]+")
_VARIABLES = frozenset({"env_key", "CODEX_API_KEY"})
_ADDED = ("query_params", "http_headers", "env_http_headers")
_HEADERS = frozenset({"env_http_headers", "http_headers"})
_AUTHORIZATION = "authorization"
_BEARER_TOKEN = "experimental_bearer_token"  # noqa: S105 - the name of a key in config.toml


def key_acts(setup: Setup) -> Mapping[str, Fix]:
    """Return what the fixes about a key do, by the id of their template; titles are theirs."""
    key = say("fix.your.key")
    acts = {"auth.key_rejected.fix_key": _with_value(setup, key, bearer=f"Bearer {key}")}
    acts["auth.no_credential.fix_log_in"] = Fix("", commands=log_in())
    acts["auth.key_rejected.fix_bearer"] = _with_value(setup, f"Bearer {key}", bearer="")
    if setup.credential.source == "env_http_headers":
        named = f'env_key = "{setup.credential.name}"'
        edits = (*taken_out(setup), *set_in_table(setup, ("env_key",), named))
        acts["auth.key_rejected.fix_named"] = Fix("", edits=edits)
    variable = variable_of(setup)
    edits = set_in_table(setup, ("env_key",), f'env_key = "{variable}"')
    if edits:
        acts["auth.no_credential.fix_env_key"] = Fix(
            "", edits=edits, commands=assign(variable, key)
        )
    return acts


def variable_of(setup: Setup) -> str:
    """Return a name for the variable of the provider's key."""
    if setup.credential.name and setup.credential.source == "env_key":
        return setup.credential.name
    return key_variable(setup.provider_id or "")


def _with_value(setup: Setup, value: str, *, bearer: str) -> Fix:
    """Return the act that puts a value where the key comes from.

    Args:
        setup: The set-up.
        value: The value.
        bearer: The same for a header Authorization, where that is another one.
    """
    credential = setup.credential
    source, name, place = credential.source, credential.name, credential.origin
    if source in _VARIABLES:
        return Fix("", commands=assign(name, value))
    path = _path(setup)
    # Codex writes no scheme into a header of the configuration.
    is_whole = source in _HEADERS and path[-1:] and path[-1].lower() == _AUTHORIZATION
    new = bearer or value if is_whole else value
    if source == "env_http_headers":
        return Fix("", commands=assign(name, new))
    if source == AUTH_JSON:
        login = Commands(
            posix=f"printf %s '{value}' | codex login --with-api-key",
            powershell=f"'{value}' | codex login --with-api-key",
        )
        return Fix("", commands=login)
    if not path or place is None:
        return Fix("")
    return Fix("", edits=(_edit(setup, path, f'{shown_path(path[-1:])} = "{new}"', place),))


def resent(setup: Setup, header: str, table: str) -> Fix:
    """Return the fix that sends the key in another header; `table` is as people are shown it."""
    credential, gone = setup.credential, taken_out(setup)
    if credential.source == "http_headers" and header != _AUTHORIZATION and credential.origin:
        path = _path(setup)
        title = say("config.gateway_header_missing.fix_rename", wanted=header, name=path[-1])
        line = f'{shown_path((header,))} = "{MASK}"'
        return Fix(title, edits=(_edit(setup, path, line, credential.origin),))
    is_named = credential.source in {"env_key", "env_http_headers"}
    name = credential.name if is_named and credential.name else "NAME_OF_THE_VARIABLE"
    is_bare = is_scheme_unwanted(setup, header)
    if is_bare and credential.source in _HEADERS:
        key = say("fix.your.key")
        title = say("auth.wrong_header.fix_bare")
        return replace(_with_value(setup, key, bearer=key), title=title)
    if header == _AUTHORIZATION and not is_bare:
        path, line = ("env_key",), f'env_key = "{name}"'
        shown = line
    else:
        path, line = ("env_http_headers", header), f'{header} = "{name}"'
        shown = f'env_http_headers = {{ "{header}" = "{name}" }}'
    edits = (*set_in_table(setup, path, line), *gone) if is_named and gone else ()
    title = say("auth.wrong_header.fix_line", line=shown, table=table)
    return Fix(title, edits=edits)


def is_scheme_unwanted(setup: Setup, header: str) -> bool:
    """Tell whether a header that takes the key is the one that carries it, with `Bearer`."""
    path = _path(setup)
    is_same = setup.credential.source not in _ADDED or (path[-1:] and path[-1].lower() == header)
    return header == _AUTHORIZATION and bool(is_same)


def taken_out(setup: Setup) -> tuple[Edit, ...]:
    """Return the edit that takes the key out of the provider's table, () when it is not there."""
    path, place = _path(setup), setup.credential.origin
    if not path or place is None or place.line is None:
        return ()
    return (_edit(setup, path, None, place),)


def set_in_table(setup: Setup, path: tuple[str, ...], line: str) -> tuple[Edit, ...]:
    """Return the edit that adds to the provider's table, () when no file has it.

    Args:
        setup: The set-up.
        path: The key below the table; a table of its own is made where there is none.
        line: The key with its value.
    """
    table = provider_key(setup)
    found = {key: one for key, one in setup.origins.items() if key.startswith(f"{table}.")}
    place = next((one for one in found.values() if one.line is not None), None)
    if place is None or place.line is None or setup.provider_id in BUILT_IN:
        return ()
    if len(path) > 1 and not any(key.startswith(f"{table}.{path[0]}.") for key in found):
        path, line = path[:1], f"{path[0]} = {{ {line} }}"
    return (Edit(place.file, ".".join((table, *path)), None, line, place.line + 1),)


def is_configured(setup: Setup, name: str) -> bool:
    """Tell whether a header or a part of the query is configured by this name."""
    return any(key.rpartition(".")[2].lower() == name.lower() for key in _sent_by(setup))


def misnamed(setup: Setup, wanted: str) -> str:
    """Return the key of a header or a query whose name has other signs, "" for none."""
    plain = _SIGNS.sub("", wanted.lower())
    keys = _sent_by(setup)
    alike = (key for key in keys if _SIGNS.sub("", key.rpartition(".")[2].lower()) == plain)
    found = next(alike, "")
    return found if found.rpartition(".")[2].lower() != wanted.lower() else ""


def _sent_by(setup: Setup) -> list[str]:
    """Return the keys of the headers and the query that the provider adds."""
    parts = tuple(f"{provider_key(setup)}.{one}." for one in _ADDED)
    return [key for key in setup.origins if key.startswith(parts)]


def _path(setup: Setup) -> tuple[str, ...]:
    """Return the key below the provider's table that holds or names the credential."""
    source, name = setup.credential.source, setup.credential.name
    if source in {"env_key", _BEARER_TOKEN}:
        return (source,)
    if source in {"http_headers", "query_params"}:
        return (source, name.partition(".")[2].strip('"'))
    if source == "env_http_headers":
        table = f"{provider_key(setup, source)}."
        keys = (key for key, value in setup.values.items() if value == name)
        return next(((source, key[len(table) :]) for key in keys if key.startswith(table)), ())
    return ()


def _edit(setup: Setup, path: tuple[str, ...], after: str | None, place: Location) -> Edit:
    key = provider_key(setup, *path)
    named = path[0].startswith("env_")
    shown = setup.credential.name if named else MASK
    return Edit(place.file, key, f'{path[-1]} = "{shown}"', after, place.line)
