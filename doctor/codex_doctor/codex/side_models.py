"""The models that Codex asks for besides the main one, as it is configured.

Measured with Codex 0.169.0: a review asks for `review_model`, a sub-agent for the model of its
role or for `agents.default_subagent_model`, and memories, when they are on, for two models of
their own, which have defaults of OpenAI whatever the provider is. Compaction and the review of
approvals ask for the main model.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.environment import find_codex_home
from codex_doctor.codex.files.documents import read_document
from codex_doctor.codex.versions import dialect_version, holds
from codex_doctor.codex.wire.recorded import find_dialect, read_dialects
from codex_doctor.facts.session import SideModel
from codex_doctor.platform.user_files import list_folder
from codex_doctor.values import is_table, lookup
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from codex_doctor.facts import Inputs, Setup

_SUBAGENT = "agents.default_subagent_model"
# Key, what it is for, and what Codex 0.169.0 asks for when it is not set.
_MEMORIES = (
    ("memories.extract_model", Told("purpose.side_extract"), "gpt-6-luna"),
    ("memories.consolidation_model", Told("purpose.side_consolidate"), "gpt-6.1-terra"),
)
_MAX_ROLES = 20


def side_models(inputs: Inputs, setup: Setup, config: Mapping[str, Any]) -> tuple[SideModel, ...]:
    """Return the other models; reads the files of the agents' roles.

    Args:
        inputs: What the run starts from.
        setup: The effective configuration.
        config: The same as a table.
    """
    found = [*_review(setup, config), *_agents(inputs, setup, config)]
    found += _memories(inputs, setup, config)
    return tuple(one for one in found if one.model != setup.model or not one.is_known)


def _review(setup: Setup, config: Mapping[str, Any]) -> Iterator[SideModel]:
    if model := _text(config, "review_model"):
        yield SideModel(
            "review_model", model, Told("purpose.side_reviews"), setup.origins.get("review_model")
        )


def _memories(inputs: Inputs, setup: Setup, config: Mapping[str, Any]) -> Iterator[SideModel]:
    is_on = lookup(config, ("features", "memories")) is True
    if not is_on or lookup(config, ("memories", "generate_memories")) is False:
        return
    has_defaults = holds("memory_models", inputs.codex_version)
    for key, job, default in _MEMORIES:
        if model := _text(config, key):
            yield SideModel(key, model, job, setup.origins.get(key))
        elif has_defaults:
            yield SideModel(key, default, job, setup.origins.get("features.memories"), is_set=False)


def _agents(inputs: Inputs, setup: Setup, config: Mapping[str, Any]) -> Iterator[SideModel]:
    disabled = (("agents", "enabled"), ("features", "multi_agent"))
    if any(lookup(config, path) is False for path in disabled):
        return
    if model := _text(config, _SUBAGENT):
        is_known = _is_known(model, setup, inputs.codex_version)
        origin = setup.origins.get(_SUBAGENT)
        yield SideModel(_SUBAGENT, model, Told("purpose.side_agents"), origin, is_known=is_known)
    home = find_codex_home(inputs)
    if home.path is not None:
        for name, path in islice(_roles(home.path, config), _MAX_ROLES):
            yield from _role(name, path, f"{home.shown}/{_below(path, home.path)}", setup)


def _is_known(model: str, setup: Setup, version: str | None) -> bool:
    """Tell whether Codex starts a sub-agent with this id; only seen with the classic tools."""
    if "model_catalog_json" in setup.values:
        return True
    if find_dialect(setup.model or "", version).kind != "classic":
        return True
    return model in read_dialects(dialect_version(version))["models"]


def _roles(home: Path, config: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    """Yield the roles that have a file, by name: those of the configuration, then the folder's."""
    agents = config.get("agents")
    for name, table in agents.items() if is_table(agents) else ():
        file = table.get("config_file") if is_table(table) else None
        if isinstance(file, str):
            yield name, home / file
    for path in list_folder(home / "agents", most=_MAX_ROLES, wanted=_is_role).paths:
        yield path.stem, path


def _is_role(name: str) -> bool:
    return name.endswith(".toml")


def _role(name: str, path: Path, shown: str, setup: Setup) -> Iterator[SideModel]:
    document = read_document(path, name=name, shown=shown).document
    if document is None:
        return
    model = document.table.get("model")
    provider = document.table.get("model_provider", setup.provider_id)
    if isinstance(model, str) and model and provider == setup.provider_id:
        job = Told("purpose.side_role", {"role": name})
        yield SideModel("model", model, job, document.locate(("model",)), role=name)


def _below(path: Path, home: Path) -> str:
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else path.as_posix()


def _text(config: Mapping[str, Any], key: str) -> str:
    value = lookup(config, tuple(key.split(".")))
    return value if isinstance(value, str) else ""
