"""What old versions of Codex made of chat streams, and that the reader agrees to the byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.versions import reaches
from codex_doctor.codex.wire.chat.messages import as_messages
from codex_doctor.codex.wire.chat.stream import ChatReader

if TYPE_CHECKING:
    from codex_doctor.facts import StreamReading

FILE = Path(__file__).parent.parent / "data" / "codex_chat_streams.json"
RECORDED: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
CASES = [
    pytest.param(case, version, id=f"{case['name']}-{version}")
    for case in RECORDED["streams"]
    for version in RECORDED["versions"]
]
HOW = {"end": "closed", "cut": "cut", "hold": "idle"}


def read(data: bytes, version: str, *, how: str, size: int = 0) -> StreamReading:
    reader = ChatReader(version)
    step = size or len(data) or 1
    for start in range(0, len(data), step):
        reader.feed(data[start : start + step])
    reader.close(how)
    return reader.reading()


def seen_by(case: dict[str, Any], version: str) -> dict[str, Any]:
    """Return what a version made of the stream."""
    runs: list[dict[str, Any]] = [seen for first, seen in case["codex"] if reaches(version, first)]
    return runs[-1]


def plain(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message without the words of a tool's output."""
    return {**message, "content": ""} if message["role"] == "tool" else message


@pytest.mark.parametrize(("case", "version"), CASES)
def test_a_chat_stream_is_read_as_codex_reads_it(case: dict[str, Any], version: str) -> None:
    data, how = case["stream"].encode("latin-1"), HOW[case["ending"]]
    reading = read(data, version, how=how)
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
    assert read(data, version, how=how, size=3) == reading


def alike(error: str) -> str:
    """Return an error without what differs from version to version in words alone."""
    cut = "stream disconnected before completion: Transport error"
    error = cut if error.startswith(cut) else error
    return error.replace("a new conversation", "a new thread")
