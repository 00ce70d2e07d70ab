"""Record which keys the configuration of the real Codex has and what each of them takes.

    python -m oracle.record_types VERSION ...

The binaries are looked for in `.cache/codex/VERSION`. What is seen goes to
`codex_doctor/codex/config/types.json`, beside what is known of other versions; a version takes from
one to ten minutes.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.codex.config import types
from codex_doctor.codex.config.types import I64, Row, Types
from codex_doctor.codex.versions import holding, parse_version, reaches
from codex_doctor.codex.versions.features import recorded as recorded_features
from codex_doctor.values import leaves
from oracle.types_codex import CatalogCodex, Codex, program_of
from oracle.types_crawl import ANY_NAME, ENTRY, Crawl, Path, Taken
from oracle.types_words import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Seen = dict[str, dict[str, str]]
_QUICK: Final = "0.80.0"
# What a model of a catalog must have that is a table with needs of its own.
_IN_CATALOG: Final = ({"mode": "tokens", "limit": 1},)
_WORTH_IT: Final = 2


def main() -> int:
    """Record these versions, newest first, and say what each changes."""
    for version in sorted(sys.argv[1:], key=parse_version, reverse=True):
        record(version)
    return 0


def record(version: str) -> None:
    """Write what this version takes."""
    before = types.recorded() if types.FILE.exists() else Types([], {})
    known = _known_names(before)
    # One that is asked by another program each time is asked for known names alone.
    names = names_in(program_of(version)) if reaches(version, _QUICK) else set[str]()
    with Codex(version) as codex:
        crawl = Crawl(codex, names, known=known, features=recorded_features().tables)
        crawl.walk()
    seen = as_tables(crawl.found)
    if types.CATALOG in seen[""]:
        seen |= as_tables(_in_catalog(version, names, known))
    write(with_version(before, version, seen))
    types.recorded.cache_clear()


def _in_catalog(version: str, names: set[str], known: set[str]) -> dict[Path, Taken]:
    """Return what the models of a catalog take, by their paths below the key that names it."""
    with CatalogCodex(version) as codex:
        names = names | set(_keys_within(codex.own_catalog))
        crawl = Crawl(codex, names, known=known, samples=_IN_CATALOG, has_null=True)
        crawl.walk_entry()
    top = (types.CATALOG, ENTRY)
    return {(*top, *path): taken for path, taken in crawl.found.items()}


def _keys_within(table: dict[str, Any]) -> Iterator[str]:
    for path, _ in leaves(table):
        yield from (one for one in path if isinstance(one, str))


def _known_names(known: Types) -> set[str]:
    tables = [one for one in known.tables.values() if not isinstance(one, str)]
    return {key for table in tables for key in table if key.isidentifier() or "-" in key}


def as_tables(found: Mapping[Path, Taken]) -> Seen:
    """Return what was found, table by table."""
    tables: Seen = {}
    for path, taken in found.items():
        if path:
            tables.setdefault(".".join(path[:-1]), {})[path[-1]] = as_text(taken)
        if taken.tagged:
            tables.setdefault(".".join(path), {})[ANY_NAME] = types.ANYTHING
    return tables


def as_text(taken: Taken) -> str:
    """Return the types of a key as the file has them."""
    if taken.gone:
        return "gone"
    low, high = taken.whole or I64
    bounds = f" {low if low != I64[0] else ''}..{high if high != I64[1] else ''}"
    parts = [
        "null" if taken.null else "",
        ("text" if taken.blank else "text filled") if taken.text else "",
        " ".join(("choices", *taken.choices)) if taken.choices else "",
        " ".join(("variants", *taken.variants)) if taken.variants else "",
        ("whole" if (low, high) == I64 else f"whole{bounds}") if taken.whole else "",
        ("number" if taken.negative else "number 0..") if taken.number else "",
        "flag" if taken.flag else "",
        " ".join(("many", *taken.order)) if taken.many else "",
        " ".join(("table", *taken.needs)) if taken.table else "",
        "closed" if taken.closed else "",
    ]
    return "; ".join(one for one in parts if one) or types.ANYTHING


def with_version(known: Types, version: str, seen: Seen) -> Types:
    """Return what is known with one more version, or another answer of a known one."""
    versions = sorted({*known.versions, version}, key=parse_version)
    before = {name: _unfold(known, name) for name in known.tables}
    tables: dict[str, dict[str, Row]] = {}
    for name in sorted({*before, *seen}):
        old, new = before.get(name, {}), seen.get(name, {})
        rows = {
            key: _row(versions, version, old.get(key, []), new.get(key, ""))
            for key in sorted({*old, *new})
        }
        tables[name] = {key: row for key, row in rows.items() if any(row[1::2])}
    return Types(versions, _folded({name: rows for name, rows in tables.items() if rows}))


def _unfold(known: Types, name: str) -> Mapping[str, Row]:
    table = known.tables[name]
    return _unfold(known, table) if isinstance(table, str) else table


def _row(versions: list[str], version: str, old: Row, new: str) -> Row:
    row: Row = []
    for one in versions:
        text = new if one == version else holding(old, one)
        if text != (row[-1] if row else ""):
            row += [one, text]
    return row


def _folded(tables: dict[str, dict[str, Row]]) -> dict[str, Mapping[str, Row] | str]:
    """Return the tables, those that are alike once."""
    first: dict[str, str] = {}
    folded: dict[str, Mapping[str, Row] | str] = {}
    for name in sorted(tables, key=lambda one: (one.count("."), one)):
        rows = tables[name]
        other = first.setdefault(json.dumps(rows), name)
        folded[name] = rows if other == name or len(rows) < _WORTH_IT else other
    return folded


def write(known: Types) -> None:
    """Write what is known, one line a key."""
    parts: list[str] = []
    for name, table in sorted(known.tables.items()):
        if isinstance(table, str):
            parts.append(f"  {json.dumps(name)}: {json.dumps(table)}")
            continue
        lines = [f"   {json.dumps(key)}: {json.dumps(row)}" for key, row in table.items()]
        parts.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n  }")
    head = f' "versions": {json.dumps(known.versions)},\n "tables": {{\n'
    types.FILE.write_text("{\n" + head + ",\n".join(parts) + "\n }\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
