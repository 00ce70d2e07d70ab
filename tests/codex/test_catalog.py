"""What Codex refuses in the file of `model_catalog_json`, and what its models are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from catalog_models import BEFORE_0_149, PLAIN_MODEL
from codex_doctor.codex.config.catalog import see_catalog
from codex_doctor.codex.versions.releases import RELEASES
from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.facts.surroundings import CatalogModel
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from pathlib import Path

_FREEFORM = {"apply_patch_tool_type": "freeform", "supports_search_tool": True}


def written(folder: Path, *models: Any) -> Path:
    path = folder / "models.json"
    path.write_text(json.dumps({"models": models}))
    return path


# As `codex login status` said it of each.
@pytest.mark.parametrize(
    ("fields", "version", "misfit"),
    [
        ({}, "0.171.0", ""),
        ({}, "0.149.0", ""),
        (BEFORE_0_149, "0.120.0", ""),
        ({"zork": [1]}, "0.171.0", ""),
        ({"tool_mode": "zork", "default_reasoning_level": "zork"}, "0.171.0", ""),
        ({"apply_patch_tool_type": None}, "0.171.0", ""),
        ({"base_instructions": ""}, "0.171.0", ""),
        (
            {"base_instructions": None, "model_messages": {"instructions_template": ""}},
            "0.171.0",
            "",
        ),
        (
            {},
            "0.134.0",
            "in it, models[0] lacks supports_parallel_tool_calls and supports_reasoning_summaries",
        ),
        (
            {"apply_patch_tool_type": "function"},
            "0.171.0",
            'in it, models[0].apply_patch_tool_type is not "freeform"',
        ),
        ({"apply_patch_tool_type": "function", **BEFORE_0_149}, "0.120.0", ""),
        (
            {"supported_in_api": None},
            "0.171.0",
            "in it, models[0].supported_in_api is not true or false",
        ),
        ({"priority": "1"}, "0.171.0", "in it, models[0].priority is not a whole number"),
        ({"visibility": "always"}, "0.171.0", 'in it, models[0].visibility is not "list" or'),
        (
            {"supported_reasoning_levels": ["low"]},
            "0.171.0",
            "in it, models[0].supported_reasoning_levels[0] is not a table",
        ),
        (
            {"truncation_policy": {"mode": "tokens"}},
            "0.171.0",
            "in it, models[0].truncation_policy lacks limit",
        ),
        (
            {"base_instructions": None},
            "0.171.0",
            "in it, models[0] has neither base_instructions nor "
            "model_messages.instructions_template",
        ),
        (
            {"base_instructions": None, **BEFORE_0_149},
            "0.120.0",
            "in it, models[0] has neither base_instructions nor",
        ),
    ],
)
def test_what_a_version_refuses_in_a_model(
    fields: dict[str, Any], version: str, misfit: str, tmp_path: Path
) -> None:
    seen = see_catalog(written(tmp_path, {**PLAIN_MODEL, **fields}), version)

    found = said(seen.misfit)
    assert found.startswith(misfit) if misfit else not found
    assert bool(seen.models) == (not misfit)


def test_every_model_is_looked_at(tmp_path: Path) -> None:
    seen = see_catalog(written(tmp_path, PLAIN_MODEL, PLAIN_MODEL, 1), None)

    assert said(seen.misfit) == "in it, models[2] is not a table"


def test_of_many_models_some_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path, *({**PLAIN_MODEL, "slug": f"{one}" * 300} for one in range(1000)))

    seen = see_catalog(path, None)

    assert len(seen.models) == 200
    assert max(len(one.slug) for one in seen.models) == 200


def test_a_file_of_brackets_is_no_catalog(tmp_path: Path) -> None:
    path = tmp_path / "models.json"
    path.write_text("[" * 400_000)

    assert see_catalog(path, None).holds == "no_json"


def test_what_decides_the_request_is_kept(tmp_path: Path) -> None:
    fields = {
        **_FREEFORM,
        "support_verbosity": True,
        "default_verbosity": "low",
        "default_reasoning_level": "high",
        "default_reasoning_summary": "none",
        "web_search_tool_type": "text_and_image",
        **dict.fromkeys(BEFORE_0_149, False),
    }
    path = written(tmp_path, {**PLAIN_MODEL, **fields})
    model = CatalogModel(
        "lab-model-1",
        has_patch=True,
        has_search=True,
        has_pictures=True,
        effort="high",
        verbosity="low",
    )

    assert see_catalog(path, "0.171.0").models == (model,)
    older = see_catalog(path, "0.134.0").models[0]
    assert (older.is_reasoning, older.is_parallel) == (False, False)


# ----- what Codex sends for a model


_CLASSIC = {"function", "namespace", "web_search"}


# Each seen with Codex 0.171.0 (`tests/oracle/test_request_oracle.py` compares whole requests).
@pytest.mark.parametrize(
    ("model", "entry", "kind", "tools"),
    [
        ("gpt-6.1-sol", CatalogModel("other"), "classic", _CLASSIC),
        ("gpt-6.1-sol", CatalogModel("gpt-6.1-sol"), "classic", _CLASSIC),
        ("glm-5", CatalogModel("glm-5", has_patch=True), "freeform", {*_CLASSIC, "custom"}),
        (
            "glm-5-air",
            CatalogModel("glm-5", has_patch=True, has_search=True),
            "freeform",
            {"custom", "function", "tool_search", "web_search"},
        ),
        (
            "vendor/glm-5",
            CatalogModel("glm-5", has_search=True),
            "classic",
            {"function", "tool_search", "web_search"},
        ),
        (
            "glm-5",
            CatalogModel("glm-5", is_scripted=True, has_patch=True, has_search=True),
            "freeform",
            {"custom", "function", "web_search"},
        ),
        (
            "glm-5",
            CatalogModel("glm-5", has_patch=True, has_search=True, has_agents=True),
            "freeform",
            {*_CLASSIC, "custom"},
        ),
        ("glm-5", CatalogModel("glm-5", is_lite=True), "lite", set[str]()),
    ],
)
def test_a_catalog_decides_which_tools_are_sent(
    model: str, entry: CatalogModel, kind: str, tools: set[str]
) -> None:
    dialect = find_dialect(model, catalog=(entry,))

    assert dialect.kind == kind
    assert {tool["type"] for tool in dialect.body.get("tools", ())} == tools
    assert ("tools" in dialect.body) == (kind != "lite")


@pytest.mark.parametrize("version", RELEASES[RELEASES.index("0.115.0") :])
def test_every_version_has_what_a_catalog_may_ask_for(version: str) -> None:
    entry = CatalogModel("glm-5", has_patch=True, has_search=True)

    tools = find_dialect("glm-5", version, catalog=(entry,)).body["tools"]

    assert [tool["type"] for tool in tools].count("custom") == 1
    assert "tool_search" in {tool["type"] for tool in tools} or version < "0.133"


def test_the_longest_id_of_a_catalog_counts() -> None:
    catalog = (CatalogModel("glm-5", effort="low"), CatalogModel("glm-5-air", effort="high"))

    assert find_dialect("glm-5-air-x", catalog=catalog).body["reasoning"] == {"effort": "high"}


def test_a_catalog_changes_nothing_for_others() -> None:
    before = find_dialect("gpt-5.5").body
    find_dialect("gpt-5.5", catalog=(CatalogModel("gpt-5.5", is_reasoning=False),))

    assert find_dialect("gpt-5.5").body == before
