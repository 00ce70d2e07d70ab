from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import ConnectAttempt, Connection, Location, ProxyAnswer, ProxyChoice
from codex_doctor.model import Failed, Finding, Passed, Skipped
from codex_doctor_checks.network.proxy import judge
from eyes import ENDPOINT

if TYPE_CHECKING:
    from codex_doctor.facts.network import Connected

CHOICE = ProxyChoice("http://10.0.0.1:3128", "10.0.0.1", 3128, "HTTPS_PROXY")
LOCAL = replace(
    ENDPOINT, base_url="http://127.0.0.1:4000/v1", scheme="http", host="127.0.0.1", port=4000,
    is_loopback=True,
)  # fmt: skip


def answer(
    status: int | None = None,
    detail: str = "",
    *,
    result: Connected = "open",
    direct: bool | None = None,
    choice: ProxyChoice = CHOICE,
    kind: str = "",
) -> ProxyAnswer:
    attempt = ConnectAttempt("10.0.0.1:3128", result, 0.01)
    connection = Connection("10.0.0.1", 3128, (attempt,))
    return ProxyAnswer(choice, connection, status, detail, direct, kind)


def with_lists(seen: ProxyAnswer, origin: Location | None = None, **lists: str) -> ProxyAnswer:
    """Return an answer of a proxy beside which these variables are set."""
    choice = replace(seen.choice, no_proxy=tuple(lists.items()), no_proxy_origin=origin)
    return replace(seen, choice=choice)


def finding(seen: ProxyAnswer, *, local: bool = False, no_proxy: str = "") -> Finding:
    endpoint = replace(LOCAL, scheme="https") if local else ENDPOINT
    outcome = judge(with_lists(seen, NO_PROXY=no_proxy) if no_proxy else seen, endpoint)
    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    return one


def test_a_proxy_that_several_variables_name_is_passed_by_before_one_is_unset() -> None:
    for also, first in (
        ((), "Unset HTTPS_PROXY"),
        (("https_proxy",), "Add gw.example to NO_PROXY"),
    ):
        choice = replace(CHOICE, also=also)
        one = finding(answer(result="refused", direct=True, choice=choice))
        assert one.fixes[0].title.startswith(first)


def test_without_a_proxy_there_is_nothing_to_judge() -> None:
    assert judge(None, ENDPOINT) == Skipped("no proxy applies")


def test_an_open_tunnel_passes_and_for_plain_http_the_connection() -> None:
    passed = Passed("http://10.0.0.1:3128 (HTTPS_PROXY) answers")

    assert judge(answer(200), ENDPOINT) == passed
    assert judge(with_lists(answer(), NO_PROXY="*"), LOCAL) == passed


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        (answer(result="refused"), "proxy.unreachable"),
        (answer(407, "HTTP/1.1 407 x"), "proxy.auth_required"),
        (answer(401, "HTTP/1.0 401 x"), "proxy.auth_required"),
        (answer(403, "HTTP/1.1 403 x"), "proxy.refuses_target"),
        (answer(None, "not HTTP: x", kind="not_http"), "proxy.not_http"),
        (answer(None, "closed without an answer", kind="closed"), "proxy.unreachable"),
        (answer(None, "no answer", kind="silent"), "proxy.unreachable"),
        (answer(None, "too much", kind="long_head"), "proxy.header_limit"),
        (answer(None, "expired", kind="tls"), "proxy.tls_failed"),
        (answer(None, "", kind="speaks_tls"), "proxy.wrong_scheme"),
        (answer(None, "", kind="speaks_plain"), "proxy.wrong_scheme"),
        (answer(200, "a page: <html>", kind="page"), "proxy.refuses_target"),
    ],
)
def test_each_failure_is_its_own_cause(seen: ProxyAnswer, kind: str) -> None:
    one = finding(seen)

    assert one.id == kind
    assert "HTTPS_PROXY" in one.cause


def test_socks_is_the_cause_whatever_the_proxy_does() -> None:
    socks = replace(CHOICE, url="socks5://10.0.0.1:3128")
    kept = replace(socks, origin=Location("~/.codex/.env", 3))
    seen = [
        answer(kind="socks", choice=socks),
        answer(result="refused", choice=socks, direct=False),
        answer(kind="socks_http", choice=socks, direct=True),
        answer(kind="socks", choice=kept),
    ]
    found = [finding(one) for one in seen]

    assert {one.id for one in found} == {"proxy.socks"}
    assert found[2].fixes[0].commands is not None
    assert found[2].fixes[0].commands.posix == "export HTTPS_PROXY=http://10.0.0.1:3128"
    assert found[3].fixes[0].commands is None
    assert "~/.codex/.env:3" in found[3].fixes[0].title
    local = judge(answer(kind="socks", choice=socks), LOCAL)
    assert isinstance(local, Failed)


