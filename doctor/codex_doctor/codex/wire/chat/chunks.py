"""What stands in the chunks of a chat, and what old versions of Codex make of each of them.

Measured with Codex 0.58.0 to 0.94.0. Whatever it cannot read it passes over, and the turn ends
well all the same, often without an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.versions import holds
from codex_doctor.codex.wire.chat.calls import calls_for, pieces_in
from codex_doctor.codex.wire.events import COMPLETED, EventReader
from codex_doctor.codex.wire.failures import Failure, error_words, out_of_room
from codex_doctor.codex.wire.items import what_is
from codex_doctor.codex.wire.serde import load_value
from codex_doctor.values import is_list, is_table
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_TEXT = 64 * 1024
_LARGE = 64 * 1024
_MAX_VALUES = 300_000
_CALLED = "tool_calls"
# Where text is that Codex does not look for.
_OTHER_PLACES = ("text", "message")


def _ends(version: str) -> Iterator[str]:
    """Yield what ends an answer, in the place of a chunk."""
    if not holds("chat_done_ignored", version):
        yield "[DONE]"
    if holds("chat_calls_joined", version):
        yield "DONE"


class ChunkReader(EventReader):
    """Takes one chunk after the other, as the version that asked does."""

    def __init__(self, version: str) -> None:
        super().__init__(
            takes_done=False, runs_local_shell=False, keeps_digits=False, version=version
        )
        self._out_of_room = out_of_room(version)
        self._ends_with_any = holds("chat_one_call", version)
        self._ends = frozenset(_ends(version))
        self._pending = calls_for(version)
        self._said: list[str] = []
        self._thought: list[str] = []
        self._kept = 0
        self._room = _MAX_TEXT
        self._reason = ""

    def ignores(self, kind: bytes) -> bool:  # noqa: ARG002 -- a name of EventReader
        """Return that no type of an event tells enough: a chunk has none."""
        return False

    def take(self, data: bytes) -> None:
        """Take the data of one event."""
        self.count += 1
        if len(data) > _LARGE and sum(map(data.count, (b",", b"{", b"["))) > _MAX_VALUES:
            self.is_too_large = True
            return
        text = data.decode().strip()
        if text in self._ends:
            self._see("[DONE]")
            self.finish()
            self.over = COMPLETED
        elif text:
            self._chunk(load_value(text), text)

    def finish(self) -> None:
        """Take it that the answer is over."""
        # All of it once more, also what was kept with a call.
        self._keep_thought(self._thought)
        if self._said:
            content = [{"type": "output_text", "text": "".join(self._said)}]
            self._keep({"type": "message", "role": "assistant", "content": content})
            self._said = []
        if not self._pending.is_empty:
            self._pending.drain()
            ended = Told("flaw.tool_calls_ended", {"reason": self._reason})
            unended = Told("flaw.tool_calls_unended")
            self.note("item", ended if self._reason else unended, b"")

    # ----- chunks

    def _chunk(self, chunk: Any, text: str) -> None:
        choices = chunk.get("choices") if is_table(chunk) else None
        if is_table(chunk) and chunk.get("error"):
            self._error = error_words(chunk)
            self.note("error_event", " ".join(self._error).strip(), text.encode())
        if not is_list(choices):
            self._foreign(chunk, text)
            return
        self.typed += 1
        usage = chunk.get("usage")
        total = usage.get("total_tokens") if is_table(usage) else None
        self._usage = total if isinstance(total, int) else self._usage
        for choice in choices[:1] if self._ends_with_any else choices:
            if is_table(choice) and self.over is None:
                self._choice(choice, text)

    def _foreign(self, chunk: Any, text: str) -> None:
        kind = chunk.get("type") if is_table(chunk) else None
        if isinstance(kind, str) and kind.startswith(("message_", "content_block_")):
            self.note("anthropic", Told("flaw.event", {"event": kind[:80]}), text.encode())
        elif isinstance(kind, str) and kind.startswith("response."):
            self.note("responses", Told("flaw.event", {"event": kind[:80]}), text.encode())
        elif chunk is None and text != "[DONE]":
            self.note("not_json", Told("flaw.no_json"), text.encode())

    def _choice(self, choice: dict[str, Any], text: str) -> None:
        found = choice.get("delta")
        delta: dict[str, Any] = found if is_table(found) else {}
        self._say(delta, text)
        self._think(delta.get("reasoning"))
        self._call(delta, text)
        self._other_places(choice, text)
        reason = choice.get("finish_reason")
        if isinstance(reason, str):
            self._see(f"finish_reason {reason}")
            self._reason = reason[:40]
            self._end_choice(reason)

    def _end_choice(self, reason: str) -> None:
        if reason == _CALLED and not self._pending.is_empty:
            self._keep_thought(self._thought[self._kept :])
            for number, item in enumerate(self._pending.drain()):
                if item is None:
                    name = f"tool_calls[{number}].function.name"
                    self.note("item", Told("flaw.missing", {"member": name}), b"")
                else:
                    self._keep(item)
        if reason == "length" and not self._ends_with_any:
            self.over = Failure("incomplete", self._out_of_room, retried=False, code=reason)
            self._error = (reason, "")
        elif reason == "stop" or self._ends_with_any:
            self.finish()
            self.over = COMPLETED

    # ----- what a choice holds

    def _say(self, delta: dict[str, Any], text: str) -> None:
        content = delta.get("content")
        parts = content if is_list(content) and not self._ends_with_any else [{"text": content}]
        for part in parts:
            said = part.get("text") if is_table(part) else None
            if isinstance(said, str) and said and self._room > 0:
                self._see("content")
                self._said.append(said[: self._room])
                self._room -= len(said)
            elif not isinstance(said, str | None):
                found = what_is(delta, "content", member="delta.content")
                self.note("item", found, text.encode())
        if delta.get("refusal"):
            self.note("item", Told("flaw.refusal"), text.encode())

    def _think(self, reasoning: Any) -> None:
        found = reasoning
        if is_table(reasoning):
            found = reasoning.get("text", reasoning.get("content"))
        if isinstance(found, str) and found and self._room > 0:
            self._see("reasoning")
            self._thought.append(found[: self._room])
            self._room -= len(found)

    def _call(self, delta: dict[str, Any], text: str) -> None:
        pieces = pieces_in(delta.get(_CALLED))
        if pieces is not None:
            self._see(_CALLED)
            self._pending.take(pieces)
        elif delta.get(_CALLED):
            found = what_is(delta, _CALLED, member="delta.tool_calls")
            self.note("item", found, text.encode())
        elif delta.get("function_call"):
            self.note("item", Told("flaw.function_call"), text.encode())

    def _other_places(self, choice: dict[str, Any], text: str) -> None:
        message = choice.get("message")
        if is_table(message):
            self._think(message.get("reasoning"))
            if message.get(_CALLED):
                self.note("item", Told("flaw.tool_calls_in_message"), text.encode())
        if any(choice.get(place) for place in _OTHER_PLACES) and not choice.get("delta"):
            self.note("item", Told("flaw.outside"), text.encode())

    def _keep_thought(self, texts: list[str]) -> None:
        if texts:
            content = [{"type": "reasoning_text", "text": "".join(texts)}]
            self._keep({"type": "reasoning", "summary": [], "content": content})
            self._kept = len(self._thought)

    def _keep(self, item: dict[str, Any]) -> None:
        self._item(item, size=sum(len(str(value)) for value in item.values()))
