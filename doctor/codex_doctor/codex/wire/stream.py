"""How Codex reads a response stream: bytes and times in, what Codex makes of them out.

Pure: no clock, no socket. The same reader serves probes, replay and recorded traffic, and gives
the same result however the bytes are split. Measured with Codex 0.169.0 (the event-stream rules
were the same at 0.120.0 and 0.142.5).
"""

from __future__ import annotations

import codecs
import json
from typing import Any

from codex_doctor.codex.values import is_list, is_table
from codex_doctor.codex.wire import items
from codex_doctor.facts import Flaw, StreamReading, ToolCall

CLOSED = "stream closed before response.completed"
DISCONNECTED = "stream disconnected before completion: "
# Codes of response.failed that Codex does not try again, with what it prints for them.
FINAL_CODES = {
    "context_length_exceeded": (
        "Codex ran out of room in the model's context window. "
        "Start a new thread or clear earlier history before retrying."
    ),
    "insufficient_quota": "Quota exceeded. Check your plan and billing details.",
    "usage_not_included": (
        "To use Codex with your ChatGPT plan, upgrade to Plus: https://chatgpt.com/explore/plus."
    ),
    "server_is_overloaded": "Selected model is at capacity. Please try a different model.",
    "invalid_prompt": "",
    "cyber_policy": "",
    "model_not_found": "",
}
# Nested error events are only understood with these codes (`model_not_found` was seen).
KNOWN_EVENT_CODES = frozenset(FINAL_CODES)
MAX_LINE_BYTES = 16 * 1024 * 1024
_MAX_NOTED = 50
_BOM = b"\xef\xbb\xbf"
_COMPRESSED = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"\x78\x9c": "deflate"}


