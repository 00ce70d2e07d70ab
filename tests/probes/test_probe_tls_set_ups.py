"""The judgement of the TLS probe on every set-up that was measured with the real Codex."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import pytest

from codex_doctor.probes.tls.attempt import Route, shake
from codex_doctor.probes.tls.handshakes import handshake
from codex_doctor.probes.tls.trust import trust
from odd_certificates import authority
from servers import http_answer, listen
from tls_set_ups import SET_UPS

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import TlsHandshake
    from tls_sent import SetUp


# Where 0.58.0 and 0.120.0, each asked about every set-up, behave otherwise than 0.171.0; which of
# two reasons is named is OpenSSL's choice. Asked about three of them, 0.125.0 and 0.128.0 are as
# they are, and 0.129.0 is as 0.171.0.
OPENSSL_SAYS: Final = {
    "leaf-ed448": "ok",
    "leaf-is-ca": "ok",
    "leaf-version-1": "hostname_mismatch",
    "name-common-only-host": "ok",
    "name-host-final-dot": "hostname_mismatch",
    "middle-may-not-sign": "chain_invalid",
    "middle-permits-directory": "ok",
    "root-expired": "expired",
    "root-young": "not_yet_valid",
    "root-not-ca": "chain_invalid",
    "root-no-constraints": "chain_invalid",
    "root-for-clients": "wrong_purpose",
    "root-may-not-sign": "chain_invalid",
    "root-critical-unknown": "chain_invalid",
    "signed-sha224": "ok",
    "speaks-cbc": "ok",
    "root-path-0-broken": "chain_invalid",
    "chain-of-8": "ok",
    "chain-to-middle": "unknown_ca",
    "root-renewed-both": "chain_invalid",
    "self-signed-listed-ca": "ok",
    "expired-and-unknown": "unknown_ca",
}


async def look(one: SetUp, ca_file: str, *, by_openssl: bool = False) -> tuple[TlsHandshake, str]:
    """Return what the probe sees, and whether its context gets through a second time."""
    trusted = trust(ca_file=ca_file, ca_variable="SSL_CERT_FILE", by_openssl=by_openssl)
    async with listen(http_answer(), tls=one.server_context()) as server:
        here = ("127.0.0.1",)
        seen, context = await handshake(
            one.host, server.port, addresses=here, trust=trusted, timeout_s=8
        )
        again = await shake(Route(one.host, server.port, here), context, timeout_s=4)
    return seen, again.result


def _roots(one: SetUp, folder: Path) -> str:
    file = folder / "ca.pem"
    roots = one.roots or (authority("Nobody", owner="Others"),)
    file.write_bytes(b"".join(root.pem for root in roots))
    return str(file)


@pytest.mark.parametrize("name", SET_UPS)
def test_the_verdict_is_that_of_codex(name: str, tmp_path: Path) -> None:
    one = SET_UPS[name]()
    seen, again = asyncio.run(look(one, _roots(one, tmp_path)))

    assert seen.result == ("ok" if one.expect is None else one.expect.removeprefix("tls.")), seen
    if one.expect is None:
        assert again == "ok"


@pytest.mark.parametrize("name", SET_UPS)
def test_up_to_0_128_0_the_verdict_is_that_of_openssl(name: str, tmp_path: Path) -> None:
    one = SET_UPS[name]()
    seen, again = asyncio.run(look(one, _roots(one, tmp_path), by_openssl=True))

    rustls = "ok" if one.expect is None else one.expect.removeprefix("tls.")
    assert seen.result == OPENSSL_SAYS.get(name, rustls), seen
    assert (again == "ok") is (seen.result == "ok")


@pytest.mark.parametrize("name", ["root-expired", "root-not-ca"])
def test_no_certificate_is_blamed_for_what_openssl_has_against_another(
    name: str, tmp_path: Path
) -> None:
    one = SET_UPS[name]()
    seen, _ = asyncio.run(look(one, _roots(one, tmp_path), by_openssl=True))

    assert seen.certificate is None
    assert [link.subject for link in seen.chain] == ["CN=server, O=codex-doctor tests"]
