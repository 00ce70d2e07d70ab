"""Into which table a setting goes that stands in none, or in another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.active import BUILT_IN, NEW_PROVIDER, OPENAI_ADDRESS
from codex_doctor.facts.config_problems import KeyMisplaced
from codex_doctor.secrets.addresses import mask_url
from codex_doctor.secrets.masking import show_text
from codex_doctor.values import is_table

if TYPE_CHECKING:
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Problem

ANY_PROVIDER = "model_providers.NAME"


def with_target(problem: Problem, layered: Layered) -> Problem:
    """Return a problem; a setting of a provider has the provider with it that is meant."""
    about = problem.about
    if not isinstance(about, KeyMisplaced):
        return problem
    if not about.belongs:
        source = layered.source(about.name)
        is_set = source is not None and source.name == problem.layer
        return replace(problem, about=replace(about, is_set=is_set))
    if about.belongs != ANY_PROVIDER:
        is_set = layered.get(*about.belongs.split("."), about.name) is not None
        return replace(problem, about=replace(about, is_set=is_set))
    if problem.layer == "project":
        return problem  # it may define no provider, wherever it writes one
    selected = layered.text("model_provider")
    tables = {
        str(name): one for name, one in layered.table("model_providers").items() if is_table(one)
    }
    provider = _meant(selected, list(tables))
    about = replace(
        about,
        provider=provider,
        is_there=provider in tables,
        is_set=about.name in tables.get(provider, {}),
        is_selected=selected == provider,
        address="" if provider in tables else _address(layered, problem.layer),
    )
    return replace(problem, about=about)


def _address(layered: Layered, layer: str) -> str:
    """Return the address that the built-in provider gets in the same file, "" for none to show."""
    source, value = layered.source(OPENAI_ADDRESS), layered.text(OPENAI_ADDRESS) or ""
    is_here = source is not None and source.name == layer
    return value if is_here and show_text(value) == mask_url(value) == value else ""


def _meant(selected: str | None, defined: list[str]) -> str:
    """Return the id of the provider, a new one where there is none, "" where several may be."""
    if selected is not None:
        return "" if selected in BUILT_IN or not selected.strip() else selected
    if not defined:
        return NEW_PROVIDER
    return defined[0] if len(defined) == 1 else ""
