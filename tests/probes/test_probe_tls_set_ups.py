"""The judgement of the TLS probe on every set-up that was measured with the real Codex."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

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


async def look(one: SetUp, ca_file: str) -> tuple[TlsHandshake, str]:
    """Return what the probe sees, and whether its context gets through a second time."""
    trusted = trust(ca_file=ca_file, ca_variable="SSL_CERT_FILE")
    async with listen(http_answer(), tls=one.server_context()) as server:
        here = ("127.0.0.1",)
        seen, context = await handshake(
            one.host, server.port, addresses=here, trust=trusted, timeout_s=8
        )
        again = await shake(Route(one.host, server.port, here), context, timeout_s=4)
    return seen, again.result


@pytest.mark.parametrize("name", SET_UPS)
def test_the_verdict_is_that_of_codex(name: str, tmp_path: Path) -> None:
    one = SET_UPS[name]()
    ca_file = str(tmp_path / "ca.pem")
    roots = one.roots or (authority("Nobody", owner="Others"),)
    (tmp_path / "ca.pem").write_bytes(b"".join(root.pem for root in roots))

    seen, again = asyncio.run(look(one, ca_file))

    assert seen.result == ("ok" if one.expect is None else one.expect.removeprefix("tls.")), seen
    if one.expect is None:
        assert again == "ok"
