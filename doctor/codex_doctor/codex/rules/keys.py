"""Unknown keys, keys in the wrong table, and wrong types outside the provider tables."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.codex.config import schema
from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.rules.providers import nearest_key
from codex_doctor.codex.values import is_table
from codex_doctor.facts import Problem

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
    "profile",
)
# Free-form tables: whatever stands in them is taken as it is.
_FREE_FORM = ("profiles", "agents", "desktop", "plugins", "marketplaces", "permissions")
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
    found = (
        replace(problem, fatal=True) if strict and _is_refused(problem) else problem
        for document in layered.documents
        if document.shown != "--base-url"
        for problem in _judge_document(document, listed=version_lists_unknown)
    )
    yield from islice(found, _MAX_PROBLEMS)


def _is_refused(problem: Problem) -> bool:
    """Tell whether Codex knows no such field; a table of headers takes any."""
    table = problem.details["table"]
    provider = table.startswith("model_providers.") and table.count(".") == 1
    return problem.kind == "config.unknown_key" or not table or provider


def _judge_document(document: Document, *, listed: bool) -> Iterator[Problem]:
    for key, value in document.table.items():
        if key in schema.TOP_LEVEL:
            continue
        if key in schema.PROVIDER:
            yield _misplaced(document, (key,), belongs="model_providers.NAME", listed=listed)
        else:
            yield stray_key(document, (key,), value, schema.TOP_LEVEL, listed=listed)
    providers = document.table.get("model_providers")
    if is_table(providers):
        for name, fields in providers.items():
            if is_table(fields):
                yield from _judge_provider(document, name, fields, listed=listed)
    yield from _slid_keys(document, listed=listed)
    if listed and any(is_table(value) for value in document.table.values()):
        yield from _judge_nested(document)


def _judge_nested(document: Document) -> Iterator[Problem]:
    """Yield the unknown keys of the tables below the top level, a provider's own apart."""
    # Late: a file without tables needs none of it.
    from codex_doctor.codex.config.nested_keys import CLOSED, OPEN
    from codex_doctor.codex.rules.types import matching

    for pattern, known in (CLOSED | OPEN).items():
        for path, table in matching(document.table, tuple(pattern.split("."))):
            for key, value in table.items() if is_table(table) else ():
                here = (*path, str(key))
                # A profile's keys are right in the file that this version wants for it.
                if key in known or (path[0] == "profiles" and key in schema.TOP_LEVEL):
                    continue
                if pattern in CLOSED or nearest_key(str(key), dict.fromkeys(known, schema.ANY)):
                    yield stray_key(document, here, value, dict.fromkeys(known, schema.ANY))


def stray_key(
    document: Document,
    path: tuple[str, ...],
    value: object,
    known: dict[str, str],
    *,
    listed: bool = True,
) -> Problem:
    """Return the problem of a key that its table does not know: a typo, or another's key."""
    from codex_doctor.codex.config.nested_keys import home_of

    key = path[-1]
    unknown = _unknown(document, path, value, known, listed=listed)
    if unknown.details["nearest"]:
        return unknown
    if len(path) > 1 and key in schema.TOP_LEVEL:
        return _misplaced(document, path, belongs="", listed=listed)
    belongs = "model_providers.NAME" if key in schema.PROVIDER and key != "auth" else home_of(key)
    if belongs and not is_table(value):
        return _misplaced(document, path, belongs=belongs, listed=listed)
    return unknown


def _judge_provider(
    document: Document, name: str, fields: dict[str, Any], *, listed: bool
) -> Iterator[Problem]:
    for key, value in fields.items():
        path = ("model_providers", name, key)
        if key in schema.PROVIDER:
            continue
        if key in schema.TOP_LEVEL:
            yield _misplaced(document, path, belongs="", listed=listed)
        elif not is_table(value) or "name" in fields:
            # [model_providers.my.api] is a provider "my" with a table, and has its own finding.
            yield _unknown(document, path, value, schema.PROVIDER, listed=listed)


def _slid_keys(document: Document, *, listed: bool) -> Iterator[Problem]:
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
            if is_table(value) and not (in_provider and key in schema.TOP_LEVEL):
                stack.append((here, value))
            if key in _SLIDING and not in_provider and _is_slide(path, str(key), value):
                yield _misplaced(document, here, belongs="", listed=listed)


def _is_slide(path: tuple[str, ...], key: str, value: object) -> bool:
    """Tell whether this key cannot be meant for the table it stands in."""
    first, *inner = path
    if key in {"model_provider", "model_providers", "openai_base_url"}:
        return bool(inner) or first != "model_providers"
    closed = ".".join((first, *["*"] * len(inner)))
    in_headers = first == "model_providers" and len(inner) == 2
    in_server = first == "mcp_servers" and len(inner) == 1
    return isinstance(value, str) and (closed in _CLOSED_TABLES or in_headers or in_server)


def _misplaced(document: Document, path: tuple[str, ...], *, belongs: str, listed: bool) -> Problem:
    return _at_key("config.key_misplaced", document, path, listed=listed, belongs=belongs)


def _unknown(
    document: Document,
    path: tuple[str, ...],
    value: object,
    known: dict[str, str],
    *,
    listed: bool,
) -> Problem:
    nearest = nearest_key(path[-1], known)
    if is_table(value) and nearest and known[nearest] != schema.TABLE:
        nearest = ""
    return _at_key("config.unknown_key", document, path, listed=listed, nearest=nearest)


def _at_key(
    kind: str, document: Document, path: tuple[str, ...], *, listed: bool, **more: str
) -> Problem:
    """Return the problem of a key that Codex does not look for where it stands."""
    location = document.locate(path, at_key=True)
    return Problem(
        kind,
        key=dotted(path),
        location=location,
        fatal=False,
        details={
            "name": path[-1],
            "table": dotted(path[:-1]),
            "layer": document.name,
            "line": document.line(location.line or 0),
            "listed": "yes" if listed else "",
            **more,
        },
        excerpt=document.excerpt(location),
    )
