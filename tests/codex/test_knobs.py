"""Settings of Codex that keep what an endpoint refuses out of the request."""

from __future__ import annotations

import pytest

from codex_doctor.codex.wire.knobs import effort_named


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
    knob = effort_named(text, current=current)

    assert (knob.line if knob else "") == line
