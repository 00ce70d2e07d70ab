"""What happens before and after the command line: the import path, exit codes, bugs."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from codex_doctor import __main__ as entry
from codex_doctor import cli
from codex_doctor.platform import streams
from codex_doctor.platform.deadline import Deadline
from codex_doctor.words.catalogue import english
from words.language import made_up, speaking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codex_doctor.words.catalogue import Catalogue


@pytest.fixture(autouse=True)
def _own_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    # pytest's own streams stay.
    monkeypatch.setattr(streams, "guard", lambda: None)


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        (None, ["/usr/lib/x", "{here}"]),
        ("", ["/usr/lib/x", "{here}"]),
        (":", ["/usr/lib/x"]),
        (".:/usr/lib/x", ["/usr/lib/x"]),
        ("sub", ["/usr/lib/x", "{here}"]),
        ("{here}:", ["/usr/lib/x", "{here}"]),
    ],
)
def test_only_folders_that_somebody_named_are_imported_from(
    named: str | None, kept: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    if named is not None:
        monkeypatch.setenv("PYTHONPATH", named.replace("{here}", str(tmp_path)))
    given = ["", "relative", "/usr/lib/x", str(tmp_path)] + [str(tmp_path / "sub")] * (
        named == "sub"
    )
    monkeypatch.setattr(sys, "path", given)
    monkeypatch.setattr(sys, "argv", ["codex-doctor", "--version"])

    assert entry.answer() == 0
    assert sys.path == [one.replace("{here}", str(tmp_path)) for one in kept]


@pytest.mark.parametrize(("catalogue", "word"), [(english, "interrupted"), (made_up, "интеррупт")])
def test_an_interrupt_before_signals_are_heard_is_told_in_the_language_of_now(
    catalogue: Catalogue,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(_: Deadline) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Deadline, "take_signals", interrupted)
    before = signal.getsignal(signal.SIGINT)
    try:
        with speaking(catalogue):
            assert entry.answer() == 130
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)

    assert capsys.readouterr().err.startswith(f"codex-doctor: {word}")


def test_a_working_folder_that_is_gone_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setenv("PYTHONPATH", ":")
    monkeypatch.setattr(sys, "argv", ["codex-doctor", "-V"])

    assert entry.answer() == 0


@pytest.mark.parametrize(("words", "code"), [(["--help"], 0), (["--wat"], 2), (["checks"], 0)])
def test_what_the_command_line_ends_with_is_the_exit_code(
    words: list[str],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["codex-doctor", *words])

    assert entry.answer() == code
    assert "codex-doctor" in "".join(capsys.readouterr()) or words == ["checks"]


def test_a_bug_is_told_by_its_place_and_never_by_its_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise LookupError("sk-secret")

    def find(_: str) -> Callable[[object], int]:
        return fail

    monkeypatch.setattr(cli, "command_of", find)
    monkeypatch.setattr(sys, "argv", ["codex-doctor", "checks"])

    assert entry.answer() == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "a bug of codex-doctor, please report it: LookupError at " in err
    assert "cli.py:" in err
    assert "secret" not in err
