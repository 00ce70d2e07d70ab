"""An answer with status 200 that is no stream is named after what it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.answers.answer import cause_of
from endpoint_errors import CASES, MODEL
from eyes import exchange

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause

IN_200 = [case for case in CASES if case["status"] == 200]
# A vague error is named after its place.
VAGUE = {"upstream.error", "upstream.unavailable"}
BLOCKED = "<html><title>Request Rejected</title>Your support ID is: 123</html>"


def _told(body: object, *, kind: str = "text/plain") -> Cause:
    text = body if isinstance(body, str) else json.dumps(body)
    cause = cause_of(exchange(text.encode(), kind=kind), model=MODEL)
    assert cause is not None
    return cause


@pytest.mark.parametrize(
    "case", IN_200, ids=[f"{index}-{case['product']}" for index, case in enumerate(IN_200)]
)
def test_an_answer_in_200_means_its_cause(case: dict[str, Any]) -> None:
    right = {case["expect"], *case.get("also", ())}

    assert _told(case["body"]).id in right | ({"stream.error_in_200"} if right & VAGUE else set())


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (BLOCKED, "text/html", "auth.client_blocked"),
        (BLOCKED + " " * 5000, "text/html", "url.wrong_page"),
        ("<html><title>Our API</title>Your IP address is blocked</html>", "x", "url.wrong_page"),
        ("Ollama is running", "text/plain", "url.wrong_page"),
        ("Invalid API key", "text/plain", "auth.key_rejected"),
        ("", "text/plain", "stream.empty"),
        (": ping\n\n", "text/event-stream", "stream.no_completed"),
        ('{"done": false}\n{"done": true}\n', "application/x-ndjson", "wire.other_protocol"),
        ('{"type": "response.created"}\n{"a": 1}\n', "x", "stream.broken_framing"),
        ({"choices": None, "error": {"message": "Invalid API key"}}, "x", "auth.key_rejected"),
    ],
)
def test_a_page_or_a_word_in_200_is_named(body: object, kind: str, expected: str) -> None:
    assert _told(body, kind=kind).id == expected


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_that_is_not_followed_is_named(status: int) -> None:
    cause = cause_of(exchange(b"<html>Sign in</html>", status=status), model=MODEL)

    assert cause is not None
    assert cause.id == "url.redirect"
