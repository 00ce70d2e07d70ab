"""A provider in a table whose name is not quite `model_providers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, fatal, kinds, only, resolved

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("table", ["Model_Providers", "providers", "model_provider_s"])
def test_the_selected_provider_is_found_where_it_stands(tmp_path: Path, table: str) -> None:
    config = CONFIG.replace("[model_providers.", f"[{table}.")
    setup = resolved(tmp_path, config)

    assert fatal(setup) == ["config.provider_undefined"]
    finding = finding_for(only(setup))
    assert f"lab stands in [{table}]" in finding.cause
    (edit,) = finding.fixes[0].edits
    assert (edit.before, edit.after) == (f"[{table}]", "[model_providers]")


def test_a_table_that_nothing_selects_is_renamed_as_well(tmp_path: Path) -> None:
    config = CONFIG.replace("[model_providers.", "[providers.")
    setup = resolved(tmp_path, config.replace('model_provider = "lab"\n', ""))

    problem = next(one for one in setup.problems if one.kind == "config.unknown_key")
    (edit,) = finding_for(problem).fixes[0].edits
    assert (edit.before, edit.after) == ("[providers]", "[model_providers]")


def test_a_table_without_the_provider_is_not_taken_for_it(tmp_path: Path) -> None:
    config = CONFIG.replace("[model_providers.lab]", "[providers.other]")

    assert set(kinds(resolved(tmp_path, config))) == {
        "config.provider_undefined",
        "config.unknown_key",
    }
