from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts.provider_problems import Conflict
from setups import CONFIG, KEY, about, resolved

if TYPE_CHECKING:
    from pathlib import Path

AUTH = '[model_providers.lab.auth]\ncommand = "x"\n'
ID = "model_providers.lab"


@pytest.mark.parametrize(
    ("environ", "gone", "instead"),
    [({"LAB_KEY": KEY}, "auth", "env_key"), ({}, "env_key", "auth")],
)
def test_of_two_that_exclude_each_other_the_one_with_a_key_stays(
    environ: dict[str, str], gone: str, instead: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, CONFIG + AUTH, environ=environ)
    (found,) = (one for one in setup.problems if one.kind == "config.provider_conflict")
    conflict = about(found, Conflict)

    assert [one.key for one in conflict.drops] == [f"{ID}.{gone}"]
    assert [one.key for one in conflict.or_drops] == [f"{ID}.{instead}"]


def test_what_an_option_sets_is_in_no_file_that_could_be_edited(tmp_path: Path) -> None:
    setup = resolved(tmp_path, CONFIG, overrides=("model_providers.lab.aws.profile=x",))
    (found,) = (one for one in setup.problems if one.kind == "config.provider_conflict")

    assert about(found, Conflict).drops == ()
