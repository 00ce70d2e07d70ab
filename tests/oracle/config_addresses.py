"""base_url, query parameters, configured headers and proxies."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from oracle.config_case import KEYLESS, PATH, ConfigCase, below, changed, healthy

_INVALID: Final = "config.base_url_invalid"
_UNSET: Final = "env.header_variable_unset"
_FAR: Final = changed("{base_url}", "http://gateway.example/v1", KEYLESS)
_FAR_PATH: Final = "http://gateway.example/v1/responses"


def _url(name: str, url: str, path: str = PATH) -> ConfigCase:
    return healthy(f"url-{name}", changed("{base_url}", url), path=path)


def _joined(name: str, url: str, path: str, expect: str) -> ConfigCase:
    """Return a case whose joined path is not where the endpoint is."""
    return ConfigCase(f"url-{name}", expect, changed("{base_url}", url), path=path)


def _invalid(name: str, url: str) -> ConfigCase:
    return ConfigCase(f"url-{name}", _INVALID, changed("{base_url}", url))


def _environ(**variables: str) -> dict[str, str]:
    return {"LAB_API_KEY": LAB_KEY, **variables}


URLS: Final = (
    _url("slash-behind", "{base_url}/"),
    _url("two-slashes-behind", "{base_url}//"),
    _url("host-only", "{origin}", "/responses"),
    _url("host-and-slash", "{origin}/", "/responses"),
    _url("any-address", "http://0.0.0.0:{port}/v1"),
    _url("deep-path", "{origin}/a/b/c/v1", "/a/b/c/v1/responses"),
    _url("blank-before", " {base_url}"),
    _url("newline-behind", r"{base_url}\n"),
    _url("tab-behind", r"{base_url}\t"),
    _url("in-capitals", "HTTP://LOCALHOST:{port}/v1"),
    _url("dots", "{origin}/a/../v1"),
    _url("decimal-address", "http://2130706433:{port}/v1"),
    _url("hexadecimal-address", "http://0x7f000001:{port}/v1"),
    _url("short-address", "http://127.1:{port}/v1"),
    _url("one-slash", "http:/127.0.0.1:{port}/v1"),
    _url("no-slash", "http:127.0.0.1:{port}/v1"),
    _url("backslashes", r"http:\\\\127.0.0.1:{port}\\v1"),
    _url("escaped-path", "{origin}/v%31", "/v%31/responses"),
    _url("not-ascii-path", "{origin}/é", "/%C3%A9/responses"),
    _url("blank-in-path", "{origin}/a b", "/a%20b/responses"),
    _url("double-slash-inside", "{origin}/a//b", "/a//b/responses"),
    _url("quote-in-path", "{origin}/it's", "/it's/responses"),
    _joined(
        "endpoint-in-base",
        "{base_url}/responses",
        "/v1/responses/responses",
        "url.endpoint_in_base",
    ),
    _joined(
        "endpoint-in-base-slash",
        "{base_url}/responses/",
        "/v1/responses/responses",
        "url.endpoint_in_base",
    ),
    _joined(
        "chat-in-base",
        "{base_url}/chat/completions",
        "/v1/chat/completions/responses",
        "url.endpoint_in_base",
    ),
    _joined("missing-v1", "{origin}", "/responses", "url.missing_v1"),
    _joined("double-v1", "{base_url}/v1", "/v1/v1/responses", "url.double_v1"),
    _joined("blank-behind", "{base_url} ", "/v1%20/responses", _INVALID),
    _joined("no-break-space-behind", "{base_url}\u00a0", "/v1%C2%A0/responses", _INVALID),
    _joined("query-in-base", "{base_url}?a=1", "/v1?a=1/responses", "config.base_url_query"),
    _joined("fragment-in-base", "{base_url}#x", "/v1", "config.base_url_query"),
    _invalid("no-scheme", "127.0.0.1:{port}/v1"),
    _invalid("host-without-scheme", "localhost:{port}/v1"),
    _invalid("empty", ""),
    _invalid("slash", "/"),
    _invalid("variable", "${LAB_URL}/v1"),
    _invalid("ftp", "ftp://127.0.0.1:{port}/v1"),
    _invalid("websocket", "ws://127.0.0.1:{port}/v1"),
    _invalid("angle-brackets", "<{base_url}>"),
    _invalid("markdown", "[gateway]({base_url})"),
    _invalid("quotes-inside", r"\"{base_url}\""),
    _invalid("port-too-large", "http://127.0.0.1:99999/v1"),
    _invalid("two-slashes-only", "//127.0.0.1:{port}/v1"),
    _url("with-user", "http://u:p1234567@127.0.0.1:{port}/v1"),
)
HEADERS: Final = (
    healthy(
        "query-parameter",
        below('query_params = { "api-version" = "2025-04-01" }'),
        path=f"{PATH}?api-version=2025-04-01",
    ),
    healthy(
        "query-parameters",
        below('query_params = { a = "1", b = "2", c = "3" }'),
        path=f"{PATH}?a=1&b=2&c=3",
    ),
    healthy(
        "query-odd-characters",
        below('query_params = { "x y" = "a b&c" }'),
        path=f"{PATH}?c&x%20y=a%20b",
    ),
    healthy("query-not-ascii", below('query_params = { k = "é%+" }'), path=f"{PATH}?k=%C3%A9%+"),
    healthy("query-empty-value", below('query_params = { k = "" }'), path=f"{PATH}?k="),
    healthy("query-empty-table", below("query_params = {}")),
    healthy("header", below('http_headers = { "X-Team" = "blue" }'), headers={"x-team": "blue"}),
    healthy(
        "header-from-variable",
        below('env_http_headers = { "X-Team" = "TEAM" }'),
        environ=_environ(TEAM="blue"),
        headers={"x-team": "blue"},
    ),
    healthy(
        "header-variable-wins",
        below('http_headers = { "X-A" = "1" }\nenv_http_headers = { "x-a" = "A" }'),
        environ=_environ(A="2"),
        headers={"x-a": "2"},
    ),
    healthy("header-not-ascii", below('http_headers = { "X-A" = "é" }'), headers={"x-a": "Ã©"}),
    healthy("header-empty", below('http_headers = { "X-A" = "" }'), headers={"x-a": ""}),
    healthy(
        "header-tab-inside", below(r'http_headers = { "X-A" = "a\tb" }'), headers={"x-a": "a\tb"}
    ),
    healthy(
        "header-user-agent",
        below('http_headers = { "User-Agent" = "mine/1" }'),
        headers={"user-agent": "mine/1"},
    ),
    healthy(
        "header-content-type",
        below('http_headers = { "Content-Type" = "text/x" }'),
        headers={"content-type": "text/x"},
    ),
    healthy(
        "header-originator",
        below('http_headers = { Originator = "me" }'),
        headers={"originator": "me"},
    ),
    healthy(
        "header-accept",
        below('http_headers = { "Accept" = "x/y" }'),
        headers={"accept": "text/event-stream"},
    ),
    healthy(
        "header-of-codex-itself",
        below('http_headers = { "x-codex-beta-features" = "x" }'),
        headers={"x-codex-beta-features": "remote_compaction_v2"},
    ),
    healthy(
        "header-variable-unset",
        below('env_http_headers = { "X-A" = "NOT_SET" }'),
        headers={"x-a": None},
    ),
    healthy(
        "header-variable-blank",
        below('env_http_headers = { "X-A" = "A" }'),
        environ=_environ(A=" "),
        headers={"x-a": None},
    ),
    ConfigCase(
        "header-variable-of-key-unset",
        _UNSET,
        below('env_http_headers = { Authorization = "NOT_SET" }', KEYLESS),
        authorization=None,
    ),
    healthy(
        "header-names-that-http-has-not",
        below(r'http_headers = { "bad name" = "1", "X-B" = "a\nb", "" = "c" }'),
        headers={"x-b": None},
    ),
    healthy(
        "proxy-for-http",
        _FAR,
        environ=_environ(HTTP_PROXY="{origin}"),
        path=_FAR_PATH,
        authorization=None,
    ),
    healthy(
        "proxy-small-letters",
        _FAR,
        environ=_environ(http_proxy="{origin}"),
        path=_FAR_PATH,
        authorization=None,
    ),
    healthy(
        "proxy-without-scheme",
        _FAR,
        environ=_environ(HTTP_PROXY="127.0.0.1:{port}"),
        path=_FAR_PATH,
        authorization=None,
    ),
    healthy(
        "proxy-for-all",
        _FAR,
        environ=_environ(ALL_PROXY="{origin}"),
        path=_FAR_PATH,
        authorization=None,
    ),
    healthy(
        "proxy-http-before-all",
        _FAR,
        environ=_environ(HTTP_PROXY="{origin}", ALL_PROXY="http://127.0.0.1:1"),
        path=_FAR_PATH,
        authorization=None,
    ),
    healthy(
        "proxy-from-dotenv",
        _FAR,
        environ=_environ(),
        files={"codex/.env": "HTTP_PROXY={origin}\n"},
        path=_FAR_PATH,
        authorization=None,
    ),
    ConfigCase(
        "proxy-of-a-secret",
        "config.secret_exposed",
        changed(
            "http://gateway",
            "http://u:p@gateway",
            changed("{base_url}", "http://gateway.example/v1"),
        ),
        environ=_environ(HTTP_PROXY="{origin}"),
        works=True,
        path=_FAR_PATH,
        served=_FAR_PATH,
    ),
    healthy("proxy-empty", environ=_environ(HTTP_PROXY="")),
    healthy("proxy-for-https-only", environ=_environ(HTTPS_PROXY="http://127.0.0.1:1")),
    healthy(
        "no-proxy-address", environ=_environ(HTTP_PROXY="http://127.0.0.1:1", NO_PROXY="127.0.0.1")
    ),
    healthy(
        "no-proxy-range", environ=_environ(HTTP_PROXY="http://127.0.0.1:1", NO_PROXY="127.0.0.0/8")
    ),
    healthy(
        "no-proxy-list",
        changed("{base_url}", "http://localhost:{port}/v1"),
        environ=_environ(HTTP_PROXY="http://127.0.0.1:1", NO_PROXY="foo, localhost"),
    ),
    healthy(
        "no-proxy-star-and-name",
        changed("{base_url}", "http://localhost:{port}/v1"),
        environ=_environ(HTTP_PROXY="http://127.0.0.1:1", NO_PROXY="*"),
    ),
    healthy(
        "no-proxy-small-letters",
        environ=_environ(HTTP_PROXY="http://127.0.0.1:1", no_proxy="127.0.0.1"),
    ),
    ConfigCase(
        "no-proxy-port",
        "proxy.no_proxy_form",
        environ=_environ(HTTP_PROXY="http://127.0.0.1:1", NO_PROXY="127.0.0.1:{port}"),
    ),
    ConfigCase(
        "no-proxy-star-and-address",
        "proxy.no_proxy_form",
        environ=_environ(HTTP_PROXY="http://127.0.0.1:1", NO_PROXY="*"),
    ),
)
