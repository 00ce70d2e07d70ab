"""Types and values outside the provider tables that Codex refuses."""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config import schema
from codex_doctor.codex.rules.providers import wrong_type
from codex_doctor.codex.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Inputs, Problem

_NOT_NEGATIVE = "a whole number from 0 up"
_MAX_PROBLEMS = 20


def judge_types(layered: Layered, inputs: Inputs) -> Iterator[Problem]:
    """Yield every value whose type or text Codex refuses; one of them stops it."""
    yield from islice(_all_types(layered), _MAX_PROBLEMS)
    if layered.table("features"):
        # Late: most set-ups name no feature.
        from codex_doctor.codex.rules.features import judge_features

        yield from judge_features(layered, inputs)


def _all_types(layered: Layered) -> Iterator[Problem]:
    for key, value in layered.merged.items():
        yield from _judge_top(layered, key, value)
    for pattern, expected in schema.NESTED.items():
        for path, value in matching(layered.merged, tuple(pattern.split("."))):
            yield from _judge_value(layered, path, value, pattern=pattern, expected=expected)
    yield from _judge_servers(layered)
    yield from _judge_numbers(layered)
    if "experimental_thread_store_endpoint" in layered.merged:
        yield layered.problem(
            "config.wrong_type",
            "experimental_thread_store_endpoint",
            at_key=True,
            expected="no such key any more",
            found="the key",
        )


def _judge_top(layered: Layered, key: str, value: object) -> Iterator[Problem]:
    if key == "model_provider" and is_table(value):
        yield layered.problem(
            "config.provider_undefined",
            key,
            at_key=True,
            reason="singular",
            provider=", ".join(value),
        )
        return
    expected = schema.TOP_LEVEL.get(key, schema.ANY)
    yield from _judge_value(layered, (key,), value, pattern=key, expected=expected)


def _judge_value(
    layered: Layered, path: tuple[str, ...], value: Any, *, pattern: str, expected: str
) -> Iterator[Problem]:
    choices = schema.CHOICES.get(pattern)
    if not schema.matches(expected, value):
        yield wrong_type(layered, path, expected=expected, value=value)
    elif pattern in schema.UNSIGNED and value < 0:
        yield wrong_type(layered, path, expected=_NOT_NEGATIVE, value=value)
    elif pattern in schema.PORTS and value > 65535:
        yield wrong_type(layered, path, expected="a port, 65535 at most", value=value)
    elif choices and isinstance(value, str) and value not in choices:
        wanted = " or ".join(f'"{one}"' for one in choices)
        yield wrong_type(layered, path, expected=wanted, value=value)


def _judge_numbers(layered: Layered) -> Iterator[Problem]:
    """Yield what TOML has and Codex cannot write down again: infinity and not-a-number."""
    stack: list[tuple[tuple[str, ...], Any]] = [((), layered.merged)]
    while stack:
        path, value = stack.pop()
        if is_table(value):
            stack += [((*path, str(key)), one) for key, one in value.items()]
        elif is_list(value):
            stack += [(path, one) for one in value]
        elif isinstance(value, float) and not math.isfinite(value):
            yield wrong_type(layered, path, expected="a number that is finite", value=value)


def _judge_servers(layered: Layered) -> Iterator[Problem]:
    for name, server in layered.table("mcp_servers").items():
        if is_table(server) and ("command" in server) == ("url" in server):
            yield layered.problem(
                "config.wrong_type",
                "mcp_servers",
                name,
                at_key=True,
                expected="a command or a url",
                found="a table with both" if "url" in server else "a table without either",
            )


def matching(table: Any, pattern: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the paths and values that a pattern with `*` finds."""
    found: list[tuple[tuple[str, ...], Any]] = [((), table)]
    for part in pattern:
        below: list[tuple[tuple[str, ...], Any]] = []
        for path, value in found:
            if is_table(value):
                names = list(value) if part == "*" else [part]
                below += [((*path, name), value[name]) for name in names if name in value]
        found = below
    yield from found
