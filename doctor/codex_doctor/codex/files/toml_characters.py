"""What people type that is no TOML, character by character: quotes, backslashes, invisible ones."""

from __future__ import annotations

import re
import unicodedata

from codex_doctor.codex.files.toml_comments import outside_strings
from codex_doctor.codex.files.toml_spots import Said, Spot
from codex_doctor.words.sentence import say

_DOUBLE, _SINGLE = "“”„‟«»＂", "‘’‚‛＇"
_TYPOGRAPHIC = _DOUBLE + _SINGLE
_STRAIGHT = str.maketrans(dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_SINGLE, "'"))
_LINE_ENDS_INSIDE = ("Illegal character '\\n'", "Found invalid character '\\n'", "Unterminated")


def carriage_return(spot: Spot) -> Said | None:
    """Return a carriage return that ends a line alone."""
    at = spot.text.find("\r")
    if at < 0:
        return None
    why = say("toml.carriage_return")
    return Said(why, at + 1, fix=say("toml.save_line_ends"))


def typographic_quote(spot: Spot) -> Said | None:
    """Return a quote of a word processor."""
    at = next((i for i in outside_strings(spot.text) if spot.text[i] in _TYPOGRAPHIC), -1)
    if at < 0:
        return None
    plain = spot.text.translate(_STRAIGHT)
    straight = spot.parses(plain) or spot.parses(plain.rstrip() + plain[at])
    why = say("toml.typographic_quote")
    return Said(why, at + 1, straight, fix=say("toml.write_straight_quotes"))


def invisible(spot: Spot) -> Said | None:
    """Return a character that nobody sees and TOML does not take there."""
    outside = set(outside_strings(spot.text))
    for at, character in enumerate(spot.text):
        category = unicodedata.category(character)
        control = category == "Cc" and character != "\t"
        blank = category in {"Zs", "Zl", "Zp"} and character != " "
        if not control and (at not in outside or not (blank or category == "Cf")):
            continue
        code = f"U+{ord(character):04X}"
        name = _name_of(character)
        clean = "".join(
            " " if unicodedata.category(c) == "Zs" else c
            for c in spot.text
            if c == "\t" or unicodedata.category(c) not in {"Cf", "Cc", "Zl", "Zp"}
        )
        why = say("toml.invisible_character", name=name, code=code)
        return Said(why, at + 1, spot.parses(clean), fix=say("toml.retype"))
    return None


def _name_of(character: str) -> str:
    match character:
        case "\x00":
            return "NUL"
        case "\x7f":
            return "delete"
        case "\ufeff":
            return say("toml.byte_order_mark")
        case _:
            return unicodedata.name(character, "").lower() or say("toml.control_character")


def escaped_quote(spot: Spot) -> Said | None:
    """Return quotes with a backslash before them, as within a string of another program."""
    if not spot.value.startswith('\\"'):
        return None
    after = spot.parses(spot.text.replace('\\"', '"'))
    why = say("toml.escaped_quote")
    return Said(why, spot.value_column, after, fix=say("toml.remove")) if after else None


def backslash(spot: Spot) -> Said | None:
    """Return an escape that is none: mostly a Windows path."""
    if not spot.message.startswith(("Unescaped", "Invalid hex", "Escaped character")):
        return None
    at = max(spot.text.rfind("\\", 0, spot.column + 1), 0)
    after = re.sub(
        r'"((?:[^"\\]|\\.)*)"', lambda m: f"'{m[1]}'" if "\\" in m[1] else m[0], spot.text
    )
    why = say("toml.backslash")
    fix = say("toml.single_quotes_or_doubled")
    return Said(why, at + 1, spot.parses(after), fix=fix)


def missing_quote(spot: Spot) -> Said | None:
    """Return a quote that is not there."""
    if spot.message.startswith(_LINE_ENDS_INSIDE):
        opening = _last_quote(spot.text[: spot.column])
        quote = spot.text[opening] if opening >= 0 else '"'
        after = spot.parses(_shut(spot.text, opening, quote))
        return Said(
            say("toml.quote_not_closed"),
            max(opening, 0) + 1,
            after,
            fix=say("toml.add", quote=quote),
        )
    value = spot.value
    quote = value[-1:]
    if spot.message == "Invalid value" and quote in {'"', "'"} and value[:1] != quote:
        after = spot.parses(spot.with_value(value, quote + value))
        return Said(
            say("toml.opening_quote_missing"), spot.column, after, fix=say("toml.add", quote=quote)
        )
    return None


def _shut(text: str, opening: int, quote: str) -> str:
    """Close a quote: at the end of the line, or before a comment that follows two blanks."""
    head, blanks, comment = text.rstrip().partition(" #")
    if blanks and len(head) > opening:
        return f"{head.rstrip()}{quote} #{comment}"
    return text.rstrip() + quote


def _last_quote(text: str) -> int:
    """Return the index of the quote that opens the string in which the text ends."""
    quote, opened, escaped = "", -1, False
    for at, character in enumerate(text):
        if escaped:
            escaped = False
        elif quote and character == "\\" and quote == '"':
            escaped = True
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote, opened = character, at
    return opened
