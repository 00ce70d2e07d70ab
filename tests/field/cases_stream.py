"""Endpoints of which the stream or the tool call is wrong, or odd and healthy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import call_tool, outputs, repeat_output, shell_call
from codex_doctor.lab.replies import ARGUMENTS, Events
from codex_doctor.lab.streams import unfinished
from codex_doctor.lab.wire import Framing, Json, Reply, Seen, document, json_reply
from field.endpoints import (
    Series,
    events,
    failed_stream,
    refusing,
    said,
    text_answer,
    text_stream,
    when,
    without_tools,
)
from field.set_up import GOOD, SetUp

if TYPE_CHECKING:
    from collections.abc import Callable

_CREATED: Final = {"type": "response.created", "response": replies.response("in_progress")}
_THINKING: Final = {"type": "response.reasoning_summary_text.delta", "delta": "Let me see"}


def _case(id_: str, kind: str, about: str, codex: str, *first: str, **more: Any) -> SetUp:
    return SetUp(id=id_, kind=kind, about=about, codex=codex, first=first, **more)


def _streaming(stream: Callable[[Events], Reply]) -> Any:
    return replace(GOOD, stream=stream)


def _sending(reply: Reply) -> Any:
    return replace(GOOD, stream=lambda _: reply)


def _calling(**changes: Any) -> Any:
    return replace(GOOD, call=lambda body: replies.turn(shell_call(body, **changes)))


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
_STREAMS: Final = (
    _case(
        "in-stream-error",
        "stream",
        "An error event of a gateway stands where the end should be.",
        "fails",
        "stream.error_in_200",
        "upstream.error",
        endpoint=_streaming(_after_error),
        report="duolahypercho/codex-router#837",
    ),
    _case(
        "content-filter-failed",
        "explicit code",
        "The stream fails with the code of a content filter.",
        "fails",
        "request.prompt_rejected",
        "stream.refused",
        endpoint=_sending(
            failed_stream("content_filter", "The prompt was filtered by the content policy.")
        ),
        says_not=("body limit",),
        report="maximhq/bifrost#6419",
    ),
    _case(
        "content-filter-incomplete",
        "explicit code",
        "The answer is incomplete, because of a content filter.",
        "fails",
        "stream.incomplete",
        "request.prompt_rejected",
        "stream.refused",
        endpoint=_sending(
            events(
                _CREATED,
                {
                    "type": "response.incomplete",
                    "response": replies.response(
                        "incomplete", incomplete_details={"reason": "content_filter"}
                    ),
                },
            )
        ),
        report="openai/codex#17615",
    ),
    _case(
        "rate-limit-in-stream",
        "explicit code",
        "The stream fails with the code of a rate limit.",
        "fails",
        "quota.rate_limited",
        endpoint=_sending(
            failed_stream("rate_limit_exceeded", "Rate limit reached. Please try again in 20s.")
        ),
    ),
    _case(
        "quota-in-stream",
        "explicit code",
        "The stream fails with the code of a quota.",
        "fails",
        "quota.exhausted",
        endpoint=_sending(failed_stream("insufficient_quota", "You exceeded your current quota.")),
    ),
    _case(
        "overloaded-in-stream",
        "explicit code",
        "The stream fails with the code of an overload.",
        "fails",
        "upstream.overloaded",
        endpoint=_sending(
            failed_stream("server_is_overloaded", "Our servers are currently overloaded.")
        ),
    ),
    _case(
        "model-in-stream",
        "explicit code",
        "The stream fails with the code of an unknown model.",
        "fails",
        "model.unknown_id",
        endpoint=_sending(failed_stream("model_not_found", "The model glm-5 does not exist.")),
    ),
    _case(
        "key-in-stream",
        "explicit code",
        "Status 200 and a stream that says that the key is invalid.",
        "fails",
        "auth.key_rejected",
        endpoint=_sending(failed_stream("invalid_api_key", "Incorrect API key provided.")),
    ),
    _case(
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
    _case(
        "no-content-204",
        "empty",
        "The answer is 204, without anything.",
        "fails",
        "stream.empty",
        "stream.not_streaming",
        endpoint=_sending(Reply(status=204, framing=Framing.CLOSE)),
        says_not=("without response.completed",),
    ),
    _case(
        "empty-200",
        "empty",
        "The answer is 200 without a byte.",
        "fails",
        "stream.empty",
        "stream.not_streaming",
        endpoint=_sending(Reply(status=200, framing=Framing.LENGTH)),
        says_not=("without response.completed",),
    ),
    _case(
        "empty-stream",
        "empty",
        "An event stream without any event.",
        "fails",
        "stream.empty",
        "stream.no_completed",
        endpoint=_sending(text_stream("\n")),
    ),
    _case(
        "processing-comments",
        "empty",
        "The stream has comments, and then it ends.",
        "fails",
        "stream.no_completed",
        "stream.empty",
        endpoint=_sending(text_stream(": OPENROUTER PROCESSING\n\n" * 3)),
    ),
    _case(
        "empty-object",
        "empty",
        "The answer is 200 with an empty object.",
        "fails",
        "stream.not_streaming",
        "stream.empty",
        endpoint=_sending(json_reply(200, {})),
    ),
    _case(
        "login-page-200",
        "wrong page",
        "A page to sign in comes with status 200.",
        "fails",
        "url.wrong_page",
        endpoint=lambda _: document(
            200, "text/html", "<!DOCTYPE html><html><title>Sign in</title></html>"
        ),
    ),
    _case(
        "ends-in-reasoning",
        "stream",
        "The stream ends while the model thinks.",
        "fails",
        "stream.no_completed",
        endpoint=_sending(events(_CREATED, _THINKING)),
        report="ollama/ollama#17118",
    ),
    _case(
        "second-unfinished",
        "stream",
        "Only the answer to the tool's output lacks its end.",
        "fails",
        "stream.no_completed",
        "tools.output_fails",
        endpoint=_only_second_unfinished,
        report="router-for-me/CLIProxyAPI#4904",
    ),
    _case(
        "chat-chunks",
        "wrong api",
        "The route streams what belongs to another API of OpenAI.",
        "fails",
        "wire.chat_shape",
        endpoint=_sending(text_stream(_CHAT_CHUNK)),
    ),
    _case(
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
    _case(
        "gemini-chunks",
        "wrong api",
        "The route streams the chunks of a native API.",
        "fails",
        "wire.other_protocol",
        endpoint=_sending(
            text_stream(
                'data: {"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":9}}\n\n'
            )
        ),
    ),
    _case(
        "plain-media-type",
        "healthy",
        "The stream has the media type of a plain text.",
        "works",
        endpoint=_streaming(_typed("text/plain")),
    ),
    _case(
        "crlf-lines",
        "healthy",
        "Lines of the stream end in two characters.",
        "works",
        endpoint=_streaming(_bent(lambda one: one.replace(b"\n", b"\r\n"))),
    ),
    _case(
        "no-blank-behind-colon",
        "healthy",
        "There is no blank behind the colon.",
        "works",
        endpoint=_streaming(_bent(lambda one: one.replace(b"data: ", b"data:"))),
    ),
    _case(
        "data-over-lines",
        "healthy",
        "The data of an event go over several lines.",
        "works",
        endpoint=_streaming(_pretty),
    ),
    _case(
        "pings-between",
        "healthy",
        "Events of a kind that Codex does not know come between.",
        "works",
        endpoint=_streaming(_pinging),
    ),
)


def _forced(body: Json) -> bool:
    return (
        body.get("tool_choice") not in {None, "auto", "none"}
        if isinstance(body.get("tool_choice"), str)
        else bool(body.get("tool_choice"))
    )


_TEXT: Final = text_answer("Sure, I can help you with that.")


def _unless_forced(body: Json) -> Events:
    return call_tool(body) if _forced(body) else _TEXT(body)


class _SecondThoughts(Series):
    """A model that calls the tool only when it is asked again."""

    def __call__(self, seen: Seen) -> Reply:
        """Answer one request."""
        self.number += seen.method == "POST"
        return (replace(GOOD, call=_TEXT) if self.number == 1 else GOOD)(seen)


def _no_force(body: Json) -> Reply | None:
    return (
        said(400, "Only 'auto' tool_choice is supported in the Responses API", param="tool_choice")
        if _forced(body)
        else None
    )


_AS_TEXT: Final = (
    (
        "qwen",
        "<function=exec_command>\n<parameter=cmd>\necho codex-doctor-ok\n</parameter>\n</function>",
    ),
    ("mistral", f'[TOOL_CALLS][{{"name": "exec_command", "arguments": {ARGUMENTS}}}]'),
    (
        "harmony",
        f"<|channel|>commentary to=functions.exec_command <|constrain|>json<|message|>{ARGUMENTS}<|call|>",
    ),
    (
        "deepseek",
        f"<\uff5ctool\u2581calls\u2581begin\uff5c><\uff5ctool\u2581call\u2581begin\uff5c>function<\uff5ctool\u2581sep\uff5c>exec_command\n```json\n{ARGUMENTS}\n```<\uff5ctool\u2581call\u2581end\uff5c><\uff5ctool\u2581calls\u2581end\uff5c>",
    ),
)
_TOOLS: Final = (
    _case(
        "model-unwilling",
        "unwilling",
        "The model calls a tool only when it is forced to.",
        "answers",
        "tools.not_called",
        "tools.never_called",
        endpoint=replace(GOOD, call=_unless_forced),
        verdict="degraded",
        says_not=("switch on tool calling",),
    ),
    _case(
        "tools-dropped",
        "unwilling",
        "The gateway drops the tools: no force makes the model call one.",
        "answers",
        "request.tools_ignored",
        "tools.never_called",
        endpoint=replace(GOOD, call=lambda body: call_tool(without_tools(body))),
        verdict="fails",
    ),
    _case(
        "force-refused",
        "unwilling",
        "The model does not call, and the endpoint refuses to force it.",
        "answers",
        "tools.never_called",
        "tools.not_called",
        endpoint=refusing(_no_force, good=replace(GOOD, call=_TEXT)),
        says_not=("tool_choice is refused",),
        report="vllm-project/vllm#23227",
    ),
    _case(
        "calls-when-asked-again",
        "unwilling",
        "The model calls the tool only at the second time.",
        "answers",
        "session.flaky",
        "tools.not_called",
        "tools.never_called",
        series=lambda: _SecondThoughts(()),
        verdict="degraded",
        says_not=("switch on tool calling",),
    ),
    *(
        _case(
            f"call-as-{name}-text",
            "tools",
            "The call comes as the text that the model was trained on.",
            "answers",
            "tools.call_as_text",
            endpoint=replace(GOOD, call=text_answer(text)),
        )
        for name, text in _AS_TEXT
    ),
    _case(
        "name-with-functions",
        "tools",
        "The name of the tool has a prefix.",
        "hangs",
        "tools.name_unknown",
        endpoint=replace(
            GOOD,
            call=lambda body: replies.turn(shell_call(body, name="functions.exec_command")),
            answer=lambda body: replies.turn(shell_call(body, name="functions.exec_command")),
        ),
    ),
    _case(
        "name-in-capitals",
        "tools",
        "The name of the tool has other letters.",
        "works",
        "tools.name_unknown",
        endpoint=_calling(name="Exec_Command"),
    ),
    _case(
        "arguments-as-object",
        "tools",
        "The arguments are an object, and not its text.",
        "fails",
        "tools.arguments_invalid",
        "stream.item_malformed",
        endpoint=_calling(arguments={"cmd": "echo codex-doctor-ok"}),
    ),
    _case(
        "arguments-empty",
        "tools",
        "The arguments are an empty text.",
        "works",
        "tools.arguments_invalid",
        endpoint=_calling(arguments=""),
    ),
    _case(
        "arguments-twice-encoded",
        "tools",
        "The arguments are the text of a text.",
        "works",
        "tools.arguments_invalid",
        endpoint=_calling(arguments=json.dumps(ARGUMENTS)),
    ),
    _case(
        "output-ignored",
        "tools",
        "The model calls the tool again, whatever comes of it.",
        "hangs",
        "tools.output_ignored",
        endpoint=replace(GOOD, answer=lambda body: replies.turn(shell_call(body))),
    ),
    _case(
        "silent-after-output",
        "empty",
        "The answer to the tool's output is complete and empty.",
        "fails",
        "stream.empty",
        "stream.items_missing",
        "tools.output_ignored",
        endpoint=replace(GOOD, answer=lambda _: replies.turn()),
    ),
    _case(
        "output-on-other-server",
        "tools",
        "The second request meets a server that does not know the first.",
        "fails",
        "tools.output_rejected",
        endpoint=refusing(
            when(
                lambda body: bool(outputs(body)),
                said(
                    400,
                    "No tool call found for function call output with call_id call_lab_1.",
                    type="invalid_request_error",
                    param="input",
                ),
            )
        ),
    ),
    _case(
        "thinks-in-answer",
        "healthy",
        "Thoughts stand in the text, between marks.",
        "works",
        endpoint=replace(
            GOOD,
            answer=lambda body: replies.turn(
                replies.message(
                    "<think>done</think>"
                    + repeat_output(body)[-1]["response"]["output"][0]["content"][0]["text"]
                )
            ),
        ),
    ),
)
CASES: Final = (*_STREAMS, *_TOOLS)
