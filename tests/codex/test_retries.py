"""Which of the two layers of Codex sends a request again (seen with 0.120.0 and 0.171.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
