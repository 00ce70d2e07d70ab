from __future__ import annotations

import pytest

from codex_doctor.probes.tls.signatures import unsuitable_key


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        ("RSA 1024", True),
        ("RSA 2047", True),
        ("RSA 2048", False),
        ("RSA 4097", False),
        ("RSA 8192", False),
        ("RSA 8193", True),
        ("RSA", True),
        ("ECDSA P-256", False),
        ("ECDSA P-521", False),
        ("ECDSA secp256k1", True),
        ("Ed25519", False),
        ("Ed448", True),
    ],
)
def test_codex_takes_keys_of_these_kinds_and_sizes(kind: str, refused: bool) -> None:
    assert unsuitable_key(kind) is refused
