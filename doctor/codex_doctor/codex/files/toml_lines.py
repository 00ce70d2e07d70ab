"""What single lines of a TOML text may have been meant to be, and what is left of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.files.toml_comments import behind_value, with_sign, without_comment
from codex_doctor.codex.files.toml_nested import nested
from codex_doctor.codex.files.toml_spots import LineChange, Mending
from codex_doctor.codex.files.toml_twice import braces, json_file, same_key, same_table
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.codex.files.toml_spots import Spot

_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'"
_NUMBER = Regex(r"([-+]?)(0[xXoObB][0-9a-fA-F_]+|\d{1,3}(?:,\d{3})+|[\d_]+)(?=\s*(?:#|$))")


# ----- brackets and quotes


def commas(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose a comma behind each thing of a bracket that goes over lines and is closed."""
    opened = spot.opened
    if opened is None:
        return
    lines = spot.whole.split("\n")
    other = "]" if opened.bracket == "[" else "}"
    rows = [(one, *without_comment(lines[one - 1])) for one in range(opened.line, len(lines) + 1)]
    ends = (at for at, (_, code, _) in enumerate(rows) if code.rstrip(", \t\r").endswith(other))
    inside = rows[: next(ends, -1) + 1]
    # What closes it is nothing that stands in it.
    filled = [
        (one, code.rstrip(), note) for one, code, note in inside if code.strip(f"{other}, \t\r")
    ]
    changes = tuple(
        LineChange(number, f"{code},{note}")
        for number, code, note in filled[:-1]
        if not code.endswith((",", "[", "{"))
    )
    if changes:
        fix = say("toml.write_lines") if len(changes) > 1 else say("toml.put_comma")
        yield Mending(changes, fix)


def _close(spot: Spot, line: int) -> Iterator[Mending]:
    """Propose a closing bracket where one is missing."""
    opened = spot.opened
    if opened is None:
        return
    other = "]" if opened.bracket == "[" else " }"
    lines = spot.whole.split("\n")
    # Behind a bracket that ends its line stands what is in it.
    is_bare = not lines[opened.line - 1][opened.column :].strip()
    first = (spot.number - 1, line) if is_bare and line == opened.line else (line, spot.number - 1)
    for number in dict.fromkeys((*first, spot.number, len(lines) - 1)):
        if line <= number <= len(lines):
            code, comment = without_comment(lines[number - 1])
            if code.strip():
                after = f"{code.rstrip().rstrip(',')}{other}{comment}"
                yield Mending(
                    (LineChange(number, after),), say("toml.close", closing=other.strip())
                )


def _join(spot: Spot, line: int) -> Iterator[Mending]:
    """Propose one line for a text that goes over two, which no single quote may."""
    lines = spot.whole.split("\n")
    if line < len(lines):
        joined = f"{lines[line - 1].rstrip()} {lines[line].lstrip()}"
        if joined.count('"') == 2 and "=" not in lines[line]:
            changes = (LineChange(line, joined), LineChange(line + 1, None))
            yield Mending(changes, say("toml.write_in_one_line"))


def _other_quotes(spot: Spot, _line: int) -> Iterator[Mending]:
    value = spot.value
    if value[:1] in {'"', "'"} and value[-1:] == value[:1]:
        inner, quote = value[1:-1], value[0]
        other = "'" if quote == '"' else '"'
        if other not in inner and "\\" not in inner and not re.search(r"[\"']\s*[\"']", value):
            after = spot.with_value(value, f"{other}{inner}{other}")
            yield Mending((LineChange(spot.number, after),), say("toml.use_other_quotes"))


# ----- several things on a line


def _split(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose a line for each of several keys, and for what stands behind a header."""
    match = re.match(rf"(\s*[\w.-]+\s*=\s*(?:{_STRING}|[\w.+-]+))\s*[,;]?\s+(\w.*=.*)$", spot.text)
    match = match or re.match(r"(\s*\[\[?[^\[\]\"']+\]\]?)\s*([\w\"'].*=.*)$", spot.text)
    if match:
        after = f"{match[1]}\n{match[2]}"
        yield Mending((LineChange(spot.number, after),), say("toml.put_each_on_own_line"))


def _first_value(spot: Spot, _line: int) -> Iterator[Mending]:
    match = re.match(rf"(\s*[\w.-]+\s*=\s*(?:{_STRING}))\s*(?:{_STRING})\s*$", spot.text)
    if match:
        yield Mending((LineChange(spot.number, match[1]),), say("toml.keep_one"))


# ----- values and lines that are none


def _number(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose the number that was meant by one that is written as other languages do."""
    match = _NUMBER.match(spot.value)
    if not match:
        return
    digits = match[2]
    if digits[:2].lower() in {"0x", "0o", "0b"}:
        plain = f"0{digits[1].lower()}{digits[2:].strip('_')}"
    else:
        plain = re.sub("[_,]+", "_", digits.strip("_")).lstrip("0") or "0"
        plain = match[1] + plain
    after = spot.with_value(match[0], plain)
    yield Mending((LineChange(spot.number, after),), say("toml.write", wanted=plain))


def _remove(spot: Spot, line: int) -> Iterator[Mending]:
    """Propose to remove the line; a header stays, since its keys would slide into another table."""
    text = spot.whole.split("\n")[line - 1]
    if not text.lstrip().startswith("[") or not text.split("#", 1)[0].strip("[] \t"):
        yield Mending((LineChange(line, None),), say("toml.remove_line"))


PROPOSALS: tuple[Callable[[Spot, int], Iterator[Mending]], ...] = (
    json_file,
    braces,
    nested,
    with_sign,
    same_table,
    same_key,
    commas,
    _close,
    _join,
    _split,
    _first_value,
    _other_quotes,
    _number,
    behind_value,
    _remove,
)