def test_a_wrong_scheme_is_set_right_before_anything_else() -> None:
    one = finding(answer(kind="speaks_tls", direct=True))

    assert one.fixes[0].title.startswith("Set HTTPS_PROXY to https://10.0.0.1:3128")


def test_a_proxy_in_front_of_this_machine_is_the_cause_unless_it_is_dead() -> None:
    dead, alive = finding(answer(result="refused"), local=True), finding(answer(502), local=True)

    assert (dead.id, alive.id) == ("proxy.unreachable", "proxy.intercepts_loopback")
    for one in (dead, alive):
        assert one.fixes[0].title == "Add 127.0.0.1 to NO_PROXY."
        assert one.fixes[0].commands is not None
        assert one.fixes[0].commands.posix == ('export NO_PROXY="${NO_PROXY:+$NO_PROXY,}"127.0.0.1')


def test_an_endpoint_that_answers_without_the_proxy_needs_none() -> None:
    one = finding(answer(result="timeout", direct=True))

    assert one.fixes[0].title == "Unset HTTPS_PROXY, which the environment sets."
    assert one.evidence[-1].measured == "answers"
    assert finding(answer(result="timeout", direct=False)).fixes[0].title.startswith("Start")


def test_a_variable_of_the_dotenv_file_is_removed_there() -> None:
    choice = replace(CHOICE, origin=Location("~/.codex/.env", 3))
    one = finding(answer(result="refused", direct=True, choice=choice))

    assert one.location == Location("~/.codex/.env", 3)
    assert one.fixes[0].title == "Remove HTTPS_PROXY from ~/.codex/.env:3."
    assert one.fixes[0].edits[0].after is None


@pytest.mark.parametrize(
    ("no_proxy", "reason"),
    [
        ("127.0.0.1:4000", "has a port"),
        ("a.example, *", "covers names, not IP addresses"),
        ("http://127.0.0.1/", "has a scheme"),
        ("localhost", "is not 127.0.0.1, as base_url writes it"),
        ("::1", "is not 127.0.0.1, as base_url writes it"),
        ("a.example 127.0.0.1", "stands in a list without commas"),
    ],
)
def test_a_no_proxy_entry_that_means_this_machine_and_misses_it(no_proxy: str, reason: str) -> None:
    one = finding(answer(result="refused"), local=True, no_proxy=no_proxy)

    assert one.id == "proxy.no_proxy_form"
    assert one.cause.endswith(reason)


def test_a_wildcard_in_a_name_is_no_match_and_other_hosts_are_no_matter() -> None:
    assert finding(answer(403), no_proxy="*.example").cause.endswith("has a wildcard")
    assert finding(answer(403), no_proxy="other.test,10.0.0.0/8").id == "proxy.refuses_target"


def test_the_lower_case_variable_is_named_where_it_is_the_one_in_use() -> None:
    small = judge(with_lists(answer(403), no_proxy="gw.example:443"), ENDPOINT)
    hidden = judge(with_lists(answer(403), NO_PROXY="", no_proxy="a.test, gw.example"), ENDPOINT)

    assert isinstance(small, Failed)
    assert small.findings[0].cause.startswith("no_proxy does not cover gw.example")
    assert isinstance(hidden, Failed)
    assert hidden.findings[0].cause == (
        "NO_PROXY does not cover gw.example: it is set as well, and hides no_proxy, which does"
    )


def test_a_proxy_without_an_address_is_still_explained() -> None:
    seen = ProxyAnswer(CHOICE, Connection("10.0.0.1", 3128, ()), None)

    assert finding(seen).evidence[1].measured == "none"


def test_a_list_in_the_dotenv_file_is_named_with_its_place() -> None:
    origin = Location("~/.codex/.env", 3, 1)
    seen = with_lists(answer(403), origin, NO_PROXY="gw.example:443")

    outcome = judge(seen, ENDPOINT)

    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    assert (one.id, one.location) == ("proxy.no_proxy_form", origin)
    assert "gw.example:443, from ~/.codex/.env:3" in str(one.evidence)
    assert one.fixes[0].title.startswith("Add gw.example to NO_PROXY in ~/.codex/.env:3")
    assert one.fixes[0].commands is None
