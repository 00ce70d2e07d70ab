"""Asks a person at the terminal, and prints what a secret may be in.

Questions go to stderr, so that stdout has what was asked for.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

from codex_doctor.model import DoctorError
from codex_doctor.narrow import row
from codex_doctor.platform.streams import in_columns
from codex_doctor.platform.system import THIS
from codex_doctor.screen import text_width
from codex_doctor.secrets.redact import redact
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.platform.deadline import Deadline

_TRIES = 3
_YES = frozenset({"y", "yes"})


class _Shown(Struct, frozen=True):
    """What people see."""

    text: str


class Printer:
    """Prints what a command says, secrets masked, as wide as the terminal is.

    Attributes:
        known: The secrets.
        said: What was printed, or would have been.
        is_silent: Whether nothing is printed: stdout is for a document.
    """

    def __init__(self, known: frozenset[str], *, is_silent: bool = False) -> None:
        self.known, self.is_silent = known, is_silent
        self.said: list[str] = []

    def __call__(self, text: str) -> None:
        """Print a sentence, or lines as they are."""
        shown = self.masked(text)
        self.said.append(shown)
        if not self.is_silent:
            print(shown if "\n" in shown else row("", shown, text_width()))

    def masked(self, text: str) -> str:
        """Return a text without a secret."""
        return redact(_Shown(str(text)), known=self.known).text


class InterruptedAnswerError(DoctorError):
    """A signal came while an answer was waited for."""


def can_ask() -> bool:
    """Tell whether somebody is there to be asked."""
    return sys.stdin.isatty()


class Person:
    """Who sits at the terminal; a signal ends every question with InterruptedAnswerError.

    Args:
        deadline: Hears the signals.
    """

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def agrees(self, question: str) -> bool:
        """Ask for a yes; anything else is none."""
        return self.ask(question).lower() in _YES

    def ask(self, question: str, *, default: str = "") -> str:
        """Ask for a word; what is typed, or the default for nothing."""
        print(in_columns(question), end=" ", file=sys.stderr, flush=True)
        if THIS.is_windows:
            # A handler that returns would leave the console waiting for the end of the line.
            with self._deadline.calling(_stop):
                return _typed(default)
        if not self._deadline.wait_for(sys.stdin.fileno()):
            _stop()
        return _typed(default)

    def insist(self, question: str) -> str:
        """Ask for a word until there is one.

        Raises:
            DoctorError: Nothing was typed a few times.
        """
        for _ in range(_TRIES):
            if typed := self.ask(question):
                return typed
        raise DoctorError(say("setup.nothing_answered"))

    def pick(self, title: str, choices: Sequence[str], question: str) -> str:
        """Show choices by their numbers, and return the one that is picked, or what else is typed.

        Raises:
            DoctorError: Nothing was typed a few times.
        """
        print(in_columns(title), file=sys.stderr)
        for number, one in enumerate(choices, 1):
            print(row(f"{number:>4}  ", one, text_width()), file=sys.stderr)
        typed = self.insist(question)
        is_number = typed.isascii() and typed.isdecimal() and 0 < int(typed) <= len(choices)
        return choices[int(typed) - 1] if is_number else typed


def _typed(default: str) -> str:
    return sys.stdin.readline().strip() or default


def _stop() -> NoReturn:
    print(file=sys.stderr)
    raise InterruptedAnswerError(say("last.interrupted"))
