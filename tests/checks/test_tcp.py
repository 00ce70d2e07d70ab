from __future__ import annotations

from dataclasses import replace

import pytest

from codex_doctor.facts import ConnectAttempt, Connection
from codex_doctor.model import Failed, Finding, Location, Passed
from codex_doctor_checks.tcp import judge
from eyes import ENDPOINT, SETUP

LOCAL = replace(
    ENDPOINT, host="127.0.0.1", port=4000, base_url="http://127.0.0.1:4000/v1", is_loopback=True
)
KEY = "model_providers.lab.base_url"
CONFIGURED = replace(
    SETUP, origins={KEY: Location("~/.codex/config.toml", 6)}, values={KEY: LOCAL.base_url}
)


def connection(*results: str, listening: tuple[int, ...] = ()) -> Connection:
    attempts = tuple(ConnectAttempt("127.0.0.1:4000", result, 0.003) for result in results)
    return Connection("127.0.0.1", 4000, attempts, listening)


def finding(seen: Connection, *, local: bool = True) -> Finding:
    outcome = judge(seen, LOCAL if local else replace(LOCAL, is_loopback=False), CONFIGURED)
    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    return one


def test_one_open_address_is_enough() -> None:
    outcome = judge(connection("timeout", "open"), LOCAL, SETUP)

    assert outcome == Passed("127.0.0.1:4000 answers in 3 ms")


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
    assert len(one.evidence) == max(len(results), 1)
    assert one.location == Location("~/.codex/config.toml", 6)


def test_the_one_port_that_answers_becomes_an_edit() -> None:
    fix = finding(connection("refused", listening=(11434,))).fixes[0]

    assert fix.title == (
        "Start the server on port 4000, or point base_url at the port that answers (11434: Ollama)."
    )
    assert fix.edits[0].after == 'base_url = "http://127.0.0.1:11434/v1"'
    assert not fix.auto


def test_several_ports_are_named_and_none_is_chosen() -> None:
    one = finding(connection("refused", listening=(11434, 8000)))

    assert "(11434: Ollama, 8000: vLLM)" in one.fixes[0].title
    assert one.fixes[0].edits == ()
    assert [evidence.label for evidence in one.evidence[1:]] == ["port 11434", "port 8000"]


def test_nothing_near_means_start_the_server() -> None:
    assert finding(connection("refused")).fixes[0].title.startswith("Start the server on port 4000")


def test_a_refusal_elsewhere_is_no_matter_of_local_servers() -> None:
    assert "Correct the port" in finding(connection("refused"), local=False).fixes[0].title
