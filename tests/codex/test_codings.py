"""What Codex 0.171.0 made of compressed answers; each of them was served to it."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator

import pytest

from codex_doctor.codex.wire.codings import PIECE_BYTES, UnpackError, inflate, unpacker
from codex_doctor.lab.streams import as_gzip, as_zstd

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = b'data: {"type":"response.completed"}\n\n' * 9
SKIPPED = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
BOMB = 80 * 1024 * 1024
Pack = Callable[[bytes], bytes]


def read(coding: str, *chunks: bytes) -> tuple[bytes, str]:
    """Return what was read, and why no more was."""
    undone = unpacker(coding)
    assert undone is not None
    found: list[bytes] = []
    try:
        for chunk in chunks:
            found += undone.pieces(chunk)
        undone.end()
    except UnpackError as exc:
        return b"".join(found), str(exc.told)
    return b"".join(found), ""


def large_window(body: bytes, log: int) -> bytes:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: log})
    return packer.compress(body) + packer.flush()


def flushed(coding: str) -> bytes:
    """Return a stream that is not ended, in which every event can be read."""
    if coding == "gzip":
        inner = zlib.compressobj(wbits=31)
        return inner.compress(TEXT) + inner.flush(zlib.Z_SYNC_FLUSH)
    packer = zstd.ZstdCompressor()
    return packer.compress(TEXT, mode=packer.FLUSH_BLOCK)


@pytest.mark.parametrize(
    ("coding", "raw"),
    [
        ("gzip", as_gzip(TEXT)),
        ("gzip", as_gzip(TEXT) + b"garbage"),
        ("zstd", as_zstd(TEXT)),
        ("zstd", zstd.compress(TEXT)),
        ("zstd", SKIPPED + zstd.compress(TEXT)),
        ("zstd", zstd.compress(TEXT[:50]) + zstd.compress(TEXT[50:])),
        ("zstd", large_window(TEXT, 27)),
    ],
)
def test_codex_reads_what_is_compressed(coding: str, raw: bytes) -> None:
    assert read(coding, raw) == (TEXT, "")


@pytest.mark.parametrize("raw", [as_gzip(TEXT), zstd.compress(TEXT), as_zstd(TEXT)])
def test_it_is_the_same_however_the_bytes_are_split(raw: bytes) -> None:
    coding = "gzip" if raw[0] == 0x1F else "zstd"
    single = [raw[at : at + 1] for at in range(len(raw))]

    assert read(coding, *single) == (TEXT, "")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_an_event_is_read_as_soon_as_it_was_sent(coding: str) -> None:
    undone = unpacker(coding)
    assert undone is not None

    assert b"".join(undone.pieces(flushed(coding))) == TEXT
    with pytest.raises(UnpackError, match=r"http\.coding_half"):
        undone.end()


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_an_answer_without_a_byte_is_empty_and_not_broken(coding: str) -> None:
    assert read(coding) == (b"", "")


@pytest.mark.parametrize(
    ("coding", "chunks", "why"),
    [
        ("gzip", (TEXT,), "gzip: its bytes are something else"),
        ("gzip", (as_zstd(TEXT),), "gzip: its bytes are something else"),
        ("zstd", (TEXT,), "zstd: its bytes are something else"),
        ("zstd", (as_gzip(TEXT),), "zstd: its bytes are something else"),
        ("zstd", (large_window(TEXT, 28),), "zstd: Frame requires too much memory for decoding"),
    ],
)
def test_codex_reads_nothing_of_other_bytes(
    coding: str, chunks: tuple[bytes, ...], why: str
) -> None:
    assert read(coding, *chunks) == (b"", why)


def test_of_gzip_one_member_is_read() -> None:
    one = as_gzip(TEXT)

    assert read("gzip", one + one) == (TEXT, "")
    assert read("gzip", one, one) == (TEXT, "gzip: more follows behind its end")


@pytest.mark.parametrize("place", [-1, -6])
def test_what_stands_before_a_wrong_check_sum_of_gzip_was_read(place: int) -> None:
    raw = bytearray(as_gzip(TEXT))
    raw[place] ^= 255
    text, why = read("gzip", bytes(raw))

    assert text == TEXT
    assert why in {"gzip: incorrect data check", "gzip: incorrect length check"}


@pytest.mark.parametrize(
    "coding", ["", "identity", "br", "deflate", "x-gzip", "GZIP", "gzip, gzip", "gzip, identity"]
)
def test_codex_leaves_other_codings_as_they_are(coding: str) -> None:
    assert unpacker(coding) is None


@pytest.mark.parametrize(("coding", "pack"), [("gzip", as_gzip), ("zstd", zstd.compress)])
def test_a_bomb_comes_in_small_pieces(coding: str, pack: Pack) -> None:
    undone = unpacker(coding)
    assert undone is not None
    pieces: Iterator[bytes] = undone.pieces(pack(bytes(BOMB)))
    sizes = [len(piece) for piece in pieces]

    assert max(sizes) <= PIECE_BYTES
    assert sum(sizes) == BOMB


@pytest.mark.parametrize("pack", [as_gzip, as_zstd, zstd.compress])
def test_the_words_of_an_error_are_found(pack: Pack) -> None:
    words = bytes(range(32, 127)) * 40
    raw = pack(words)

    assert inflate(raw, limit=9000) == words
    assert inflate(raw, limit=100) == words[:100]
    assert inflate(raw + b"garbage", limit=9000) == words


def test_the_words_of_an_error_are_found_even_if_it_is_cut() -> None:
    raw = as_gzip(TEXT)

    assert TEXT.startswith(inflate(raw[:-9], limit=9000))
    assert inflate(b"\x1f\x8b", limit=9000) == b"\x1f\x8b"


@pytest.mark.parametrize("raw", [b"", b"{}", b"\x1f\x8bnot gzip", b"\x28\xb5\x2f\xfd", b"\x28\xb5"])
def test_other_bytes_stay_as_they_are(raw: bytes) -> None:
    assert inflate(raw, limit=9000) == raw
    assert gzip.compress(b"", mtime=0) == inflate(gzip.compress(b"", mtime=0), limit=9)
