"""Endpoints of the field: what real servers, gateways and proxies do, as small functions.

A function that ends in a behaviour takes the whole request; one that ends in `Reply | None` is for
`LabEndpoint.refuse`, and gets the body of a model request.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Unpack

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import chat_answer, items, model_list, not_found, outputs, tools
from codex_doctor.lab.wire import Json, Reply, Seen, document, json_reply
from field.set_up import GOOD, KEY, MODEL, case

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.endpoint import LabEndpoint
    from codex_doctor.lab.replies import Events
    from codex_doctor.lab.wire import Behaviour
    from field.set_up import More, SetUp

NGINX_403: Final = document(
    403,
    "text/html",
    "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden"
    "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
    ("server", "nginx"),
)
KB: Final = 1024


def said(status: int, text: str, /, **members: Any) -> Reply:
    """Answer with an error as OpenAI writes it, without what is not given."""
    return json_reply(status, {"error": {"message": text, **members}})


def refusing(refuse: Callable[[Json], Reply | None], *, good: LabEndpoint = GOOD) -> LabEndpoint:
    """Return the good endpoint that judges bodies with this."""
    return replace(good, refuse=refuse)


def answering(reply: Reply, *, good: LabEndpoint = GOOD) -> LabEndpoint:
    """Return the good endpoint that answers every model request so, once the key is right."""

    def answer(_: Json) -> Reply:
        return reply

    return replace(good, refuse=answer, unknown=answer)


def bent(
    good: LabEndpoint = GOOD,
    *,
    call: Callable[[Json], Events] | None = None,
    answer: Callable[[Json], Events] | None = None,
    stream: Callable[[Events], Reply] | None = None,
) -> LabEndpoint:
    """Return the good endpoint with other events, or with other ways to send them."""
    return replace(
        good,
        call=call or good.call,
        answer=answer or good.answer,
        stream=stream or good.stream,
    )


def unknown(*served: str, reply: Reply) -> LabEndpoint:
    """Return an endpoint that serves these models and answers so when another one is asked for."""

    def answer(_: Json) -> Reply:
        return reply

    return replace(GOOD, models=served, unknown=answer)


def always(reply: Reply) -> Behaviour:
    """Return an endpoint that answers everything so."""
    return lambda _: reply


def is_post(seen: Seen) -> bool:
    """Tell whether this is a model request."""
    return seen.method == "POST" and seen.path.partition("?")[0].endswith("/responses")


def has_good_key(seen: Seen) -> bool:
    """Tell whether the key is the right one."""
    return seen.header("authorization") == f"Bearer {KEY}"


def with_chat(behaviour: Behaviour) -> Behaviour:
    """Return the endpoint with a chat route that works."""

    def answer(seen: Seen) -> Reply:
        if not seen.path.endswith("/chat/completions"):
            return behaviour(seen)
        return chat_answer(seen.json) if has_good_key(seen) else said(401, "Invalid API key")

    return answer


def only_chat(reply: Reply | None = None) -> Behaviour:
    """Return an endpoint with a chat route, which answers other routes so."""

    def answer(seen: Seen) -> Reply:
        if seen.path == "/v1/models":
            return model_list((MODEL,))
        return reply or not_found(seen)

    return with_chat(answer)


def above(limit: int, reply: Reply) -> Callable[[Json], Reply | None]:
    """Refuse a body of more bytes, whatever is in it."""
    return lambda body: reply if len(json.dumps(body, separators=(",", ":"))) > limit else None


def when(has: Callable[[Json], bool], reply: Reply) -> Callable[[Json], Reply | None]:
    """Refuse a body of which this is true."""
    return lambda body: reply if has(body) else None


def offers(*kinds: str) -> Callable[[Json], bool]:
    """Tell whether a tool of one of these types is offered."""
    return lambda body: any(tool.get("type") in kinds for tool in tools(body))


def has_role(role: str) -> Callable[[Json], bool]:
    """Tell whether an input item has this role."""
    return lambda body: any(item.get("role") == role for item in items(body))


def brings_output(body: Json) -> bool:
    """Tell whether the request carries the output of a tool."""
    return bool(outputs(body))


class Series(Struct):
    """An endpoint that answers the first model requests apart from the others.

    Attributes:
        first: Answers for the first ones, in order.
        rest: Answers all later ones, and everything that is no model request.
        number: How many model requests there were.
    """

    first: tuple[Reply, ...]
    rest: Behaviour = GOOD
    number: int = 0

    def __call__(self, seen: Seen) -> Reply:
        """Answer one request."""
        if not is_post(seen):
            return self.rest(seen)
        self.number += 1
        if self.number <= len(self.first):
            return self.first[self.number - 1]
        return self.rest(seen)


class Pattern(Struct):
    """An endpoint that answers each N-th model request so, and the others well."""

    every: int
    reply: Reply
    good: Behaviour = GOOD
    number: int = 0

    def __call__(self, seen: Seen) -> Reply:
        """Answer one request."""
        if not is_post(seen):
            return self.good(seen)
        self.number += 1
        return self.good(seen) if self.number % self.every else self.reply


def text_stream(text: str) -> Reply:
    """Answer with an event stream of exactly this text."""
    return replies.sse((text.encode(),))


def events(*values: Json) -> Reply:
    """Answer with these events and nothing else."""
    return replies.sse(map(replies.frame, values))


def failed_stream(code: str | None, text: str, **error: Any) -> Reply:
    """Answer with a stream that ends with response.failed."""
    detail = {"code": code, "message": text, **error}
    final = replies.response("failed", error=detail)
    created = {"type": "response.created", "response": replies.response("in_progress")}
    return events(created, {"type": "response.failed", "response": final})


def forwarding(behaviour: Behaviour) -> Behaviour:
    """Return a proxy for http:// that passes everything on to the endpoint."""

    def answer(seen: Seen) -> Reply:
        path = "/" + seen.path.partition("//")[2].partition("/")[2]
        return behaviour(replace(seen, path=path))

    return answer


def without_tools(body: Json) -> Json:
    """Return the body as an endpoint sees it that drops the tools."""
    return {**body, "tools": []}


def text_answer(text: str) -> Callable[[Json], Events]:
    """Return a model that only talks."""
    return lambda _: replies.turn(replies.message(text))


def refused(
    id_: str, kind: str, about: str, reply: Reply | Behaviour, *first: str, **more: Unpack[More]
) -> SetUp:
    """Return the set-up of an endpoint that refuses Codex's request, with this for an answer."""
    endpoint = answering(reply) if isinstance(reply, Reply) else reply
    given: More = {"endpoint": endpoint, **more}
    return case(id_, kind, about, "fails", *first, **given)
