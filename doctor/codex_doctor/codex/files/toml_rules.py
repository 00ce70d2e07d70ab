"""What people type that is no TOML: headers, keys and values, one rule for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.files.positions import index_positions, split_key
from codex_doctor.codex.files.toml_characters import (
    backslash,
    carriage_return,
    escaped_quote,
    invisible,
    missing_quote,
    typographic_quote,
)
from codex_doctor.codex.files.toml_comments import foreign_comment
from codex_doctor.codex.files.toml_conflicts import merge_conflict
from codex_doctor.codex.files.toml_spots import Said, Spot
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable

_TRUE, _FALSE = ("True", "TRUE", "yes", "Yes", "YES", "on"), ("False", "FALSE", "no", "No", "off")
_WORDS = dict.fromkeys(_TRUE, "true") | dict.fromkeys(_FALSE, "false")
# Tables of tables that have names of the user's.
_BY_NAME = Regex(r"(mcp_servers|model_providers|profiles)[^\w.\"'-]+([\w-]+)")
_NOTHING = {"None", "null", "nil", "NULL", "~", "undefined"}
_LINE = r"[^\s\"'\[\]{}=#][^\s\"'\[\]{}#]*(?: +[^\s\"'\[\]{}=#]+)*"
_BARE = r"[^\s\"'\[\]{},=#]+(?: +[^\s\"'\[\]{},=#]+)*"


def _header(spot: Spot) -> Said | None:
    text = spot.text.split("#", 1)[0].strip()
    if not text.startswith("[") or "Cannot" in spot.message or spot.opened is not None:
        return None
    inner = text.strip("[] \t")
    wanted = f"[[{inner}]]" if text.startswith("[[") else f"[{inner}]"
    after, fix = spot.parses(wanted), say("toml.write", wanted=wanted)
    closed = re.match(r"\[\[?[^\[\]]*\]\]?(?=\s*[^\s\]])", text)
    if not inner:
        return Said(say("toml.header_without_name"), spot.column, fix=say("toml.write_name"))
    if closed:
        why = say("toml.text_after_header")
        return Said(why, spot.column, fix=say("toml.put_on_own_line"))
    if text.startswith("[[") and not text.endswith("]]"):
        why = say("toml.header_brackets_differ")
    elif not text.endswith("]"):
        why = say("toml.header_bracket_missing")
    elif text.count("]") > text.count("["):
        why = say("toml.header_bracket_too_many")
    elif parted := _BY_NAME.fullmatch(inner):
        dotted = f"[{parted[1]}.{parted[2]}]"
        why, fix = say("toml.header_without_dot"), say("toml.write", wanted=dotted)
        return Said(why, spot.column, spot.parses(dotted), fix=fix)
    else:
        name, named = _quoted_name(inner)
        kind = say("toml.single_quotes" if "'" in named else "toml.quotes")
        why = say("toml.header_name_invalid", kind=kind)
        quoted = spot.parses(wanted.replace(inner, named))
        return Said(why, spot.column, quoted, fix=say("toml.put_into", name=name, kind=kind))
    return Said(why, spot.column, after, fix=fix)


def _quoted_name(header: str) -> tuple[str, str]:
    """Return the part of a dotted name that needs quotes, and the name with them."""
    parts = header.split(".")
    odd = [number for number, part in enumerate(parts) if not re.fullmatch(r"[\w-]+", part)]
    first = odd[0] if odd else 0
    # A path has dots of its own, and in double quotes a backslash is an escape.
    is_path = any(mark in parts[first] for mark in "/\\")
    end = len(parts) if is_path else first + 1
    # A quote that is not closed is none.
    name = ".".join(parts[first:end]).strip("\"'")
    quote = "'" if "\\" in name else '"'
    return name, ".".join([*parts[:first], f"{quote}{name}{quote}", *parts[end:]])


def _twice(spot: Spot) -> Said | None:
    if not spot.message.startswith(("Cannot", "Duplicate")):
        return None
    if spot.message.startswith("Duplicate inline"):
        key = spot.message.rpartition(" key ")[2].strip("'\"")
        at = spot.text.rfind(key, 0, spot.column)
        why = say("toml.key_twice", key=key)
        return Said(why, max(at, 0) + 1, fix=say("toml.remove_one_of_two"))
    column = len(spot.text) - len(spot.text.lstrip()) + 1
    text = spot.text.split("#", 1)[0].strip()
    is_table = text.startswith("[")
    name = text.strip("[] \t") if is_table else text.partition("=")[0].strip()
    if name.startswith("model_provider."):
        why = say("toml.model_provider_table")
        after = spot.parses(spot.text.replace("model_provider.", "model_providers.", 1))
        return Said(why, column, after, fix=say("toml.write_model_providers"))
    first, value_above = _first(spot, name, is_table=is_table)
    is_known = bool(first) and first != spot.number
    if value_above:
        why = say("toml.value_above", value_above=value_above, first=first, name=name)
        return Said(why, column, fix=say("toml.remove_one_of_two"))
    if is_table:
        why = say("toml.table_twice", table=name)
        if is_known:
            why = say("toml.table_twice_since", table=name, first=first)
        return Said(why, column, fix=say("toml.join_tables"))
    why = say("toml.key_twice", key=name)
    if is_known:
        why = say("toml.key_twice_since", key=name, first=first)
    return Said(why, column, fix=say("toml.remove_one_line"))


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
        return Said(say("toml.comma_too_many"), spot.column, after, fix=say("toml.remove"))
    if spot.message.startswith("Unclosed"):
        before = spot.text[: spot.column - 1].rstrip()
        # A comma goes behind what stands before it, in the line above.
        after = spot.parses(f"{before}, {spot.rest}") if before else ""
        return Said(say("toml.comma_missing"), spot.column, after, fix=say("toml.put_comma"))
    return None


def _key(spot: Spot) -> Said | None:
    if not spot.message.startswith(("Expected '='", "Invalid statement", "Invalid initial")):
        return None
    text = spot.text.strip()
    if spot.opened is not None:
        return _inline_key(spot)
    if text.startswith("{") or (text.startswith('"') and text.rstrip(",").endswith(("{", "["))):
        why = say("toml.looks_like_json")
        return Said(why, spot.column, fix=say("toml.write_as_toml"))
    colon = re.match(r"\s*([\"']?)([\w.-]+)\1\s*:\s*(.*?),?\s*$", spot.text)
    if colon:
        after = _pair(spot, colon[2], colon[3])
        return Said(say("toml.colon"), spot.column, after, fix=say("toml.write_equals"))
    if text.startswith("export "):
        why = say("toml.shell_command")
        return Said(why, 1, fix=say("toml.set_in_shell"))
    pair = re.match(r"\s*([\w.-]+)\s+([\"'\[{].*|[^\s=]+)$", spot.text)
    after = _pair(spot, pair[1], pair[2]) if pair else ""
    if after:
        return Said(say("toml.no_equals_between"), spot.column, after)
    if text.startswith("="):
        return Said(say("toml.no_key"), spot.column, fix=say("toml.write_key"))
    return _odd_key(spot)


def _pair(spot: Spot, key: str, value: str) -> str:
    """Return `key = value` if that parses, with quotes if it only does with them, else ""."""
    return spot.parses(f"{key} = {value}") or spot.parses(f'{key} = "{value}"')


def _inline_key(spot: Spot) -> Said:
    if spot.rest.startswith(":"):
        after = spot.parses(f"{spot.text[: spot.column - 1].rstrip()} = {spot.rest[1:].lstrip()}")
        return Said(say("toml.colon"), spot.column, after, fix=say("toml.write_equals"))
    return Said(say("toml.no_equals"), spot.column, fix=say("toml.write_key_value"))


def _odd_key(spot: Spot) -> Said:
    """Say what is wrong with a key's own characters."""
    key, equals, value = spot.text.partition("=")
    name = key.strip()
    if equals and re.search(r"(^|\.)\s*(\.|$)", name):
        return Said(say("toml.empty_part"), spot.column, fix=say("toml.remove_dot"))
    if equals and re.search(r"[^\w.\s\"'-]|[^\x00-\x7f]", name):
        after = spot.parses(f'"{name}" ={value}') if '"' not in name else ""
        why = say("toml.key_needs_quotes")
        return Said(why, spot.column, after, fix=say("toml.put_key_into_quotes"))
    if equals and re.search(r"\S\s+\S", name):
        joined = "_".join(name.split())
        after = spot.parses(f"{joined} ={value}")
        return Said(
            say("toml.blank_inside_key"), spot.column, after, fix=say("toml.write_underscore")
        )
    return Said(say("toml.no_equals"), spot.column, fix=say("toml.write_key_value"))


