"""Addresses: base_url, redirects and proxies are read, joined and mended without an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from codex_doctor.codex.config.base_url import base_url_fault
from codex_doctor.codex.config.environment import Environment
from codex_doctor.codex.config.mended_address import mended_address, parameters_of, with_port
from codex_doctor.codex.config.proxies import choose_proxy, is_excepted, no_proxy_value, odd_proxy
from codex_doctor.codex.config.proxy_uri import proxy_oddity, read_proxy
from codex_doctor.codex.urls import (
    DEFAULT_PORTS,
    bracketed,
    is_loopback,
    join_location,
    join_url,
    parse_url,
    split_route,
)
from codex_doctor.facts import Layer
from codex_doctor.secrets.addresses import mask_url
from fuzz.target import Target, joined, texts
from oracle.config_cases import CONFIG_CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.urls import Url

_FAULTS: Final = frozenset(
    {"", "empty", "scheme_twice", "variable", "query", "fragment", "no_scheme", "scheme", "blank"}
)
_HIGHEST_PORT: Final = 65_535
_LONGEST_VALUE: Final = 2_048


def _environment(**values: str) -> Environment:
    layer = Layer("dotenv", "", "absent")
    return Environment(values, values, {}, (), (), "", layer)


_ENVIRONMENT: Final = _environment(HOST="gw.example", PORT="8080")


def _run_urls(data: bytes) -> None:
    """Read a base_url, and where a redirect leads from it."""
    base, location = texts(data, 2)
    assert base_url_fault(base) in _FAULTS
    parameters_of(base)
    with_port(base)
    better = mended_address(base, _ENVIRONMENT)
    assert better == "" or parse_url(better) is not None, better
    asked = join_url(base, query={"api-version": "1"})
    for text in (base, asked):
        url = parse_url(text)
        if url is None:
            continue
        _judge_url(url)
        if len(url.password) > 3 and text.count(url.password) == 1:
            assert url.password not in mask_url(text)
        led = join_location(url.href, location)
        if led is not None:
            _judge_url(led)
            again = join_location(led.href, led.href)
            assert again is not None
            assert again.href == led.href


def _judge_url(url: Url) -> None:
    assert url.scheme in DEFAULT_PORTS
    assert url.host
    assert 0 <= url.port <= _HIGHEST_PORT
    again = parse_url(url.href)
    assert again is not None
    assert (again.href, again.host, again.port, again.path) == (
        url.href, url.host, url.port, url.path,
    )  # fmt: skip
    assert (again.user, again.password) == ("", "")
    before, route = split_route(url.path)
    assert before == url.path or before + route == url.path
    is_loopback(url.host)
    bracketed(url.host)


def _run_proxies(data: bytes) -> None:
    """Read a proxy variable and NO_PROXY, for a URL."""
    value, no_proxy, text = texts(data, 3)
    proxy = read_proxy(value)
    if proxy is not None:  # Codex takes one without a host too
        assert 0 <= proxy.port <= _HIGHEST_PORT
    elif len(value) <= _LONGEST_VALUE:  # of a longer one nobody asks it
        assert proxy_oddity(value)
    environment = _environment(HTTP_PROXY=value, HTTPS_PROXY=value, NO_PROXY=no_proxy)
    url = parse_url(text) or parse_url("http://gw.example/v1")
    assert url is not None
    chosen, odd = choose_proxy(url, environment), odd_proxy(url, environment)
    if chosen is not None:
        assert not is_excepted(url.host, no_proxy_value(environment))
        assert chosen.choice.better == "" or read_proxy(chosen.choice.better) is not None
    assert odd is None or odd.better == "" or read_proxy(odd.better) is not None


_PIECES: Final = (
    "http", "https", "socks5", "://", ":", "/", "//", "@", "[", "]", "::1", "127.0.0.1",
    "gw.example",
    "localhost", "8080", "99999", ".", "%41", "%", "?", "#", "&", "=", "api-version", "v1",
    "responses",
    "chat/completions", "me", "p%40w",
    "\\", " ", "\t", "${HOST}", "$PORT", "é", "\u200b", "'", '"', ",",
    ";", "*", "0x7f.1", "xn--", "<", "{", "}", "|", "^",
)  # fmt: skip
_TEXTS: Final = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)
_WORDS: Final = (*(one.encode() for one in _PIECES), b"\0")


def _seeds() -> Iterator[bytes]:
    yield joined("http://gw.example:8080/v1/", "/v2?x=1#y", "https://127.0.0.1/v1")
    yield joined(
        "socks5://me:p@[::1]:1080", "10.0.0.0/8,.example,*", "http://[::1]:80/v1/responses"
    )
    yield joined("http://localhost;8080/v1", "//me:pw@h/")
    for case in CONFIG_CASES.values():
        for name, value in case.environ.items():
            if name.lower().endswith("_proxy"):
                yield joined(value, "localhost", "http://gw.example/")


URLS: Final = Target(
    "urls",
    "a base URL and a redirect are read, joined and mended; reading a result again gives "
    "the same; a password is not shown",
    _run_urls,
    _seeds,
    st.builds(joined, _TEXTS, _TEXTS),
    _WORDS,
)
PROXIES: Final = Target(
    "proxies",
    "a proxy variable and NO_PROXY are read; what is ignored is said to be odd, and what "
    "was meant is a proxy",
    _run_proxies,
    _seeds,
    st.builds(joined, _TEXTS, _TEXTS, _TEXTS),
    _WORDS,
)
