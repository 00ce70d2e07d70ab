"""The words of the findings `proxy.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "proxy.unreachable.title": "The proxy does not answer",
    "proxy.unreachable.text": (
        "A proxy variable applies to base_url, and nothing answers at the proxy's address. "
        "Codex uses a proxy for 127.0.0.1 and localhost too, unless NO_PROXY names them. Unset "
        "the variable, start the proxy, or add the endpoint's host to NO_PROXY."
    ),
    "proxy.no_proxy_form.title": "NO_PROXY is set in a form that does not match",
    "proxy.no_proxy_form.text": (
        "NO_PROXY mentions the endpoint in a form that Codex does not match: with a port, with "
        "a scheme, with a wildcard inside the name, `*` for an IP address, or localhost where "
        "base_url says 127.0.0.1. Write the bare host as it stands in base_url; domain "
        "suffixes and address ranges (10.0.0.0/8) work as well, entries are separated by "
        "commas. NO_PROXY hides no_proxy, also when it is empty."
    ),
    "proxy.not_http.title": "What answers is not an HTTP proxy",
    "proxy.not_http.text": (
        "The address in the proxy variable takes connections and does not speak HTTP. Give the "
        "address of the proxy's HTTP port."
    ),
    "proxy.socks.title": "Codex does not use SOCKS proxies",
    "proxy.socks.text": (
        "A proxy variable names a socks4:// or socks5:// URL. Codex then makes no connection "
        "to its endpoint at all, neither through the proxy nor past it, and waits for ever. "
        "Many such proxies speak HTTP on the same port: write http:// instead."
    ),
    "proxy.wrong_scheme.title": "The proxy's URL has the wrong scheme",
    "proxy.wrong_scheme.text": (
        "The scheme of a proxy's URL says how Codex speaks to the proxy itself, not what goes "
        "through it: http:// for nearly every proxy, https:// only for one that takes TLS "
        "connections. The proxy answers in the other way."
    ),
    "proxy.tls_failed.title": "The TLS connection to the proxy fails",
    "proxy.tls_failed.text": (
        "The proxy's URL begins with https://, and the certificate that the proxy shows is not "
        "trusted or is for another name. Codex judges it by the same roots as the endpoint's."
    ),
    "proxy.header_limit.title": "The proxy's answer is too long",
    "proxy.header_limit.text": (
        "The proxy answers CONNECT with more than 8 KiB of headers, and Codex then gives up."
    ),
    "proxy.refuses_target.title": "The proxy refuses the target",
    "proxy.refuses_target.text": (
        "The proxy answers and does not connect to the endpoint: its rules forbid the host or "
        "the port, or it cannot reach it itself."
    ),
    "proxy.intercepts_loopback.title": "A proxy stands before a local endpoint",
    "proxy.intercepts_loopback.text": (
        "base_url names this machine, a proxy variable applies to it, and the proxy does not "
        "let the request through. For the proxy, 127.0.0.1 is the proxy itself. Add the host "
        "to NO_PROXY, as base_url writes it."
    ),
    "proxy.auth_required.title": "The proxy wants a user and a password",
    "proxy.auth_required.text": (
        "The proxy answers 407. Codex sends the user and password that stand in the proxy's "
        "URL (http://USER:PASSWORD@proxy:3128, special characters percent-encoded) and knows "
        "no other way to log in."
    ),
}
