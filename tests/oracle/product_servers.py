"""haproxy, Caddy and stunnel before an endpoint, as the endpoint itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from oracle.ports import HOST
from oracle.product_nginx import good, write_certificate
from oracle.products import Product, Write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from odd_certificates import Odd

_STRIPS: Final = "it takes /v1 away, so that base_url needs it twice"
_OTHER: Final = "the API is there, at another path than base_url says"
_DOWN: Final = "nothing listens where it forwards to"
_SLOW: Final = "it gives up after half a second, and the endpoint needs two"
_PASSWORD: Final = "a password of its own stands in front, which Codex's key is not"
_NO_KEY: Final = "the key is sent and does not arrive: the endpoint says that there is none"
_LARGE: Final = "it takes one kilobyte, and Codex sends more"


def _stunnel(*, sent: Callable[[], tuple[Odd, ...]], rules: str = "") -> Write:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        pem = write_certificate(folder, sent())
        lines = (
            "foreground = yes",
            "pid =",
            "[endpoint]",
            f"accept = {HOST}:{port}",
            f"connect = {HOST}:{behind}",
            f"cert = {pem}",
            rules.format(folder=folder),
        )
        (folder / "stunnel.conf").write_text("\n".join(lines) + "\n")
        return [str(folder / "stunnel.conf")]

    return write


def _haproxy(
    expect: str | None,
    why: str,
    *rules: str,
    server: str = f"server lab {HOST}:@PORT@",
    default: str = "default_backend lab",
    first: str = "",
    behind: str = "healthy",
) -> Product:
    """Describe haproxy; rules are those of its frontend, `first` stands before it."""

    def write(folder: Path, port: int, endpoint: int) -> list[str]:
        lines = (
            "defaults",
            "  mode http",
            "  retries 0",
            "  timeout connect 2s",
            "  timeout client 30s",
            f"  timeout server {'500ms' if behind == 'slow-headers' else '30s'}",
            "frontend all",
            f"  bind {HOST}:{port}",
            *(f"  {rule}" for rule in rules),
            f"  {default}",
            "backend lab",
            f"  {server}",
        )
        text = "\n".join((first, *lines)) + "\n"
        (folder / "haproxy.cfg").write_text(text.replace("@PORT@", str(endpoint)))
        return ["-db", "-f", str(folder / "haproxy.cfg")]

    return Product("haproxy", write, expect, is_server=True, scheme="http", why=why, behind=behind)


_USERS: Final = "userlist people\n  user me insecure-password secret\n"
HAPROXY: Final[dict[str, Product]] = {
    "haproxy": _haproxy(None, "it passes everything on"),
    "haproxy-nothing-behind": _haproxy("upstream.unavailable", _DOWN, server=f"server x {HOST}:9"),
    "haproxy-no-server": _haproxy(
        "upstream.unavailable", "it has no server for the backend", server="balance roundrobin"
    ),
    "haproxy-timeout": _haproxy("upstream.timeout", _SLOW, behind="slow-headers"),
    "haproxy-header-limit": _haproxy(
        "http.header_limit",
        "it takes half a kilobyte of headers, and Codex sends more",
        "http-request return status 431 if { req.hdrs,length gt 512 }",
    ),
    "haproxy-body-limit": _haproxy(
        "request.too_large",
        _LARGE,
        "http-request deny deny_status 413 if { req.hdr(content-length) -m int gt 1024 }",
    ),
    "haproxy-other-path": _haproxy(
        "url.missing_v1",
        _OTHER,
        "http-request return status 404 unless { path_beg /openai/ }",
        r"http-request replace-path /openai(/.*) \1",
    ),
    "haproxy-no-route": _haproxy(
        "url.missing_v1",
        f"{_OTHER}; for every other one it says 503, as it has no backend for it",
        r"use_backend lab if { path_beg /api/v1/ }",
        default="",
        server=f"http-request replace-path /api(/.*) \\1\n  server lab {HOST}:@PORT@",
    ),
    "haproxy-strips-prefix": _haproxy(
        "url.missing_v1", _STRIPS, r"http-request replace-path /v1(/.*) \1"
    ),
    "haproxy-password": _haproxy(
        "auth.wrong_header",
        _PASSWORD,
        "http-request auth unless { http_auth(people) }",
        first=_USERS,
    ),
    "haproxy-blocks-client": _haproxy(
        "auth.client_blocked",
        "it refuses what calls itself Codex, and nothing else",
        "http-request deny if { req.hdr(user-agent) -m sub codex }",
    ),
    "haproxy-rate": _haproxy(
        "quota.rate_limited",
        "it takes one request in a minute",
        "stick-table type ip size 10 expire 1m store http_req_rate(1m)",
        "http-request track-sc0 src",
        "http-request deny deny_status 429 if { sc_http_req_rate(0) gt 1 }",
    ),
    "haproxy-hangs-up": _haproxy(
        "tcp.reset", "it closes the connection without an answer", "http-request reject"
    ),
    "haproxy-drops-key": _haproxy(
        "auth.wrong_header", _NO_KEY, "http-request del-header authorization"
    ),
}


def _caddy(
    expect: str | None,
    why: str,
    inside: str = "reverse_proxy @LAB@",
    *,
    tls: bool = False,
    scheme: str = "",
    certificate: str = "ca.pem",
    behind: str = "healthy",
) -> Product:
    def write(folder: Path, port: int, endpoint: int) -> list[str]:
        lines = (
            "{",
            f"admin off\nauto_https disable_redirects\nskip_install_trust\ndefault_sni {HOST}",
            f'storage file_system "{folder / "caddy"}"',
            "}",
            f"{'https' if tls else 'http'}://{HOST}:{port} {{",
            "tls internal" if tls else "",
            inside.replace("@LAB@", f"{HOST}:{endpoint}"),
            "}",
        )
        (folder / "Caddyfile").write_text("\n".join(lines) + "\n")
        return ["run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]

    return Product(
        "caddy",
        write,
        expect,
        certificate=certificate,
        is_server=True,
        scheme=scheme or ("https" if tls else "http"),
        why=why,
        behind=behind,
    )


# What `caddy hash-password` makes of "secret".
_HASH: Final = "$2a$14$ZnAoHnq8ivOTAOq2pHfniOFO7lGFtECQYmm0o.k7N8U1cefVWWVY6"
CADDY: Final[dict[str, Product]] = {
    "caddy": _caddy(None, "it passes everything on"),
    "caddy-at-once": _caddy(
        None, "it passes on byte by byte", "reverse_proxy @LAB@ { \n flush_interval -1 \n }"
    ),
    "caddy-buffers": _caddy(
        None, "what it holds back comes at once", "reverse_proxy @LAB@ { \n buffer_responses \n }"
    ),
    "caddy-gzip": _caddy(
        None, "this version of Codex unpacks gzip", "encode gzip\nreverse_proxy @LAB@"
    ),
    "caddy-nothing-behind": _caddy("upstream.unavailable", _DOWN, f"reverse_proxy {HOST}:9"),
    "caddy-timeout": _caddy(
        "upstream.timeout",
        _SLOW,
        "reverse_proxy @LAB@ { \n transport http { \n response_header_timeout 500ms \n } \n }",
        behind="slow-headers",
    ),
    "caddy-other-path": _caddy(
        "url.missing_v1",
        _OTHER,
        "handle_path /openai/* { \n reverse_proxy @LAB@ \n } \n handle { \n respond 404 \n }",
    ),
    "caddy-no-route": _caddy(
        "url.missing_v1",
        f"{_OTHER}; for every other one it says 200 and nothing",
        "handle_path /openai/* { \n reverse_proxy @LAB@ \n }",
    ),
    "caddy-nothing-at-all": _caddy(
        "stream.empty", "it has no route and says 200 and nothing", "handle /other/* { \n }"
    ),
    "caddy-strips-prefix": _caddy(
        "url.missing_v1", _STRIPS, "handle_path /v1/* { \n reverse_proxy @LAB@ \n }"
    ),
    "caddy-password": _caddy(
        "auth.wrong_header", _PASSWORD, f"basicauth {{ \n me {_HASH} \n }} \n reverse_proxy @LAB@"
    ),
    "caddy-body-limit": _caddy(
        "request.too_large",
        _LARGE,
        "request_body { \n max_size 1KB \n } \n reverse_proxy @LAB@",
    ),
    "caddy-drops-key": _caddy(
        "auth.wrong_header", _NO_KEY, "reverse_proxy @LAB@ { \n header_up -Authorization \n }"
    ),
    "caddy-redirects": _caddy(
        "url.redirect",
        "it sends everybody to https, where nothing listens",
        f"redir https://{HOST}:9{{uri}} 308",
    ),
    "caddy-own-authority": _caddy(
        "tls.unknown_ca", "its own authority signed, which nobody else knows", tls=True
    ),
    "caddy-own-authority-trusted": _caddy(
        None,
        "its own authority signed, which Codex is told of",
        tls=True,
        certificate="caddy/pki/authorities/local/root.crt",
    ),
    "caddy-plain": _caddy(
        "tls.needed", "it speaks TLS, and base_url says http", tls=True, scheme="http"
    ),
}
STUNNEL: Final[dict[str, Product]] = {
    "stunnel": Product("stunnel", _stunnel(sent=good), is_server=True),
    "stunnel-client": Product(
        "stunnel",
        _stunnel(sent=good, rules="CAfile = {folder}/ca.pem\nverifyChain = yes"),
        "tls.client_certificate",
        is_server=True,
    ),
    "stunnel-plain": Product(
        "stunnel", _stunnel(sent=good), "tls.needed", is_server=True, scheme="http"
    ),
}
