"""What stands in the events of a stream, and what Codex makes of each of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.wire import items
from codex_doctor.codex.wire.failures import (
    DISCONNECTED,
    UNPARSED,
    Failure,
    error_words,
    failure_in,
    failure_in_event,
    incomplete,
)
from codex_doctor.codex.wire.final import final_error
from codex_doctor.codex.wire.serde import (
    has_wide_number,
    is_readable,
    load_event,
    load_once,
)
from codex_doctor.facts import Flaw, StreamReading, ToolCall
from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.words.told import Words

COMPLETED = Failure("completed", "", retried=False)
_MAX_NOTED = 50
_MAX_TEXT = 64 * 1024
_MAX_ITEMS = 200
_MAX_ITEM_BYTES = 4 * 1024 * 1024
_MAX_VALUES = 300_000  # of one event; more would cost too much memory
_LARGE = 64 * 1024
_EXCERPT = 160
_MOST_STATUS = 73
_DELTAS = frozenset({"response.output_text.delta", "response.function_call_arguments.delta"})
_ACTED_ON_KINDS = frozenset(
    {
        "response.output_item.done",
        "response.completed",
        "response.incomplete",
        "response.failed",
        "error",
    }
)
# Without one of these in its text an event cannot be one that Codex acts on.
_MARKS = (
    b"response.output_item.done",
    b"response.completed",
    b"response.incomplete",
    b"response.failed",
    b'"error"',
    b"\\u",
)
# What an event has that may change something, or a sign behind which that may stand.
_MATTERS = (b"response.", b'"error"', b"\\u")
# Whether it is a type of OpenAI that Codex does not act on.
is_known = Regex(
    rb"response\.(?!(?:output_item\.done|completed|failed|incomplete|done)$)[a-z_.]+"
).fullmatch
# An event that begins where another one ends, and the type at the beginning of one.
_GLUED = Regex(r'\}\s*\{"type"')
_KIND = Regex(r'\{\s*"type": ?"([\w.]{1,80})"')
_TYPE = Regex(rb'"type": ?"([\w.]{1,80})"')


class EventReader:
    """Takes the data of one event after the other.

    Attributes:
        count: Events so far, of any kind.
        failure: How the turn fails unless a response.completed follows; the last one counts.
        over: What the event said after which Codex reads no further.
        is_too_large: Whether an event held too much to be looked at.
    """

    def __init__(
        self,
        *,
        takes_done: bool,
        runs_local_shell: bool,
        keeps_digits: bool,
        version: str | None = None,
    ) -> None:
        self._version = version
        self._takes_done = takes_done
        self._runs_local_shell = runs_local_shell
        self._keeps_digits = keeps_digits
        self.count = 0
        self.typed = 0
        self.failure: Failure | None = None
        self.over: Failure | None = None
        self.is_too_large = False
        self._types: dict[str, None] = {}
        self._ignored: set[bytes] = set()
        self._error = ("", "")
        self._texts: list[str] = []
        self._text_room = _MAX_TEXT
        self._item_room = _MAX_ITEM_BYTES
        self._calls: list[ToolCall] = []
        self._items: list[dict[str, Any]] = []
        self._flaws: list[Flaw] = []
        self._usage: int | None = None

    def ignores(self, kind: bytes) -> bool:
        """Tell whether events of this type change nothing, whatever they hold.

        Those of OpenAI are known; of another type the first one is looked at.
        """
        if kind in self._ignored:
            return True
        if not is_known(kind):
            return False
        self._see(kind.decode())
        return True

    def take_ignored(self, count: int) -> None:
        """Take so many events that change nothing."""
        self.count += count
        self.typed += count

    def only_counts(self, data: bytes) -> bool:
        """Tell whether what is in these bytes could only add to notes which are full.

        A chunk of a chat, as a rule.
        """
        is_full = len(self._flaws) == _MAX_NOTED
        return is_full and not any(mark in data for mark in (b'"type"', *_MATTERS))

    def take(self, data: bytes) -> None:
        """Take the data of one event."""
        self.count += 1
        if len(data) > _LARGE and not any(mark in data for mark in _MARKS):
            if found := _TYPE.search(data):
                self.typed += 1
                self._see(found[1].decode())
        elif len(data) > _LARGE and sum(map(data.count, (b",", b"{", b"["))) > _MAX_VALUES:
            self.is_too_large = True
        else:
            matters = any(mark in data for mark in _MATTERS)
            if matters or not self.only_counts(data):
                self._read(data.decode(), matters=matters)

    def _read(self, text: str, *, matters: bool) -> None:
        event = load_once(text) if matters else load_event(text)
        kind = event.get("type") if is_table(event) else None
        if is_table(event) and isinstance(kind, str):
            self.typed += 1
            self._see(kind)
            self._event(kind, event, text)
        elif text not in {"", "[DONE]"}:
            self.note(*_foreign(event, text), text.encode())

    def note(self, kind: str, detail: Words, excerpt: bytes) -> None:
        """Note what was dropped or malformed, with the bytes that show it."""
        if len(self._flaws) < _MAX_NOTED:
            shown = excerpt[:_EXCERPT].decode("utf-8", "backslashreplace")
            self._flaws.append(Flaw(kind=kind, detail=detail, excerpt=shown))

    def reading(
        self,
        *,
        ending: str,
        message: str,
        retried: bool,
        first_event_s: float | None,
        last_event_s: float,
        longest_gap_s: float,
        marks: tuple[tuple[float, int], ...],
    ) -> StreamReading:
        """Return what was read so far, with what the bytes told."""
        return StreamReading(
            ending=ending,
            message=message,
            retried=retried,
            error_code=self._error[0],
            error_message=self._error[1],
            events=self.typed,
            types=tuple(self._types),
            text="".join(self._texts),
            calls=tuple(self._calls),
            flaws=tuple(self._flaws),
            usage_tokens=self._usage,
            items=tuple(self._items),
            first_event_s=first_event_s,
            last_event_s=last_event_s,
            longest_gap_s=longest_gap_s,
            marks=marks,
        )

    # ----- events

    def _see(self, kind: str) -> None:
        if len(self._types) < _MAX_NOTED:
            self._types[kind[:80]] = None
        if kind in _DELTAS and not any(flaw.kind == "delta" for flaw in self._flaws):
            self.note("delta", "", b"")

    def _event(self, kind: str, event: dict[str, Any], text: str) -> None:
        if kind in _ACTED_ON_KINDS:
            if is_readable(event, text, keeps_digits=self._keeps_digits):
                self._act(kind, event, text)
            else:
                self.note("unreadable", Told("flaw.unreadable", {"event": kind}), text.encode())
        elif kind.startswith(("message_", "content_block_")):
            self.note("anthropic", Told("flaw.event", {"event": kind}), text.encode())
        elif kind == "response.done" and self._takes_done:
            self._completed(event.get("response"))
        elif kind == "response.done":
            self.note("terminal_event", Told("flaw.lacking", {"event": kind}), b"")
        elif kind.isascii() and len(self._ignored) < _MAX_NOTED:
            self._ignored.add(kind.encode())

    def _act(self, kind: str, event: dict[str, Any], text: str) -> None:
        response = event.get("response")
        if kind == "response.output_item.done":
            self._stream_item(event.get("item"), text)
        elif kind == "response.completed":
            self._completed(response)
        elif kind == "response.incomplete":
            self.over = incomplete(response, self._version)
            self._error = (self.over.code, "")
        elif kind == "response.failed":
            self.failure = failure_in(response, self._version)
            self._error = (self.failure.code, self.failure.words)
        else:
            self._error_event(event, text)

    def _stream_item(self, item: Any, text: str) -> None:
        if self._keeps_digits and is_table(item) and has_wide_number(item, text):
            self.note("item", Told("flaw.number"), json.dumps(item).encode())
        else:
            self._item(item, size=len(text))

    def _item(self, item: Any, *, size: int) -> None:
        flaw = items.flaw_of(item)
        if flaw:
            self.note("item", flaw, json.dumps(item).encode())
            return
        self._item_room -= size
        if self._item_room < 0 or len(self._items) == _MAX_ITEMS:
            return
        self._items.append(item)
        said = items.text_of(item)[: self._text_room]
        self._text_room -= len(said)
        self._texts.append(said)
        call = items.call_of(item, runs_local_shell=self._runs_local_shell)
        if call:
            self._calls.append(call)

    def _completed(self, response: Any) -> None:
        if response is None:
            self.note("bare_completed", Told("flaw.bare"), b"")
            return
        wrong = final_error(response)
        if wrong:
            member, detail, words = wrong
            has_part = not is_table(response) or member in response
            part = response.get(member) if is_table(response) else response
            self.note(member, detail, json.dumps({member: part} if has_part else response).encode())
            ending = "usage_malformed" if member == "usage" else "completed_malformed"
            message = f"{DISCONNECTED}{UNPARSED}{words}"
            self.failure = Failure(ending, message, retried=True)
            return
        self._finish(response)

    def _finish(self, response: Mapping[str, Any]) -> None:
        usage = response.get("usage")
        self._usage = usage["total_tokens"] if usage else None
        output = response.get("output")
        if is_list(output) and output and not self._items:
            told = Told("flaw.only_final", {"count": len(output)})
            self.note("only_in_completed", told, b"")
        failure = response.get("error")
        if is_table(failure):
            self._error = error_words({"error": failure})
        if isinstance(response.get("status"), str) and response["status"] != "completed":
            told = Told("flaw.status", {"status": response["status"][:_MOST_STATUS]})
            self.note("status", told, b"")
        self.over = COMPLETED

    def _error_event(self, event: dict[str, Any], text: str) -> None:
        code, words = self._error = error_words(event)
        failure = failure_in_event(event.get("error"), self._version)
        if failure is None:
            self.note("error_event", f"{code} {words}".strip(), text.encode())
        else:
            self.failure = failure


def _unread(data: str) -> tuple[str, Words]:
    """Name what is no JSON."""
    if data.startswith("data:"):
        return "prefixed_event", Told("flaw.prefixed")
    if _GLUED.search(data):
        return "glued_events", Told("flaw.glued")
    kind = _KIND.match(data)
    if kind is not None and kind[1] in _ACTED_ON_KINDS:
        return "unreadable", Told("flaw.unreadable", {"event": kind[1]})
    return "not_json", ""


def _foreign(event: Any, data: str) -> tuple[str, Words]:
    """Name the shape of an event that Codex ignores: kind and detail."""
    if isinstance(event, str):
        return "double_encoded", Told("flaw.double_encoded")
    if not is_table(event):
        return _unread(data)
    if "choices" in event:
        return "chat_chunk", str(event.get("object", "choices"))[:80]
    if event.get("object") == "response" or is_list(event.get("output")):
        return "bare_response", Told("flaw.whole_response")
    if "candidates" in event:
        return "other_api", Told("flaw.gemini")
    if event.get("error") is not None:
        error = event["error"]
        said = error.get("message") if is_table(error) else error
        return "error_object", str(said)[:4000]
    return "no_type", Told("flaw.event_untyped")
