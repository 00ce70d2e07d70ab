"""Certificate set-ups, good and bad, each as measured with the real Codex.

Used three times: the oracle runs Codex and the doctor on them, the tests of the probe run the
doctor's own judgement, and where a Python binding of Codex's TLS library is installed, that too.
"""

from __future__ import annotations

import ssl
import tempfile
import warnings
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from odd_certificates import DAY, NOW, Odd, authority, server

HOST: Final = "127.0.0.1"
NAMED: Final = "api.codex.test"  # reached through a proxy, since no name server knows it
YEAR: Final = 365 * DAY


class SetUp(Struct, frozen=True):
    """What a server sends and what is trusted.

    Attributes:
        sent: The chain, the server's own certificate first.
        roots: Certificates in CODEX_CA_CERTIFICATE; none leaves the variable out.
        expect: Finding that the doctor must put first; None when Codex works.
        host: Host in base_url.
        versions: Oldest and newest version that the server speaks.
        ciphers: Its ciphers for TLS 1.2 and older.
        wants_client: Whether it demands a client certificate.
    """

    sent: tuple[Odd, ...]
    roots: tuple[Odd, ...]
    expect: str | None = None
    host: str = HOST
    versions: tuple[ssl.TLSVersion, ssl.TLSVersion] = (
        ssl.TLSVersion.TLSv1_2,
        ssl.TLSVersion.TLSv1_3,
    )
    ciphers: str = "ALL:@SECLEVEL=0"
    wants_client: bool = False

    def server_context(self) -> ssl.SSLContext:
        """Return a context for the server, HTTP/1.1 only."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        context.set_ciphers(self.ciphers)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version, context.maximum_version = self.versions
        with tempfile.TemporaryDirectory() as folder:
            pem = Path(folder) / "server.pem"
            pem.write_bytes(self.sent[0].key_pem + b"".join(one.pem for one in self.sent))
            context.load_cert_chain(pem)
            if self.wants_client:
                context.verify_mode = ssl.CERT_REQUIRED
                context.load_verify_locations(pem)
        return context


Build = Callable[[], SetUp]
SET_UPS: Final[dict[str, Build]] = {}
OLD: Final[dict[str, Any]] = {"first": NOW - 2 * YEAR, "last": NOW - DAY}
YOUNG: Final[dict[str, Any]] = {"first": NOW + DAY, "last": NOW + YEAR}


def _add(name: str) -> Callable[[Build], Build]:
    def add(build: Build) -> Build:
        SET_UPS[name] = build
        return build

    return add


def _leaf(name: str, expect: str | None = None, host: str = HOST, **odd: Any) -> None:
    """Add a server's certificate of this shape, issued by a trusted root."""

    def build() -> SetUp:
        root = authority()
        return SetUp((server(issuer=root, **odd),), (root,), expect, host)

    SET_UPS[name] = build


def _middle(name: str, expect: str | None = None, **odd: Any) -> None:
    """Add an intermediate of this shape, sent between a sound leaf and a trusted root."""

    def build() -> SetUp:
        root = authority()
        middle = authority("Middle", issuer=root, **odd)
        return SetUp((server(issuer=middle), middle), (root,), expect)

    SET_UPS[name] = build


def _root(name: str, expect: str | None = None, digest: str = "sha256", **odd: Any) -> None:
    """Add a trusted root of this shape with a sound leaf."""

    def build() -> SetUp:
        root = authority(digest="sha256" if "digest" in odd else digest, **odd)
        return SetUp((server(issuer=root, digest=digest),), (root,), expect)

    SET_UPS[name] = build


def _server(name: str, expect: str | None = None, **odd: Any) -> None:
    """Add a sound chain on a server that speaks TLS in an odd way."""

    def build() -> SetUp:
        root = authority()
        return SetUp((server(issuer=root),), (root,), expect, **odd)

    SET_UPS[name] = build


WEAK: Final = "tls.weak_algorithm"
PURPOSE: Final = "tls.wrong_purpose"
NAMES: Final = "tls.name_constraints"
CHAIN: Final = "tls.chain_invalid"

# ----- the server's own certificate
_leaf("leaf-plain")
_leaf("leaf-p384", key="p384")
_leaf("leaf-p521", key="p521")
_leaf("leaf-ed25519", key="ed25519")
_leaf("leaf-ed448", key="ed448", expect=WEAK)
_leaf("leaf-rsa2048", key="rsa2048")
_leaf("leaf-rsa3072", key="rsa3072")
_leaf("leaf-rsa1024", WEAK, key="rsa1024")
_leaf("leaf-expired", "tls.expired", **OLD)
_leaf("leaf-young", "tls.not_yet_valid", **YOUNG)
_leaf("leaf-ten-years", last=NOW + 10 * YEAR)
_leaf("leaf-is-ca", "tls.ca_as_leaf", ca=True)
_leaf("leaf-no-constraints", ca=None)
_leaf("leaf-for-clients", PURPOSE, purposes=("client",))
_leaf("leaf-for-anything", PURPOSE, purposes=("any",))
_leaf("leaf-for-both", purposes=("server", "client"))
_leaf("leaf-critical-unknown", CHAIN, critical=True)
_leaf("leaf-version-1", CHAIN, version=1)
_leaf("leaf-may-sign", may_sign=True)
_leaf("leaf-own-constraints", permitted=("other.test",))

