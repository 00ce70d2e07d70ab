"""What the official packages take of a script: the key apart, names in their own spelling. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.repro.script import Script, Text

_BEARER = "Bearer "
# The packages set these themselves, and one spelt otherwise would be sent besides.
_SPELLINGS = {"accept": "Accept", "user-agent": "User-Agent", "authorization": "Authorization"}
_OWN = frozenset({"content-type", "content-length", "transfer-encoding", "host"})


def canonical(name: str) -> str:
    """Return the name of a header as the packages spell it."""
    return _SPELLINGS.get(name.lower(), name)


def sendable(script: Script) -> tuple[Text, tuple[tuple[str, Text], ...]]:
    """Return the key, () for none, and the other headers as far as the packages can send them."""
    key: Text = ()
    headers: list[tuple[str, Text]] = []
    for name, value in script.headers:
        if name.lower() == "authorization" and value[0] == _BEARER and len(value) > 1:
            key = value[1:]
        elif name.lower() not in _OWN and all(_is_plain(one) for one in value):
            headers.append((name, value))
    return key, tuple(headers)


def has_authorization(script: Script) -> bool:
    """Tell whether the request carries that header; the packages add it if nothing is said."""
    return any(name.lower() == "authorization" for name, _ in script.headers)


def parameters(script: Script) -> Iterator[tuple[str, Text]]:
    """Yield the query, decoded: the packages encode it."""
    for name, value in script.query:
        yield unquote(name), tuple(unquote(one) if isinstance(one, str) else one for one in value)


def _is_plain(piece: object) -> bool:
    """Tell whether a piece of a header is ASCII; both packages refuse other values."""
    return not isinstance(piece, str) or piece.isascii()
