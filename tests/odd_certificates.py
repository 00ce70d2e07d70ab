"""Certificates that are odd in any way a test asks for; see `certificates` for the plain ones."""

from __future__ import annotations

import ipaddress
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from msgspec import Struct
from msgspec.structs import replace

KeyKind = Literal["p256", "p384", "p521", "rsa1024", "rsa2048", "rsa3072", "ed25519", "ed448"]
Purpose = Literal["server", "client", "any"]

NOW: Final = datetime.now(UTC).replace(microsecond=0)
DAY: Final = timedelta(days=1)
NAMES: Final = ("127.0.0.1", "localhost")
_HASHES: Final[dict[str, Any]] = {
    "sha1": hashes.SHA256(),  # then signed again, see `_with_sha1`
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_PURPOSES: Final = {
    "server": ExtendedKeyUsageOID.SERVER_AUTH,
    "client": ExtendedKeyUsageOID.CLIENT_AUTH,
    "any": ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
}


class Shape(Struct, frozen=True):
    """What a certificate is like; every default is sound for a server on the loopback.

    Attributes:
        title: Common name.
        owner: Organization.
        key: Kind of its key.
        digest: Hash of the signature that its issuer makes.
        pss: Whether that signature is RSA-PSS.
        names: Alternative names; none leaves the extension out.
        ca: Value of basicConstraints, None leaves the extension out.
        path_length: How many authorities may stand below it.
        purposes: Extended key usages, None leaves the extension out.
        may_sign: Value of keyUsage.keyCertSign, None leaves the extension out.
        permitted: Name constraints.
        excluded: Name constraints.
        critical: Whether there is a critical extension that nobody knows.
        version: 3, or 1 for a certificate without extensions.
    """

    title: str = "server"
    owner: str = "codex-doctor tests"
    key: KeyKind = "p256"
    digest: str = "sha256"
    pss: bool = False
    names: tuple[str, ...] = NAMES
    ca: bool | None = False
    path_length: int | None = None
    purposes: tuple[Purpose, ...] | None = None
    may_sign: bool | None = None
    permitted: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    critical: bool = False
    first: datetime = NOW - DAY
    last: datetime = NOW + 30 * DAY
    version: int = 3


AUTHORITY: Final = Shape(title="Test Root", names=(), ca=True)


class Odd(Struct, frozen=True):
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Any

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return bytes(
            self.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )


@cache
def make_key(kind: KeyKind, number: int = 0) -> Any:
    """Return a key; the same one for the same number, since RSA takes long to make."""
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind[3:]))
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if kind == "ed448":
        return ed448.Ed448PrivateKey.generate()
    curves = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1(), "p521": ec.SECP521R1()}
    return ec.generate_private_key(curves[kind])


def authority(title: str = "Test Root", *, issuer: Odd | None = None, **odd: Any) -> Odd:
    """Make an authority; without an issuer it is a root."""
    return make(replace(AUTHORITY, title=title, **odd), issuer=issuer)


def server(*, issuer: Odd | None = None, **odd: Any) -> Odd:
    """Make a server's certificate; without an issuer it signs itself."""
    return make(Shape(**odd), issuer=issuer)


def make(shape: Shape, *, issuer: Odd | None = None) -> Odd:
    """Make a certificate of this shape."""
    key = make_key(shape.key, hash(shape.title))
    signer = issuer.key if issuer else key
    subject = _name(shape.title, shape.owner)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(shape.first)
        .not_valid_after(shape.last)
    )
    for extension, critical in _extensions(shape) if shape.version == 3 else ():
        builder = builder.add_extension(extension, critical=critical)
    digest = None if "ed" in type(signer).__name__.lower()[:2] else _HASHES[shape.digest]
    pss = padding.PSS(padding.MGF1(_HASHES[shape.digest]), _HASHES[shape.digest].digest_size)
    signed = builder.sign(signer, digest, rsa_padding=pss if shape.pss else None)
    if shape.version == 1:
        signed = _as_version_1(signed, signer)
    return Odd(_with_sha1(signed, signer) if shape.digest == "sha1" else signed, key)


