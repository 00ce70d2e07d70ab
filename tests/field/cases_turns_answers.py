"""Relatives of answers that are empty, lead elsewhere, are misread, or seem to accept a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import items
from codex_doctor.lab.wire import Framing, Reply, document
from field.endpoints import KB, answering, bent, is_post, said
from field.set_up import GOOD, KEY, case

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Behaviour, Json, Seen


def _moved(status: int, target: str) -> Behaviour:
    """Redirect what is below /v1; what is elsewhere is a login that wants a GET."""

    def answer(seen: Seen) -> Reply:
        if seen.path.startswith("/v1/"):
            return Reply(status=status, headers=(("location", target),), framing=Framing.LENGTH)
        if seen.path.startswith("/back"):
            home = (("location", "/v1/responses"),)
            return Reply(status=status, headers=home, framing=Framing.LENGTH)
        if seen.method == "POST":
            return document(405, "text/html", "<h1>405 Method Not Allowed</h1>")
        return document(200, "text/html", "<h1>Sign in</h1>")

    return answer


def _ended(final: Json) -> Behaviour:
    return bent(stream=lambda turn: replies.stream((*turn[:-1], final)))


def _headed(*headers: tuple[str, str]) -> Behaviour:
    def stream(turn: replies.Events) -> Reply:
        plain = replies.stream(turn)
        return replace(plain, headers=(*plain.headers, *headers))

    return bent(stream=stream)


def _keyed(name: str, other: Reply, good: Callable[[Seen], Reply]) -> Behaviour:
    """Want the key in this header; say something else when it holds the key."""

    def answer(seen: Seen) -> Reply:
        if not is_post(seen):
            return said(404, "Not Found")
        return good(seen) if seen.header(name) == KEY else other

    return answer


_EMPTY: Final = (
    *(
        case(
            f"empty-{name}",
            "empty",
            about,
            "fails",
            "stream.empty",
            "stream.not_streaming",
            endpoint=answering(reply),
            says_not=("without response.completed",),
        )
        for name, about, reply in (
            (
                "event-stream",
                "The stream has not one byte.",
                replies.sse(()),
            ),
            (
                "lines",
                "The answer is two empty lines.",
                document(200, "text/plain", "\n\n"),
            ),
            (
                "202",
                "The answer is status 202 and nothing else.",
                Reply(status=202, framing=Framing.LENGTH),
            ),
        )
    ),
    case(
        "only-comments",
        "empty",
        "The stream has comments and no event.",
        "fails",
        "stream.empty",
        "stream.no_completed",
        endpoint=answering(replies.sse((b": ping\n\n", b": ping\n\n"))),
    ),
)

_REDIRECTS: Final = tuple(
    case(
        f"moved-{name}",
        "redirect",
        about,
        codex,
        "url.redirect",
        "url.wrong_page",
        endpoint=_moved(status, target),
        says_not=("set base_url to the address that it redirects to", "has no responses api"),
    )
    for name, about, codex, status, target in (
        ("by-303-to-login", "The request is sent to a login with 303.", "fails", 303, "/login"),
        (
            "by-307-to-login",
            "The request is sent to a login that takes no POST.",
            "fails",
            307,
            "/login",
        ),
        ("back-and-forth", "Two addresses lead to each other.", "fails", 308, "/back"),
        (
            "to-a-closed-port",
            "The redirect leads to where nobody listens.",
            "hangs",
            307,
            "http://127.0.0.1:9/v1/responses",
        ),
        (
            "to-another-scheme",
            "The redirect leads away from HTTP.",
            "fails",
            307,
            "ftp://127.0.0.1/v1",
        ),
    )
)

_MISREAD: Final = (
    case(
        "response-header-300-kb",
        "misread",
        "One header of the answer has 300 KB, which Codex takes.",
        "works",
        endpoint=_headed(("x-trace", "t" * 300 * KB)),
        says_not=("is not http",),
    ),
    case(
        "response-header-2-mb",
        "misread",
        "One header of the answer has 2 MB, which Codex does not take.",
        "fails",
        "http.header_limit",
        endpoint=_headed(("x-trace", "t" * 2000 * KB)),
        says_not=("is not http", "codex's headers"),
    ),
    case(
        "ninety-response-headers",
        "misread",
        "The answer has 90 headers.",
        "works",
        endpoint=_headed(*((f"x-trace-{number}", "t") for number in range(90))),
    ),
    case(
        "many-response-headers",
        "misread",
        "The answer has 150 headers, more than Codex takes.",
        "fails",
        "http.header_limit",
        endpoint=_headed(*((f"x-trace-{number}", "t") for number in range(150))),
        says_not=("codex's headers",),
    ),
)

_CLAIMS: Final = (
    case(
        "key-in-x-api-key",
        "false claim",
        "The key is read from another header, and is good there.",
        "fails",
        "auth.wrong_header",
        endpoint=_keyed("x-api-key", said(401, "Unauthorized"), replace(GOOD, key=None)),
    ),
    case(
        "bad-key-in-x-api-key",
        "false claim",
        "The key is read from another header, and is not known there.",
        "fails",
        "auth.key_rejected",
        "auth.wrong_header",
        endpoint=_keyed(
            "x-api-key",
            said(401, "Unauthorized"),
            lambda _: said(400, "The API key is malformed or unknown"),
        ),
        says_not=("the key is accepted",),
    ),
    case(
        "bad-key-then-bad-request",
        "false claim",
        "Whoever sends another header gets a bad request that says nothing.",
        "fails",
        "auth.key_rejected",
        "auth.no_credential",
        endpoint=_keyed(
            "x-api-key",
            said(401, "Unauthorized"),
            lambda _: document(400, "text/plain", "Bad Request"),
        ),
        says_not=("the key is accepted",),
    ),
    case(
        "key-in-x-api-key-and-no-small-request",
        "false claim",
        "The key is good in another header; behind it a request without instructions is refused.",
        "fails",
        "auth.wrong_header",
        endpoint=_keyed(
            "x-api-key",
            said(401, "Unauthorized"),
            lambda seen: (
                GOOD.respond(seen.json)
                if len(items(seen.json)) > 1
                else said(400, "Missing required parameter: 'instructions'", param="instructions")
            ),
        ),
    ),
)

_CONTRADICTIONS: Final = (
    case(
        "completed-with-null",
        "contradiction",
        "response.completed has null for its response.",
        "fails",
        "stream.completed_malformed",
        endpoint=_ended({"type": "response.completed", "response": None}),
        says_not=("without response.completed",),
    ),
    case(
        "completed-flat",
        "contradiction",
        "response.completed holds the members of its response itself.",
        "fails",
        "stream.completed_malformed",
        endpoint=_ended({"type": "response.completed", "id": "resp_1", "status": "completed"}),
        says_not=("without response.completed",),
    ),
    case(
        "completed-with-text",
        "contradiction",
        "response.completed has a text for its response.",
        "fails",
        "stream.completed_malformed",
        endpoint=_ended({"type": "response.completed", "response": "resp_1"}),
        says_not=("without response.completed",),
    ),
)


CASES: Final = (*_EMPTY, *_REDIRECTS, *_MISREAD, *_CLAIMS, *_CONTRADICTIONS)
