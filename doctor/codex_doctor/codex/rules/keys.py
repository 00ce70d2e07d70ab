"""Unknown keys, keys in the wrong table, and wrong types outside the provider tables."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.config.types import A_TABLE, ANY_NAME, ENTRY, PROVIDER, keys_of, known_keys
from codex_doctor.codex.rules.providers import nearest_key
from codex_doctor.codex.rules.strays import ANY_PROVIDER, with_target
from codex_doctor.facts import Problem
from codex_doctor.facts.config_problems import KeyMisplaced, UnknownKey
from codex_doctor.secrets.key_form import is_key_itself
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.files.documents import Document

# Tables with fields of their own, of which none has the name of a top-level key that matters.
_CLOSED_TABLES = ("model_providers.*", "projects.*", "history", "sandbox_workspace_write")
_SLIDING = (
    "model",
    "model_provider",
    "model_providers",
    "openai_base_url",
    "model_reasoning_effort",
    "model_reasoning_summary",
    "model_context_window",
    "model_verbosity",
    "approval_policy",
    "sandbox_mode",
    "default_permissions",
    "profile",
)
# Free-form tables: whatever stands in them is taken as it is.
_FREE_FORM = ("profiles", "agents", "desktop", "plugins", "marketplaces", "permissions")
# Tables with rules of their own.
_ELSEWHERE = frozenset({"features", "model_providers"})
# Codex reads these in parts and names no key of theirs that it does not know.
_NOT_LISTED = frozenset({"agents", "apps", "hooks", "permissions", "plugins", "web_search"})
# The tables whose keys people put elsewhere; those of others say too little.
_HOMES = """
    audio history mcp_servers.* memories model_providers.*.auth otel sandbox_workspace_write
    shell_environment_policy skills tools tui windows
"""
# What a provider cannot do without; further names of other programs are no sign of one.
_FLAT = frozenset({"base_url", "env_key", "experimental_bearer_token"})
# It may have further keys: only what is nearly a known one is reported.
_PARTLY_KNOWN = "tui"
# Names that many tables have, or that people use for other things.
_COMMON = frozenset({"args", "auth", "command", "cwd", "enabled", "env", "exclude", "name", "set"})
_MAX_PROBLEMS = 20


def judge_keys(
    layered: Layered, *, version_lists_unknown: bool, strict: bool = False
) -> Iterator[Problem]:
    """Yield unknown and misplaced keys of every layer that people write by hand.

    Args:
        layered: All layers.
        version_lists_unknown: Whether Codex itself names them.
        strict: Whether one of them stops Codex (`--strict-config`).
    """
    is_flat = not {"model_provider", "model_providers"} & layered.merged.keys()
    found = (
        replace(problem, fatal=True) if strict and _is_refused(problem) else problem
        for document in layered.documents
        if document.shown != "--base-url"
        for problem in _judge_document(document, listed=version_lists_unknown, is_flat=is_flat)
    )
    yield from (with_target(one, layered) for one in islice(found, _MAX_PROBLEMS))


def _is_refused(problem: Problem) -> bool:
    """Tell whether Codex knows no such field; a table of headers takes any."""
    if not isinstance(problem.about, KeyMisplaced):
        return True
    table = problem.about.table
    return not table or (table.startswith("model_providers.") and table.count(".") == 1)


def _judge_document(document: Document, *, listed: bool, is_flat: bool) -> Iterator[Problem]:
    meant = _meant_fields(document) if is_flat else {}
    for key, value in document.table.items():
        if key in known_keys(""):
            continue
        if key in known_keys(PROVIDER) or key in meant:
            yield _misplaced(document, (key,), belongs=ANY_PROVIDER, meant=meant.get(key, ""))
        else:
            yield stray_key(document, (key,), value, known_keys(""))
    providers = document.table.get("model_providers")
    if is_table(providers):
        for name, fields in providers.items():
            if is_table(fields):
                yield from _judge_provider(document, name, fields)
    yield from _slid_keys(document)
    for key, value in document.table.items() if listed else ():
        if key not in _ELSEWHERE:
            yield from _judge_inside(document, (key,), value, pattern=key)


def _meant_fields(document: Document) -> dict[str, str]:
    """Return what keys of the top level mean in a provider that is written without its table.

    Without an address among them they say too little.
    """
    known, top = known_keys(PROVIDER), known_keys("")
    found = {
        key: _nearest(key, value, known)
        for key, value in document.table.items()
        if not ({key} & (known.keys() | top.keys()) or is_table(value) or nearest_key(key, top))
    }
    fields = {key: field for key, field in found.items() if field in _FLAT}
    return fields if "base_url" in {*fields.values(), *document.table} else {}


def _judge_inside(
    document: Document, path: tuple[str, ...], value: object, *, pattern: str
) -> Iterator[Problem]:
    """Yield the unknown keys of a table below the top level and of those inside it."""
    if is_list(value):
        for index, one in enumerate(value):
            here = (*path, str(index))
            yield from _judge_inside(document, here, one, pattern=f"{pattern}.{ENTRY}")
    rows = keys_of(pattern)
    if not rows or not is_table(value) or path[-1] in _NOT_LISTED:
        return
    known = known_keys(pattern)
    for key, inner in value.items():
        here = (*path, str(key))
        if key in known or ANY_NAME in rows:
            name = key if key in known else ANY_NAME
            yield from _judge_inside(document, here, inner, pattern=f"{pattern}.{name}")
        elif _is_stray(str(key), known, pattern):
            yield stray_key(document, here, inner, known)


def _is_stray(key: str, known: dict[str, str], pattern: str) -> bool:
    if pattern == _PARTLY_KNOWN:
        return bool(nearest_key(key, known))
    # A profile's keys are right in the file that this version wants for it.
    return pattern != "profiles.*" or key not in known_keys("")


def stray_key(
    document: Document, path: tuple[str, ...], value: object, known: dict[str, str]
) -> Problem:
    """Return the problem of a key that its table does not know: a typo, or another's key."""
    key = path[-1]
    nearest = _nearest(key, value, known)
    unknown = _unknown(document, path, nearest)
    if nearest:
        return unknown
    if len(path) > 1 and key in known_keys(""):
        return _misplaced(document, path, belongs="")
    is_field = key in known_keys(PROVIDER) and key != "auth"
    belongs = ANY_PROVIDER if is_field else _home_of(key)
    if belongs and not is_table(value):
        return _misplaced(document, path, belongs=belongs)
    return unknown


