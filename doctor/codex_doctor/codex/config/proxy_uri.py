"""A proxy variable as Codex's library reads it, by other rules than the address of an endpoint.

Pure. It forgives nothing: a blank, a quote or a slash too few, and the variable names no proxy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from codex_doctor.codex.urls import DEFAULT_PORTS, parse_url
from codex_doctor.patterns import Regex
from codex_doctor.sealed import Sealed

if TYPE_CHECKING:
    from codex_doctor.facts.proxies import ProxyOddity

# Codex makes no connection through these, and none past them.
SOCKS = ("socks4", "socks4a", "socks5", "socks5h")
SOCKS_PORT = 1080
_PORTS = DEFAULT_PORTS | dict.fromkeys(SOCKS, SOCKS_PORT)
_HIGHEST_PORT = 65535
_LONGEST = 65534

# RFC 3986 in the crate `http`: what may stand in an authority, in a path and in a query.
_SCHEME = Regex(r"([a-z0-9+.~-]{0,64})://", re.IGNORECASE)
_AUTHORITY = Regex(r"[\w!$&'()*+,\-.:;=@~\[\]%]*", re.ASCII)
_BRACKETS = Regex(r"[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)?")
_PATH = Regex(r"[^\x00- <>?#\\^`\x7f]*(?:\?[^\x00- <>#\x7f]*)?(?:#.*)?", re.DOTALL)
_PORT = Regex(r"\+?0*\d{1,5}", re.ASCII)
_ADDRESS = Regex(r"(?:0x[\da-f]*|\d+)(?:\.(?:0x[\da-f]*|\d+)){0,3}", re.IGNORECASE)

_VARIABLE = Regex(r"\$\w|\$\{|%\w+%|\{\{?\w+\}", re.ASCII)
NAMED = Regex(r"^(?:(?:\w*proxy|https?|all)\s*=|proxy\s+(?=[^\s:]+:\d))", re.IGNORECASE)
# A name that ends like a port, or has what no name has.
_ODD_HOST = Regex(r"[^\w.:-]|[a-z_-]\d{2,5}$", re.IGNORECASE)
# Several proxies, where one belongs.
_LIST = Regex(r"[,;\s]\s*\w+:[/\\]")
_SLASHES = Regex(r"(?:h+t+ps?)?\s*[:;,]*[/\\]|\w+\s*[:;,]+[/\\]|https?:(?!\d+$)", re.IGNORECASE)
QUOTES = "\"'`“”‘’<>"
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"


class ProxyUri(Sealed, frozen=True):
    """The proxy that a variable names; the login may hold a password."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def read_proxy(value: str) -> ProxyUri | None:
    """Return the proxy that a variable names, None when Codex ignores it.

    Source: http 1.x `Uri::from_str` and the proxy matcher of hyper-util, as Codex 0.58.0 to
    0.171.0 were seen to read.
    """
    if len(value) > _LONGEST:
        return None
    named, authority, path = _split(value)
    scheme = "http" if named is None else named
    scheme = scheme.lower() if scheme.lower() in DEFAULT_PORTS else scheme
    if value == "*" or scheme not in _PORTS or not _is_authority(authority):
        return None
    if (path and named is None) or not _PATH.fullmatch(path):
        return None
    # The login ends at the first @, the host begins behind the last.
    login, _, rest = authority.rpartition("@")
    user, _, password = login.partition("@")[0].partition(":")
    at = _host_end(rest)
    port = _port(rest[at + 1 :])
    return ProxyUri(
        scheme,
        _address(rest[:at]),
        _PORTS[scheme] if port is None else port,
        unquote(user),
        unquote(password),
    )


def proxy_oddity(value: str) -> ProxyOddity:
    """Return why Codex does not read in a variable what was meant, "" when it does.

    What it ignores is odd always; what it takes for a proxy is odd where it is surely another one.
    """
    read, around = read_proxy(value), _around(value)
    if read is None:
        return around or _ignored_oddity(value)
    _, authority, path = _split(value)
    place = authority.rpartition("@")[2]
    port = place[_host_end(place) :]
    # A user that is an address of mail: Codex takes what stands before its @.
    if "@" in path or authority.count("@") > 1:
        return around or "login"
    if port not in {"", ":"} and _port(port[1:]) is None:
        return around or "port"
    return around if is_odd_host(read.host) else ""


def is_odd_host(host: str) -> bool:
    """Tell whether a proxy's host is hardly the name of one."""
    return host.lower() in DEFAULT_PORTS or _ODD_HOST.search(host) is not None


def _around(value: str) -> ProxyOddity:
    """Return what surrounds an address, or stands in its place."""
    if value.strip(_BLANKS) != value:
        return "blanks"
    if value[:1] in QUOTES or value[-1:] in QUOTES:
        return "quotes"
    if _VARIABLE.search(value):
        return "variable"
    return "named" if NAMED.match(value) else ""


def _ignored_oddity(value: str) -> ProxyOddity:
    named = _SCHEME.match(value)
    if _LIST.search(value):
        return "list"
    if named and named[1].lower() not in DEFAULT_PORTS:
        return "scheme"
    rest = value[named.end() :] if named else value
    if rest[:1] in {"/", "\\"} or (not named and _SLASHES.match(rest)):
        return "slashes"
    login, at, place = rest.rpartition("@")
    if at and not _is_authority(f"{login}@host"):
        return "login"
    if not named and re.search(r"[/?#]", place):
        return "path"
    return "colon" if re.search(r":.*:|%3a", place, re.IGNORECASE) else "sign"


def _split(value: str) -> tuple[str | None, str, str]:
    """Return the scheme, None without one, the authority, and the path with its sign."""
    named = _SCHEME.match(value)
    text = value[named.end() :] if named else value
    end = next((at for at, sign in enumerate(text) if sign in "/?#"), len(text))
    return named[1] if named else None, text[:end], text[end:]


def _is_authority(text: str) -> bool:
    place = text.rpartition("@")[2]
    behind = place.rpartition("]")[2]
    return (
        bool(place)
        and bool(_AUTHORITY.fullmatch(text) and _BRACKETS.fullmatch(text))
        and "%" not in behind
        and behind.count(":") <= 1
    )


def _host_end(place: str) -> int:
    """Return where the host ends; a colon of an address in brackets ends none."""
    colon = place.find(":", place.find("]") + 1)
    return colon if colon >= 0 else len(place)


def _port(text: str) -> int | None:
    """Return the number of a port, None where the scheme's own counts."""
    return int(text) if _PORT.fullmatch(text) and int(text) <= _HIGHEST_PORT else None


def _address(host: str) -> str:
    """Return a host as it is looked up: an address of four numbers in its usual form."""
    is_number = host.startswith("[") or _ADDRESS.fullmatch(host)
    url = parse_url(f"http://{host}") if is_number else None
    return url.host if url else host.removeprefix("[").removesuffix("]")
