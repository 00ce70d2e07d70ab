"""How Codex unpacks an answer that is compressed, and what a compressed text holds.

Measured with Codex 0.171.0, the first version that unpacks anything: zstd and gzip, which it asks
for. It looks at the first content-encoding alone, and at its very text: a list, `x-gzip`, capitals
and any other coding are read as they came. An answer that is not what the header says ends the
stream ("error decoding response body"), one that never was begun ends it as an empty one does.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Final, Protocol

from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A bomb is unpacked piece by piece, so that whoever reads may stop.
PIECE_BYTES: Final = 64 * 1024
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_GZIP_FORM: Final = 31
# Codex takes what stands before a wrong check sum; then it is too late.
_CHECKS: Final = ("incorrect data check", "incorrect length check")
# What the libraries say at the first bytes.
_STRANGE: Final = ("incorrect header check", "Unknown frame descriptor")


class UnpackError(Exception):
    """The bytes are not what their header says.

    Attributes:
        told: What is wrong with them.
    """

    def __init__(self, told: Told) -> None:
        super().__init__(told.template)
        self.told = told


class Unpacker(Protocol):
    """Unpacks one answer, in the order of its bytes."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield what the next bytes hold, in pieces of at most PIECE_BYTES.

        Raises:
            UnpackError: Codex would read no further.
        """
        ...

    def end(self) -> None:
        """Say that no more bytes come.

        Raises:
            UnpackError: What came is not whole.
        """
        ...


class _Gzip:
    """One member; Codex knows no second one."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(wbits=_GZIP_FORM)
        self._is_begun = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._inflater.eof:
            raise UnpackError(Told("http.coding_goes_on", {"coding": "gzip"}))
        self._is_begun = True
        while data or not self._inflater.eof:
            before = self._inflater.copy()
            try:
                piece = self._inflater.decompress(data, PIECE_BYTES)
            except zlib.error as exc:
                if str(exc).endswith(_CHECKS):
                    yield from _until_wrong(before.decompress, data)
                raise UnpackError(_words("gzip", exc)) from exc
            data = self._inflater.unconsumed_tail
            if piece:
                yield piece
            if not data and len(piece) < PIECE_BYTES:
                return

    def end(self) -> None:
        if self._is_begun and not self._inflater.eof:
            raise UnpackError(Told("http.coding_half", {"coding": "gzip"}))


def _words(coding: str, exc: Exception) -> Told:
    words = str(exc).rpartition(": ")[2]
    if words in _STRANGE:
        return Told("http.coding_other", {"coding": coding})
    return Told("http.coding_broken", {"coding": coding, "error": words})


def _until_wrong(inflate: Callable[[bytes, int], bytes], data: bytes) -> Iterator[bytes]:
    """Yield what stands before the byte at which it fails."""
    for number in range(len(data)):
        try:
            piece = inflate(data[number : number + 1], PIECE_BYTES)
        except zlib.error:
            return
        if piece:
            yield piece


class _Zstd:
    """Frames one behind the other, with the largest window that their library takes by itself."""

    def __init__(self) -> None:
        # Late: few answers are compressed so.
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd

        self._zstd = zstd
        self._frame = zstd.ZstdDecompressor()
        self._is_open = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data or not (self._frame.eof or self._frame.needs_input):
            if self._frame.eof:
                self._frame = self._zstd.ZstdDecompressor()
            try:
                piece = self._frame.decompress(data, PIECE_BYTES)
            except self._zstd.ZstdError as exc:
                raise UnpackError(_words("zstd", exc)) from exc
            self._is_open = not self._frame.eof
            data = self._frame.unused_data if self._frame.eof else b""
            if piece:
                yield piece

    def end(self) -> None:
        if self._is_open:
            raise UnpackError(Told("http.coding_half", {"coding": "zstd"}))


_BY_CODING: Final[dict[str, Callable[[], Unpacker]]] = {"gzip": _Gzip, "zstd": _Zstd}


def unpacker(coding: str) -> Unpacker | None:
    """Return what undoes this content-encoding, None for one that Codex leaves as it is."""
    made = _BY_CODING.get(coding)
    return made() if made else None


def inflate(raw: bytes, *, limit: int) -> bytes:
    """Return what a compressed text holds, whatever a header says; other bytes as they are.

    For the words of an error, which may be cut; Codex itself is stricter.
    """
    coding = "gzip" if raw.startswith(_GZIP) else "zstd" if raw.startswith(_ZSTD) else ""
    undone = unpacker(coding)
    found = b""
    if undone is None:
        return raw
    try:
        for piece in undone.pieces(raw):
            found += piece[: limit - len(found)]
            if len(found) == limit:
                break
    except UnpackError:
        pass
    return found or raw
