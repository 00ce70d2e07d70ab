"""The body of an answer, piece by piece, as the Codex that asks reads it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx

from codex_doctor.codex.wire.codings import UnpackError, unpacker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


class BodyPieces:
    """Yields what a body holds; httpx.DecodingError where it cannot be unpacked.

    Attributes:
        coding: The content-encoding that is undone, "" for none.

    Args:
        chunks: The body as it comes.
        coding: The content-encoding to undo, "" for none.
    """

    def __init__(self, chunks: AsyncIterator[bytes], coding: str) -> None:
        self._chunks = chunks
        self._unpacker = unpacker(coding)
        self.coding = coding if self._unpacker is not None else ""
        self._pieces: Iterator[bytes] = iter(())
        self._came = self._held = 0

    @property
    def size(self) -> int:
        """Bytes so far, as they came or as they are unpacked, whichever is more."""
        return max(self._came, self._held)

    def __aiter__(self) -> BodyPieces:
        """Return itself."""
        return self

    async def __anext__(self) -> bytes:
        """Return the next piece."""
        try:
            while (piece := next(self._pieces, None)) is None:
                chunk = await anext(self._chunks, None)
                if chunk is None:
                    if self._unpacker is not None:
                        self._unpacker.end()
                    raise StopAsyncIteration
                self._came += len(chunk)
                self._pieces = self._unpacker.pieces(chunk) if self._unpacker else iter((chunk,))
        except UnpackError as exc:
            raise httpx.DecodingError(str(exc)) from exc
        if self._unpacker is not None:
            self._held += len(piece)
            await asyncio.sleep(0)  # the pieces of one chunk could outlast a budget
        return piece
