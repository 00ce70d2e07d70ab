"""Types and values that Codex refuses, at any depth; one of them stops it."""

from __future__ import annotations

import math
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.config.types import (
    ANY_NAME,
    ENTRY,
    Kinds,
    is_known,
    keys_of,
    kinds_around,
)
from codex_doctor.codex.config.wanted import takes, wanted
from codex_doctor.codex.rules.refused import wrong_type
from codex_doctor.codex.versions import holds
from codex_doctor.facts.config_problems import KeyMisplaced, WrongType
from codex_doctor.facts.provider_problems import ProviderUndefined
from codex_doctor.values import is_list, is_table, leaves
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.types import Row
    from codex_doctor.facts import Problem
    from codex_doctor.words.told import Words

_MAX_PROBLEMS = 20
_BOTH, _NEITHER = Told("type.table_with_both"), Told("type.table_without_either")
# Tables with rules of their own, in which more than a type is wrong.
_ELSEWHERE = frozenset({"features", "model_providers"})
# What an MCP server has that Codex starts, and what one that it calls.
_OF_COMMANDS = ("args", "bearer_token", "cwd", "env", "env_vars")
_OF_URLS = (
    "auth", "bearer_token", "bearer_token_env_var", "env_http_headers", "http_headers",
    "http_headers_helper", "oauth", "oauth_resource",
)  # fmt: skip
_NEEDS_ELSEWHERE = frozenset({"model_providers.*", "model_providers.*.auth"})


def judge_types(layered: Layered, version: str | None) -> Iterator[Problem]:
    """Yield every value whose type or text Codex refuses; one of them stops it."""
    yield from islice(_all_types(layered, version), _MAX_PROBLEMS)


def _all_types(layered: Layered, version: str | None) -> Iterator[Problem]:
    own = dict(layered.merged)
    if not holds("effort_any", version):
        own.pop("model_reasoning_effort", None)  # has a rule of its own
    if is_table(own.get("model_provider")):
        yield layered.problem(
            "config.provider_undefined",
            "model_provider",
            at_key=True,
            about=ProviderUndefined("singular", ", ".join(own.pop("model_provider"))),
        )
    yield from judge_table(layered, (), own, pattern="", version=version)
    for name, value in layered.table("features").items():
        if is_table(value):
            path = ("features", name)
            yield from judge_table(
                layered, path, value, pattern=f"features.{name}", version=version
            )
    yield from _judge_servers(layered, version)
    yield from _judge_numbers(layered, version)


def judge_table(
    layered: Layered,
    path: tuple[str, ...],
    table: Mapping[str, Any],
    *,
    pattern: str,
    version: str | None,
) -> Iterator[Problem]:
    """Yield every value in a table that Codex refuses.

    Args:
        layered: The configuration.
        path: Where the table stands in it.
        table: The table.
        pattern: The same with `*` for any name, `[]` for an entry of a list.
        version: Of Codex.
    """
    rows = keys_of(pattern)
    for key, value in table.items():
        known = key if is_known(rows.get(key, []), version) else ANY_NAME
        row = rows.get(known, [])
        inner = f"{pattern}.{known}" if pattern else known
        here = (*path, str(key))
        found = _judge_value(layered, here, value, row=row, pattern=inner, version=version)
        if path and known == ANY_NAME and _is_refused(row, value, version):
            slid = slid_key(layered, here, value, version, pattern=pattern)
            found = iter((slid,)) if slid else found
        yield from found


def slid_key(
    layered: Layered,
    path: tuple[str, ...],
    value: object,
    version: str | None,
    *,
    pattern: str = "",
) -> Problem | None:
    """Return that a refused value is one of a table around its own, None when it is not.

    Args:
        layered: The configuration.
        path: The key that has the value.
        value: What is refused there.
        version: Of Codex.
        pattern: Of its table, as for `judge_table`; without it the top level alone is looked at.
    """
    for length in range(len(path) - 2 if pattern else 0, -1, -1):
        pattern = pattern.rpartition(".")[0] if length else ""
        around = kinds_around(keys_of(pattern).get(path[-1], []), version)
        if any(takes(one, value) for one in around):
            about = KeyMisplaced(
                path[-1],
                dotted(path[:-1]),
                dotted(path[:length]),
                is_set=layered.get(*path[:length], path[-1]) is not None,
            )
            return layered.problem("config.key_misplaced", *path, at_key=True, about=about)
    return None


def _is_refused(row: Row, value: object, version: str | None) -> bool:
    kinds = kinds_around(row, version)
    return bool(kinds) and not any(takes(one, value) for one in kinds)


