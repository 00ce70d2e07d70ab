"""The proxy in the settings of Windows beside variables; `tests/windows` asks Codex in Wine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import ProxyChoice
from codex_doctor.platform.system_proxy import EXCEPTIONS, SERVER, read_settings
from codex_doctor.words.sentence import say
from codex_doctor_checks.network.proxy import ways_past
from eyes import ENDPOINT
from setups import KEY, resolved

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ON = {"ProxyEnable": 1, "ProxyServer": "proxy.test:8080"}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, {}),
        ({**ON, "ProxyEnable": 0}, {}),
        ({"ProxyEnable": 1}, {}),
        (ON, {SERVER: "proxy.test:8080"}),
        (
            {**ON, "ProxyOverride": "*.corp.test; 10.0.0.1;<local>"},
            {SERVER: "proxy.test:8080", EXCEPTIONS: "corp.test,10.0.0.1,<local>"},
        ),
    ],
)
def test_settings_are_read_where_they_are_switched_on(
    values: dict[str, object], found: Mapping[str, str]
) -> None:
    assert read_settings(values) == found


@pytest.mark.parametrize(
    ("environ", "variable"),
    [
        ({}, SERVER),
        ({"HTTP_PROXY": "http://other.test:1"}, "HTTP_PROXY"),
        ({"HTTP_PROXY": ""}, SERVER),
        ({"ALL_PROXY": "http://other.test:1"}, SERVER),
        ({SERVER: "http=a:1;https=b:1", "ALL_PROXY": "http://other.test:1"}, "ALL_PROXY"),
        ({EXCEPTIONS: "127.0.0.1"}, None),
        ({EXCEPTIONS: "127.0.0.1", "NO_PROXY": "other"}, SERVER),
        ({"NO_PROXY": "127.0.0.1"}, None),
    ],
)
def test_a_variable_counts_before_the_settings(
    environ: dict[str, str], variable: str | None, tmp_path: Path
) -> None:
    given = {"LAB_KEY": KEY, SERVER: "proxy.test:8080", **environ}
    endpoint = resolved(tmp_path, environ=given).endpoint

    assert endpoint is not None
    assert (endpoint.proxy.variable if endpoint.proxy else None) == variable


def test_a_dead_proxy_of_the_settings_is_switched_off_there() -> None:
    choice = ProxyChoice("http://127.0.0.1:9", "127.0.0.1", 9, SERVER)
    fixes = ways_past(replace(ENDPOINT, proxy=choice))

    assert [one.title for one in fixes][1] == say("proxy.unreachable.fix_settings")
    assert fixes[1].commands is None
    assert fixes[0].commands is not None
    assert "$env:NO_PROXY" in fixes[0].commands.powershell
