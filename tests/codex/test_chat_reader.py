from __future__ import annotations

import json
from typing import Any

import pytest

from codex_doctor.codex.wire.chat.calls import CallsById, CallsByIndex, Piece, pieces_in
from codex_doctor.codex.wire.chat.messages import as_messages
from codex_doctor.codex.wire.chat.recorded import chat_likeness, find_chat_dialect
from codex_doctor.codex.wire.chat.stream import ChatReader

OLD, LATE = "0.58.0", "0.94.0"


def chunk(delta: Any, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"


def test_calls_that_are_put_together_are_bounded() -> None:
    by_id, by_index = CallsById(), CallsByIndex()
    for number in range(300):
        by_id.take([Piece(id=f"call_{number}", name="shell")])
        by_index.take([Piece(index=number, name="shell")])

    assert len(by_id.drain()) == len(by_index.drain()) == 200
    assert by_id.is_empty
    assert by_index.is_empty


def test_a_call_without_an_index_takes_the_next_free_place() -> None:
    calls = CallsByIndex()
    calls.take([Piece(index=0, name="a"), Piece(index=1, name="b"), Piece(id="call_9", name="c")])

    found = [(one["name"], one["call_id"]) for one in calls.drain() if one is not None]
    assert found == [("a", "tool-call-0"), ("b", "tool-call-1"), ("c", "call_9")]


@pytest.mark.parametrize("entries", [None, [], {}, "shell"])
def test_what_is_no_list_of_entries_holds_no_pieces(entries: object) -> None:
    assert pieces_in(entries) is None


def test_what_is_too_large_to_be_looked_at_is_endless() -> None:
    reader = ChatReader(LATE)
    reader.feed(b'data: {"choices":[' + b"[]," * 400_000 + b"]}\n\n")

    assert reader.reading().ending == "endless"


def test_a_choice_behind_the_one_that_ends_the_answer_is_not_read() -> None:
    choices = [{"finish_reason": "stop"}, {"delta": {"content": "late"}}, 7]
    reader = ChatReader(LATE)
    reader.feed(b"data: " + json.dumps({"choices": choices}).encode() + b"\n\n")

    assert reader.is_done
    assert reader.reading().text == ""


def test_texts_that_are_kept_are_bounded() -> None:
    reader = ChatReader(LATE)
    reader.feed(chunk({"content": "x" * 60_000, "reasoning": "y" * 60_000}) * 3 + chunk({}, "stop"))

    assert len(reader.reading().text) <= 64 * 1024


def test_the_usage_and_the_kinds_of_chunks_are_noted() -> None:
    reader = ChatReader(LATE)
    usage = b'data: {"choices":[],"usage":{"total_tokens":12}}\n\n'
    reader.feed(chunk({"content": "Hi"}) + usage + chunk({}, "stop"), at_s=2.0)
    reading = reader.reading()

    assert reading.usage_tokens == 12
    assert reading.types == ("content", "finish_reason stop")
    assert (reading.events, reading.first_event_s) == (3, 2.0)


def test_reasoning_behind_a_text_goes_with_it() -> None:
    text = {"type": "message", "role": "assistant", "content": [{"text": "Hi"}]}
    thought = {"type": "reasoning", "content": [{"text": "well"}]}
    call = {"type": "function_call", "name": "shell", "arguments": "{}", "call_id": "1"}
    asked = {"type": "message", "role": "user", "content": [{"text": "Go on"}]}

    sent = as_messages([text, thought, call, asked, {"type": "other"}], version=LATE)

    assert [one.get("reasoning") for one in sent] == ["well", None, None]
    assert [one["role"] for one in sent] == ["assistant", "assistant", "user"]


def test_each_version_has_its_dialect() -> None:
    places = {
        find_chat_dialect("lab-model-1", one).place for one in (OLD, "0.65.0", "0.80.0", LATE)
    }

    assert len(places) == 4
    assert find_chat_dialect("gpt-5.2", LATE).shell == "shell_command"
    assert find_chat_dialect("lab-model-1", OLD).tool_names >= {"shell", "update_plan"}
    assert chat_likeness("m", "0.72.0") == chat_likeness("m", "0.75.0") != chat_likeness("m", LATE)


def test_no_text_of_codex_is_in_a_recorded_chat() -> None:
    for version in (OLD, LATE):
        for message in find_chat_dialect("lab-model-1", version).body["messages"]:
            assert message["content"][:1] == "{"
