"""Which proxy Codex uses for a URL, by its own reading of the proxy variables."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from codex_doctor.codex.config.proxy_uri import ProxyUri, is_odd_host, proxy_oddity, read_proxy
from codex_doctor.codex.urls import bracketed
from codex_doctor.facts import OddProxy, ProxyChoice
from codex_doctor.patterns import Regex
from codex_doctor.platform.system_proxy import EXCEPTIONS, SERVER
from codex_doctor.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.environment import Environment
    from codex_doctor.codex.urls import Url

# In each pair the first that is set counts, even when it is empty; when that names no proxy, the
# next pair is asked.
_PAIRS = {
    "http": (("HTTP_PROXY", "http_proxy"), ("ALL_PROXY", "all_proxy")),
    "https": (("HTTPS_PROXY", "https_proxy"), ("ALL_PROXY", "all_proxy")),
}
VARIABLES = {scheme: (*own, *every) for scheme, (own, every) in _PAIRS.items()}
NO_PROXY = ("NO_PROXY", "no_proxy")
# What Windows has in place of variables that are not set, or empty.
SETTINGS = (SERVER, EXCEPTIONS)
# Nobody means a proxy by more.
_LONGEST = 2_048
# What has none of these names no host: `-`, `""`, `none`.
_IS_MEANT = Regex(r"\w[\W\w]*[.:$%{]|[.:$%{][\W\w]*\w")


class Proxy(Sealed, frozen=True):
    """The proxy that applies; `url` may hold a password."""

    choice: ProxyChoice
    url: str


def choose_proxy(url: Url, environment: Environment) -> Proxy | None:
    """Return the proxy for this URL, None when the connection is direct."""
    for name, value in _values(url, environment):
        proxy = read_proxy(value)
        if proxy is not None:
            return _choice(name, value, proxy, environment, url.scheme)
    return None


def odd_proxy(url: Url, environment: Environment) -> OddProxy | None:
    """Return the first variable for this URL that Codex reads otherwise than was meant."""
    for name, value in _values(url, environment):
        is_ignored = read_proxy(value) is None
        oddity = proxy_oddity(value) if len(value) <= _LONGEST else ""
        if oddity and name != SERVER and _IS_MEANT.search(value):
            return OddProxy(
                name,
                oddity,
                is_ignored,
                origin=environment.origin(name),
                has_login="@" in value,
                better=_meant(value, environment),
            )
        if not is_ignored:
            break
    return None


def _choice(name: str, value: str, proxy: ProxyUri, environment: Environment, scheme: str) -> Proxy:
    same = [one for one in VARIABLES[scheme] if environment.get(one) == value]
    lists = [(one, text) for one in NO_PROXY if (text := environment.get(one)) is not None]
    shown = f"{bracketed(proxy.host)}:{proxy.port}"
    url = f"{proxy.scheme}://{shown}"
    is_mistyped = is_odd_host(proxy.host) and not proxy_oddity(value)
    better = _meant(value, environment) if is_mistyped else ""
    choice = ProxyChoice(
        url=url,
        host=proxy.host,
        port=proxy.port,
        variable=name,
        origin=environment.origin(name),
        no_proxy=tuple(lists),
        no_proxy_origin=environment.origin(lists[0][0]) if lists else None,
        has_login=bool(proxy.user or proxy.password),
        better="" if better == url else better,
        also=tuple(one for one in same if one != name and environment.origin(one) is None),
    )
    login = f"{proxy.user}:{proxy.password}@" if proxy.user or proxy.password else ""
    return Proxy(choice, f"{proxy.scheme}://{login}{shown}")


def _meant(value: str, environment: Environment) -> str:
    if len(value) > _LONGEST:
        return ""
    # Late: few variables are odd.
    from codex_doctor.codex.config.meant_proxy import meant_proxy

    return meant_proxy(value, environment)


def _values(url: Url, environment: Environment) -> Iterator[tuple[str, str]]:
    """Yield the variables that Codex asks for the proxy of a URL, as long as none names one."""
    if is_excepted(url.host, no_proxy_value(environment)):
        return
    own, every = (_first_set(pair, environment) for pair in _PAIRS[url.scheme])
    # A web server hands a request's `Proxy` header to its programs under this name.
    is_header = own == "HTTP_PROXY" and environment.get("REQUEST_METHOD") is not None
    if own and not is_header:
        yield own, environment.get(own) or ""
    if not (own and environment.get(own)) and environment.get(SERVER):
        yield SERVER, environment.get(SERVER) or ""
    if every:
        yield every, environment.get(every) or ""


def _first_set(names: tuple[str, str], environment: Environment) -> str | None:
    return next((name for name in names if environment.get(name) is not None), None)


def no_proxy_value(environment: Environment) -> str:
    """Return the list of hosts without a proxy, "" when there is none."""
    name = _first_set(NO_PROXY, environment)
    return (environment.get(name) if name else "") or environment.get(EXCEPTIONS) or ""


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