def _odd_date(spot: Spot) -> Said | None:
    if not spot.message.startswith("Invalid date"):
        return None
    return Said(say("toml.no_date"), spot.column, fix=say("toml.correct"))


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
        return Said(say("toml.other_spelling", word=word, right=_WORDS[word]), column, after)
    if word in _NOTHING:
        return Said(say("toml.no_such_value", word=word), column, fix=say("toml.remove_line"))
    number = _odd_number(word)
    if number:
        return Said(number, column, fix=say("toml.correct_or_quote"))
    plain = word.strip("`")
    after = spot.parses(spot.with_value(word, f'"{plain}"'))
    if not after and spot.message != "Invalid value":
        return None
    return Said(say("toml.text_needs_quotes"), column, after, fix=say("toml.put_into_quotes"))


def _odd_number(word: str) -> str:
    """Say what is wrong with a word that looks like a number or date, "" for other words."""
    if re.fullmatch(r"[+-]?0\d[\d_.]*", word):
        return say("toml.leading_zero")
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[Tt ]+\d.*)?|\d{1,2}:\d\d(?::\d\d)?\S*", word):
        return say("toml.no_date")
    if re.fullmatch(r"[+-]?(?:[\d_]*\.?[\d_]*(?:[eE][+-]?\d*)?|0[xXoObB]\w*)", word):
        return say("toml.no_number")
    return ""


