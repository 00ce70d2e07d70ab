"""What to do about a key of YAML whose value stands in the lines below it, further to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomli

from codex_doctor.codex.files.toml_spots import LineChange, Mending
from codex_doctor.codex.files.toml_values import write_key, write_value
from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.codex.files.toml_spots import Spot

_PAIR = Regex(r"(\s*)([\"']?)([\w./-]+)\2:(?:[ \t]+(\S.*?))?[ \t\r]*")
_ENTRY = Regex(r"(\s*)- +(\S.*?)[ \t\r]*")
_MOST_LINES = 200


def nested(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose one line with the table or the list that stands below a key."""
    head = _PAIR.fullmatch(spot.text)
    if head is None or head[4] is not None:
        return
    below = _below(spot.whole.split("\n")[spot.number :], len(head[1]))
    value = _value(below) if 0 < len(below) <= _MOST_LINES else None
    if value is not None:
        first = LineChange(spot.number, f"{head[1]}{write_key(head[3])} = {write_value(value)}")
        gone = (LineChange(spot.number + at + 1, None) for at in range(len(below)))
        yield Mending((first, *gone), say("toml.write_lines"))


def _below(lines: Sequence[str], indent: int) -> list[str]:
    """Return the lines that stand further to the right, up to the first that does not."""
    ends = (at for at, line in enumerate(lines) if line.strip() and _indent(line) <= indent)
    found = list(lines[: next(ends, len(lines))])
    while found and not found[-1].strip():
        found.pop()
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _value(lines: Sequence[str]) -> Any:
    """Return the table or the list that lines of YAML say, None where it is not that plain."""
    top: dict[str, Any] = {"": None}
    # The tables and lists that are open, each with how far to the right its lines begin.
    opened: list[tuple[int, Any]] = []
    waiting: tuple[dict[str, Any], str] | None = (top, "")
    for line in filter(str.strip, lines):
        indent = _indent(line)
        entry, pair = _ENTRY.fullmatch(line), _PAIR.fullmatch(line)
        if waiting is not None and (not opened or indent > opened[-1][0]):
            holder, name = waiting
            holder[name] = [] if entry else {}
            opened.append((indent, holder[name]))
        while opened and opened[-1][0] > indent:
            opened.pop()
        begins, into = opened[-1] if opened else (-1, None)
        waiting = None
        if begins != indent:
            return None
        if entry and is_list(into):
            into.append(_scalar(entry[2]))
        elif pair and is_table(into) and pair[3] not in into:
            into[pair[3]] = None if pair[4] is None else _scalar(pair[4])
            waiting = (into, pair[3]) if pair[4] is None else None
        else:
            return None
    return top[""] if _is_whole(top[""]) else None


def _scalar(text: str) -> Any:
    """Return what a value of YAML is in TOML: a number, a switch, else a text."""
    try:
        return tomli.loads(f"_ = {text}")["_"]
    except (ValueError, RecursionError):
        return text


def _is_whole(value: Any) -> bool:
    """Tell whether every key has a value."""
    waiting = [value]
    for one in waiting:
        waiting += one.values() if is_table(one) else one if is_list(one) else ()
    return None not in waiting
