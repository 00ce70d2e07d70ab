"""Relatives of what error bodies say outright: windows, filters, models, other APIs, addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.wire import Reply, json_reply
from field.endpoints import (
    KB,
    above,
    always,
    events,
    failed_stream,
    only_chat,
    refused,
    refusing,
    said,
    unknown,
)

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour

_NO_SIZE: Final = ("client_max_body_size", "refuses a tool type")
_NO_ROUTE: Final = ("has no responses api", "usually one that ends in /v1")


def _large(reply: Reply) -> Behaviour:
    return refusing(above(12 * KB, reply))


_EXPLICIT: Final = (
    refused(
        "sglang-context",
        "explicit code",
        "The context is too small, in the words of a server of one's own.",
        _large(
            said(
                400,
                "The input (9871 tokens) is longer than the model's context length (8192 tokens).",
                type="BadRequestError",
                code=400,
            )
        ),
        "request.context_too_small",
        says_not=_NO_SIZE,
    ),
    refused(
        "lm-studio-context",
        "explicit code",
        "The context is too small, in the words of a local server.",
        _large(
            said(
                400,
                "Trying to keep the first 9876 tokens when context the overflows. However, the "
                "model is loaded with context length of only 4096 tokens.",
            )
        ),
        "request.context_too_small",
        says_not=_NO_SIZE,
    ),
    refused(
        "context-code-in-event",
        "explicit code",
        "An error event has the code of a context that is too small.",
        _large(
            events(
                {
                    "type": "error",
                    "error": {
                        "type": "invalid_request_error",
                        "code": "context_length_exceeded",
                        "message": "Your input exceeds the context window of this model.",
                    },
                }
            )
        ),
        "request.context_too_small",
        says_not=_NO_SIZE,
    ),
    refused(
        "azure-filter",
        "explicit code",
        "A content filter of a cloud refuses the prompt.",
        _large(
            said(
                400,
                "The response was filtered due to the prompt triggering the content management "
                "policy. Please modify your prompt and retry.",
                code="content_filter",
                param="prompt",
                innererror={"code": "ResponsibleAIPolicyViolation"},
            )
        ),
        "request.prompt_rejected",
        says_not=_NO_SIZE,
    ),
    refused(
        "cyber-policy-in-stream",
        "explicit code",
        "The stream fails with the code of a policy.",
        _large(failed_stream("cyber_policy", "This request was flagged.")),
        "request.prompt_rejected",
        says_not=_NO_SIZE,
    ),
    refused(
        "messages-property",
        "explicit code",
        "The route wants the body of a chat request, in the words of a schema.",
        only_chat(said(400, "'messages' is a required property", type="invalid_request_error")),
        "wire.chat_schema",
        says_not=_NO_ROUTE,
    ),
    refused(
        "echoed-name-502",
        "explicit code",
        "The upstream is down; the body repeats names of headers that say nothing.",
        always(
            json_reply(
                502,
                {
                    "error": "Bad gateway",
                    "request": {"x-request-id": "1", "context_window_id": "w-1"},
                    "detail": "bad gateway, headers: context_window_id=w-1, max_model_len_hint=2",
                },
            )
        ),
        "upstream.unavailable",
        "upstream.error",
        says_not=("context window of glm-5",),
    ),
)

_MODELS: Final = (
    refused(
        "guardrail-and-privacy",
        "model",
        "The account's privacy settings leave no service for the model, in newer words.",
        said(
            404,
            "No endpoints available matching your guardrail restrictions and data policy. "
            "Configure: https://openrouter.ai/settings/privacy",
            code=404,
        ),
        "model.no_access",
        says_not=(*_NO_ROUTE, "to give the key access", "refuses the prompt"),
    ),
    refused(
        "inference-profile-behind-litellm",
        "model",
        "The model has to be asked for by the name of a profile, said through a gateway.",
        said(
            400,
            "litellm.BadRequestError: BedrockException - Invocation of model ID glm-5 with "
            "on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of "
            "an inference profile that contains this model.",
            code="400",
        ),
        "model.unknown_id",
        "model.no_access",
        says_not=("serves glm-5 as",),
    ),
    refused(
        "not-deployed",
        "model",
        "The model is not there, or not for this account.",
        said(404, "Model not found, inaccessible, and/or not deployed", code="NOT_FOUND"),
        "model.unknown_id",
        "model.no_access",
        says_not=_NO_ROUTE,
    ),
    refused(
        "no-model-is-loaded",
        "model",
        "The local server runs and has no model.",
        said(503, "No model is loaded."),
        "model.unknown_id",
        "upstream.unavailable",
        says_not=("wait and try again", "called glm-5"),
    ),
    refused(
        "no-provider-503",
        "model",
        "No service of the gateway has the model, said as if it were down.",
        unknown("qwen4", reply=said(503, "no provider available for model glm-5")),
        "model.unknown_id",
        says_not=("wait and try again",),
    ),
    refused(
        "dedicated-only",
        "model",
        "The model is only served to those who rent a machine for it, with another status.",
        said(
            403,
            "glm-5 is not available as a serverless model. Create a dedicated endpoint to use it.",
        ),
        "model.no_access",
        "model.unknown_id",
    ),
)

CASES: Final = (*_EXPLICIT, *_MODELS)
