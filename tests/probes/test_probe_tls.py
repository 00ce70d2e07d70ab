from __future__ import annotations

import asyncio
import ssl
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from certificates import NOW, Issued, make_authority, make_certificate
from codex_doctor.facts import ProxyChoice, TlsHandshake
from codex_doctor.probes.tls.handshakes import Trust, handshake, spoken, trust
from codex_doctor.words.told import said
from servers import (
    close_at_once,
    http_answer,
    listen,
    proxy,
    reset,
    say,
    stay_silent,
)

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.listener import Handler

ROOT = make_authority()
GOOD = make_certificate(issuer=ROOT)
MIDDLE = make_authority("Test Middle", issuer=ROOT)
DAY = timedelta(days=1)


@pytest.fixture
def trusted(tmp_path: Path) -> Trust:
    return trust(ca_file=ROOT.write(tmp_path), ca_variable="SSL_CERT_FILE")


def trust_in(issued: Issued, folder: Path) -> Trust:
    return trust(ca_file=issued.write(folder), ca_variable="CODEX_CA_CERTIFICATE")


def shake(
    trusted: Trust,
    certificate: Issued | None = GOOD,
    *,
    handler: Handler | None = None,
    context: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
    timeout_s: float = 2.0,
) -> TlsHandshake:
    """Return what the probe makes of one server, healthy by default."""
    tls = context or (certificate.server_context() if certificate else None)

    async def run() -> TlsHandshake:
        async with listen(handler or http_answer(), tls=tls) as server:
            seen, _ = await handshake(
                host, server.port, addresses=("127.0.0.1",), trust=trusted, timeout_s=timeout_s
            )
            return seen

    return asyncio.run(run())


def test_a_good_certificate_is_ok_and_shown(trusted: Trust) -> None:
    seen = shake(trusted)

    assert (seen.result, seen.version, said(seen.detail)) == ("ok", "TLSv1.3", "")
    assert seen.certificate is not None
    assert seen.certificate.subject == "CN=localhost, O=codex-doctor tests"
    assert seen.certificate.names == ("localhost", "127.0.0.1")
    assert seen.certificate.not_after == (NOW + 30 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert not seen.certificate.is_ca
    assert said(seen.roots).endswith("ca.pem (SSL_CERT_FILE)")


def test_a_sent_intermediate_is_ok_and_a_missing_one_named(trusted: Trust) -> None:
    sent = make_certificate(issuer=MIDDLE, between=(MIDDLE,))
    elsewhere = make_authority("Elsewhere", organization="Others")
    missing = make_certificate(issuer=elsewhere, issuer_url="http://ca.example/middle.crt")
    same_owner = make_certificate(issuer=MIDDLE)
    wrong = make_certificate(issuer=MIDDLE, between=(ROOT,))

    assert shake(trusted, sent).result == "ok"
    assert shake(trusted, missing).result == "chain_incomplete"
    assert shake(trusted, same_owner).result == "chain_incomplete"
    assert shake(trusted, wrong).result == "chain_incomplete"


def test_an_authority_in_between_can_be_the_root_of_trust(tmp_path: Path) -> None:
    assert shake(trust_in(MIDDLE, tmp_path), make_certificate(issuer=MIDDLE)).result == "ok"


def test_an_authority_that_is_not_trusted_is_named(tmp_path: Path) -> None:
    elsewhere = trust_in(make_authority("Another Root", organization="Others"), tmp_path)
    full = make_certificate(issuer=MIDDLE, between=(MIDDLE, ROOT))

    assert shake(elsewhere).result == "unknown_ca"
    assert shake(elsewhere, full).result == "unknown_ca"
    assert shake(elsewhere, make_certificate(issuer=MIDDLE, between=(MIDDLE,))).result == (
        "unknown_ca"
    )


@pytest.mark.parametrize("sent", [(), (ROOT,)])
def test_the_own_certificate_in_place_of_the_authority_does_not_help(
    sent: tuple[Issued, ...], tmp_path: Path
) -> None:
    own = make_certificate(issuer=ROOT, between=sent)
    seen = shake(trust_in(own, tmp_path), own)

    assert seen.result == "unknown_ca"
    assert "the server's own certificate" in said(seen.detail)


def test_the_own_certificate_beside_the_authority_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "both.pem").write_bytes(GOOD.pem + ROOT.pem)
    both = trust(ca_file=str(tmp_path / "both.pem"), ca_variable="SSL_CERT_FILE")

    assert shake(both).result == "ok"


