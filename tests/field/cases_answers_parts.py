"""Relatives of what error bodies say of addresses, parts, other APIs and rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import tools
from codex_doctor.lab.streams import final_changed
from codex_doctor.lab.wire import Reply, json_reply
from field.endpoints import (
    KB,
    above,
    always,
    bent,
    is_post,
    refused,
    refusing,
    said,
    text_stream,
    when,
)
from field.set_up import GOOD, LITE_MODEL, PLAIN, SELECTION, plain, with_model

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour, Seen

_PLAIN: Final = SELECTION + PLAIN


def _no_tools(reply: Reply) -> Behaviour:
    return refusing(when(lambda body: bool(tools(body)), reply))


def _no_lite_header(seen: Seen) -> Reply:
    if is_post(seen) and any("responses-lite" in name for name, _ in seen.headers):
        return said(403, "This mode is not enabled for your deployment.")
    return replace(GOOD, models=(LITE_MODEL,))(seen)


def _inflated(body: replies.Events) -> Reply:
    usage = {**replies.USAGE, "input_tokens": 2_000_000, "total_tokens": 2_000_024}
    return replies.stream(final_changed(body, {"usage": usage}))


def _sending(reply: Reply) -> Behaviour:
    return bent(stream=lambda _: reply)


_PARTS: Final = (
    refused(
        "ip-not-in-list-chinese",
        "key",
        "The key may be used from other addresses only, said in Chinese.",
        said(
            403,
            "\u60a8\u7684 IP \u4e0d\u5728\u4ee4\u724c\u5141\u8bb8\u8bbf\u95ee\u7684"
            "\u5217\u8868\u4e2d",
            type="new_api_error",
        ),
        "auth.region_blocked",
        "auth.forbidden",
        says_not=("serves your region", "this country"),
    ),
    refused(
        "cidr-range",
        "key",
        "The gateway lets in some ranges of addresses only.",
        said(403, "Access from 198.51.100.7 denied: source IP address is not in an allowed range"),
        "auth.region_blocked",
        "auth.forbidden",
        says_not=("serves your region", "this country"),
    ),
    refused(
        "api-version-required",
        "missing piece",
        "The service says that a version is missing in the query.",
        said(
            400,
            "The api-version query parameter (?api-version=) is required for all requests.",
            code="MissingApiVersionParameter",
        ),
        "config.gateway_header_missing",
        says_not=("a part that is not named", "add api-version to http_headers"),
    ),
    plain(
        "lite-header-403",
        "missing piece",
        "The header of the lite dialect is forbidden; the model is served.",
        "request.field_rejected",
        "request.item_rejected",
        config=_PLAIN.replace('"glm-5"', f'"{LITE_MODEL}"'),
        endpoint=_no_lite_header,
        says_not=("the model id is wrong", "forbids the request"),
    ),
    refused(
        "gemini-document",
        "wrong api",
        "The route answers with the document of a native API.",
        _sending(json_reply(200, {"candidates": [{"content": {"parts": [{"text": "Hi"}]}}]})),
        "wire.other_protocol",
    ),
    refused(
        "anthropic-404-with-id",
        "wrong api",
        "The service speaks another API, and says which request it was.",
        always(
            json_reply(
                404,
                {
                    "type": "error",
                    "error": {"type": "not_found_error", "message": "Not found"},
                    "request_id": "req_011C",
                },
            )
        ),
        "wire.other_protocol",
        "wire.responses_missing",
        says_not=("usually one that ends in /v1",),
    ),
    refused(
        "anthropic-events-alone",
        "wrong api",
        "The stream has the events of another API, which is all that there is.",
        _sending(
            text_stream(
                'event: message_start\ndata: {"type":"message_start","message":{"id":"m"}}\n\n'
                'event: message_stop\ndata: {"type":"message_stop"}\n\n'
            )
        ),
        "wire.other_protocol",
    ),
    refused(
        "text-says-no-tools",
        "refused part",
        "The model takes no tools, said in an error that is a text.",
        _no_tools(json_reply(400, {"error": '"glm-5" does not support tools'})),
        "request.field_rejected",
        says_not=("refuses a tool type: function", "put a gateway that translates"),
    ),
    refused(
        "needs-jinja",
        "refused part",
        "The server was started without what tools need.",
        _no_tools(said(500, "tools param requires --jinja flag", type="server_error", code=500)),
        "request.field_rejected",
        says_not=("put a gateway that translates", "refuses a tool type: function"),
    ),
    refused(
        "over-tpm-429",
        "money or rate",
        "One request has more tokens than the organisation may send in a minute.",
        refusing(
            above(
                12 * KB,
                said(
                    429,
                    "Request too large for glm-5 in organization org-1 on tokens per min (TPM): "
                    "Limit 3000, Requested 9100. The input or output tokens must be reduced in "
                    "order to run successfully.",
                    type="tokens",
                    code="rate_limit_exceeded",
                ),
            )
        ),
        "quota.rate_limited",
        "request.context_too_small",
        says_not=("wait a while, then", "wait and try again"),
    ),
    refused(
        "resets-in-words",
        "money or rate",
        "The plan's limit is reached; the words say for how long.",
        said(429, "Weekly usage limit reached. Try again in 3 days.", type="usage_limit_reached"),
        "quota.exhausted",
        "quota.rate_limited",
        says_not=("wait a while, then",),
    ),
    plain(
        "inflated-usage-always",
        "false alarm",
        "Each answer counts more tokens than a 40 KB request can have; Codex compacts for ever.",
        "stream.usage_malformed",
        "request.context_too_small",
        codex="hangs",
        config=_PLAIN,
        endpoint=bent(stream=_inflated),
    ),
    plain(
        "document-in-one-event-named",
        "misread",
        "One named event holds a whole response object.",
        "stream.not_streaming",
        "stream.broken_framing",
        endpoint=bent(
            stream=lambda turn: replies.sse(
                (b"event: message\ndata: %b\n\n" % replies.compact(turn[-1]["response"]),)
            ),
        ),
        says_not=("an error inside",),
    ),
    plain(
        "lite-items-and-header-good",
        "healthy",
        "The lite dialect is taken as it is.",
        codex="works",
        config=with_model(LITE_MODEL),
        endpoint=replace(GOOD, models=(LITE_MODEL,)),
    ),
)

CASES: Final = _PARTS
