"""Collects every secret value of a set-up, for redaction.

A value is secret by its place (a password in an address, a value under the name of a key), or by
its look. Ordinary words are not collected: redaction would take them out of every text.
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any

from codex_doctor.patterns import Regex
from codex_doctor.platform.file_text import read_file
from codex_doctor.secrets.addresses import (
    begins_as_address,
    is_secret_argument,
    looks_like_address,
    secrets_of_url,
)
from codex_doctor.secrets.command_lines import secrets_in_pairs, secrets_of_command
from codex_doctor.secrets.looks import LIKELY, is_key_of_service, is_secret_by_look, odd_words
from codex_doctor.secrets.masking import (
    is_dummy,
    is_plain_value,
    is_secret_name,
)
from codex_doctor.secrets.places import is_carrier, is_path, is_secret_at, pairs_in
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from codex_doctor.facts import Inputs, Layer

_SHORTEST = 6
# So many tables around a value tell what it is.
_NEAREST = 5
# What Codex sends the value of as a credential, to a provider or to a server of tools.
_NAMES_A_KEY = frozenset({"env_key", "bearer_token_env_var"})
_PROXY = Regex(r"(?:.*_)?proxy", re.IGNORECASE)
# It lists hosts, each of which may have a port: no address as a whole.
_HOSTS = Regex(r"no_proxy", re.IGNORECASE)
_SCHEME = Regex(r"(?:bearer|basic|token|api-?key)\s+", re.IGNORECASE)
# What stands around the name of a variable where its value is meant.
_MARKS = "${}%"
_PRIVATE_KEY = "PRIVATE KEY-----"
# Variables whose paths are shown.
_SHOWN_PATH = Regex(r"CODEX_\w+|SSL_CERT_(?:FILE|DIR)|SHELL")
# What is no name of its kind may be anything that somebody pasted.
_NAME = Regex(r"[\w.-]*(?:=(?:true|false))?")
_MODEL = Regex(r"[\w.:/@+~-]*")
# `api_key value`, where somebody forgot what belongs between.
_APART = Regex(r"""^[ \t]*+["']?([\w.-]++)["']?[ \t]++["']?([^\s"']+)["']?[ \t]*+$""", re.MULTILINE)
_QUOTED = Regex(r"""(?<![\w.-])([\w.-]++)["']?\s*+[=:]\s*+["'“”‘’]?([^"'“”‘’\n,}]+)""")


def collect_secrets(values: Iterable[str], *, ordinary: Iterable[str] = ()) -> frozenset[str]:
    """Return the values that are worth hiding: long enough, and no well-known dummy.

    Args:
        values: What stands where secrets stand.
        ordinary: Words of the set-up that everybody sees. A value that is one of them, also as a
            shell names a variable, is a placeholder, unless it looks drawn: then somebody put a
            key in the wrong place.
    """
    found: set[str] = set()
    words = {word.lower() for word in ordinary if not is_secret_by_look(word, least=LIKELY)}
    for value in values:
        if _SCHEME.sub("", value.strip()).strip(_MARKS).lower() in words:
            continue
        for form in _forms(value):
            if len(form) >= _SHORTEST and not is_dummy(form) and form.lower() not in words:
                found.add(form)
    return frozenset(found)


def _forms(value: str) -> Iterator[str]:
    """Yield a value, and what is secret in it by itself: whoever gets it may say that alone."""
    bare = _SCHEME.sub("", value.strip())
    yield from (value, value.strip(), bare)
    # RFC 7617: `user:password` in base 64.
    try:
        pair = b64decode(bare, validate=True).decode("utf-8")
    except ValueError:
        return
    _, colon, password = pair.partition(":")
    if colon and pair.isprintable():
        yield from (pair, password)


def secrets_of_environment(variables: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what is secret by the name of its variable, or by a name within its value."""
    for name, value in variables:
        if is_secret_name(name):
            if not is_plain_value(value) and not is_path(value):
                yield value
            continue
        if _HOSTS.fullmatch(name):
            for host in re.split(r"[,\s]+", value):
                yield from secrets_of_url(host)
        elif _PROXY.fullmatch(name) or "URL" in name.upper() or "://" in value:
            yield from secrets_of_url(value)
        elif _SHOWN_PATH.fullmatch(name):
            yield from odd_names(value)
        if is_key_of_service(value):
            yield value
        if _PRIVATE_KEY in value:
            yield from (value, *(one for one in value.splitlines() if "-----" not in one))
        if "=" in value:
            yield from secrets_in_pairs(value)


def without_secrets(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that hold no secret, for a program that needs none."""
    return {
        name: value
        for name, value in variables.items()
        if not any(True for _ in secrets_of_environment(((name, value),)))
        and (is_path(value) or not is_secret_by_look(value))
    }


def secrets_of_headers(headers: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the values of headers that are no ordinary words, and names that are keys."""
    for name, value in headers:
        yield from odd_names(name)
        # A whole line, where its name belongs.
        before, colon, behind = name.partition(":")
        if colon and is_secret_header(before, behind):
            yield behind.strip()
        if is_secret_header(name, value):
            yield value
        if looks_like_address(value):
            yield from secrets_of_url(value)


def secrets_of_sent(headers: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Yield the secrets of the headers of a request, the credential itself left out."""
    # The whole Authorization header may be `Bearer none`.
    named = ((name, value) for name, value in headers if name.lower() != "authorization")
    return secrets_of_headers((name, value.decode("utf-8", "replace")) for name, value in named)


def is_secret_header(name: str, value: str) -> bool:
    """Tell whether a header's value, or a variable's of another program, is masked everywhere.

    Where it stands itself more is hidden, see `places`.
    """
    if looks_like_address(value):
        return any(True for _ in secrets_of_url(value))
    return is_secret_name(name) or is_secret_by_look(value, least=LIKELY)


def odd_names(*names: str | None) -> Iterator[str]:
    """Yield what looks drawn where a name or an id belongs."""
    for name in filter(None, names):
        yield from (name[start:end] for start, end in odd_words(name))
        # Of `key=value` the value is secret: the rest stands in texts of ours.
        if not {"/", "="} & set(name.rstrip("=")) and is_secret_by_look(name):
            yield name


def secrets_of_named(table: Mapping[str, Any], environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets of the variables that a configuration names, for whatever it names them."""
    stack: list[Mapping[str, Any]] = [table]
    while stack:
        for key, value in stack.pop().items():
            if is_table(value):
                stack.append(value)
                if key == "env_http_headers":
                    named = ((name, environ.get(str(one), "")) for name, one in value.items())
                    yield from secrets_of_headers(named)
            elif key in _NAMES_A_KEY:
                yield environ.get(str(value), "")


def secrets_of_table(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the secret strings of a configuration table."""
    stack: list[tuple[tuple[str, ...], Any]] = [((), table)]
    while stack:
        path, value = stack.pop()
        if is_table(value):
            yield from odd_names(*value)
            stack.extend(((*path[-_NEAREST:], key), inner) for key, inner in value.items())
            if isinstance(value.get("command"), str) and is_list(value.get("args")):
                line = [value["command"], *map(str, value["args"])]
                yield from secrets_of_command(line, prints_key="auth" in path[-1:])
        elif is_list(value):
            yield from secrets_of_command(one for one in value if isinstance(one, str))
            stack.extend((path, inner) for inner in value)
        elif isinstance(value, str):
            yield from _secrets_at(path, value)
        elif is_secret_at(path, value):
            yield str(value)


def _secrets_at(path: tuple[str, ...], value: str) -> Iterator[str]:
    """Yield what is secret in one text."""
    *_, above, name = ("", *path)
    if is_carrier(above):
        yield from secrets_of_headers(((name, value),))
    elif is_carrier(name):
        # The whole text has names in it, which stand in texts of ours.
        yield from secrets_of_headers(pairs_in(value))
    elif above == "query_params":
        if is_secret_argument(name, value):
            yield value
    # What stands as the name of a variable is judged with the variables at hand.
    elif name != "env_key" and is_secret_at(path, value):
        yield value
    elif begins_as_address(value, name=name):
        yield from secrets_of_url(value)
    yield from odd_names(value)
    if name == "command" or "=" in value or any(char.isspace() for char in value):
        yield from secrets_of_command([value], prints_key="auth" in path)


def secrets_of_text(text: str) -> Iterator[str]:
    """Yield what looks like a secret in a text that does not parse."""
    text = text[:1_000_000]
    for match in _QUOTED.finditer(text):
        value = match[2].strip()
        if is_secret_name(match[1]) and not is_plain_value(value):
            yield value
        yield from secrets_of_url(value) if looks_like_address(value) else ()
    for match in _APART.finditer(text):
        if is_secret_name(match[1]) and not is_plain_value(match[2]):
            yield match[2]
    yield from (text[start:end] for start, end in odd_words(text))


def secrets_of_options(inputs: Inputs) -> Iterator[str]:
    """Yield what is secret among the options of the command line."""
    yield from secrets_of_names(inputs)
    yield from odd_names(inputs.env_key)
    yield from secrets_of_url(inputs.base_url or "")


def secrets_of_names(inputs: Inputs) -> Iterator[str]:
    """Yield what is no name, or looks drawn, among the options that Codex has too."""
    names = (inputs.profile, inputs.local_provider, *(name for _, name in inputs.switches))
    others = [one for one in filter(None, names) if not _NAME.fullmatch(one.strip())]
    if inputs.model and not is_model_name(inputs.model):
        others.append(inputs.model)
    for other in others:
        yield other
        yield from secrets_of_command([other])
    yield from odd_names(*names, inputs.model, *inputs.overrides)


def is_model_name(text: str) -> bool:
    """Tell whether a text may be the id of a model: one word, and no `api_key:value`."""
    before, colon, _ = text.partition(":")
    is_named = bool(colon) and is_secret_name(before)
    return _MODEL.fullmatch(text.strip()) is not None and not is_named


def secrets_of_refused(home: Path, layers: Iterable[Layer], profile: str | None) -> Iterator[str]:
    """Yield what looks like a secret in files of Codex's home that do not parse."""
    for layer in layers:
        if layer.state == "refused" and layer.name in {"user", "profile"}:
            name = "config.toml" if layer.name == "user" else f"{profile}.config.toml"
            yield from secrets_of_text(read_file(home / name).text)