def test_a_self_signed_certificate_works_when_trusted_unless_it_is_a_ca(tmp_path: Path) -> None:
    plain, marked = make_certificate(), make_certificate(is_ca=True)
    nothing = trust_in(ROOT, tmp_path)

    assert shake(nothing, plain).result == "self_signed"
    assert shake(nothing, marked).result == "self_signed"
    assert shake(trust_in(plain, tmp_path), plain).result == "ok"
    assert shake(trust_in(marked, tmp_path), marked).result == "ca_as_leaf"


def test_a_ca_certificate_as_leaf_is_refused_also_with_a_trusted_issuer(trusted: Trust) -> None:
    seen = shake(trusted, make_certificate(issuer=ROOT, is_ca=True))

    assert seen.result == "ca_as_leaf"
    assert seen.certificate is not None
    assert seen.certificate.is_ca


def test_a_host_that_the_certificate_does_not_name(trusted: Trust) -> None:
    seen = shake(trusted, make_certificate(issuer=ROOT, names=("a.example", "*.b.example")))

    assert seen.result == "hostname_mismatch"
    assert seen.certificate is not None
    assert seen.certificate.names == ("a.example", "*.b.example")
    assert shake(trusted, host="other.example").result == "hostname_mismatch"
    assert shake(trusted, make_certificate("127.0.0.1", issuer=ROOT, names=())).result == (
        "hostname_mismatch"
    )


def test_dates_are_compared_with_the_clock_of_the_server(trusted: Trust) -> None:
    old = make_certificate(issuer=ROOT, not_before=NOW - 9 * DAY, not_after=NOW - DAY)
    young = make_certificate(issuer=ROOT, not_before=NOW + DAY)
    past = (datetime.now(UTC) - 3 * DAY).strftime("Date: %a, %d %b %Y %H:%M:%S GMT")

    expired = shake(trusted, old, handler=http_answer(headers=("Server: x", past)))
    early = shake(trusted, young, handler=http_answer())

    assert expired.result == "expired"
    assert expired.clock_skew_s == pytest.approx(3 * 86400, abs=60)
    assert early.result == "not_yet_valid"
    assert early.clock_skew_s is None


def test_the_certificate_that_is_out_of_date_is_the_one_that_is_shown(trusted: Trust) -> None:
    middle = make_certificate(
        "Old Middle", issuer=ROOT, names=(), is_ca=True, not_after=NOW - timedelta(hours=1)
    )
    seen = shake(trusted, make_certificate(issuer=middle, between=(middle,)))

    assert seen.result == "expired"
    assert seen.certificate is not None
    assert seen.certificate.subject.startswith("CN=Old Middle")


@pytest.mark.parametrize(
    ("handler", "skew_s"),
    [
        (http_answer(headers=("Date: soon",)), None),
        (http_answer(headers=("Date: Mon, 23 Nov 2015 09:00:00 -0000",)), float),
        (say(b"SSH-2.0\r\n"), None),
        (say(b"x" * 20_000), None),
        (stay_silent, None),
        (reset, None),
    ],
)
def test_a_date_header_that_is_odd_or_missing_does_no_harm(
    trusted: Trust, handler: Handler, skew_s: type[float] | None
) -> None:
    old = make_certificate(issuer=ROOT, not_before=NOW - 9 * DAY, not_after=NOW - DAY)
    seen = shake(trusted, old, handler=handler, timeout_s=4)

    assert seen.result == "expired"
    assert (seen.clock_skew_s is None) is (skew_s is None)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1:DeprecationWarning")
def test_a_version_or_cipher_that_codex_does_not_speak(trusted: Trust) -> None:
    old, weak = GOOD.server_context(), GOOD.server_context()
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    weak.maximum_version = ssl.TLSVersion.TLSv1_2
    weak.set_ciphers("ECDHE-ECDSA-AES128-SHA")

    before, cipher = shake(trusted, context=old), shake(trusted, context=weak)

    assert (before.result, before.version) == ("version", "TLSv1.1")
    assert (cipher.result, cipher.version) == ("version", "TLSv1.2")
    assert said(before.detail) == "closed during the handshake"


