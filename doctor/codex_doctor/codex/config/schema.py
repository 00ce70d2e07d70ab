"""What people call the types of TOML, and what they write for the keys of Codex."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codex_doctor.words.told import Words

STRING = Told("type.string")
BOOLEAN = Told("type.boolean")
INTEGER = Told("type.integer")
TABLE = Told("type.table")
LIST = Told("type.list")
SYNONYMS = {
    "api_base": "base_url",
    "api_base_url": "base_url",
    "apibase": "base_url",
    "baseurl": "base_url",
    "endpoint": "base_url",
    "url": "base_url",
    "api_key": "env_key",
    "apikey": "env_key",
    "api_key_env": "env_key",
    "api_key_env_var": "env_key",
    "envkey": "env_key",
    "headers": "http_headers",
    "extra_headers": "http_headers",
    "env_headers": "env_http_headers",
    "params": "query_params",
    "timeout": "stream_idle_timeout_ms",
    "api": "wire_api",
    "api_type": "wire_api",
    "wireapi": "wire_api",
    "retries": "request_max_retries",
    "max_retries": "request_max_retries",
    "bearer_token": "experimental_bearer_token",
    "token": "experimental_bearer_token",
    "mcpservers": "mcp_servers",
    "providers": "model_providers",
    "provider": "model_provider",
    "reasoning_effort": "model_reasoning_effort",
    "context_window": "model_context_window",
}
"""What people write for a key that Codex calls otherwise, in lower case without hyphens."""


def type_name(value: Any) -> Told:
    """Name the type of a TOML value as people do."""
    names: tuple[tuple[type, Told], ...] = (
        (bool, BOOLEAN),
        (int, INTEGER),
        (float, Told("type.float")),
        (str, STRING),
        (dict, TABLE),
        (list, LIST),
    )
    return next((name for kind, name in names if isinstance(value, kind)), Told("type.time"))


def either(names: Iterable[Words]) -> Words:
    """Return that one of these is wanted, "" for none."""
    rest = iter(names)
    return reduce(_either, rest, next(rest, ""))


def _either(one: Words, other: Words) -> Words:
    return Told("type.either", {"one": one, "other": other})
