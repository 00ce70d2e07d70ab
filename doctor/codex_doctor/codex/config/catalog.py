"""The file that `model_catalog_json` names: what Codex refuses in it, and what its models are.

What a model may have is recorded with the types of the configuration, version by version.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.types import CATALOG, ENTRY, is_known, keys_of, kinds_around
from codex_doctor.codex.config.wanted import wanted
from codex_doctor.facts.surroundings import CatalogModel, CatalogSeen
from codex_doctor.platform.file_text import read_file
from codex_doctor.values import is_list, is_table, lookup
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from codex_doctor.words.told import Words

_MOST = 200
# The catalog that Codex 0.171.0 has of its own, which people change, has 924,241.
_MOST_BYTES = 4_000_000
_LONGEST = 200
_INSTRUCTIONS = ("base_instructions", "model_messages.instructions_template")


def see_catalog(path: Path, version: str | None) -> CatalogSeen:
    """Return what a file of models holds, for a version of Codex (None: the newest)."""
    file = read_file(path, max_bytes=_MOST_BYTES)
    seen = CatalogSeen(file.result, file.detail)
    if file.result not in {"ok", "not_utf8"}:
        return seen
    try:
        catalog: Any = json.loads(file.text)
    except (ValueError, RecursionError):
        return CatalogSeen(file.result, file.detail, "no_json")
    models = catalog.get("models") if is_table(catalog) else None
    if not (is_list(models) and models):
        return CatalogSeen(file.result, file.detail, "no_models")
    misfits = (
        misfit
        for index, one in enumerate(models)
        for misfit in _misfits(one, CATALOG, ENTRY, f"models[{index}]", version)
    )
    misfit = next(misfits, "")
    taken = () if misfit else tuple(_model(one, version) for one in models[:_MOST])
    return CatalogSeen(file.result, file.detail, "models", misfit, taken)


def _misfits(
    value: object, table: str, key: str, place: str, version: str | None
) -> Iterator[Words]:
    """Yield what Codex refuses in a value and inside it."""
    kinds = kinds_around(keys_of(table).get(key, []), version)
    if not kinds:
        return
    expected = [wanted(one, value) for one in kinds]
    if all(expected):
        yield Told("file.has_another_type", {"place": place, "expected": expected[0]})
    elif is_table(value):
        lacking = [[name for name in one.needs if name not in value] for one in kinds]
        if all(lacking):
            yield Told("file.lacks_keys", {"place": place, "keys": tuple(lacking[0])})
        elif table == CATALOG and _has_no_instructions(value):
            one, other = _INSTRUCTIONS
            yield Told("file.lacks_either", {"place": place, "one": one, "other": other})
        for name, one in value.items():
            yield from _misfits(one, f"{table}.{key}", name, f"{place}.{name}", version)
    elif is_list(value):
        for index, one in enumerate(value):
            yield from _misfits(one, f"{table}.{key}", ENTRY, f"{place}[{index}]", version)


def _has_no_instructions(model: Mapping[str, Any]) -> bool:
    """Tell whether a model has no text that tells it what to do; one that is empty will do."""
    return all(lookup(model, tuple(name.split("."))) is None for name in _INSTRUCTIONS)


def _model(model: Mapping[str, Any], version: str | None) -> CatalogModel:
    """Return a model that Codex takes; what later versions do not read holds for them."""
    summary = _text(model, "default_reasoning_summary") or "auto"
    return CatalogModel(
        _text(model, "slug"),
        is_lite=model.get("use_responses_lite") is True,
        is_scripted=_text(model, "tool_mode").startswith("code_mode"),
        has_patch=_text(model, "apply_patch_tool_type") == "freeform",
        has_search=model.get("supports_search_tool") is True,
        has_agents=_text(model, "multi_agent_version") == "v2",
        has_pictures=_text(model, "web_search_tool_type") == "text_and_image",
        is_reasoning=_flag(model, "supports_reasoning_summaries", version),
        is_parallel=_flag(model, "supports_parallel_tool_calls", version),
        effort=_text(model, "default_reasoning_level"),
        summary="" if summary == "none" else summary,
        verbosity=_text(model, "default_verbosity") if model["support_verbosity"] else "",
    )


def _flag(model: Mapping[str, Any], key: str, version: str | None) -> bool:
    """Tell whether a flag is set that every model must have, for versions that read it."""
    is_read = is_known(keys_of(f"{CATALOG}.{ENTRY}").get(key, []), version)
    return model.get(key) is not False or not is_read


def _text(model: Mapping[str, Any], key: str) -> str:
    value = model.get(key)
    return value[:_LONGEST] if isinstance(value, str) else ""
