"""What `codex-doctor explain` says about the proxy findings; not a check.

The pages of proxy.refuses_target, proxy.intercepts_loopback and proxy.auth_required are with the
`request` check, which sees them too.
"""

from __future__ import annotations

from codex_doctor.model import Page

PAGES = (
    Page(
        "proxy.unreachable",
        "The proxy does not answer",
        "A proxy variable applies to base_url, and nothing answers at the proxy's address. Codex "
        "uses a proxy for 127.0.0.1 and localhost too, unless NO_PROXY names them. Unset the "
        "variable, start the proxy, or add the endpoint's host to NO_PROXY.",
    ),
    Page(
        "proxy.no_proxy_form",
        "NO_PROXY is set in a form that does not match",
        "NO_PROXY mentions the endpoint in a form that Codex does not match: with a port, with a "
        "scheme, with a wildcard inside the name, `*` for an IP address, or localhost where "
        "base_url says 127.0.0.1. Write the bare host as it stands in base_url; domain suffixes "
        "and address ranges (10.0.0.0/8) work as well, entries are separated by commas. NO_PROXY "
        "hides no_proxy, also when it is empty.",
    ),
    Page(
        "proxy.not_http",
        "What answers is not an HTTP proxy",
        "The address in the proxy variable takes connections and does not speak HTTP. Give the "
        "address of the proxy's HTTP port.",
    ),
    Page(
        "proxy.socks",
        "Codex does not use SOCKS proxies",
        "A proxy variable names a socks4:// or socks5:// URL. Codex then makes no connection to "
        "its endpoint at all, neither through the proxy nor past it, and waits for ever. Many such "
        "proxies speak HTTP on the same port: write http:// instead.",
    ),
    Page(
        "proxy.wrong_scheme",
        "The proxy's URL has the wrong scheme",
        "The scheme of a proxy's URL says how Codex speaks to the proxy itself, not what goes "
        "through it: http:// for nearly every proxy, https:// only for one that takes TLS "
        "connections. The proxy answers in the other way.",
    ),
    Page(
        "proxy.tls_failed",
        "The TLS connection to the proxy fails",
        "The proxy's URL begins with https://, and the certificate that the proxy shows is not "
        "trusted or is for another name. Codex judges it by the same roots as the endpoint's.",
    ),
    Page(
        "proxy.header_limit",
        "The proxy's answer is too long",
        "The proxy answers CONNECT with more than 8 KiB of headers, and Codex then gives up.",
    ),
)
