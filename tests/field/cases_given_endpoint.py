"""Set-ups of which the endpoint's answers decide: false claims, explicit codes, size, blame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import call_tool, model_list, shell_call
from codex_doctor.lab.streams import final_changed
from codex_doctor.lab.wire import Json, Reply, Seen, json_reply
from field.endpoints import (
    KB,
    Series,
    above,
    always,
    bent,
    events,
    failed_stream,
    is_post,
    only_chat,
    refusing,
    said,
    with_chat,
)
from field.set_up import GOOD, LITE_MODEL, PLAIN, SELECTION, plain

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN: Final = SELECTION + PLAIN
_LITE: Final = _PLAIN.replace('"glm-5"', f'"{LITE_MODEL}"')
_AZURE_404: Final = json_reply(404, {"error": {"code": "404", "message": "Resource not found"}})
_NO_KEY: Final = Reply(status=401, headers=(("content-length", "0"),))


def _azure_without_version(seen: Seen) -> Reply:
    path, _, query = seen.path.partition("?")
    if "api-version=" not in query:
        return _AZURE_404
    return replace(GOOD, path="/openai/responses")(replace(seen, path=path))


def _azure_v1_only(seen: Seen) -> Reply:
    if not seen.path.startswith("/openai/v1/"):
        return _AZURE_404
    return replace(GOOD, path="/openai/v1/responses")(seen)


def _blind_to_input_tools(body: Json) -> replies.Events:
    if body.get("tools"):
        return call_tool(body)
    return replies.turn(replies.message("I have no tool to run a command."))


def _refuses_lite(seen: Seen) -> Reply:
    if is_post(seen) and any("responses-lite" in name for name, _ in seen.headers):
        return said(400, "unsupported request mode")
    return replace(GOOD, models=(LITE_MODEL,))(seen)


def _mangled(body: Json) -> replies.Events:
    name = "multi_agent.multi_agent.exec_command"
    return replies.turn(shell_call(body, name=name))


def _with_header(size: int) -> Callable[[replies.Events], Reply]:
    def stream(turn: replies.Events) -> Reply:
        plain = replies.stream(turn)
        return replace(plain, headers=(*plain.headers, ("x-trace", "t" * size)))

    return stream


def _malformed(reply: replies.Events) -> Reply:
    return replies.stream((*reply[:-1], {"type": "response.completed"}))


class _Inflated(Series):
    """The first answer reports far more tokens than its request can have."""

    def __call__(self, seen: Seen) -> Reply:
        """Answer one request."""
        self.number += is_post(seen)
        if self.number > 1:
            return GOOD(seen)
        usage = {**replies.USAGE, "input_tokens": 99_999, "total_tokens": 100_023}
        return bent(stream=lambda turn: replies.stream(final_changed(turn, {"usage": usage})))(seen)


CASES: Final = (
    plain(
        "bad-key-in-every-header",
        "false claim",
        "The key is invalid whatever header carries it.",
        "auth.key_rejected",
        endpoint=always(said(400, "API key not valid.", code=400, status="INVALID_ARGUMENT")),
        says_not=("the key is accepted",),
    ),
    plain(
        "context-length-code",
        "explicit code",
        "The stream fails with the code of a context that is too small.",
        "request.context_too_small",
        endpoint=refusing(
            above(20 * KB, failed_stream("context_length_exceeded", "Your input is too long."))
        ),
        says_not=("body limit",),
    ),
    plain(
        "invalid-prompt-code",
        "explicit code",
        "The stream fails with the code of a prompt that is refused.",
        "request.prompt_rejected",
        endpoint=refusing(above(20 * KB, failed_stream("invalid_prompt", "Prompt not allowed."))),
        says_not=("body limit",),
    ),
    plain(
        "one-400-then-fine",
        "no control",
        "The first request is refused, and the same one again is not.",
        "session.flaky",
        series=lambda: Series((said(400, "try later"),)),
        says_not=("is too large", "too large a request"),
    ),
    plain(
        "document-in-one-event",
        "misread",
        "One event holds a whole response object, with an error that is null.",
        "stream.not_streaming",
        "stream.broken_framing",
        endpoint=bent(
            stream=lambda turn: replies.sse(
                (b"data: %b\n\n" % replies.compact(turn[-1]["response"]),)
            ),
        ),
        says_not=("an error inside",),
    ),
    plain(
        "completed-without-response",
        "contradiction",
        "response.completed comes without its response.",
        "stream.completed_malformed",
        endpoint=bent(stream=_malformed),
        says_not=("without response.completed", "no response.completed"),
    ),
    plain(
        "huge-response-header",
        "misread",
        "One header of the answer has 200 KB, which Codex takes.",
        codex="works",
        endpoint=bent(stream=_with_header(200 * KB)),
        says_not=("correct the port", "is not http"),
    ),
    plain(
        "response-header-over-limit",
        "misread",
        "One header of the answer has more than Codex takes.",
        "http.header_limit",
        endpoint=bent(stream=_with_header(600 * KB)),
        says_not=("correct the port", "is not http"),
    ),
    plain(
        "messages-required",
        "explicit code",
        "The route wants the body of a chat request.",
        "wire.chat_schema",
        endpoint=only_chat(
            json_reply(422, {"detail": [{"loc": ["body", "messages"], "msg": "Field required"}]})
        ),
    ),
    plain(
        "other-protocol-events",
        "explicit code",
        "The stream has the events of another API.",
        "wire.other_protocol",
        endpoint=with_chat(
            bent(
                stream=lambda _: events(
                    {"type": "message_start", "message": {"id": "msg_1", "role": "assistant"}},
                    {"type": "content_block_delta", "index": 0, "delta": {"text": "Hi"}},
                    {"type": "message_stop"},
                ),
            )
        ),
    ),
    plain(
        "azure-without-version",
        "missing piece",
        "The service wants a version in the query.",
        "config.gateway_header_missing",
        config=_PLAIN.replace("/v1", "/openai"),
        endpoint=_azure_without_version,
        cure="query_params with api-version",
    ),
    plain(
        "azure-deployment-path",
        "missing piece",
        "The base URL has the old path of a deployment; the API is below /openai/v1.",
        "url.missing_v1",
        "config.base_url_invalid",
        config=_PLAIN.replace("/v1", "/openai/deployments/gpt")
        + 'query_params = { api-version = "2025-04-01-preview" }\n',
        endpoint=_azure_v1_only,
        says_not=("litellm", "0.94.0"),
        cure="base_url that ends in /openai/v1",
    ),
    plain(
        "tools-in-input-ignored",
        "missing piece",
        "Tools that come as an input item are not seen; at the top level they are.",
        "request.tools_ignored",
        codex="answers",
        config=_LITE,
        endpoint=bent(replace(GOOD, models=(LITE_MODEL,)), call=_blind_to_input_tools),
        says_not=("vllm",),
        cure="a model id without that dialect",
    ),
    plain(
        "lite-header-refused",
        "missing piece",
        "The header of the lite dialect is refused; the model is served.",
        "request.field_rejected",
        "request.item_rejected",
        config=_LITE,
        endpoint=_refuses_lite,
        says_not=("the model id is wrong",),
    ),
    plain(
        "basic-auth-in-front",
        "blame",
        "Something in front wants a user and a password.",
        "auth.wrong_header",
        "auth.forbidden",
        endpoint=always(replace(_NO_KEY, headers=(("www-authenticate", 'Basic realm="gateway"'),))),
        says_not=("api-key",),
    ),
    plain(
        "redirect-to-dead-port",
        "blame",
        "The endpoint redirects to a port on which nothing listens.",
        "url.redirect",
        "tcp.refused",
        codex="hangs",
        endpoint=lambda seen: (
            Reply(status=308, headers=(("location", "http://127.0.0.1:9/v1/responses"),))
            if is_post(seen)
            else model_list(("glm-5",))
        ),
        says_not=("closes the connection without an answer",),
    ),
    plain(
        "tool-name-mangled",
        "blame",
        "A relay doubles the namespace in the names of tools; Codex never stops.",
        "tools.name_unknown",
        codex="hangs",
        endpoint=bent(call=_mangled, answer=_mangled),
        says_not=("choose a model",),
    ),
    plain(
        "inflated-usage",
        "false alarm",
        "The first answer counts more tokens than a 40 KB request can have.",
        "stream.usage_malformed",
        codex="works",
        config=SELECTION.rstrip("\n")
        + "\nmodel_context_window = 100000\nmodel_auto_compact_token_limit = 50000\n"
        + PLAIN,
        series=lambda: _Inflated(()),
    ),
)
