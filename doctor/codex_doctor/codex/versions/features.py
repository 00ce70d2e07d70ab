"""Which Codex version knows which feature; read only where a set-up names one.

`features.json`, which `tests/oracle/record_features.py` writes, has the versions that were asked
and for each name since when and until when it is known. Between two of these versions nothing is
said unless both agree.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from codex_doctor.codex.versions import NEWEST, is_newer, neighbours, parse_version
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Standing = Literal["known", "unknown", "unclear", "newer"]
FILE = "features.json"


class Features(Struct, frozen=True):
    """What was recorded.

    Attributes:
        versions: Those that were asked, oldest first.
        names: For each name the first and the last version that knows it, again and again where it
            came back; without a last one it is still known.
        tables: The same for the names that take a table of settings.
    """

    versions: Sequence[str]
    names: Mapping[str, Sequence[str]]
    tables: Mapping[str, Sequence[str]]


@cache
def recorded() -> Features:
    """Return what was recorded."""
    source = files("codex_doctor.codex.versions") / FILE
    return Features(**json.loads(source.read_text("utf-8")))


def standing(name: str, version: str | None) -> Standing:
    """Tell what is known about a name; `newer`: this version may have brought it."""
    known = _agreed(recorded().names.get(name, ()), version)
    if known is not None:
        return "known" if known else "unknown"
    return (
        "newer"
        if is_newer(version) and not covers(recorded().names.get(name, ()), NEWEST)
        else "unclear"
    )


def takes_table(name: str, version: str | None) -> bool | None:
    """Tell whether the feature may be a table of settings, None when that is not known."""
    return _agreed(recorded().tables.get(name, ()), version)


def names_of(version: str | None) -> list[str]:
    """Return the names that surely are known to this version, or to the one asked before it."""
    below, _ = neighbours(recorded().versions, version)
    return [name for name, runs in recorded().names.items() if below and covers(runs, below)]


def lifetime(name: str) -> Words:
    """Return the versions between which the name was seen to be known, "" when none knows it."""
    runs = recorded().names.get(name, ())
    if not runs:
        return ""
    first, last = runs[0], runs[-1]
    if len(runs) % 2:
        return Told("versions.since", {"first": first})
    return first if first == last else Told("versions.range", {"first": first, "last": last})


def covers(runs: Sequence[str], version: str) -> bool:
    """Tell whether a version is in one of the runs."""
    at = parse_version(version)
    return any(
        parse_version(first) <= at and (last is None or at <= parse_version(last))
        for first, last in zip_longest(runs[::2], runs[1::2])
    )


def _agreed(runs: Sequence[str], version: str | None) -> bool | None:
    """Tell what the versions around this one agree on; None outside of them too."""
    below, above = neighbours(recorded().versions, version)
    if below is None or above is None:
        return None
    known = covers(runs, below)
    return known if known == covers(runs, above) else None
