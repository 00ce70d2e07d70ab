"""What to do about what a TOML text has twice: tables and keys; and about JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from codex_doctor.codex.files.positions import split_key
from codex_doctor.codex.files.toml_comments import without_comment
from codex_doctor.codex.files.toml_spots import (
    LineChange,
    Mending,
    fault_line,
    selects_defined,
)
from codex_doctor.codex.files.toml_values import (
    read_table,
    read_toml_value,
    write_key,
    write_table,
    write_value,
)
from codex_doctor.patterns import Regex
from codex_doctor.values import is_table
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.codex.files.positions import Path
    from codex_doctor.codex.files.toml_spots import Spot

_HEADER = Regex(r"\s*\[[^\[\]]+\]\s*(?:#.*)?$")
# Texts, which stay as they are, comments, and commas behind which nothing follows.
# Each goes to the end of the text where it has none, so that no part is read twice.
_JSON_PARTS = Regex(r'"(?:[^"\\\n]|\\.)*+"?|//[^\n]*|/\*(?:.*?\*/|.*+)|,(?=\s*[}\]])', re.DOTALL)


def json_file(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose the TOML of a file that is JSON."""
    if not spot.whole.lstrip().startswith("{"):
        return
    try:
        table = json.loads(_strict(spot.whole))
    except (ValueError, RecursionError):
        return
    if is_table(table) and table:
        count = len(spot.whole.rstrip("\n").split("\n"))
        first = LineChange(1, "\n".join(write_table(table)))
        rest = (LineChange(number, None) for number in range(2, count + 1))
        yield Mending((first, *rest), say("toml.write_file_as_toml"))


def braces(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose the entries of a table in one line that has no key, each on a line of its own."""
    code, comment = without_comment(spot.text)
    bare = code.strip()
    found = read_toml_value(bare.rstrip(",")) if bare.startswith("{") else None
    if is_table(found) and found:
        lines = (f"{write_key(key)} = {write_value(value)}" for key, value in found.items())
        after = "\n".join(lines) + comment
        yield Mending((LineChange(spot.number, after),), say("toml.leave_braces_out"))


def _strict(text: str) -> str:
    """Return JSON without what editors allow in it: comments, and commas behind the last entry."""
    bare = _JSON_PARTS.sub(lambda found: "" if found[0].startswith("/") else found[0], text)
    return _JSON_PARTS.sub(lambda found: "" if found[0].startswith(",") else found[0], bare)


def same_table(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose one header for a table that is there twice; of a key that is twice the last stays."""
    if not (spot.message.startswith("Cannot declare") and _HEADER.match(spot.text)):
        return
    lines = spot.whole.split("\n")
    second = spot.number - 1
    header = _header(lines[second])
    first = next((at for at in range(second) if _header(lines[at]) == header), None)
    if first is None:
        return
    upper, lower = _pairs(lines, first), _pairs(lines, second)
    if upper is None or lower is None:
        return
    # The same key in both: as with every other setting, the later one is meant.
    stale = [key for key in upper if key in lower]
    gone = [LineChange(upper[key] + 1, None) for key in stale]
    fix = say("toml.join_tables_keep_last")
    if not _headers_between(lines, first, second):
        yield Mending((LineChange(spot.number, None), *gone), fix)
        return
    below = "\n".join([lines[first], *(lines[at] for at in lower.values())])
    out = [LineChange(at + 1, None) for at in lower.values()]
    yield Mending((LineChange(first + 1, below), LineChange(spot.number, None), *out, *gone), fix)


def _header(line: str) -> str:
    return line.split("#", 1)[0].strip() if _HEADER.match(line) else ""


def _headers_between(lines: Sequence[str], first: int, second: int) -> bool:
    return any(line.lstrip().startswith("[") for line in lines[first + 1 : second])


def _pairs(lines: Sequence[str], header: int) -> dict[Path, int] | None:
    """Return the keys below a header with their lines; None when one goes over several lines."""
    found: dict[Path, int] = {}
    for at in range(header + 1, len(lines)):
        line = lines[at].strip()
        if line.startswith("["):
            break
        if not line or line.startswith("#"):
            continue
        if fault_line(line) is not None:
            return None
        found[split_key(line.partition("=")[0].strip())] = at
    return found


def same_key(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose to remove the first of two lines with one key, or what stands where a table is.

    The second one goes where the first alone selects a provider that the text defines.
    """
    if not spot.message.startswith("Cannot"):
        return
    is_header = spot.text.lstrip().startswith("[")
    name = _header(spot.text).strip("[] \t") if is_header else _key(spot.text)
    part = name.partition(".")[0]
    lines = spot.whole.split("\n")
    for at in range(spot.number - 2, -1, -1):
        key = _key(lines[at])
        if key and key == (part if is_header else name) and _is_less(lines[at], is_header):
            last = Mending((LineChange(at + 1, None),), say("toml.keep_last"))
            first = Mending((LineChange(spot.number, None),), say("toml.keep_defined"))
            is_first = not is_header and _selects(lines, first) and not _selects(lines, last)
            yield first if is_first else last
            return


def _selects(lines: Sequence[str], mending: Mending) -> bool:
    """Tell whether the text selects a provider that it defines, once it is mended."""
    gone = {one.line for one in mending.changes}
    kept = (line for number, line in enumerate(lines, start=1) if number not in gone)
    return selects_defined(read_table("\n".join(kept)) or {})


def _key(line: str) -> str:
    key, equals, _ = line.partition("=")
    return key.strip() if equals else ""


def _is_less(line: str, is_header: bool) -> bool:
    """Tell whether a line says less than a table below it: nothing, or a plain value."""
    value = line.partition("=")[2].split("#", 1)[0].strip()
    return not is_header or not value.startswith("{") or value.strip("{} \t") == ""
