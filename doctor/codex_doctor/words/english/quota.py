"""The words of the findings `quota.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "quota.exhausted.title": "No quota is left, or a payment is due",
    "quota.exhausted.text": (
        "The account has no credit, balance or quota left, or none for this plan, or its bill is "
        "open; the key is not what is wrong. Codex stops at once where that comes as a 400 or 429, "
        "and repeats the request five times before it shows another status."
    ),
    "quota.rate_limited.title": "Too many requests",
    "quota.rate_limited.text": (
        "The endpoint limits the rate. Codex waits and repeats only when the answer has a "
        "retry-after header; without one it stops at the first 429 and hides the body."
    ),
    "quota.exhausted": "The account or the key at {host} has no quota left",
    "quota.exhausted.bill": "{host} refuses the key over a payment, not for the key itself",
    "quota.exhausted.fix_bill": (
        "Put the payment in order in the account at {host}; another key of it does not help."
    ),
    "quota.exhausted.fix": (
        "Add credit to the account at {host}, raise the limit of the key, or use another key."
    ),
    "quota.rate_limited": "{host} limits the rate of requests",
    "quota.rate_limited.fix_wait": "Wait a while, then try again.",
    "quota.rate_limited.one_request": (
        "One request of Codex has more tokens than {host} allows in a minute"
    ),
    "quota.rate_limited.fix_plan": (
        "Use a plan with a higher limit of tokens per minute, or another model: Codex's first "
        "request alone has about ten thousand."
    ),
    "quota.rate_limited.fix_wait_told": "Wait {wait_s:time}, then try again.",
}
