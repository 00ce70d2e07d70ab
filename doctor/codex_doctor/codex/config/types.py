"""Which keys each table of the configuration has and what they take, version by version.

`types.json`, which `tests/oracle/record_types.py` writes, has the versions that were asked. A key
has its types since when, again and again; "" is for a version that does not know the key, "any"
for one that takes anything, as far as could be seen. Between two of these versions nothing is said
unless both agree.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from codex_doctor.codex.versions import NEWEST, holding, neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = Path(__file__).with_name("types.json")
ANY_NAME = "*"
ENTRY = "[]"
PROVIDER = "model_providers.*"
ANYTHING = "any"
CATALOG = "model_catalog_json"
"""Below this key stands what the file that it names may have: `[]` is one of its models."""
I64 = (-(1 << 63), (1 << 63) - 1)

Row = list[str]


class Types(Struct, frozen=True):
    """What was recorded.

    Attributes:
        versions: Those that were asked, oldest first.
        tables: For each table its keys with their types; `*` is any name, `[]` an entry of a list.
            A text in place of a table names another one that is alike.
    """

    versions: Sequence[str]
    tables: Mapping[str, Mapping[str, Row] | str]


class Kinds(Struct, frozen=True):
    """The kinds of values that a key takes.

    Attributes:
        null: Whether it takes null, which JSON has.
        text: "any", "filled" for one that is not empty, "" for none but the choices.
        choices: Texts that are taken.
        variants: Keys of which a table must have exactly one.
        whole: The smallest and the largest whole number.
        number: The smallest number with a point, if there is one: 0 or less than that.
        flag: Whether it takes true and false.
        many: Whether it takes a list.
        order: The keys whose values a list may give, in this order, in place of the table.
        table: Whether it takes a table.
        needs: The keys that this table must have.
        closed: Whether it must have no key but those that are known.
        gone: Whether Codex knows the key and takes it no more.
    """

    null: bool = False
    text: str = ""
    choices: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    whole: tuple[int, int] | None = None
    number: int | None = None
    flag: bool = False
    many: bool = False
    order: tuple[str, ...] = ()
    table: bool = False
    needs: tuple[str, ...] = ()
    closed: bool = False
    gone: bool = False


@cache
def recorded() -> Types:
    """Return what was recorded."""
    return Types(**json.loads(FILE.read_text("utf-8")))


def keys_of(pattern: str) -> Mapping[str, Row]:
    """Return the keys of a table with their types, by its path with `*` for any name."""
    table = recorded().tables.get(pattern, {})
    return keys_of(table) if isinstance(table, str) else table


A_TABLE = "table"


@cache
def known_keys(pattern: str) -> dict[str, str]:
    """Return the fixed keys of a table in the newest version, A_TABLE for those that take one.

    Args:
        pattern: The path of the table with `*` for any name.
    """
    newest = {key: holding(row, NEWEST) for key, row in keys_of(pattern).items()}
    return {
        key: A_TABLE if text == ANYTHING or "; table" in f"; {text}" else ""
        for key, text in newest.items()
        if text and key not in {ANY_NAME, ENTRY}
    }


def kinds_around(row: Row, version: str | None) -> tuple[Kinds, ...]:
    """Return what the versions that were asked next to this one take, () where any takes all."""
    texts = [holding(row, one) for one in around(version)] if row else []
    if not texts or "" in texts or ANYTHING in texts:
        return ()
    return tuple(parse_kinds(one) for one in texts)


def is_known(row: Row, version: str | None) -> bool:
    """Tell whether a version around this one has the key."""
    return any(holding(row, one) for one in around(version))


@cache
def around(version: str | None) -> tuple[str, ...]:
    """Return the versions next to this one that were asked; () for one older than all."""
    below, above = neighbours(recorded().versions, version)
    return (below, above or below) if below else ()


@cache
def parse_kinds(text: str) -> Kinds:
    """Read the types of a key as the file has them."""
    found: dict[str, Any] = {}
    for part in text.split("; "):
        word, _, rest = part.partition(" ")
        if word == "text":
            found["text"] = rest or "any"
        elif word == "whole":
            low, _, high = rest.partition("..")
            found["whole"] = (int(low) if low else I64[0], int(high) if high else I64[1])
        elif word == "number":
            found["number"] = 0 if rest else I64[0]
        elif word == "table":
            found |= {"table": True, "needs": tuple(rest.split())}
        elif word == "many" and rest:
            found["order"] = tuple(rest.split())
        elif word in {"choices", "variants"}:
            found[word] = tuple(rest.split())
        else:
            found[word] = True
    return Kinds(**found)
