"""Where reports go, and what is refused before anything is sent."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_doctor.model import DoctorError
from codex_doctor.options import read_options
from codex_doctor.platform.deadline import Deadline
from codex_doctor.platform.outputs import TEXT_OR_JSON, deliver, read_targets
from codex_doctor.platform.whole_files import replace_file
from codex_doctor.report.formats import NAMES

if TYPE_CHECKING:
    from codex_doctor.platform.outputs import Output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty working folder, apart from where Codex has its files."""
    monkeypatch.setenv("CODEX_HOME", str(tmp_path / "codex"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    here = tmp_path / "work"
    for one in (here, tmp_path / "codex", tmp_path / "home"):
        one.mkdir()
    monkeypatch.chdir(here)
    return here


def targets(*words: str) -> list[tuple[str, str]]:
    """Return format and file of each target; "" is the standard output."""
    return [(one.kind, one.file) for one in read_targets(read_options(words), NAMES)]


def report(target: Output) -> str:
    return json.dumps({"kind": target.kind})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], [("terminal", "")]),
        (["--json"], [("json", "")]),
        (["--json", "--format", "json"], [("json", "")]),
        (["--format", "markdown"], [("markdown", "")]),
        (["--format", "json=a"], [("terminal", ""), ("json", "a")]),
        (["--json", "--format", "markdown=a"], [("json", ""), ("markdown", "a")]),
        (["--format", "json=-"], [("json", "")]),
        (["--format", "json=/dev/stdout"], [("json", "")]),
        (
            ["--json", "--format", "markdown=/dev/stderr"],
            [("json", ""), ("markdown", "/dev/stderr")],
        ),
    ],
)
def test_there_is_always_a_report_on_the_standard_output(
    words: list[str], expected: list[tuple[str, str]], folder: Path
) -> None:
    assert targets(*words) == expected
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "--format", "markdown"],
        ["--json", "--format", "terminal=-"],
        ["--format", "json", "--format", "markdown"],
        ["--format", "json", "--format", "json=/dev/fd/1"],
    ],
)
def test_two_reports_cannot_go_to_the_standard_output(words: list[str], folder: Path) -> None:
    with pytest.raises(DoctorError, match="only one format"):
        targets(*words)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("", "is empty"),
        ("missing/r.md", "No such file or directory"),
        ("folder", "Is a directory"),
        ("folder/", "Is a directory"),
        ("..", "Is a directory"),
        ("taken/r.md", "Not a directory"),
        ("x" * 300, os.strerror(errno.ENAMETOOLONG)),
        ("a\0b", "null"),
        ("link", "no link is followed"),
        ("dangling", "no link is followed"),
        ("loop/r.md", "link"),
        ("away/r.md", "a link leads to /"),
        ("fifo", "neither a file nor a device"),
        ("read-only", "read-only"),
        ("/dev/fd/99", "Bad file descriptor"),
        ("../codex/config.toml", "where Codex keeps"),
        ("../home/.codex/x/r.md", "where Codex keeps"),
    ],
)
def test_what_cannot_be_written_is_refused_and_named(file: str, said: str, folder: Path) -> None:
    (folder / "folder").mkdir()
    (folder / "taken").write_text("mine")
    (folder / "link").symlink_to("taken")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    (folder / "away").symlink_to("/tmp")
    os.mkfifo(folder / "fifo")
    (folder / "read-only").touch(mode=0o400)
    (folder.parent / "home/.codex/x").mkdir(parents=True)
    before = sorted(folder.iterdir())

    with pytest.raises(DoctorError, match=said) as refused:
        targets("--format", f"markdown={file}")

    assert str(refused.value).startswith("--format markdown=")
    assert sorted(folder.iterdir()) == before


def test_two_reports_do_not_go_into_one_file(folder: Path) -> None:
    with pytest.raises(DoctorError, match="another report goes there"):
        targets("--format", "json=r", "--format", f"markdown={folder / 'r'}")


def test_a_plan_has_no_markdown(folder: Path) -> None:
    with pytest.raises(DoctorError, match="unknown format 'markdown'; the formats are"):
        read_targets(read_options(["--dry-run", "--format", "markdown=r.md"]), TEXT_OR_JSON)


def test_a_file_is_replaced_with_its_mode_and_other_names_of_it_are_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "r.json").touch(mode=0o600)
    (folder / "other").hardlink_to(folder / "r.json")
    options = read_options(["--json", "--format", "json=r.json", "--format", "markdown=new.md"])
    umask = os.umask(0o027)
    deliver(read_targets(options, NAMES), report, Deadline())
    os.umask(umask)

    assert (folder / "r.json").read_text() == '{"kind": "json"}'
    assert (folder / "other").read_text() == ""
    modes = [(folder / one).stat().st_mode & 0o777 for one in ("r.json", "new.md")]
    assert modes == [0o600, 0o640]
    out, err = capsys.readouterr()
    assert json.loads(out) == {"kind": "json"}
    assert err.splitlines() == ["codex-doctor: wrote r.json", "codex-doctor: wrote new.md"]


