from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.model import Edit, Fix
from codex_doctor.repair.changes import Ground, plan_changes
from codex_doctor.repair.plan import edited, planned
from codex_doctor.repair.toml_edits import CannotEditError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "config.toml"


@pytest.mark.parametrize("key", ['projects."/x.y".trust_level', "projects./x.y.trust_level"])
@pytest.mark.parametrize("before", ['trust_level = "maybe"', None])
def test_a_key_is_found_with_and_without_its_quotes(key: str, before: str | None) -> None:
    text = 'a = 1\n[projects."/x.y"]\ntrust_level = "maybe"\nb = 2\n'
    line = None if before is None else 3

    edit = Edit(FILE, key, before, None, line)

    assert edited(text, edit) == 'a = 1\n[projects."/x.y"]\nb = 2\n'


def test_a_line_is_known_by_how_it_is_shown() -> None:
    text = "\u200bmodel\x01 = 1\n"

    assert edited(text, Edit(FILE, "", "\\u200bmodel\\x01 = 1", "model = 1", 1)) == "model = 1\n"
    with pytest.raises(CannotEditError):
        edited(text, Edit(FILE, "", "other", "model = 1", 1))


def test_a_table_goes_before_a_value_takes_its_name() -> None:
    text = "[features.shell_tool]\nenabled = true\n"
    edits = (
        Edit(FILE, "features.shell_tool", "[features.shell_tool]", None, 1),
        Edit(FILE, "features.shell_tool", None, "shell_tool = true"),
    )

    shown = planned(Fix("Write it.", edits=edits), {FILE: text})

    assert [(one.before, one.after) for one in shown.edits] == [
        ("[features.shell_tool]\nenabled = true", None),
        (None, "[features]\nshell_tool = true"),
    ]


def test_lines_of_one_file_are_those_of_the_file_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("a = 1\nb\nc = 3\nd\n")
    edits = (
        Edit(str(file), "", "b", None, 2),
        Edit(str(file), "", "c = 3", "c = 4\ne = 5", 3),
        Edit(str(file), "", "d", None, 4),
    )

    (change,) = plan_changes(Fix("Mend it.", edits=edits), Ground(tmp_path))

    assert change.after == b"a = 1\nc = 4\ne = 5\n"


@pytest.mark.parametrize("after", ['model = "<your model id>"', 'base_url = "<your base URL>"'])
def test_what_only_the_user_knows_is_not_written(after: str, tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("a = 1\n")

    with pytest.raises(CannotEditError, match="only you know"):
        plan_changes(Fix("Set it.", edits=(Edit(str(file), "a", None, after),)), Ground(tmp_path))
