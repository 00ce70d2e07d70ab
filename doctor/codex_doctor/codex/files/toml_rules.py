"""What people type that is no TOML: headers, keys and values, one rule for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.files.positions import index_positions, split_key
from codex_doctor.codex.files.toml_characters import (
    backslash,
    carriage_return,
    invisible,
    missing_quote,
    typographic_quote,
)
from codex_doctor.codex.files.toml_spots import Said, Spot

if TYPE_CHECKING:
    from collections.abc import Callable

_TRUE, _FALSE = ("True", "TRUE", "yes", "Yes", "YES", "on"), ("False", "FALSE", "no", "No", "off")
_WORDS = dict.fromkeys(_TRUE, "true") | dict.fromkeys(_FALSE, "false")
_NOTHING = {"None", "null", "nil", "NULL", "~", "undefined"}
_LINE = r"[^\s\"'\[\]{}=#][^\s\"'\[\]{}#]*(?: +[^\s\"'\[\]{}=#]+)*"
_BARE = r"[^\s\"'\[\]{},=#]+(?: +[^\s\"'\[\]{},=#]+)*"


def _header(spot: Spot) -> Said | None:
    text = spot.text.split("#", 1)[0].strip()
    if not text.startswith("[") or "Cannot" in spot.message or spot.opened is not None:
        return None
    inner = text.strip("[] \t")
    wanted = f"[[{inner}]]" if text.startswith("[[") else f"[{inner}]"
    after, fix = spot.parses(wanted), f"Write {wanted}."
    closed = re.match(r"\[\[?[^\[\]]*\]\]?(?=\s*[^\s\]])", text)
    if not inner:
        return Said("the table header has no name", spot.column, fix="Write a name into it.")
    if closed:
        why = "text follows the table header; each line holds one thing"
        return Said(why, spot.column, fix="Put it on a line of its own.")
    if text.startswith("[[") and not text.endswith("]]"):
        why = "the table header opens with [[ and does not close with ]]"
    elif not text.endswith("]"):
        why = "a bracket is missing at the end of the table header"
    elif text.count("]") > text.count("["):
        why = "the table header has one bracket too many"
    else:
        name, named = _quoted_name(inner)
        kind = "single quotes" if "'" in named else "quotes"
        why = f"the name in the table header is not valid; put it into {kind}"
        quoted = spot.parses(wanted.replace(inner, named))
        return Said(why, spot.column, quoted, fix=f"Put {name} into {kind}.")
    return Said(why, spot.column, after, fix=fix)


def _quoted_name(header: str) -> tuple[str, str]:
    """Return the part of a dotted name that needs quotes, and the name with them."""
    parts = header.split(".")
    odd = [number for number, part in enumerate(parts) if not re.fullmatch(r"[\w-]+", part)]
    first = odd[0] if odd else 0
    # A path has dots of its own, and in double quotes a backslash is an escape.
    is_path = any(mark in parts[first] for mark in "/\\")
    end = len(parts) if is_path else first + 1
    name = ".".join(parts[first:end])
    quote = "'" if "\\" in name else '"'
    return name, ".".join([*parts[:first], f"{quote}{name}{quote}", *parts[end:]])


def _twice(spot: Spot) -> Said | None:
    if not spot.message.startswith(("Cannot", "Duplicate")):
        return None
    if spot.message.startswith("Duplicate inline"):
        key = spot.message.rpartition(" key ")[2].strip("'\"")
        at = spot.text.rfind(key, 0, spot.column)
        why = f"the key {key} is defined twice"
        return Said(why, max(at, 0) + 1, fix="Remove one of the two.")
    column = len(spot.text) - len(spot.text.lstrip()) + 1
    text = spot.text.split("#", 1)[0].strip()
    is_table = text.startswith("[")
    name = text.strip("[] \t") if is_table else text.partition("=")[0].strip()
    if name.startswith("model_provider."):
        why = "providers are defined in model_providers, with an s; model_provider is a text"
        after = spot.parses(spot.text.replace("model_provider.", "model_providers.", 1))
        return Said(why, column, after, fix="Write model_providers.")
    first, value_above = _first(spot, name, is_table=is_table)
    where = f", first in line {first}" if first and first != spot.number else ""
    if value_above:
        why = f"{value_above} has a value already (line {first}), so {name} cannot be set below it"
        return Said(why, column, fix="Remove one of the two.")
    if is_table:
        why = f"the table [{name}] is defined twice{where or ', or something else has its name'}"
        return Said(why, column, fix="Put the lines of both under one header.")
    return Said(f"the key {name} is defined twice{where}", column, fix="Remove one of the lines.")


def _first(spot: Spot, name: str, *, is_table: bool) -> tuple[int, str]:
    """Return the line that defines this name first, and the part of it that is a value there."""
    lines = spot.whole.split("\n")[: spot.number - 1]
    header = next((one for one in reversed(lines) if re.match(r"\s*\[[^\[]", one)), "")
    table = () if is_table or not header else split_key(header.split("#", 1)[0].strip(" \t\r[]"))
    places = index_positions("\n".join(lines))
    path = (*table, *split_key(name))
    for end in range(len(path), len(table), -1):
        place = places.find(path[:end])
        if place is not None:
            plain = (place.line, place.column) != (place.value_line, place.value_column)
            return place.line, ".".join(path[:end]) if end < len(path) and plain else ""
    return 0, ""


def _comma(spot: Spot) -> Said | None:
    opened = spot.opened
    if opened is None:
        return None
    if spot.rest.startswith(","):
        after = spot.parses(spot.text[: spot.column - 1] + spot.text[spot.column :])
        return Said("a comma too many", spot.column, after, fix="Remove it.")
    if spot.message.startswith("Unclosed"):
        after = spot.parses(f"{spot.text[: spot.column - 1].rstrip()}, {spot.rest}")
        return Said("a comma is missing before this", spot.column, after, fix="Put a comma there.")
    return None


def _key(spot: Spot) -> Said | None:
    if not spot.message.startswith(("Expected '='", "Invalid statement", "Invalid initial")):
        return None
    text = spot.text.strip()
    if spot.opened is not None:
        return _inline_key(spot)
    if text.startswith("{") or (text.startswith('"') and text.rstrip(",").endswith(("{", "["))):
        why = "this looks like JSON; config.toml is TOML"
        return Said(why, spot.column, fix="Write it as TOML: key = value, and [table] headers.")
    colon = re.match(r"\s*([\"']?)([\w.-]+)\1\s*:\s*(.*?),?\s*$", spot.text)
    if colon:
        after = _pair(spot, colon[2], colon[3])
        return Said("a colon where TOML wants =", spot.column, after, fix="Write = instead.")
    if text.startswith("export "):
        why = "a shell command; config.toml holds key = value"
        return Said(why, 1, fix="Set variables in the shell, not here.")
    pair = re.match(r"\s*([\w.-]+)\s+([\"'\[{].*|[^\s=]+)$", spot.text)
    after = _pair(spot, pair[1], pair[2]) if pair else ""
    if after:
        return Said("there is no = between the key and its value", spot.column, after)
    if text.startswith("="):
        return Said("there is no key before the =", spot.column, fix="Write the key.")
    return _odd_key(spot)


def _pair(spot: Spot, key: str, value: str) -> str:
    """Return `key = value` if that parses, with quotes if it only does with them, else ""."""
    return spot.parses(f"{key} = {value}") or spot.parses(f'{key} = "{value}"')


def _inline_key(spot: Spot) -> Said:
    if spot.rest.startswith(":"):
        after = spot.parses(f"{spot.text[: spot.column - 1].rstrip()} = {spot.rest[1:].lstrip()}")
        return Said("a colon where TOML wants =", spot.column, after, fix="Write = instead.")
    return Said("there is no = after the key", spot.column, fix="Write key = value.")


def _odd_key(spot: Spot) -> Said:
    """Say what is wrong with a key's own characters."""
    key, equals, value = spot.text.partition("=")
    name = key.strip()
    if equals and re.search(r"(^|\.)\s*(\.|$)", name):
        return Said("a part of the dotted key is empty", spot.column, fix="Remove the dot.")
    if equals and re.search(r"[^\w.\s\"'-]|[^\x00-\x7f]", name):
        after = spot.parses(f'"{name}" ={value}') if '"' not in name else ""
        why = "a key with this character needs quotes"
        return Said(why, spot.column, after, fix="Put the key into quotes.")
    if equals and re.search(r"\S\s+\S", name):
        joined = "_".join(name.split())
        after = spot.parses(f"{joined} ={value}")
        return Said("a blank inside the key", spot.column, after, fix="Write _ instead.")
    return Said("there is no = after the key", spot.column, fix="Write key = value.")


