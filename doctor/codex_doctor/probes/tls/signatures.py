"""Which keys and signatures of certificates Codex's TLS library takes, and whether they are right.

`cryptography` is loaded only when a signature is checked, that is when TLS fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codex_doctor.probes.tls.certificate import Parsed

MIN_RSA_BITS, MAX_RSA_BITS = 2048, 8192
# As observed with Codex 0.169.0 (SHA-1 and SHA-224 are refused). A hash name for each.
_RSA = {
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
}
_RSA_PSS = "1.2.840.113549.1.1.10"
_EC = {
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
}
_ED25519 = "1.3.101.112"
_CURVES = {"ECDSA P-256", "ECDSA P-384", "ECDSA P-521"}


def unsuitable_key(kind: str) -> bool:
    """Tell whether Codex's library refuses every signature by a key of this kind."""
    name, _, size = kind.partition(" ")
    if name == "RSA" and size.isdigit():
        return not MIN_RSA_BITS <= int(size) <= MAX_RSA_BITS
    return kind not in _CURVES and kind != "Ed25519"


def unsuitable_signature(child: Parsed) -> bool:
    """Tell whether the algorithm of a certificate's signature is one that is refused."""
    return child.algorithm not in {*_RSA, _RSA_PSS, *_EC, _ED25519}


def is_signed_by(child: Parsed, issuer: Parsed) -> bool:
    """Verify a certificate's signature with the key of its issuer."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_public_key
    from cryptography.x509 import load_der_x509_certificate

    try:
        key: Any = load_der_public_key(issuer.public_key)
        key.verify(child.signature, child.signed, *_how(child, load_der_x509_certificate))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, AttributeError):
        # A TypeError or AttributeError: the key is of another kind than the signature.
        return False
    return True


def _how(child: Parsed, load: Any) -> tuple[Any, ...]:
    """Return what the key's `verify` wants besides signature and data."""
    from cryptography.hazmat.primitives.asymmetric import ec, padding

    if child.algorithm == _ED25519:
        return ()
    certificate = load(child.der)
    digest = certificate.signature_hash_algorithm
    if child.algorithm in _EC:
        return (ec.ECDSA(digest),)
    return (
        certificate.signature_algorithm_parameters if child.algorithm == _RSA_PSS
        else padding.PKCS1v15(),
        digest,
    )  # fmt: skip
