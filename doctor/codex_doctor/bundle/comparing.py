"""What differs between two sides, and which difference explains that one of them is worse.

A finding that one side alone has names keys, variables and places; the difference that it names
explains it. Where it names none, one of the kind that the finding is about may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.bundle.sides import OF_TARGET
from codex_doctor.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from codex_doctor.bundle.sides import FindingRead, Side

AREAS = ("configuration", "environment", "network", "versions")
_ORDER = (Verdict.WORKS, Verdict.DEGRADED, Verdict.UNKNOWN, Verdict.FAILS)
# What a finding of an area is about, by the last part of a name, the likeliest first.
_ABOUT = {
    "auth": ("credential",),
    "credentials": ("credential",),
    "dns": ("host", "addresses", "base_url"),
    "env": ("credential",),
    "http": ("base_url", "answer"),
    "installation": ("codex", "codex path"),
    "model": ("model", "base_url"),
    "proxy": ("proxy",),
    "quota": ("credential", "model"),
    "request": ("model", "base_url", "codex"),
    "session": ("model", "base_url", "codex"),
    "stream": ("base_url", "model"),
    "tcp": ("connection", "addresses", "base_url"),
    "tls": ("tls", "tls issuer", "tls roots"),
    "tools": ("model", "base_url"),
    "upstream": ("base_url", "model"),
    "url": ("base_url",),
    "websocket": ("supports_websockets", "base_url"),
    "wire": ("wire_api", "base_url", "codex"),
}
# A shorter value stands in many sentences.
_SHORTEST = 3


class Difference(Struct, frozen=True):
    """One thing that is not alike; None on a side that does not have it.

    Attributes:
        explains: Id of a finding that one side alone has and that is about it.
        is_named: Whether that finding names it; else it is only of its kind.
    """

    area: str
    name: str
    a: str | None
    b: str | None
    explains: str | None = None
    is_named: bool = False


class Own(Struct, frozen=True):
    """A finding that one side alone has."""

    side: str
    id: str
    cause: str


class Summary(Struct, frozen=True):
    """One side in a line."""

    name: str
    verdict: str
    finding: str | None
    cause: str | None


class Comparison(Struct, frozen=True):
    """The answer; its document is `documents.compare`."""

    a: Summary
    b: Summary
    worse: str | None
    findings: tuple[Own, ...]
    differences: tuple[Difference, ...]
    compared: tuple[str, ...]

    @property
    def explained(self) -> bool:
        """Whether there is a difference that a finding is about."""
        return any(one.explains for one in self.differences)


def compare_sides(a: Side, b: Side) -> Comparison:
    """Return what differs, what explains the verdict first."""
    ranks = [_ORDER.index(Verdict(one.verdict)) for one in (a, b)]
    worse = None if ranks[0] == ranks[1] else "a" if ranks[0] > ranks[1] else "b"
    # The findings of the worse side explain it; with one verdict both may.
    sides = {"a": (a, b), "b": (b, a)}
    order = ("b", "a") if worse == "b" else ("a", "b")
    own = {name: _own(*sides[name]) for name in order}
    accused = [(sides[name][0], own[name]) for name in order if worse in {None, name}]
    found = [_explained(one, name_of=accused) for one in _differences(a, b)]
    ids = [one.id for _, findings in accused for one in findings]
    found.sort(key=lambda one: _place(one, ids))
    return Comparison(
        a=_summary(a),
        b=_summary(b),
        worse=worse,
        findings=tuple(Own(name, one.id, one.cause) for name in order for one in own[name]),
        differences=tuple(found),
        compared=tuple(area for area in AREAS if area in a.areas and area in b.areas),
    )


def _summary(side: Side) -> Summary:
    first = next(iter(side.findings), None)
    return Summary(
        side.name, side.verdict, first.id if first else None, first.cause if first else None
    )


def _own(side: Side, other: Side) -> list[FindingRead]:
    theirs = {one.id for one in other.findings}
    return [one for one in side.findings if one.id not in theirs]


def _differences(a: Side, b: Side) -> Iterator[Difference]:
    # A report in JSON has no facts; what only facts tell is then no difference.
    are_whole = {"environment"} <= a.areas.keys() & b.areas.keys()
    for area in AREAS:
        if area not in a.areas or area not in b.areas:
            continue
        ours, theirs = (_once(one, a.base_key == b.base_key, area) for one in (a, b))
        # What was not looked at on one side is no difference either.
        is_told = are_whole and area != "network"
        names = ours.keys() | theirs.keys()
        if not is_told:
            names = ours.keys() & theirs.keys() | names & OF_TARGET
        for name in sorted(names):
            if ours.get(name) != theirs.get(name):
                yield Difference(area, name, ours.get(name), theirs.get(name))


def _once(side: Side, is_one_key: bool, area: str) -> Mapping[str, str]:
    """Return what a side has, its base_url once: by its key where both sides have that one."""
    twin = "base_url" if is_one_key and side.base_key else side.base_key
    return {name: value for name, value in side.areas[area].items() if name != twin}


def _explained(
    one: Difference, *, name_of: Sequence[tuple[Side, Sequence[FindingRead]]]
) -> Difference:
    """Return the difference with the first finding that is about it."""
    for is_named in (True, False):
        for side, findings in name_of:
            for finding in findings:
                about = _names(finding, side, one) if is_named else _is_kind(finding, one)
                if about:
                    return Difference(one.area, one.name, one.a, one.b, finding.id, is_named)
    return one


def _names(finding: FindingRead, side: Side, one: Difference) -> bool:
    place = side.places.get(one.name)
    if place is not None and place.line is not None and place == finding.location:
        return True
    names = finding.names()
    values = {one.a, one.b} & names
    return (
        one.name in names
        or (one.area == "configuration" and _last(one.name) in {_last(key) for key in names})
        or any(len(value) >= _SHORTEST for value in values if value)
    )


def _is_kind(finding: FindingRead, one: Difference) -> bool:
    return _last(one.name) in _ABOUT.get(finding.id.partition(".")[0], ())


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _place(one: Difference, ids: Sequence[str]) -> tuple[int, bool, int, int, str]:
    """Return where it stands: what explains the first finding, and is named by it, comes first."""
    if one.explains is None:
        return len(ids), True, 0, AREAS.index(one.area), one.name
    about = _ABOUT.get(one.explains.partition(".")[0], ())
    last = _last(one.name)
    likely = about.index(last) if last in about else len(about)
    return ids.index(one.explains), not one.is_named, likely, AREAS.index(one.area), one.name
