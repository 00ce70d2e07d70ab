"""Where a credential may go."""

from __future__ import annotations

import pytest

from codex_doctor.codex.origins import is_entitled, may_replace, tells_secret
from codex_doctor.codex.urls import join_location

HOME = "https://gw.example/v1/responses?k=v"


@pytest.mark.parametrize(
    "url",
    [
        "https://gw.example/",
        "https://GW.example:443/v2",
        "https://me:pw@gw.example/v1",
        "https:gw.example",
        "https://gw.example\\@other.example/",
    ],
)
def test_the_same_origin_is_entitled(url: str) -> None:
    assert is_entitled(url, home=HOME)


@pytest.mark.parametrize(
    "url",
    [
        "http://gw.example/v1",
        "http://gw.example:80/v1",
        "http://gw.example:443/v1",
        "https://gw.example:8443/v1",
        "https://api.gw.example/v1",
        "https://gw.example./v1",
        "https://gw.example@other.example/v1",
        "https://gw.example.other.example/v1",
        "https://other.example/gw.example",
        "wss://gw.example/v1",
        "gw.example",
        "",
    ],
)
def test_no_other_origin_is_entitled(url: str) -> None:
    assert not is_entitled(url, home=HOME)
    assert not is_entitled(url, home=url) or url.startswith("http")


def test_nobody_is_entitled_where_nothing_is_configured() -> None:
    assert not is_entitled(HOME, home="")


@pytest.mark.parametrize(
    ("url", "home", "expected"),
    [
        ("https://gw.example/v1", "http://gw.example/v1", True),
        ("http://gw.example/v2", "http://gw.example/v1", True),
        ("http://gw.example/v1", "https://gw.example/v1", False),
        ("http://gw.example:81/v1", "http://gw.example/v1", False),
        ("https://other.example/v1", "https://gw.example/v1", False),
        ("https://www.gw.example/v1", "https://gw.example/v1", True),
        ("https://gw.example/v1", "https://www.gw.example/v1", True),
        ("http://gw.example/v1", "http://www.gw.example/v1", False),
        ("https://api.gw.example/v1", "https://gw.example/v1", False),
        ("nowhere", "https://gw.example/v1", False),
    ],
)
def test_only_the_same_host_may_be_advised_and_never_less_safe(
    url: str, home: str, expected: bool
) -> None:
    assert may_replace(url, home=home) is expected


@pytest.mark.parametrize(
    "url", ["http://o.example/?k=wq7Zt2mK9xVb", "http://o.example/%77q7Zt2mK9xVb"]
)
def test_a_url_tells_a_secret_however_it_is_spelled(url: str) -> None:
    assert tells_secret(url, known=frozenset({"wq7Zt2mK9xVb"}))
    assert not tells_secret("http://o.example/v1", known=frozenset({"wq7Zt2mK9xVb"}))


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/v2", "https://gw.example/v2"),
        ("v2", "https://gw.example/v1/v2"),
        ("http:a", "http://a/"),
        ("https:a", "https://gw.example/v1/a"),
        ("\\\\other.example\\x", "https://other.example/x"),
        ("https://me:pw@gw.example:443/v2#f", "https://gw.example/v2"),
        ("mailto:a", None),
        ("https://gw.example:99999/", None),
        ("https://[::1", None),
        ("https://a b/", None),
    ],
)
def test_a_location_is_read_as_codex_reads_it(location: str, expected: str | None) -> None:
    target = join_location(HOME, location)

    assert (target.href if target else None) == expected