def _judge_value(
    layered: Layered,
    path: tuple[str, ...],
    value: Any,
    *,
    row: Row,
    pattern: str,
    version: str | None,
) -> Iterator[Problem]:
    """Yield what is wrong with a value and inside it."""
    kinds = kinds_around(row, version)
    expected = [wanted(one, value) for one in kinds]
    if expected and all(expected):
        inside = partial(kinds_of_key, pattern, version)
        yield wrong_type(
            layered, path, expected=expected[0], value=value, kinds=kinds[0], inside=inside
        )
    elif is_table(value) and pattern not in _ELSEWHERE:
        yield from _judge_needs(layered, path, value, kinds, pattern=pattern)
        if kinds and all(one.closed for one in kinds):
            yield from _judge_closed(layered, path, value, pattern=pattern, version=version)
        yield from judge_table(layered, path, value, pattern=pattern, version=version)
    elif is_list(value):
        rows = keys_of(pattern)
        for index, (key, one) in enumerate(zip(_names(kinds, value), value, strict=True)):
            yield from _judge_value(
                layered,
                (*path, str(index)),
                one,
                row=rows.get(key, []),
                pattern=f"{pattern}.{key}",
                version=version,
            )


def _names(kinds: tuple[Kinds, ...], entries: list[Any]) -> Sequence[str]:
    """Return for each entry of a list which key of a table it stands for, `[]` for none."""
    orders = {one.order for one in kinds}
    order = orders.pop() if len(orders) == 1 else ()
    return order[: len(entries)] or (ENTRY,) * len(entries)


def kinds_of_key(pattern: str, version: str | None, key: str) -> Kinds | None:
    """Return what a key of a table takes, None when the table has no such key."""
    rows = keys_of(pattern)
    row = rows.get(key, []) if is_known(rows.get(key, []), version) else rows.get(ANY_NAME, [])
    return next(iter(kinds_around(row, version)), None)


def _judge_needs(
    layered: Layered,
    path: tuple[str, ...],
    table: Mapping[str, Any],
    kinds: tuple[Kinds, ...],
    *,
    pattern: str,
) -> Iterator[Problem]:
    """Yield the keys that a table must have and has not."""
    missing = [[key for key in one.needs if key not in table] for one in kinds]
    if missing and all(missing) and pattern not in _NEEDS_ELSEWHERE:
        yield layered.problem(
            "config.wrong_type",
            *path,
            at_key=True,
            about=WrongType(
                Told("type.table_with", {"keys": tuple(kinds[0].needs)}),
                Told("type.table_without", {"keys": tuple(missing[0])}),
            ),
        )


def _judge_closed(
    layered: Layered,
    path: tuple[str, ...],
    table: Mapping[str, Any],
    *,
    pattern: str,
    version: str | None,
) -> Iterator[Problem]:
    """Yield the keys of a table that must have none but those that Codex knows."""
    rows = keys_of(pattern)
    for key in table:
        if not is_known(rows.get(key, []), version):
            yield _no_such_key(layered, (*path, str(key)), expected=Told("type.no_such_key"))


def _no_such_key(layered: Layered, path: tuple[str, ...], *, expected: Words) -> Problem:
    return layered.problem(
        "config.wrong_type", *path, at_key=True, about=WrongType(expected, Told("type.key"))
    )


def _judge_numbers(layered: Layered, version: str | None) -> Iterator[Problem]:
    """Yield what TOML has and Codex cannot write down again: infinity and not-a-number."""
    for path, holder in leaves(dict(layered.merged)):
        value = holder[path[-1]]
        if isinstance(value, float) and not math.isfinite(value) and _is_kept(path, version):
            # An entry of a list has no line of its own.
            named = tuple(one for one in path if isinstance(one, str))
            finite = Told("type.number_finite")
            yield wrong_type(layered, named, expected=finite, value=value, kinds=Kinds())


def _is_kept(path: Sequence[str | int], version: str | None) -> bool:
    """Tell whether Codex keeps what stands here: a key that it does not know it leaves out."""
    pattern = ""
    for part in path:
        rows = keys_of(pattern)
        if not rows:  # whatever stands in this table
            return True
        names = (ENTRY,) if isinstance(part, int) else (part, ANY_NAME)
        known = next((one for one in names if is_known(rows.get(one, []), version)), None)
        if known is None:
            return False
        pattern = f"{pattern}.{known}" if pattern else known
    return True


def _judge_servers(layered: Layered, version: str | None) -> Iterator[Problem]:
    """Yield the servers that are started and called at once, or neither, and keys of the other."""
    for name, server in layered.table("mcp_servers").items():
        if not is_table(server):
            continue
        path = ("mcp_servers", name)
        if ("command" in server) == ("url" in server):
            yield layered.problem(
                "config.wrong_type",
                *path,
                at_key=True,
                about=WrongType(
                    Told("type.command_or_url"),
                    _BOTH if "url" in server else _NEITHER,
                    at=dotted((*path, "url")) if "url" in server else "",
                ),
            )
            continue
        way, other = ("url", _OF_COMMANDS) if "url" in server else ("command", _OF_URLS)
        rows = keys_of("mcp_servers.*")
        for key in other:
            if key in server and kinds_around(rows.get(key, []), version):
                beside = Told("type.no_such_key_beside", {"key": way})
                yield _no_such_key(layered, (*path, key), expected=beside)
