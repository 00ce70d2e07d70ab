"""The effective values for people: dotted keys, secrets masked, and where each one stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from codex_doctor.codex.config.layers import Layered, dotted
from codex_doctor.patterns import Regex
from codex_doctor.secrets.addresses import begins_as_address, mask_url, secret_parts
from codex_doctor.secrets.looks import is_secret_by_look, odd_words
from codex_doctor.secrets.masking import (
    fingerprint,
    mask_spans,
    show_text,
)
from codex_doctor.secrets.places import is_secret_at
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codex_doctor.facts import Location, Setup

_MAX_VALUES = 1000
_MAX_HOSTS = 20
_COMMENTED = Regex(r"^[ \t]*#[^\n]*?(https?://[^\s\"'<>]{1,300})", re.IGNORECASE | re.MULTILINE)
_HOST_NAME = Regex(r"[a-z\d](?:[a-z\d.-]*[a-z\d])?")


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
        key = shown_path(path)
        values[key] = _show(path, value)
        source = layered.source(*path)
        if source is not None:  # an empty list or table value may have none
            origins[key] = source.locate(path)
    return values, origins


def commented_hosts(layered: Layered) -> tuple[str, ...]:
    """Return the hosts of addresses in comments of the user's own files, where one is kept."""
    own = (one.text for one in layered.documents if one.name != "project" and "#" in one.text)
    found = (address[1] for text in own for address in _COMMENTED.finditer(text))
    hosts = dict.fromkeys(urlsplit(mask_url(one)).netloc.rpartition("@")[2] for one in found)
    names = (one.partition(":")[0].lower() for one in hosts)
    return tuple(one for one in names if _HOST_NAME.fullmatch(one))[:_MAX_HOSTS]


def shown_path(path: Iterable[str]) -> str:
    """Return a key path as TOML would write it; a part that is a secret is a fingerprint."""
    return dotted(str(fingerprint(part)) if is_secret_by_look(part) else part for part in path)


def provider_key(setup: Setup, *names: str) -> str:
    """Return the key of the active provider's table, or of one in it, as `Setup.values` has it."""
    return shown_path(("model_providers", setup.provider_id or "", *names))


def _show(path: tuple[str, ...], value: object) -> str:
    if is_list(value):
        return f"[...] ({len(value)})"
    *above, name = path
    if is_secret_at(path, value) or (isinstance(value, str) and is_secret_by_look(value)):
        return str(fingerprint(str(value)))
    if not isinstance(value, str):
        return str(value).lower()
    is_line = any(char.isspace() for char in value)
    is_address = begins_as_address(value, name=name)
    if is_address and not is_line:
        return show_text(mask_url(value))
    if name != "command" and not is_line and "=" not in value:
        return show_text(mask_spans(value, odd_words(value)))
    # Late: most values are no more than a word.
    from codex_doctor.secrets.command_lines import secret_words, show_command

    if is_address:
        return show_text(mask_spans(value, [*secret_parts(value), *secret_words(value)]))
    return show_command([value], prints_key=above[-1:] == ["auth"])
