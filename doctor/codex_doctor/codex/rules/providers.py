"""What Codex refuses in the provider tables, selected or not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.codex.config import schema
from codex_doctor.codex.config.provider import BEDROCK, builtin_ids
from codex_doctor.codex.config.types import PROVIDER, Kinds, known_keys
from codex_doctor.codex.rules.conflicts import is_bedrock, judge_conflicts
from codex_doctor.codex.rules.strays import ANY_PROVIDER, with_target
from codex_doctor.codex.rules.types import judge_table, kinds_of_key
from codex_doctor.codex.versions import holds
from codex_doctor.facts.config_problems import KeyMisplaced
from codex_doctor.facts.provider_problems import OfProvider, ProviderNameMissing, ProviderReserved
from codex_doctor.secrets.places import is_secret_at
from codex_doctor.values import is_table
from codex_doctor.words.nearest import nearest_of
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts import Location, Problem
    from codex_doctor.facts.active import ActiveSeen

_SELECTION = "model_provider"


def judge_providers(
    layered: Layered, version: str | None, set_variables: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Yield everything that is wrong with the provider tables.

    Args:
        layered: The configuration.
        version: Whose rules count.
        set_variables: Variables that matter here and have a value.
    """
    for name, value in layered.table("model_providers").items():
        if not is_table(value):
            yield with_target(_stray(layered, name, value, version), layered)
            continue
        if name in builtin_ids(version) and name not in BEDROCK:
            # Codex compares with its own table: one that changes nothing passes, for openai only.
            if name == "openai" and not set(value) & set(known_keys(PROVIDER)):
                continue
            problem = layered.problem(
                "config.provider_reserved",
                "model_providers",
                name,
                at_key=True,
                fatal=holds("reserved_refused", version),
                about=ProviderReserved(
                    name, f"{name}-custom", tuple(_also_selecting(layered, name))
                ),
            )
            selected = layered.text("model_provider") == name
            yield replace(problem, also_at=layered.origin("model_provider") if selected else None)
            continue
        yield from _judge_fields(layered, name, value, version)
        yield from judge_conflicts(layered, name, value, version, set_variables)


def _also_selecting(layered: Layered, name: str) -> Iterator[Location]:
    """Yield where the key that selects a provider stands below a table: a profile, or a slip."""
    for document in layered.documents:
        stack: list[tuple[tuple[str, ...], Any]] = [((), document.table)]
        while stack:
            path, table = stack.pop()
            stack += (((*path, str(key)), one) for key, one in table.items() if is_table(one))
            if path and table.get(_SELECTION) == name:
                yield document.locate((*path, _SELECTION))


def _stray(layered: Layered, name: str, value: object, version: str | None) -> Problem:
    """Return the problem of a setting that stands in [model_providers] itself."""
    # Late: a configuration without a problem shows nothing.
    from codex_doctor.codex.rules.refused import wrong_type
    from codex_doctor.secrets.file_lines import mask_line

    belongs = ANY_PROVIDER if name in known_keys(PROVIDER) else ""
    known = bool(belongs) or name in known_keys("")
    path = ("model_providers", name)
    if not known:
        kinds, inside = Kinds(table=True), partial(kinds_of_key, PROVIDER, version)
        return wrong_type(
            layered, path, expected=schema.TABLE, value=value, kinds=kinds, inside=inside
        )
    is_hidden = is_table(value) or is_secret_at((name,), value)
    return layered.problem(
        "config.key_misplaced",
        *path,
        shown="" if is_hidden else mask_line(f"{name} = {value!r}"),
        at_key=True,
        about=KeyMisplaced(name, "model_providers", belongs),
    )


def _judge_fields(
    layered: Layered, name: str, fields: dict[str, Any], version: str | None
) -> Iterator[Problem]:
    if is_bedrock(name, version):
        return
    yield from _judge_name(layered, name, fields)
    yield from _judge_wire_api(layered, name, fields, version)
    yield from _judge_types(layered, name, fields, version)


def _judge_name(layered: Layered, name: str, fields: dict[str, Any]) -> Iterator[Problem]:
    path = ("model_providers", name)
    title = fields.get("name")
    if title is None or (isinstance(title, str) and not title.strip()):
        known = known_keys(PROVIDER)
        inner = [key for key, value in fields.items() if key not in known and is_table(value)]
        dotted = f"{name}.{inner[0]}" if inner else ""
        key = (*path, "name") if title is not None else path
        yield layered.problem(
            "config.provider_name_missing",
            *key,
            at_key=True,
            about=ProviderNameMissing(name, dotted),
        )


def _judge_wire_api(
    layered: Layered, name: str, fields: dict[str, Any], version: str | None
) -> Iterator[Problem]:
    value = fields.get("wire_api")
    if value is None or value == "responses":
        return
    path = ("model_providers", name, "wire_api")
    if value == "chat":
        if holds("chat_wire_api_removed", version):
            about = OfProvider(name)
            yield layered.problem("config.wire_api_chat", *path, shown="chat", about=about)
        elif holds("chat_wire_api_deprecated", version):
            yield layered.problem(
                "config.wire_api_chat", *path, shown="chat", fatal=False, about=OfProvider(name)
            )
        return
    # Late: a configuration without a problem shows nothing.
    from codex_doctor.secrets.file_lines import mask_line

    shown = mask_line(f'"{value}"') if isinstance(value, str) else said(schema.type_name(value))
    yield layered.problem("config.wire_api_invalid", *path, shown=shown, about=OfProvider(name))


def judge_chat_default(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield that a version which knows chat speaks it to a provider that does not say."""
    path = ("model_providers", active.id)
    says = "wire_api" in subject.layered.table(*path)
    if not active.is_builtin and not says and holds("chat_default", subject.version):
        yield subject.layered.problem(
            "config.wire_api_chat", *path, at_key=True, fatal=False,
            about=OfProvider(active.id, "default"),
        )  # fmt: skip


def _judge_types(
    layered: Layered, name: str, fields: dict[str, Any], version: str | None
) -> Iterator[Problem]:
    # What Codex says to another wire API has a finding of its own, and so has an empty name.
    others = {
        key: value
        for key, value in fields.items()
        if key != "wire_api" and not (key == "name" and isinstance(value, str))
    }
    path = ("model_providers", name)
    yield from judge_table(layered, path, others, pattern=PROVIDER, version=version)


def nearest_key(key: str, known: dict[str, str]) -> str:
    """Return the known key that was probably meant, "" when none is near."""
    plain = key.lower().replace("-", "_")
    if plain in known:
        return plain
    meant = schema.SYNONYMS.get(plain.replace("-", "_")) or schema.SYNONYMS.get(
        plain.replace("_", "")
    )
    if meant in known:
        return meant
    return nearest_of(plain, known, alike=0.8)
