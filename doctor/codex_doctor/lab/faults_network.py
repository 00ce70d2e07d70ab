"""Faults below HTTP on the plain loopback: names, ports, proxies, and answers that are not HTTP."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.fault import KEY_VARIABLE, Fault, changed, key_in_environment
from codex_doctor.lab.wire import Ending, Framing, Reply, Seen


def _base(name: str, title: str, *, base_url: str, expect: str) -> Fault:
    config = changed("{base_url}", base_url)
    return Fault(name, "network", title, expect=expect, config=config)


def _answer(name: str, title: str, *, reply: Reply, expect: str) -> Fault:
    return Fault(name, "network", title, expect=expect, behaviour=lambda _: reply)


def refuse_large_headers(seen: Seen) -> Reply:
    """Answer 431 when the headers take more than 1 KiB."""
    size = sum(len(name) + len(value) + 4 for name, value in seen.headers)
    if size <= 1024:
        return LabEndpoint()(seen)
    return Reply(status=431, framing=Framing.LENGTH)


NETWORK_FAULTS: Final = (
    _base(
        "host-unknown",
        "The host name does not exist.",
        base_url="http://nothing.invalid:{port}/v1",
        expect="dns.nxdomain",
    ),
    _base(
        "port-refused",
        "Nothing listens on the port.",
        base_url="http://127.0.0.1:{dead_port}/v1",
        expect="tcp.refused",
    ),
    Fault(
        "proxy-dead",
        "network",
        "HTTP_PROXY names a proxy that does not answer.",
        expect="proxy.unreachable",
        environ={**key_in_environment(), "HTTP_PROXY": "http://127.0.0.1:{dead_port}"},
    ),
    Fault(
        "proxy-dead-in-dotenv",
        "network",
        "$CODEX_HOME/.env sets a proxy that does not answer.",
        expect="proxy.unreachable",
        files={".env": f"{KEY_VARIABLE}={LAB_KEY}\nhttp_proxy=http://127.0.0.1:{{dead_port}}\n"},
    ),
    _base(
        "https-to-plain-port",
        "base_url says https, and the server speaks plain HTTP.",
        base_url="https://127.0.0.1:{port}/v1",
        expect="tls.plain_http_server",
    ),
    _answer(
        "connection-reset",
        "The connection is reset before any answer.",
        reply=Reply(raw=b"", ending=Ending.RESET),
        expect="tcp.reset",
    ),
    _answer(
        "not-http",
        "What answers is not HTTP.",
        reply=Reply(raw=b"SSH-2.0-OpenSSH_9.2\r\n"),
        expect="http.not_http",
    ),
    _answer(
        "bad-chunk-size",
        "The size of a chunk is no number.",
        reply=Reply(
            raw=b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            b"transfer-encoding: chunked\r\n\r\nzz\r\ndata: {}\r\n"
        ),
        expect="http.broken_framing",
    ),
    _answer(
        "no-answer",
        "The request is read, and no answer ever comes.",
        reply=Reply(raw=b"", ending=Ending.HOLD),
        expect="http.no_answer",
    ),
    Fault(
        "header-limit",
        "network",
        "The endpoint refuses more than 1 KiB of request headers.",
        expect="http.header_limit",
        behaviour=refuse_large_headers,
    ),
)
