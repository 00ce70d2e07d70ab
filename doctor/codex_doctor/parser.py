"""A parser of command lines whose errors are seen before they are printed."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn, cast

from codex_doctor.words.sentence import say

# A switch that got a value: what it was is no help.
_IGNORED = re.compile(r"(ignored explicit argument) .*", re.DOTALL)
_CHOICE = re.compile(r"invalid choice: '([^']{1,40})' \(choose from (.+)\)$")


class UsageError(Exception):
    """What a parser does not take; the message repeats it."""

    def __init__(self, parser: Parser, message: str) -> None:
        super().__init__(message)
        self.parser = parser

    def hinted(self, message: str) -> str:
        """Return the message as it is shown, with which choice may be meant if one comes near."""
        found = _CHOICE.search(str(self))
        if found is None:
            return message
        from difflib import get_close_matches

        near = get_close_matches(found[1], re.findall(r"[\w-]+", found[2]), n=1)
        return say("usage.nearest", message=message, near=near[0]) if near else message


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
