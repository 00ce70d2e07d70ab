"""A parser of command lines whose errors are seen before they are printed."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

_CHOICE = re.compile(r"invalid choice: '([^']{1,40})' \(choose from (.+)\)$")


class UsageError(Exception):
    """What a parser does not take; the message repeats it."""

    def __init__(self, parser: Parser, message: str) -> None:
        super().__init__(message)
        self.parser = parser

    def hint(self) -> str:
        """Return which choice may be meant, "" when none comes near."""
        found = _CHOICE.search(str(self))
        if found is None:
            return ""
        from difflib import get_close_matches

        near = get_close_matches(found[1], re.findall(r"[\w-]+", found[2]), n=1)
        return f"; the nearest: {near[0]}" if near else ""


class Parser(argparse.ArgumentParser):
    """A parser that raises what `argparse` would print."""

    def error(self, message: str) -> NoReturn:
        """Raise the error."""
        raise UsageError(self, message)
