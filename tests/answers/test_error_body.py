"""Any envelope gives the same texts, codes and paths."""

from __future__ import annotations

import gzip
import json

import pytest

from codex_doctor.answers.body import read_body, read_message
from codex_doctor.answers.error_body import ErrorBody
from codex_doctor.answers.paths import normalise_path
from codex_doctor.answers.texts import show_text


def _read(body: object, *, content_type: str = "") -> ErrorBody:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_body(raw, headers={"content-type": content_type})


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "the words", "type": "t", "param": None, "code": None}},
        {"error": "the words"},
        {"detail": "the words"},
        {"message": "the words"},
        {"errors": [{"message": "the words"}]},
        [{"error": {"message": "the words", "status": "INVALID"}}],
        {"base_resp": {"status_code": 1004, "status_msg": "the words"}},
        {"fault": {"faultstring": "the words"}},
        {"error": {"metadata": {"raw": '{"error": "the words"}'}}},
        {"statusCode": 500, "body": '{"message": "the words"}'},
        {"mensaje": "the words", "n": 1},
        {"error": {"message": "X - {'error': {'message': 'the words', 'code': 'c'}}"}},
        {"error": {"message": 'X - b\'{"error": {"message": "the words"}}\''}},
        {"error": {"message": '{\\"detail\\":\\"the words\\"} (again)'}},
        "the words",
        b"the words",
        b"\xef\xbb\xbfthe words",
        b'{"error": "the words", "a": NaN}',
        b'{"error": "first", "error": "the words"}',
        b"<Error><Code>c</Code><Message>the words</Message></Error>",
        b"<html><body><script>no</script><!-- no --><p>the <b>words</b></p></body></html>",
        b'data: {"type": "error", "error": {"message": "the words"}}\n\ndata: [DONE]\n\n',
        b'{"error": "the words"}\n{"done": true}\n',
        gzip.compress(b'{"error": "the words"}', mtime=0),
    ],
)
def test_the_words_are_found_in_every_envelope(body: object) -> None:
    assert _read(body).texts[0] == "the words"


def test_schema_errors_name_their_field() -> None:
    entry = {"type": "x", "loc": ["body", "tools", 8, "type"], "msg": "no", "input": "custom"}

    read = _read({"detail": [entry, {"path": ["store"], "message": "Required"}]})

    assert read.params == ("tools[8].type", "store")
    assert read.texts == ("tools[8].type: no (got 'custom')", "store: Required")


@pytest.mark.parametrize(
    "printed",
    [
        "2 validation errors for Chat\ntools.8.type\n  no [type=x, input_value='custom', a=b]\n"
        "    For further information\nstore\n  Required (type=value_error.missing)",
        "2 validation errors for Chat\nbody -> tools -> 8 -> type\n  no [type=x, "
        "input_value='custom']\nstore\n  Required [type=missing, input_value={}]",
    ],
)
def test_printed_schema_errors_name_their_field(printed: str) -> None:
    read = _read({"error": printed})

    assert read.params == ("tools[8].type", "store")
    assert read.texts[:2] == ("tools[8].type: no (got 'custom')", "store: Required")


def test_words_packed_into_a_string_are_read_only_if_they_are_an_object() -> None:
    assert _read({"error": "no", "data": "the words", "body": "7"}).texts == ("no",)


def test_printed_schema_errors_are_bounded() -> None:
    printed = "errors" + "\nstore\n  no [type=x]" * 100 + "\n[0]\n  no [type=x]"

    assert len(_read({"error": printed}).params) == 1


def test_errors_listed_by_field_name_their_field() -> None:
    listed = {"Messages": ["The Messages field is required."], "store": "no", "odd": [1]}

    read = _read({"errors": {**listed, "message": "kept apart"}})

    assert read.params == ("messages", "store")
    assert read.texts == ("The Messages field is required.", "no", "kept apart")


def test_schema_errors_in_a_python_repr_name_their_field() -> None:
    read = _read({"message": "[{'loc': ('body', 'store'), 'msg': 'no', 'param': 'other'}]"})

    assert read.params == ("store", "other")
    assert read.texts[0] == "store: no"


def test_statuses_are_kept_apart_from_codes() -> None:
    read = _read({"error": {"code": 401, "type": "auth_error", "status": "401"}, "ok": True})

    assert (read.codes, read.statuses) == (("auth_error",), (401,))


def test_a_class_name_at_the_start_is_a_code() -> None:
    assert _read({"error": "litellm.RateLimitError: x"}).codes == ("RateLimitError",)


def test_escaped_chinese_is_decoded() -> None:
    assert _read(b'{"error": "\\u4ee4\\u724c"}').texts == ("令牌",)
    assert _read(b"\\u4ee4\\u724c").texts == ("令牌",)


def test_other_character_sets_are_decoded_when_named() -> None:
    raw = "余额不足".encode("gbk")

    assert _read(raw, content_type="text/plain; charset=GBK").texts == ("余额不足",)
    assert "\ufffd" in _read(raw, content_type="text/plain; charset=x-odd").texts[0]


def test_an_html_page_gives_its_title() -> None:
    read = _read(b"<!doctype html><title>502 Bad &amp; Gateway</title><h1>x</h1>")

    assert (read.kind, read.title) == ("html", "502 Bad & Gateway")


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 60_000,
        b'{"a":' * 12_000,
        b'{"error": ' + b"9" * 5_000 + b"}",
        b"\x1f\x8bnot gzip",
        b"\xff\xfe\x00",
        b'{"error": "' + b"x" * 200_000 + b'"}',
        b"null",
        b"[]",
    ],
)
def test_hostile_bodies_are_read_without_an_exception(raw: bytes) -> None:
    read = _read(raw)

    assert sum(map(len, read.texts)) < 40_000


def test_many_and_deep_messages_are_bounded() -> None:
    deep: object = "end"
    for _ in range(30):
        deep = {"error": deep}
    wide = {"errors": [{"message": f"{'x' * 2000} {number}"} for number in range(30)]}
    nested = {
        "errors": [{"errors": [{"message": f"{a} {b}"} for a in range(20)]} for b in range(9)]
    }

    assert _read(deep).texts == ()
    assert len(_read(wide).texts) == 12
    assert len(_read(nested).texts) == 40


def test_an_error_event_without_code_and_message_is_empty() -> None:
    assert read_message(code="", message="") == ErrorBody("empty")


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("tools.8.type", "tools[8].type"),
        ("tools[8].type", "tools[8].type"),
        ("/tools/8/type", "tools[8].type"),
        ("body -> tools -> 8 -> type", "tools[8].type"),
        ("$.tools[8]", "tools[8]"),
        ("messages.['0].role", "messages[0].role"),
        ("8", ""),
        ("EasyInput", ""),
    ],
)
def test_paths_are_brought_into_one_form(written: str, path: str) -> None:
    assert normalise_path(written) == path


def test_nothing_unprintable_is_shown() -> None:
    assert show_text("a\x1b\u202e\ud800\u2028b\u3000c") == "a\\x1b\\u202e\\ud800 b c"
