"""Requests to https:// endpoints through proxies, plain and over TLS."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from certificates import make_authority, make_certificate
from codex_doctor.facts import Secrets
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges.http import Sender
from codex_doctor.probes.exchanges.http_request import Outgoing
from codex_doctor.probes.tls.handshakes import trust
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
            Sender(
                secrets=Secrets(),
                deadline=Deadline(budget_s=5.0),
                verify=trusted.context,
                proxy_url=f"{scheme}://localhost:{between.port}",
                proxy_verify=trusted.proxy_context() if to_proxy else None,
                log=[],
            ) as sender,
        ):
            url = f"https://localhost:{server.port}/v1/responses"
            return await sender.send(Outgoing(purpose="test", method="GET", url=url, shown=url))

    assert asyncio.run(run()).status == 200
    assert heard[0].startswith(b"CONNECT localhost:")
