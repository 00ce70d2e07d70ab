"""Each fault is seen on the wire: what a client gets that a healthy endpoint would not send."""

from __future__ import annotations

import gzip
import json
import socket
import time
from typing import TYPE_CHECKING

import pytest
from msgspec import Struct

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.faults import FAULTS, find_fault
from codex_doctor.lab.faults_apart import APART_FAULTS
from codex_doctor.lab.faults_bytes import BYTE_FAULTS, BYTE_VARIANTS
from codex_doctor.lab.faults_headers import HEADER_FAULTS
from codex_doctor.lab.faults_session import SESSION_FAULTS
from codex_doctor.lab.faults_silent import SILENT_FAULTS
from codex_doctor.lab.faults_socket import SOCKET_FAULTS
from codex_doctor.lab.server import serving
from codex_doctor.lab.variants import VARIANTS
from codex_doctor.lab.variants_access import ACCESS_VARIANTS
from codex_doctor.lab.variants_settings import SETTING_VARIANTS
from lab.wire_client import Heard, first_body, get, post, second_body

if TYPE_CHECKING:
    from codex_doctor.lab.server import Lab

DONE = b'"type":"response.completed"'
GZIP = gzip.compress(b"", mtime=0)[:4]
ZSTD = b"\x28\xb5\x2f\xfd"
ITEM = b'"type":"response.output_item.done"'


class Sign(Struct, frozen=True):
    """What shows a fault: status, bytes that are there, bytes that are not, and the end."""

    status: int = 200
    has: tuple[bytes, ...] = ()
    lacks: tuple[bytes, ...] = ()
    end: str = "closed"
    second: bool = False


def has(*needles: bytes, status: int = 200, second: bool = False) -> Sign:
    return Sign(status=status, has=needles, second=second)


def lacks(*needles: bytes, end: str = "closed") -> Sign:
    return Sign(lacks=needles, end=end)


