"""Configurations of which the address or a proxy is wrong, or odd and right."""

from __future__ import annotations

from typing import Final

from field.endpoints import forwarding
from field.set_up import GOOD, KEY, case, with_config

_DEAD: Final = "http://127.0.0.1:{DEAD}"


_KEYED: Final = {"GW_KEY": KEY}


_ADDRESS_LINE: Final = "http://127.0.0.1:{PORT}/v1"


def _at(address: str) -> str:
    return with_config(_ADDRESS_LINE, address)


_ADDRESSES: Final = (
    case(
        "responses-in-base",
        "address",
        "The address names the route too.",
        "fails",
        "url.endpoint_in_base",
        config=_at(_ADDRESS_LINE + "/responses"),
        cure="base_url without /responses",
    ),
    case(
        "chat-in-base",
        "address",
        "The address names the route of another API.",
        "fails",
        "url.endpoint_in_base",
        config=_at(_ADDRESS_LINE + "/chat/completions"),
        cure="base_url without /chat/completions",
    ),
    case(
        "no-scheme",
        "address",
        "The address has no scheme.",
        "fails",
        "config.base_url_invalid",
        config=_at("127.0.0.1:{PORT}/v1"),
        cure="http:// before it",
        says_not=("put https:// in front",),
    ),
    case(
        "host-as-scheme",
        "address",
        "The address has no scheme, and its host is read as one.",
        "fails",
        "config.base_url_invalid",
        config=_at("localhost:{PORT}/v1"),
        cure="http:// before it",
        says_not=("put https:// in front",),
    ),
    case(
        "one-slash",
        "address",
        "The address has one slash too few, which Codex reads as two.",
        "works",
        config=_at("http:/127.0.0.1:{PORT}/v1"),
    ),
    case(
        "https-to-plain",
        "address",
        "The address says https, and the server speaks http.",
        "hangs",
        "tls.plain_http_server",
        config=_at("https://127.0.0.1:{PORT}/v1"),
        cure="http://",
    ),
    case(
        "http-to-tls",
        "address",
        "The address says http, and the server speaks TLS.",
        "fails",
        "tls.needed",
        is_tls=True,
        cure="https://",
    ),
    case(
        "slash-at-end",
        "healthy",
        "The address ends in a slash.",
        "works",
        config=_at(_ADDRESS_LINE + "/"),
    ),
    case(
        "blank-at-end",
        "address",
        "The address ends in a blank, which becomes a part of the path.",
        "fails",
        "config.base_url_invalid",
        config=_at(_ADDRESS_LINE + " "),
        says_not=("has no responses api",),
        cure="base_url without the blank",
    ),
    case(
        "v1-twice",
        "address",
        "The address has /v1 twice.",
        "fails",
        "url.double_v1",
        config=_at(_ADDRESS_LINE + "/v1"),
        cure="base_url with one /v1",
    ),
    case(
        "v1-missing",
        "address",
        "The address lacks /v1.",
        "fails",
        "url.missing_v1",
        config=_at("http://127.0.0.1:{PORT}"),
        cure="base_url with /v1",
        report="farion1231/cc-switch#5747",
    ),
    case(
        "key-in-query-of-base",
        "address",
        "The address has a query, behind which Codex puts the route.",
        "fails",
        "config.base_url_query",
        config=_at(_ADDRESS_LINE + "?team=blue"),
        cure="query_params",
    ),
    case(
        "all-addresses",
        "healthy",
        "The address is that of all interfaces.",
        "works",
        config=_at("http://0.0.0.0:{PORT}/v1"),
    ),
    case(
        "port-refuses",
        "address",
        "Nothing listens at the port.",
        "hangs",
        "tcp.refused",
        config=_at(_DEAD + "/v1"),
    ),
    case(
        "fragment-in-base",
        "address",
        "The address has a fragment, in which the route gets lost.",
        "fails",
        "config.base_url_invalid",
        "config.base_url_query",
        "url.missing_v1",
        "wire.responses_missing",
        config=_at(_ADDRESS_LINE + "#gw"),
        says_not=("move the query",),
    ),
    case(
        "host-in-capitals",
        "healthy",
        "Scheme and host are written in capitals.",
        "works",
        config=_at("HTTP://LOCALHOST:{PORT}/v1"),
    ),
)


_PROXIES: Final = (
    case(
        "dead-proxy-lower-case",
        "proxy",
        "A dead proxy applies to this machine.",
        "hangs",
        "proxy.intercepts_loopback",
        "proxy.unreachable",
        env={**_KEYED, "http_proxy": _DEAD},
        cure="NO_PROXY=127.0.0.1",
    ),
    case(
        "no-proxy-for-localhost",
        "proxy",
        "The exception is for the name, and the address is a number.",
        "hangs",
        "proxy.intercepts_loopback",
        "proxy.no_proxy_form",
        "proxy.unreachable",
        env={**_KEYED, "http_proxy": _DEAD, "NO_PROXY": "localhost"},
        cure="NO_PROXY=127.0.0.1,localhost",
    ),
    case(
        "no-proxy-right",
        "healthy",
        "A dead proxy is set, with an exception for this machine.",
        "works",
        env={**_KEYED, "http_proxy": _DEAD, "NO_PROXY": "127.0.0.1,localhost"},
    ),
    case(
        "empty-proxy-hides",
        "proxy",
        "The variable in capitals is empty, and the other one names a dead proxy.",
        "works",
        env={**_KEYED, "HTTP_PROXY": "", "http_proxy": _DEAD},
    ),
    case(
        "all-proxy-socks",
        "proxy",
        "A dead SOCKS proxy applies to everything.",
        "hangs",
        "proxy.intercepts_loopback",
        "proxy.unreachable",
        "proxy.socks",
        env={**_KEYED, "ALL_PROXY": "socks5h://127.0.0.1:{DEAD}"},
    ),
    case(
        "proxy-passes-on",
        "healthy",
        "A proxy passes requests to this machine on as they are.",
        "works",
        env={**_KEYED, "HTTP_PROXY": "http://127.0.0.1:{PROXY}"},
        proxy=forwarding(GOOD),
    ),
    case(
        "proxy-in-dotenv",
        "proxy",
        "Codex's own .env names a dead proxy.",
        "hangs",
        "proxy.intercepts_loopback",
        "proxy.unreachable",
        files={"codex/.env": f"HTTP_PROXY={_DEAD}\n"},
        report="openai/codex#44517",
    ),
)

CASES: Final = (*_ADDRESSES, *_PROXIES)
