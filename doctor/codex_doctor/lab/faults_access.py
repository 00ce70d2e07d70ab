"""Faults of access: keys, quota, the endpoint's upstream, model ids, paths, and other APIs."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab import replies
from codex_doctor.lab.chat import CHAT_ONLY
from codex_doctor.lab.endpoint import LabEndpoint, chat_answer, error, tools
from codex_doctor.lab.fault import KEY_VARIABLE, Fault, changed
from codex_doctor.lab.wire import Json, Reply, Seen, document, json_reply

BLOCK_PAGE: Final = """\
<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body>
<h1>Sorry, you have been blocked</h1><h2>You are unable to access lab.invalid</h2>
<p>Cloudflare Ray ID: 8f00000000000000</p></body></html>
"""
LOGIN_PAGE: Final = """\
<!DOCTYPE html><html><head><title>Sign in</title></head>
<body><form method="post" action="/login"><input name="user"></form></body></html>
"""


def _refused(area: str, name: str, *, reply: Reply, expect: str) -> Fault:
    behaviour = LabEndpoint(refuse=lambda _: reply)
    return Fault(name, area, expect=expect, behaviour=behaviour)


def _base(name: str, *, base_url: str, expect: str) -> Fault:
    config = changed("{base_url}", base_url)
    return Fault(name, "url", expect=expect, config=config)


def _error(status: int, text: str, code: str | None, kind: str, *headers: tuple[str, str]) -> Reply:
    detail = {"message": text, "type": kind, "param": None, "code": code}
    return json_reply(status, {"error": detail}, *headers)


AUTH_FAULTS: Final = (
    Fault(
        "key-rejected",
        "auth",
        expect="auth.key_rejected",
        environ={KEY_VARIABLE: "sk-lab-ffffffffffffffffffff"},
    ),
    Fault(
        "no-credential",
        "auth",
        expect="auth.no_credential",
        config=changed('env_key = "LAB_API_KEY"\n', ""),
    ),
    _refused(
        "auth",
        "forbidden",
        reply=_error(
            403, "Your project is not allowed to use this API.", "forbidden", "permission_error"
        ),
        expect="auth.forbidden",
    ),
    Fault(
        "client-blocked",
        "auth",
        expect="auth.client_blocked",
        behaviour=lambda _: document(
            403, "text/html", BLOCK_PAGE, ("server", "cloudflare"), ("cf-ray", "8f0-LAB")
        ),
    ),
    _refused(
        "quota",
        "rate-limited",
        reply=_error(
            429, "Rate limit reached. Try again in 20s.", "rate_limit_exceeded", "requests"
        ),
        expect="quota.rate_limited",
    ),
    _refused(
        "quota",
        "quota-exhausted",
        reply=_error(
            429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota"
        ),
        expect="quota.exhausted",
    ),
    _refused(
        "upstream",
        "status-500",
        reply=_error(500, "The server had an error.", None, "server_error"),
        expect="upstream.error",
    ),
    _refused(
        "upstream",
        "status-502",
        reply=document(502, "text/html", "<html><h1>502 Bad Gateway</h1></html>"),
        expect="upstream.unavailable",
    ),
    _refused(
        "upstream",
        "status-503",
        reply=document(503, "text/plain", "no healthy upstream"),
        expect="upstream.unavailable",
    ),
    _refused(
        "upstream",
        "status-504",
        reply=document(504, "text/html", "<html><h1>504 Gateway Time-out</h1></html>"),
        expect="upstream.timeout",
    ),
)


def _no_channel(body: Json) -> Reply:
    text = f"No available channel for model {body.get('model')} under group default"
    return _error(503, text, "model_not_found", "new_api_error")


def _bad_request_model(body: Json) -> Reply:
    text = f"{body.get('model')} is not a valid model ID"
    return json_reply(400, {"error": {"message": text, "code": 400}})


def _unknown_as(name: str, behaviour: LabEndpoint) -> Fault:
    return Fault(name, "model", expect="model.unknown_id", behaviour=behaviour)


_OTHER_MODELS: Final = ("lab-model-2", "lab-embed-1", "other-large")

MODEL_FAULTS: Final = (
    _unknown_as(
        "model-unknown",
        LabEndpoint(models=_OTHER_MODELS),
    ),
    _unknown_as(
        "model-unknown-400",
        LabEndpoint(models=_OTHER_MODELS, unknown=_bad_request_model),
    ),
    _unknown_as(
        "model-unknown-503",
        LabEndpoint(models=_OTHER_MODELS, unknown=_no_channel),
    ),
    Fault(
        "model-prefix-missing",
        "model",
        expect="model.prefix_missing",
        behaviour=LabEndpoint(models=("z-ai/lab-model-1", "z-ai/lab-model-2", "acme/other-large")),
    ),
    Fault(
        "model-prefix-extra",
        "model",
        expect="model.prefix_extra",
        config=changed('"lab-model-1"', '"z-ai/lab-model-1"'),
    ),
    Fault(
        "model-case",
        "model",
        expect="model.case",
        config=changed('"lab-model-1"', '"Lab-Model-1"'),
    ),
    Fault(
        "model-empty",
        "model",
        expect="model.empty",
        config=changed('"lab-model-1"', '""'),
    ),
)

URL_FAULTS: Final = (
    _base(
        "base-url-without-v1",
        base_url="{origin}",
        expect="url.missing_v1",
    ),
    _base(
        "base-url-double-v1",
        base_url="{base_url}/v1",
        expect="url.double_v1",
    ),
    _base(
        "base-url-with-responses",
        base_url="{base_url}/responses",
        expect="url.endpoint_in_base",
    ),
    _base(
        "base-url-with-chat",
        base_url="{base_url}/chat/completions",
        expect="url.endpoint_in_base",
    ),
    Fault(
        "html-page",
        "url",
        expect="url.wrong_page",
        behaviour=lambda _: document(200, "text/html; charset=utf-8", LOGIN_PAGE),
    ),
    Fault(
        "redirect-301",
        "url",
        expect="url.redirect",
        behaviour=lambda seen: moved(seen, status=301),
    ),
)


def moved(seen: Seen, *, status: int) -> Reply:
    """Redirect the model requests to another path of the same host."""
    if seen.path == "/v1/responses":
        return Reply(status=status, headers=(("location", "/moved/v1/responses"),))
    return LabEndpoint(path="/moved/v1/responses")(seen)


def _chat_stream(body: Json) -> Reply:
    return chat_answer({**body, "stream": True})


def _chat_document(body: Json) -> Reply:
    return chat_answer({**body, "stream": False})


def _demand_messages(body: Json) -> Reply | None:
    if "messages" in body:
        return chat_answer(body)
    detail = {"type": "missing", "loc": ["body", "messages"], "msg": "Field required"}
    return json_reply(400, {"detail": [detail]})


def _demand_function_member(body: Json) -> Reply | None:
    if all("function" in tool for tool in tools(body)):
        return None
    return error(400, "Missing required parameter: 'tools[0].function'.", param="tools[0].function")


def _anthropic(_: Json) -> Reply:
    start = {"type": "message_start", "message": {"id": "msg_lab", "role": "assistant"}}
    return replies.sse(replies.frame(event) for event in (start, {"type": "message_stop"}))


def _wire(name: str, behaviour: LabEndpoint, *, expect: str) -> Fault:
    return Fault(name, "wire", expect=expect, behaviour=behaviour)


WIRE_FAULTS: Final = (
    Fault(
        "chat-only",
        "wire",
        expect="wire.responses_missing",
        behaviour=CHAT_ONLY,
    ),
    _wire(
        "chat-chunks",
        LabEndpoint(refuse=_chat_stream),
        expect="wire.chat_shape",
    ),
    _wire(
        "chat-document",
        LabEndpoint(refuse=_chat_document),
        expect="wire.chat_shape",
    ),
    _wire(
        "chat-schema",
        LabEndpoint(refuse=_demand_messages),
        expect="wire.chat_schema",
    ),
    _wire(
        "chat-tools",
        LabEndpoint(refuse=_demand_function_member),
        expect="wire.chat_schema",
    ),
    _wire(
        "other-protocol",
        LabEndpoint(refuse=_anthropic),
        expect="wire.other_protocol",
    ),
)
