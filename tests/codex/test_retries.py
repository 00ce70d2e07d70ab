"""When Codex sends a request again, and which of its layers does (seen with 0.58.0 to 0.171.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.codex.wire.retries import Retries, retry_delay_s
from eyes import exchange, refused
from streams import sse
from turn_judges import error

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange


@pytest.mark.parametrize(
    ("failed", "by_inner"),
    [
        (refused(503, error("Service unavailable")), True),
        (exchange(b"", status=None, failure="reset"), True),
        (refused(401, error("Invalid API key")), False),
        (refused(404, error("Not found")), False),
        (exchange(sse({"type": "response.created", "response": {}})), False),
    ],
)
def test_the_inner_layer_repeats_what_has_no_answer_or_a_5xx(
    failed: Exchange, by_inner: bool
) -> None:
    inner, outer, none = Retries(1, 0), Retries(0, 1), Retries(0, 0)

    assert (retry_delay_s(failed, tries=inner) is not None) is by_inner
    assert retry_delay_s(failed, tries=outer) is not None
    assert retry_delay_s(failed, tries=none) is None


@pytest.mark.parametrize(
    ("version", "told", "bare"),
    [("0.58.0", 0.2, 0.2), ("0.120.0", None, None), ("0.160.1", None, None), ("0.161.0", 3, None)],
)
def test_a_429_is_repeated_by_version(version: str, told: float | None, bare: float | None) -> None:
    limited = refused(429, error("Slow down"))
    later = replace(limited, headers=(("retry-after", "3"),))

    assert retry_delay_s(later, tries=Retries(1, 1), version=version) == told
    assert retry_delay_s(limited, tries=Retries(1, 1), version=version) == bare


@pytest.mark.parametrize(
    ("code", "finals"),
    [
        ("insufficient_quota", {429}),
        ("usage_limit_reached", {429}),
        ("model_not_found", {403, 404, 429}),
    ],
)
def test_a_code_ends_it_at_some_statuses_alone(code: str, finals: set[int]) -> None:
    for status in (401, 402, 403, 404, 422, 429, 500, 503):
        delay_s = retry_delay_s(refused(status, error("no", code=code)), tries=Retries(1, 1))

        assert (delay_s is None) is (status in finals)


@pytest.mark.parametrize(
    ("version", "finals"),
    [
        ("0.58.0", set[int]()),
        ("0.120.0", {429}),
        ("0.164.0", {429}),
        ("0.165.0", {403, 404, 429}),
    ],
)
def test_a_missing_model_ends_it_by_version(version: str, finals: set[int]) -> None:
    for status in (401, 403, 404, 429):
        failed = refused(status, error("no", code="model_not_found"))
        delay_s = retry_delay_s(failed, tries=Retries(1, 1), version=version)

        assert (delay_s is None) is (status in finals)
