"""What an address that Codex cannot use was evidently meant to be.

Pure. Loaded only where an address is no good; what it returns has no secret in it.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv6Address
from typing import TYPE_CHECKING

from codex_doctor.codex.config.base_url import base_url_fault
from codex_doctor.codex.urls import parse_url
from codex_doctor.patterns import Regex
from codex_doctor.secrets.addresses import is_secret_argument, mask_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.environment import Environment

# Where a certificate is rare: this machine, a private address, a name without a dot.
_LOCAL = Regex(
    r"(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[?::1\b|0\.0\.0\.0"
    r"|[\w-]+\.(?:local|internal|lan)\b|[\w-]+(?:[:/]|$))"
)
_VARIABLE = Regex(r"\$\{(\w+)\}|\$(\w+)|\{\{?(\w+)\}\}?")
# No part of a run is begun with, which would be looked at to its end each time.
_BLANK = r"[\s\u200b-\u200d\u2060\ufeff]"
_BLANKS = Regex(rf"^{_BLANK}+|(?<!{_BLANK}){_BLANK}+$")
# What surrounds an address in a text: quotes, brackets, a link of Markdown, an assignment.
_WRAPPED = Regex(
    r"(?:[<\[(\"'`“‘「]|[^\s/]{1,60}[\s=]).*?(https?://[^\s<>()\[\]\"'`“”‘’」]+)", re.IGNORECASE
)
_SCHEMES_BEFORE = Regex(r"(?<![a-z:/])(?:[a-z]++:/*+)+(?=https?://)", re.IGNORECASE)
_COLON_MISSING = Regex(r"(https?)[;,.]?//", re.IGNORECASE)
_SCHEME = Regex(r"([a-z][a-z0-9+.-]*):(?!\d)/*", re.IGNORECASE)
# What is left in front of a host: of two colons an address begins.
_BEFORE = Regex(r"^(?::(?!:))?/*")
_NAME = Regex(r"[\w-]+")
_AUTHORITY = Regex(r"(?<=://)[^/?#@]++(?![^/?#]*@)")
# A port behind what is no colon: another sign, two, a colon as it is written in a URL, or none.
_PORT = Regex(
    r"(?!(?:\d{1,3}\.){3}\d{1,3}$)"  # an address has dots, and may have digits behind the last one
    r"(?:(\[[0-9a-f:]+\]|[\w.-]*?[a-z0-9])(?:[^a-z0-9\[\]]|%3a)+|(localhost))([1-9]\d{1,4})[^a-z0-9]*",
    re.IGNORECASE,
)
# The same in the path, behind a host without one: `/v1:8000/`, `:/8000/v1`, `/8000/v1`.
_PORT_BEHIND = Regex(
    r"(https?://)(\[[0-9a-f:]+\]|[\w.-]++):?(?:/:?|(/(?:[^/?#:]*+/)*+[^/?#:]++):)([1-9]\d{1,4})(?=[/?#]|$)",
    re.IGNORECASE,
)
# Names that exist for what runs in a container, and names of containers in guides.
_WITHIN_CONTAINERS = Regex(
    r"\*|litellm(?:-proxy)?|ollama|vllm(?:-server)?|llama(?:-?cpp)?(?:-server)?|local-?ai|sglang"
    r"|(?:one|new)-api|(?:[\w-]+\.)+(?:docker|containers|lima|minikube|orb)\.internal"
    r"|docker\.for\.\w+\.(?:localhost|host\.internal)|(?:[\w-]+\.)+svc(?:\.cluster\.local)?"
)
_HOST = Regex(r"[\w.:-]+")
# An IPv6 address without one of its brackets, or both; the port is what stands last.
_SIX = Regex(r"\[?([0-9a-f.:]*:[0-9a-f.]*:[0-9a-f.:]*)\]?(?::(\d+))?", re.IGNORECASE)
_LAST_PORT = Regex(r"(.*[^:]):([1-9]\d{1,4})")
_HIGHEST_PORT = 65535


def mended_address(base_url: str, environment: Environment) -> str:
    """Return the address that was meant, "" where that is not known or a secret is in it."""
    # A Chinese keyboard has colons, slashes and letters of full width.
    narrow = unicodedata.normalize("NFKC", base_url)
    text = _expanded(_BLANKS.sub("", narrow), environment)
    wrapped = _WRAPPED.match(text)
    text = _SCHEMES_BEFORE.sub("", wrapped[1] if wrapped else text, count=1)
    text = re.split(r"[?#]", _COLON_MISSING.sub(r"\1://", text, count=1), maxsplit=1)[0]
    found = _with_scheme(text)
    url = parse_url(found)
    found = found if url and _HOST.fullmatch(url.host) else with_port(found)
    is_good = not base_url_fault(found) and parse_url(found) is not None
    return found if is_good and mask_url(found) == found else ""


def meant_port(authority: str) -> tuple[str, int] | None:
    """Return host and port where a name ends like a port behind a colon, None elsewhere."""
    found = _PORT.fullmatch(authority)
    if found is None or int(found[3]) > _HIGHEST_PORT:
        return None
    return found[1] or found[2], int(found[3])


def is_within_containers(host: str) -> bool:
    """Tell whether a name, which does not exist here, may be one that containers have."""
    return meant_port(host) is None and _WITHIN_CONTAINERS.fullmatch(host) is not None


def with_port(base_url: str) -> str:
    """Return an address with a colon before what looks like its port, in front of the path."""

    def mended(found: re.Match[str]) -> str:
        meant = meant_port(found[0])
        return f"{meant[0]}:{meant[1]}" if meant else _with_brackets(found[0])

    behind = _PORT_BEHIND.match(base_url)
    if behind is None or meant_port(behind[2]) or int(behind[4]) > _HIGHEST_PORT:
        return _AUTHORITY.sub(mended, base_url, count=1)
    scheme, host, path, port = behind.groups(default="")
    return f"{scheme}{host}:{port}{path}{base_url[behind.end() :]}"


def _with_brackets(authority: str) -> str:
    """Return an IPv6 address and its port as a URL has them, anything else as it is."""
    found = _SIX.fullmatch(authority)
    if found is None:
        return authority
    address, port = found[1], found[2]
    behind = None if port else _LAST_PORT.fullmatch(address)
    if behind and _is_six(behind[1]):
        address, port = behind[1], behind[2]
    if not _is_six(address):
        return authority
    return f"[{address}]:{port}" if port else f"[{address}]"


def _is_six(text: str) -> bool:
    try:
        return bool(IPv6Address(text))
    except ValueError:
        return False


def parameters_of(base_url: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters in the query of an address, with "" for a value that is not shown.

    Nothing, where one has two values: a table of TOML holds one of them.
    """
    query = base_url.partition("?")[2].partition("#")[0].strip()
    found = tuple(dict.fromkeys(_parameters(query)))
    if len(dict(found)) < len(found):
        return ()
    return tuple((name, "" if is_secret_argument(name, value) else value) for name, value in found)


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if _NAME.fullmatch(name):
            # Behind the query people write the route that belongs in front of it.
            value = value.partition("/")[0]
            yield name, value


def _expanded(text: str, environment: Environment) -> str:
    """Return a text with the values of its variables; one that is not set stays as it is."""

    def value(found: re.Match[str]) -> str:
        return environment.get(found[found.lastindex or 0]) or found[0]

    return _VARIABLE.sub(value, text)


def _with_scheme(text: str) -> str:
    """Return an address that begins with http:// or https://."""
    named = _SCHEME.match(text)
    rest = text[named.end() :] if named else _BEFORE.sub("", text)
    scheme = named[1].lower() if named else ""
    if scheme in {"http", "https"}:
        return text
    usual = "http" if _LOCAL.match(rest) else "https"
    if scheme:
        # Misspelt ones, and those of WebSockets.
        ends_in_s = scheme.endswith("s") and scheme != "ws"
        usual = "https" if ends_in_s else "http" if scheme[0] in "hw" else usual
    return f"{usual}://{rest}"
