"""What the real Codex 0.169.0 made of streams and items, and that the reader agrees to the byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codex_doctor.codex.wire.items import flaw_of, repeated
from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.words.told import said
from streams import call, completed, delta, done, message, read, sse, without

DATA = Path(__file__).parent.parent / "data"
STREAMS: list[dict[str, str]] = json.loads((DATA / "codex_streams.json").read_text("utf-8"))
ITEMS: list[dict[str, Any]] = json.loads((DATA / "codex_items.json").read_text("utf-8"))
HELD = b"data: " + json.dumps(delta("x")).encode() + b"\n\n"


def failed(code: str) -> dict[str, Any]:
    return {"type": "response.failed", "response": {"error": {"code": code, "message": "no"}}}


@pytest.mark.parametrize("case", STREAMS, ids=[case["name"] for case in STREAMS])
def test_a_stream_ends_with_the_words_that_codex_prints(case: dict[str, str]) -> None:
    data = case["stream"].encode("latin-1")
    reading = read(data)

    assert (reading.message or reading.ending) == (case["codex"] or "failed")
    assert read(data, size=3) == reading


@pytest.mark.parametrize("case", ITEMS, ids=[case["name"] for case in ITEMS])
def test_an_item_is_taken_as_codex_takes_it(case: dict[str, Any]) -> None:
    assert (flaw_of(case["item"]) == "") == case["taken"]


@pytest.mark.parametrize(
    ("item", "sent"),
    [
        (message(id="msg_1", foo=1, status=None), message(id="msg_1")),
        (message(id="msg-1"), without(message(), "id")),
        (call(id="fc_", foo=1), without(call(), "id")),
        (
            {"type": "reasoning", "id": "rs_1", "summary": [], "status": "x"},
            {
                "type": "reasoning",
                "id": "rs_1",
                "summary": [],
                "content": None,
                "encrypted_content": None,
            },
        ),
        ({"type": "web_search_call", "id": "ws_1"}, {"type": "web_search_call", "id": "ws_1"}),
    ],
)
def test_an_item_is_sent_back_as_codex_sends_it(item: dict[str, Any], sent: dict[str, Any]) -> None:
    assert repeated(item) == sent


def test_an_item_without_an_id_gets_one() -> None:
    assert repeated(without(message(), "id"))["id"].startswith("msg_")


# As 0.139.0 and later, and 0.58.0, 0.120.0 and 0.138.0 were seen to take them.
@pytest.mark.parametrize(
    ("number", "kept", "before"),
    [
        ("18446744073709551615", True, True),
        ("18446744073709551616", False, True),
        ("-9223372036854775808", True, True),
        ("-9223372036854775809", False, True),
        ("340282366920938463463374607431768211455", False, True),
        ("340282366920938463463374607431768211456", True, True),
        ("-170141183460469231731687303715884105728", False, True),
        ("-170141183460469231731687303715884105729", True, True),
        ('{"a": [{"b": 100000000000000000000}]}', False, True),
        ('"100000000000000000000"', True, True),
        ("1" + "0" * 308, True, True),
        ("1" + "0" * 309, True, False),
        ("9" * 500, True, False),
        ("-1E400", True, False),
        ("1E-400", True, True),
        ("1e20", True, True),
    ],
)
@pytest.mark.parametrize("keeps_digits", [True, False])
def test_an_item_is_taken_with_the_numbers_that_its_version_takes(
    number: str, kept: bool, before: bool, keeps_digits: bool
) -> None:
    reader = StreamReader(keeps_digits=keeps_digits)
    reader.feed(sse(done(call(zork="?"))).replace(b'"?"', number.encode()) + sse(completed()))

    assert len(reader.reading().calls) == (kept if keeps_digits else before)


@pytest.mark.parametrize("before", range(6))
def test_a_number_too_wide_is_found_wherever_it_begins(before: int) -> None:
    reader = StreamReader(keeps_digits=True)
    wide = sse(done(call(zork="?"))).replace(b'"?"', b" " * before + b"-9223372036854775809")
    reader.feed(wide + sse(completed()))

    assert reader.reading().calls == ()


@pytest.mark.parametrize("keeps_digits", [True, False])
def test_a_number_beyond_any_fraction_once_made_a_final_object_unreadable(
    keeps_digits: bool,
) -> None:
    final = sse(completed(zork="?", n=10**20)).replace(b'"?"', b"1E400")
    reader = StreamReader(keeps_digits=keeps_digits)
    reader.feed(final)
    reader.close()

    assert reader.reading().ending == ("completed" if keeps_digits else "closed")


def test_errors_are_kept_until_the_end_and_a_good_end_undoes_them() -> None:
    reader = StreamReader()
    reader.feed(sse(failed("insufficient_quota")))
    assert reader.is_failing
    assert not reader.is_done

    reader.feed(sse(done(message()), completed()))
    assert reader.reading().ending == "completed"


def test_after_a_wrong_byte_nothing_is_read() -> None:
    reader = StreamReader()
    reader.feed(b"data: \xff\n\n")
    assert reader.is_failing
    reader.feed(sse(done(message()), completed()))
    reader.close("idle")

    assert reader.reading().ending == "idle"
    assert said(reader.reading().flaws[0].detail) == "byte 6 is no UTF-8"
    assert reader.reading().flaws[0].excerpt == "\\xff"


def test_marks_say_when_events_came_and_stay_few() -> None:
    reader = StreamReader(started_s=1.0)
    for step in range(1000):
        reader.feed(HELD, at_s=2.0 + step)
    reader.feed(b": no event\n\n", at_s=5000.0)
    reading = reader.reading()

    assert (reading.first_event_s, reading.last_event_s) == (2.0, 1001.0)
    assert reading.longest_gap_s == 1.0
    assert 10 < len(reading.marks) <= 24
    assert reading.marks[0] == (2.0, 1)


@pytest.mark.parametrize(
    "data",
    [
        b'data: {"type":"response.completed","response":[' + b"[]," * 400_000 + b"]}\n\n",
        b"data: " + b"x" * (17 << 20),
    ],
    ids=["many values", "long line"],
)
def test_what_is_too_large_to_be_looked_at_is_endless(data: bytes) -> None:
    reading = read(data, size=1 << 20)

    assert reading.ending == "endless"


def test_a_large_event_of_another_type_is_passed_over() -> None:
    large = {"type": "response.lab.blob", "data": "x" * 200_000}
    bare = {"data": "x" * 200_000}

    reading = read(sse(large, bare, done(message()), completed()))

    assert reading.ending == "completed"
    assert reading.types[0] == "response.lab.blob"


def test_items_and_texts_that_are_kept_are_bounded() -> None:
    long = message(content=[{"type": "output_text", "text": "x" * 100_000}])

    reading = read(sse(*[done(long)] * 60, *[done(call())] * 300, completed()))

    assert reading.ending == "completed"
    assert len(reading.items) < 60
    assert len(reading.text) == 64 * 1024


def test_many_small_items_are_bounded() -> None:
    reading = read(sse(*[done(call())] * 300, completed()))

    assert len(reading.items) == 200


def test_a_stream_that_ends_in_an_event_says_so() -> None:
    half = sse(done(message()), completed())[:-40]

    assert read(half).flaws[-1].kind == "half_event"
    assert read(half, how="cut").flaws == ()


def test_numbers_of_any_length_are_json() -> None:
    digits = b"9" * 5000
    data = b'data: {"type":"ping","n":' + digits + b"}\n\n"
    final = b'data: {"type":"response.completed","response":{"id":"r","n":' + digits + b"}}\n\n"

    assert read(data).types == ("ping",)
    assert read(b'data: {"n":' + digits + b',"m":NaN}\n\n').types == ()
    assert read(final).ending == "completed"


def test_flaws_of_every_kind_are_bounded() -> None:
    assert len(read(sse(*[{"type": "error", "message": "no"}] * 80)).flaws) == 50
