"""The order was seen in the connection attempts of Codex 0.169.0."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from codex_doctor.probes.names import address_order
from codex_doctor.probes.names.address_order import ordered

if TYPE_CHECKING:
    import pytest


def test_ipv4_alone_keeps_the_order_of_the_answer() -> None:
    for addresses in ((), ("198.51.100.99",), ("198.51.100.99", "127.0.0.1")):
        assert ordered(addresses) == addresses


def ipaddress(text: str) -> object:
    return address_order.mapped(text)


def test_an_address_without_a_way_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_ipv4(address: str) -> object:
        return None if ":" in address else ipaddress("192.0.2.2")

    monkeypatch.setattr(address_order, "source", only_ipv4)

    assert ordered(("2001:db8::1", "192.0.2.1")) == ("192.0.2.1", "2001:db8::1")


def test_ipv6_goes_first_where_both_have_a_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(address: str) -> object:
        return ipaddress("2001:db8::2" if ":" in address else "198.51.100.2")

    monkeypatch.setattr(address_order, "source", both)
    seen = ordered(("198.51.100.99", "2001:db8::99", "198.51.100.2"))

    assert seen == ("2001:db8::99", "198.51.100.2", "198.51.100.99")


def test_scopes_and_labels_decide_before_precedence(monkeypatch: pytest.MonkeyPatch) -> None:
    def private(address: str) -> object:
        return ipaddress("fd00::2" if ":" in address else "198.51.100.2")

    monkeypatch.setattr(address_order, "source", private)

    assert ordered(("2600::1", "198.51.100.9"))[0] == "198.51.100.9"
    assert ordered(("fd00::1", "198.51.100.9"))[0] == "198.51.100.9"
    assert ordered(("fec0::1", "2600::1", "fd00::1"))[-1] == "fec0::1"


def test_loopback_addresses_have_a_way() -> None:
    assert address_order.source("127.0.0.1") == ipaddress("127.0.0.1")
    assert address_order.source("fe80::1%nothing") is None
    if socket.has_ipv6:
        assert set(ordered(("127.0.0.1", "::1"))) == {"127.0.0.1", "::1"}
