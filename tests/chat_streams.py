"""Chat streams that were fed to old versions of Codex, and how the reader takes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.versions import reaches
from codex_doctor.codex.wire.chat.stream import ChatReader

if TYPE_CHECKING:
    from codex_doctor.facts import StreamReading

FILE = Path(__file__).parent / "data" / "codex_chat_streams.json"
RECORDED: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
CASES = [
    pytest.param(case, version, id=f"{case['name']}-{version}")
    for case in RECORDED["streams"]
    for version in RECORDED["versions"]
]
_HOW = {"end": "closed", "cut": "cut", "hold": "idle"}


def read_case(case: dict[str, Any], version: str, *, size: int = 0) -> StreamReading:
    """Return what the reader makes of a recorded stream, fed whole or in pieces of this size."""
    data = case["stream"].encode("latin-1")
    reader = ChatReader(version)
    step = size or len(data) or 1
    for start in range(0, len(data), step):
        reader.feed(data[start : start + step])
    reader.close(_HOW[case["ending"]])
    return reader.reading()


def seen_by(case: dict[str, Any], version: str) -> dict[str, Any]:
    """Return what a version of Codex made of the stream."""
    runs: list[dict[str, Any]] = [seen for first, seen in case["codex"] if reaches(version, first)]
    return runs[-1]
