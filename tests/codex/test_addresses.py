from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.config import destination
from codex_doctor.codex.config.proxies import is_excepted
from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.urls import is_loopback, parse_url
from codex_doctor.platform.system import System
from codex_doctor.secrets.addresses import mask_url
from setups import CONFIG, KEY, inputs_in, resolved

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("host", "no_proxy", "excepted"),
    [
        ("gw.example", "gw.example", True),
        ("gw.example", "a, gw.example", True),
        ("gw.example", "example", True),
        ("gw.example", ".example", True),
        ("gw.example", "*", True),
        ("gw.example", "gw.example:8080", False),
        ("gw.example", "w.example", False),
        ("gw.example", "", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.0/8", True),
        ("127.0.0.1", "*", False),
        ("127.0.0.1", "127.0.0.1:8080", False),
        ("::1", "::1", True),
        ("::1", "127.0.0.1", False),
    ],
)
def test_no_proxy_covers_what_codex_takes_it_for(
    host: str, no_proxy: str, *, excepted: bool
) -> None:
    assert is_excepted(host, no_proxy) is excepted


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({"HTTP_PROXY": "http://p:3128"}, "http://p:3128"),
        ({"http_proxy": "p:3128"}, "http://p:3128"),
        ({"ALL_PROXY": "http://p"}, "http://p:80"),
        ({"ALL_PROXY": "socks5://p"}, "socks5://p:1080"),
        ({"ALL_PROXY": "socks5h://u:p@p:9"}, "socks5h://p:9"),
        ({"ALL_PROXY": "socks5://:::"}, None),
        ({"HTTP_PROXY": "", "http_proxy": "http://q:1"}, None),
        ({"HTTP_PROXY": "ftp://p", "all_proxy": "http://q:1"}, "http://q:1"),
        ({"ALL_PROXY": "", "all_proxy": "http://q:1"}, None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "", "no_proxy": "127.0.0.1"}, "http://p:1"),
        ({"HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}, None),
        ({"HTTP_PROXY": "https://[::1]:3128"}, "https://[::1]:3128"),
        ({"HTTP_PROXY": "", "ALL_PROXY": "http://q:1"}, "http://q:1"),
        ({"HTTP_PROXY": "::::"}, None),
        ({"HTTPS_PROXY": "http://p:3128"}, None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "127.0.0.0/8"}, None),
    ],
)
def test_the_proxy_is_the_one_codex_uses(
    environ: dict[str, str], shown: str | None, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, environ={"LAB_KEY": KEY, **environ})

    assert setup.endpoint is not None
    assert (setup.endpoint.proxy.url if setup.endpoint.proxy else None) == shown


def test_variables_that_name_the_same_proxy_are_known(tmp_path: Path) -> None:
    same = "http://p:3128"
    environ = {"HTTP_PROXY": same, "http_proxy": same, "ALL_PROXY": same, "all_proxy": "http://q:1"}
    endpoint = resolved(tmp_path, environ=environ).endpoint

    assert endpoint is not None
    assert endpoint.proxy is not None
    assert endpoint.proxy.also == ("http_proxy", "ALL_PROXY")


def test_the_lists_of_hosts_without_a_proxy_come_with_their_place(tmp_path: Path) -> None:
    environ = {"LAB_KEY": KEY, "HTTP_PROXY": "http://p:1", "no_proxy": "a.test"}
    files = {"home/.codex/.env": "# first\nNO_PROXY=b.test\n"}
    endpoint = resolve(inputs_in(tmp_path, environ=environ, files=files))[0].endpoint

    assert endpoint is not None
    assert endpoint.proxy is not None
    assert endpoint.proxy.no_proxy == (("NO_PROXY", "b.test"), ("no_proxy", "a.test"))
    assert endpoint.proxy.no_proxy_origin is not None
    assert endpoint.proxy.no_proxy_origin.line == 2


def test_the_ca_file_is_named_for_https_only(tmp_path: Path) -> None:
    config = CONFIG.replace("http://", "https://")
    environ = {"LAB_KEY": KEY, "SSL_CERT_FILE": "/a.pem"}
    endpoint = resolved(tmp_path, config, environ=environ).endpoint
    assert endpoint is not None
    assert (endpoint.ca_file, endpoint.ca_variable) == ("/a.pem", "SSL_CERT_FILE")
    both = environ | {"CODEX_CA_CERTIFICATE": "/b.pem"}
    endpoint = resolved(tmp_path, config, environ=both).endpoint
    assert endpoint is not None
    assert endpoint.ca_variable == "CODEX_CA_CERTIFICATE"
    assert endpoint.roots_variable == "CODEX_CA_CERTIFICATE"
    endpoint = resolved(tmp_path, config, environ=both, codex_version="0.114.0").endpoint
    assert endpoint is not None
    assert endpoint.ca_variable == endpoint.roots_variable == "SSL_CERT_FILE"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_speaks_tls_is_judged_by_the_ca_file_too(scheme: str, tmp_path: Path) -> None:
    """0.120.0 and 0.171.0 go through such a proxy to an http:// endpoint, with the file alone."""
    environ = {"LAB_KEY": KEY, "HTTP_PROXY": f"{scheme}://a.test", "CODEX_CA_CERTIFICATE": "/a.pem"}
    config = CONFIG.replace("127.0.0.1", "b.test")
    endpoint = resolved(tmp_path, config, environ=environ).endpoint
    assert endpoint is not None
    assert endpoint.proxy is not None
    assert endpoint.ca_file == ("/a.pem" if scheme == "https" else None)


@pytest.mark.parametrize(
    ("version", "system", "by_openssl"),
    [
        ("0.128.0", "linux", True),
        ("0.129.0", "linux", False),
        (None, "linux", False),
        ("0.128.0", "darwin", False),
    ],
)
def test_older_versions_let_openssl_judge_on_linux(
    version: str | None,
    system: str,
    by_openssl: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(destination, "THIS", System(system))
    for scheme, expected in (("https", by_openssl), ("http", False)):
        config = CONFIG.replace("http://", f"{scheme}://")
        endpoint = resolved(tmp_path, config, codex_version=version).endpoint
        assert endpoint is not None
        assert endpoint.by_openssl is expected


def test_user_information_and_query_values_are_masked() -> None:
    assert mask_url("https://u:p@h/v1?k=v&x=y#f") == "https://***@h/v1?k=***&x=***#f"
    assert mask_url("https://h/?api-version=2025-04-01-preview&code=1-2") == (
        "https://h/?api-version=2025-04-01-preview&code=***"
    )
    assert mask_url("a\x1bb") == "a\\x1bb"
    url = parse_url("http://u%40:p%3A@h:80/v1#f")
    assert url is not None
    assert (url.href, url.user, url.password, url.port) == ("http://h/v1", "u@", "p:", 80)
    assert parse_url("ftp://h") is None


def test_loopback_is_known_by_name_and_address() -> None:
    local = ["localhost", "a.localhost", "::1", "127.9.9.9", "0.0.0.0"]

    assert [host for host in (*local, "h", "10.0.0.1") if is_loopback(host)] == local


def test_secrets_of_the_proxy_and_the_address_are_known(tmp_path: Path) -> None:
    config = CONFIG.replace("http://", "http://user1:pass%2Dword1@")
    environ = {"LAB_KEY": KEY, "HTTP_PROXY": "http://user2:pass-word2@p:1"}
    setup, known = resolve(inputs_in(tmp_path, config, environ=environ))

    assert {"pass%2Dword1", "pass-word1", "pass-word2"} <= known.known
    assert "pass" not in repr(setup)
