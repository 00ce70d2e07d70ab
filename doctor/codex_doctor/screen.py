"""What the terminal in front of us can show: width, colors, characters, progress."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.platform.streams import tell
from codex_doctor.platform.system import THIS
from codex_doctor.report.options import Options
from codex_doctor.report.shells import shell_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from codex_doctor.model import Check
    from codex_doctor.report.config_nouns import Configuration

# What COLUMNS says can be any number.
_NARROWEST, _USUAL, _WIDEST = 20, 80, 400
_LONG_S = 3.0


class Progress:
    """One line on stderr that says what is being looked at; silent without a terminal."""

    def __init__(self, *, wanted: bool) -> None:
        self._is_on = wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def show(self, check: Check) -> None:
        """Say that a check starts."""
        if self._is_on:
            line = say("progress.check", check=check.id)
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    def wait(self, seconds: float) -> None:
        """Say how long an answer has been waited for."""
        if self._is_on and seconds >= _LONG_S:
            line = say("progress.waiting", waited_s=seconds)
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    @property
    def is_seen(self) -> bool:
        """Whether a person may see it."""
        return self._is_on

    def clear(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._is_on:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def announce(line: str) -> None:
    """Say on stderr what is about to be run."""
    tell(line)


def announcer(options: argparse.Namespace) -> Callable[[str], None]:
    """Return what says it, or says nothing where that is asked for."""
    return (lambda _: None) if options.quiet else announce


def screen_options(options: argparse.Namespace, *, to_file: bool) -> Options:
    """Return what a report on the standard output, or in a file, may use."""
    is_terminal = sys.stdout.isatty() and not to_file
    plain = options.plain or os.environ.get("TERM") == "dumb"
    wanted = is_terminal and "NO_COLOR" not in os.environ
    color = {"always": True, "never": False, "auto": wanted}[options.color]
    is_colored = color and not plain and not to_file
    # What a demo or a bundle names is on no disk here, or is another file.
    is_here = options.command in {None, "fix"}
    opens_files = is_here and is_terminal and is_colored and os.environ.get("TERM") != "linux"
    return Options(
        width=_columns(),
        color=is_colored,
        unicode=to_file or _can_show("✓✗–·→", sys.stdout.encoding),
        plain=plain,
        powershell=THIS.is_windows,
        shell=shell_of(os.environ.get("SHELL")),
        verbose=options.verbose,
        links=str(Path.home()) if opens_files and not THIS.is_windows else "",
    )


def text_width() -> int | None:
    """Return the columns that plain text may fill, None when it goes to no terminal."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return _columns()
    return None


def _columns() -> int:
    # As `shutil` finds them, which loads all that packs files.
    given = 0
    with suppress(ValueError):
        given = int(os.environ.get("COLUMNS", ""))
    if given <= 0:
        with suppress(AttributeError, ValueError, OSError):  # no terminal, or none any more
            given = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]  # None is an AttributeError
    return min(max(given if given > 0 else _USUAL, _NARROWEST), _WIDEST)


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
