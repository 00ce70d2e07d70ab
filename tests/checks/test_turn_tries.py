from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.answers.series import deciding, last_tries, lost
from codex_doctor.answers.written_calls import writes_call
from codex_doctor.facts.reluctance import Reluctance
from codex_doctor.model import Confidence, Failed, Severity
from codex_doctor_checks.turn import wire
from codex_doctor_checks.turn.flaky import flaky
from codex_doctor_checks.turn.redirects import redirect_fix, redirect_form
from eyes import ANSWER, SETUP, exchange, refused, turn
from streams import completed, done, message, sse
from turn_judges import error, found, judged

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Turn

MODEL = "lab-model-1"
GOOD = exchange()
BUSY = refused(503, error("Service unavailable"))
KEY = refused(401, error("Invalid API key", code="invalid_api_key"))
RATE = refused(429, error("Slow down"))
BARE = refused(400, b"Bad Request")
WORDS = exchange(ANSWER)


def counted(tokens: int) -> Exchange:
    usage = {"input_tokens": tokens - 1, "output_tokens": 1, "total_tokens": tokens}
    return exchange(sse(done(message()), completed(usage=usage)))


@pytest.mark.parametrize(
    ("tries", "decides"),
    [
        ((BUSY, GOOD), 1),
        ((KEY, RATE), 0),
        ((BUSY, KEY), 1),
        ((BUSY, RATE), 0),
        ((KEY, BARE), 0),
    ],
)
def test_the_first_try_that_names_a_cause_decides_unless_one_is_good(
    tries: tuple[Exchange, ...], decides: int
) -> None:
    assert deciding(tries, model=MODEL) is tries[decides]


def test_the_tries_of_the_last_request_begin_behind_the_last_good_answer() -> None:
    assert last_tries((BUSY, GOOD, BUSY, KEY), model=MODEL) == (BUSY, KEY)
    assert last_tries((BUSY, GOOD), model=MODEL) == (BUSY, GOOD)
    assert last_tries((GOOD, GOOD), model=MODEL) == (GOOD,)
    assert lost((BUSY, GOOD, KEY), model=MODEL) == (BUSY, KEY)


@pytest.mark.parametrize(
    ("lost_try", "severity", "words"),
    [
        (BUSY, Severity.WARNING, "only at try 2"),
        (BARE, Severity.ERROR, "after HTTP 400 Codex gives up"),
        (exchange(b"", status=None, failure="reset"), Severity.WARNING, "only at try 2"),
    ],
)
def test_codexs_own_retries_decide_what_one_odd_answer_means(
    lost_try: Exchange, severity: Severity, words: str
) -> None:
    first = replace(turn(), attempts=(lost_try, GOOD))
    later = replace(turn(), follow_ups=(lost_try, exchange(ANSWER)))

    for seen in (first, later):
        _, finding = found(seen)
        assert (finding.id, finding.severity) == ("session.flaky", severity)
        assert words in finding.cause


def test_over_chat_the_retries_of_that_version_decide() -> None:
    seen = replace(turn(), dialect="chat", version="0.80.0", attempts=(BARE, GOOD))
    finding = flaky(seen, SETUP)

    assert finding is not None
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "is_call"),
    [
        ("<|python_tag|>{}", True),
        ("analysis to=functions.exec_command json{}", True),
        ('<invoke name="exec_command">', True),
        ("I make a tool call to a function.", False),
        ("Write it to=the file", False),
    ],
)
def test_a_call_that_is_written_down_is_known_by_its_marks(text: str, is_call: bool) -> None:
    assert writes_call(text) is is_call


def reluctant(
    forced: Exchange,
    *,
    toolless: Exchange | None = None,
    smallest: Exchange | None = None,
    used: int = 5000,
) -> Turn:
    first = counted(used)
    seen = replace(turn(first), attempts=(first, first))
    return replace(seen, reluctance=Reluctance(forced, toolless=toolless, smallest=smallest))


