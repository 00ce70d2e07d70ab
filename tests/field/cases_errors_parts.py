"""Error answers about a part of the request: tools, roles, fields, outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab.endpoint import items, tools
from codex_doctor.lab.wire import Json, Reply, json_reply
from field.endpoints import brings_output, has_role, offers, refused, refusing, said, when
from field.set_up import CONFIG, GOOD, with_model

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_ROUTE: Final = ("has no responses api", "litellm, for example")


def _not_function(body: Json) -> Reply | None:
    for index, tool in enumerate(tools(body)):
        if tool.get("type") != "function":
            detail = {"loc": ["body", "tools", index, "type"], "msg": "Input should be 'function'"}
            return json_reply(422, {"detail": [{"type": "enum", **detail, "input": tool["type"]}]})
    return None


def _later_system(body: Json) -> bool:
    roles = [item.get("role") for item in items(body)]
    return any(role in {"developer", "system"} for role in roles[1:])


def _has(name: str) -> Callable[[Json], bool]:
    return lambda body: name in body


CASES: Final = (
    refused(
        "effort-not-taken",
        "refused part",
        "The effort that is configured is none of those that the endpoint lists.",
        refusing(
            when(
                lambda body: body.get("reasoning", {}).get("effort") == "xhigh",
                said(
                    400,
                    "Invalid value: 'xhigh'. Supported values are: 'low', 'medium', and 'high'.",
                    type="invalid_request_error",
                    param="reasoning.effort",
                    code="invalid_value",
                ),
            )
        ),
        "request.field_rejected",
        config='model_reasoning_effort = "xhigh"\n' + CONFIG,
        cure='model_reasoning_effort = "high"',
    ),
    refused(
        "no-tool-use",
        "refused part",
        "None of the services that have the model takes tools.",
        refusing(
            when(
                lambda body: bool(tools(body)),
                said(
                    404,
                    "No endpoints found that support tool use. To learn more about "
                    "provider routing, see the documentation.",
                    code=404,
                ),
            )
        ),
        "request.field_rejected",
        "request.tool_type_rejected",
        says_not=(*_NO_ROUTE, "refuses a tool type: function"),
        report="dnakov/anon-kode#2",
    ),
    refused(
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
        says_not=(
            "refuses a tool type: function",
            "put a gateway that translates",
        ),
    ),
    refused(
        "auto-tool-choice",
        "refused part",
        "The server was started without its parser of tool calls.",
        refusing(
            when(
                lambda body: bool(tools(body)),
                said(
                    400,
                    '"auto" tool choice requires --enable-auto-tool-choice and '
                    "--tool-call-parser to be set",
                    type="BadRequestError",
                    param=None,
                    code=400,
                ),
            )
        ),
        "request.field_rejected",
        "request.tool_type_rejected",
        report="docker/model-runner#783",
        says_not=("put a gateway that translates",),
    ),
    refused(
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
    refused(
        "type-in-validation-error",
        "refused part",
        "A tool of any type but function is refused in the way of FastAPI.",
        refusing(_not_function),
        "request.tool_type_rejected",
    ),
    refused(
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
    refused(
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
    refused(
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
    refused(
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
    refused(
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
                                "input": "{}",
                            }
                        ]
                    },
                ),
            )
        ),
        "request.field_rejected",
    ),
    refused(
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
    refused(
        "nested-parameter",
        "refused part",
        "A field is refused two services further on; the text is nested twice.",
        refusing(
            when(
                _has("prompt_cache_key"),
                said(
                    400,
                    '[openai-compatible-responses-b7/glm-5] [400]: {"error":{"code":null,"message":'
                    '"{\\"detail\\":\\"Unsupported parameter: prompt_cache_key\\"}"}}',
                ),
            )
        ),
        "request.field_rejected",
        report="decolua/9router#3008",
    ),
    refused(
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
    refused(
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
    refused(
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
