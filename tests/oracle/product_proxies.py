"""Proxies that people use, between Codex and an endpoint: tinyproxy, squid, mitmproxy."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from oracle.ports import HOST
from oracle.products import Product, Write

MITMPROXY: Final = Path(__file__).parents[2] / ".cache/mitmproxy/bin/mitmdump"
FAKE: Final = "/usr/lib/squid/basic_fake_auth"  # takes every user and password
FILE: Final = "/usr/lib/squid/basic_ncsa_auth"  # takes those of a file


def _tinyproxy(rules: str) -> Write:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        text = f"Port {port}\nListen {HOST}\nTimeout 20\n{rules.format(port=behind)}\n"
        (folder / "tinyproxy.conf").write_text(text)
        return ["-d", "-c", str(folder / "tinyproxy.conf")]

    return write


def _squid(rules: str) -> Write:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        lines = (
            f"http_port {HOST}:{port}",
            f"acl endpoint port {behind}",
            rules,
            "http_access deny all",
            "cache deny all",
            "pid_filename none",
            "access_log none",
            "cache_log /dev/null",
            "shutdown_lifetime 0 seconds",
            "visible_hostname proxy.test",
        )
        (folder / "squid.conf").write_text("\n".join(lines) + "\n")
        return ["-N", "-f", str(folder / "squid.conf")]

    return write


_ONLY_HERE = """
from mitmproxy import http

def http_connect(flow):
    if flow.request.host != "127.0.0.1":
        flow.response = http.Response.make(403)
"""


def _mitmproxy(*options: str, checks: bool = False) -> Write:
    def write(folder: Path, port: int, _: int) -> list[str]:
        (folder / "only_here.py").write_text(_ONLY_HERE)
        listen = ["--listen-host", HOST, "-p", str(port), "--set", f"confdir={folder / 'mitm'}"]
        trusting = () if checks else ("--ssl-insecure",)
        return ["-q", *listen, *trusting, "-s", str(folder / "only_here.py"), *options]

    return write


_LOGIN = f"auth_param basic program {FAKE}\nacl known proxy_auth REQUIRED\n"


def _reverse(expect: str | None, *options: str, to: str = "{port}", why: str) -> Product:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        mode = f"reverse:http://{HOST}:{to.format(port=behind)}"
        return [*_mitmproxy(*options)(folder, port, behind), "--mode", mode]

    return Product(str(MITMPROXY), write, expect, is_server=True, scheme="http", why=why)


_MITM_CA = "mitm/mitmproxy-ca-cert.pem"
_LOOP: Final = "proxy.intercepts_loopback"
PROXIES: Final[dict[str, Product]] = {
    "tinyproxy": Product("tinyproxy", _tinyproxy("ConnectPort {port}")),
    "tinyproxy-login": Product(
        "tinyproxy", _tinyproxy("BasicAuth me secret\nConnectPort {port}"), login="me:secret@"
    ),
    "tinyproxy-407": Product("tinyproxy", _tinyproxy("BasicAuth me secret"), "proxy.auth_required"),
    "tinyproxy-refuses": Product(
        "tinyproxy", _tinyproxy("ConnectPort 443"), "proxy.intercepts_loopback"
    ),
    "squid": Product("squid", _squid("http_access allow endpoint")),
    "squid-login": Product(
        "squid", _squid(f"{_LOGIN}http_access allow endpoint known"), login="me:s%40cret@"
    ),
    "squid-407": Product(
        "squid", _squid(f"{_LOGIN}http_access allow endpoint known"), "proxy.auth_required"
    ),
    "squid-refuses": Product("squid", _squid(""), "proxy.intercepts_loopback"),
    "mitmproxy-trusted": Product(str(MITMPROXY), _mitmproxy(), certificate=_MITM_CA),
    "mitmproxy-unknown": Product(str(MITMPROXY), _mitmproxy(), "tls.unknown_ca"),
    "mitmproxy-407": Product(
        str(MITMPROXY), _mitmproxy("--proxyauth", "me:secret"), "proxy.auth_required"
    ),
    "mitmproxy-login": Product(
        str(MITMPROXY),
        _mitmproxy("--proxyauth", "me:secret"),
        login="me:secret@",
        certificate=_MITM_CA,
    ),
    "tinyproxy-wrong-password": Product(
        "tinyproxy",
        _tinyproxy("BasicAuth me secret"),
        "proxy.auth_required",
        login="me:other@",
        why="it answers 407 to a password that it does not know",
    ),
    "tinyproxy-filter": Product(
        "tinyproxy",
        _tinyproxy('Filter "/dev/null"\nFilterDefaultDeny Yes'),
        _LOOP,
        why="its filter lets no host through, this machine included, which needs no proxy",
    ),
    "tinyproxy-other-clients": Product(
        "tinyproxy",
        _tinyproxy("Allow 192.0.2.1"),
        _LOOP,
        why="it takes no connection of ours, and the endpoint is on this machine",
    ),
    "tinyproxy-parent-down": Product(
        "tinyproxy",
        _tinyproxy(f"Upstream http {HOST}:9"),
        _LOOP,
        why="what it asks in turn is down, and the endpoint is on this machine",
    ),
    "squid-connect-ports": Product(
        "squid",
        _squid("acl tls port 443\nhttp_access deny CONNECT !tls\nhttp_access allow all"),
        _LOOP,
        why="Debian's rule for CONNECT permits 443 alone, and the endpoint is on this machine",
    ),
    "squid-wrong-password": Product(
        "squid",
        _squid(
            f"auth_param basic program {FILE} /dev/null\nacl known proxy_auth REQUIRED\n"
            "http_access allow endpoint known"
        ),
        "proxy.auth_required",
        login="me:other@",
        why="it answers 407 to a password that it does not know",
    ),
    "squid-parent-down": Product(
        "squid",
        _squid(
            f"cache_peer {HOST} parent 9 0 no-query default\nnever_direct allow all\n"
            "http_access allow endpoint"
        ),
        _LOOP,
        why="what it asks in turn is down, and the endpoint is on this machine",
    ),
    "mitmproxy-checks": Product(
        str(MITMPROXY),
        _mitmproxy(checks=True),
        "upstream.unavailable",
        certificate=_MITM_CA,
        why="it does not trust the endpoint's certificate and answers 502 in its name",
    ),
    "mitmproxy-parent-down": Product(
        str(MITMPROXY),
        _mitmproxy("--mode", f"upstream:http://{HOST}:9"),
        "upstream.unavailable",
        certificate=_MITM_CA,
        why="its own proxy is down, and it answers 502 in the endpoint's name",
    ),
    "mitmproxy-reverse": _reverse(None, why="it passes everything on"),
    "mitmproxy-reverse-down": _reverse(
        "tcp.reset", to="9", why="nothing listens where it forwards to, so it closes the connection"
    ),
    "mitmproxy-reverse-limit": _reverse(
        "request.too_large",
        "--set",
        "body_size_limit=1k",
        why="it takes one kilobyte, and Codex sends more",
    ),
}
