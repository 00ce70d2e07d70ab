"""Collects every secret value of a set-up, for redaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.credentials.masking import (
    is_dummy,
    is_plain_parameter,
    is_secret_name,
    looks_like_key,
)
from codex_doctor.codex.files.file_text import read_file
from codex_doctor.codex.urls import parse_url
from codex_doctor.codex.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from codex_doctor.facts import Layer

_VARIABLE = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL|AUTH|BEARER", re.IGNORECASE)
# Variables with such a name that hold a path or a number for everybody to see.
_HARMLESS = re.compile(
    r"SSH_AUTH_SOCK|XAUTHORITY|.*_KEY_ID|.*KEYMAP.*|.*KEYBOARD.*|GPG_AGENT_INFO"
    r"|.*_KEY_(?:FILE|PATH)|.*_TOKEN_FILE|.*CREDENTIALS?_(?:FILE|PATH)",
    re.IGNORECASE,
)
_SHORTEST = 6
_PROXY = re.compile(r"(?:.*_)?proxy", re.IGNORECASE)
# The address of another service in a header, as gateways want it: host, port and a short path.
_PLAIN_URL = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.-]{0,12}){0,3}")
_QUOTED = re.compile(r"""(?<![\w.-])([\w.-]++)["']?\s*+[=:]\s*+["'“”‘’]?([^"'“”‘’\n,}]+)""")


def is_address(value: str) -> bool:
    """Tell whether a header's value is no more than the address of a service."""
    return bool(_PLAIN_URL.fullmatch(value))


def collect_secrets(values: Iterable[str]) -> frozenset[str]:
    """Return the values that are worth hiding: long enough, and no well-known dummy."""
    found: set[str] = set()
    for value in values:
        for form in (value, value.strip(), value.removeprefix("Bearer ")):
            if len(form) >= _SHORTEST and not is_dummy(form):
                found.add(form)
    return frozenset(found)


def secrets_of_environment(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the values of all variables whose name says that they are secret."""
    for name, value in environ.items():
        if _VARIABLE.search(name) and not _HARMLESS.fullmatch(name):
            yield value
        elif _PROXY.fullmatch(name) or "URL" in name.upper():
            yield from secrets_of_url(value)


def secrets_of_url(text: str) -> Iterator[str]:
    """Yield user information and query values of a URL."""
    match = re.search(r"//([^/?#@\s]*)@", text)
    if match:
        yield match[1]
        yield match[1].partition(":")[2]
        url = parse_url(text.strip())
        if url is not None:
            yield url.password
    for pair in text.partition("?")[2].partition("#")[0].split("&"):
        name, _, value = pair.partition("=")
        if not is_plain_parameter(name, value):
            yield value


def secrets_of_table(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the secret strings of a configuration table."""
    stack: list[tuple[str, Any, str]] = [("", table, "")]
    while stack:
        name, value, inside = stack.pop()
        if is_table(value):
            carries = inside or (name if name in {"http_headers", "query_params"} else "")
            # env_http_headers has names of variables under names such as `api-key`.
            named = name == "env_http_headers"
            stack.extend(("" if named else key, inner, carries) for key, inner in value.items())
        elif is_list(value):
            stack.extend((name, inner, inside) for inner in value)
        elif isinstance(value, str):
            shown = inside == "query_params" and is_plain_parameter(name, value)
            shown = shown or (inside == "http_headers" and is_address(value))
            if not shown and (inside or is_secret_name(name) or looks_like_key(value)):
                yield value
            yield from secrets_of_url(value) if "//" in value else ()


def secrets_of_text(text: str) -> Iterator[str]:
    """Yield what looks like a secret in a text that does not parse."""
    for match in _QUOTED.finditer(text[:1_000_000]):
        value = match[2].strip()
        if is_secret_name(match[1]) or looks_like_key(value):
            yield value
        yield from secrets_of_url(value) if "//" in value else ()


def secrets_of_refused(home: Path, layers: Iterable[Layer], profile: str | None) -> Iterator[str]:
    """Yield what looks like a secret in files of Codex's home that do not parse."""
    for layer in layers:
        if layer.state == "refused" and layer.name in {"user", "profile"}:
            name = "config.toml" if layer.name == "user" else f"{profile}.config.toml"
            yield from secrets_of_text(read_file(home / name).text)
