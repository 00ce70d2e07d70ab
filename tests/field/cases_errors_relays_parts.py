"""What relays and services were reported to say to Codex: of parts of requests, and pages."""

from __future__ import annotations

import json
from typing import Final

from codex_doctor.lab.wire import document, json_reply
from field.endpoints import (
    Series,
    always,
    brings_output,
    offers,
    refused,
    refusing,
    said,
    when,
)
from field.set_up import case

_KEY: Final = ("get a key for 127.0.0.1", "rejects the key from gw_key")


_ZOD: Final = json.dumps(
    [
        {
            "code": "invalid_union",
            "errors": [
                [
                    {
                        "code": "invalid_union",
                        "errors": [],
                        "note": "No matching discriminator",
                        "discriminator": "type",
                        "path": ["type"],
                        "message": "Invalid input",
                    }
                ]
            ],
            "path": ["tools", 7],
            "message": "Invalid input",
        }
    ]
)
_UNION: Final = (
    "3 validation errors: [{'type': 'missing', 'loc': ('body', 'input',"
    " 'list[union[EasyInputMessageParam,Message,"
    "ResponseFunctionToolCallParam,FunctionCallOutput]]', 3, 'ResponseFunctionToolCall',"
    " 'call_id'), 'msg': 'Field"
    " required'}, {'type': 'missing', 'loc': ('body', 'input', 3, 'ResponseFunctionToolCall',"
    " 'name'), 'msg': 'Field required'}]"
)
_BAOTA: Final = (
    "<!doctype html><html><head><meta charset='utf-8'><title>网站防火墙</title></head><body><h1"
    ">网站防火墙</h1><p>您的请求带有"
    "不合法参数，已被网站管理员设置拦截！</p><p>可能原因：您提交的内容包含危险的攻击请求</p></b"
    "ody></html>"
)
_SAFELINE: Final = (
    "<!DOCTYPE html><html><head><title>403</title></head><body><div>请求存在恶意行为，已被管理"
    "员拦截</div>"
    "<div>安全检测能力由 雷池 WAF 提供</div></body></html>"
)

CASES: Final = (
    # ----- parts of the request
    refused(
        "openrouter-zod",
        "refused part",
        "OpenRouter's schema does not know one of the tools.",
        refusing(
            when(
                offers("custom", "web_search", "namespace", "tool_search", "local_shell"),
                json_reply(
                    400,
                    {
                        "error": {
                            "code": "invalid_prompt",
                            "message": "Invalid Responses API request",
                        },
                        "metadata": {"raw": _ZOD},
                    },
                ),
            )
        ),
        "request.tool_type_rejected",
        "request.rejected",
        says_not=("refuses the prompt",),
        report="openai/codex#18307",
    ),
    refused(
        "only-function-tools",
        "refused part",
        "A service takes functions alone.",
        refusing(
            when(
                offers("custom", "web_search", "namespace", "tool_search", "local_shell"),
                said(
                    400,
                    'Only `type:"function"` tools are supported on this endpoint. Built-in'
                    " tools (web_search, file_search, code_interpreter, computer_use, mcp) are"
                    " not executed here.",
                    param="tools.8.type",
                    type="invalid_request_error",
                ),
            )
        ),
        "request.tool_type_rejected",
        report="CommandCodeAI/command-code#885",
    ),
    refused(
        "instructions-not-valid",
        "refused part",
        "The service behind the relay checks the instructions.",
        json_reply(400, {"detail": "Instructions are not valid"}),
        "request.field_rejected",
        "request.rejected",
        report="openai/codex#3224",
    ),
    refused(
        "vllm-second-request",
        "session",
        "vLLM does not take back the items that it sent.",
        refusing(
            when(brings_output, said(400, _UNION, type="BadRequestError", code=400, param=None))
        ),
        "tools.output_rejected",
        report="openai/codex#8829",
    ),
    # ----- pages
    refused(
        "waf-of-baota",
        "firewall",
        "A firewall of a Chinese panel stops the request.",
        document(403, "text/html; charset=utf-8", _BAOTA, ("server", "nginx")),
        "auth.client_blocked",
        says_not=_KEY,
    ),
    refused(
        "waf-of-safeline",
        "firewall",
        "Another Chinese firewall stops the request.",
        document(403, "text/html; charset=utf-8", _SAFELINE, ("server", "openresty")),
        "auth.client_blocked",
        says_not=_KEY,
    ),
    refused(
        "cloudflare-524",
        "gateway",
        "Cloudflare waited for the server behind it too long.",
        document(
            524,
            "text/html; charset=UTF-8",
            "<!DOCTYPE html><html><head><title>gw.example | 524: A timeout"
            " occurred</title></head><body><h1>A timeout occurred <span>Error code"
            " 524</span></h1></body></html>",
            ("server", "cloudflare"),
            ("cf-ray", "9ef4e6b21dfa247e-SIN"),
        ),
        "upstream.timeout",
    ),
    refused(
        "cloudflare-521",
        "gateway",
        "The server behind Cloudflare is down.",
        document(
            521,
            "text/html; charset=UTF-8",
            "<!DOCTYPE html><html><head><title>gw.example | 521: Web server is"
            " down</title></head><body><h1>Web server is down <span>Error code"
            " 521</span></h1></body></html>",
            ("server", "cloudflare"),
        ),
        "upstream.unavailable",
        "upstream.error",
    ),
    refused(
        "plain-upstream-502",
        "gateway",
        "A relay says in one word that what is behind it failed.",
        document(502, "text/plain", "error code: 502", ("server", "cloudflare")),
        "upstream.error",
        "upstream.unavailable",
    ),
    case(
        "unpaid-page",
        "money or rate",
        "The relay's host shows a page that the site is suspended.",
        "fails",
        "quota.exhausted",
        "upstream.unavailable",
        "url.wrong_page",
        endpoint=always(
            document(
                402,
                "text/html",
                "<html><head><title>402: PAYMENT_REQUIRED</title></head><body><p>This"
                " deployment is temporarily paused: DEPLOYMENT_DISABLED</p></body></html>",
            )
        ),
        says_not=_KEY,
    ),
    case(
        "one-401-of-a-pool",
        "flaky",
        "One of a relay's logins is bad, and the first request meets it.",
        "works",
        "session.flaky",
        "upstream.key_rejected",
        "auth.key_rejected",
        series=lambda: Series(
            (
                said(
                    401,
                    "Your authentication token has been invalidated. Please try signing in again.",
                    code="token_invalidated",
                ),
            )
        ),
        says_not=_KEY,
    ),
)
