"""What Codex's TLS library says about a server's certificates, from what a handshake showed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.probes.tls.certificate import organization
from codex_doctor.probes.tls.path import Path, PathFlaw, best_path, flaws_of
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from codex_doctor.probes.tls.certificate import Parsed
    from codex_doctor.probes.tls.trust import Trust


# X509_V_ERR_* of OpenSSL's x509_vfy.h, and which flaws they may be; what is not here breaks a rule.
_BROKEN = ("chain_invalid",)
_ROOTLESS = ("unknown_ca", "self_signed", "chain_incomplete")
_OPENSSL_KINDS = {
    2: _ROOTLESS,
    7: ("chain_invalid", "unknown_ca"),
    9: ("not_yet_valid",),
    10: ("expired",),
    18: ("self_signed",),
    19: _ROOTLESS,
    20: _ROOTLESS,
    21: _ROOTLESS,
    26: ("wrong_purpose",),
    47: ("name_constraints",),
    48: ("name_constraints",),
    62: ("hostname_mismatch",),
    64: ("hostname_mismatch",),
    66: ("weak_algorithm",),
    67: ("weak_algorithm",),
    68: ("weak_algorithm",),
}


class CertificateVerdict(Struct, frozen=True):
    """What the library says.

    Attributes:
        flaws: Why it refuses, the cause to name first; empty when it does not.
        trusted_by: Stores that Codex does not look at and that would end the chain: for people,
            and as a path.
        unread: Why the last of the stores that are not seen whole could not be read, "" when it
            was, or was not needed.
    """

    flaws: tuple[PathFlaw, ...]
    trusted_by: tuple[tuple[Words, str], ...] = ()
    unread: str = ""


def passes(path: Sequence[Parsed], host: str, anchors: Collection[bytes]) -> bool:
    """Tell whether a path that OpenSSL has verified also keeps the library's own rules.

    OpenSSL takes a server's certificate that is among the roots, whoever has issued it; where its
    issuer is sent as well, the path does not show that this is none of them.
    """
    if not path or (len(path) > 1 and path[0].der in anchors):
        return False
    below = tuple(path[:-1]) or tuple(path)
    if below[-1].issuer != path[-1].subject:
        return False
    whole = Path(below, path[-1])
    return not flaws_of(whole, host=host, now=_now(), signed=lambda _child, _issuer: True)


def look_deep(chain: Sequence[Parsed], trust: Trust, host: str) -> CertificateVerdict:
    """Judge a chain with every root there is; loads the library that checks signatures."""
    from codex_doctor.probes.tls.signatures import is_signed_by

    now = _now()

    def judged(anchors: Sequence[Parsed]) -> Path:
        return best_path(chain, anchors, host=host, now=now, signed=is_signed_by)

    # Roots that one of the certificates names, and those of the same organization.
    parts = {part for one in chain for part in (one.issuer, *organization(one.issuer))}
    anchors, unread = trust.roots_with(parts)
    flaws = judged(anchors).flaws
    if not any(flaw.kind in {"unknown_ca", "self_signed"} for flaw in flaws):
        return CertificateVerdict(flaws, unread=unread)
    stores = trust.stores_with(parts, lambda others: judged(others).anchor is not None)
    if stores:  # nothing is missing on the way to a root that is known
        return CertificateVerdict(flaws, stores, unread)
    return CertificateVerdict(tuple(_named(flaw, chain, anchors) for flaw in flaws), stores, unread)


def as_openssl(
    verdict: CertificateVerdict, chain: Sequence[Parsed], code: int, words: Words
) -> CertificateVerdict:
    """Return why OpenSSL refuses a chain, as far as can be told with what the other library says.

    Args:
        verdict: What that library says.
        chain: What the server sent, its own certificate first.
        code: OpenSSL's number for the first thing that it has against the chain.
        words: Its words for it.
    """
    kinds = _OPENSSL_KINDS.get(code, _BROKEN)
    flaws = tuple(flaw for flaw in verdict.flaws if flaw.kind in kinds)
    whose = {"unknown_ca": chain[-1], "self_signed": chain[0], "hostname_mismatch": chain[0]}
    flaw = PathFlaw(kinds[0], words, whose.get(kinds[0]))
    return replace(verdict, flaws=flaws or (flaw,))


def _named(flaw: PathFlaw, chain: Sequence[Parsed], anchors: Sequence[Parsed]) -> PathFlaw:
    """Tell a root that is not trusted from a certificate between that is not sent."""
    leaf, *others = chain
    if flaw.kind != "unknown_ca":
        return flaw
    if leaf.der in {anchor.der for anchor in anchors}:
        return replace(flaw, detail=Told("handshake.own_certificate"))
    if flaw.at is not leaf or leaf.issuer in {anchor.subject for anchor in anchors}:
        return flaw
    # Public authorities say where the missing certificate is; private ones rarely do, but their
    # certificates bear the name of one organization.
    owner = set(organization(leaf.issuer))
    owned = any(owner & set(organization(anchor.subject)) for anchor in anchors)
    if others or leaf.names_issuer_url or owned:
        return replace(flaw, kind="chain_incomplete")
    return flaw


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
