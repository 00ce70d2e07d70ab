"""The whole program on dead networks, each in a network namespace of its own."""

from __future__ import annotations

import pytest

from oracle.stage import on_stage, why_not
from oracle.stage_cases import STAGES

DEAD = ("no-interface", "no-interface-name", "no-route", "silent", "silent-name", "resolver-silent")
# With two cores and other tests beside it, the program takes longer to start than to look.
LIMIT_S = 5.0


@pytest.fixture(autouse=True)
def _permitted() -> None:
    if why_not():
        pytest.skip(why_not())


@pytest.mark.parametrize("name", DEAD)
def test_a_dead_network_is_named_in_time(name: str) -> None:
    report = on_stage(name, "doctor")["report"]

    assert report["verdict"] == "fails"
    assert report["findings"][0]["id"] == STAGES[name].expect
    assert sum(one["took_ms"] for one in report["checks"] if one["id"] in {"dns", "tcp"}) < (
        LIMIT_S * 1000
    )


def test_a_silent_family_is_told_and_timed() -> None:
    report = on_stage("ipv6-silent", "doctor")["report"]
    hints = [one["cause"] for one in report["findings"] if one["id"] == "tcp.slow_address"]
    silent, used = report["timings"]

    assert "works over IPv4 and hangs over IPv6" in hints[0]
    assert (silent["result"], silent["first_byte_ms"]) == ("timeout", None)
    assert used["result"] == "open"
    assert used["first_byte_ms"] is not None
