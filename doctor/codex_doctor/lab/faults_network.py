"""Faults below HTTP on the plain loopback: names, ports, proxies, and answers that are not HTTP."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.fault import KEY_VARIABLE, Fault, changed, key_in_environment
from codex_doctor.lab.wire import Ending, Framing, Reply, Seen


def _base(name: str, *, base_url: str, expect: str) -> Fault:
    config = changed("{base_url}", base_url)
    return Fault(name, "network", expect=expect, config=config)


def _answer(name: str, *, reply: Reply, expect: str) -> Fault:
    return Fault(name, "network", expect=expect, behaviour=lambda _: reply)


def refuse_large_headers(seen: Seen) -> Reply:
    """Answer 431 when the headers take more than 1 KiB."""
    size = sum(len(name) + len(value) + 4 for name, value in seen.headers)
    if size <= 1024:
        return LabEndpoint()(seen)
    return Reply(status=431, framing=Framing.LENGTH)


NETWORK_FAULTS: Final = (
    _base(
        "host-unknown",
        base_url="http://nothing.invalid:{port}/v1",
        expect="dns.nxdomain",
    ),
    _base(
        "port-refused",
        base_url="http://127.0.0.1:{dead_port}/v1",
        expect="tcp.refused",
    ),
    Fault(
        "proxy-dead",
        "network",
        expect="proxy.unreachable",
        environ={**key_in_environment(), "HTTP_PROXY": "http://127.0.0.1:{dead_port}"},
    ),
    Fault(
        "proxy-dead-in-dotenv",
        "network",
        expect="proxy.unreachable",
        files={".env": f"{KEY_VARIABLE}={LAB_KEY}\nhttp_proxy=http://127.0.0.1:{{dead_port}}\n"},
    ),
    _base(
        "https-to-plain-port",
        base_url="https://127.0.0.1:{port}/v1",
        expect="tls.plain_http_server",
    ),
    _answer(
        "connection-reset",
        reply=Reply(raw=b"", ending=Ending.RESET),
        expect="tcp.reset",
    ),
    _answer(
        "not-http",
        reply=Reply(raw=b"SSH-2.0-OpenSSH_9.2\r\n"),
        expect="http.not_http",
    ),
    _answer(
        "bad-chunk-size",
        reply=Reply(
            raw=b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            b"transfer-encoding: chunked\r\n\r\nzz\r\ndata: {}\r\n"
        ),
        expect="http.broken_framing",
    ),
    _answer(
        "no-answer",
        reply=Reply(raw=b"", ending=Ending.HOLD),
        expect="http.no_answer",
    ),
    Fault(
        "header-limit",
        "network",
        expect="http.header_limit",
        behaviour=refuse_large_headers,
    ),
)
