from __future__ import annotations

import math
import os
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from codex_doctor.platform.deadline import Deadline

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_left_never_goes_below_zero_and_keeps_some_for_the_report() -> None:
    over, fresh = Deadline(budget_s=0.0), Deadline(budget_s=60.0)

    assert (over.left_s(), over.look_s()) == (0.0, 0.0)
    assert over.now_s() >= 0.0
    assert fresh.left_s() == pytest.approx(60, abs=1)
    assert fresh.left_s() - fresh.look_s() == pytest.approx(2, abs=0.01)
    assert Deadline().look_s() == math.inf


def test_after_a_signal_nothing_is_left_and_who_listens_is_called() -> None:
    deadline, called = Deadline(budget_s=60.0), list[str]()
    with deadline.calling(lambda: called.append("early")):
        assert not select.select([deadline.waker], [], [], 0)[0]
        deadline.interrupt()
    with deadline.calling(lambda: called.append("late")):
        pass

    assert called == ["early", "late"]
    assert (deadline.left_s(), deadline.look_s()) == (0.0, 0.0)
    assert select.select([deadline.waker], [], [], 0)[0]


def test_a_folder_is_gone_afterwards() -> None:
    with Deadline().folder() as folder:
        (folder / "file").write_text("x")

    assert not folder.exists()


def child(tmp_path: Path, text: str, *ignored: signal.Signals) -> subprocess.CompletedProcess[str]:
    def ignore() -> None:
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)

    program = (
        "import os, signal\n"
        "from codex_doctor.platform import deadline\n"
        f"d = deadline.Deadline()\n{text}"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        preexec_fn=ignore,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )


def test_a_second_signal_changes_nothing(tmp_path: Path) -> None:
    done = child(
        tmp_path,
        # However long a busy machine takes for so many.
        "deadline._PATIENCE_S = 600.0\n"
        "d.take_signals()\n"
        "called = []\n"
        "with d.calling(lambda: called.append(1)):\n"
        "    for _ in range(100_000):\n"
        "        signal.raise_signal(signal.SIGTERM)\n"
        "print(d.interrupted, called)\n",
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "True [1]\n", "")


_LATER = "deadline._PATIENCE_S = 0.0\n"


def test_a_late_signal_ends_at_once_and_leaves_no_folder(tmp_path: Path) -> None:
    done = child(
        tmp_path,
        f"{_LATER}d.take_signals()\n"
        "with d.folder() as folder:\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    print(d.interrupted, folder.exists(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    print('not reached')\n",
    )

    assert (done.returncode, done.stdout, done.stderr) == (130, "True True\n", "")
    assert list(tmp_path.iterdir()) == []


_TWO_IN = """\
from pathlib import Path
from codex_doctor.platform import outputs
from codex_doctor.options import read_options

def twice(then):
    def run(*words):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        return then(*words)
    return run

d.take_signals()
options = read_options(["--format", "json=" + os.environ["TMPDIR"] + "/report.json"])
options.deadline = d
"""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Path.unlink = twice(Path.unlink)\noutputs.read_targets(options, ['json'])\n", []),
        (
            "targets = outputs.read_targets(options, ['json'])\n"
            "Path.replace = twice(Path.replace)\noutputs.deliver(targets[1:], lambda _: 'x', d)\n",
            ["report.json"],
        ),
    ],
)
def test_a_late_signal_waits_for_a_file_that_is_being_written(
    text: str, left: list[str], tmp_path: Path
) -> None:
    done = child(tmp_path, f"{_LATER}{_TWO_IN}{text}print('not reached')\n")

    assert (done.returncode, done.stdout) == (130, ""), done.stderr
    assert [one.name for one in tmp_path.iterdir()] == left


def test_a_signal_that_our_parent_ignores_stays_ignored(tmp_path: Path) -> None:
    done = child(
        tmp_path,
        "d.take_signals()\n"
        "for number in (signal.SIGINT, signal.SIGHUP):\n"
        "    os.kill(os.getpid(), number)\n"
        "print(d.interrupted)\n",
        signal.SIGINT,
        signal.SIGHUP,
    )

    assert (done.returncode, done.stdout) == (0, "False\n")


@pytest.mark.parametrize("name", ["INT", "TERM", "HUP", "QUIT", "ALRM", "XCPU"])
def test_each_signal_that_ends_a_program_only_ends_the_time(name: str, tmp_path: Path) -> None:
    text = f"d.take_signals()\nos.kill(os.getpid(), signal.SIG{name})\nprint(d.interrupted)\n"

    done = child(tmp_path, text)

    assert (done.returncode, done.stdout) == (0, "True\n")


def test_the_end_is_put_off_until_there_is_so_much_time_and_never_brought_nearer() -> None:
    deadline, called = Deadline(budget_s=10.0), list[str]()
    with deadline.growing(lambda: called.append("longer")):
        deadline.allow(5.0)
        assert called == []
        deadline.allow(30.0)
    deadline.forgive(1.0)

    assert called == ["longer"]
    assert deadline.look_s() == pytest.approx(31, abs=1)
    assert deadline.budget_s == 10.0


def test_after_a_signal_the_end_is_not_put_off() -> None:
    deadline = Deadline(budget_s=10.0)
    deadline.interrupt()
    deadline.allow(30.0)

    assert deadline.left_s() == 0.0


def test_what_may_be_left_out_has_an_end_of_its_own() -> None:
    deadline = Deadline(budget_s=60.0)
    deadline.is_patient = True
    deadline.forgive(30.0)

    with deadline.within(5.0):
        assert 4.0 < deadline.left_s() <= 5.0
        assert not deadline.is_patient
    assert 80.0 < deadline.left_s() <= 90.0
    assert deadline.is_patient
    with deadline.within(500.0):
        assert deadline.left_s() <= 90.0