def _no_value(spot: Spot) -> Said | None:
    rest = spot.rest.strip()
    if not rest or rest.startswith("#"):
        return Said(say("toml.value_missing"), spot.column, fix=say("toml.write_value_or_remove"))
    if rest.startswith("="):
        after = spot.parses(spot.text[: spot.column - 1] + rest.lstrip("= "))
        return Said(say("toml.equals_too_many"), spot.column, after, fix=say("toml.remove"))
    return None


def _trailing(spot: Spot) -> Said | None:
    rest = spot.rest.strip()
    cut = spot.text[: spot.column - 1].rstrip()
    if not spot.message.startswith("Expected newline"):
        return None
    if rest in {";", ","}:
        return Said(
            say("toml.after_value", rest=rest),
            spot.column,
            spot.parses(cut),
            fix=say("toml.remove"),
        )
    if re.fullmatch(r"[\]}]+", rest):
        return Said(
            say("toml.bracket_too_many"), spot.column, spot.parses(cut), fix=say("toml.remove")
        )
    return None


def _after_value(spot: Spot) -> Said | None:
    if not spot.message.startswith("Expected newline"):
        return None
    quote, rest = spot.value[:1], spot.rest.strip()
    if quote in {'"', "'"} and rest == quote:
        after = spot.parses(spot.text[: spot.column - 1] + spot.text[spot.column :])
        return Said(say("toml.quote_too_many"), spot.column, after, fix=say("toml.remove"))
    if quote in {'"', "'"} and rest[-1:] == quote:
        why = say("toml.quote_inside")
        return Said(why, spot.column, fix=say("toml.put_into_other_quotes"))
    why = say("toml.text_after_value")
    return Said(why, spot.column, fix=say("toml.put_on_own_line_or_comment"))


RULES: tuple[Callable[[Spot], Said | None], ...] = (
    carriage_return,
    merge_conflict,
    foreign_comment,
    escaped_quote,
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