def _extensions(shape: Shape) -> list[tuple[x509.ExtensionType, bool]]:
    found: list[tuple[x509.ExtensionType, bool]] = []
    if shape.ca is not None:
        length = shape.path_length if shape.ca else None
        found.append((x509.BasicConstraints(shape.ca, length), True))
    if shape.names:
        found.append((x509.SubjectAlternativeName([_general(one) for one in shape.names]), False))
    if shape.purposes is not None:
        found.append((x509.ExtendedKeyUsage([_PURPOSES[one] for one in shape.purposes]), False))
    if shape.may_sign is not None:
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "crl_sign", "encipher_only", "decipher_only"), False)  # fmt: skip
        found.append(
            (x509.KeyUsage(digital_signature=True, key_cert_sign=shape.may_sign, **usage), True)
        )
    if shape.permitted or shape.excluded:
        permitted, excluded = (
            [_constraint(one) for one in names] or None
            for names in (shape.permitted, shape.excluded)
        )
        found.append((x509.NameConstraints(permitted, excluded), True))
    if shape.critical:
        unknown = x509.ObjectIdentifier("1.3.6.1.4.1.55555.1")
        found.append((x509.UnrecognizedExtension(unknown, b"\x05\x00"), True))
    return found


def _name(title: str, owner: str = "codex-doctor tests") -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, title),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, owner),
        ]
    )


def _general(name: str) -> x509.GeneralName:
    kind, _, rest = name.partition(":")
    if kind == "dns":  # also for what is no name, or an address in the wrong place
        return x509.DNSName(rest)
    if kind == "uri":
        return x509.UniformResourceIdentifier(f"https:{rest}")
    if kind == "email":
        return x509.RFC822Name(rest)
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _constraint(name: str) -> x509.GeneralName:
    if name.startswith("dir:"):
        return x509.DirectoryName(_name(name[4:]))
    try:
        return x509.IPAddress(ipaddress.ip_network(name))
    except ValueError:
        return _general(name)


def _with_sha1(certificate: x509.Certificate, signer: Any) -> x509.Certificate:
    """Sign again with SHA-1 and RSA, which `cryptography` refuses to do and openssl does."""
    rsa_with = bytes.fromhex("06092a864886f70d0101")
    inner = certificate.tbs_certificate_bytes.replace(rsa_with + b"\x0b", rsa_with + b"\x05")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "key.pem").write_bytes(Odd(certificate, signer).key_pem)
        (Path(folder) / "inner").write_bytes(inner)
        command = ["openssl", "dgst", "-sha1", "-sign", "key.pem", "inner"]
        signature = subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout
    algorithm = bytes.fromhex("300d") + rsa_with + bytes.fromhex("050500")
    bits = b"\x03\x82" + (len(signature) + 1).to_bytes(2) + b"\x00" + signature
    body = inner + algorithm + bits
    return x509.load_der_x509_certificate(_sequence(body))


def _as_version_1(certificate: x509.Certificate, signer: Any) -> x509.Certificate:
    """Sign again, as version 1, a certificate without extensions; by a key on a curve."""
    version_3 = bytes.fromhex("a003020102")
    _, marked, fields = certificate.tbs_certificate_bytes.partition(version_3)
    assert marked
    inner = _sequence(fields)
    signature = signer.sign(inner, ec.ECDSA(hashes.SHA256()))
    algorithm = bytes.fromhex("300a06082a8648ce3d040302")
    bits = b"\x03" + bytes([len(signature) + 1]) + b"\x00" + signature
    return x509.load_der_x509_certificate(_sequence(inner + algorithm + bits))


def _sequence(content: bytes) -> bytes:
    return b"\x30\x82" + len(content).to_bytes(2) + content
