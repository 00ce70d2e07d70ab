from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from certificates import NOW, make_authority, make_certificate
from codex_doctor.probes.printable import printable
from codex_doctor.probes.tls.certificate import first_item, parse
from codex_doctor.words.told import said

PLAIN = make_certificate(names=("a.example", "192.0.2.1", "2001:db8::1"))


def build(name: x509.Name, *, year: int = 2060) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW.replace(year=1999))
        .not_valid_after(NOW.replace(year=year))
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def test_names_dates_and_marks_are_read() -> None:
    seen = parse(PLAIN.der)

    assert seen.shown.names == ("a.example", "192.0.2.1", "2001:db8::1")
    assert seen.shown.self_signed
    assert not seen.shown.is_ca
    assert not seen.names_issuer_url
    assert seen.subject == seen.issuer


def test_an_authority_and_the_address_of_an_issuer_are_seen() -> None:
    root = make_authority()
    leaf = parse(make_certificate(issuer=root, issuer_url="http://x.example/ca.crt").der)

    assert parse(root.der).shown.is_ca
    assert leaf.issuer == parse(root.der).subject
    assert leaf.names_issuer_url


def test_far_dates_old_dates_and_odd_strings_are_read() -> None:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Cé"),
            x509.NameAttribute(NameOID.STREET_ADDRESS, "left out"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "a\x1b[31m"),
        ]
    )
    seen = parse(build(name)).shown

    assert seen.subject == "CN=Cé, O=a\\x1b[31m"
    assert seen.not_before.startswith("1999-")
    assert seen.not_after.startswith("2060-")
    assert seen.names == ()
    nobody = parse(build(x509.Name([]))).shown
    assert (nobody.subject, said(nobody.whom), said(nobody.issued_by)) == (
        "",
        "(no name)",
        "(no name)",
    )


@given(st.binary(max_size=80))
def test_bytes_that_are_no_certificate_are_a_value_error(junk: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse(junk)


@given(st.data())
def test_a_damaged_certificate_is_read_or_refused_and_never_more(data: st.DataObject) -> None:
    der = bytearray(PLAIN.der)
    der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    try:
        seen = parse(bytes(der))
    except ValueError:
        return
    assert seen.shown.subject.isprintable()
    assert all(name.isprintable() for name in seen.shown.names)


def test_a_version_1_certificate_has_no_version_field() -> None:
    der = PLAIN.der
    start = der.index(b"\xa0\x03\x02\x01\x02")
    without = bytearray(der[:start] + der[start + 5 :])
    for at in (2, 6):  # the lengths of the certificate and of its signed part
        length = int.from_bytes(without[at : at + 2]) - 5
        without[at : at + 2] = length.to_bytes(2)

    assert parse(bytes(without)).shown.subject == parse(der).shown.subject


def test_the_first_item_ends_where_it_says() -> None:
    assert first_item(PLAIN.der + b"more") == PLAIN.der
    assert first_item(b"\x04\x01a\x00") == b"\x04\x01a"
    with pytest.raises(ValueError, match="cut off"):
        first_item(b"\x04\x05a")


def test_texts_are_escaped_and_cut() -> None:
    assert printable("a\nb\x1b") == "a\\nb\\x1b"
    assert printable(b"\xff\x00") == "\\xff\\x00"
    assert printable("x" * 300) == "x" * 200 + "…"