@pytest.mark.parametrize(
    ("seen", "kind", "confidence", "words"),
    [
        (reluctant(GOOD), "tools.not_called", Confidence.CERTAIN, "never forces a call"),
        (
            reluctant(WORDS, toolless=counted(5000), smallest=counted(100)),
            "tools.never_called",
            Confidence.CERTAIN,
            "drops the tools",
        ),
        (
            reluctant(WORDS, toolless=counted(5000)),
            "tools.never_called",
            Confidence.LIKELY,
            "drops the tools",
        ),
        (
            reluctant(WORDS, toolless=counted(5000), smallest=counted(5000)),
            "tools.never_called",
            Confidence.LIKELY,
            "even where a call is forced",
        ),
        (
            reluctant(BARE, toolless=counted(5000), smallest=counted(100)),
            "tools.never_called",
            Confidence.LIKELY,
            "refuses to force",
        ),
        (
            reluctant(WORDS, toolless=counted(1000)),
            "tools.never_called",
            Confidence.LIKELY,
            "even where a call is forced",
        ),
        (
            reluctant(BARE, toolless=WORDS),
            "tools.never_called",
            Confidence.LIKELY,
            "refuses to force",
        ),
        (reluctant(BARE), "tools.never_called", Confidence.LIKELY, "refuses to force"),
        (turn(WORDS), "tools.never_called", Confidence.LIKELY, "answers with text"),
        (
            replace(turn(), attempts=(WORDS, GOOD)),
            "tools.not_called",
            Confidence.CERTAIN,
            "1 of 2 times",
        ),
    ],
)
def test_unwilling_is_not_unable(seen: Turn, kind: str, confidence: Confidence, words: str) -> None:
    _, finding = found(seen)

    assert (finding.id, finding.confidence) == (kind, confidence)
    assert words in finding.cause
    is_loss = kind == "tools.not_called"
    assert finding.severity is (Severity.WARNING if is_loss else Severity.ERROR)


def test_tools_in_the_input_that_are_not_seen_are_told_from_an_unwilling_model() -> None:
    seen = replace(turn(WORDS), attempts=(WORDS, WORDS), reluctance=Reluctance(WORDS, moved=GOOD))

    name, finding = found(seen)

    assert (name, finding.id) == ("request", "request.tools_ignored")
    assert finding.confidence is Confidence.CERTAIN


def test_a_model_that_calls_seldom_and_an_endpoint_that_fails_once_are_two_findings() -> None:
    seen = replace(turn(), attempts=(WORDS, GOOD), follow_ups=(BUSY, exchange(ANSWER)))

    failed = {name for name, one in judged(seen).items() if isinstance(one, Failed)}
    assert failed == {"request", "tools"}


HOME = "https://gw.example/v1/responses"
MOVED = "https://gw.example/api/v1/responses"


@pytest.mark.parametrize(
    ("seen", "form", "is_told_to_move"),
    [
        (refused(307, b""), "nowhere", False),
        (exchange(b"", status=307, headers=(("location", "ftp://x"),)), "not_followed", False),
        (replace(refused(307, b""), redirects=(MOVED, HOME, MOVED)), "circle", False),
        (
            replace(exchange(b"", status=None, failure="connect"), redirects=(MOVED,)),
            "unreachable",
            False,
        ),
        (
            replace(exchange(b"<html>", kind="text/html"), redirects=(MOVED,)),
            "page",
            False,
        ),
        (replace(refused(405, b""), method="GET", redirects=(MOVED,)), "get", True),
        (
            replace(refused(401, b""), redirects=("https://other.example/v1/responses",)),
            "keyless",
            False,
        ),
        (replace(refused(401, b""), redirects=(MOVED,)), "", True),
        (replace(refused(401, b""), redirects=("https://gw.example/login",)), "", False),
    ],
)
def test_what_becomes_of_a_redirect_is_said(
    seen: Exchange, form: str, is_told_to_move: bool
) -> None:
    assert redirect_form(seen, SETUP) == form
    told = redirect_fix(seen, SETUP).title
    assert told.startswith("Set base_url") is is_told_to_move


def test_a_request_that_became_a_get_is_meant_for_where_it_was_sent_first() -> None:
    further = MOVED.replace("/v1/", "/further/v1/")
    led = replace(refused(301, b""), method="GET", redirects=(MOVED, further))
    outcome = wire.judge(turn(led), SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert f"redirects to {MOVED}, and" in finding.cause
    assert finding.fixes[0].title.startswith("Set base_url")
