"""Settings of Codex that keep what an endpoint refuses out of the request."""

from __future__ import annotations

import pytest

from codex_doctor.codex.wire.knobs import key_asked_for, one_developer, value_named
from codex_doctor.codex.wire.recorded import find_dialect


@pytest.mark.parametrize(
    ("text", "current", "line"),
    [
        (
            "reasoning.effort Invalid value: 'xhigh'. Supported values are: 'low' and 'high'.",
            "xhigh",
            'model_reasoning_effort = "high"',
        ),
        (
            'invalid reasoning value: "xhigh" (must be "high", "medium", "low", "max", or "none")',
            "xhigh",
            'model_reasoning_effort = "high"',
        ),
        (
            'level "max" not supported, valid levels: low, medium',
            "max",
            'model_reasoning_effort = "medium"',
        ),
        ("reasoning.effort can't be 'xhigh'", "xhigh", ""),
        ("Supported reasoning values are low and high", "xhigh", ""),
        ("Supported reasoning values are low and high", "", ""),
        ("Demand is high; the price of xhigh memory is low", "xhigh", ""),
    ],
)
def test_an_effort_that_is_taken_is_read_from_the_refusal(
    text: str, current: str, line: str
) -> None:
    knob = value_named(text, {"model_reasoning_effort": current} if current else {})

    assert (knob.line if knob else "") == line


def test_a_verbosity_that_is_taken_is_read_from_the_refusal() -> None:
    said = "text.verbosity Unsupported value: 'high'. Supported values are: 'medium'."

    knob = value_named(said, {"model_reasoning_effort": "low", "model_verbosity": "high"})

    assert knob is not None
    assert knob.line == 'model_verbosity = "medium"'
    assert value_named(said, {"model_verbosity": "low"}) is None


@pytest.mark.parametrize(
    ("model", "name", "key"),
    [
        ("qwen3.5", "reasoning", "model_reasoning_effort"),
        ("qwen3.5", "reasoning.effort", "model_reasoning_effort"),
        ("gpt-5.5", "reasoning.effort", ""),
        ("gpt-6.1-sol", "reasoning", ""),
        ("gpt-5.5", "text.verbosity", ""),
        ("qwen3.5", "service_tier", ""),
        ("qwen3.5", "reasoning.summary", ""),
    ],
)
def test_a_key_is_blamed_for_a_member_that_is_there_through_it_alone(
    model: str, name: str, key: str
) -> None:
    values = {"model_reasoning_effort": "high", "model_verbosity": "low"}

    assert key_asked_for(("", name), values, find_dialect(model)) == key


@pytest.mark.parametrize(
    ("model", "version", "count"),
    [
        ("qwen3.5", None, 2),
        ("qwen3.5", "0.169.0", 2),
        ("qwen3.5", "0.120.0", 0),
        ("gpt-5.5", None, 0),
        ("gpt-6.1-sol", None, 0),
    ],
)
def test_settings_leave_one_developer_message_where_instructions_are_the_first(
    model: str, version: str | None, count: int
) -> None:
    assert len(one_developer(find_dialect(model, version))) == count
