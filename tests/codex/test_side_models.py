"""The models besides the main one, as Codex 0.169.0 asked for them (tests/oracle: thorough)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.side_models import side_models
from codex_doctor.facts import Inputs
from codex_doctor.lab.fault import CONFIG
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts.session import SideModel

MEMORIES = "\n[features]\nmemories = true\n"
DEFAULTS = [
    ("memories.extract_model", "gpt-6-luna"),
    ("memories.consolidation_model", "gpt-6.1-terra"),
]


def found(
    folder: Path, text: str, *, version: str | None = None, role: str = ""
) -> tuple[SideModel, ...]:
    home = folder / "codex"
    (home / "agents").mkdir(parents=True)
    (home / "config.toml").write_text(text.replace("{base_url}", "http://127.0.0.1:9/v1"))
    if role:
        (home / "agents" / "helper.toml").write_text(role)
    inputs = Inputs(
        environ={"CODEX_HOME": str(home), "LAB_API_KEY": "k"},
        cwd=folder,
        home=folder,
        system_dir=folder / "etc",
        codex_version=version,
    )
    setup, secrets = resolve(inputs)
    return side_models(inputs, setup, secrets.config)


def ids(sides: tuple[SideModel, ...]) -> list[tuple[str, str]]:
    return [(side.key, side.model) for side in sides]


def test_a_review_model_says_where_it_is_set(tmp_path: Path) -> None:
    (side,) = found(tmp_path, f'review_model = "side-1"\n{CONFIG}')

    assert (side.key, side.model, side.is_set, side.is_known) == (
        "review_model",
        "side-1",
        True,
        True,
    )
    assert side.origin is not None
    assert side.origin.line == 1


@pytest.mark.parametrize(
    "text",
    [
        CONFIG,
        f'review_model = "lab-model-1"\n{CONFIG}',
        f"{CONFIG}\n[memories]\nextract_model = 'side-1'\n",
        f"{CONFIG}{MEMORIES}\n[memories]\ngenerate_memories = false\n",
        f"{CONFIG}\n[agents]\nenabled = false\ndefault_subagent_model = 'side-1'\n",
        f"{CONFIG}\n[agents]\ndefault_subagent_model = 'x'\n\n[features]\nmulti_agent = false\n",
        f"{CONFIG}\n[agents.gone]\nconfig_file = 'gone.toml'\n\n[agents.bare]\ndescription = 'x'\n",
    ],
)
def test_what_is_not_asked_for_is_not_named(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == ()


def test_memories_have_models_of_their_own(tmp_path: Path) -> None:
    sides = found(tmp_path, CONFIG + MEMORIES)

    assert ids(sides) == DEFAULTS
    assert not any(side.is_set for side in sides)
    assert all(side.origin is not None and side.origin.line for side in sides)


def test_the_models_of_memories_can_be_set(tmp_path: Path) -> None:
    sides = found(tmp_path, f"{CONFIG}{MEMORIES}\n[memories]\nextract_model = 'side-1'\n")

    assert ids(sides) == [("memories.extract_model", "side-1"), DEFAULTS[1]]


def test_the_defaults_of_older_versions_are_not_known(tmp_path: Path) -> None:
    assert found(tmp_path, CONFIG + MEMORIES, version="0.165.0") == ()


@pytest.mark.parametrize(
    ("model", "main", "is_known"),
    [
        ("lab-model-1", "lab-model-1", False),
        ("gpt-5.5-mini", "lab-model-1", False),
        ("gpt-6-luna", "lab-model-1", True),
        ("side-1", "gpt-5.5", True),
    ],
)
def test_a_default_of_sub_agents_is_looked_up_in_codexs_list(
    model: str, main: str, is_known: bool, tmp_path: Path
) -> None:
    text = CONFIG.replace("lab-model-1", main)
    (side,) = found(tmp_path, f"{text}\n[agents]\ndefault_subagent_model = '{model}'\n")

    assert (side.key, side.is_known) == ("agents.default_subagent_model", is_known)


def test_a_catalogue_of_ones_own_may_have_any_model(tmp_path: Path) -> None:
    text = f"model_catalog_json = 'models.json'\n{CONFIG}"
    (side,) = found(tmp_path, f"{text}\n[agents]\ndefault_subagent_model = 'side-1'\n")

    assert side.is_known


@pytest.mark.parametrize(
    ("role", "models"),
    [
        ('name = "helper"\nmodel = "side-1"\n', ["side-1"]),
        ('model = "side-1"\nmodel_provider = "lab"\n', ["side-1"]),
        ('model = "side-1"\nmodel_provider = "other"\n', []),
        ("model = 7\n", []),
        ("model = \n", []),
    ],
)
def test_a_role_has_its_model_in_a_file(role: str, models: list[str], tmp_path: Path) -> None:
    sides = found(tmp_path, CONFIG, role=role)

    assert [side.model for side in sides] == models
    assert all(
        str(side.origin).endswith("agents/helper.toml:" + str(side.origin)[-3:]) for side in sides
    )


def test_a_role_of_the_configuration_names_its_file(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.toml"
    file.write_text('\nmodel = "side-1"\n')

    (side,) = found(tmp_path, f"{CONFIG}\n[agents.helper]\nconfig_file = '{file}'\n")

    assert (side.model, said(side.job)) == ("side-1", "the model for agents of the role helper")
    assert side.role == "helper"
    assert side.origin is not None
    assert (side.origin.file.endswith("elsewhere.toml"), side.origin.line) == (True, 2)


def test_without_a_home_there_are_no_roles(tmp_path: Path) -> None:
    inputs = Inputs(environ={}, cwd=tmp_path, home=None, system_dir=tmp_path / "etc")
    setup, secrets = resolve(inputs)

    assert side_models(inputs, setup, secrets.config) == ()
