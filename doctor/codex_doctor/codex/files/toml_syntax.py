"""Says in words what is wrong with a TOML text that does not parse, and shows the line.

The parser tells where it stopped; people need to know what they typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tomli

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPOGRAPHIC = "“”„‟«»‘’‚‛"
_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'"))
_WORDS = {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false"} | {
    "yes": "true",
    "no": "false",
    "on": "true",
    "off": "false",
    "Yes": "true",
    "No": "false",
}
_NOTHING = {"None", "null", "nil", "NULL", "~"}


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Where a text stops being TOML.

    Attributes:
        why: What is wrong, in a few words.
        line: Counted from 1.
        column: Counted from 1, in characters.
        after: The line as it should be, "" when that cannot be told.
    """

    why: str
    line: int
    column: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Spot:
    """The line where the parser stopped, and the one before it."""

    text: str
    column: int
    message: str

    @property
    def rest(self) -> str:
        return self.text[self.column - 1 :]

    @property
    def value(self) -> str:
        return self.text.partition("=")[2].strip()

    def with_value(self, value: str) -> str:
        """Return the line with another value."""
        return f"{self.text.partition('=')[0].rstrip()} = {value}"


def explain_error(text: str, error: tomli.TOMLDecodeError) -> SyntaxFault:
    """Explain a tomli error; `text` is what it was raised for."""
    lines = text.split("\n")
    number = max(1, min(error.lineno, len(lines)))
    # The parser notices an open bracket at the end of the file only.
    if error.msg.startswith(("Unclosed", "Unterminated")):
        number, column = _opening(lines, error.msg)
        spot = _Spot(lines[number - 1].rstrip("\r"), column, error.msg)
    else:
        spot = _Spot(lines[number - 1].rstrip("\r"), error.colno, error.msg)
    for rule in _RULES:
        found = rule(spot)
        if found is not None:
            why, column, after = found
            return SyntaxFault(why, number, column, after)
    return SyntaxFault(_plain(error.msg), number, spot.column)


Ruling = tuple[str, int, str] | None


def _carriage_return(spot: _Spot) -> Ruling:
    at = spot.text.find("\r")
    if at < 0:
        return None
    return "a line ends in a carriage return alone; TOML wants a line feed", at + 1, ""


def _typographic_quote(spot: _Spot) -> Ruling:
    at = next((i for i, c in enumerate(spot.text) if c in _TYPOGRAPHIC), -1)
    if at < 0 or "#" in spot.text[:at]:
        return None
    straight = spot.text.translate(_STRAIGHT)
    return 'a typographic quote; TOML wants "', at + 1, straight if _parses(straight) else ""


def _invisible(spot: _Spot) -> Ruling:
    for at, character in enumerate(spot.text):
        category = unicodedata.category(character)
        odd = category in {"Cf", "Cc", "Zs"} and character not in " \t"
        if odd and (at >= spot.column - 2 or not spot.message.startswith("Illegal")):
            name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
            after = "".join(
                " " if unicodedata.category(c) == "Zs" else c
                for c in spot.text
                if unicodedata.category(c) not in {"Cf", "Cc"} or c == "\t"
            )
            why = f"an invisible character ({name}, U+{ord(character):04X})"
            return why, at + 1, after if _parses(after) else ""
    return None


def _backslash(spot: _Spot) -> Ruling:
    if not spot.message.startswith(("Unescaped", "Invalid hex", "Escaped character")):
        return None
    at = max(spot.text.rfind("\\", 0, spot.column + 1), 0)
    after = re.sub(
        r'"((?:[^"\\]|\\.)*)"', lambda m: f"'{m[1]}'" if "\\" in m[1] else m[0], spot.text
    )
    why = "a backslash inside double quotes begins an escape; a path wants single quotes"
    return why, at + 1, after if _parses(after) else ""


def _missing_quote(spot: _Spot) -> Ruling:
    if spot.message.startswith(("Illegal character '\\n'", "Unterminated", 'Expected "\'"')):
        opening = _last_quote(spot.text[: spot.column])
        quote = spot.text[opening] if opening >= 0 else '"'
        after = spot.text.rstrip() + quote
        return "a quote is not closed", max(opening, 0) + 1, after if _parses(after) else ""
    value = spot.value
    if spot.message == "Invalid value" and value[-1:] in {'"', "'"} and value[0] != value[-1]:
        quote = value[-1]
        return "the opening quote is missing", spot.column, spot.with_value(quote + value)
    return None


