"""What it means how a request of a script was answered when it was tried. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.answers.answer import cause_of

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange
    from codex_doctor.repro.script import Expected


def is_as_expected(exchange: Exchange, expected: Expected, *, model: str) -> bool:
    """Tell whether the script would find that the failure does not show."""
    if exchange.status is None or not 200 <= exchange.status < 300:
        return False
    text = exchange.body.decode("utf-8", "replace")
    if expected.is_framed and cause_of(exchange, model=model) is not None:
        return False
    return all(re.search(one, text, re.MULTILINE) for one in expected.has) and not any(
        re.search(one, text, re.MULTILINE) for one in expected.lacks
    )


def fails_alike(tried: Exchange, failed: Exchange, expected: Expected, *, model: str) -> bool:
    """Tell whether a script shows with this request what was found with Codex's own."""
    causes = [cause_of(one, model=model) for one in (tried, failed)]
    one, other = (cause.id if cause else "" for cause in causes)
    return one == other and not is_as_expected(tried, expected, model=model)
