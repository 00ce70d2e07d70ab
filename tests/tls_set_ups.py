"""Certificate set-ups, good and bad, each as measured with the real Codex.

Used three times: the oracle runs Codex and the doctor on them, the tests of the probe run the
doctor's own judgement, and where a Python binding of Codex's TLS library is installed, that too.
"""

from __future__ import annotations

import ssl
from typing import Any, Final

from odd_certificates import NOW, authority, server
from tls_chains import CHAINS
from tls_sent import CHAIN, HOST, NAMED, NAMES, OLD, PURPOSE, WEAK, YEAR, YOUNG, Build, SetUp

SET_UPS: Final[dict[str, Build]] = {}


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

SET_UPS.update(CHAINS)
