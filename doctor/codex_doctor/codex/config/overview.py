"""The effective values for people: dotted keys, secrets masked, and where each one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.layers import Layered, dotted
from codex_doctor.codex.credentials.masking import (
    fingerprint,
    is_plain_parameter,
    is_secret_name,
    looks_like_key,
    show_text,
)
from codex_doctor.codex.urls import mask_url
from codex_doctor.codex.values import is_list, is_table

if TYPE_CHECKING:
    from codex_doctor.model import Location

_MAX_VALUES = 1000
_CARRIERS = {"http_headers", "query_params", "env"}


def flatten(layered: Layered) -> tuple[dict[str, str], dict[str, Location]]:
    """Return the effective scalar values and their places, both by dotted key."""
    values: dict[str, str] = {}
    origins: dict[str, Location] = {}
    stack: list[tuple[tuple[str, ...], Any]] = [((), dict(layered.merged))]
    while stack and len(values) < _MAX_VALUES:
        path, value = stack.pop()
        if is_table(value):
            stack.extend(((*path, key), inner) for key, inner in reversed(value.items()))
            continue
        key = dotted(path)
        values[key] = _show(path, value)
        source = layered.source(*path)
        if source is not None:  # an empty list or table value may have none
            origins[key] = source.locate(path)
    return values, origins


def _show(path: tuple[str, ...], value: object) -> str:
    if is_list(value):
        return f"[{len(value)} values]"
    if not isinstance(value, str):
        return str(value).lower()
    *above, name = path
    carried = bool(above) and above[-1] in _CARRIERS
    if carried and above[-1] == "query_params" and is_plain_parameter(name, value):
        return show_text(value)
    # env_http_headers has names of variables under names such as `api-key`.
    named = is_secret_name(name) and above[-1:] != ["env_http_headers"]
    if value and (carried or named or looks_like_key(value)):
        return fingerprint(value)
    return show_text(mask_url(value) if "//" in value else value)