def _odd_date(spot: Spot) -> Said | None:
    if not spot.message.startswith("Invalid date"):
        return None
    return Said("this is no date or time that TOML knows", spot.column, fix="Correct it.")


def _bare_value(spot: Spot) -> Said | None:
    if not spot.value_column or not spot.message.startswith(("Invalid value", "Expected newline")):
        return _no_value(spot) if spot.message == "Invalid value" else None
    whole = spot.message == "Invalid value" and spot.opened is None
    match = re.match(_LINE if whole else _BARE, spot.text[spot.value_column - 1 :])
    column = spot.value_column
    if match is None or column + len(match[0]) <= spot.column:
        return _no_value(spot) if spot.message == "Invalid value" else None
    word = match[0]
    if word in _WORDS:
        after = spot.parses(spot.with_value(word, _WORDS[word]))
        return Said(f"{word} is no TOML value; it is written {_WORDS[word]}", column, after)
    if word in _NOTHING:
        return Said(f"TOML has no {word}; leave the key out", column, fix="Remove the line.")
    number = _odd_number(word)
    if number:
        return Said(number, column, fix="Correct it, or put it into quotes if it is a text.")
    after = spot.parses(spot.with_value(word, f'"{word}"'))
    if not after and spot.message != "Invalid value":
        return None
    return Said("a text value needs quotes", column, after, fix="Put it into quotes.")


