"""Endpoints that answer one request apart from the next, or late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.wire import Ending, Reply, document, json_reply
from field.endpoints import (
    Pattern,
    Series,
    always,
    bent,
    is_post,
    said,
)
from field.set_up import GOOD

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour

from field.set_up import case

_RESET: Final = Reply(raw=b"", ending=Ending.RESET)


def _page(status: int, text: str, *headers: tuple[str, str]) -> Reply:
    return document(status, "text/html", f"<html><body><h1>{text}</h1></body></html>", *headers)


def _late(reply: Reply, seconds: float) -> Reply:
    return replace(reply, delay_s=seconds)


def _slow(seconds: float) -> Behaviour:
    return lambda seen: _late(GOOD(seen), seconds if is_post(seen) else 0.0)


def _headers_first(seconds: float) -> Any:
    def stream(turn: replies.Events) -> Reply:
        whole = b"".join(map(replies.frame, turn))
        return replace(replies.sse((b": wait\n\n", whole)), gap_s=seconds / 2)

    return bent(stream=stream)


_MOODS: Final = (
    case(
        "second-reset-once",
        "flaky",
        "One later connection is reset.",
        "works",
        "session.flaky",
        series=lambda: Pattern(2, _RESET),
    ),
    case(
        "first-503",
        "flaky",
        "The first request fails, and Codex repeats it.",
        "works",
        "session.flaky",
        series=lambda: Series((_page(503, "Service Unavailable"),)),
    ),
    case(
        "first-reset",
        "flaky",
        "The first connection is reset.",
        "works",
        "session.flaky",
        series=lambda: Series((_RESET,)),
    ),
    case(
        "first-cut",
        "flaky",
        "The first stream is cut in the middle.",
        "works",
        "session.flaky",
        series=lambda: Series((replace(replies.stream(replies.turn()[:2]), ending=Ending.CUT),)),
    ),
    case(
        "first-401",
        "flaky",
        "The key is refused once, and then it is good.",
        "works",
        "session.flaky",
        series=lambda: Series((said(401, "Invalid API key"),)),
        says_not=("get a key for 127.0.0.1",),
    ),
    case(
        "first-404",
        "flaky",
        "The route is missing once.",
        "works",
        "session.flaky",
        series=lambda: Series((said(404, "Not Found"),)),
        says_not=("has no responses api",),
    ),
    case(
        "first-422",
        "flaky",
        "The request is refused once, with a text about a field.",
        "works",
        "session.flaky",
        series=lambda: Series((json_reply(422, {"detail": "Unsupported parameter: store"}),)),
    ),
    case(
        "first-429",
        "flaky",
        "One request is too many, with a second to wait.",
        "works",
        "session.flaky",
        "quota.rate_limited",
        series=lambda: Series(
            (
                replace(
                    said(429, "Slow down"),
                    headers=(("retry-after", "1"), ("content-type", "application/json")),
                ),
            )
        ),
    ),
    case(
        "second-500-once",
        "flaky",
        "One later request fails.",
        "works",
        "session.flaky",
        series=lambda: Pattern(2, said(500, "Internal error")),
    ),
    case(
        "key-then-cool-down",
        "order",
        "The key is refused; then whoever tries is locked out for a while.",
        "fails",
        "auth.key_rejected",
        env={"GW_KEY": "gwk-00000000000000000000"},
        series=lambda: Series(
            (said(401, "Invalid API key"),),
            always(said(429, "Too many failed attempts, locked for 60 s")),
        ),
    ),
    case(
        "tool-then-cool-down",
        "order",
        "A tool type is refused; then the gateway cools down.",
        "fails",
        "request.tool_type_rejected",
        series=lambda: Series(
            (said(400, "Unsupported tool type: namespace", param="tools[9].type"),),
            always(said(429, "All deployments are cooling down")),
        ),
    ),
    case(
        "model-then-cool-down",
        "order",
        "The model is unknown; then the gateway answers 503.",
        "fails",
        "model.unknown_id",
        series=lambda: Series(
            (said(404, "The model `glm-5` does not exist", code="model_not_found"),),
            always(said(503, "No healthy deployments")),
        ),
        says_not=("wait and try again",),
    ),
    case(
        "quota-then-forbidden",
        "order",
        "The money is used up; then the key is locked.",
        "fails",
        "quota.exhausted",
        series=lambda: Series(
            (said(402, "Insufficient credits"),), always(said(403, "Key is disabled"))
        ),
    ),
)


_SLOW: Final = (
    case(
        "first-byte-after-8-s",
        "slow",
        "Each answer begins after 8 seconds.",
        "works",
        "stream.slow",
        "",
        endpoint=_slow(8.0),
        budget_s=60.0,
    ),
    case(
        "first-byte-after-8-s-in-12",
        "slow",
        "Each answer begins after 8 seconds, and the diagnosis has 12 in all.",
        "works",
        "stream.slow",
        "",
        endpoint=_slow(8.0),
        budget_s=12.0,
    ),
    case(
        "first-event-after-3-s",
        "slow",
        "Headers come at once, and events after 3 of 4 seconds.",
        "works",
        "stream.slow",
        "stream.buffered",
        "",
        endpoint=_headers_first(3.0),
        budget_s=40.0,
    ),
    case(
        "first-event-after-limit",
        "slow",
        "Headers come at once, and events later than Codex waits.",
        "fails",
        "stream.idle_timeout",
        endpoint=_headers_first(6.0),
        budget_s=60.0,
    ),
)

CASES: Final = (*_MOODS, *_SLOW)
