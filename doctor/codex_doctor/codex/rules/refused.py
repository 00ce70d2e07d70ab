"""The problem of one value that Codex refuses, with the value that was evidently meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config import schema
from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.files.toml_values import write_value
from codex_doctor.facts.config_problems import WrongType
from codex_doctor.facts.options import HIDDEN
from codex_doctor.secrets.places import is_carrier, is_secret_at
from codex_doctor.values import is_list, is_table, leaves

if TYPE_CHECKING:
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.types import Kinds
    from codex_doctor.codex.rules.better import Inside
    from codex_doctor.facts import Problem
    from codex_doctor.words.told import Words

# Keys whose value no other one tells, and without which Codex calls something else.
_HEADERS = "http_headers"
_ONLY_KNOWN = frozenset({"model", "base_url", "openai_base_url"})


def wrong_type(
    layered: Layered,
    path: tuple[str, ...],
    *,
    expected: Words,
    value: object,
    kinds: Kinds,
    inside: Inside | None = None,
) -> Problem:
    """Return the problem of a value that has another type than Codex wants.

    Args:
        layered: The configuration.
        path: Where the value stands in it.
        expected: What is wanted, in words.
        value: What is there.
        kinds: What is wanted.
        inside: What the keys of a table there take; nothing is known without.
    """
    # Late: a configuration without a problem needs none of it.
    from codex_doctor.codex.rules.better import better_entry, better_value, no_keys
    from codex_doctor.secrets.key_form import written_variable

    is_secret = is_secret_at(path, value)
    shown = str(value).lower() if isinstance(value, bool | int | float) and not is_secret else ""
    if isinstance(value, str) and not is_secret:
        # Late: a configuration without a problem shows nothing.
        from codex_doctor.secrets.file_lines import mask_line

        shown = mask_line(f'{path[-1]} = "{value}"').partition(" = ")[2]
    # What stands twice between brackets and once is one table all the same.
    is_one = is_list(value) and len(value) == 1 and kinds.table and is_table(value[0])
    is_header = is_one and has_header(layered, path)
    is_open = path[-1] in _ONLY_KNOWN and not (isinstance(value, str) or (is_list(value) and value))
    at, better = path, ""
    if is_header:
        better = f"[{dotted(path)}]"
    elif path[-1].isdecimal() and not is_table(value):
        # An entry of a list does not stand on a line of its own.
        at = path[:-1]
        better = better_entry(kinds, layered.get(*at), int(path[-1]))
    elif not is_open and (kinds.table or not is_secret):
        better = better_value(kinds, value, inside or no_keys, is_carrier=is_carrier(path[-1]))
    beside = ""
    if path[-1] == "command" and kinds.text and (program := _program(layered, path, value)):
        better, beside = program
    carried = form = variable = ""
    # A number that is no secret as it stands is none in quotes either.
    is_plain = bool(shown) and not isinstance(value, str)
    secrets = _secrets_in(at, better) if better and not (is_header or is_plain) else ()
    if secrets:
        carried = secrets[0][0][-1] if _is_one_header(secrets, better) else ""
        variable = written_variable(secrets[0][1]) if carried else ""
        form, better = _hidden(better, at, secrets), ""
    return layered.problem(
        "config.wrong_type",
        *path,
        shown=shown[:120],
        about=WrongType(
            expected,
            schema.type_name(value),
            better,
            at="" if at == path else dotted(at),
            is_header=is_header,
            is_open=is_open and not better,
            is_kept=(is_secret and not better) or bool(secrets),
            form=form,
            header=carried,
            variable=variable,
            has_variables=layered.get(*path[:-1], "env_http_headers") is not None,
            beside=beside,
        ),
    )


def _program(layered: Layered, path: tuple[str, ...], value: object) -> tuple[str, str] | None:
    """Return a command that is a list as the program and its arguments, None with a secret."""
    # Late: few have such a list.
    from codex_doctor.secrets.command_lines import secrets_of_command
    from codex_doctor.secrets.looks import is_secret_by_look

    args: object = layered.get(*path[:-1], "args")
    further: list[Any] = args if is_list(args) else []
    words = [*value, *further] if is_list(value) and value and args in (None, further) else []
    if not words or not all(isinstance(one, str) and one for one in words):
        return None
    secrets = secrets_of_command(words, prints_key="auth" in path)
    if any(map(is_secret_by_look, words)) or any(True for _ in secrets):
        return None
    return write_value(words[0]), f"args = {write_value(words[1:])}" if words[1:] else ""


def has_header(layered: Layered, path: tuple[str, ...]) -> bool:
    """Tell whether a list of tables is written with headers, and not within one line."""
    source = layered.source(*path)
    location = source.locate(path) if source else None
    return bool(source and location and source.line(location.line or 0).startswith("["))


def _secrets_in(path: tuple[str, ...], better: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the secrets in a value as TOML at its place, each with where it is."""
    found = leaves(_table(better))
    places = (((*path, *map(str, inner[1:])), holder[inner[-1]]) for inner, holder in found)
    return tuple((place, str(value)) for place, value in places if is_secret_at(place, value))


def _is_one_header(secrets: tuple[tuple[tuple[str, ...], str], ...], better: str) -> bool:
    """Tell whether a value is a table of one header, which carries a secret."""
    table = _table(better)["_"]
    return is_table(table) and len(table) == 1 and secrets[0][0][-2] == _HEADERS


def _hidden(
    better: str, path: tuple[str, ...], secrets: tuple[tuple[tuple[str, ...], str], ...]
) -> str:
    """Return a value as TOML with a sign in place of its secrets."""
    table = _table(better)
    hidden = {place[len(path) :] for place, _ in secrets}
    for inner, holder in leaves(table):
        if tuple(map(str, inner[1:])) in hidden:
            holder[inner[-1]] = HIDDEN
    return write_value(table["_"])


def _table(value: str) -> dict[str, Any]:
    # Late: only where a value is refused.
    import tomli

    return tomli.loads(f"_ = {value}")
