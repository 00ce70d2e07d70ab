from __future__ import annotations

import asyncio
import base64
import contextlib
from typing import TYPE_CHECKING

import pytest

from certificates import make_authority, make_certificate
from codex_doctor.facts import ProxyAnswer, ProxyChoice
from codex_doctor.probes.connections.tcp import close
from codex_doctor.probes.proxy import MAX_HEAD_BYTES, TunnelError, Via, open_tunnel, try_proxy
from codex_doctor.probes.tls.trust import trust
from codex_doctor.words.told import said
from servers import close_at_once, http_answer, listen, proxy, reset, say, stay_silent

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.listener import Handler

DEAD_PORT = 1


def choice(port: int, *, scheme: str = "http") -> ProxyChoice:
    return ProxyChoice(f"{scheme}://127.0.0.1:{port}", "127.0.0.1", port, "HTTPS_PROXY")


def ask(
    handler: Handler,
    *,
    login: str = "",
    tunnel: bool = True,
    target: int | None = None,
    timeout_s: float = 4.0,
) -> ProxyAnswer:
    """Return what the probe makes of a proxy in front of a silent endpoint."""

    async def run() -> ProxyAnswer:
        async with listen(handler) as server, listen(stay_silent) as endpoint:
            return await try_proxy(
                choice(server.port),
                proxy_url=f"http://{login}127.0.0.1:{server.port}",
                target_host="127.0.0.1",
                target_port=target or endpoint.port,
                tunnel=tunnel,
                timeout_s=timeout_s,
            )

    return asyncio.run(run())


def test_a_proxy_that_opens_the_tunnel_is_fine() -> None:
    heard: list[bytes] = []
    answer = ask(proxy(heard=heard))

    assert (answer.status, said(answer.detail), answer.direct) == (200, "", None)
    assert heard[0].startswith(b"CONNECT 127.0.0.1:")
    assert b"authorization" not in heard[0].lower()


def test_user_and_password_are_sent_decoded_and_stay_out_of_the_facts() -> None:
    credentials = "Basic " + base64.b64encode(b"user:p@ss/word").decode()

    good = ask(proxy(credentials=credentials), login="user:p%40ss%2Fword@")
    wrong = ask(proxy(credentials=credentials), login="user:secret-word@")

    assert good.status == 200
    assert wrong.status == 407
    assert said(wrong.detail) == "HTTP/1.1 407 Proxy Authentication Required"
    assert "secret-word" not in repr(wrong)


def test_a_user_without_a_password_is_sent_as_it_is() -> None:
    assert ask(proxy(credentials="Basic " + base64.b64encode(b"u:").decode()), login="u@").status

    credentials = "Basic " + base64.b64encode(b"u:").decode()
    assert ask(proxy(credentials=credentials), login="u@").status == 200


def test_a_refusal_is_kept_and_the_endpoint_is_tried_without_the_proxy() -> None:
    refused = ask(proxy(answer=b"HTTP/1.1 403 Forbidden\x1b[31m\r\n\r\n"))
    unreachable = ask(proxy(), target=DEAD_PORT)

    assert (refused.status, refused.direct) == (403, True)
    assert said(refused.detail) == "HTTP/1.1 403 Forbidden\\x1b[31m"
    assert (unreachable.status, unreachable.direct) == (502, False)


def test_only_200_opens_a_tunnel() -> None:
    assert ask(proxy(answer=b"HTTP/1.1 204 No Content\r\n\r\n")).status == 204


@pytest.mark.parametrize(
    ("handler", "detail"),
    [
        (say(b"\x05\xff"), "not HTTP: \\x05\\xff"),
        (say(b"HTTP/1.1 abc\r\n\r\n"), "not HTTP: HTTP/1.1 abc"),
        (close_at_once, "closed without an answer"),
        (reset, "Connection reset by peer"),
        (stay_silent, "no answer to CONNECT in time"),
    ],
)
def test_a_proxy_without_an_http_answer_has_no_status(handler: Handler, detail: str) -> None:
    answer = ask(handler, timeout_s=1.5)

    assert answer.connection.is_open
    assert (answer.status, said(answer.detail), answer.direct) == (None, detail, True)


def test_an_endless_head_is_cut() -> None:
    answer = ask(proxy(answer=b"HTTP/1.1 502 " + b"x" * 1_000_000))

    assert answer.status == 502
    assert len(said(answer.detail)) <= MAX_HEAD_BYTES


def test_for_a_plain_endpoint_only_the_connection_is_tried() -> None:
    answer = ask(stay_silent, tunnel=False)

    assert (answer.status, answer.direct, answer.connection.is_open) == (None, None, True)


@pytest.mark.parametrize("addresses", [None, ("127.0.0.1",)])
def test_a_dead_proxy_in_front_of_a_live_endpoint(addresses: tuple[str, ...] | None) -> None:
    async def run() -> ProxyAnswer:
        async with listen(http_answer()) as endpoint:
            return await try_proxy(
                choice(DEAD_PORT),
                proxy_url="http://127.0.0.1:1",
                target_host="localhost",
                target_port=endpoint.port,
                tunnel=False,
                timeout_s=4,
                addresses=addresses,
            )

    answer = asyncio.run(run())

    assert not answer.connection.is_open
    assert answer.direct is True


def test_an_https_proxy_is_spoken_to_over_tls(tmp_path: Path) -> None:
    authority = make_authority()
    tls = make_certificate(issuer=authority).server_context()
    roots = trust(ca_file=authority.write(tmp_path), ca_variable="SSL_CERT_FILE")

    async def run(*, trusted: bool) -> str:
        async with listen(proxy(), tls=tls) as server, listen(stay_silent) as endpoint:
            via = Via(
                choice(server.port, scheme="https"),
                f"https://127.0.0.1:{server.port}",
                ("127.0.0.1",),
                roots.proxy_context() if trusted else None,
            )
            with contextlib.suppress(OSError):
                _, writer = await open_tunnel(via, "127.0.0.1", endpoint.port, timeout_s=4)
                await close(writer)
                return "open"
            return "refused"

    assert asyncio.run(run(trusted=True)) == "open"
    assert asyncio.run(run(trusted=False)) == "refused"


def test_an_ipv6_target_is_asked_for_in_brackets() -> None:
    heard: list[bytes] = []

    async def run() -> None:
        async with listen(proxy(answer=b"HTTP/1.0 500 \r\n\r\n", heard=heard)) as server:
            via = Via(choice(server.port), f"http://127.0.0.1:{server.port}", ("127.0.0.1",))
            with pytest.raises(TunnelError) as caught:
                await open_tunnel(via, "::1", 443, timeout_s=4)
            assert caught.value.status == 500

    asyncio.run(run())

    assert heard[0].startswith(b"CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\n")
