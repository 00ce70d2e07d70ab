"""What it means how a request of a script was answered when it was tried. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.answers.answer import cause_of
from codex_doctor.patterns import Regex

# Those that JSON does not take in a string.
CONTROLS = Regex(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange
    from codex_doctor.repro.script import Expected


def is_as_expected(exchange: Exchange, expected: Expected) -> bool:
    """Tell whether the script would find that the failure does not show."""
    if exchange.status is None or not 200 <= exchange.status < 300:
        return False
    text = exchange.body.decode("utf-8", "replace")
    if expected.is_framed and not _is_framed(exchange.body):
        return False
    return all(re.search(one, text, re.MULTILINE) for one in expected.has) and not any(
        re.search(one, text, re.MULTILINE) for one in expected.lacks
    )


def fails_alike(tried: Exchange, failed: Exchange, expected: Expected, *, model: str) -> bool:
    """Tell whether a script shows with this request what was found with Codex's own."""
    if is_as_expected(tried, expected):
        return False
    causes = [cause_of(one, model=model) for one in (tried, failed)]
    one, other = (cause.id if cause else "" for cause in causes)
    # What an endpoint names by its number in a list has another number in a shorter one.
    is_near = one.partition(".")[0] == other.partition(".")[0] and tried.status == failed.status
    return one == other or is_near


def _is_framed(body: bytes) -> bool:
    """Tell the same of the bytes as a script does."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    last = re.search(r"^data:.*response\.completed.*\r?\n\r?\n", text, re.MULTILINE)
    return last is not None and not text.startswith("\ufeff") and not CONTROLS.search(text)
