"""A parser of command lines that speaks from the catalogue, and whose errors are seen before."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn, cast

from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A switch that got a value: what it was is no help.
_IGNORED = Regex(r"(ignored explicit argument) .*", re.DOTALL)
_CHOICE = Regex(r"invalid choice: '([^']{1,40})' \(choose from (.+)\)$")
_ARGUMENT = "argument (?P<name>.+?): "
# What argparse says (tests/contracts/test_messages.py), and the template of ours.
_SAID = {
    Regex("unrecognized arguments: (?P<given>.+)", re.DOTALL): "usage.unrecognized",
    Regex("the following arguments are required: (?P<missing>.+)"): "usage.required",
    Regex(f"{_ARGUMENT}expected one argument"): "usage.one_value",
    Regex(f"{_ARGUMENT}expected at least one argument"): "usage.some_values",
    Regex(f"{_ARGUMENT}ignored explicit argument"): "usage.no_value",
    Regex(
        rf"{_ARGUMENT}invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)", re.DOTALL
    ): "usage.choice",
    Regex(f"{_ARGUMENT}(?P<why>.+)"): "usage.argument",  # what a type of ours says
}


class UsageError(Exception):
    """What a parser does not take; the message repeats it."""

    def __init__(self, parser: Parser, message: str) -> None:
        super().__init__(message)
        self.parser = parser

    def said(self, message: str) -> str:
        """Return the error in our words, with which choice may be meant if one comes near.

        Args:
            message: What a mask left of its message.
        """
        told = _in_our_words(message)
        found = _CHOICE.search(str(self))
        if found is None:
            return told
        from difflib import get_close_matches

        near = get_close_matches(found[1], re.findall(r"[\w-]+", found[2]), n=1)
        return say("usage.nearest", message=told, near=near[0]) if near else told


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """A formatter of help that begins it with a word of ours."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the first line; below a command, argparse gives an empty prefix."""
        own = f"{say('usage.usage')} " if prefix is None else prefix
        super().add_usage(usage, actions, groups, own)


class Parser(argparse.ArgumentParser):
    """A parser that raises what `argparse` would print, and calls its groups by our words."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, **settings)
        self.arguments = self.add_argument_group(say("usage.arguments"))
        self.options = self.add_argument_group(say("usage.options"))
        self.add_argument("-h", "--help", action="help", help=say("option.help"))

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an argument to the group of its kind."""
        group = self.options if names[0].startswith("-") else self.arguments
        return group.add_argument(*names, **settings)

    def error(self, message: str) -> NoReturn:
        """Raise the error."""
        raise UsageError(self, _IGNORED.sub(r"\1", message))

    def whole(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return what a command line says; what a command does not know is its own error.

        Raises:
            UsageError: It is no command line of ours.
        """
        options, unknown = self.parse_known_args(argv)
        if unknown:
            # argparse would blame the parser above, and print its usage.
            parser = self._commands().get(options.command, self)
            parser.error(say("usage.unrecognized", given=" ".join(unknown)))
        return options

    def _commands(self) -> dict[str, Parser]:
        # argparse lists them nowhere else.
        for action in self._actions:
            choices: object = action.choices
            if isinstance(choices, dict):
                return cast("dict[str, Parser]", choices)
        return {}

    def known(self) -> frozenset[str]:
        """Return the options and commands of this parser and of those below it."""
        below = self._commands()
        own = {one for action in self._actions for one in action.option_strings}
        return frozenset(own.union(below, *(parser.known() for parser in below.values())))


def _in_our_words(message: str) -> str:
    for pattern, template in _SAID.items():
        if found := pattern.fullmatch(message):
            return say(template, **found.groupdict())
    return message
