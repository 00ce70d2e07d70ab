from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    ("http:/proxy:3128", "http://proxy:3128"),
    ("http//proxy:3128", "http://proxy:3128"),
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
