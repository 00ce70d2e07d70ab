"""What crosses the wire: a request as it was seen, and an answer with control over each byte.

A reply is data, so that a fault is data too; `server` writes it, `endpoint` and the faults make it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus
from typing import Any, cast

from msgspec import Struct

Json = dict[str, Any]


class Seen(Struct, frozen=True):
    """One request as the endpoint got it.

    Attributes:
        path: Request target, with its query.
        headers: Names in lower case, in the order received.
    """

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the header of this lower-case name, "" when absent."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def json(self) -> Json:
        """The body as a JSON object, empty when it is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return cast("Json", value) if isinstance(value, dict) else {}


class Framing(StrEnum):
    """How the end of the body is marked."""

    CHUNKED = "chunked"
    LENGTH = "length"
    CLOSE = "close"


class Ending(StrEnum):
    """What follows the last chunk.

    END finishes the framing; CUT closes, RESET sends a TCP reset and HOLD stays open, all three
    with the framing unfinished.
    """

    END = "end"
    CUT = "cut"
    RESET = "reset"
    HOLD = "hold"


class Reply(Struct, frozen=True):
    """One answer, healthy by default.

    Attributes:
        chunks: Pieces of the body; each is written, and framed, by itself.
        version: HTTP version of the status line.
        length: A Content-Length that need not be true; None counts the chunks.
        early: Bytes before the status line (an interim response).
        raw: The whole answer, when it is not to be HTTP at all.
        delay_s: Seconds of silence before the first byte.
        gap_s: Seconds between two chunks.
        tick: Bytes sent twice a second while the connection is held.
        talk: Goes on with the connection: takes what the client sends, returns what it gets.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    chunks: tuple[bytes, ...] = ()
    framing: Framing = Framing.CHUNKED
    ending: Ending = Ending.END
    version: str = "1.1"
    length: int | None = None
    early: bytes = b""
    raw: bytes | None = None
    delay_s: float = 0.0
    gap_s: float = 0.0
    tick: bytes = b""
    talk: Callable[[bytes], bytes] | None = None

    @property
    def pieces(self) -> tuple[bytes, ...]:
        """Everything to be written, framed, in order."""
        if self.raw is not None:
            return (self.raw,)
        if self.framing is not Framing.CHUNKED:
            return (self.early + self._head(), *self.chunks)
        framed = map(_as_chunk, self.chunks)
        last = (b"0\r\n\r\n",) if self.ending is Ending.END else ()
        return (self.early + self._head(), *framed, *last)

    @property
    def beat(self) -> bytes:
        """The tick, framed."""
        chunked = self.tick and self.framing is Framing.CHUNKED
        return _as_chunk(self.tick) if chunked else self.tick

    @property
    def reusable(self) -> bool:
        """Whether the connection may serve another request."""
        return self.ending is Ending.END and self.framing is not Framing.CLOSE and self.raw is None

    def _head(self) -> bytes:
        try:
            phrase = HTTPStatus(self.status).phrase
        except ValueError:
            phrase = ""
        lines = [f"HTTP/{self.version} {self.status} {phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        match self.framing:
            case Framing.CHUNKED:
                lines.append("transfer-encoding: chunked")
            case Framing.LENGTH:
                length = sum(map(len, self.chunks)) if self.length is None else self.length
                lines.append(f"content-length: {length}")
            case _:
                lines.append("connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _as_chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


Behaviour = Callable[[Seen], Reply]


def json_reply(status: int, value: object, *headers: tuple[str, str]) -> Reply:
    """Answer with one JSON document."""
    return document(status, "application/json", json.dumps(value, ensure_ascii=False), *headers)


def document(status: int, media_type: str, text: str, *headers: tuple[str, str]) -> Reply:
    """Answer with one text of known length."""
    return Reply(
        status=status,
        headers=(("content-type", media_type), *headers),
        chunks=(text.encode(),),
        framing=Framing.LENGTH,
    )
