"""The measure of the cure takes a fix literally, and fills in only what the user knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.faults import find_fault
from codex_doctor.model import Commands, Edit, Fix
from oracle.cures_apply import NotTakenError, kind_of, take
from oracle.cures_place import CurePlace, placed
from oracle.cures_set_up import from_fault

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Generator[CurePlace]:
    with placed(from_fault(find_fault("healthy")), tmp_path / "in") as one:
        yield one


def commanded(posix: str) -> Fix:
    return Fix("Do it.", commands=Commands(posix=posix, powershell=""))


def test_a_fix_of_words_alone_is_not_taken(place: CurePlace) -> None:
    fix = Fix("Ask the operator.")

    assert kind_of(fix) == "words"
    with pytest.raises(NotTakenError, match="no edit"):
        take(fix, place)


def test_what_a_command_exports_and_unsets_holds_afterwards(place: CurePlace) -> None:
    fix = commanded('export A="$(printf %s "${LAB_API_KEY}" | tr a-z A-Z)"\nunset LAB_API_KEY')

    assert kind_of(fix) == "variable"
    take(fix, place)
    assert place.environ["A"] == LAB_KEY.upper()
    assert "LAB_API_KEY" not in place.environ
    assert "PATH" not in place.environ


@pytest.mark.parametrize("left", ["<your key>", "paste the key here"])
def test_what_is_left_to_the_user_is_filled_with_what_he_knows(place: CurePlace, left: str) -> None:
    take(commanded(f'export OTHER="{left}"'), place)

    assert place.environ["OTHER"] == LAB_KEY


@pytest.mark.parametrize("posix", ['export A="<your tenant>"', 'printf %s "$MY_KEY" >key'])
def test_what_the_user_does_not_know_is_not_made_up(place: CurePlace, posix: str) -> None:
    with pytest.raises(NotTakenError, match="needs known value"):
        take(commanded(posix), place)


def test_a_value_in_angle_brackets_of_his_own_is_no_gap(place: CurePlace) -> None:
    file = f"{place.folder}/codex/config.toml"
    before = (place.folder / "codex" / "config.toml").read_text()

    take(Fix("Add it.", edits=(Edit(file, "x", None, 'x = "<http://a>"', 1),)), place)

    assert (place.folder / "codex" / "config.toml").read_text() == before.replace(
        'provider = "lab"\n', 'provider = "lab"\nx = "<http://a>"\n', 1
    )


def test_an_edit_of_a_line_that_is_another_one_is_not_made(place: CurePlace) -> None:
    fix = Fix("Change it.", edits=(Edit(f"{place.folder}/codex/config.toml", "m", "x", "y", 1),))

    with pytest.raises(NotTakenError, match="cannot be made"):
        take(fix, place)


@pytest.mark.parametrize("posix", ["false", "codex login", "npm install -g @openai/codex@1"])
def test_a_command_that_does_not_end_well_here_cures_nothing(place: CurePlace, posix: str) -> None:
    before = dict(place.environ)

    with pytest.raises(NotTakenError):
        take(commanded(posix), place)
    assert place.environ == before


def test_an_option_takes_the_place_of_the_same_one(place: CurePlace) -> None:
    place.args = ["-m", "old", "-c", "a=1", "--profile=x"]

    take(commanded("codex -m new -c b=2 -p y"), place)

    assert place.args == ["-c", "a=1", "-m", "new", "-c", "b=2", "-p", "y"]


def test_a_state_is_the_same_in_every_folder_and_at_every_port(tmp_path: Path) -> None:
    set_up = from_fault(find_fault("healthy"))
    with placed(set_up, tmp_path / "one") as one, placed(set_up, tmp_path / "two") as two:
        assert one.state() == two.state()
        (two.folder / "codex" / "new").touch()
        assert one.state() != two.state()
