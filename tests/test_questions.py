"""What a person is asked at the terminal."""

from __future__ import annotations

import sys

from terminals import run_in_terminal

_TIMES = 3_000
_ASKING = f"""
from codex_doctor.commands.questions import InterruptedAnswerError, Person
from codex_doctor.platform.deadline import Deadline

for _ in range({_TIMES}):
    deadline = Deadline()
    deadline.take_signals()
    try:
        Person(deadline).ask("Really?")
    except InterruptedAnswerError:
        print("stopped")
"""


def test_an_interrupt_as_soon_as_the_question_is_there_ends_the_waiting() -> None:
    # One in 400 came between the last instruction and the reading, and was not heard.
    ended = run_in_terminal((sys.executable, "-c", _ASKING), answers={"Really? ": b"\x03"})

    assert (ended.code, ended.said.count("stopped")) == (0, _TIMES)
