"""Which proxy Codex uses for a URL, by its own reading of the proxy variables."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from codex_doctor.codex.urls import Url, parse_url
from codex_doctor.facts import ProxyChoice
from codex_doctor.patterns import Regex
from codex_doctor.sealed import Sealed

if TYPE_CHECKING:
    from codex_doctor.codex.config.environment import Environment

# In each pair the first that is set counts, even when it is empty; when that names no proxy, the
# next pair is asked.
_PAIRS = {
    "http": (("HTTP_PROXY", "http_proxy"), ("ALL_PROXY", "all_proxy")),
    "https": (("HTTPS_PROXY", "https_proxy"), ("ALL_PROXY", "all_proxy")),
}
VARIABLES = {scheme: (*own, *every) for scheme, (own, every) in _PAIRS.items()}
NO_PROXY = ("NO_PROXY", "no_proxy")
# Codex makes no connection through these, and none past them.
SOCKS = ("socks4", "socks4a", "socks5", "socks5h")
_SOCKS_PORT = 1080
# A name that ends like a port, or has what no name has.
_ODD = Regex(r"[^\w.:-]|[a-z_-]\d{2,5}$", re.IGNORECASE)
_SCHEME = Regex(r"(https?)[:;,.]*/+", re.IGNORECASE)


class Proxy(Sealed, frozen=True):
    """The proxy that applies; `url` may hold a password."""

    choice: ProxyChoice
    url: str


def choose_proxy(url: Url, environment: Environment) -> Proxy | None:
    """Return the proxy for this URL, None when the connection is direct."""
    found = next((one for pair in _PAIRS[url.scheme] if (one := _named(pair, environment))), None)
    if found is None or is_excepted(url.host, no_proxy_value(environment)):
        return None
    name, scheme, proxy = found
    lists = [(one, value) for one in NO_PROXY if (value := environment.get(one)) is not None]
    shown = f"{_bracketed(proxy.host)}:{proxy.port}"
    choice = ProxyChoice(
        url=f"{scheme}://{shown}",
        host=proxy.host,
        port=proxy.port,
        variable=name,
        origin=environment.origin(name),
        no_proxy=tuple(lists),
        no_proxy_origin=environment.origin(lists[0][0]) if lists else None,
        has_login=bool(proxy.user or proxy.password),
        better=_better(environment.get(name) or "", proxy.host, environment),
    )
    login = f"{proxy.user}:{proxy.password}@" if proxy.user or proxy.password else ""
    return Proxy(choice, f"{scheme}://{login}{shown}")


def _better(value: str, host: str, environment: Environment) -> str:
    """Return the URL that was meant by one whose name is odd, "" for others."""
    if host not in _PAIRS and not _ODD.search(host):
        return ""
    # Late: few proxies have such a name.
    from codex_doctor.codex.config.mended_address import mended_address, with_port

    scheme = _SCHEME.match(value)
    place = value[scheme.end() if scheme else 0 :].rpartition("@")[2]
    text = f"{scheme[1] if scheme else 'http'}://{place}"
    mended = parse_url(with_port(mended_address(text, environment)))
    if mended is None or mended.host == host:
        return ""
    return f"{mended.scheme}://{_bracketed(mended.host)}:{mended.port}"


def _named(pair: tuple[str, str], environment: Environment) -> tuple[str, str, Url] | None:
    """Return the variable of a pair that counts, and the scheme and URL that it names."""
    name = _first_set(pair, environment)
    # A web server hands a request's `Proxy` header to its programs under this name.
    if name == "HTTP_PROXY" and environment.get("REQUEST_METHOD") is not None:
        return None
    parsed = _parse_proxy(environment.get(name) or "") if name else None
    return (name, *parsed) if name and parsed else None


def _first_set(names: tuple[str, str], environment: Environment) -> str | None:
    return next((name for name in names if environment.get(name) is not None), None)


def no_proxy_value(environment: Environment) -> str:
    """Return the list of hosts without a proxy, "" when there is none."""
    name = _first_set(NO_PROXY, environment)
    return (environment.get(name) or "") if name else ""


def is_excepted(host: str, no_proxy: str) -> bool:
    """Tell whether NO_PROXY covers a host; `host:port` never does, `*` covers names only."""
    address = _address(host)
    for entry in (part.strip() for part in no_proxy.split(",")):
        if address is not None:
            if _covers_address(entry, address):
                return True
        elif entry == "*" or _covers_name(entry.lower(), host.lower()):
            return True
    return False


def _covers_name(entry: str, host: str) -> bool:
    suffix = entry.removeprefix(".")
    return bool(suffix) and (host == suffix or host.endswith(f".{suffix}"))


def _covers_address(entry: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    try:
        return address in ipaddress.ip_network(entry, strict=False)
    except (ValueError, TypeError):
        return False


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _parse_proxy(value: str) -> tuple[str, Url] | None:
    """Return scheme and URL of a proxy variable; without a scheme it is http."""
    if not value.strip():
        return None
    scheme, separator, rest = value.partition("://")
    if scheme.lower() in SOCKS and separator:
        has_port = ":" in rest.rsplit("@", 1)[-1]
        parsed = parse_url(f"http://{rest}" if has_port else f"http://{rest}:{_SOCKS_PORT}")
        return (scheme.lower(), parsed) if parsed else None
    parsed = parse_url(value if separator else f"http://{value}")
    return (parsed.scheme, parsed) if parsed else None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
