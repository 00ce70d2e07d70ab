"""Set-ups whose endpoint speaks TLS; their certificates are made when a test asks for them."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace

from codex_doctor.lab.fault import Fault, changed
from codex_doctor.lab.variants import HEALTHY

Set = tuple[Fault, ssl.SSLContext]
Builder = Callable[[Path], Set]
ADDRESS: Final = "127.0.0.1"


def _server(folder: Path, chain: bytes, key: bytes) -> ssl.SSLContext:
    path = folder / "server.pem"
    path.write_bytes(key + chain)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def _issued(folder: Path, leaf: trustme.LeafCert, *, whole: bool = True) -> ssl.SSLContext:
    blobs = leaf.cert_chain_pems if whole else leaf.cert_chain_pems[:1]
    chain = b"".join(blob.bytes() for blob in blobs)
    return _server(folder, chain, leaf.private_key_pem.bytes())


def _trusting(fault: Fault, folder: Path, pem: bytes, name: str = "CODEX_CA_CERTIFICATE") -> Fault:
    path = folder / "ca.pem"
    path.write_bytes(pem)
    return replace(fault, environ={**fault.environ, name: str(path)})


def _fault(expect: str | None) -> Fault:
    return replace(HEALTHY, area="tls", expect=expect, works=expect is None)


def _trusted(folder: Path, variable: str) -> Set:
    authority = trustme.CA()
    fault = _fault(None)
    trusting = _trusting(fault, folder, authority.cert_pem.bytes(), variable)
    return trusting, _issued(folder, authority.issue_cert(ADDRESS))


def by_codex_variable(folder: Path) -> Set:
    """CODEX_CA_CERTIFICATE names the endpoint's own authority."""
    return _trusted(folder, "CODEX_CA_CERTIFICATE")


def by_openssl_variable(folder: Path) -> Set:
    """SSL_CERT_FILE names the endpoint's own authority."""
    return _trusted(folder, "SSL_CERT_FILE")


def unknown_ca(folder: Path) -> Set:
    """The chain ends in an authority nobody knows."""
    fault = _fault("tls.unknown_ca")
    return fault, _issued(folder, trustme.CA().issue_cert(ADDRESS))


def _dated(folder: Path, fault: Fault, *, days: tuple[int, int]) -> Set:
    authority = trustme.CA()
    first, last = (datetime.now(UTC) + timedelta(days=offset) for offset in days)
    leaf = authority.issue_cert(ADDRESS, not_before=first, not_after=last)
    return _trusting(fault, folder, authority.cert_pem.bytes()), _issued(folder, leaf)


def expired(folder: Path) -> Set:
    """The certificate has expired."""
    fault = _fault("tls.expired")
    return _dated(folder, fault, days=(-90, -1))


def not_yet_valid(folder: Path) -> Set:
    """The certificate is not valid yet."""
    fault = _fault("tls.not_yet_valid")
    return _dated(folder, fault, days=(1, 90))


def wrong_host(folder: Path) -> Set:
    """The certificate is for another name."""
    authority = trustme.CA()
    fault = _fault("tls.hostname_mismatch")
    trusting = _trusting(fault, folder, authority.cert_pem.bytes())
    return trusting, _issued(folder, authority.issue_cert("other.example"))


def incomplete_chain(folder: Path) -> Set:
    """The intermediate certificate is not sent."""
    authority = trustme.CA()
    leaf = authority.create_child_ca().issue_cert(ADDRESS)
    fault = _fault("tls.chain_incomplete")
    trusting = _trusting(fault, folder, authority.cert_pem.bytes())
    return trusting, _issued(folder, leaf, whole=False)


def self_made(*, is_ca: bool) -> tuple[bytes, bytes]:
    """Make a self-signed certificate for the loopback; return it and its key as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "lab")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(ADDRESS))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return certificate.public_bytes(serialization.Encoding.PEM), private


def self_signed(folder: Path) -> Set:
    """The certificate is self-signed."""
    fault = _fault("tls.self_signed")
    return fault, _server(folder, *self_made(is_ca=False))


def self_signed_trusted(folder: Path) -> Set:
    """A self-signed certificate is trusted by name."""
    fault = _fault(None)
    certificate, key = self_made(is_ca=False)
    return _trusting(fault, folder, certificate), _server(folder, certificate, key)


def ca_as_leaf(folder: Path) -> Set:
    """The server's certificate is an authority's own."""
    fault = _fault("tls.ca_as_leaf")
    certificate, key = self_made(is_ca=True)
    return _trusting(fault, folder, certificate), _server(folder, certificate, key)


def ca_file_missing(folder: Path) -> Set:
    """CODEX_CA_CERTIFICATE names no file."""
    fault = _fault("tls.ca_file_invalid")
    lost = {**fault.environ, "CODEX_CA_CERTIFICATE": str(folder / "nothing.pem")}
    return replace(fault, environ=lost), _issued(folder, trustme.CA().issue_cert(ADDRESS))


def ca_file_not_pem(folder: Path) -> Set:
    """SSL_CERT_FILE is no PEM file."""
    fault = _fault("tls.ca_file_invalid")
    context = _issued(folder, trustme.CA().issue_cert(ADDRESS))
    return _trusting(fault, folder, b"no certificate\n", "SSL_CERT_FILE"), context


def needed(folder: Path) -> Set:
    """base_url says http, and the server speaks TLS."""
    fault = _fault("tls.needed")
    config = changed("{base_url}", "http://127.0.0.1:{port}/v1")
    context = _issued(folder, trustme.CA().issue_cert(ADDRESS))
    return replace(fault, config=config), context


def old_version(folder: Path) -> Set:
    """The server speaks nothing newer than TLS 1.1."""
    fault = _fault("tls.version")
    authority = trustme.CA()
    context = _issued(folder, authority.issue_cert(ADDRESS))
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return _trusting(fault, folder, authority.cert_pem.bytes()), context


_BUILDERS: Final[tuple[Builder, ...]] = (
    by_codex_variable,
    by_openssl_variable,
    self_signed_trusted,
    unknown_ca,
    self_signed,
    expired,
    not_yet_valid,
    wrong_host,
    incomplete_chain,
    ca_as_leaf,
    ca_file_missing,
    ca_file_not_pem,
    needed,
    old_version,
)


def _named(build: Builder, name: str) -> Builder:
    @wraps(build)
    def named(folder: Path) -> Set:
        fault, context = build(folder)
        return replace(fault, name=name), context

    return named


TLS_FAULTS: Final = {
    name: _named(build, name)
    for build in _BUILDERS
    for name in (f"tls-{build.__name__.replace('_', '-')}",)
}
