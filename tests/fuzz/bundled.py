"""Bundles: bytes that are none are refused in words, and so are facts that no run has seen."""

from __future__ import annotations

import copy
import json
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from hypothesis import strategies as st

from bundles import bundle_of, contents, sealed
from codex_doctor.bundle.reading import read_bundle
from codex_doctor.bundle.replay import replay
from codex_doctor.model import DoctorError
from codex_doctor_checks import ALL_CHECKS
from fuzz.target import Target, pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FAULTS: Final = (
    "key-rejected",
    "model-prefix-missing",
    "chat-only",
    "failed-and-cut",
    "output-cut",
)
Path = tuple[str | int, ...]

_MOST_ITEMS: Final = 3
_MOST_CHANGES: Final = 4
GONE: Final = object()
# What may stand in the place of a value.
_OTHERS: Final[tuple[Any, ...]] = (
    GONE, None, "", "zzz", "https://[", "\0\x1b]", "9" * 30, True, False, 0, -1, 10**18, 599, 0.0,
    -1.0, 1e300, [], {}, ["a"], {"a": 1},
)  # fmt: skip


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield every place in some JSON, of long lists the first items."""
    items: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
    elif isinstance(value, list):
        items = enumerate(islice(cast("Iterable[Any]", value), _MOST_ITEMS))
    for name, inner in items:
        yield (*path, name)
        yield from places(inner, (*path, name))


def changed(facts: Any, path: Path, value: Any) -> Any:
    """Return facts with another value at a place, or without it."""
    facts = copy.deepcopy(facts)
    inner = facts
    for name in path[:-1]:
        inner = inner[name]
    if value is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return facts


@cache
def _members(fault: str) -> dict[str, bytes]:
    return contents(bundle_of(fault).data)


def facts_of(fault: str) -> Any:
    return json.loads(_members(fault)["facts.json"])


@cache
def _places(fault: str) -> list[Path]:
    return list(places(facts_of(fault)))


def told(facts: Any, fault: str = "key-rejected") -> str:
    """Return why facts are refused, "" when they are judged; all else is raised."""
    data = sealed({**_members(fault), "facts.json": json.dumps(facts).encode()})
    try:
        replay(read_bundle(data, "a.zip"), ALL_CHECKS)
    except DoctorError as exc:
        return str(exc)
    return ""


def _run_bytes(data: bytes) -> None:
    """Read bytes as a bundle."""
    why = ""
    try:
        read_bundle(data, "a.zip")
    except DoctorError as exc:
        why = str(exc)
    assert why == "" or "a.zip" in why


def _run_facts(data: bytes) -> None:
    """Change facts: a byte for the fault, then three for each change: its place, and the value."""
    fault = pick(data, 0, FAULTS)
    facts = facts_of(fault)
    for at in range(1, min(len(data), 1 + 3 * _MOST_CHANGES), 3):
        number = int.from_bytes(data[at : at + 2], "big")
        path = _places(fault)[number % len(_places(fault))]
        try:
            facts = changed(facts, path, pick(data, at + 2, _OTHERS))
        except (LookupError, TypeError):  # an earlier change has taken the place away
            continue
    why = told(facts, fault)
    assert why == "" or "a.zip" in why or "cannot be judged" in why, why


def _bundle_seeds() -> Iterator[bytes]:
    yield b"PK"
    yield from (bundle_of(fault).data for fault in FAULTS)


def _facts_seeds() -> Iterator[bytes]:
    for number in range(len(FAULTS)):
        yield bytes([number])
        yield from (bytes((number, 0, at, at % len(_OTHERS))) for at in range(0, 250, 50))


BUNDLE: Final = Target(
    "bundle",
    "what is no bundle is refused in words",
    _run_bytes,
    _bundle_seeds,
    st.binary(max_size=200).map(lambda data: b"PK" + data),
    (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"manifest.json", b"facts.json", b"{}", b"\0\0"),
)
FACTS: Final = Target(
    "facts",
    "facts that no run has seen are judged, or refused in words",
    _run_facts,
    _facts_seeds,
    st.binary(min_size=4, max_size=1 + 3 * _MOST_CHANGES),
    grows=False,
)
