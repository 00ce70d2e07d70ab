from __future__ import annotations

import errno
import os
import resource
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_doctor.model import DoctorError
from codex_doctor.platform.alone import alone_in
from codex_doctor.platform.deadline import Deadline
from codex_doctor.platform.whole_files import replace_file
from codex_doctor.repair import journal as module
from codex_doctor.repair.changes import Change
from codex_doctor.repair.journal import NAME, Journal
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.secrets.command_lines import mask_message
from killing import KILLED, kill_at

if TYPE_CHECKING:
    from collections.abc import Callable

NOBODY = 65534
OLD, NEW = b"old # \xff\r\n", b"new\n"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path, Deadline())


def change(folder: Path, name: str, before: bytes | None = OLD) -> Change:
    path = folder / name
    if before is not None:
        path.write_bytes(before)
    return Change(path, f"~/{name}", before, NEW)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_step_of_several_files_is_taken_back(journal: Journal, tmp_path: Path) -> None:
    changes = (change(tmp_path, "a"), change(tmp_path, "b", None))

    journal.apply(changes, finding="x.y", title="Do it.")
    assert [one.path.read_bytes() for one in changes] == [NEW, NEW]
    assert len(names(tmp_path)) == 4  # both, a copy, the journal

    assert journal.undo().title == "Do it."
    assert names(tmp_path) == ["a"]
    assert changes[0].path.read_bytes() == OLD


def test_a_file_that_was_changed_since_is_left_alone(journal: Journal, tmp_path: Path) -> None:
    one = change(tmp_path, "a")
    journal.apply([one], finding="x.y", title="Do it.")
    one.path.write_bytes(b"mine")

    with pytest.raises(DoctorError, match="was changed since; its old content is"):
        journal.undo()
    assert one.path.read_bytes() == b"mine"
    assert len(journal.steps()) == 1


def test_a_new_file_that_was_changed_since_has_no_old_content_to_name(
    journal: Journal, tmp_path: Path
) -> None:
    one = change(tmp_path, "a", None)
    journal.apply([one], finding="x.y", title="Do it.")
    one.path.write_bytes(b"mine")

    with pytest.raises(DoctorError, match=r"since it was written, and is left as it is$"):
        journal.undo()
    assert one.path.read_bytes() == b"mine"


def test_the_place_of_the_old_content_is_not_taken_for_a_key(
    journal: Journal, tmp_path: Path
) -> None:
    one = change(tmp_path, "config.toml")
    copy = journal.apply([one], finding="x.y", title="Do it.").files[0].copy
    one.path.write_bytes(b"mine")

    with pytest.raises(DoctorError) as caught:
        journal.undo()
    assert mask_message(str(caught.value), ["fix", "--undo"]).endswith(Path(copy).name)


def test_a_file_that_changes_before_it_is_written_is_left_alone(
    journal: Journal, tmp_path: Path
) -> None:
    one, other = change(tmp_path, "a"), change(tmp_path, "b", None)
    other.path.write_bytes(b"mine")

    with pytest.raises(CannotEditError, match="b was changed while"):
        journal.apply([one, other], finding="x.y", title="Do it.")
    assert (one.path.read_bytes(), other.path.read_bytes()) == (OLD, b"mine")
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("left", [None, b""])
def test_without_the_old_content_nothing_is_taken_back(
    journal: Journal, tmp_path: Path, left: bytes | None
) -> None:
    one = change(tmp_path, "a")
    copy = Path(journal.apply([one], finding="x.y", title="Do it.").files[0].copy)
    copy.unlink()
    if left is not None:
        copy.write_bytes(left)

    with pytest.raises(DoctorError, match="is not as it was written"):
        journal.undo()
    assert one.path.read_bytes() == NEW


def test_the_old_content_is_not_needed_where_it_stands_already(
    journal: Journal, tmp_path: Path
) -> None:
    one = change(tmp_path, "a")
    Path(journal.apply([one], finding="x.y", title="Do it.").files[0].copy).unlink()
    one.path.write_bytes(OLD)

    journal.undo()
    assert names(tmp_path) == ["a"]


def test_one_of_us_at_a_time_writes(journal: Journal, tmp_path: Path) -> None:
    one = change(tmp_path, "a")
    with alone_in(tmp_path) as first, alone_in(tmp_path) as second:
        assert (first, second) == (True, False)
        with pytest.raises(DoctorError, match="another codex-doctor writes"):
            journal.apply([one], finding="x.y", title="Do it.")
    assert names(tmp_path) == ["a"]

    journal.apply([one], finding="x.y", title="Do it.")
    assert one.path.read_bytes() == NEW


def test_a_step_that_is_not_the_last_is_taken_back_by_whoever_made_it(
    journal: Journal, tmp_path: Path
) -> None:
    first = journal.apply([change(tmp_path, "a")], finding="x.y", title="The first.")
    journal.apply([change(tmp_path, "b")], finding="x.y", title="Of another.")

    journal.undo(first)
    assert (tmp_path / "a").read_bytes() == OLD
    assert [one.title for one in journal.steps()] == ["Of another."]


