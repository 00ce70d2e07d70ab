from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.repair.plan import planned
from codex_doctor_checks.turn.key_fixes import key_acts, set_in_table, taken_out
from setups import CONFIG, KEY, NO_KEY, resolved

if TYPE_CHECKING:
    from pathlib import Path

NEW = "auth.key_rejected.fix_key"


def test_a_new_key_goes_into_the_variable_that_holds_the_old_one(tmp_path: Path) -> None:
    act = key_acts(resolved(tmp_path))[NEW]

    assert act.commands is not None
    assert act.commands.posix == 'export LAB_KEY="<your key>"'
    assert not act.edits


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (f'experimental_bearer_token = "{KEY}"', 'experimental_bearer_token = "<your key>"'),
        (f'http_headers = {{ Authorization = "Bearer {KEY}" }}', 'Authorization = "Bearer <your'),
        (f'http_headers = {{ X-Api-Key = "{KEY}" }}', 'X-Api-Key = "<your key>"'),
    ],
)
def test_a_new_key_goes_into_the_line_that_holds_the_old_one_and_shows_neither(
    line: str, after: str, tmp_path: Path
) -> None:
    text = f"{NO_KEY}{line}\n"
    act = key_acts(resolved(tmp_path, text))[NEW]
    shown = planned(act, {act.edits[0].file: text}).edits

    assert after in (shown[0].after or "")
    assert KEY not in repr((act, shown))


def test_a_header_without_bearer_that_a_variable_fills_becomes_env_key(tmp_path: Path) -> None:
    text = f'{NO_KEY}env_http_headers = {{ Authorization = "LAB_KEY" }}\n'
    edits = key_acts(resolved(tmp_path, text))["auth.key_rejected.fix_named"].edits

    assert [one.after for one in edits] == [None, 'env_key = "LAB_KEY"']


def test_a_provider_without_a_key_gets_a_variable_of_its_own_name(tmp_path: Path) -> None:
    act = key_acts(resolved(tmp_path, NO_KEY))["auth.no_credential.fix_env_key"]

    assert act.edits[0].after == 'env_key = "LAB_API_KEY"'
    assert act.commands is not None


def test_what_is_there_already_is_added_to(tmp_path: Path) -> None:
    path, line = ("query_params", "api-version"), 'api-version = "1"'
    (whole,) = set_in_table(resolved(tmp_path / "a"), path, line)
    more = f'{CONFIG}query_params = {{ a = "1" }}\n'
    (part,) = set_in_table(resolved(tmp_path / "b", more), path, line)

    assert (whole.key, whole.after) == (
        "model_providers.lab.query_params",
        'query_params = { api-version = "1" }',
    )
    assert (part.key, part.after) == ("model_providers.lab.query_params.api-version", line)


def test_a_key_that_no_table_holds_is_not_taken_out(tmp_path: Path) -> None:
    assert [one.after for one in taken_out(resolved(tmp_path / "a"))] == [None]
    assert taken_out(resolved(tmp_path / "b", NO_KEY, environ={})) == ()
