"""Endpoints of which the stream is wrong, or odd and healthy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import outputs
from codex_doctor.lab.streams import unfinished
from codex_doctor.lab.wire import Framing, Reply, Seen, document, json_reply
from field.endpoints import (
    bent,
    events,
    text_stream,
)
from field.set_up import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.replies import Events

from field.set_up import case

_CREATED: Final = {"type": "response.created", "response": replies.response("in_progress")}


_THINKING: Final = {"type": "response.reasoning_summary_text.delta", "delta": "Let me see"}


def _streaming(stream: Callable[[Events], Reply]) -> Any:
    return bent(stream=stream)


def _sending(reply: Reply) -> Any:
    return bent(stream=lambda _: reply)


def _pretty(turn: Events) -> Reply:
    lines = (json.dumps(one, indent=1).splitlines() for one in turn)
    return replies.sse(
        ("".join(f"data: {line}\n" for line in one) + "\n").encode() for one in lines
    )


def _typed(media_type: str) -> Callable[[Events], Reply]:
    return lambda turn: replace(replies.stream(turn), headers=(("content-type", media_type),))


def _bent(change: Callable[[bytes], bytes]) -> Callable[[Events], Reply]:
    return lambda turn: replies.sse(change(replies.frame(one)) for one in turn)


def _pinging(turn: Events) -> Reply:
    ping = b'event: ping\ndata: {"type":"ping"}\n\n'
    return replies.sse(b"%b%b" % (ping, replies.frame(one)) for one in turn)


def _after_error(turn: Events) -> Reply:
    message = "litellm.APIError: Response API in-stream error"
    return events(*turn[:-1], {"type": "error", "message": message, "param": None, "code": "500"})


def _only_second_unfinished(seen: Seen) -> Reply:
    return (_streaming(unfinished) if outputs(seen.json) else GOOD)(seen)


_CHAT_CHUNK: Final = (
    'data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":'
    '{"content":"Hi"},"finish_reason":null}]}\n\ndata: [DONE]\n\n'
)


CASES: Final = (
    case(
        "in-stream-error",
        "stream",
        "An error event of a gateway stands where the end should be.",
        "fails",
        "stream.error_in_200",
        "upstream.error",
        endpoint=_streaming(_after_error),
        report="duolahypercho/codex-router#837",
    ),
    case(
        "read-error-in-stream",
        "stream",
        "A relay lost its upstream and says so in the stream.",
        "fails",
        "upstream.error",
        "stream.error_in_200",
        endpoint=_sending(
            events(
                _CREATED,
                {
                    "type": "error",
                    "error": {
                        "code": "stream_read_error",
                        "message": "stream_read_error",
                        "type": "upstream_error",
                    },
                },
            )
        ),
        report="Wei-Shaw/sub2api#6506",
    ),
    case(
        "no-content-204",
        "empty",
        "The answer is 204, without anything.",
        "fails",
        "stream.empty",
        "stream.not_streaming",
        endpoint=_sending(Reply(status=204, framing=Framing.CLOSE)),
        says_not=("without response.completed",),
    ),
    case(
        "empty-200",
        "empty",
        "The answer is 200 without a byte.",
        "fails",
        "stream.empty",
        "stream.not_streaming",
        endpoint=_sending(Reply(status=200, framing=Framing.LENGTH)),
        says_not=("without response.completed",),
    ),
    case(
        "empty-stream",
        "empty",
        "An event stream without any event.",
        "fails",
        "stream.empty",
        "stream.no_completed",
        endpoint=_sending(text_stream("\n")),
    ),
    case(
        "processing-comments",
        "empty",
        "The stream has comments, and then it ends.",
        "fails",
        "stream.no_completed",
        "stream.empty",
        endpoint=_sending(text_stream(": OPENROUTER PROCESSING\n\n" * 3)),
    ),
    case(
        "empty-object",
        "empty",
        "The answer is 200 with an empty object.",
        "fails",
        "stream.not_streaming",
        "stream.empty",
        endpoint=_sending(json_reply(200, {})),
    ),
    case(
        "login-page-200",
        "wrong page",
        "A page to sign in comes with status 200.",
        "fails",
        "url.wrong_page",
        endpoint=lambda _: document(
            200, "text/html", "<!DOCTYPE html><html><title>Sign in</title></html>"
        ),
        says_not=("usually one that ends in /v1",),
    ),
    case(
        "ends-in-reasoning",
        "stream",
        "The stream ends while the model thinks.",
        "fails",
        "stream.no_completed",
        endpoint=_sending(events(_CREATED, _THINKING)),
        report="ollama/ollama#17118",
    ),
    case(
        "second-unfinished",
        "stream",
        "Only the answer to the tool's output lacks its end.",
        "hangs",
        "stream.no_completed",
        "tools.output_fails",
        endpoint=_only_second_unfinished,
        report="router-for-me/CLIProxyAPI#4904",
    ),
    case(
        "chat-chunks",
        "wrong api",
        "The route streams what belongs to another API of OpenAI.",
        "fails",
        "wire.chat_shape",
        endpoint=_sending(text_stream(_CHAT_CHUNK)),
    ),
    case(
        "ollama-lines",
        "wrong api",
        "The route streams lines of a native API.",
        "fails",
        "wire.other_protocol",
        "stream.broken_framing",
        "stream.not_streaming",
        endpoint=_sending(
            replace(
                document(
                    200,
                    "application/x-ndjson",
                    '{"model":"glm-5","message":{"role":"assistant","content":"Hi"},"done":false}\n{"model":"glm-5","done":true}\n',
                )
            )
        ),
    ),
    case(
        "gemini-chunks",
        "wrong api",
        "The route streams the chunks of a native API.",
        "fails",
        "wire.other_protocol",
        endpoint=_sending(
            text_stream(
                'data: {"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"}}],'
                '"usageMetadata":{"promptTokenCount":9}}\n\n'
            )
        ),
    ),
    case(
        "plain-media-type",
        "healthy",
        "The stream has the media type of a plain text.",
        "works",
        endpoint=_streaming(_typed("text/plain")),
    ),
    case(
        "crlf-lines",
        "healthy",
        "Lines of the stream end in two characters.",
        "works",
        endpoint=_streaming(_bent(lambda one: one.replace(b"\n", b"\r\n"))),
    ),
    case(
        "no-blank-behind-colon",
        "healthy",
        "There is no blank behind the colon.",
        "works",
        endpoint=_streaming(_bent(lambda one: one.replace(b"data: ", b"data:"))),
    ),
    case(
        "data-over-lines",
        "healthy",
        "The data of an event go over several lines.",
        "works",
        endpoint=_streaming(_pretty),
    ),
    case(
        "pings-between",
        "healthy",
        "Events of a kind that Codex does not know come between.",
        "works",
        endpoint=_streaming(_pinging),
    ),
)
