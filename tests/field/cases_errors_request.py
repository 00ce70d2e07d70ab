"""Error answers about model ids, parts of the request, its size, and the kind of API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab.endpoint import LabEndpoint, chat_answer, items, model_list, tools
from codex_doctor.lab.wire import Json, Reply, Seen, document, json_reply
from field.endpoints import (
    KB,
    above,
    answering,
    brings_output,
    has_good_key,
    has_role,
    offers,
    only_chat,
    refusing,
    said,
    when,
)
from field.set_up import GOOD, KEY, MODEL, SetUp, with_model

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour

_NO_ROUTE: Final = ("has no responses api", "litellm, for example")
_NO_SIZE: Final = ("client_max_body_size",)
_UNKNOWN: Final = ("model.unknown_id", "model.no_access")


def _error(
    id_: str, kind: str, about: str, reply: Reply | Behaviour, *first: str, **more: Any
) -> SetUp:
    endpoint = answering(reply) if isinstance(reply, Reply) else reply
    given = {"codex": "fails", "endpoint": endpoint, **more}
    return SetUp(id=id_, kind=kind, about=about, first=first, **given)


def _serving(*models: str, unknown: Reply) -> LabEndpoint:
    return replace(GOOD, models=models, unknown=lambda _: unknown)


def _not_function(body: Json) -> Reply | None:
    for index, tool in enumerate(tools(body)):
        if tool.get("type") != "function":
            detail = {"loc": ["body", "tools", index, "type"], "msg": "Input should be 'function'"}
            return json_reply(422, {"detail": [{"type": "enum", **detail, "input": tool["type"]}]})
    return None


def _later_system(body: Json) -> bool:
    roles = [item.get("role") for item in items(body)]
    return any(role in {"developer", "system"} for role in roles[1:])


def _has(name: str) -> Any:
    return lambda body: name in body


_MODELS: Final = (
    _error(
        "bare-id-plain-404",
        "model",
        "The id lacks its prefix; the answer is that of a missing route.",
        _serving(
            "zai/glm-5", "zai/glm-5-air", unknown=document(404, "text/plain", "404 page not found")
        ),
        "model.prefix_missing",
        says_not=_NO_ROUTE,
        cure='model = "zai/glm-5"',
        report="NousResearch/hermes-agent#78856",
    ),
    _error(
        "deployment-not-found",
        "model",
        "The id is no deployment of the resource.",
        _serving(
            "prod-glm",
            unknown=said(
                404,
                "The API deployment for this resource does not exist. If you created the deployment "
                "within the last 5 minutes, please wait a moment and try again.",
                code="DeploymentNotFound",
            ),
        ),
        *_UNKNOWN,
        says_not=_NO_ROUTE,
        report="openai/codex#3920",
    ),
    _error(
        "not-serverless",
        "model",
        "The model is only served to those who rent a machine for it.",
        said(
            400,
            "Unable to access non-serverless model glm-5. Please create and start a new dedicated "
            "endpoint for the model.",
            type="invalid_request_error",
            code="model_not_available",
        ),
        *_UNKNOWN,
    ),
    _error(
        "no-enabled-provider",
        "model",
        "None of the services that the user switched on has the model.",
        said(
            400,
            "The requested model 'glm-5' is not supported by any provider you have enabled.",
            type="invalid_request_error",
            param="model",
            code="model_not_supported",
        ),
        *_UNKNOWN,
        "model.not_on_responses",
    ),
    _error(
        "data-policy",
        "model",
        "The account's privacy settings leave no service for the model.",
        said(
            404, "No endpoints found matching your data policy (Free model publication).", code=404
        ),
        "model.no_access",
        says_not=_NO_ROUTE,
    ),
    _error(
        "not-on-responses",
        "model",
        "The model is there, and not on this API.",
        said(
            400,
            "model glm-5 does not support Responses API.",
            code="unsupported_api_for_model",
            type="invalid_request_error",
        ),
        "model.not_on_responses",
    ),
    _error(
        "decommissioned",
        "model",
        "The model is not served any more.",
        _serving(
            "glm-6",
            unknown=said(
                400,
                "The model `glm-5` has been decommissioned and is no longer supported.",
                type="invalid_request_error",
                code="model_decommissioned",
            ),
        ),
        *_UNKNOWN,
    ),
    _error(
        "inference-profile",
        "model",
        "The model has to be asked for by the name of a profile.",
        said(
            400,
            "Invocation of model ID glm-5 with on-demand throughput isn't supported. Retry your "
            "request with the ID or ARN of an inference profile that contains this model.",
        ),
        *_UNKNOWN,
    ),
    _error(
        "key-without-model",
        "model",
        "The key is good and may not use the model, said with the status of a bad key.",
        said(
            401,
            "key not allowed to access model. This key can only access models=['gpt-4o']. Tried to "
            "access glm-5",
            type="key_model_access_denied",
            param="model",
            code="401",
        ),
        "model.no_access",
        says_not=("rejects the key",),
    ),
    _error(
        "no-model-loaded",
        "model",
        "The local server has loaded no model.",
        said(
            404,
            "No models loaded. Please load a model in the developer page.",
            type="invalid_request_error",
            param="model",
            code="model_not_found",
        ),
        "model.unknown_id",
    ),
    _error(
        "unknown-provider-502",
        "model",
        "The gateway has no service for the id, and answers as if its upstream were down.",
        _serving(
            "gpt-5.4",
            "qwen4",
            unknown=said(
                502,
                "unknown provider for model glm-5",
                type="server_error",
                code="internal_server_error",
            ),
        ),
        "model.unknown_id",
        says_not=("wait and try again",),
    ),
    _error(
        "no-channel-chinese",
        "model",
        "The group of the key has no channel for the model, said in Chinese.",
        _serving(
            "gpt-5.4",
            unknown=said(
                503,
                "\u5f53\u524d\u5206\u7ec4 vip \u4e0b\u5bf9\u4e8e\u6a21\u578b glm-5 \u65e0\u53ef\u7528\u6e20\u9053",
                type="new_api_error",
            ),
        ),
        "model.unknown_id",
        says_not=("wait and try again",),
        report="farion1231/cc-switch#312",
    ),
)

_PARTS: Final = (
    _error(
        "no-tool-use",
        "refused part",
        "None of the services that have the model takes tools.",
        refusing(
            when(
                lambda body: bool(tools(body)),
                said(
                    404,
                    "No endpoints found that support tool use. To learn more about provider routing, see the documentation.",
                    code=404,
                ),
            )
        ),
        "request.field_rejected",
        "request.tool_type_rejected",
        says_not=_NO_ROUTE,
        report="dnakov/anon-kode#2",
    ),
    _error(
        "model-without-tools",
        "refused part",
        "The local model takes no tools.",
        refusing(
            when(
                lambda body: bool(tools(body)),
                said(
                    400,
                    "registry.ollama.ai/library/glm-5:latest does not support tools",
                    type="api_error",
                    param=None,
                    code=None,
                ),
            )
        ),
        "request.field_rejected",
        "request.tool_type_rejected",
        report="continuedev/continue#12803",
    ),
    _error(
        "auto-tool-choice",
        "refused part",
        "The server was started without its parser of tool calls.",
        refusing(
            when(
                lambda body: bool(tools(body)),
                said(
                    400,
                    '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
                    type="BadRequestError",
                    param=None,
                    code=400,
                ),
            )
        ),
        "request.field_rejected",
        "request.tool_type_rejected",
        report="docker/model-runner#783",
    ),
    _error(
        "type-must-be-function",
        "refused part",
        "A tool of any type but function is refused; the text names no type.",
        refusing(
            when(
                offers("namespace", "web_search", "custom", "local_shell"),
                said(
                    400, "'type' of tool must be 'function'", code=400, type="invalid_request_error"
                ),
            )
        ),
        "request.tool_type_rejected",
        report="ggml-org/llama.cpp#20156",
    ),
    _error(
        "type-in-validation-error",
        "refused part",
        "A tool of any type but function is refused in the way of FastAPI.",
        refusing(_not_function),
        "request.tool_type_rejected",
    ),
    _error(
        "custom-not-in-this-phase",
        "refused part",
        "The tool type custom is refused.",
        refusing(
            when(
                offers("custom"),
                said(400, "tool type 'custom' is not supported by this gateway phase."),
            ),
            good=replace(GOOD, models=("gpt-5.5",)),
        ),
        "request.tool_type_rejected",
        config=with_model("gpt-5.5"),
        report="BigPizzaV3/CodexPlusPlus#1225",
    ),
    _error(
        "unsupported-request",
        "refused part",
        "The tool type web_search is refused with a code that names nothing.",
        refusing(
            when(
                offers("web_search"),
                said(400, "The request is not supported.", code="unsupported_request"),
            )
        ),
        "request.tool_type_rejected",
        cure='web_search = "disabled"',
        report="lidge-jun/opencodex#5003",
    ),
    _error(
        "system-not-first",
        "refused part",
        "The model's template wants the system message first, and fails with status 500.",
        refusing(
            when(
                _later_system,
                said(
                    500,
                    "Jinja Exception: System message must be at the beginning.",
                    code=500,
                    type="server_error",
                ),
            )
        ),
        "request.role_rejected",
        "request.item_rejected",
        report="Mangi-11/Eta#59",
    ),
    _error(
        "unexpected-role",
        "refused part",
        "The model's template knows no role developer, and fails with status 500.",
        refusing(
            when(
                has_role("developer"),
                said(500, "Unexpected message role.", code=500, type="server_error"),
            )
        ),
        "request.role_rejected",
    ),
    _error(
        "extra-inputs",
        "refused part",
        "A schema allows no field that it does not know.",
        refusing(
            when(
                _has("client_metadata"),
                json_reply(
                    422,
                    {
                        "detail": [
                            {
                                "type": "extra_forbidden",
                                "loc": ["body", "client_metadata"],
                                "msg": "Extra inputs are not permitted",
                                "input": {},
                            }
                        ]
                    },
                ),
            )
        ),
        "request.field_rejected",
    ),
    _error(
        "argument-not-supported",
        "refused part",
        "The field include is refused, in an error that is a text.",
        refusing(
            when(
                _has("include"),
                json_reply(
                    400,
                    {
                        "code": "Client specified an invalid argument",
                        "error": "Argument not supported on this model: include",
                    },
                ),
            )
        ),
        "request.field_rejected",
    ),
    _error(
        "nested-parameter",
        "refused part",
        "A field is refused two services further on; the text is nested twice.",
        refusing(
            when(
                _has("prompt_cache_key"),
                said(
                    400,
                    '[openai-compatible-responses-b7/glm-5] [400]: {"error":{"code":null,"message":"{\\"detail\\":\\"Unsupported parameter: prompt_cache_key\\"}"}} (reset after 30s)',
                ),
            )
        ),
        "request.field_rejected",
        report="decolua/9router#3008",
    ),
    _error(
        "item-without-type",
        "refused part",
        "The output of a tool is an item that the server does not know.",
        refusing(
            when(
                brings_output,
                said(
                    400, "Cannot determine type of 'item'", code=400, type="invalid_request_error"
                ),
            )
        ),
        "tools.output_rejected",
        report="Mangi-11/Eta#59",
    ),
    _error(
        "reasoning-content-back",
        "refused part",
        "The second request lacks the reasoning that the model's service wants back.",
        refusing(
            when(
                brings_output,
                said(
                    400,
                    "The `reasoning_content` in the thinking mode must be passed back to the API.",
                    type="invalid_request_error",
                ),
            )
        ),
        "tools.output_rejected",
        "session.history_rejected",
    ),
    _error(
        "thought-signature",
        "refused part",
        "The second request lacks a signature that the model's service wants back.",
        refusing(
            when(
                brings_output,
                said(
                    400,
                    "Function call is missing a thought_signature in functionCall parts.",
                    code=400,
                    status="INVALID_ARGUMENT",
                ),
            )
        ),
        "tools.output_rejected",
        "session.history_rejected",
    ),
)

_SIZE: Final = (
    _error(
        "vllm-context",
        "explicit code",
        "The model's context is smaller than one request of Codex.",
        refusing(
            above(
                12 * KB,
                said(
                    400,
                    "This model's maximum context length is 4096 tokens. However, you requested 9216 tokens (9216 in the messages, 0 in the completion).",
                    type="BadRequestError",
                    code=400,
                ),
            )
        ),
        "request.context_too_small",
        says_not=_NO_SIZE,
    ),
    _error(
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
    _error(
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
        return chat_answer(seen.json) if has_good_key(seen) or KEY else said(401, "")
    return json_reply(
        200,
        {
            "error": f"Unexpected endpoint or method. ({seen.method} {seen.path}). Returning 200 anyway"
        },
    )


_OTHER_API: Final = (
    _error(
        "header-or-cookie",
        "size",
        "The headers of Codex are too large for the server.",
        _large_headers,
        "http.header_limit",
    ),
    _error(
        "go-404-chat-works",
        "wrong api",
        "An old server has chat alone.",
        only_chat(document(404, "text/plain", "404 page not found")),
        "wire.responses_missing",
    ),
    _error(
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
    _error(
        "not-implemented-501",
        "wrong api",
        "The server says that the route is not written yet.",
        only_chat(said(501, "Responses API is not implemented", type="not_implemented")),
        "wire.responses_missing",
    ),
    _error(
        "convert-not-implemented",
        "wrong api",
        "The channel cannot convert the request.",
        said(500, "not implemented", type="new_api_error", code="convert_request_failed"),
        "wire.responses_missing",
        "model.not_on_responses",
        report="QuantumNous/new-api#4534",
    ),
    _error(
        "lm-studio-200-anyway",
        "wrong api",
        "An old local server answers 200 to a route that it does not have.",
        _lm_studio,
        "wire.responses_missing",
        report="lmstudio-ai/lmstudio-bug-tracker#1323",
    ),
    _error(
        "anthropic-404",
        "wrong api",
        "The service speaks another API.",
        lambda _: json_reply(
            404, {"type": "error", "error": {"type": "not_found_error", "message": "Not Found"}}
        ),
        "wire.other_protocol",
        "wire.responses_missing",
    ),
    _error(
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
    _error(
        "prompt-required",
        "wrong api",
        "The route wants a prompt or messages.",
        only_chat(said(400, "Either prompt or messages is required", type="invalid_request_error")),
        "wire.chat_schema",
        "wire.responses_missing",
    ),
)
CASES: Final = _MODELS + _PARTS + _SIZE + _OTHER_API