SIGNS = {
    "connection-reset": Sign(status=0, end="reset"),
    "not-http": has(b"SSH-2.0", status=0),
    "bad-chunk-size": has(b"\r\nzz\r\n"),
    "no-answer": Sign(status=0, end="silent"),
    "header-limit": has(status=431),
    "forbidden": has(b'"forbidden"', status=403),
    "client-blocked": has(b"you have been blocked", b"server: cloudflare", status=403),
    "rate-limited": has(b'"rate_limit_exceeded"', status=429),
    "quota-exhausted": has(b'"insufficient_quota"', status=429),
    "status-500": has(b'"server_error"', status=500),
    "status-502": has(b"502 Bad Gateway", status=502),
    "status-503": has(b"no healthy upstream", status=503),
    "status-504": has(b"504 Gateway Time-out", status=504),
    "model-unknown": has(b'"model_not_found"', status=404),
    "model-unknown-400": has(b"not a valid model ID", status=400),
    "model-unknown-503": has(b'"model_not_found"', status=503),
    "model-prefix-missing": has(b'"model_not_found"', status=404),
    "html-page": has(b"<title>Sign in</title>"),
    "redirect-301": has(b"location: /moved/v1/responses", status=301),
    "chat-only": has(b"Not Found", status=404),
    "chat-chunks": Sign(has=(b"chat.completion.chunk",), lacks=(DONE,)),
    "chat-document": has(b'"chat.completion"', b"application/json"),
    "chat-schema": has(b'"messages"', status=400),
    "chat-tools": has(b"tools[0].function", status=400),
    "other-protocol": Sign(has=(b"message_start",), lacks=(DONE,)),
    "tool-namespace-rejected": has(b"tools[1].type", status=400),
    "tool-web-search-rejected": has(b"tools[2].type", status=400),
    "tool-hosted-rejected": has(b"Unsupported tool type: namespace", status=422),
    "field-store-rejected": has(b"'store'", status=400),
    "field-include-rejected": has(b"'include'", status=400),
    "field-prompt-cache-key-rejected": has(b"'prompt_cache_key'", status=400),
    "field-client-metadata-rejected": has(b"'client_metadata'", status=400),
    "field-reasoning-rejected": has(b"'reasoning'", status=400),
    "field-rejected-silently": has(b"Bad Request", status=400),
    "role-developer-rejected": has(b"input[0].role", status=400),
    "item-ids-rejected": has(b"input[0].id", status=400),
    "instructions-demanded": has(b"Instructions required", status=400),
    "body-limit": has(status=413),
    "output-rejected": has(b"input[3].type", status=400, second=True),
    "no-completed": Sign(has=(ITEM, b"0\r\n\r\n"), lacks=(DONE,)),
    "done-only": Sign(has=(ITEM, b"data: [DONE]"), lacks=(DONE,)),
    "response-done": Sign(has=(b'"type":"response.done"',), lacks=(DONE,)),
    "cut-reset": lacks(ITEM, b"0\r\n\r\n", end="reset"),
    "cut-chunked": lacks(ITEM, b"0\r\n\r\n"),
    "cut-length": Sign(has=(b"content-length: ",), lacks=(ITEM,)),
    "one-document": has(b'"object": "response"', b"application/json"),
    "usage-no-total": Sign(has=(DONE,), lacks=(b"total_tokens",)),
    "usage-chat-names": Sign(has=(b"prompt_tokens",), lacks=(b"input_tokens",)),
    "usage-floats": has(b'"input_tokens":9200.0,'),
    "usage-strings": has(b'"input_tokens":"9200"'),
    "usage-empty-details": has(b'"input_tokens_details":{}'),
    "completed-no-id": has(b'{"type":"response.completed","response":{"object"'),
    "completed-null-id": has(b'"response":{"id":null'),
    "deltas-only": Sign(has=(DONE, b".delta", b'"output":[]'), lacks=(ITEM,)),
    "final-only": Sign(has=(DONE, b'"output":[{'), lacks=(ITEM,)),
    "empty-output": Sign(has=(DONE,), lacks=(ITEM,)),
    "deflate-body": Sign(has=(b"content-encoding: deflate\r\n", b"\x78\x9c"), lacks=(DONE,)),
    "gzip-unsaid": Sign(has=(GZIP,), lacks=(DONE, b"content-encoding")),
    "gzip-x-gzip": Sign(has=(b"content-encoding: x-gzip\r\n", GZIP), lacks=(DONE,)),
    "gzip-twice": Sign(has=(b"content-encoding: gzip, gzip\r\n", GZIP), lacks=(DONE,)),
    "gzip-inside": Sign(has=(b"content-encoding: gzip\r\n", GZIP), lacks=(DONE,)),
    "gzip-header-only": has(b"content-encoding: gzip\r\n", DONE),
    "zstd-header-only": has(b"content-encoding: zstd\r\n", DONE),
    "gzip-as-zstd": Sign(has=(b"content-encoding: zstd\r\n", GZIP), lacks=(DONE,)),
    "gzip-cut": Sign(has=(b"content-encoding: gzip\r\n", GZIP), lacks=(DONE,)),
    "zstd-cut": Sign(has=(b"content-encoding: zstd\r\n", ZSTD), lacks=(DONE,)),
    "single-newlines": Sign(has=(DONE,), lacks=(b"\n\n",)),
    "lone-returns": Sign(has=(DONE, b"}\r\r"), lacks=(b"}\n",)),
    "byte-order-mark": has(b"3\r\n\xef\xbb\xbf\r\n", DONE),
    "json-lines": Sign(has=(DONE,), lacks=(b"data:",)),
    "types-outside": Sign(has=(b"event: response.completed",), lacks=(DONE,)),
    "flat-error": Sign(has=(b'"type":"error","code"',), lacks=(DONE,)),
    "error-document": has(b'{"error": ', b"application/json"),
    "failed-server-error": has(b'"response.failed"', b'"code":"server_error"'),
    "failed-quota": has(b'"response.failed"', b'"code":"insufficient_quota"'),
    "failed-rate-limit": has(b'"response.failed"', b'"code":"rate_limit_exceeded"'),
    "failed-overloaded": has(b'"response.failed"', b'"code":"server_is_overloaded"'),
    "incomplete": Sign(has=(b'"reason":"max_output_tokens"',), lacks=(DONE, ITEM)),
    "message-content-string": has(b'"content":"The command', second=True),
    "message-part-text": has(b'{"type":"text","text":"The command', second=True),
    "item-id-number": has(b'"id":1,'),
    "never-called": has(b"I cannot run commands."),
    "call-as-text": has(b"<tool_call>"),
    "call-as-json-text": has(b"```json"),
    "call-as-chat": has(b'"tool_calls":[{'),
    "call-as-tool-use": has(b'"type":"tool_use"'),
    "arguments-not-json": has(b'"arguments":"{\\"cmd\\": "'),
    "arguments-empty": has(b'"status":"completed","name":"exec_command","arguments":""'),
    "arguments-object": has(b'"arguments":{"cmd"'),
    "arguments-other-names": has(b'"arguments":"{\\"command\\":'),
    "call-id-missing": Sign(has=(b"function_call",), lacks=(b"call_id",)),
    "name-unknown": has(b'"name":"bash"'),
    "output-ignored": has(b'"name":"exec_command"', second=True),
    "output-500": has(status=500, second=True),
    "output-cut": Sign(lacks=(DONE,), end="reset", second=True),
    "output-hangs": Sign(status=0, end="silent", second=True),
}
# Their endpoint is healthy: the fault is in the configuration, see test_lab_set_ups.
AT_HOME = {
    *(fault.name for fault in FAULTS if fault.area in {"environment", "config"}),
    *("host-unknown", "port-refused", "proxy-dead", "proxy-dead-in-dotenv", "https-to-plain-port"),
    *("key-rejected", "no-credential", "model-prefix-extra", "model-case", "model-empty"),
    *("base-url-without-v1", "base-url-double-v1"),
    *("base-url-with-responses", "base-url-with-chat"),
}