def _header(spot: _Spot) -> Ruling:
    text = spot.text.split("#", 1)[0].strip()
    if not text.startswith("["):
        return None
    inner = text.strip("[] \t")
    if "Cannot" in spot.message:
        why = f"the table [{inner}] is defined twice, or something else has its name"
        if inner.startswith("model_provider."):
            why = "providers are defined in model_providers, with an s; model_provider is a text"
        return why, spot.text.index("[") + 1, ""
    wanted = f"[[{inner}]]" if text.startswith("[[") else f"[{inner}]"
    if text.startswith("[[") and not text.endswith("]]"):
        why = "the table header opens with [[ and does not close with ]]"
    elif not text.endswith("]"):
        why = "a bracket is missing at the end of the table header"
    elif text.endswith("]]") and not text.startswith("[["):
        why = "the table header has one bracket too many"
    else:
        return "the name in the table header is not valid; quote it", spot.column, ""
    return why, spot.column, wanted if _parses(wanted) else ""


def _twice(spot: _Spot) -> Ruling:
    if not spot.message.startswith(("Cannot", "Duplicate")):
        return None
    key = spot.text.partition("=")[0].strip()
    column = len(spot.text) - len(spot.text.lstrip()) + 1
    return f"the key {key} is defined twice", column, ""


def _equals(spot: _Spot) -> Ruling:
    if not spot.message.startswith(("Expected '='", "Invalid statement")):
        return None
    text = spot.text.strip()
    if text.startswith("{") or (text.startswith('"') and text.rstrip(",").endswith(("{", "["))):
        return "this looks like JSON; config.toml is TOML", spot.column, ""
    colon = re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*:\s*(.*?),?\s*$", spot.text)
    if colon:
        after = f"{colon[1]} = {colon[2]}"
        return "a colon where TOML wants =", spot.column, after if _parses(after) else ""
    if text.startswith("export "):
        return "a shell command; config.toml holds key = value", 1, ""
    pair = re.match(r"\s*([\w.-]+)\s+([\"'\[{0-9tf].*)$", spot.text)
    if pair and _parses(f"{pair[1]} = {pair[2]}"):
        return "there is no = between the key and its value", spot.column, f"{pair[1]} = {pair[2]}"
    if text.startswith("="):
        return "there is no key before the =", spot.column, ""
    return "there is no = after the key", spot.column, ""


def _bare_word(spot: _Spot) -> Ruling:
    if spot.message != "Invalid value":
        return None
    value = spot.value
    word = value.split("#", 1)[0].strip()
    if not word:
        return "the value is missing", spot.column, ""
    if word in _WORDS:
        after = spot.with_value(_WORDS[word])
        return f"{word} is no TOML value; it is written {_WORDS[word]}", spot.column, after
    if word in _NOTHING:
        return f"TOML has no {word}; leave the key out", spot.column, ""
    if re.fullmatch(r"[^\s\"'\[\]{},]+(?: [^\s\"'\[\]{},=]+)*", word):
        return "a text value needs quotes", spot.column, spot.with_value(f'"{word}"')
    return None


def _after_value(spot: _Spot) -> Ruling:
    if not spot.message.startswith("Expected newline"):
        return None
    rest = spot.rest.strip()
    if rest in {";", ","}:
        cut = spot.text[: spot.column - 1].rstrip()
        return f"a {rest} after the value", spot.column, cut
    if re.fullmatch(r"[\]}]+", rest):
        cut = spot.text[: spot.column - 1].rstrip()
        return "a bracket too many", spot.column, cut if _parses(cut) else ""
    if spot.value[:1] in {'"', "'"} and rest[-1:] == spot.value[0]:
        return "a quote inside the text ends it; use the other kind of quote", spot.column, ""
    if re.match(r"0\d", spot.value):
        return "a number must not begin with 0", spot.column, ""
    return "text follows the value; one line holds one key = value", spot.column, ""


def _unclosed(spot: _Spot) -> Ruling:
    if spot.message == "Unclosed array":
        return "the bracket [ is not closed", spot.column, ""
    if spot.message == "Unclosed inline table":
        return "the brace { is not closed", spot.column, ""
    return None


_RULES: tuple[Callable[[_Spot], Ruling], ...] = (
    _carriage_return,
    _typographic_quote,
    _unclosed,
    _header,
    _twice,
    _backslash,
    _invisible,
    _missing_quote,
    _equals,
    _bare_word,
    _after_value,
)


def _opening(lines: list[str], message: str) -> tuple[int, int]:
    """Return where the bracket or quote that is never closed was probably opened."""
    opening = {"Unclosed array": "[", "Unclosed inline table": "{"}.get(message, '"""')
    for wanted in (opening, "'''", '"'):
        for number in range(len(lines), 0, -1):
            _, equals, value = lines[number - 1].partition("=")
            if equals and value.lstrip().startswith(wanted):
                return number, lines[number - 1].index(wanted) + 1
    return len(lines), 1


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


def _parses(line: str) -> bool:
    try:
        tomli.loads(line)
    except (tomli.TOMLDecodeError, RecursionError):
        return False
    return True


def _plain(message: str) -> str:
    """Return the parser's words with a small first letter."""
    return message[:1].lower() + message[1:]
