"""What else a proxy's port may speak: TLS, plain HTTP, SOCKS, a page, headers without end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from certificates import make_authority, make_certificate
from codex_doctor.facts import ProxyAnswer, ProxyChoice
from codex_doctor.probes.proxy import MAX_HEAD_BYTES, try_proxy
from codex_doctor.probes.tls.trust import trust
from codex_doctor.words.told import said
from servers import close_at_once, listen, proxy, reset, say, stay_silent

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    from codex_doctor.lab.listener import Handler

ROOT = make_authority()
GOOD = make_certificate(issuer=ROOT)
OTHER = make_certificate(issuer=make_authority("Other"))


def ask(
    handler: Handler,
    *,
    scheme: str = "http",
    tls: ssl.SSLContext | None = None,
    context: ssl.SSLContext | None = None,
) -> ProxyAnswer:
    """Return what the probe makes of a proxy in front of a silent endpoint."""

    async def run() -> ProxyAnswer:
        async with listen(handler, tls=tls) as server, listen(stay_silent) as endpoint:
            url = f"{scheme}://127.0.0.1:{server.port}"
            return await try_proxy(
                ProxyChoice(url, "127.0.0.1", server.port, "HTTPS_PROXY"),
                proxy_url=url,
                target_host="127.0.0.1",
                target_port=endpoint.port,
                tunnel=True,
                timeout_s=3.0,
                context=context,
            )

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("handler", "kind"),
    [
        (say(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html>\x1b[2J"), "page"),
        (say(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 130_000), "long_head"),
        (say(b"HTTP/1.1 200 OK\r\nX: " + b"b" * MAX_HEAD_BYTES), "long_head"),
        (say(b"SSH-2.0-x\r\n"), "not_http"),
        (close_at_once, "closed"),
        (reset, "closed"),
        (stay_silent, "silent"),
    ],
)
def test_an_answer_that_is_no_tunnel_is_named_and_inert(handler: Handler, kind: str) -> None:
    seen = ask(handler)

    assert seen.kind == kind
    assert said(seen.detail).isprintable()
    assert len(said(seen.detail)) < 250
    assert seen.direct is True


@pytest.mark.parametrize("issued", [GOOD, OTHER])
def test_a_port_that_speaks_tls_needs_another_scheme(
    issued: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Which roots there are does not matter to what the port speaks.
    monkeypatch.setenv("SSL_CERT_FILE", ROOT.write(tmp_path))
    certificate = GOOD if issued is GOOD else OTHER

    assert ask(proxy(), tls=certificate.server_context()).kind == "speaks_tls"


def test_a_plain_port_behind_a_tls_scheme_is_known_by_its_answer(tmp_path: Path) -> None:
    trusted = trust(ca_file=ROOT.write(tmp_path), ca_variable="SSL_CERT_FILE").proxy_context()
    secure = GOOD.server_context()

    assert ask(proxy(), scheme="https", context=trusted).kind == "speaks_plain"
    assert ask(proxy(), scheme="https", context=trusted, tls=secure).status == 200
    assert ask(stay_silent, scheme="https", context=trusted).kind == "silent"


def test_tls_to_the_proxy_can_fail_for_its_certificate(tmp_path: Path) -> None:
    trusted = trust(ca_file=ROOT.write(tmp_path), ca_variable="SSL_CERT_FILE").proxy_context()
    seen = ask(proxy(), scheme="https", context=trusted, tls=OTHER.server_context())
    broken = ask(say(b"\x15\x03\x03\x00\x02\x02\x50"), scheme="https", context=trusted)

    assert (seen.kind, said(seen.detail)) == ("tls", "unable to get local issuer certificate")
    assert broken.kind == "tls"
    assert broken.detail


def test_socks_is_never_spoken_but_http_on_its_port_is_seen() -> None:
    heard: list[bytes] = []
    mixed = ask(proxy(heard=heard), scheme="socks5")
    only = ask(close_at_once, scheme="socks5h")

    assert mixed.kind == "socks_http"
    assert heard[0].startswith(b"CONNECT")
    assert (only.kind, only.direct) == ("socks", True)
