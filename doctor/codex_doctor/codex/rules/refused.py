"""The problem of one value that Codex refuses, with the value that was evidently meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config import schema
from codex_doctor.codex.config.layers import dotted
from codex_doctor.facts.config_problems import WrongType
from codex_doctor.secrets.places import is_secret_at
from codex_doctor.values import is_list, is_table, leaves

if TYPE_CHECKING:
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.types import Kinds
    from codex_doctor.facts import Problem
    from codex_doctor.words.told import Words

# Keys whose value no other one tells, and without which Codex calls something else.
_ONLY_KNOWN = frozenset({"model", "base_url", "openai_base_url"})


def wrong_type(
    layered: Layered, path: tuple[str, ...], *, expected: Words, value: object, kinds: Kinds
) -> Problem:
    """Return the problem of a value that has another type than Codex wants."""
    # Late: a configuration without a problem needs no better value.
    from codex_doctor.codex.rules.better import better_entry, better_value

    is_secret = is_secret_at(path, value)
    shown = str(value).lower() if isinstance(value, bool | int | float) and not is_secret else ""
    if isinstance(value, str) and not is_secret:
        # Late: a configuration without a problem shows nothing.
        from codex_doctor.secrets.file_lines import mask_line

        shown = mask_line(f'{path[-1]} = "{value}"').partition(" = ")[2]
    # What stands twice between brackets and once is one table all the same.
    is_header = is_list(value) and len(value) == 1 and kinds.table and is_table(value[0])
    is_open = path[-1] in _ONLY_KNOWN and not (isinstance(value, str) or (is_list(value) and value))
    at, better = path, ""
    if is_header:
        better = f"[{dotted(path)}]"
    elif path[-1].isdecimal() and not is_table(value):
        # An entry of a list does not stand on a line of its own.
        at = path[:-1]
        better = better_entry(kinds, layered.get(*at), int(path[-1]))
    elif not (is_secret or is_open):
        better = better_value(kinds, value)
    if better and not is_header and _holds_secret(at, better):
        better = ""
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
            is_kept=is_secret,
        ),
    )


def _holds_secret(path: tuple[str, ...], better: str) -> bool:
    """Tell whether a value as TOML holds a secret at its place."""
    # Late: only where a value is refused.
    import tomli

    table = tomli.loads(f"_ = {better}")
    return any(
        is_secret_at((*path, *map(str, inner[1:])), holder[inner[-1]])
        for inner, holder in leaves(table)
    )