def _odd_number(word: str) -> str:
    """Say what is wrong with a word that looks like a number or date, "" for other words."""
    if re.fullmatch(r"[+-]?0\d[\d_.]*", word):
        return "a number must not begin with 0"
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[Tt ]+\d.*)?|\d{1,2}:\d\d(?::\d\d)?\S*", word):
        return "this is no date or time that TOML knows"
    if re.fullmatch(r"[+-]?(?:[\d_]*\.?[\d_]*(?:[eE][+-]?\d*)?|0[xXoObB]\w*)", word):
        return "this is no number that TOML knows"
    return ""


def _no_value(spot: Spot) -> Said | None:
    rest = spot.rest.strip()
    if not rest or rest.startswith("#"):
        return Said("the value is missing", spot.column, fix="Write the value, or remove the key.")
    if rest.startswith("="):
        after = spot.parses(spot.text[: spot.column - 1] + rest.lstrip("= "))
        return Said("one = too many", spot.column, after, fix="Remove it.")
    return None


def _trailing(spot: Spot) -> Said | None:
    rest = spot.rest.strip()
    cut = spot.text[: spot.column - 1].rstrip()
    if not spot.message.startswith("Expected newline"):
        return None
    if rest in {";", ","}:
        return Said(f"a {rest} after the value", spot.column, spot.parses(cut), fix="Remove it.")
    if re.fullmatch(r"[\]}]+", rest):
        return Said("a bracket too many", spot.column, spot.parses(cut), fix="Remove it.")
    return None


def _after_value(spot: Spot) -> Said | None:
    if not spot.message.startswith("Expected newline"):
        return None
    quote, rest = spot.value[:1], spot.rest.strip()
    if quote in {'"', "'"} and rest == quote:
        after = spot.parses(spot.text[: spot.column - 1] + spot.text[spot.column :])
        return Said("a quote too many", spot.column, after, fix="Remove it.")
    if quote in {'"', "'"} and rest[-1:] == quote:
        why = "a quote inside the text ends it; use the other kind of quote"
        return Said(why, spot.column, fix="Put the text into the other kind of quotes.")
    why = "text follows the value; one line holds one key = value"
    return Said(why, spot.column, fix="Put it on a line of its own, or behind a #.")


RULES: tuple[Callable[[Spot], Said | None], ...] = (
    carriage_return,
    typographic_quote,
    _header,
    _twice,
    backslash,
    invisible,
    missing_quote,
    _comma,
    _key,
    _trailing,
    _odd_date,
    _bare_value,
    _after_value,
)