def test_a_journal_that_is_none_is_named(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{}")

    with pytest.raises(DoctorError, match=NAME):
        journal.undo()


def full_after(writes: int) -> Callable[..., None]:
    """Return what writes a file until there is no room left."""
    left = iter(range(writes))

    def write(path: Path, data: bytes, **more: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        replace_file(path, data, **more)

    return write


def dies(at: int, act: Callable[[], object]) -> bool:
    """Tell whether a process that does this is killed at that step, or is done before it."""
    child = os.fork()
    if not child:
        kill_at(at)
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


@pytest.mark.parametrize("act", ["apply", "undo"])
def test_whoever_is_killed_at_any_step_leaves_whole_files_and_a_way_back(
    journal: Journal, tmp_path: Path, act: str
) -> None:
    changes = (change(tmp_path, "a"), change(tmp_path, "b"))
    at = 0
    while True:
        acts = {
            "apply": lambda: journal.apply(changes, finding="x.y", title="Do it."),
            "undo": journal.undo,
        }
        if act == "undo":
            acts["apply"]()
        was_killed = dies(at, acts[act])
        assert all(one.path.read_bytes() in {OLD, NEW} for one in changes)
        if journal.steps():
            journal.undo()
        assert [one.path.read_bytes() for one in changes] == [OLD, OLD]
        if not was_killed:
            break
        at += 1
    assert at >= len(changes) * 4


@pytest.mark.parametrize("size", [0, 3, len(OLD), 300])
def test_a_disk_that_is_full_in_the_middle_of_a_file_changes_nothing(
    journal: Journal, tmp_path: Path, size: int
) -> None:
    changes = (change(tmp_path, "a"), change(tmp_path, "b"))
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            journal.apply(changes, finding="x.y", title="Do it.")
        except DoctorError:
            os._exit(1)
        os._exit(0)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert [one.path.read_bytes() for one in changes] == [OLD, OLD]
    assert names(tmp_path) == ["a", "b"]


def test_a_folder_that_is_read_only_loses_nothing() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        changes = (change(folder, "a"), change(folder, "b"))
        folder.chmod(0o555)
        child = os.fork()
        if not child:
            if os.geteuid() == 0:  # root may write anywhere
                os.setuid(NOBODY)
            try:
                Journal(folder, Deadline()).apply(changes, finding="x.y", title="Do it.")
            except DoctorError:
                os._exit(1)
            os._exit(0)

        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
        folder.chmod(0o700)
        assert [one.path.read_bytes() for one in changes] == [OLD, OLD]
        assert names(folder) == ["a", "b"]


@pytest.mark.parametrize(
    ("writes", "file"), [(0, r"a\..+"), (1, r"b\..+"), (2, r"codex-doctor-journal\.json"), (3, "a")]
)
def test_a_full_disk_changes_nothing_and_what_cannot_be_written_is_named(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int, file: str
) -> None:
    changes = (change(tmp_path, "a"), change(tmp_path, "b"))
    monkeypatch.setattr(module, "replace_file", full_after(writes))

    wrong = rf"nothing was changed: .*/{file} cannot be written: No space left"
    with pytest.raises(DoctorError, match=wrong):
        journal.apply(changes, finding="x.y", title="Do it.")
    assert [one.path.read_bytes() for one in changes] == [OLD, OLD]
    assert names(tmp_path) == ["a", "b"]


def test_what_a_full_disk_keeps_from_being_taken_back_is_said(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = (change(tmp_path, "a"), change(tmp_path, "b"))
    with monkeypatch.context() as patch:
        patch.setattr(module, "replace_file", full_after(4))
        with pytest.raises(DoctorError, match=r"the old content is .*a\.codex-doctor-"):
            journal.apply(changes, finding="x.y", title="Do it.")
    assert changes[0].path.read_bytes() == NEW

    journal.undo()
    assert [one.path.read_bytes() for one in changes] == [OLD, OLD]
    journal.apply(changes, finding="x.y", title="Do it.")
    monkeypatch.setattr(module, "replace_file", full_after(0))
    with pytest.raises(DoctorError, match="cannot be undone now: No space left"):
        journal.undo()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read: is a directory"), (b"{nope", "Expected `array`")],
)
def test_a_journal_that_cannot_be_read_is_said_before_anything_is_written(
    journal: Journal, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    place = tmp_path / NAME
    if content is None:
        place.mkdir()
    else:
        place.write_bytes(content)
    one = change(tmp_path, "a")

    with pytest.raises(DoctorError, match=reason):
        journal.apply([one], finding="x.y", title="Do it.")
    assert one.path.read_bytes() == OLD
    assert names(tmp_path) == ["a", NAME]
