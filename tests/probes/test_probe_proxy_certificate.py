"""The certificate of an https:// proxy is judged by the rules of Codex's library."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.eyes import live
from codex_doctor.facts import ProxyChoice, Secrets
from codex_doctor.platform.deadline import Deadline
from codex_doctor.words.told import said
from eyes import ENDPOINT, INPUTS, SETUP
from odd_certificates import authority, server
from servers import http_answer, listen, proxy
from tls_sent import OLD, SetUp

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import ProxyAnswer

ROOT, OLD_ROOT = authority(), authority("Old Root", **OLD)


@pytest.mark.parametrize(
    ("root", "odd", "detail"),
    [
        (ROOT, {}, ""),
        (OLD_ROOT, {}, ""),
        (ROOT, {"ca": True}, "a CA certificate as the server's own"),
        (ROOT, OLD, "certificate has expired"),
    ],
)
def test_the_proxy_is_taken_as_codex_takes_it(
    root: Any,
    odd: dict[str, Any],
    detail: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A busy machine must not decide what is seen.
    monkeypatch.setattr(live, "PROXY_HANDSHAKE_TIMEOUT_S", 8.0)
    (tmp_path / "ca.pem").write_bytes(root.pem)
    context = SetUp((server(issuer=root, **odd),), (root,)).server_context()

    async def run() -> ProxyAnswer | None:
        async with listen(http_answer()) as far, listen(proxy(), tls=context) as near:
            url = f"https://127.0.0.1:{near.port}"
            endpoint = replace(
                ENDPOINT,
                scheme="https",
                host="127.0.0.1",
                port=far.port,
                proxy=ProxyChoice(url, "127.0.0.1", near.port, "HTTPS_PROXY", None),
                ca_file=str(tmp_path / "ca.pem"),
                ca_variable="SSL_CERT_FILE",
            )
            eyes = live.LiveEyes(
                inputs=INPUTS,
                setup=replace(SETUP, endpoint=endpoint),
                secrets=Secrets(proxy_url=url),
                deadline=Deadline(budget_s=9),
            )
            return await eyes.proxy()

    answer = asyncio.run(run())

    assert answer is not None
    assert (answer.kind, said(answer.detail)) == (("tls", detail) if detail else ("", ""))
    assert answer.status == (None if detail else 200)