def test_descriptors_and_devices_are_written_to(folder: Path) -> None:
    with (folder / "given").open("w") as given:
        os.set_inheritable(given.fileno(), True)  # as a shell hands it over
        files = [f"json=/dev/fd/{given.fileno()}", "markdown=/dev/null"]
        options = read_options([word for one in files for word in ("--format", one)])
        deliver(read_targets(options, NAMES), report, Deadline())

    assert (folder / "given").read_text() == '{"kind": "json"}'


def test_a_descriptor_of_our_own_is_no_place_for_a_report(folder: Path) -> None:
    with (folder / "ours").open("w") as ours, pytest.raises(DoctorError, match="Bad file desc"):
        read_targets(read_options(["--format", f"json=/dev/fd/{ours.fileno()}"]), NAMES)


def test_a_descriptor_that_is_only_read_is_refused_before_anything_is_sent(folder: Path) -> None:
    (folder / "read").touch()
    with (folder / "read").open() as read:
        os.set_inheritable(read.fileno(), True)
        with pytest.raises(DoctorError, match="Bad file descriptor"):
            targets("--format", f"json=/dev/fd/{read.fileno()}")


def test_a_file_of_another_user_is_refused_before_anything_is_sent(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "r.json").write_text("theirs")
    owner = (folder / "r.json").stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)

    with pytest.raises(DoctorError, match=r"r\.json: this file belongs to another user"):
        targets("--format", "json=r.json")
    monkeypatch.setattr(os, "geteuid", lambda: 0)  # who may give it back
    assert targets("--format", "json=r.json")


def test_nobody_reads_the_new_content_who_could_not_read_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "r.json").touch(mode=0o600)
    modes: list[int] = []
    change = Path.chmod

    def watched(path: Path, mode: int) -> None:
        modes.append(path.stat().st_mode & 0o777)
        change(path, mode)

    monkeypatch.setattr(Path, "chmod", watched)
    replace_file(folder / "r.json", b"secret")

    assert modes == [0o600]


def test_what_the_name_of_a_file_says_to_a_terminal_or_a_build_server_is_inert(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "a\x1b[31m\n::error::b.json"
    deliver(read_targets(read_options(["--format", f"json={name}"]), NAMES), report, Deadline())

    assert (folder / name).exists()
    said = r"a\x1b[31m\n\x3a:error::b.json"
    assert capsys.readouterr().err == f"codex-doctor: wrote {said}\n"


def test_what_fails_late_is_told_and_keeps_nothing_else_from_being_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--format", "markdown=/dev/full", "--format", "json=sub/r", "--format", "json=last"]
    (folder / "sub").mkdir()
    checked = read_targets(read_options(words), NAMES)
    (folder / "sub").rmdir()

    with pytest.raises(DoctorError, match=r"/dev/full: No space left on device; .*sub/r: No such"):
        deliver(checked, report, Deadline())

    assert capsys.readouterr().out
    assert (folder / "last").exists()


def test_a_link_that_appears_meanwhile_is_replaced_and_not_followed(folder: Path) -> None:
    checked = read_targets(read_options(["--format", "json=r"]), NAMES)
    (folder / "victim").write_text("mine")
    (folder / "r").symlink_to("victim")
    deliver(checked, report, Deadline())

    assert (folder / "victim").read_text() == "mine"
    assert not (folder / "r").is_symlink()


def test_a_folder_in_place_of_a_file_leaves_nothing_half_written(folder: Path) -> None:
    checked = read_targets(read_options(["--format", "json=r"]), NAMES)
    (folder / "r").mkdir()

    with pytest.raises(DoctorError, match="Is a directory"):
        deliver(checked, report, Deadline())

    assert [one.name for one in folder.iterdir()] == ["r"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_file_that_takes_a_standard_stream_takes_no_report(number: int, folder: Path) -> None:
    kept = os.dup(number)
    new = os.open("r.md", os.O_WRONLY | os.O_CREAT)
    os.dup2(new, number)
    os.close(new)
    try:
        with pytest.raises(DoctorError, match="goes into this file already"):
            targets("--format", "markdown=r.md")
    finally:
        os.dup2(kept, number)
        os.close(kept)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--offline --confirm", "--offline and --confirm exclude each other: one sends nothing"),
        ("demo --confirm --offline", "exclude each other"),
        ("--dry-run --confirm", "exclude each other"),
        ("--offline --thorough", "exclude each other"),
        ("--confirm config", "config and --confirm exclude each other"),
        ("--thorough schema", "exclude each other"),
        ("--dry-run explain tcp.refused", "exclude each other"),
        ("-m \udcff", "an argument is not UTF-8 \\(model\\)"),
        ("-c a=1 -c \udcff", "an argument is not UTF-8 \\(config\\)"),
        ("explain \udcff", "an argument is not UTF-8 \\(id\\)"),
    ],
)
def test_options_that_break_what_others_promise_are_refused(line: str, said: str) -> None:
    with pytest.raises(DoctorError, match=said):
        read_options(line.split())


@pytest.mark.parametrize("line", ["--offline config", "--dry-run --offline", "-C \udcff", "demo"])
def test_options_that_get_on_are_taken(line: str) -> None:
    assert read_options(line.split()).confirm is False


def test_the_working_folder_is_where_relative_names_count(folder: Path) -> None:
    (folder / "sub").mkdir()

    assert targets("--format", "json=sub/../r")[1] == ("json", "sub/../r")
    assert Path.cwd() == folder
