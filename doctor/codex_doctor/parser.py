"""A parser of command lines whose errors are seen before they are printed."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn, cast

# A switch that got a value: what it was is no help.
_IGNORED = re.compile(r"(ignored explicit argument) .*", re.DOTALL)
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
        raise UsageError(self, _IGNORED.sub(r"\1", message))

    def known(self) -> frozenset[str]:
        """Return the options and commands of this parser and of those below it."""
        known: set[str] = set()
        # argparse lists its options nowhere else.
        for action in self._actions:
            known |= {*action.option_strings}
            choices: object = action.choices
            if isinstance(choices, dict):
                below = cast("dict[str, Parser]", choices)
                known |= below.keys()
                known |= {one for parser in below.values() for one in parser.known()}
        return frozenset(known)
