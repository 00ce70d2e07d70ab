"""Facts of a bundle that no run has seen: each is refused in words or judged, nothing breaks."""

from __future__ import annotations

import copy
import json
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any, cast

import pytest

from bundles import bundle_of, contents, sealed
from codex_doctor.bundle.reading import read_bundle
from codex_doctor.bundle.replay import replay
from codex_doctor.model import DoctorError
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# See CONTRIBUTING.
pytestmark = pytest.mark.sweep
# Of all changes of a fault so many are tried, always the same ones.
SAMPLE = 60
_MOST_ITEMS = 3
_GONE = object()
_OTHERS: dict[type, tuple[Any, ...]] = {
    bool: (True, False, None),
    str: ("", "zzz", "https://[", "\0\x1b]", "9" * 30, None),
    int: (0, -1, 10**18, 599, None),
    float: (0.0, -1.0, 1e300, None),
    list: ([], None),
    dict: ({}, None),
    type(None): ("zzz", 7, [], {}, True),
}

Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every place in some JSON, of long lists the first items."""
    items: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
    elif isinstance(value, list):
        items = enumerate(islice(cast("Iterable[Any]", value), _MOST_ITEMS))
    for name, inner in items:
        yield (*path, name), inner
        yield from places(inner, (*path, name))


def changed(facts: Any, path: Path, value: Any) -> Any:
    facts = copy.deepcopy(facts)
    inner = facts
    for name in path[:-1]:
        inner = inner[name]
    if value is _GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return facts


def told(facts: Any, fault: str = "key-rejected") -> str:
    """Return why facts are refused, "" when they are judged; all else is raised."""
    members = contents(bundle_of(fault).data)
    data = sealed({**members, "facts.json": json.dumps(facts).encode()})
    try:
        replay(read_bundle(data, "a.zip"), ALL_CHECKS)
    except DoctorError as exc:
        return str(exc)
    return ""


def facts_of(fault: str) -> Any:
    return json.loads(contents(bundle_of(fault).data)["facts.json"])


@pytest.mark.parametrize(
    "fault",
    ["key-rejected", "model-prefix-missing", "chat-only", "failed-and-cut", "output-cut"],
)
def test_no_change_of_facts_breaks_a_replay(fault: str) -> None:
    facts = facts_of(fault)
    changes = [
        (path, other)
        for path, value in places(facts)
        for other in (*_OTHERS[type(value)], _GONE)
        if other != value
    ]

    for path, other in Random(11).sample(changes, SAMPLE):
        why = told(changed(facts, path, other), fault)
        assert why == "" or "a.zip" in why or "cannot be judged" in why, (path, other)


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("turn", "spoken"), "zzz", "Invalid enum value 'zzz' - at `$.turn.spoken`"),
        (("connection", "attempts", 0, "result"), "zzz", "Invalid enum value 'zzz'"),
        (("turn", "first", "status"), None, "cannot be judged"),
        (("setup", "endpoint", "scheme"), "", "cannot be judged"),
    ],
)
def test_what_no_run_holds_is_refused(path: Path, value: object, why: str) -> None:
    assert why in told(changed(facts_of("key-rejected"), path, value))
