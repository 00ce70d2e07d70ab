"""A parser of command lines that speaks from the catalogue, and whose errors are seen before."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn, cast

from codex_doctor.model import DoctorError
from codex_doctor.narrow import paragraph, row
from codex_doctor.patterns import Regex
from codex_doctor.words.nearest import with_nearest
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COMMAND = "COMMAND"  # the place of a command in the line
COLUMN = 24  # where the text about an option begins, as argparse has it
# A switch that got a value: what it was is no help.
_IGNORED = Regex(r"(ignored explicit argument) .*", re.DOTALL)
_CHOICE = Regex(r"invalid choice: '([^']{1,40})' \(choose from (.+)\)$")
_NO_COMMAND = Regex(rf"argument {COMMAND}: invalid choice: (.+) \(choose from", re.DOTALL)
_OPTION = Regex(r"unrecognized arguments: (--[\w-]+)")
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
        if found := _NO_COMMAND.match(message):
            known = tuple(self.parser.commands())
            told = say("usage.no_command", command=found[1], known=known)
        if found := _CHOICE.search(str(self)):
            return with_nearest(told, found[1], re.findall(r"[\w-]+", found[2]))
        if found := _OPTION.match(str(self)):
            return with_nearest(told, found[1], self.parser.own_options())
        return told


class _Formatter(argparse.HelpFormatter):
    """A formatter of help whose first line names arguments alone: the options are listed below.

    What stands before a tab has the text behind it at its side, in the column of an option's, or
    below where that leaves no room.
    """

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, **settings)
        self._headings: list[str] = []

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        blocks: list[str] = []
        for line in text.splitlines():
            about, _, told = line.rpartition("\t")
            if len(about) < COLUMN:
                about = f"{about:{COLUMN}}"
            else:
                blocks.append(about)
                about = " " * COLUMN
            blocks.append(row(about if "\t" in line else indent, told, width))
        return "\n".join(blocks)

    def start_section(self, heading: str | None) -> None:
        """Begin a group of options, whose heading ends as a label does in the language."""
        self._headings.append(heading or "")
        super().start_section(heading)

    def format_help(self) -> str:
        """Return the whole help."""
        text = super().format_help()
        for one in self._headings:
            label = say("measure.labelled", label=one, text="").rstrip()
            text = text.replace(f"\n{one}:\n", f"\n{label}\n")
        return text

    def _split_lines(self, text: str, width: int) -> list[str]:
        return paragraph(" ".join(text.split()), width).splitlines()

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the first line; below a command, argparse gives an empty prefix."""
        if prefix is not None:
            super().add_usage(usage, actions, groups, prefix)
            return
        places = (_place(one) for one in actions if not one.option_strings)
        line = " ".join(("%(prog)s", say("usage.some_options"), *places))
        lead = say("measure.labelled", label=say("usage.usage"), text="")
        super().add_usage(line, (), (), lead)


def _place(argument: argparse.Action) -> str:
    name = str(argument.metavar or argument.dest)
    if argument.nargs == argparse.PARSER:
        return f"[{name} ...]"
    return f"[{name}]" if argument.nargs == "?" else name


class Parser(argparse.ArgumentParser):
    """A parser that raises what `argparse` would print, and calls its groups by our words."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, **settings)
        self.color = False  # Python 3.14 would color it, whatever --color says
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
        try:
            options, unknown = self.parse_known_args(argv)
        except UsageError:
            self._refuse_option(argv)
            raise
        if unknown:
            # argparse would blame the parser above, and print its usage.
            parser = self.commands().get(options.command, self)
            parser.error(say("usage.unrecognized", given=" ".join(unknown)))
        return options

    def _refuse_option(self, argv: Sequence[str]) -> None:
        """Name an option that there is not, before what argparse took its value for."""
        known = self.known()
        for word in argv:
            if word == "--":
                return
            if word.startswith("--") and word.partition("=")[0] not in known:
                self.error(say("usage.unrecognized", given=word))

    def commands(self) -> dict[str, Parser]:
        """Return the parsers of the commands below this one, by their names."""
        # argparse lists them nowhere else.
        for action in self._actions:
            choices: object = action.choices
            if isinstance(choices, dict):
                return cast("dict[str, Parser]", choices)
        return {}

    def command(self, name: str) -> Parser:
        """Return the parser of a command.

        Raises:
            DoctorError: There is none; the message names the nearest.
        """
        commands = self.commands()
        if name not in commands:
            told = say("usage.no_command", command=repr(name), known=tuple(commands))
            raise DoctorError(with_nearest(told, name, commands))
        return commands[name]

    def actions(self) -> Sequence[argparse.Action]:
        """Return the arguments and options of this parser alone."""
        return self._actions

    def own_options(self) -> frozenset[str]:
        """Return the options of this parser alone."""
        return frozenset(one for action in self._actions for one in action.option_strings)

    def known(self) -> frozenset[str]:
        """Return the options and commands of this parser and of those below it."""
        below = self.commands()
        return self.own_options().union(below, *(parser.known() for parser in below.values()))


def _in_our_words(message: str) -> str:
    for pattern, template in _SAID.items():
        if found := pattern.fullmatch(message):
            values: dict[str, str | tuple[str, ...]] = {**found.groupdict()}
            if "known" in values:
                values["known"] = tuple(re.findall(r"[\w-]+", found["known"]))
            return say(template, **values)
    return message
