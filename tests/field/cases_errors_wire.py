"""Error answers about the size of a request, and about the kind of API."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import chat_answer, model_list
from codex_doctor.lab.wire import Reply, Seen, document, json_reply
from field.endpoints import (
    KB,
    above,
    only_chat,
    refused,
    refusing,
    said,
)
from field.set_up import GOOD, MODEL

_NO_SIZE: Final = ("client_max_body_size",)


_SIZE: Final = (
    refused(
        "vllm-context",
        "explicit code",
        "The model's context is smaller than one request of Codex.",
        refusing(
            above(
                12 * KB,
                said(
                    400,
                    "This model's maximum context length is 4096 tokens. However, you "
                    "requested 9216 tokens (9216 in the messages, 0 in the completion).",
                    type="BadRequestError",
                    code=400,
                ),
            )
        ),
        "request.context_too_small",
        says_not=_NO_SIZE,
    ),
    refused(
        "llama-context",
        "explicit code",
        "The local server's context is smaller than one request of Codex.",
        refusing(
            above(
                12 * KB,
                said(
                    400,
                    "the request exceeds the available context size, try increasing it",
                    code=400,
                    type="exceed_context_size_error",
                    n_prompt_tokens=10211,
                    n_ctx=4096,
                ),
            )
        ),
        "request.context_too_small",
        says_not=_NO_SIZE,
    ),
    refused(
        "gateway-413-json",
        "size",
        "A gateway of a cloud refuses the size, in few words.",
        refusing(above(20 * KB, json_reply(413, {"message": "Request Too Long"}))),
        "request.too_large",
    ),
)


def _large_headers(seen: Seen) -> Reply:
    if sum(len(name) + len(value) for name, value in seen.headers) > 700:
        return document(
            400,
            "text/html",
            "<html><head><title>400 Request Header Or Cookie Too Large</title></head></html>",
            ("server", "nginx"),
        )
    return GOOD(seen)


def _lm_studio(seen: Seen) -> Reply:
    if seen.path == "/v1/models":
        return model_list((MODEL,))
    if seen.path.endswith("/chat/completions"):
        return chat_answer(seen.json)
    text = f"Unexpected endpoint or method. ({seen.method} {seen.path}). Returning 200 anyway"
    return json_reply(200, {"error": text})


_OTHER_API: Final = (
    refused(
        "header-or-cookie",
        "size",
        "The headers of Codex are too large for the server.",
        _large_headers,
        "http.header_limit",
    ),
    refused(
        "go-404-chat-works",
        "wrong api",
        "An old server has chat alone.",
        only_chat(document(404, "text/plain", "404 page not found")),
        "wire.responses_missing",
    ),
    refused(
        "spring-405",
        "wrong api",
        "The route is not there for POST; chat is.",
        only_chat(
            json_reply(
                405,
                {
                    "timestamp": "2026-09-01T10:00:00Z",
                    "status": 405,
                    "error": "Method Not Allowed",
                    "path": "/v1/responses",
                },
            )
        ),
        "wire.responses_missing",
    ),
    refused(
        "not-implemented-501",
        "wrong api",
        "The server says that the route is not written yet.",
        only_chat(said(501, "Responses API is not implemented", type="not_implemented")),
        "wire.responses_missing",
    ),
    refused(
        "convert-not-implemented",
        "wrong api",
        "The channel cannot convert the request.",
        said(500, "not implemented", type="new_api_error", code="convert_request_failed"),
        "wire.responses_missing",
        "model.not_on_responses",
        report="QuantumNous/new-api#4534",
        says_not=("usually one that ends in /v1",),
    ),
    refused(
        "lm-studio-200-anyway",
        "wrong api",
        "An old local server answers 200 to a route that it does not have.",
        _lm_studio,
        "wire.responses_missing",
        report="lmstudio-ai/lmstudio-bug-tracker#1323",
    ),
    refused(
        "anthropic-404",
        "wrong api",
        "The service speaks another API.",
        lambda _: json_reply(
            404, {"type": "error", "error": {"type": "not_found_error", "message": "Not Found"}}
        ),
        "wire.other_protocol",
        "wire.responses_missing",
        says_not=("usually one that ends in /v1",),
    ),
    refused(
        "messages-in-openai-error",
        "wrong api",
        "The route wants the field of a chat request, in OpenAI's form.",
        only_chat(
            said(
                400,
                "Missing required parameter: 'messages'.",
                type="invalid_request_error",
                param="messages",
                code="missing_required_parameter",
            )
        ),
        "wire.chat_schema",
    ),
    refused(
        "prompt-required",
        "wrong api",
        "The route wants a prompt or messages.",
        only_chat(said(400, "Either prompt or messages is required", type="invalid_request_error")),
        "wire.chat_schema",
        "wire.responses_missing",
    ),
)

CASES: Final = (*_SIZE, *_OTHER_API)
