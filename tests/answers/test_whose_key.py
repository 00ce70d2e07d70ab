"""Whose key an answer refuses, and which of several answers to one request decides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from codex_doctor.answers.classify import classify
from codex_doctor.answers.series import deciding
from codex_doctor.model import Confidence
from eyes import exchange, refused

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

OWN = "auth.key_rejected"
GATEWAYS = "upstream.key_rejected"


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (401, {"message": "Incorrect API key provided"}, OWN),
        (401, {"message": "OpenAIException - Incorrect API key provided"}, GATEWAYS),
        (401, {"message": "litellm.AuthenticationError: invalid x-api-key"}, GATEWAYS),
        (401, {"message": "litellm.proxy: invalid x-api-key"}, OWN),
        (401, {"message": "bad response status code 401", "type": "upstream_error"}, GATEWAYS),
        (403, {"message": "Forbidden", "code": "bad_response_status_code"}, GATEWAYS),
        (502, {"message": "upstream said: Incorrect API key provided"}, GATEWAYS),
        (502, {"message": "upstream said: something"}, "upstream.error"),
        (500, {"message": "Failed to refresh the OAuth token"}, GATEWAYS),
        (401, {"message": "Failed to find token in the request"}, OWN),
        (500, {"message": "Unable to locate credentials"}, GATEWAYS),
        (401, {"message": "Could not load credentials in Authorization header"}, OWN),
    ],
)
def test_a_refusal_that_was_passed_on_is_of_the_gateway_s_own_key(
    status: int, error: dict[str, str], expected: str
) -> None:
    body = json.dumps({"error": error}).encode()

    cause = classify(status=status, headers={}, body=body, model="glm-5")

    assert cause.id == expected
    assert (cause.confidence is Confidence.LIKELY) or expected == OWN


_GONE = refused(404, b'{"error": "Not Found"}')
_BUSY = refused(429, b'{"error": "Slow down"}')
_OFF = refused(503, b'{"error": "Service Unavailable"}')
_KEY = refused(401, b'{"error": "Invalid API key"}')
_OWN_KEY = refused(502, b'{"error": "Upstream authentication failed"}')


@pytest.mark.parametrize(
    ("first", "last", "decides"),
    [
        (_GONE, _BUSY, _GONE),
        (_GONE, _OFF, _GONE),
        (_OFF, _KEY, _KEY),
        (_OFF, _BUSY, _OFF),
        (_OWN_KEY, _BUSY, _OWN_KEY),
        (_KEY, exchange(), None),
    ],
)
def test_the_first_answer_that_lasts_decides(
    first: Exchange, last: Exchange, decides: Exchange | None
) -> None:
    assert deciding((first, last), model="glm-5") is (decides or last)
