"""What proves that one thing is the cause of a failure, and what was not tried; not a check.

A claim about a cause is certain only with a control: the unchanged request fails each time it is
sent, it is sent twice, and the same without the thing passes. What differs in size by more than a
tenth is not the same request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.model import Confidence, Evidence
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange
    from codex_doctor.words.sentence import Sentence

_SAME_SIZE = 0.9

# Why there is no answer.
_FAILURES = {
    "connect": "evidence.failure.connect",
    "tls": "evidence.failure.tls",
    "proxy": "evidence.failure.proxy",
    "reset": "evidence.failure.reset",
    "not_http": "evidence.failure.not_http",
    "http": "evidence.failure.http",
    "long_head": "evidence.failure.long_head",
    "no_answer": "evidence.failure.no_answer",
}


class Proof(Struct, frozen=True):
    """The exchanges behind a claim.

    Attributes:
        failed: The unchanged request, each time that it was sent; once at least.
        passed: The same without the thing.
        twin: What differs from `passed` in the thing alone and fails, where `passed` differs from
            the unchanged request in more than that.
    """

    failed: tuple[Exchange, ...]
    passed: Exchange
    twin: Exchange | None = None

    @property
    def missing(self) -> tuple[Sentence, ...]:
        """What was not tried, in a few words each; () when the proof is whole."""
        first, *others = self.failed
        again = () if others else (say("evidence.unchanged_again"),)
        small, large = sorted((first.bytes_sent, self.passed.bytes_sent))
        is_alike = self.twin is not None or small >= _SAME_SIZE * large
        return again if is_alike else (*again, say("evidence.same_size"))

    @property
    def confidence(self) -> Confidence:
        """How sure the claim is."""
        return Confidence.LIKELY if self.missing else Confidence.CERTAIN

    def evidence(self) -> tuple[Evidence, ...]:
        """Return what the control showed, and what was not tried."""
        rows = [Evidence(say("evidence.same_again"), said(one)) for one in self.failed[1:2]]
        if self.missing:
            rows.append(
                Evidence(say("evidence.not_tried"), say("evidence.list", parts=self.missing))
            )
        return tuple(rows)


def said(exchange: Exchange) -> str:
    """Return the status of an answer, or why there is none."""
    if exchange.status is None:
        template = _FAILURES.get(exchange.failure)
        return say(template) if template else exchange.failure
    return say("evidence.status", status=exchange.status)