def _home_of(key: str) -> str:
    """Return the one table that knows this key, "" when none does or it says too little."""
    homes = [pattern for pattern in _HOMES.split() if key in known_keys(pattern)]
    return homes[0].replace(ANY_NAME, "NAME") if len(homes) == 1 and key not in _COMMON else ""


def _judge_provider(document: Document, name: str, fields: dict[str, Any]) -> Iterator[Problem]:
    for key, value in fields.items():
        path = ("model_providers", name, key)
        if key in known_keys(PROVIDER):
            continue
        if key in known_keys(""):
            yield _misplaced(document, path, belongs="")
        elif not is_table(value) or "name" in fields:
            # [model_providers.my.api] is a provider "my" with a table, and has its own finding.
            yield _unknown(document, path, _nearest(key, value, known_keys(PROVIDER)))


def _slid_keys(document: Document) -> Iterator[Problem]:
    """Yield top-level keys that stand below another table's header."""
    stack: list[tuple[tuple[str, ...], Any]] = [
        ((key,), value)
        for key, value in document.table.items()
        if is_table(value) and key not in _FREE_FORM
    ]
    while stack:
        path, table = stack.pop()
        for key, value in table.items():
            here = (*path, str(key))
            in_provider = path[0] == "model_providers" and len(path) == 2
            if is_table(value) and not (in_provider and key in known_keys("")):
                stack.append((here, value))
            if key in _SLIDING and not in_provider and _is_slide(path, str(key), value):
                yield _misplaced(document, here, belongs="")


def _is_slide(path: tuple[str, ...], key: str, value: object) -> bool:
    """Tell whether this key cannot be meant for the table it stands in."""
    first, *inner = path
    if key in {"model_provider", "model_providers", "openai_base_url"}:
        return bool(inner) or first != "model_providers"
    closed = ".".join((first, *["*"] * len(inner)))
    in_headers = first == "model_providers" and len(inner) == 2 and not _is_field(key, inner[1])
    in_server = first == "mcp_servers" and len(inner) == 1
    return isinstance(value, str) and (closed in _CLOSED_TABLES or in_headers or in_server)


def _is_field(key: str, table: str) -> bool:
    """Tell whether a key is one of a table within a provider's, as `aws.profile`."""
    return key in known_keys(f"{PROVIDER}.{table}")


def _misplaced(
    document: Document, path: tuple[str, ...], *, belongs: str, meant: str = ""
) -> Problem:
    about = KeyMisplaced(path[-1], dotted(path[:-1]), belongs, meant=meant)
    return _at_key("config.key_misplaced", document, path, about)


def _unknown(document: Document, path: tuple[str, ...], nearest: str) -> Problem:
    about = UnknownKey(path[-1], dotted(path[:-1]), nearest)
    return _at_key("config.unknown_key", document, path, about)


def _nearest(key: str, value: object, known: dict[str, str]) -> str:
    """Return the known key that was probably meant, "" when none is near or it is no table."""
    nearest = nearest_key(key, known)
    if is_table(value) and nearest and known[nearest] != A_TABLE:
        return ""
    if nearest == "env_key" and isinstance(value, str) and _holds_key(value):
        return "experimental_bearer_token"  # the key itself, not the name of its variable
    return nearest


def _holds_key(value: str) -> bool:
    """Tell whether a value is a key; in a recording only stars stand where one was."""
    return is_key_itself(value) or (value != "" and not value.strip("*"))


def _at_key(
    kind: str, document: Document, path: tuple[str, ...], about: KeyMisplaced | UnknownKey
) -> Problem:
    """Return the problem of a key that Codex does not look for where it stands."""
    location = document.locate(path, at_key=True)
    return Problem(
        kind,
        key=dotted(path),
        location=location,
        fatal=False,
        about=about,
        layer=document.name,
        line=document.line(location.line or 0),
        excerpt=document.excerpt(location),
    )
