"""Judges a server's certificates by the rules of Codex's TLS library, not by OpenSSL's.

The library builds every path from the server's certificate to a root; one sound path is enough.
Unlike OpenSSL it looks at nothing of a root but name, key and name constraints: dates, CA mark and
path length of a root do not matter. The rules were observed with Codex 0.169.0, on the set-ups in
`tests/tls_set_ups.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.probes.tls.certificate import Parsed
from codex_doctor.probes.tls.host_names import broken_constraint, covers
from codex_doctor.probes.tls.signatures import unsuitable_key, unsuitable_signature
from codex_doctor.words.told import Told, Words

MAX_BETWEEN = 6
# A hostile server can send certificates that make very many paths.
MAX_PATHS = 50
MAX_STEPS = 300
SERVER_PURPOSE = "1.3.6.1.5.5.7.3.1"

# What is said first when several things are wrong.
_ORDER = (
    "expired",
    "not_yet_valid",
    "self_signed",
    "unknown_ca",
    "chain_incomplete",
    "ca_as_leaf",
    "weak_algorithm",
    "wrong_purpose",
    "name_constraints",
    "chain_invalid",
    "hostname_mismatch",
)

Signed = Callable[[Parsed, Parsed], bool]


class PathFlaw(Struct, frozen=True):
    """One reason to refuse a chain.

    Attributes:
        kind: A result of `TlsHandshake`.
        detail: What is wrong.
        at: The certificate that it is about, None for the whole chain.
    """

    kind: str
    detail: Words
    at: Parsed | None = None


class Path(Struct, frozen=True):
    """A way from the server's certificate upwards; `anchor` is None where no root ends it."""

    certificates: tuple[Parsed, ...]
    anchor: Parsed | None
    flaws: tuple[PathFlaw, ...] = ()


def best_path(
    chain: Sequence[Parsed], anchors: Sequence[Parsed], *, host: str, now: str, signed: Signed
) -> Path:
    """Return the path with the fewest flaws; one without any is what Codex takes.

    Args:
        chain: What the server sent, its own certificate first; not empty.
        anchors: The roots.
        host: The host that the certificate must be for.
        now: The time, ISO 8601 in UTC.
        signed: Whether the first certificate bears a right signature of the second.
    """
    best: Path | None = None
    for count, path in enumerate(_paths(chain, anchors)):
        judged = replace(path, flaws=flaws_of(path, host=host, now=now, signed=signed))
        if best is None or _rank(judged) < _rank(best):
            best = judged
        if not judged.flaws or count >= MAX_PATHS:
            break
    assert best is not None  # noqa: S101 - every chain has at least the path of its leaf
    return best


def _rank(path: Path) -> tuple[bool, int, int]:
    return path.anchor is None, len(path.flaws), -len(path.certificates)


def _paths(chain: Sequence[Parsed], anchors: Sequence[Parsed]) -> Iterator[Path]:
    """Return the paths that names allow, those that end in a root first."""
    open_ends: list[tuple[Parsed, ...]] = []
    waiting: list[tuple[Parsed, ...]] = [(chain[0],)]
    for _ in range(MAX_STEPS):
        if not waiting:
            break
        path = waiting.pop()
        for anchor in anchors:
            if anchor.subject == path[-1].issuer:
                yield Path(path, anchor)
        used = {(one.subject, one.public_key) for one in path}
        longer = [
            (*path, one)
            for one in chain[1:]
            if one.subject == path[-1].issuer and (one.subject, one.public_key) not in used
        ]
        waiting.extend(reversed(longer))
        if not longer:
            open_ends.append(path)
    for path in open_ends or waiting[:1]:
        yield Path(path, None)


