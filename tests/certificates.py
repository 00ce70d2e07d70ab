"""Certificates made for tests, sound by default and wrong in exactly one way when asked to be."""

from __future__ import annotations

import ipaddress
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from msgspec import Struct

NOW = datetime.now(UTC).replace(microsecond=0)


class Issued(Struct, frozen=True):
    """A certificate with its key, and the certificates that a server sends after it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    between: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def write(self, folder: Path, name: str = "ca.pem") -> str:
        """Write the certificate as PEM and return the file's name."""
        (folder / name).write_bytes(self.pem)
        return str(folder / name)

    def server_context(self) -> ssl.SSLContext:
        """Return a context for a server with this certificate, HTTP/1.1 only."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        chain = b"".join(
            one.public_bytes(serialization.Encoding.PEM)
            for one in (self.certificate, *self.between)
        )
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "server.pem").write_bytes(self.key_pem + chain)
            context.load_cert_chain(Path(folder) / "server.pem")
        return context


def make_certificate(
    common_name: str = "localhost",
    *,
    organization: str = "codex-doctor tests",
    issuer: Issued | None = None,
    names: tuple[str, ...] = ("localhost", "127.0.0.1"),
    is_ca: bool = False,
    not_before: datetime = NOW - timedelta(days=1),
    not_after: datetime = NOW + timedelta(days=30),
    issuer_url: str | None = None,
    between: tuple[Issued, ...] = (),
) -> Issued:
    """Make a certificate; without an issuer it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
        ]
    )
    signer = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    )
    if names:
        shown = x509.SubjectAlternativeName([_general_name(name) for name in names])
        builder = builder.add_extension(shown, critical=False)
    if issuer_url:
        access = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(issuer_url)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    certificate = builder.sign(signer, hashes.SHA256())
    return Issued(certificate, key, tuple(one.certificate for one in between))


def make_authority(
    common_name: str = "Test Root",
    *,
    issuer: Issued | None = None,
    organization: str = "codex-doctor tests",
) -> Issued:
    """Make a CA certificate."""
    return make_certificate(
        common_name, organization=organization, issuer=issuer, names=(), is_ca=True
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
