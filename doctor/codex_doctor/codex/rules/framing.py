"""Configured headers that break the request: they say where its body ends, and are wrong.

Codex's library (hyper) believes a Content-Length that is a number, and cuts the body there or
waits for the rest; one that is none it replaces. Behind a Transfer-Encoding it writes `chunked`
if that is not the last word, and servers refuse what they cannot decode. Over HTTP/2 it leaves
the latter out, which only https:// can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.credentials.headers import env_header_names
from codex_doctor.facts.config_problems import HeaderFraming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.destination import Destination
    from codex_doctor.codex.config.provider import Provider
    from codex_doctor.codex.credentials.choice import Sources
    from codex_doctor.codex.credentials.headers import Headers
    from codex_doctor.facts import Problem

_MAX_LENGTH = 2**64


def judge_framing(sources: Sources, headers: Headers, target: Destination) -> Iterator[Problem]:
    """Yield the headers that say where the body of a request ends."""
    sent = {name.lower(): (name, value.decode("utf-8", "replace")) for name, value in headers}
    name, value = sent.get("transfer-encoding", ("", "chunked"))
    if value.strip().lower() != "chunked":
        may_be_left_out = target.url is not None and target.url.scheme == "https"
        yield _problem(sources, name, value, fatal=not may_be_left_out)
    name, value = sent.get("content-length", ("", ""))
    # With a Transfer-Encoding the length does not count (RFC 9112 section 6.3).
    if _is_length(value.strip()) and "transfer-encoding" not in sent:
        yield _problem(sources, name, value, fatal=True)


def _is_length(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 20 and int(text) < _MAX_LENGTH


def _problem(sources: Sources, name: str, value: str, *, fatal: bool) -> Problem:
    table = _table_of(sources.provider, name)
    path = (*sources.field_origin(table), name)
    return sources.layered.problem(
        "config.header_framing",
        *path,
        fatal=fatal,
        shown=value[:40],
        about=HeaderFraming(name.title()),
    )


def _table_of(provider: Provider, name: str) -> str:
    return "env_http_headers" if name in env_header_names(provider) else "http_headers"