# ----- its names
_leaf("name-common-only", "tls.hostname_mismatch", title=HOST, names=())
_leaf("name-common-only-host", "tls.hostname_mismatch", NAMED, title=NAMED, names=())
_leaf("name-other", "tls.hostname_mismatch", names=("other.example",))
_leaf("name-address-as-name", "tls.hostname_mismatch", names=(f"dns:{HOST}",))
_leaf("name-other-address", "tls.hostname_mismatch", names=("127.0.0.2",))
_leaf("name-exact", host=NAMED, names=(NAMED,))
_leaf("name-capitals", host=NAMED, names=("API.Codex.TEST",))
_leaf("name-wildcard", host=NAMED, names=("*.codex.test",))
_leaf("name-wildcard-deep", "tls.hostname_mismatch", "a.api.codex.test", names=("*.codex.test",))
_leaf("name-wildcard-self", "tls.hostname_mismatch", "codex.test", names=("*.codex.test",))
_leaf("name-wildcard-top", "tls.hostname_mismatch", "codex.test", names=("*.test",))
_leaf("name-wildcard-part", "tls.hostname_mismatch", NAMED, names=("a*.codex.test",))
_leaf("name-wildcard-inside", "tls.hostname_mismatch", NAMED, names=("api.*.test",))
_leaf("name-wildcard-alone", "tls.hostname_mismatch", "localhost", names=("*",))
_leaf("name-underscore", host="my_api.codex.test", names=("my_api.codex.test",))
_leaf("name-other-kinds", "tls.hostname_mismatch", names=("uri://127.0.0.1", "email:a@b.test"))
_leaf("name-broken-beside", host=NAMED, names=("dns:-.bad..name", NAMED))
_leaf("name-final-dot", "tls.hostname_mismatch", NAMED, names=(f"{NAMED}.",))
_leaf("name-host-final-dot", host=f"{NAMED}.", names=(NAMED,))

# ----- the certificates between
_middle("middle-plain")
_middle("middle-expired", "tls.expired", **OLD)
_middle("middle-young", "tls.not_yet_valid", **YOUNG)
_middle("middle-not-ca", CHAIN, ca=False)
_middle("middle-no-constraints", CHAIN, ca=None)
_middle("middle-may-not-sign", may_sign=False)
_middle("middle-for-clients", PURPOSE, purposes=("client",))
_middle("middle-for-anything", PURPOSE, purposes=("any",))
_middle("middle-for-servers", purposes=("server",))
_middle("middle-path-0", path_length=0)
_middle("middle-critical-unknown", CHAIN, critical=True)
_middle("middle-version-1", CHAIN, version=1)
_middle("middle-permits", permitted=("127.0.0.0/8", "localhost"))
_middle("middle-permits-address-only", NAMES, permitted=("127.0.0.0/8", "codex.test"))
_middle("middle-permits-other", NAMES, permitted=("10.0.0.0/8",))
_middle("middle-excludes", NAMES, excluded=("localhost",))
_middle("middle-excludes-other", excluded=("other.test", "10.0.0.0/8"))
_middle("middle-permits-directory", NAMES, permitted=("dir:server",))
_middle("middle-excludes-directory", NAMES, excluded=("dir:server",))
_middle("middle-permits-mail", permitted=("email:a@b.test",))

# ----- the root
_root("root-expired", **OLD)
_root("root-young", **YOUNG)
_root("root-not-ca", ca=False)
_root("root-no-constraints", ca=None)
_root("root-version-1", version=1)
_root("root-path-0", path_length=0)
_root("root-for-clients", purposes=("client",))
_root("root-may-not-sign", may_sign=False)
_root("root-critical-unknown", critical=True)
_root("root-permits-other", NAMES, permitted=("10.0.0.0/8",))
_root("root-permits", permitted=("127.0.0.0/8", "localhost"))
_root("root-rsa2048", key="rsa2048")
_root("root-rsa1024", WEAK, key="rsa1024")
_root("root-p384", key="p384")
_root("root-p521", key="p521")
_root("root-ed25519", key="ed25519")
_root("signed-sha1", WEAK, "sha1", key="rsa2048")
_root("signed-sha224", WEAK, "sha224", key="rsa2048")
_root("signed-sha512", None, "sha512", key="rsa2048")
_root("signed-ecdsa-sha512", None, "sha512")
_root("signed-p384-sha256", None, "sha256", key="p384")

# ----- versions and ciphers
_V = ssl.TLSVersion
_server("speaks-old", "tls.version", versions=(_V.TLSv1, _V.TLSv1_1))
_server("speaks-1.2", versions=(_V.TLSv1_2, _V.TLSv1_2))
_server("speaks-1.3", versions=(_V.TLSv1_3, _V.TLSv1_3))
_server(
    "speaks-cbc",
    "tls.version",
    versions=(_V.TLSv1_2, _V.TLSv1_2),
    ciphers="ECDHE-ECDSA-AES128-SHA",
)
_server("wants-client", "tls.client_certificate", wants_client=True)
_server(
    "wants-client-1.2",
    "tls.client_certificate",
    wants_client=True,
    versions=(_V.TLSv1_2, _V.TLSv1_2),
)


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
