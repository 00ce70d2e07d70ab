"""How long an answer asks to wait: a header, a field of the body, or its words."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from codex_doctor.answers.rules import find, find_all

if TYPE_CHECKING:
    from codex_doctor.answers.rules import ReadAnswer

_WAIT: Final = (
    r"(?:try again|retry\w*|reset\w*|wait)\b[ \w]{0,12}?\b(?:in|after|for)\b[^\d.]{0,12}"
    r"(?!\d+[:/-])(?P<wait>(?:\d{1,7}(?:\.\d{1,3})? ?(?:[a-z]{1,12}|秒|分钟?)? ?){1,3})"
)
_AMOUNT: Final = r"(?P<number>\d+(?:\.\d+)?) ?(?P<unit>ms|milli|m|h|d|分)?"
_UNITS_S: Final = MappingProxyType(
    {"ms": 0.001, "milli": 0.001, "m": 60, "分": 60, "h": 3600, "d": 86400}
)


def wait_s(answer: ReadAnswer) -> float | None:
    """Return the seconds to wait, None where nothing says so.

    The header `retry-after` as a number or a date comes first, then the body.
    """
    value = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", value):
        return float(value)
    if value:
        return _seconds_until(value, now=answer.headers.get("date", ""))
    if answer.body.wait_s is not None:
        return answer.body.wait_s
    for text in answer.body.texts:
        found = find(_WAIT, text)
        if found:
            amounts = find_all(_AMOUNT, found["wait"])
            return sum(float(one["number"]) * _UNITS_S.get(one["unit"], 1) for one in amounts)
    return None


def _seconds_until(date: str, *, now: str) -> float | None:
    # Both dates are the server's: its clock need not be ours.
    try:
        moments = [parsedate_to_datetime(text[:60]) for text in (date, now)]
    except (ValueError, OverflowError):
        return None
    end, start = (moment.replace(tzinfo=moment.tzinfo or UTC) for moment in moments)
    return max(0.0, (end - start).total_seconds())
