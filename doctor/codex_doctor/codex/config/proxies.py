"""Which proxy Codex uses for a URL, by its own reading of the proxy variables."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codex_doctor.codex.urls import Url, parse_url
from codex_doctor.facts import ProxyChoice

if TYPE_CHECKING:
    from codex_doctor.codex.config.environment import Environment

VARIABLES = {
    "http": ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"),
    "https": ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"),
}
NO_PROXY = ("NO_PROXY", "no_proxy")
_SOCKS = ("socks4", "socks4a", "socks5", "socks5h")


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy that applies; `url` may hold a password."""

    choice: ProxyChoice
    url: str = field(repr=False)


def choose_proxy(url: Url, environment: Environment) -> Proxy | None:
    """Return the proxy for this URL, None when the connection is direct."""
    found = next(
        (
            (name, parsed)
            for name in VARIABLES[url.scheme]
            if (parsed := _parse_proxy(environment.get(name) or "")) is not None
        ),
        None,
    )
    if found is None or is_excepted(url.host, no_proxy_value(environment)):
        return None
    name, proxy = found
    choice = ProxyChoice(
        url=f"{proxy.scheme}://{_bracketed(proxy.host)}:{proxy.port}",
        host=proxy.host,
        port=proxy.port,
        variable=name,
        origin=environment.origin(name),
    )
    login = f"{proxy.user}:{proxy.password}@" if proxy.user or proxy.password else ""
    return Proxy(choice, f"{proxy.scheme}://{login}{_bracketed(proxy.host)}:{proxy.port}")


def no_proxy_value(environment: Environment) -> str:
    """Return the list of hosts without a proxy, "" when there is none."""
    return next((value for name in NO_PROXY if (value := environment.get(name))), "")


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


def _parse_proxy(value: str) -> Url | None:
    """Parse a proxy variable; without a scheme it is http, SOCKS is spoken to as HTTP."""
    if not value.strip():
        return None
    scheme, separator, rest = value.partition("://")
    if not separator:
        return parse_url(f"http://{value}")
    if scheme.lower() in _SOCKS:
        return parse_url(
            f"http://{rest}" if ":" in rest.rsplit("@", 1)[-1] else f"http://{rest}:1080"
        )
    return parse_url(value)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