def test_an_alert_that_no_client_can_help_is_an_error(trusted: Trust) -> None:
    seen = shake(trusted, None, handler=say(b"\x15\x03\x03\x00\x02\x02\x50"))

    assert seen.result == "error"
    assert "internal error" in said(seen.detail)


def test_plain_http_is_told_from_other_things_that_are_not_tls(trusted: Trust) -> None:
    web = shake(trusted, None, handler=http_answer("426 Upgrade Required"))
    blunt = shake(trusted, None, handler=say(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    other = shake(trusted, None, handler=say(b"SSH-2.0-x\x1b\r\n"))

    assert (web.result, web.detail) == ("plain_http", "HTTP/1.1 426 Upgrade Required")
    assert (blunt.result, blunt.detail) == ("plain_http", "HTTP/1.1 400 Bad Request")
    assert (other.result, said(other.detail)) == ("error", "not TLS: SSH-2.0-x\\x1b\\r\\n")


def test_silence_closing_and_reset_are_told_apart_and_bounded(trusted: Trust) -> None:
    started = time.monotonic()
    silent = shake(trusted, None, handler=stay_silent, timeout_s=1.0)

    assert time.monotonic() - started < 20
    assert silent.result == "timeout"
    assert shake(trusted, None, handler=close_at_once).result == "closed"
    assert shake(trusted, None, handler=reset).detail == "Connection reset by peer"


def test_an_endless_certificate_is_bounded(trusted: Trust) -> None:
    # A server hello (no version in it is right) that announces 16 MB and keeps sending.
    record = b"\x16\x03\x03\x40\x00" + b"\x0b\xff\xff\xff" + b"\x00" * 16380

    seen = shake(trusted, None, handler=say(record * 40))

    assert seen.result == "error"


def test_a_host_that_tls_cannot_name_is_an_error(trusted: Trust) -> None:
    seen = shake(trusted, host="x" * 70 + ".example")

    assert seen.result == "error"
    assert "not a host name" in said(seen.detail)


def test_the_handshake_goes_through_the_proxy(trusted: Trust) -> None:
    async def run(handler: Handler, *, tls: bool = True) -> TlsHandshake:
        context = GOOD.server_context() if tls else None
        async with listen(http_answer(), tls=context) as server, listen(handler) as between:
            choice = ProxyChoice("http://127.0.0.1", "127.0.0.1", between.port, "HTTPS_PROXY")
            seen, _ = await handshake(
                "localhost",
                server.port,
                addresses=("127.0.0.1",),
                trust=trusted,
                proxy=choice,
                timeout_s=4,
            )
            return seen

    assert asyncio.run(run(proxy())).result == "ok"
    assert asyncio.run(run(proxy(), tls=False)).result == "plain_http"
    refused = asyncio.run(run(proxy(answer=b"HTTP/1.1 503 Busy\r\n\r\n")))
    assert (refused.result, refused.detail) == ("closed", "HTTP/1.1 503 Busy")


def test_a_ca_file_that_cannot_be_used_is_the_cause_only_where_it_is_needed(
    tmp_path: Path,
) -> None:
    missing = trust(ca_file=str(tmp_path / "no.pem"), ca_variable="CODEX_CA_CERTIFICATE")
    seen = shake(missing)

    assert (seen.result, said(seen.detail)) == ("ca_file_invalid", "No such file or directory")
    beside = trust(
        ca_file=str(tmp_path / "no.pem"),
        ca_variable="CODEX_CA_CERTIFICATE",
        ssl_cert_file=ROOT.write(tmp_path),
    )
    assert shake(beside).result == "ok"


@pytest.mark.parametrize(
    ("handler", "tls", "speaks"),
    [
        (http_answer(), True, "tls"),
        (http_answer(), False, ""),
        (say(b"SSH-2.0-x\r\n"), False, "other"),
        (stay_silent, False, ""),
    ],
)
def test_what_a_port_speaks_is_known_by_its_answer(
    handler: Handler, tls: bool, speaks: str
) -> None:
    async def run() -> str:
        async with listen(handler, tls=GOOD.server_context() if tls else None) as server:
            addresses = ("127.0.0.1",)
            return await spoken("localhost", server.port, addresses=addresses, timeout_s=0.8)

    assert asyncio.run(run()) == speaks
