from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from msgspec.structs import replace

from codex_doctor.facts import ConnectAttempt, Connection, Listener, Location
from codex_doctor.model import Failed, Finding, Passed, Severity
from codex_doctor_checks.network.tcp import judge
from eyes import ENDPOINT, SETUP

LOCAL = replace(
    ENDPOINT, host="127.0.0.1", port=4000, base_url="http://127.0.0.1:4000/v1", is_loopback=True
)
KEY = "model_providers.lab.base_url"
CONFIGURED = replace(
    SETUP, origins={KEY: Location("~/.codex/config.toml", 6)}, values={KEY: LOCAL.base_url}
)

if TYPE_CHECKING:
    from codex_doctor.facts.network import Connected


def connection(
    *results: str, listening: tuple[Listener, ...] = (), waits_s: float | None = None
) -> Connection:
    """Return attempts; `6` before a result makes it IPv6."""
    attempts = tuple(
        ConnectAttempt(
            "[::1]:4000" if one.startswith("6") else "127.0.0.1:4000",
            cast("Connected", one.lstrip("6")),
            0.003,
        )
        for one in results
    )
    return Connection("127.0.0.1", 4000, attempts, listening, codex_waits_s=waits_s)


def finding(seen: Connection, *, local: bool = True) -> Finding:
    outcome = judge(seen, LOCAL if local else replace(LOCAL, is_loopback=False), CONFIGURED)
    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    return one


def test_one_open_address_is_enough() -> None:
    for seen in (connection("refused", "open"), connection("open", "timeout")):
        assert judge(seen, LOCAL, SETUP) == Passed("127.0.0.1:4000 answers in 3 ms")


def test_a_silent_address_before_it_is_a_loss() -> None:
    outcome = judge(connection("timeout", "open", waits_s=30.0), LOCAL, SETUP)

    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    assert (one.id, one.severity) == ("tcp.slow_address", Severity.WARNING)
    assert "waits 30 s on every new connection" in one.cause
    assert '"127.0.0.1 127.0.0.1" to the hosts file' in one.fixes[1].title


def test_a_silent_family_is_worth_knowing() -> None:
    outcome = judge(connection("6timeout", "open", waits_s=0.3), LOCAL, SETUP)

    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    assert one.severity is Severity.HINT
    assert "works over IPv4 and hangs over IPv6" in one.cause
    assert one.evidence[0].measured == "no answer within 3 ms"


def test_only_ipv6_addresses_without_a_route_are_told() -> None:
    assert "only IPv6" in finding(connection("6unreachable", "6unreachable")).cause
    assert "only IPv6" not in finding(connection("6unreachable", "unreachable")).cause


@pytest.mark.parametrize(
    ("results", "kind"),
    [
        (("refused",), "tcp.refused"),
        (("timeout", "refused"), "tcp.refused"),
        (("timeout",), "tcp.timeout"),
        (("unreachable",), "tcp.unreachable"),
        (("reset",), "tcp.reset"),
        (("error",), "tcp.unreachable"),
        ((), "tcp.unreachable"),
    ],
)
def test_the_result_that_tells_most_is_the_cause(results: tuple[str, ...], kind: str) -> None:
    one = finding(connection(*results))

    assert one.id == kind
    assert len(one.evidence) == max(len(results), 1) + 1
    assert one.evidence[-1].measured == 'base_url = "http://127.0.0.1:4000/v1"'
    assert one.evidence[-1].label == "~/.codex/config.toml:6"
    assert one.location == Location("~/.codex/config.toml", 6)


def test_the_one_port_that_answers_becomes_an_edit() -> None:
    fix = finding(connection("refused", listening=(Listener(11434),))).fixes[0]

    assert fix.title == (
        "Start the server on port 4000, or point base_url at the port that answers (11434: Ollama)."
    )
    assert fix.edits[0].after == 'base_url = "http://127.0.0.1:11434/v1"'
    assert not fix.auto


def test_the_port_that_answers_is_added_where_none_is_written() -> None:
    endpoint = replace(LOCAL, base_url="http://127.0.0.1/1234/v1", port=80)
    seen = replace(connection("refused", listening=(Listener(1234),)), port=80)

    outcome = judge(seen, endpoint, replace(CONFIGURED, values={KEY: endpoint.base_url}))

    assert isinstance(outcome, Failed)
    (edit,) = outcome.findings[0].fixes[0].edits
    assert edit.after == 'base_url = "http://127.0.0.1:1234/1234/v1"'


def test_the_option_that_passes_over_the_selected_provider_is_left_out_first() -> None:
    options = (("-m", "glm-5"), ("--oss",), ("--local-provider", "ollama"))
    setup = replace(SETUP, provider_id="ollama", options=options, unselected="lab")
    outcome = judge(connection("refused", listening=(Listener(1234),)), LOCAL, setup)

    assert isinstance(outcome, Failed)
    left_out, started = outcome.findings[0].fixes
    assert left_out.commands is not None
    assert left_out.commands.posix == "codex -m glm-5"
    assert "lab" in left_out.title
    assert started.commands is not None
    assert started.commands.posix == 'export CODEX_OSS_BASE_URL="http://127.0.0.1:1234/v1"'