def flaws_of(path: Path, *, host: str, now: str, signed: Signed) -> tuple[PathFlaw, ...]:
    """Return what Codex's library has against a path, the cause to name first."""
    leaf, *between = path.certificates
    if path.anchor is None:
        last = path.certificates[-1]
        if between and last.shown.self_signed:
            between.pop()  # a root that is not trusted: nothing else matters in it
        found = [_end(last, lone=last is leaf)]
    else:
        found = [*_signature_flaws(path, path.anchor, signed)]
    found += [flaw for one in (leaf, *between) for flaw in _own_flaws(one, now=now)]
    found += _place_flaws(leaf, between, path.anchor)
    if not covers(leaf, host):
        other = Told("handshake.other_name", {"host": host})
        found.append(PathFlaw("hostname_mismatch", other, leaf))
    return tuple(sorted(found, key=lambda flaw: _ORDER.index(flaw.kind)))


def _own_flaws(one: Parsed, *, now: str) -> Iterator[PathFlaw]:
    """Yield what is wrong with a certificate wherever it stands below the root."""
    if one.shown.not_after < now:
        yield PathFlaw("expired", Told("handshake.expired"), one)
    if one.shown.not_before > now:
        yield PathFlaw("not_yet_valid", Told("handshake.not_yet_valid"), one)
    if one.version < 3:
        yield PathFlaw("chain_invalid", Told("handshake.format", {"version": one.version}), one)
    if one.unknown:
        yield PathFlaw(
            "chain_invalid", Told("handshake.extension", {"extension": one.unknown}), one
        )
    if one.purposes is not None and SERVER_PURPOSE not in one.purposes:
        yield PathFlaw("wrong_purpose", Told("handshake.purpose"), one)
    if unsuitable_signature(one):
        yield PathFlaw(
            "weak_algorithm", Told("handshake.signature", {"signature": one.shown.signature}), one
        )
    if unsuitable_key(one.shown.key):
        yield PathFlaw("weak_algorithm", Told("handshake.key", {"key": one.shown.key}), one)


def _place_flaws(leaf: Parsed, between: list[Parsed], anchor: Parsed | None) -> Iterator[PathFlaw]:
    """Yield what is wrong with a certificate in the place where it stands."""
    if leaf.shown.is_ca:
        yield PathFlaw("ca_as_leaf", Told("handshake.authority_as_server"), leaf)
    for below, one in enumerate(between):
        if not one.shown.is_ca:
            yield PathFlaw("chain_invalid", Told("handshake.no_authority"), one)
        elif one.path_length is not None and below > one.path_length:
            yield PathFlaw(
                "chain_invalid", Told("handshake.path_length", {"length": one.path_length}), one
            )
    if len(between) > MAX_BETWEEN:
        yield PathFlaw("chain_invalid", Told("handshake.too_many", {"most": MAX_BETWEEN}))
    path = (leaf, *between)
    for number, authority in enumerate((*between, anchor) if anchor else between):
        if any(broken_constraint(authority, one) for one in path[: number + 1]):
            yield PathFlaw("name_constraints", Told("handshake.constraint"), authority)


def _end(last: Parsed, *, lone: bool) -> PathFlaw:
    if last.shown.self_signed and lone:
        return PathFlaw("self_signed", Told("handshake.self_signed"), last)
    return PathFlaw("unknown_ca", Told("handshake.no_root", {"issuer": last.shown.issued_by}), last)


def _signature_flaws(path: Path, anchor: Parsed, signed: Signed) -> Iterator[PathFlaw]:
    if unsuitable_key(anchor.shown.key):
        yield PathFlaw("weak_algorithm", Told("handshake.key", {"key": anchor.shown.key}), anchor)
        return
    issuers = (*path.certificates[1:], anchor)
    for child, issuer in zip(path.certificates, issuers, strict=True):
        if unsuitable_signature(child) or unsuitable_key(issuer.shown.key):
            continue  # said already
        if not signed(child, issuer):
            if issuer is anchor:
                detail = Told("handshake.other_key", {"subject": issuer.shown.whom})
                yield PathFlaw("unknown_ca", detail, child)
            else:
                yield PathFlaw("chain_invalid", Told("handshake.not_signed"), child)
