"""Which proxy was evidently meant by a variable in which Codex reads another one, or none.

Pure. Loaded only where a variable is odd; what it returns has no login in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.config.mended_address import mended_address, with_port
from codex_doctor.codex.config.proxy_uri import NAMED, QUOTES, SOCKS_PORT, is_odd_host
from codex_doctor.codex.urls import bracketed, parse_url
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from codex_doctor.codex.config.environment import Environment

_AROUND = Regex(rf"^[\s{QUOTES}\u200b-\u200d\u2060\ufeff]+|[\s{QUOTES}\u200b-\u200d\u2060\ufeff]+$")
# A scheme with as many colons and slashes as there happen to be.
_SCHEME = Regex(
    r"([a-z][a-z0-9+]*)\s*:+\s*(?:\\?[/\\])+\s*|(h?h?t+ps?)[;,.]*(?:\\?[/\\])+|(https?):+(?!\d+$)"
    r"|//+",
    re.IGNORECASE,
)
# What they name is on this machine, and no host.
_LOCAL = frozenset({"data", "file", "npipe", "unix"})
_IN_TLS = Regex(r"h+t+ps", re.IGNORECASE)
_NEXT = Regex(r"[,;\s]+(?=(?:https?|socks\w*):)", re.IGNORECASE)
_ESCAPE = Regex(r"\\(?=[:/.])")
_END = Regex(r"[/?#\\]")
_HAS_PORT = Regex(r"\d{1,5}\D*$")


def meant_proxy(value: str, environment: Environment) -> str:
    """Return the URL that was meant, without a login, "" where that is not known."""
    text = _AROUND.sub("", NAMED.sub("", _AROUND.sub("", value), count=1))
    text = _ESCAPE.sub("", _NEXT.split(text, maxsplit=1)[0])
    scheme = "http"
    while found := _SCHEME.match(text):
        name = next((one for one in found.groups() if one), "http")
        if name.lower() in _LOCAL:
            return ""
        scheme = "https" if _IN_TLS.fullmatch(name) else "http"
        text = text[found.end() :]
        is_socks = name.lower().startswith("socks")
        text += f":{SOCKS_PORT}" if is_socks and not _HAS_PORT.search(text) else ""
    place = _END.split(text.rpartition("@")[2], maxsplit=1)[0]
    mended = mended_address(f"{scheme}://{place}", environment)
    url = parse_url(mended)
    if url is not None and is_odd_host(url.host):
        url = parse_url(with_port(mended))
    if url is None or is_odd_host(url.host):
        return ""
    return f"{scheme}://{bracketed(url.host)}:{url.port}"
