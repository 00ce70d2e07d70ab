"""Requests to https:// endpoints through proxies, plain and over TLS."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from certificates import make_authority, make_certificate
from codex_doctor.probes.tls.handshakes import trust
from codex_doctor.secrets.redact import redact
from exchanging import get
from servers import http_answer, listen, proxy

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Exchange

ROOT = make_authority()
GOOD = make_certificate(issuer=ROOT)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_request_goes_through_the_proxy_to_tls(scheme: str, tmp_path: Path) -> None:
    trusted = trust(ca_file=ROOT.write(tmp_path), ca_variable="SSL_CERT_FILE")
    heard: list[bytes] = []

    async def run() -> Exchange:
        to_proxy = GOOD.server_context() if scheme == "https" else None
        async with (
            listen(http_answer("200 OK"), tls=GOOD.server_context()) as server,
            listen(proxy(heard=heard), tls=to_proxy) as between,
        ):
            return await get(
                f"https://localhost:{server.port}/v1/responses",
                verify=trusted.context,
                proxy_url=f"{scheme}://localhost:{between.port}",
                proxy_verify=trusted.proxy_context() if to_proxy else None,
            )

    exchange = asyncio.run(run())

    assert exchange.status == 200
    phases = exchange.phases
    assert phases is not None
    assert phases.connect_s is not None
    assert phases.tls_s is not None
    assert phases.send_s is not None
    until_s = (exchange.first_byte_s or 0.0) - exchange.started_s
    assert 0.0 < phases.tls_s < phases.connect_s < phases.connect_s + phases.send_s < until_s
    assert heard[0].startswith(b"CONNECT localhost:")


def test_what_a_proxy_says_is_not_cut_before_it_is_masked() -> None:
    key = "Zx7Qm2Vp9Ktd4Rw8Ln3C"
    scattered = " - ".join(key)

    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The end of the key is behind a place where such words were cut.
        writer.write(f"HTTP/1.1 407 {'No. ' * 70}{scattered} \r\n\r\n".encode())
        await writer.drain()

    async def run() -> Exchange:
        async with listen(refuse) as between:
            return await get(
                "https://gateway.example/v1/responses",
                verify=trust(ca_file="", ca_variable="").context,
                proxy_url=f"http://localhost:{between.port}",
            )

    seen = redact(asyncio.run(run()), known=frozenset({key}))
    assert seen.failure == "proxy"
    assert str(seen.detail).startswith("407 No. ")
    assert "Zx7" not in str(seen.detail)
    assert "Z - x" not in str(seen.detail)
