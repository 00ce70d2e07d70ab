"""What people call a type or a value that Codex wants, and what is there instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "type.string": "a string",
    "type.filled_string": "a string that is not empty",
    "type.boolean": "true or false",
    "type.integer": "a whole number",
    "type.integer_from": "a whole number from {low} up",
    "type.integer_to": "a whole number to {high}",
    "type.integer_between": "a whole number from {low} to {high}",
    "type.float": "a number with a point",
    "type.number": "a number",
    "type.number_from_0": "a number from 0 up",
    "type.number_finite": "a number that is finite",
    "type.number_64_bits": "a number of at most 64 bits",
    "type.number_larger": "a larger number",
    "type.number_beyond": "a number beyond 64 bits",
    "type.table": "a table",
    "type.table_with": "a table with {keys}",
    "type.table_without": "a table without {keys}",
    "type.table_with_both": "a table with both",
    "type.table_without_either": "a table without either",
    "type.list": "a list",
    "type.list_of": "a list of {names:,}",
    "type.list_with": "a list with {name} in it",
    "type.list_without": "a list without {name}",
    "type.list_filled": "a list that is not empty",
    "type.list_empty": "an empty list",
    "type.another_entry": "another entry",
    "type.time": "a date or time",
    "type.either": "{one} or {other}",
    "type.one_of": "one of {names:,}",
    "type.key": "there",
    "type.no_such_key": "no such key",
    "type.no_such_key_now": "no such key any more",
    "type.no_such_key_beside": "no such key beside {key}",
    "type.command_or_url": "a command or a url",
    "type.key_beside": "{key} beside it",
    "type.no_profile": "the name of no profile",
}
