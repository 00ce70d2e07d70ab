"""Which fields of a provider exclude each other, and which of them is best given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.provider import BEDROCK
from codex_doctor.codex.config.types import PROVIDER, is_known, keys_of
from codex_doctor.codex.versions import holds
from codex_doctor.facts.provider_problems import Conflict, Standing
from codex_doctor.values import is_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Problem

_KIND = "config.provider_conflict"
_BEDROCK_FIELDS = frozenset({"base_url", "auth", "http_headers", "aws"})
_EXCLUSIVE = ("env_key", "experimental_bearer_token", "requires_openai_auth")
# Of these it is not known here whether they have a credential.
_UNSURE = frozenset({"auth", "requires_openai_auth"})

Path = tuple[str, ...]


def is_bedrock(name: str, version: str | None) -> bool:
    """Tell whether a table changes a built-in provider that may be changed in some fields."""
    return name in BEDROCK and holds("bedrock_builtin", version)


def judge_conflicts(
    layered: Layered,
    name: str,
    fields: dict[str, Any],
    version: str | None,
    set_variables: frozenset[str],
) -> Iterator[Problem]:
    """Yield the fields of a provider that exclude each other.

    Args:
        layered: The configuration.
        name: The provider.
        fields: Its table.
        version: Whose rules count.
        set_variables: Variables that matter here and have a value.
    """
    path = ("model_providers", name)
    if is_bedrock(name, version):
        odd = sorted(set(fields) - _BEDROCK_FIELDS)
        if odd:
            drops = _keys(layered, *((*path, one) for one in odd))
            yield layered.problem(
                _KIND, *path, odd[0], about=Conflict("bedrock", ", ".join(odd), drops)
            )
        return
    if holds("auth_command_run", version):
        yield from _judge_auth(layered, path, fields, set_variables)
    if "aws" in fields and holds("bedrock_builtin", version):
        drops = _keys(layered, (*path, "aws"))
        about = Conflict("aws", "aws", drops)
        yield layered.problem(_KIND, *path, "aws", at_key=True, about=about)
    if is_known(keys_of(PROVIDER).get("gateway_oauth", []), version):
        yield from _judge_gateway(layered, path, fields, set_variables)


def _judge_auth(
    layered: Layered, path: Path, fields: dict[str, Any], set_variables: frozenset[str]
) -> Iterator[Problem]:
    auth = fields.get("auth")
    command: Any = auth.get("command") if is_table(auth) else ""
    # An empty one is of a wrong type.
    if command is None or (isinstance(command, str) and command and not command.strip()):
        about = Conflict("auth_command", drops=_keys(layered, (*path, "auth")))
        yield layered.problem(_KIND, *path, "auth", at_key=True, about=about)
    for other in _EXCLUSIVE if "auth" in fields else ():
        if fields.get(other) not in (None, False):
            drops = _either(layered, (*path, "auth"), (*path, other), fields, set_variables)
            about = Conflict("auth", f"auth, {other}", *drops)
            yield layered.problem(_KIND, *path, other, at_key=True, about=about)


def _judge_gateway(
    layered: Layered, path: Path, fields: dict[str, Any], set_variables: frozenset[str]
) -> Iterator[Problem]:
    gateway = fields.get("gateway_oauth")
    if gateway is None:
        return
    own = (*path, "gateway_oauth")
    table: dict[str, Any] = gateway if is_table(gateway) else {}
    complete = {"authorization_url", "token_url", "client_id"} <= set(table)
    if complete == is_table(table.get("credential_export")):
        about = Conflict("gateway_oauth", "gateway_oauth", _keys(layered, own))
        yield layered.problem(_KIND, *own, at_key=True, about=about)
    for other in _senders(fields) if "delivery" not in table else ():
        drops = _either(layered, own, (*path, *other), fields, set_variables)
        about = Conflict("gateway_header", f"gateway_oauth, {other[-1]}", *drops)
        yield layered.problem(_KIND, *path, *other, at_key=True, about=about)


def _senders(fields: dict[str, Any]) -> Iterator[Path]:
    """Yield the fields that set the Authorization header."""
    for field in ("auth", *_EXCLUSIVE):
        if fields.get(field) not in (None, False):
            yield (field,)
    for field in ("http_headers", "env_http_headers"):
        headers: Any = fields.get(field)
        names: list[str] = list(headers) if is_table(headers) else []
        yield from ((field, one) for one in names if one.lower() == "authorization")


# ----- which one goes


def _either(
    layered: Layered,
    asked: Path,
    other: Path,
    fields: dict[str, Any],
    set_variables: frozenset[str],
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Return what is best removed and what may be instead: who surely has a credential stays.

    Args:
        layered: The configuration.
        asked: What must be asked for one: auth or gateway_oauth.
        other: What excludes it.
        fields: The provider's table.
        set_variables: Variables that have a value.
    """
    own, others = _keys(layered, asked), _keys(layered, other)
    field = other[2]
    value: Any = fields.get(field)
    variable = value.get(other[-1]) if is_table(value) else value
    is_by_variable = field.startswith("env_")
    has_credential = variable in set_variables if is_by_variable else field not in _UNSURE
    return (own, others) if has_credential else (others, own)


def _keys(layered: Layered, *paths: Path) -> tuple[Standing, ...]:
    """Return the keys that can be removed; () where one of them stands in no file."""
    found: list[Standing] = []
    for path in paths:
        source = layered.source(*path)
        place = source.locate(path, at_key=True) if source else None
        if source is None or place is None or place.line is None:
            return ()
        line = source.line(place.line)
        found.append(Standing(place.file, ".".join(path), line, place.line))
    return tuple(found)
