"""What old versions of Codex made of chat streams, and that the reader agrees to the byte."""

from __future__ import annotations

from typing import Any

import pytest

from chat_streams import CASES, RECORDED, read_case, seen_by
from codex_doctor.codex.wire.chat.messages import as_messages
from oracle.chat_variants import VARIANTS


def plain(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message without the words of a tool's output."""
    return {**message, "content": ""} if message["role"] == "tool" else message


def alike(error: str) -> str:
    """Return an error without what differs from version to version in words alone."""
    cut = "stream disconnected before completion: Transport error"
    error = cut if error.startswith(cut) else error
    return error.replace("a new conversation", "a new thread")


@pytest.mark.parametrize(("case", "version"), CASES)
def test_a_chat_stream_is_read_as_codex_reads_it(case: dict[str, Any], version: str) -> None:
    reading = read_case(case, version)
    seen = seen_by(case, version)
    outputs = [
        {"type": "function_call_output", "call_id": call.call_id, "output": ""}
        for call in reading.calls
    ]

    assert (reading.ending == "completed") == (seen["error"] == "")
    assert alike(reading.message) == alike(seen["error"])
    if reading.ending == "completed":
        assert reading.text == "".join(seen["texts"])
        sent = as_messages([*reading.items, *outputs], version=version) if outputs else []
        assert sent == [plain(one) for one in seen["sent"]]
    assert read_case(case, version, size=3) == reading


def test_the_recorded_streams_are_those_of_the_recorder() -> None:
    recorded = [(one["name"], one["stream"].encode("latin-1")) for one in RECORDED["streams"]]

    assert recorded == [(one.name, one.data) for one in VARIANTS]
