from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.facts.websocket import SocketTry
from codex_doctor.model import Failed, Finding, Passed, Severity, Skipped
from codex_doctor_checks.session import websocket
from eyes import ENDPOINT, SETUP, context, exchange

KEY = "model_providers.lab.supports_websockets"
PLACE = Location("~/.codex/config.toml", 9, 1)


def refused(status: int | None, failure: str = "") -> SocketTry:
    seen = exchange(b"", status=status, failure=failure)
    return SocketTry(replace(seen, method="GET", reading=None), "refused")


def found(tried: SocketTry) -> Finding:
    outcome = websocket.judge(tried, ENDPOINT, SETUP)
    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    return finding


def test_where_codex_tries_none_there_is_nothing_to_judge() -> None:
    assert isinstance(asyncio.run(websocket.run(context())), Skipped)


def test_a_socket_that_answers_passes() -> None:
    tried = SocketTry(exchange(b"", status=101), "completed")

    assert websocket.judge(tried, ENDPOINT, SETUP) == Passed("opens and answers")


def test_426_costs_nothing() -> None:
    assert isinstance(websocket.judge(refused(426), ENDPOINT, SETUP), Passed)


@pytest.mark.parametrize("status", [400, 429])
def test_a_fatal_status_is_an_error(status: int) -> None:
    finding = found(refused(status))

    assert (finding.id, finding.severity) == ("websocket.fails", Severity.ERROR)


def test_an_error_event_with_such_a_status_is_an_error_too() -> None:
    tried = SocketTry(exchange(b"", status=101), "error", status=400, message="no")

    finding = found(tried)
    assert finding.id == "websocket.fails"
    assert ("it says", "no") in [(one.label, one.measured) for one in finding.evidence]


@pytest.mark.parametrize(
    ("tried", "label", "answer"),
    [
        (
            SocketTry(exchange(b"", status=101), "error", message="x"),
            "it says",
            "HTTP 101, then an error event",
        ),
        (
            SocketTry(exchange(b"", status=101), "closed", message="x"),
            "seen",
            "HTTP 101, then closed",
        ),
    ],
)
def test_only_the_servers_own_words_are_what_it_says(
    tried: SocketTry, label: str, answer: str
) -> None:
    rows = {one.label: one.measured for one in found(tried).evidence}

    assert rows["answer"] == answer
    assert rows[label] == "x"


def test_another_status_costs_the_pauses_between_the_tries() -> None:
    finding = found(refused(404))

    assert (finding.id, finding.severity) == ("websocket.unsupported", Severity.WARNING)
    # Seven tries of 0.1 s and pauses of 0.2, 0.4, 0.8, 1.6 and 3.2 s.
    assert "about 6.9 s: 7 attempts" in [one.measured for one in finding.evidence]


def test_a_handshake_that_hangs_costs_fifteen_seconds_a_try() -> None:
    assert "costs 111 s" in found(refused(None, "no_answer")).cause


def test_silence_costs_the_idle_timeout_a_try() -> None:
    tried = SocketTry(exchange(b"", status=101), "silent")
    outcome = websocket.judge(
        tried, ENDPOINT, replace(SETUP, idle_timeout_ms=2000, stream_max_retries=0)
    )

    assert isinstance(outcome, Failed)
    assert "costs 4 s" in outcome.findings[0].cause


def test_the_setting_that_switches_it_on_is_taken_out() -> None:
    setup = replace(SETUP, origins={KEY: PLACE})
    outcome = websocket.judge(refused(404), ENDPOINT, setup)

    assert isinstance(outcome, Failed)
    (fix,) = outcome.findings[0].fixes
    assert (fix.edits[0].key, fix.edits[0].after, fix.edits[0].line) == (KEY, None, 9)


def test_codexs_own_provider_is_replaced_by_one_with_the_same_login() -> None:
    address = "http://127.0.0.1:8080/v1"
    setup = replace(SETUP, origins={"openai_base_url": PLACE}, values={"openai_base_url": address})
    outcome = websocket.judge(refused(404), ENDPOINT, setup)

    assert isinstance(outcome, Failed)
    (fix,) = outcome.findings[0].fixes
    gone, selected, table = fix.edits
    assert (gone.key, gone.after, gone.line) == ("openai_base_url", None, 9)
    assert selected.after == 'model_provider = "custom"'
    assert (table.after or "").split("\n")[2:] == [
        f'base_url = "{address}"',
        "requires_openai_auth = true",
    ]


@pytest.mark.parametrize("place", [{}, {"openai_base_url": Location("-c", None, None)}])
def test_an_address_that_no_file_sets_is_left_to_the_user(place: dict[str, Location]) -> None:
    setup = replace(SETUP, origins=place, values=dict.fromkeys(place, "http://127.0.0.1:1/v1"))
    outcome = websocket.judge(refused(404), ENDPOINT, setup)

    assert isinstance(outcome, Failed)
    (fix,) = outcome.findings[0].fixes
    assert ("provider of its own" in fix.title, fix.edits) == (True, ())
