"""Relatives of limits: size, time, one odd answer, and what is answered after a cool-down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.wire import Ending, Reply, document
from field.endpoints import (
    KB,
    Pattern,
    Series,
    above,
    always,
    bent,
    brings_output,
    is_post,
    offers,
    refusing,
    said,
    when,
)
from field.set_up import GOOD, case

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Behaviour, Seen

_RESET: Final = Reply(raw=b"", ending=Ending.RESET)
_BLOCKED: Final = document(200, "text/html", "<html><body><h1>Request blocked</h1></body></html>")
_CUT: Final = replace(replies.stream(replies.turn()[:2]), ending=Ending.CUT)
_CRASH: Final = document(500, "text/plain", "Internal Server Error")


def _late(seconds: float) -> Behaviour:
    return lambda seen: replace(GOOD(seen), delay_s=seconds if is_post(seen) else 0.0)


def _late_once(seconds: float) -> Callable[[], Behaviour]:
    """Make an endpoint that loads the model before its first answer."""

    def series() -> Behaviour:
        posts: list[Seen] = []

        def answer(seen: Seen) -> Reply:
            posts.extend([seen] if is_post(seen) else [])
            return replace(GOOD(seen), delay_s=seconds if len(posts) == 1 else 0.0)

        return answer

    return series


def _first_of(reply: Reply, later: Reply) -> Callable[[], Behaviour]:
    """Make an endpoint that answers the first model request apart from all others."""
    return lambda: Series((reply,), always(later))


def _trickling(turn: replies.Events) -> Reply:
    """Send an event a second: slow, and never silent for long."""
    beats = tuple(b'data: {"type":"response.in_progress"}\n\n' for _ in range(12))
    whole = b"".join(map(replies.frame, turn))
    return replace(replies.sse((*beats, whole)), gap_s=1.0)


_SIZE: Final = (
    *(
        case(
            f"size-{name}",
            "size",
            about,
            "fails",
            "request.too_large",
            *others,
            endpoint=refusing(above(limit * KB, reply)),
            says_not=("refuses a tool type", "forbids the request", "wait and try again"),
        )
        for name, about, limit, reply, others in (
            (
                "503-at-12-kb",
                "A body of more than 12 KB ends at a gateway with 503.",
                12,
                document(503, "text/html", "<h1>503 Service Temporarily Unavailable</h1>"),
                (),
            ),
            ("reset-at-12-kb", "The connection is reset at more than 12 KB.", 12, _RESET, ()),
            (
                "403-json",
                "A body of more than 24 KB is forbidden in JSON.",
                24,
                said(403, "Forbidden"),
                ("auth.client_blocked",),
            ),
            (
                "page-200",
                "A body of more than 20 KB gets a page.",
                20,
                _BLOCKED,
                ("url.wrong_page",),
            ),
            ("cut", "A body of more than 20 KB gets half a stream.", 20, _CUT, ("stream.cut",)),
            ("422-bare", "A body of more than 30 KB gets 422.", 30, said(422, "Unprocessable"), ()),
        )
    ),
    case(
        "namespace-crashes",
        "size",
        "A tool type breaks the endpoint, whatever the size.",
        "fails",
        "request.tool_type_rejected",
        endpoint=refusing(when(offers("namespace"), _CRASH)),
        says_not=("of this size",),
    ),
    case(
        "web-search-forbidden",
        "size",
        "A tool type is forbidden without a word, whatever the size.",
        "fails",
        "request.tool_type_rejected",
        "auth.client_blocked",
        "auth.forbidden",
        endpoint=refusing(when(offers("web_search"), said(403, "Forbidden"))),
        says_not=("of this size", "forbids the request"),
    ),
)

_FLAKY: Final = (
    case(
        "first-400-field",
        "no control",
        "A field is refused once, and the same request again is taken.",
        "fails",
        "session.flaky",
        series=lambda: Series((said(400, "Unsupported parameter: 'store'", param="store"),)),
        says_not=("refuses store",),
    ),
    case(
        "first-400-bare",
        "no control",
        "The first request is a bad request, and no other is.",
        "fails",
        "session.flaky",
        series=lambda: Series((document(400, "text/plain", "Bad Request"),)),
        says_not=("too large",),
    ),
    case(
        "output-400-once",
        "no control",
        "The tool's output is refused once, and the same again is taken.",
        "fails",
        "session.flaky",
        series=lambda: Pattern(2, said(400, "Bad request")),
        says_not=("in the replayed history",),
    ),
    case(
        "every-second-403",
        "flaky",
        "Every second request is forbidden.",
        "works",
        "session.flaky",
        series=lambda: Pattern(2, said(403, "Forbidden")),
        says_not=("forbids the request",),
    ),
    case(
        "output-cut-once",
        "flaky",
        "The stream of the second answer is cut once.",
        "works",
        "session.flaky",
        series=lambda: Pattern(2, _CUT),
    ),
    case(
        "output-crashes-always",
        "flaky",
        "The request with the tool's output always fails.",
        "fails",
        "tools.output_fails",
        endpoint=refusing(when(brings_output, said(500, "Internal error"))),
        says_not=("only at a later try",),
    ),
)

_ORDER: Final = (
    *(
        case(
            f"{name}-then-{then}",
            "order",
            "The first answer names the cause; what follows only locks the client out.",
            "fails",
            first,
            series=_first_of(reply, later),
            says_not=("wait a while", "wait and try again"),
        )
        for name, then, first, reply, later in (
            (
                "field",
                "503",
                "request.field_rejected",
                said(400, "Unknown parameter: 'client_metadata'", param="client_metadata"),
                said(503, "No healthy deployments"),
            ),
            (
                "key",
                "503",
                "auth.key_rejected",
                said(401, "Invalid API key"),
                said(503, "Service unavailable"),
            ),
            (
                "quota",
                "429",
                "quota.exhausted",
                said(402, "Insufficient balance"),
                said(429, "Too many requests"),
            ),
            (
                "no-access",
                "429",
                "model.no_access",
                said(403, "Your key has no access to model glm-5", code="model_not_allowed"),
                said(429, "Too many requests"),
            ),
        )
    ),
    case(
        "busy-then-key",
        "order",
        "The first answer is a passing one; the second names the cause.",
        "fails",
        "auth.key_rejected",
        series=lambda: Series(
            (said(503, "Service unavailable"),), always(said(401, "Invalid API key"))
        ),
        says_not=("wait and try again",),
    ),
)

_SLOW: Final = (
    case(
        "model-loads-for-12-s",
        "slow",
        "The first answer begins after 12 seconds, all others at once.",
        "works",
        "stream.slow",
        series=_late_once(12.0),
        budget_s=30.0,
    ),
    case(
        "first-byte-after-5-s-in-9",
        "slow",
        "Each answer begins after 5 seconds, and the diagnosis has 9 in all.",
        "works",
        "stream.slow",
        "",
        endpoint=_late(5.0),
        budget_s=9.0,
    ),
    case(
        "first-byte-later-than-budget",
        "slow",
        "Each answer begins after 12 seconds, and the diagnosis has 4 in all.",
        "works",
        "http.no_answer",
        endpoint=_late(12.0),
        verdict="unknown",
        says_not=("does not answer", "report it to the operator"),
        budget_s=4.0,
    ),
    case(
        "trickles-longer-than-budget",
        "slow",
        "An event comes each second, and the answer takes 12 of them.",
        "works",
        "stream.slow",
        endpoint=bent(stream=_trickling),
        verdict="unknown",
        says_not=("report it to the operator",),
        budget_s=4.0,
    ),
    case(
        "silent-for-longer-than-codex-waits",
        "slow",
        "Headers come at once, an event comes, and then Codex gives up first.",
        "fails",
        "stream.idle_timeout",
        endpoint=bent(
            stream=lambda turn: replace(replies.sse(tuple(map(replies.frame, turn))), gap_s=5.0)
        ),
        says_not=("larger --budget",),
        budget_s=30.0,
    ),
)

CASES: Final = (*_SIZE, *_FLAKY, *_ORDER, *_SLOW)
