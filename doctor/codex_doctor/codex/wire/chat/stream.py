"""How old versions of Codex read a stream of Chat Completions. Pure, as `wire.stream` is.

The bytes become events by the same rules. What differs: the end of the stream is a good end,
whatever came before it.
"""

from __future__ import annotations

from codex_doctor.codex.wire.chat.chunks import ChunkReader
from codex_doctor.codex.wire.stream import StreamReader


class ChatReader(StreamReader):
    """Reads one stream.

    Args:
        version: Version of Codex that asked.
        started_s: When the answer began.
    """

    def __init__(self, version: str, *, started_s: float = 0.0) -> None:
        super().__init__(started_s=started_s)
        self._events = self._chunks = ChunkReader(version)

    def close(self, how: str = "closed") -> None:
        """Say how the bytes ended."""
        if how != "closed" or self.is_done or self._rest:
            super().close(how)
            return
        self._note_shape(how)
        self._chunks.finish()
        self._end("completed", "", retried=False)