class StreamReader:
    """Reads one stream; `is_done` tells that Codex would read no further."""

    def __init__(self, *, started_s: float = 0.0) -> None:
        self.last_event_s = started_s
        self.is_done = False
        self._ending = "open"
        self._message = ""
        self._retried = False
        self._error = ("", "")
        self._buffer = b""
        self._head = b""
        self._line_bytes = 0
        self._data: list[str] = []
        self._data_lines = 0
        self._events = 0
        self._types: dict[str, None] = {}
        self._texts: list[str] = []
        self._calls: list[ToolCall] = []
        self._items: list[dict[str, Any]] = []
        self._flaws: list[Flaw] = []
        self._usage: int | None = None

    def feed(self, chunk: bytes, *, at_s: float = 0.0) -> None:
        """Take the next bytes, received at this time."""
        if self.is_done:
            return
        if len(self._head) < 4096:
            self._head += chunk[: 4096 - len(self._head)]
        lines = (self._buffer + chunk).split(b"\n")
        self._buffer = lines.pop()
        if len(self._buffer) > MAX_LINE_BYTES:
            self._end("cut", f"{DISCONNECTED}a line of over {MAX_LINE_BYTES} bytes")
        for line in lines:
            self._line(line.removesuffix(b"\r"), at_s)
            if self.is_done:
                return

    def close(self, how: str = "closed", *, detail: str = "") -> None:
        """Say how the bytes ended: `closed` in an orderly way, `cut`, or `idle`."""
        if self.is_done:
            return
        if how == "closed" and _is_not_utf8(self._buffer):
            self._not_utf8()
            return
        messages = {
            "closed": DISCONNECTED + CLOSED,
            "idle": DISCONNECTED + "idle timeout waiting for SSE",
            "cut": DISCONNECTED + "Transport error: network error: " + (detail or "cut"),
        }
        self._note_shape()
        self._end(how, messages[how], retried=True)

    def reading(self) -> StreamReading:
        """Return what was read so far."""
        return StreamReading(
            ending=self._ending,
            message=self._message,
            retried=self._retried,
            error_code=self._error[0],
            error_message=self._error[1],
            events=self._events,
            types=tuple(self._types),
            text="".join(self._texts),
            calls=tuple(self._calls),
            flaws=tuple(self._flaws),
            usage_tokens=self._usage,
            items=tuple(self._items),
        )

    # ----- lines and events

    def _line(self, line: bytes, at_s: float) -> None:
        if _is_not_utf8(line):
            self._not_utf8()
            return
        if self._data_lines == 0 and not self._types and line.startswith(_BOM):
            self._note("bom", "a byte order mark stops Codex's decoder", line)
            self._end("panic", DISCONNECTED + CLOSED, retried=True)
            return
        if not line:
            self._dispatch(at_s)
            return
        name, _, value = line.decode("utf-8").partition(":")
        if name == "data":
            self._data_lines += 1
            self._data.append(value.removeprefix(" "))

    def _dispatch(self, at_s: float) -> None:
        if not self._data:
            return  # comments, a name without data: they do not reset the idle timer either
        data, self._data = "\n".join(self._data), []
        self.last_event_s = at_s
        event = _parsed(data)
        if is_table(event) and isinstance(event.get("type"), str):
            self._events += 1
            if len(self._types) < _MAX_NOTED:
                self._types[event["type"]] = None
            self._event(event["type"], event)
        elif data != "[DONE]" and data:
            self._note(*_foreign(event, data), data.encode())

    def _event(self, kind: str, event: dict[str, Any]) -> None:
        response = event.get("response")
        if kind == "response.output_item.done":
            self._item(event.get("item"))
        elif kind == "response.completed" and is_table(response):
            self._completed(response)
        elif kind == "response.failed":
            self._failed(response)
        elif kind == "response.incomplete":
            self._incomplete(response)
        elif kind == "error":
            self._error_event(event)
        elif kind in {"response.output_text.delta", "response.function_call_arguments.delta"}:
            if not any(flaw.kind == "delta" for flaw in self._flaws):
                self._note("delta", kind, b"")
        elif kind.startswith(("message_", "content_block_")):
            self._note("anthropic", f"event {kind}", json.dumps(event).encode())
        elif kind in {"response.done", "response.completed"}:
            self._note("terminal_event", f"{kind} without what Codex needs", b"")

    def _item(self, item: Any) -> None:
        flaw = items.flaw_of(item)
        if flaw:
            self._note("item", flaw, json.dumps(item).encode())
            return
        self._items.append(item)
        self._texts.append(items.text_of(item))
        call = items.call_of(item)
        if call:
            self._calls.append(call)

    def _completed(self, response: dict[str, Any]) -> None:
        error = items.completed_error(response)
        if error:
            usage_is_bad = error.kind == "usage"
            self._note(error.kind, error.detail, json.dumps(response.get("usage")).encode())
            message = f"{DISCONNECTED}failed to parse ResponseCompleted: {error.detail}"
            self._end(
                "usage_malformed" if usage_is_bad else "completed_malformed", message, retried=True
            )
            return
        usage = response.get("usage")
        self._usage = usage["total_tokens"] if usage else None
        output = response.get("output")
        if is_list(output) and output and not self._items:
            self._note("only_in_completed", f"{len(output)} items only in the final object", b"")
        failure = response.get("error")
        if is_table(failure):
            self._error = (str(failure.get("code") or ""), str(failure.get("message") or ""))
        if isinstance(response.get("status"), str) and response["status"] != "completed":
            self._note("status", f"status {response['status']}", b"")
        self._end("completed", "")

    def _failed(self, response: Any) -> None:
        error = response.get("error") if is_table(response) else None
        if not is_table(error):
            self._end("failed", DISCONNECTED + "response.failed event received", retried=True)
            return
        code, message = str(error.get("code") or ""), str(error.get("message") or "")
        self._error = (code, message)
        if code in FINAL_CODES:
            self._end("failed", FINAL_CODES[code] or message)
        else:
            prefix = "rate limit exceeded: " if code == "rate_limit_exceeded" else DISCONNECTED
            self._end("failed", prefix + message, retried=True)

    def _incomplete(self, response: Any) -> None:
        details = response.get("incomplete_details") if is_table(response) else None
        reason = str(details.get("reason")) if is_table(details) else "unknown"
        self._error = (reason, "")
        message = f"Incomplete response returned, reason: {reason}"
        if reason == "max_output_tokens":
            self._end("incomplete", message)
        else:
            self._end("incomplete", DISCONNECTED + message, retried=True)

    def _error_event(self, event: dict[str, Any]) -> None:
        error = event.get("error")
        nested = error if is_table(error) else event
        code, message = str(nested.get("code") or ""), str(nested.get("message") or "")
        self._error = (code, message)
        if nested is error and code in KNOWN_EVENT_CODES:
            self._end("failed", FINAL_CODES[code] or message)
        else:
            self._note("error_event", f"{code} {message}".strip(), json.dumps(event).encode())

    # ----- endings

    def _not_utf8(self) -> None:
        for magic, name in _COMPRESSED.items():
            if self._head.startswith(magic):
                self._note("compressed", name, self._head[:16])
        message = "UTF8 error: invalid utf-8 sequence of 1 bytes from index 0"
        self._end("not_utf8", DISCONNECTED + message, retried=True)

    def _end(self, ending: str, message: str, *, retried: bool = False) -> None:
        self.is_done = True
        self._ending, self._message, self._retried = ending, message, retried
        self._buffer = b""

    def _note(self, kind: str, detail: str, excerpt: bytes) -> None:
        if len(self._flaws) < _MAX_NOTED:
            shown = excerpt[:160].decode("utf-8", "replace")
            self._flaws.append(Flaw(kind=kind, detail=detail, excerpt=shown))

    def _note_shape(self) -> None:
        """Say what the bytes look like when they are no events that Codex could read."""
        head = self._head.lstrip()
        if self._events:
            return
        if b"\r" in self._head and b"\n" not in self._head:
            self._note("lone_cr", "lines end in CR alone", head)
        elif self._data or (self._data_lines == 0 and self._buffer.startswith(b"data:")):
            self._note("unfinished_event", "the last event has no blank line after it", head)
        elif self._data_lines == 0 and head.startswith((b"{", b"[")):
            many = head.count(b"\n{") > 0
            self._note("ndjson" if many else "json_document", "JSON instead of events", head)
        elif self._data_lines == 0 and head.startswith(b"<"):
            self._note("html", "a page instead of events", head)


def _parsed(data: str) -> Any:
    """Return the JSON value as Codex's parser would accept it, None when it would not."""
    try:
        return json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _is_not_utf8(line: bytes) -> bool:
    try:
        codecs.decode(line, "utf-8", "strict")
    except UnicodeDecodeError:
        return True
    return False


def _foreign(event: Any, data: str) -> tuple[str, str]:
    """Name the shape of an event that Codex ignores: kind and detail."""
    if isinstance(event, str):
        return "double_encoded", "the event is JSON inside a JSON string"
    if not is_table(event):
        glued = data.count('{"type"') > 1
        return ("glued_events", "no blank line between events") if glued else ("not_json", "")
    if "choices" in event:
        return "chat_chunk", str(event.get("object", "choices"))
    if "error" in event:
        error = event["error"]
        return "error_object", str(error.get("message") if is_table(error) else error)
    return "no_type", "the event has no type"
