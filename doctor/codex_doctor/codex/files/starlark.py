"""Texts of rules for commands: parsed as Python's parser does it, and masked word by word.

Starlark is nearly a subset of Python. Masked, every word of a text has another one of its length,
the same for the same, so that a rule and its examples fit one another as they did.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Iterator

# Parameters of the three kinds of rules in their order, the needed ones first, and their number.
PARAMETERS = {
    "prefix_rule": (("pattern", "decision", "match", "not_match", "justification"), 1),
    "network_rule": (("host", "protocol", "decision", "justification"), 3),
    "host_executable": (("name", "paths"), 2),
}
# Parameters with words of Codex's own.
_CODEX_WORDS = ("decision", "protocol")
_STRING = Regex(r"([A-Za-z]*)('''|\"\"\"|'|\")(.*)\2", re.DOTALL)
# An escape stays as it is.
_WORD = Regex(
    r"\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|.)|(\w+)", re.DOTALL
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class SyntaxFlaw(Struct, frozen=True):
    """Why a text cannot be parsed, in the parser's words."""

    line: int
    column: int
    why: str


def parse_starlark(text: str) -> ast.Module | SyntaxFlaw | None:
    """Return the tree, or why there is none; None when that says nothing about Starlark."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes that Python dislikes and Starlark takes
            return ast.parse(text)
    except SyntaxError as exc:
        if "integer string conversion" in exc.msg:  # Starlark takes numbers of any length
            return None
        return SyntaxFlaw(exc.lineno or 1, exc.offset or 1, exc.msg)
    except (ValueError, RecursionError, MemoryError):
        return None


def name_arguments(call: ast.Call) -> dict[str, ast.expr]:
    """Return the arguments of a rule by name, those of something else as they are named."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    parameters, _ = PARAMETERS.get(name, ((), 0))
    named = {one.arg: one.value for one in call.keywords if one.arg}
    return {**dict(zip(parameters, call.args, strict=False)), **named}


def mask_starlark(text: str, tree: ast.Module) -> str:
    """Return the text with other words in its strings and without comments.

    Returns:
        "" when it is not known where all strings are.
    """
    kept = set(_codex_words(text, tree))
    words: dict[str, str] = {}
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    pieces: list[str] = []
    last = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            (row, column), (end_row, end_column) = token.start, token.end
            start, end = starts[row - 1] + column, starts[end_row - 1] + end_column
            if token.type == tokenize.COMMENT:
                pieces += (text[last:start], "#")
                last = end
            elif token.type == tokenize.STRING and token.start not in kept:
                pieces += (text[last:start], _mask_string(token.string, words))
                last = end
            elif tokenize.tok_name[token.type].startswith("FSTRING"):
                return ""
    except (tokenize.TokenError, SyntaxError, _UnknownStringError):
        return ""
    return "".join(pieces) + text[last:]


class _UnknownStringError(ValueError):
    """A string of which it is not known what is in it."""


def _codex_words(text: str, tree: ast.Module) -> Iterator[tuple[int, int]]:
    """Yield where the strings begin whose words are Codex's own."""
    lines = text.split("\n")
    for node in ast.walk(tree):
        for name, value in name_arguments(node).items() if isinstance(node, ast.Call) else ():
            if name in _CODEX_WORDS and isinstance(value, ast.Constant):
                before = lines[value.lineno - 1].encode()[: value.col_offset]
                yield value.lineno, len(before.decode())


def _mask_string(token: str, words: dict[str, str]) -> str:
    found = _STRING.fullmatch(token)
    if found is None or "f" in found[1].lower():
        raise _UnknownStringError
    prefix, quote, body = found.groups()

    def other(match: re.Match[str]) -> str:
        return _other_word(match[1], words) if match[1] else match[0]

    return f"{prefix}{quote}{_WORD.sub(other, body)}{quote}"


def _other_word(word: str, words: dict[str, str]) -> str:
    """Return the word that stands for this one; those of one length are counted."""
    if word not in words:
        left = sum(len(one) == len(word) for one in words)
        letters = [""] * len(word)
        for at in reversed(range(len(word))):
            left, letter = divmod(left, len(_LETTERS))
            letters[at] = _LETTERS[letter]
        words[word] = "".join(letters)
    return words[word]
