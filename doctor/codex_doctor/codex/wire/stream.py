"""How Codex reads a response stream: bytes and times in, what Codex makes of them out.

Pure: no clock, no socket. The same reader serves probes, replay and recorded traffic, and gives
the same result however the bytes are split. Measured with Codex 0.169.0 (the event-stream rules
were the same at 0.120.0 and 0.142.5). What stands in an event is judged in `events`.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from codex_doctor.codex.wire.events import EventReader, is_known
from codex_doctor.codex.wire.failures import CLOSED, DISCONNECTED
from codex_doctor.patterns import Regex
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.facts import StreamReading

CUT = DISCONNECTED + "Transport error: network error: error decoding response body"
MAX_EVENT_BYTES = 16 * 1024 * 1024
_HEAD_BYTES = 4096
_MAX_MARKS = 24
_FIRST_STEP_S = 0.05
_MAX_SHAPES = 8
_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5": "zstd",
    **{bytes((0x78, flags)): "deflate" for flags in (0x01, 0x5E, 0x9C, 0xDA)},
}
# Where the type of an event stands: first, or last. With what is between, the type could only be
# there twice, or the JSON broken; Codex ignores such an event.
_KIND = rb'"type": ?"([\w.-]{1,80})"'
_TYPE_FIRST = Regex(rb"(?:event:[^\n]*\n)?data: ?\{" + _KIND).match
_TYPE_LAST = Regex(rb"((?:event:[^\n]*\n)?data: ?\{)[^\n]*(, ?" + _KIND + rb"\})").fullmatch
_COMMENTS = Regex(rb"\n\n(?::[^\n]*+\n\n)++")


class StreamReader:
    """Reads one stream; `is_done` tells that Codex would read no further.

    Attributes:
        last_event_s: When the last event came; comments do not count, as with Codex.
        is_done: Whether Codex reads no further.

    Args:
        started_s: When the answer began.
        takes_done: Whether response.done ends a turn, as with some old versions.
        runs_local_shell: Whether items of the type local_shell_call are calls, as with old ones.
        keeps_digits: Whether numbers are kept as they are written, as with new ones.
        version: The version whose way it is to take failures, None for the newest.
    """

    def __init__(
        self,
        *,
        started_s: float = 0.0,
        takes_done: bool = False,
        runs_local_shell: bool = False,
        keeps_digits: bool = True,
        version: str | None = None,
    ) -> None:
        self.last_event_s = started_s
        self.is_done = False
        self._events = EventReader(
            takes_done=takes_done,
            runs_local_shell=runs_local_shell,
            keeps_digits=keeps_digits,
            version=version,
        )
        self._end_of: tuple[str, str, bool] = ("open", "", False)
        self._head = b""
        self._rest = b""  # a character that is not whole yet
        self._wrong_bytes = 0  # after which Codex reads nothing more
        self._is_returned = False  # a carriage return whose line feed may follow
        # How events begin that change nothing, of known types and of others; or begin and end.
        self._starts: tuple[bytes, ...] = ()
        self._others: tuple[bytes, ...] = ()
        self._same = b"\0"  # one of the others; a ping is the same each time
        self._frame = b""
        self._stops: tuple[bytes, ...] = ()
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._read_bytes = 0
        self._first_s: float | None = None
        self._gap_s = 0.0
        self._marks: list[tuple[float, int]] = []
        self._step_s = _FIRST_STEP_S

    @property
    def is_failing(self) -> bool:
        """Whether it is plain that no good end can come; Codex reads on all the same."""
        return self._events.failure is not None or self._wrong_bytes > 0

    @property
    def event_count(self) -> int:
        """How many events came."""
        return self._events.count

    def feed(self, chunk: bytes, *, at_s: float = 0.0) -> None:
        """Take the next bytes, received at this time."""
        if self.is_done or self._wrong_bytes:
            return
        if len(self._head) < _HEAD_BYTES:
            self._head += chunk[: _HEAD_BYTES - len(self._head)]
            if self._head.startswith(BOM_UTF8):
                self._events.note("bom", Told("flaw.mark"), BOM_UTF8)
                self._end("panic", CLOSED)
                return
        before = self._events.count
        self._read(self._blocks(self._as_lines(self._as_text(chunk))))
        if self._events.count > before:
            self._mark(at_s)
        if self._pending_bytes > MAX_EVENT_BYTES:
            self.close("endless")
        elif self._wrong_bytes and not self.is_done:
            self._note_wrong_bytes()

    def close(self, how: str = "closed") -> None:
        """Say how the bytes ended: `closed` in an orderly way, `cut`, `idle` or `endless`."""
        if self.is_done:
            return
        if how == "closed" and self._rest:
            self._end("not_utf8", f"{DISCONNECTED}UTF8 error: {self._utf8_words()} from index 0")
            return
        if how != "endless":
            self._note_shape(how)
        failure = self._events.failure
        if how == "closed" and failure is not None:
            self._end(failure.ending, failure.message, retried=failure.retried)
            return
        messages = {
            "closed": CLOSED,
            "idle": DISCONNECTED + "idle timeout waiting for SSE",
            "cut": CUT,
            "endless": "",
        }
        self._end(how, messages[how])

    def reading(self) -> StreamReading:
        """Return what was read so far."""
        ending, message, retried = self._end_of
        return self._events.reading(
            ending=ending,
            message=message,
            retried=retried,
            first_event_s=self._first_s,
            last_event_s=self.last_event_s,
            longest_gap_s=self._gap_s,
            marks=tuple(self._marks),
        )

    # ----- from bytes to events

    def _as_text(self, chunk: bytes) -> bytes:
        """Return the bytes that are whole UTF-8; what follows a wrong byte is never read."""
        data = self._rest + chunk if self._rest else chunk
        self._rest = b""
        if data.isascii():
            self._read_bytes += len(data)
            return data
        try:
            data.decode()
        except UnicodeDecodeError as exc:
            data, self._rest = data[: exc.start], data[exc.start : exc.start + 4]
            if exc.reason != "unexpected end of data":
                self._wrong_bytes = exc.end - exc.start
                # What came with them in one piece is not read either.
                self._head = self._head[: self._read_bytes + exc.end]
        self._read_bytes += len(data)
        return data

    def _note_wrong_bytes(self) -> None:
        magic = self._head[:2]
        if magic in _MAGIC:
            self._events.note("compressed", _MAGIC[magic], magic)
        else:
            wrong = self._rest[: self._wrong_bytes]
            self._events.note("not_utf8", Told("flaw.byte", {"number": self._read_bytes}), wrong)

    def _as_lines(self, data: bytes) -> bytes:
        """Return the bytes with one kind of line end; a last carriage return waits for more."""
        if self._is_returned:
            data = b"\r" + data
        if b"\r" not in data:
            return data
        self._is_returned = data.endswith(b"\r")
        data = data[:-1] if self._is_returned else data
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _blocks(self, data: bytes) -> list[bytes]:
        """Return the events that are whole: everything up to a blank line."""
        joins = data.startswith(b"\n") and bool(self._pending) and self._pending[-1][-1:] == b"\n"
        if not joins and b"\n\n" not in data:
            if data:
                self._pending.append(data)
                self._pending_bytes += len(data)
            return []
        if self._pending:
            data = b"".join(self._pending) + data
        if b"\n\n\n" not in data:
            if b"\n\n:" in data:
                data = _COMMENTS.sub(b"\n\n", data)
            data = self._without_counted(data)
        blocks = data.split(b"\n\n")
        last = blocks.pop()
        self._pending, self._pending_bytes = [last] if last else [], len(last)
        return blocks

    def _without_counted(self, data: bytes) -> bytes:
        """Count the whole events at once if none can tell anything new, and return the rest."""
        whole, end, rest = data.rpartition(b"\n\n")
        if not (end and self._events.only_counts(whole)):
            return data
        count = whole.startswith(b"data:") + whole.count(b"\n\ndata:")
        if count <= whole.count(end):
            return data  # comments and the like, which are none
        self._events.count += count
        return rest

    def _read(self, blocks: list[bytes]) -> None:
        """Take events; most of a stream changes nothing and must cost next to nothing."""
        starts, others, stops, same = self._starts, self._others, self._stops, self._same
        ignored = 0
        for block in blocks:
            if (
                block == same
                or block.startswith(starts)
                or (block.startswith(others) and block.count(b"\n") == block.startswith(b"event:"))
                or (block.endswith(stops) and self._is_framed(block))
            ):
                ignored += 1
            elif block.startswith(b":") and b"\n" not in block:
                pass  # a comment
            elif self._is_ignored(block):
                starts, others, stops, same = self._starts, self._others, self._stops, self._same
                ignored += 1
            else:
                self._block(block)
                if self.is_done:
                    break
        self._events.take_ignored(ignored)

    def _is_ignored(self, block: bytes) -> bool:
        """Tell whether an event changes nothing, and keep what its like have in common."""
        if b"}\n" in block:
            return False  # events glued together; that is noted
        if (found := _TYPE_FIRST(block)) and self._events.ignores(found[1]):
            if is_known(found[1]):
                self._starts = (found[0], *self._starts)[:_MAX_SHAPES]
                return True
            self._others = (found[0], *self._others)[:_MAX_SHAPES]
            self._same = block
            return True
        if block.endswith(b'"}') and (found := _TYPE_LAST(block)):
            if found[1] != self._frame:
                self._frame, self._stops = found[1], ()
            if self._events.ignores(found[3]):
                self._stops = (found[2], *self._stops)[:_MAX_SHAPES]
                return True
        return False

    def _is_framed(self, block: bytes) -> bool:
        frame = self._frame
        return block.startswith(frame) and block.count(b"\n") == frame.count(b"\n")

    def _block(self, block: bytes) -> None:
        if block.startswith(b"data:") and b"\n" not in block:
            data = block[6:] if block.startswith(b"data: ") else block[5:]
        else:
            lines = [line.partition(b":") for line in block.split(b"\n")]
            values = [value.removeprefix(b" ") for name, _, value in lines if name == b"data"]
            if not values:
                return  # comments, or a name without data: they do not reset the idle timer either
            data = b"\n".join(values)
        self._events.take(data)
        over = self._events.over
        if over is not None:
            self._end(over.ending, over.message, retried=over.retried)
        elif self._events.is_too_large:
            self.close("endless")

    def _mark(self, at_s: float) -> None:
        """Note when events came: few marks, and coarser ones the longer it takes."""
        if self._first_s is None:
            self._first_s = at_s
        else:
            self._gap_s = max(self._gap_s, at_s - self.last_event_s)
        self.last_event_s = at_s
        count = self._events.count
        if not self._marks or at_s - self._marks[-1][0] >= self._step_s:
            self._marks.append((at_s, count))
        else:
            self._marks[-1] = (self._marks[-1][0], count)
        if len(self._marks) > _MAX_MARKS:
            self._marks, self._step_s = self._marks[::2], self._step_s * 2

    # ----- endings

    def _end(self, ending: str, message: str, *, retried: bool = True) -> None:
        self.is_done = True
        self._end_of = (ending, message, retried)
        self._pending = []

    def _utf8_words(self) -> str:
        if not self._wrong_bytes:
            return "incomplete utf-8 byte sequence"
        return f"invalid utf-8 sequence of {self._wrong_bytes} bytes"

    def _note_shape(self, how: str) -> None:
        """Say what the bytes look like where Codex found no event, or none at their end."""
        from codex_doctor.codex.wire.shapes import note_shape

        tail = b"".join(self._pending)[-MAX_EVENT_BYTES:]
        note_shape(self._events, head=self._head, tail=tail, how=how, is_returned=self._is_returned)
