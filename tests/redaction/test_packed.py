"""What is unpacked: in which ways, how much of it, and where it stands."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest

from codex_doctor.secrets.packed import MOST, PACKED, unpack
from codex_doctor.secrets.views import View, Writer

TEXT = b"the key is k7q2zv9xw4m1n8b3"
# What nothing can make shorter.
NOISE = random.Random(1).randbytes(200)


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def zipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def read(*raw: bytes) -> View | None:
    """Read bytes that were decoded, each from ten characters of a text."""
    writer = Writer(View("x" * 10 * len(raw)))
    for at, one in enumerate(raw):
        writer.keep(one, 10 * at, 10 * at + 10)
    view = writer.view("code", level=2, depth=3)
    assert view is not None
    return PACKED.read(view)


@pytest.mark.parametrize("level", [0, 1, 6, 9])
@pytest.mark.parametrize("before", [b"", b"ab"])
def test_gzip_and_zlib_are_unpacked_wherever_they_begin(level: int, before: bytes) -> None:
    for packed in (gzip.compress(TEXT, level, mtime=0), zlib.compress(TEXT, level)):
        assert TEXT in list(unpack(before + packed))


def test_bare_deflate_is_unpacked_from_the_first_byte_on() -> None:
    assert list(unpack(deflated(TEXT))) == [TEXT]
    assert TEXT not in list(unpack(b"\xff" + deflated(TEXT)))


@pytest.mark.parametrize(("text", "found"), [(b"k7q2zv9x", [b"k7q2zv9x"]), (b"k7q2zv9", [])])
def test_eight_characters_are_the_fewest(text: bytes, found: list[bytes]) -> None:
    assert list(unpack(deflated(text))) == found


@pytest.mark.parametrize("packed", [zipped(NOISE), zlib.compress(NOISE), deflated(NOISE)])
def test_what_is_broken_off_or_goes_on_is_unpacked_as_far_as_it_goes(packed: bytes) -> None:
    (begun,) = unpack(packed[:150])
    assert len(begun) > 100
    assert NOISE.startswith(begun)
    (whole,) = unpack(packed + b"\xff" * 50)
    assert whole == NOISE
    (spoilt,) = unpack(packed[:170] + b"\xff" * 40)
    assert spoilt[:100] == NOISE[:100]


def test_four_beginnings_are_tried() -> None:
    fake = b"\x1f\x8b\x08\xff"

    assert list(unpack(fake * 3 + zipped(TEXT))) == [TEXT]
    assert list(unpack(fake * 4 + zipped(TEXT))) == []


@pytest.mark.parametrize("most", [1, 10, 1_000])
def test_all_that_is_unpacked_together_is_bounded(most: int) -> None:
    bomb = zipped(b"x" * 5_000) + zipped(b"y" * 5_000)

    assert sum(map(len, unpack(bomb, most))) == most
    assert sum(map(len, unpack(zipped(b"x" * (most - 1)) + zipped(b"y" * 5_000), most))) == most


def test_nothing_is_unpacked_beyond_the_bound_wherever_that_is() -> None:
    packed = zlib.compress(NOISE, 0)

    for most in range(1, len(NOISE)):
        assert b"".join(unpack(packed, most)) == NOISE[:most]


def test_a_text_that_was_packed_stands_where_its_code_does() -> None:
    view = read(NOISE, zipped(TEXT), zipped(b"\xff" + TEXT[::-1] + b"\xff\xfe"))

    assert view is not None
    assert (view.kind, view.level, view.depth) == ("packed", 2, 3)
    assert view.text == f"\n{TEXT.decode()}\n\n{TEXT[::-1].decode()}\n"
    for text, place in ((TEXT, (10, 20)), (TEXT[::-1], (20, 30))):
        start = view.text.index(text.decode())
        assert view.place((start, start + 5)) == place


def test_all_codes_of_a_text_share_one_bound() -> None:
    large, small = zipped(b"x" * (MOST - 6)), zipped(TEXT)
    first, last = read(large, small), read(zipped(b"x" * MOST), small)

    assert first is not None
    assert last is not None
    assert first.text.endswith("x\n\nthe ke\n")
    assert last.text == "\n" + "x" * MOST + "\n"


def test_a_text_without_a_code_and_bytes_that_were_not_packed_have_no_reading() -> None:
    assert PACKED.read(View("x")) is None
    assert read(NOISE) is None
