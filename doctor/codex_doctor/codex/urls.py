"""Joins base_url as Codex does and reads URLs by the rules of its URL library."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ada_url import URL

from codex_doctor.sealed import Sealed
from codex_doctor.secrets.addresses import mask_url

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_PORTS = {"http": 80, "https": 443}
# The routes that Codex adds to base_url: now, and where an old version speaks Chat Completions.
RESPONSES = "/responses"
CHAT_COMPLETIONS = "/chat/completions"


class Url(Sealed, frozen=True):
    """A URL taken apart; `href` may hold secrets, `shown` does not."""

    href: str
    shown: str
    scheme: str
    host: str
    port: int
    path: str
    user: str = ""
    password: str = ""


def join_url(
    base_url: str, *, query: Mapping[str, str], route: str = RESPONSES, trim_slash: bool = True
) -> str:
    """Return base_url + the route + the query, before the URL library sees it."""
    base = base_url.rstrip("/") if trim_slash else base_url
    joined = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{base}{route}" + (f"?{joined}" if joined else "")


def without_route(path: str) -> str:
    """Return the path of base_url, from the path that Codex posts to."""
    return split_route(path)[0]


def split_route(path: str) -> tuple[str, str]:
    """Return what stands before the route that Codex posts to, and the route."""
    route = CHAT_COMPLETIONS if path.endswith(CHAT_COMPLETIONS) else RESPONSES
    return path.removesuffix(route), route


def parse_url(text: str) -> Url | None:
    """Parse a URL by the WHATWG rules; None when it is no http or https URL."""
    try:
        url = URL(text)
    except (ValueError, UnicodeError):
        return None
    scheme = url.protocol.rstrip(":")
    if scheme not in DEFAULT_PORTS or not url.hostname:
        return None
    host = url.hostname.removeprefix("[").removesuffix("]")
    user, password = unquote(url.username), unquote(url.password)
    # The user information never reaches the request line: Codex's library drops it.
    url.username = url.password = url.hash = ""
    port = int(url.port) if url.port else DEFAULT_PORTS[scheme]
    shown = mask_url(url.href)
    return Url(url.href, shown, scheme, host, port, url.pathname, user, password)


def join_location(url: str, location: str) -> Url | None:
    """Return where a redirect leads, by the rules of Codex's URL library; None for nowhere."""
    try:
        return parse_url(URL(location, base=url).href)
    except (ValueError, UnicodeError):
        return None


def bracketed(host: str) -> str:
    """Return a host as it stands before a port: an address with colons is in brackets."""
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine."""
    try:
        address = ipaddress.ip_address(host)
        return address.is_loopback or address.is_unspecified  # 0.0.0.0 connects to this machine
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
