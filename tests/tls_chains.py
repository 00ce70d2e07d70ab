"""Set-ups of which the chain is the point, or that have no shape like the others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from odd_certificates import NOW, authority, server
from tls_sent import CHAIN, OLD, WEAK, SetUp

if TYPE_CHECKING:
    from collections.abc import Callable

    from odd_certificates import Odd
    from tls_sent import Build

CHAINS: Final[dict[str, Build]] = {}


def _add(name: str) -> Callable[[Build], Build]:
    def add(build: Build) -> Build:
        CHAINS[name] = build
        return build

    return add


@_add("root-path-0-broken")
def _() -> SetUp:
    root = authority(path_length=0)
    middle = authority("Middle", issuer=root)
    return SetUp((server(issuer=middle), middle), (root,))


@_add("middle-path-broken")
def _() -> SetUp:
    root = authority()
    upper = authority("Upper", issuer=root, path_length=0)
    middle = authority("Middle", issuer=upper)
    return SetUp((server(issuer=middle), middle, upper), (root,), CHAIN)


@_add("middle-sha1")
def _() -> SetUp:
    root = authority(key="rsa2048")
    middle = authority("Middle", issuer=root, digest="sha1")
    return SetUp((server(issuer=middle), middle), (root,), WEAK)


@_add("root-sha1")
def _() -> SetUp:
    root = authority(key="rsa2048", digest="sha1")
    return SetUp((server(issuer=root),), (root,))


@_add("signed-pss")
def _() -> SetUp:
    root = authority(key="rsa2048")
    return SetUp((server(issuer=root, pss=True),), (root,))


def _chain(length: int) -> tuple[tuple[Odd, ...], Odd]:
    root = issuer = authority()
    between: list[Odd] = []
    for number in range(length):
        issuer = authority(f"Middle {number}", issuer=issuer)
        between.insert(0, issuer)
    return (server(issuer=issuer), *between), root


@_add("chain-wrong-order")
def _() -> SetUp:
    (leaf, *between), root = _chain(3)
    return SetUp((leaf, *reversed(between)), (root,))


@_add("chain-with-root")
def _() -> SetUp:
    sent, root = _chain(1)
    return SetUp((*sent, root), (root,))


@_add("chain-with-strangers")
def _() -> SetUp:
    sent, root = _chain(1)
    old = authority("Stranger", **OLD)
    return SetUp((*sent, old, sent[0]), (root,))


@_add("chain-of-5")
def _() -> SetUp:
    sent, root = _chain(5)
    return SetUp(sent, (root,))


@_add("chain-of-8")
def _() -> SetUp:
    sent, root = _chain(8)
    return SetUp(sent, (root,), CHAIN)


@_add("chain-missing")
def _() -> SetUp:
    sent, root = _chain(1)
    return SetUp(sent[:1], (root,), "tls.chain_incomplete")


@_add("chain-to-middle")
def _() -> SetUp:
    sent, _ = _chain(2)
    return SetUp(sent[:2], (sent[2],))


@_add("chain-two-ways")
def _() -> SetUp:
    # The old root's copy of the authority has expired, the new root's has not.
    old, new = authority("Old Root"), authority("New Root")
    first = authority("Middle", issuer=old, **OLD)
    second = authority("Middle", issuer=new)
    return SetUp((server(issuer=second), first, second), (old, new))


@_add("chain-crossed")
def _() -> SetUp:
    # The root is sent once more, signed by an older root that is not trusted.
    old, root = authority("Old Root", **OLD), authority()
    crossed = authority(issuer=old)
    return SetUp((server(issuer=root), crossed), (root,))


@_add("root-renewed")
def _() -> SetUp:
    # The trusted root has the right name and another key.
    old = authority(key="p384")
    return SetUp((server(issuer=authority()),), (old,), "tls.unknown_ca")


@_add("root-renewed-both")
def _() -> SetUp:
    old, new = authority(key="p384"), authority()
    return SetUp((server(issuer=new),), (old, new))


@_add("root-unknown")
def _() -> SetUp:
    return SetUp((server(issuer=authority()),), (), "tls.unknown_ca")


@_add("root-other")
def _() -> SetUp:
    return SetUp(
        (server(issuer=authority()),), (authority("Other", owner="Others"),), "tls.unknown_ca"
    )


@_add("root-expired-unknown")
def _() -> SetUp:
    root = authority(**OLD)
    return SetUp((server(issuer=root), root), (), "tls.unknown_ca")


@_add("leaf-listed")
def _() -> SetUp:
    leaf = server(issuer=authority())
    return SetUp((leaf,), (leaf,), "tls.unknown_ca")


@_add("self-signed")
def _() -> SetUp:
    return SetUp((server(),), (), "tls.self_signed")


@_add("self-signed-listed")
def _() -> SetUp:
    leaf = server()
    return SetUp((leaf,), (leaf,))


@_add("self-signed-listed-expired")
def _() -> SetUp:
    leaf = server(**OLD)
    return SetUp((leaf,), (leaf,), "tls.expired")


@_add("self-signed-listed-no-constraints")
def _() -> SetUp:
    leaf = server(ca=None)
    return SetUp((leaf,), (leaf,))


@_add("self-signed-listed-ca")
def _() -> SetUp:
    leaf = server(ca=True)
    return SetUp((leaf,), (leaf,), "tls.ca_as_leaf")


@_add("self-signed-listed-wrong-name")
def _() -> SetUp:
    leaf = server(names=("other.test",))
    return SetUp((leaf,), (leaf,), "tls.hostname_mismatch")


@_add("expired-and-unknown")
def _() -> SetUp:
    return SetUp((server(issuer=authority(), **OLD),), (), "tls.expired")


@_add("leaf-last-hour")
def _() -> SetUp:
    root = authority()
    return SetUp((server(issuer=root, last=NOW + timedelta(hours=1)),), (root,))
