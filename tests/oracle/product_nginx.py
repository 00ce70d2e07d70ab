"""nginx before an endpoint, as the endpoint itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from odd_certificates import authority, server
from oracle.ports import HOST
from oracle.products import ROOT, Product, Write
from tls_sent import OLD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from odd_certificates import Odd

MIDDLE: Final = authority("Endpoint Issuer", issuer=ROOT)
_LAB: Final = f"proxy_pass http://{HOST}:@PORT@"
_ALL: Final = f"location / {{ {_LAB}; proxy_http_version 1.1; proxy_buffering off; }}"
_WHY_BASE: Final = "the API is there, at another path than base_url says"


def write_certificate(folder: Path, sent: tuple[Odd, ...]) -> Path:
    """Write a key and its chain into one file, and return its path."""
    pem = folder / "server.pem"
    pem.write_bytes(sent[0].key_pem + b"".join(one.pem for one in sent))
    return pem


def good() -> tuple[Odd, ...]:
    """Return a certificate that nothing is wrong with."""
    return (server(issuer=ROOT),)


def _expired() -> tuple[Odd, ...]:
    return (server(issuer=ROOT, **OLD),)


def _through_middle() -> tuple[Odd, ...]:
    return (server(issuer=MIDDLE), MIDDLE)


def _write(inside: str, *, listen: str = "", rules: str = "") -> Write:
    """Write a configuration; `@FOLDER@` and `@PORT@`, the endpoint's, are filled in."""

    def write(folder: Path, port: int, behind: int) -> list[str]:
        temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        lines = (
            "daemon off; master_process off; pid @FOLDER@/nginx.pid; error_log @FOLDER@/error.log;",
            "events { }",
            "http { access_log off;",
            *(f"{one}_temp_path @FOLDER@;" for one in temporary),
            rules,
            f"server {{ listen {HOST}:{port} {listen};",
            inside,
            "} }",
        )
        text = "\n".join(lines).replace("@FOLDER@", str(folder)).replace("@PORT@", str(behind))
        (folder / "nginx.conf").write_text(text)
        return ["-c", str(folder / "nginx.conf"), "-p", str(folder)]

    return write


def _tls(
    expect: str | None,
    *,
    sent: Callable[[], tuple[Odd, ...]] = good,
    inside: str = _ALL,
    listen: str = "ssl",
    scheme: str = "https",
) -> Product:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        pem = write_certificate(folder, sent())
        mine = f"ssl_certificate {pem}; ssl_certificate_key {pem}; {inside}"
        return _write(mine, listen=listen)(folder, port, behind)

    return Product("nginx", write, expect, is_server=True, scheme=scheme)


def _plain(
    expect: str | None, inside: str, why: str, *, rules: str = "", behind: str = "healthy"
) -> Product:
    write = _write(inside, rules=rules)
    return Product("nginx", write, expect, is_server=True, scheme="http", why=why, behind=behind)


NGINX: Final[dict[str, Product]] = {
    "nginx": _tls(None, sent=_through_middle),
    "nginx-http2": _tls(None, listen="ssl http2"),
    "nginx-incomplete": _tls("tls.chain_incomplete", sent=lambda: _through_middle()[:1]),
    "nginx-expired": _tls("tls.expired", sent=_expired),
    "nginx-client": _tls(
        "tls.client_certificate",
        inside=f"ssl_client_certificate @FOLDER@/ca.pem; ssl_verify_client on; {_ALL}",
    ),
    "nginx-plain": _tls("tls.needed", scheme="http"),
    "nginx-large": _tls("request.too_large", inside=f"client_max_body_size 1k; {_ALL}"),
    "nginx-nothing-behind": _tls("upstream.unavailable", inside=_ALL.replace("@PORT@", "9")),
    "nginx-buffers": _plain(
        None, f"location / {{ {_LAB}; proxy_buffering on; }}", "what it holds back comes at once"
    ),
    "nginx-gzip": _plain(
        None, f"gzip on; gzip_types *; {_ALL}", "this version of Codex unpacks gzip"
    ),
    "nginx-password": _plain(
        "auth.wrong_header",
        f'auth_basic "inside"; auth_basic_user_file /dev/null; {_ALL}',
        "a password of its own stands in front, which Codex's key is not",
    ),
    "nginx-other-path": _plain(
        "url.missing_v1",
        f"location /openai/ {{ {_LAB}/; }} location / {{ return 404; }}",
        _WHY_BASE,
    ),
    "nginx-strips-prefix": _plain(
        "url.missing_v1",
        f"location /v1/ {{ {_LAB}/; }}",
        "it takes /v1 away, so that base_url needs it twice",
    ),
    "nginx-adds-prefix": _plain(
        "url.double_v1",
        f"location / {{ {_LAB}/v1/; }}",
        "it puts /v1 in front, so that base_url must not have it",
    ),
    "nginx-timeout": _plain(
        "upstream.timeout",
        f"location / {{ {_LAB}; proxy_read_timeout 1s; }}",
        "it gives up after one second, and the endpoint needs two",
        behind="slow-headers",
    ),
    "nginx-rate": _plain(
        "quota.rate_limited",
        f"limit_req zone=all; limit_req_status 429; {_ALL}",
        "it takes one request a minute",
        rules="limit_req_zone $binary_remote_addr zone=all:1m rate=1r/m;",
    ),
    "nginx-denies": _plain(
        "auth.forbidden", f"deny all; {_ALL}", "it lets no address in, whatever the key"
    ),
    "nginx-blocks-client": _plain(
        "auth.client_blocked",
        f'if ($http_user_agent ~* "codex") {{ return 403; }} {_ALL}',
        "it refuses what calls itself Codex, and nothing else",
    ),
    "nginx-website": _plain(
        "wire.responses_missing",
        "root @FOLDER@; location / { try_files $uri /ca.pem; }",
        "it serves files and takes no POST: 405, which is no page that Codex would read",
    ),
    "nginx-page-for-all": _plain(
        "url.wrong_page",
        'default_type text/html; location / { return 200 "<html><title>Panel</title></html>"; }',
        "a website is there and no API: it has one page for every path",
    ),
    "nginx-drops-key": _plain(
        "auth.wrong_header",
        f'location / {{ {_LAB}; proxy_set_header Authorization ""; }}',
        "the key is sent and does not arrive: the endpoint says that there is none",
    ),
    "nginx-other-key": _plain(
        "auth.key_rejected",
        f'location / {{ {_LAB}; proxy_set_header Authorization "Bearer sk-other"; }}',
        "another key is put in, which the endpoint refuses; nobody here can see that",
    ),
    "nginx-redirects": _plain(
        "url.redirect",
        f"return 301 https://{HOST}:9$request_uri;",
        "it sends everybody to https, where nothing listens",
    ),
    "nginx-short-headers": _plain(
        "http.header_limit",
        f"client_header_buffer_size 512; large_client_header_buffers 1 512; {_ALL}",
        "its buffers are smaller than Codex's headers, and it says so",
    ),
    "nginx-hangs-up": _plain(
        "tcp.reset", "return 444;", "it closes the connection without an answer"
    ),
    "nginx-maintenance": _plain(
        "upstream.unavailable", "return 503;", "it is told to say that the service is not there"
    ),
    "nginx-http-1-0": _plain(
        None, f"location / {{ {_LAB}; proxy_http_version 1.0; }}", "Codex reads what comes of it"
    ),
}
