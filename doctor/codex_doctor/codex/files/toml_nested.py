"""What to do about a key of YAML whose value stands in the lines below it, further to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.files.toml_comments import without_comment
from codex_doctor.codex.files.toml_spots import LineChange, Mending
from codex_doctor.codex.files.toml_values import read_toml_value, write_key, write_value
from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from codex_doctor.codex.files.toml_spots import Spot

_PAIR = Regex(r"(\s*)([\"']?)([\w./-]+)\2:(?:[ \t]+(\S.*?))?[ \t\r]*")
_ENTRY = Regex(r"(\s*)- +(\S.*?)[ \t\r]*")
# What begins no plain text of YAML: a list, a block, a name for a value, nothing.
_MARKED = Regex(r"[\[\]{},#&*!|>'\"%@`].*|[-?:](?:\s.*)?|~|null|Null|NULL")


def nested(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose one line with the table or the list that stands below a key; comments stay."""
    code, comment = _parted(spot.text)
    head = _PAIR.fullmatch(code)
    if head is None or head[4] is not None:
        return
    below = _below(spot.whole.split("\n")[spot.number :], len(head[1]))
    value = _value([one for one, _ in below])
    if value is not None:
        after = f"{head[1]}{write_key(head[3])} = {write_value(value)}{comment}"
        others = (
            LineChange(number, note or None)
            for number, (one, note) in enumerate(below, spot.number + 1)
            if one or not note
        )
        yield Mending((LineChange(spot.number, after), *others), say("toml.write_lines"))


def _parted(line: str) -> tuple[str, str]:
    """Return a line up to its comment, and the comment, before which YAML wants a blank."""
    code, comment = without_comment(line.rstrip())
    return (f"{code}{comment}", "") if code and comment[:1] == "#" else (code, comment)


def _below(lines: Sequence[str], indent: int) -> list[tuple[str, str]]:
    """Return the lines that stand further to the right, up to the first that does not."""
    rows = [_parted(line) for line in lines]
    ends = (at for at, (code, _) in enumerate(rows) if code and _indent(code) <= indent)
    found = rows[: next(ends, len(rows))]
    while found and not found[-1][0]:
        found.pop()
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _value(lines: Iterable[str]) -> Any:
    """Return the table or the list that lines of YAML say, None where it is not that plain."""
    top: dict[str, Any] = {"": None}
    # The tables and lists that are open, each with how far to the right its lines begin.
    opened: list[tuple[int, Any]] = []
    waiting: tuple[dict[str, Any], str] | None = (top, "")
    for line in filter(None, lines):
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
    """Return what a value of YAML is in TOML, None where it is not that plain.

    A number in other digits than TOML writes it, and a date, are texts: 1.10 is a version.
    """
    value = read_toml_value(text)
    if isinstance(value, str) or is_list(value):
        return value
    if (is_table(value) or isinstance(value, int | float)) and write_value(value) == text:
        return value
    return None if _MARKED.fullmatch(text) or " #" in text else text


def _is_whole(value: Any) -> bool:
    """Tell whether every key has a value."""
    waiting = [value]
    for one in waiting:
        waiting += one.values() if is_table(one) else one if is_list(one) else ()
    return None not in waiting