# Whole requests and answers show these: in tests of the probes that search for them, of the stream
# reader, and in test_end_to_end.
SEEN_BY_PROBES = (
    *(*SILENT_FAULTS, *HEADER_FAULTS, *APART_FAULTS, *SESSION_FAULTS, *SOCKET_FAULTS),
    *(*ACCESS_VARIANTS, *SETTING_VARIANTS, *BYTE_FAULTS, *BYTE_VARIANTS),
)


def test_each_fault_has_its_sign() -> None:
    elsewhere = {one.name for one in (*VARIANTS, *SEEN_BY_PROBES)}

    assert {*SIGNS, *AT_HOME, "comments-only"} - elsewhere == {
        fault.name for fault in FAULTS
    } - elsewhere


# What it takes to bring some faults out; small requests pass.
PADDING = {"client_metadata": {"padding": "x" * 40_000}}


def ask(lab: Lab, name: str) -> Heard:
    body = second_body() if SIGNS[name].second else first_body()
    if name == "body-limit":
        return post(lab, {**body, **PADDING})
    if name == "header-limit":
        return post(lab, body, key="x" * 1024)
    return post(lab, body)


@pytest.mark.parametrize("name", SIGNS)
def test_a_fault_shows_on_the_wire(name: str) -> None:
    sign = SIGNS[name]
    with serving(find_fault(name)) as lab:
        heard = ask(lab, name)

    assert heard.status == sign.status
    assert heard.end == sign.end
    assert [needle for needle in sign.has if needle not in heard.data] == []
    assert [needle for needle in sign.lacks if needle in heard.data] == []


@pytest.mark.parametrize("name", ["body-limit", "header-limit", "output-rejected"])
def test_a_limit_lets_smaller_requests_pass(name: str) -> None:
    with serving(find_fault(name)) as lab:
        assert post(lab, first_body()).status == 200


REMEDIES: dict[str, dict[str, object]] = {
    "tool-namespace-rejected": {"tools": [{"type": "web_search"}]},
    "tool-web-search-rejected": {"tools": [{"type": "namespace"}]},
    "tool-hosted-rejected": {"tools": [{"type": "function"}]},
    "instructions-demanded": {"instructions": "Be brief."},
    "role-developer-rejected": {"input": [{"role": "system"}]},
    "item-ids-rejected": {"input": [{"role": "user"}]},
    "chat-tools": {"tools": [{"type": "function", "function": {}}]},
    "chat-schema": {"messages": []},
}


