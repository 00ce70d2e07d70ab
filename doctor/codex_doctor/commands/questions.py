"""Asks a person at the terminal, and prints what a secret may be in.

Questions go to stderr, so that stdout has what was asked for.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn, TypeVar

from msgspec import Struct

from codex_doctor.model import DoctorError
from codex_doctor.narrow import row
from codex_doctor.platform.console import drop_input
from codex_doctor.platform.streams import in_columns, tell
from codex_doctor.platform.system import THIS
from codex_doctor.screen import text_width
from codex_doctor.secrets.redact import redact
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.platform.deadline import Deadline

_T = TypeVar("_T")
_TRIES = 3
# No list has more; the number of digits that Python reads has a bound.
_DIGITS = 9
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


class NoAnswerError(DoctorError):
    """Nobody will answer any more: the terminal's input has ended."""


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
        try:
            return self.ask(question).lower() in _YES
        except NoAnswerError:
            return False

    def ask(self, question: str, *, default: str = "") -> str:
        """Ask for a word; what is typed, or the default for nothing.

        Raises:
            NoAnswerError: The input has ended.
        """
        print(in_columns(question), end=" ", file=sys.stderr, flush=True)
        if THIS.is_windows:
            # A handler that returns would leave the console waiting for the end of the line.
            with self._deadline.calling(_stop):
                return _typed(default)
        if not self._deadline.wait_for(sys.stdin.fileno()):
            _stop()
        return _typed(default)

    def insist(self, question: str, read: Callable[[str], _T], *, default: str | None = None) -> _T:
        """Ask for a word until it is one that can be taken; say of every other one why not.

        Args:
            question: What is asked.
            read: Makes something of the word, or raises DoctorError.
            default: What nothing stands for, None where something must be typed.

        Raises:
            NoAnswerError: None of a few was.
        """
        for _ in range(_TRIES):
            typed = self.ask(question, default=default or "")
            if not typed and default is None:
                continue
            try:
                return read(typed)
            except DoctorError as exc:
                tell(str(exc))
                # The other lines of what was pasted are no answers to the next questions.
                drop_input(sys.stdin.fileno())
        raise NoAnswerError(say("setup.nothing_answered"))

    def pick(
        self, title: str, choices: Sequence[str], question: str, read: Callable[[str], _T]
    ) -> _T:
        """Show choices by their numbers, and make something of the one that is picked.

        Args:
            title: What they are.
            choices: Each on a line.
            question: What is asked.
            read: Makes something of a choice, or of what else is typed; or raises DoctorError.

        Raises:
            NoAnswerError: None of a few was.
        """
        print(in_columns(title), file=sys.stderr)
        for number, one in enumerate(choices, 1):
            print(row(f"{number:>4}  ", one, text_width()), file=sys.stderr)

        def chosen(typed: str) -> _T:
            number = typed.rstrip(".)")
            if typed in choices or not (number.isascii() and number.isdecimal()):
                return read(typed)
            if not 0 < int(number[:_DIGITS]) <= len(choices):
                raise DoctorError(say("setup.no_number", number=number, count=len(choices)))
            return read(choices[int(number) - 1])

        return self.insist(question, chosen)


def _typed(default: str) -> str:
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
        raise NoAnswerError(say("setup.nothing_answered"))
    return line.strip() or default


def _stop() -> NoReturn:
    print(file=sys.stderr)
    raise InterruptedAnswerError(say("last.interrupted"))
