"""How a connection or a tunnel ended, as facts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "connection.no_address": "no address",
    "connection.no_answer": "no answer in time",
    "connection.beaten": "another address answers",
    "connection.tunnel_closed": "closed without an answer",
    "connection.tunnel_silent": "no answer to CONNECT in time",
    "connection.tunnel_long_head": "headers of more than {most_bytes:size}",
    "connection.tunnel_page": "a page: {begins}",
    "connection.tunnel_not_http": "not HTTP: {begins}",
}
