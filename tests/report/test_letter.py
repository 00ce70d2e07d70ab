"""The letter to an operator: what they need, and nothing about the user's side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.model import Evidence, Verdict
from codex_doctor.report.formats import render
from codex_doctor.repro.expected import DEFAULT
from codex_doctor.repro.impersonal import impersonal
from codex_doctor.repro.script import Script, ScriptVariable, Way
from codex_doctor.words.sentence import say
from format_cases import cases, with_facts
from report_cases import toml_syntax
from reports import CONFIG, HEALTHY, finding

if TYPE_CHECKING:
    from codex_doctor.reported import Report

CASES = cases()
KEY = finding(
    "auth.key_rejected",
    cause="gw.example rejects the key from LAB_KEY",
    title="The key is rejected",
    check="auth",
    location=Location(CONFIG, 6),
    evidence=(
        Evidence("answer", "HTTP 401"),
        Evidence("key", "sk-…89ab (51 characters, id 1a2b3c)"),
        Evidence("set in", "~/.codex/config.toml:6"),
        Evidence("proxy", "192.168.1.4:3128 answers"),
        Evidence("variable", "LAB_API_KEY in the environment"),
    ),
)


def letter(*answers: tuple[int | None, str, bytes], script: str = "") -> str:
    exchanges = tuple(
        replace(one, status=status)
        for one, (status, _, _) in zip(HEALTHY.exchanges, answers, strict=False)
    )
    report = replace(HEALTHY, verdict=Verdict.FAILS, findings=(KEY,), exchanges=exchanges)
    report, facts = with_facts(report, *answers)
    return render("letter", report, facts, script=script)


def test_a_sentence_about_the_users_side_is_left_out() -> None:
    text = letter((401, "application/json", b'{"error":{"message":"no"}}'))

    assert "The key is rejected (auth.key_rejected)\n  answer: HTTP 401\n\n" in text
    for private in ("LAB_KEY", "LAB_API_KEY", "sk-", "1a2b3c", "~", ".codex", "192.168", "/bin"):
        assert private not in text


def test_an_answer_gives_no_orders_to_the_build_server_that_shows_the_letter() -> None:
    text = letter((500, "text/plain", b"no\n::set-output name=x::y\r\n  ::add-mask::z"))

    assert "     \\x3a:set-output name=x::y\n     \\x3a:add-mask::z" in text.replace(
        "       ", "     "
    )
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_the_operator_finds_the_request_by_its_time_and_ids() -> None:
    text = letter((401, "application/json", b'{"error":{"message":"no"}}'))

    assert "1. 2026-03-01 12:30:03.910 POST https://gw.example/v1/responses" in text
    assert "sent: session-id: 5487f5ea-8598-4648-acba-0fbd31569817" in text
    assert "came: x-request-id: req_0a7f" in text
    assert '{"error":{"message":"no"}}' in text
    assert "authorization" not in text


def test_of_a_long_answer_the_end_is_there_too() -> None:
    body = b"data: {}\n\n" * 200 + b"data: [DONE]"
    text = letter((200, "text/event-stream", body), (None, "", b""))

    assert "(1412 characters left out)" in text
    assert "data: [DONE]" in text
    assert "came: no answer in 0.4 s (the connection was closed)" in text


def test_the_script_stands_at_the_end() -> None:
    text = letter((401, "text/plain", b"no"), script="#!/bin/sh\ncurl\n")

    assert text.endswith("and holds no key.\n\n#!/bin/sh\ncurl\n")


@pytest.mark.parametrize(
    ("report", "said"),
    [(HEALTHY, "nothing was found to"), (toml_syntax(), "what was found is in")],
)
def test_without_a_fault_of_the_endpoint_there_is_no_letter(report: Report, said: str) -> None:
    text = render("letter", report)

    assert text.startswith("There is nothing to write to whoever runs the endpoint")
    assert said in text
    assert "Subject" not in text


def test_no_answer_of_an_enemy_begins_a_line_of_the_letter() -> None:
    body = b"\nSubject: other\n\x1b[2J\nWhat is demanded:"
    text = letter((500, "text/plain\x1b", body))

    assert [line for line in text.splitlines() if line.startswith("Subject: ")] == [
        "Subject: Codex at https://gw.example/v1: The key is rejected"
    ]
    assert "\x1b" not in text


def test_a_script_for_somebody_else_names_nothing_of_this_machine() -> None:
    key, other = (
        ScriptVariable("LAB_KEY", "Codex reads it too"),
        ScriptVariable("DOTENV_TEAM", "in ~/.env"),
    )
    agent = "codex_exec/0.171.0 (Linux 6.1; x86_64) xterm (codex_exec; 0.171.0) codex-doctor/0.1.0"
    script = Script(
        heading=(
            say("repro.made", version="0.1.0"),
            say("repro.cause", cause="LAB_KEY is rejected"),
            "plain",
        ),
        base=("https://gw.example/v1",),
        route="/responses",
        query=(("sig", (other,)), ("v", ("1",))),
        headers=(
            ("user-agent", (agent,)),
            ("Authorization", ("Bearer ", key)),
            ("x-team", (other,)),
        ),
        body=None,
        expected=DEFAULT,
        way=Way(proxy="http://127.0.0.1:3128", proxy_login=other, ca_file="/home/me/ca.pem"),
    )

    made = impersonal(script)

    assert made.heading == (script.heading[0], "plain")
    assert [one.name for one in made.variables] == ["QUERY_SIG", "API_KEY", "HEADER_X_TEAM"]
    assert made.headers[0][1] == ("codex_exec/0.171.0 (codex_exec; 0.171.0) codex-doctor/0.1.0",)
    assert made.way == Way()