def test_several_ports_are_named_and_none_is_chosen() -> None:
    one = finding(
        connection("refused", listening=(Listener(11434), Listener(8000, "vllm (process 7)")))
    )

    assert "(11434: Ollama, 8000: vLLM)" in one.fixes[0].title
    assert one.fixes[0].edits == ()
    assert [evidence.measured for evidence in one.evidence[1:3]] == [
        "answers (Ollama usually listens there)",
        "answers (held by vllm (process 7))",
    ]


def test_a_server_on_another_address_is_the_better_guess() -> None:
    elsewhere = (
        Listener(4000, "litellm (process 7)", "192.0.2.2"),
        Listener(4000, "", "::1"),
        Listener(8000),
    )
    one = finding(connection("refused", listening=elsewhere))

    assert one.fixes[0].title.startswith("Point base_url at 192.0.2.2")
    assert [edit.after for edit in one.fixes[0].edits] == ['base_url = "http://192.0.2.2:4000/v1"']
    assert one.evidence[1].measured == (
        "listens on 192.0.2.2, and not where base_url points, held by litellm (process 7)"
    )
    assert one.evidence[2].measured == "listens on ::1, and not where base_url points"


def test_an_address_of_the_other_family_is_written_in_brackets() -> None:
    one = finding(connection("refused", listening=(Listener(4000, "", "::1"),)))

    assert [edit.after for edit in one.fixes[0].edits] == ['base_url = "http://[::1]:4000/v1"']


@pytest.mark.parametrize(("host", "other"), [("127.0.0.1", "127.0.0.2"), ("gw.example", "")])
def test_https_is_advised_neither_here_nor_from_its_own_port(host: str, other: str) -> None:
    endpoint = replace(
        ENDPOINT, base_url=f"https://{host}/v1", host=host, port=443, is_loopback=bool(other)
    )
    attempt = ConnectAttempt(f"{host}:443", "refused", 0.003)
    outcome = judge(
        Connection(host, 443, (attempt,), (Listener(443, address=other),)), endpoint, CONFIGURED
    )

    assert isinstance(outcome, Failed)
    assert "https alone" not in outcome.findings[0].fixes[0].title


def test_https_keeps_the_groups_of_an_address() -> None:
    url = "http://[2001:db8::80:5]/v1"
    endpoint = replace(ENDPOINT, base_url=url, host="2001:db8::80:5", scheme="http", port=80)
    endpoint = replace(endpoint, is_loopback=False)
    attempt = ConnectAttempt("[2001:db8::80:5]:80", "refused", 0.003)
    seen = Connection(endpoint.host, 80, (attempt,), (Listener(443),))
    outcome = judge(seen, endpoint, replace(CONFIGURED, values={KEY: url}))

    assert isinstance(outcome, Failed)
    after = [edit.after for edit in outcome.findings[0].fixes[0].edits]
    assert after == ['base_url = "https://[2001:db8::80:5]/v1"']


@pytest.mark.parametrize("result", ["refused", "timeout"])
def test_a_host_that_answers_at_the_port_of_https_alone_gets_https(result: str) -> None:
    endpoint = replace(ENDPOINT, base_url="http://gw.example:80/v1", scheme="http", port=80)
    endpoint = replace(endpoint, is_loopback=False)
    attempt = ConnectAttempt("192.0.2.2:80", cast("Connected", result), 0.003)
    seen = Connection("gw.example", 80, (attempt,), (Listener(443),))

    outcome = judge(seen, endpoint, replace(CONFIGURED, values={KEY: endpoint.base_url}))

    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    assert [edit.after for edit in one.fixes[0].edits] == ['base_url = "https://gw.example/v1"']
    assert one.evidence[1].measured == "answers"


@pytest.mark.parametrize("opens", [True, False])
def test_a_port_within_the_path_that_answers_is_put_where_it_belongs(opens: bool) -> None:
    endpoint = replace(LOCAL, base_url="http://127.0.0.1/v1:4000", port=80)
    attempt = ConnectAttempt("127.0.0.1:4000", "open" if opens else "refused", 0.003)
    meant = Connection("127.0.0.1", 4000, (attempt,))
    seen = replace(connection("refused"), port=80, meant=meant)

    outcome = judge(seen, endpoint, replace(CONFIGURED, values={KEY: endpoint.base_url}))

    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    after = [edit.after for edit in one.fixes[0].edits]
    assert after == (['base_url = "http://127.0.0.1:4000/v1"'] if opens else [])
    assert one.evidence[1].label == "127.0.0.1:4000"


def test_an_address_of_this_machine_that_is_no_loopback_leads_to_the_one_that_answers() -> None:
    seen = connection("refused", listening=(Listener(4000, "", "127.0.0.1"),))
    one = finding(seen, local=False)

    assert one.fixes[0].title.startswith("Point base_url at 127.0.0.1")


def test_nothing_near_means_start_the_server() -> None:
    assert finding(connection("refused")).fixes[0].title.startswith("Start the server on port 4000")


def test_a_refusal_elsewhere_is_no_matter_of_local_servers() -> None:
    assert "Correct the port" in finding(connection("refused"), local=False).fixes[0].title
