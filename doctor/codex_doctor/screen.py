"""What the terminal in front of us can show: width, colors, characters, progress."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from codex_doctor.line_breaks import broken
from codex_doctor.platform.console import obeys_escapes
from codex_doctor.platform.streams import tell, width_of
from codex_doctor.platform.system import THIS
from codex_doctor.report.options import Options
from codex_doctor.report.shells import shell_of, start_up_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Coroutine

    from codex_doctor.model import Check
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.report.config_nouns import Configuration

_LONG_S = 3.0
_TICK_S = 0.2
_Result = TypeVar("_Result")


class Progress:
    """One line on stderr that says what is being looked at; silent without a terminal."""

    def __init__(self, deadline: Deadline, *, wanted: bool, subject: str = "") -> None:
        self._deadline = deadline
        self._subject = subject
        is_seen = wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._is_on = is_seen and obeys_escapes(2)

    @property
    def is_seen(self) -> bool:
        """Whether a person may see it."""
        return self._is_on

    def begin(self, check: Check) -> None:
        """Note that a check starts."""
        self._subject = check.id

    def told(self, line: str) -> None:
        """Say on stderr what is about to be run, above the line."""
        self.clear()
        announce(line)

    def beside(self, run: Coroutine[Any, Any, _Result]) -> _Result:
        """Run this to its end, and say again and again how far it is."""
        import asyncio  # late: who only lists the checks needs none of it

        async def shown() -> _Result:
            moving = asyncio.create_task(self._move())
            try:
                return await run
            finally:
                moving.cancel()

        try:
            return asyncio.run(shown())
        finally:
            self.clear()

    async def _move(self) -> None:
        import asyncio  # late: as above

        while self._is_on:
            await asyncio.sleep(_TICK_S)
            self._write(self.line())

    def line(self) -> str:
        """Return what there is to say now, "" before the first check."""
        if not self._subject:
            return ""
        deadline, underway = self._deadline, self._deadline.underway
        elapsed_s = deadline.now_s()
        waited_s = 0.0 if underway.sent_s is None else elapsed_s - underway.sent_s
        if waited_s >= _LONG_S:
            return say("progress.waiting", check=self._subject, waited_s=waited_s)
        budget_s = elapsed_s + deadline.left_s()
        if underway.events:
            return say(
                "progress.receiving",
                check=self._subject,
                elapsed_s=elapsed_s,
                budget_s=budget_s,
                events=underway.events,
                size_bytes=underway.received_bytes,
            )
        return say("progress.check", check=self._subject, elapsed_s=elapsed_s, budget_s=budget_s)

    def clear(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._is_on:
            self._write("")

    def _write(self, line: str) -> None:
        # A line that the terminal breaks could not be taken back.
        first = broken(line, width_of(sys.stderr) - 1)[0]
        print(f"\r\x1b[K{line[: first.end]}", end="", file=sys.stderr, flush=True)


def announce(line: str) -> None:
    """Say on stderr what is about to be run."""
    tell(line)


def announcer(
    options: argparse.Namespace, tell: Callable[[str], None] = announce
) -> Callable[[str], None]:
    """Return what says it, or says nothing where that is asked for."""
    return (lambda _: None) if options.quiet else tell


def screen_options(options: argparse.Namespace, *, to_file: bool) -> Options:
    """Return what a report on the standard output, or in a file, may use."""
    is_terminal = sys.stdout.isatty() and not to_file
    plain = options.plain or os.environ.get("TERM") == "dumb"
    wanted = is_terminal and obeys_escapes(1) and "NO_COLOR" not in os.environ
    color = {"always": True, "never": False, "auto": wanted}[options.color]
    is_colored = color and not plain and not to_file
    # What a demo or a bundle names is on no disk here, or is another file.
    is_here = options.command in {None, "fix"}
    opens_files = is_here and is_terminal and is_colored and os.environ.get("TERM") != "linux"
    return Options(
        width=width_of(sys.__stdout__),
        color=is_colored,
        unicode=to_file or _can_show("✓✗–·→", sys.stdout.encoding),
        plain=plain,
        powershell=THIS.is_windows,
        shell=shell_of(os.environ.get("SHELL")),
        start_up=start_up_of(os.environ),
        verbose=options.verbose,
        links=str(Path.home()) if opens_files and not THIS.is_windows else "",
    )


def text_width() -> int | None:
    """Return the columns that plain text may fill, None when it goes to no terminal."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return width_of(sys.__stdout__)
    return None


def config_text(shown: Configuration, *, kind: str, options: Options) -> str:
    """Return the configuration in one of its formats."""
    if kind == "json":
        from codex_doctor.report import config_json

        return config_json.render(shown)
    from codex_doctor.report import config_screen

    return config_screen.render(shown, options)


def _can_show(characters: str, encoding: str | None) -> bool:
    try:
        characters.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