@pytest.mark.parametrize("name", REMEDIES)
def test_a_request_without_the_refused_part_passes(name: str) -> None:
    with serving(find_fault(name)) as lab:
        assert post(lab, first_body(**REMEDIES[name])).status == 200


@pytest.mark.parametrize("name", ["store", "include", "prompt_cache_key", "client_metadata"])
def test_a_request_without_the_refused_field_passes(name: str) -> None:
    body = first_body()
    del body[name]
    with serving(find_fault(f"field-{name.replace('_', '-')}-rejected")) as lab:
        assert post(lab, body).status == 200


def test_a_field_that_is_refused_without_a_word_is_store() -> None:
    body = first_body()
    del body["store"]
    with serving(find_fault("field-rejected-silently")) as lab:
        assert post(lab, body).status == 200


@pytest.mark.parametrize("name", ["output-500", "output-cut", "output-hangs"])
def test_a_fault_of_the_second_request_spares_the_first(name: str) -> None:
    with serving(find_fault(name)) as lab:
        assert DONE in post(lab, first_body()).data


def test_a_redirect_leads_to_the_same_api() -> None:
    with serving(find_fault("redirect-301")) as lab:
        assert DONE in post(lab, first_body(), path="/moved/v1/responses").data


def test_a_comment_stream_never_ends() -> None:
    head = b"POST /v1/responses HTTP/1.1\r\nhost: lab\r\nauthorization: Bearer %b\r\n"
    data = json.dumps(first_body()).encode()
    with (
        serving(find_fault("comments-only")) as lab,
        socket.create_connection(("127.0.0.1", lab.port), timeout=5) as client,
    ):
        client.sendall(head % LAB_KEY.encode() + b"content-length: %d\r\n\r\n" % len(data) + data)
        heard = b""
        while heard.count(b"d\r\n: keepalive\n\n\r\n") < 2:
            heard += client.recv(4096)

    assert ITEM not in heard


VARIANT_SIGNS = {
    "crlf": b'\r\ndata: {"type":"response.completed"',
    "no-space-after-data": b'\ndata:{"type"',
    "multi-line-data": b'data: {\ndata:  "type"',
    "comments-and-pings": b": keepalive\nid: 7\n",
    "unknown-events": b"response.lab.progress",
    "done-after-completed": b"data: [DONE]",
    "minimal-events": b'"response":{"id":"r"}',
    "byte-by-byte": b"1\r\ne\r\n1\r\nv\r\n",
    "close-delimited": b"connection: close",
    "http-1-0": b"HTTP/1.0 200",
    "content-length": b"content-length: ",
    "status-201": b"HTTP/1.1 201",
    "early-hints": b"HTTP/1.1 103",
    "usage-without-details": b'"usage":{"input_tokens":9200,"output_tokens":24,"total_tokens"',
    "bare-items": b'"item":{"type":"function_call","name"',
    "malformed-extra-item": b'"mystery"',
    "two-calls": b"call_lab_2",
    "text-and-call": b"I run the command.",
    "reasoning-and-call": b'"type":"reasoning"',
    "gzip-body": b"content-encoding: gzip",
    "zstd-body": b"content-encoding: zstd",
    "deflate-header-only": b"content-encoding: deflate",
    "redirect-307": b"HTTP/1.1 307",
    "odd-content-type": b"content-type: application/json",
}


@pytest.mark.parametrize("name", VARIANT_SIGNS)
def test_an_odd_variant_shows_on_the_wire(name: str) -> None:
    with serving(find_fault(name)) as lab:
        assert VARIANT_SIGNS[name] in post(lab, first_body()).data


def test_other_variants_show_in_what_is_missing_or_how_it_ends() -> None:
    with serving(find_fault("no-usage")) as lab:
        assert b'"usage":{' not in post(lab, first_body()).data
    with serving(find_fault("models-404")) as lab:
        assert get(lab, "/v1/models").status == 404
    with serving(find_fault("reset-after-completed")) as lab:
        assert post(lab, first_body()).end == "reset"
    with serving(find_fault("held-open")) as lab:
        assert post(lab, first_body()).end == "silent"
    with serving(find_fault("slow-headers")) as lab:
        began = time.monotonic()
        assert post(lab, first_body()).status == 200
        assert time.monotonic() - began >= 2
