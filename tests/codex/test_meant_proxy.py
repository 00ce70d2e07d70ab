from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.secrets.addresses import secrets_of_url
from setups import CONFIG, KEY, resolved

if TYPE_CHECKING:
    from pathlib import Path

REMOTE = CONFIG.replace("127.0.0.1:8080", "gw.example.com")
PROXIES = [
    ("http://proxy.corp:3128", ""),
    ("http://10.0.0.1:3128", ""),
    ("http://[::1]:3128", ""),
    ("http://proxy1:3128", ""),
    ("http://proxy;3128", "http://proxy:3128"),
    ("http://proxy,3128/", "http://proxy:3128"),
    ("proxy;3128", "http://proxy:3128"),
    ("https://proxy.corp;3128", "https://proxy.corp:3128"),
    ("http://localhost3128", "http://localhost:3128"),
    ("http://me:pw-0123456789@proxy;3128", "http://proxy:3128"),
]


@pytest.mark.parametrize(("value", "better"), PROXIES)
def test_a_mistyped_proxy_has_the_url_that_was_meant(
    value: str, better: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, REMOTE, environ={"LAB_KEY": KEY, "HTTP_PROXY": value})

    assert setup.endpoint is not None
    assert setup.endpoint.proxy is not None
    assert setup.endpoint.proxy.better == better
    assert setup.endpoint.proxy.has_login is ("@" in value)
    assert "pw-0123456789" not in repr(setup.endpoint)


@pytest.mark.parametrize(
    ("value", "oddity", "better"),
    [
        (" http://proxy:3128", "blanks", "http://proxy:3128"),
        ("http://proxy:3128\r", "blanks", "http://proxy:3128"),
        ("proxy:3128\u00a0", "blanks", "http://proxy:3128"),
        ('"http://proxy:3128"', "quotes", "http://proxy:3128"),
        ("'proxy:3128'", "quotes", "http://proxy:3128"),
        ("<https://proxy:3128>", "quotes", "https://proxy:3128"),
        ("${WORK_PROXY}", "variable", "http://work:3128"),
        ("$WORK_PROXY", "variable", "http://work:3128"),
        ("%WORK_PROXY%", "variable", ""),
        ("http=proxy:3128", "named", "http://proxy:3128"),
        ("HTTPS_PROXY=http://proxy:3128", "named", "http://proxy:3128"),
        ("PROXY proxy:3128", "named", "http://proxy:3128"),
        ("http://proxy:3128, http://other:3128", "list", "http://proxy:3128"),
        ("htttp://proxy:3128", "scheme", "http://proxy:3128"),
        ("htps://proxy:3128", "scheme", "https://proxy:3128"),
        ("SOCKS5://proxy:3128", "scheme", "http://proxy:3128"),
        ("socks://proxy", "scheme", "http://proxy:1080"),
        ("ftp://proxy:3128", "scheme", "http://proxy:3128"),
        ("http:/proxy:3128", "slashes", "http://proxy:3128"),
        ("http//proxy:3128", "slashes", "http://proxy:3128"),
        ("http:///proxy:3128", "slashes", "http://proxy:3128"),
        ("http:10.0.0.1:3128", "slashes", "http://10.0.0.1:3128"),
        ("http:\\\\proxy:3128", "slashes", "http://proxy:3128"),
        ("http ://proxy:3128", "slashes", "http://proxy:3128"),
        ("//proxy:3128", "slashes", "http://proxy:3128"),
        ("http://me:pw#0123456789@proxy:3128", "login", "http://proxy:3128"),
        ("http://me:pw/0123456789@proxy:3128", "login", "http://proxy:3128"),
        ("http://me:pw 0123456789@proxy:3128", "login", "http://proxy:3128"),
        ("http://corp\\me:0123456789@proxy:3128", "login", "http://proxy:3128"),
        ("http://me@corp:0123456789@proxy:3128", "login", "http://proxy:3128"),
        ("proxy:3128/", "path", "http://proxy:3128"),
        ("proxy:3128/proxy.pac", "path", "http://proxy:3128"),
        ("http://proxy::3128", "colon", "http://proxy:3128"),
        ("http://proxy%3A3128", "colon", "http://proxy:3128"),
        ("http://proxy:3128:80", "colon", ""),
        ("http://proxy:80999", "port", ""),
        ("http://proxy:-1", "port", ""),
        ("http://proxy:3128.", "port", "http://proxy:3128"),
        ("proxy:3128,", "port", "http://proxy:3128"),
        ("http://proxy 3128", "sign", "http://proxy:3128"),
        ("http://loc alhost:3128", "sign", ""),
        ("http://proxy\\:3128", "sign", "http://proxy:3128"),
    ],
)
def test_a_variable_that_is_read_otherwise_has_a_reason_and_what_was_meant(
    value: str, oddity: str, better: str, tmp_path: Path
) -> None:
    environ = {"LAB_KEY": KEY, "HTTP_PROXY": value, "WORK_PROXY": "http://work:3128"}
    setup = resolved(tmp_path, REMOTE, environ=environ)

    assert setup.endpoint is not None
    odd = setup.endpoint.odd_proxy
    assert odd is not None
    assert (odd.oddity, odd.better) == (oddity, better)
    assert odd.is_ignored is (setup.endpoint.proxy is None)
    assert odd.has_login is ("@" in value)
    assert "0123456789" not in repr(odd)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "-",
        '""',
        "none",
        " " * 3_000,
        "http://proxy:" + "1" * 5_000,
        "x" * 70_000,
        "http://proxy:3128",
        "HTTP://proxy:3128/",
        "proxy",
        "proxy:3128",
        "[::1]:3128",
        "http://me:p%23w@proxy:3128/x?y#z",
        'http://proxy:3128/"x"',
        "socks5://proxy",
    ],
)
def test_a_variable_that_is_read_as_it_is_meant_is_not_odd(value: str, tmp_path: Path) -> None:
    setup = resolved(tmp_path, REMOTE, environ={"LAB_KEY": KEY, "HTTP_PROXY": value})

    assert setup.endpoint is not None
    assert setup.endpoint.odd_proxy is None


def test_the_first_odd_variable_counts_and_the_next_is_asked(tmp_path: Path) -> None:
    environ = {"LAB_KEY": KEY, "HTTP_PROXY": " http://p:1", "ALL_PROXY": "http://q:2"}
    setup = resolved(tmp_path, REMOTE, environ=environ)
    excepted = resolved(tmp_path, REMOTE, environ=environ | {"NO_PROXY": "gw.example.com"})

    assert setup.endpoint is not None
    assert setup.endpoint.odd_proxy is not None
    assert setup.endpoint.odd_proxy.variable == "HTTP_PROXY"
    assert setup.endpoint.proxy is not None
    assert setup.endpoint.proxy.variable == "ALL_PROXY"
    assert excepted.endpoint is not None
    assert excepted.endpoint.odd_proxy is None


@pytest.mark.parametrize("end", ["", " ", "\r", ".", ",", ";"])
def test_what_stands_behind_a_port_makes_no_secret_of_it(end: str) -> None:
    assert list(secrets_of_url(f"http://proxy:31280{end}")) == []
