"""Which parts of bytes read as text."""

from __future__ import annotations

import random
import re

import pytest

from codex_doctor.secrets.legible import texts_in

# One character: of ASCII, with zeros as in UTF-16 and UTF-32 on either side, or of UTF-8.
_ONE = rb"(?:[\t\n\r -~]\0{0,3}|\0{1,3}[ -~]|[\xc2-\xf4][\x80-\xbf]{1,3})"


def texts(raw: bytes) -> list[bytes]:
    return [part[0] for part in texts_in(raw)]


@pytest.mark.parametrize(
    "text",
    [
        "secret", "a b\tc\nd\r", "päßwörter", "鍵鍵鍵鍵鍵鍵", "🔑🔑🔑🔑🔑🔑",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", [b"", b"\xff", b"\x01", b"\xff\xc2"])
def test_characters_are_read_between_what_are_none(text: str, around: bytes) -> None:
    assert texts(around + text.encode() + around) == [text.encode()]
    assert texts(around + text.encode()[:-1] + around) in ([], [text.encode()[:-1]])


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_zeros_of_wide_characters_are_a_part_of_them(coding: str) -> None:
    raw = "secret".encode(coding)

    assert [one.replace(b"\0", b"") for one in texts(b"\xff" + raw + b"\xff")] == [b"secret"]


def test_fewer_than_six_characters_are_noise() -> None:
    assert texts(b"\xffabcde\xff") == []
    assert texts(b"\xff" + "鍵鍵鍵鍵鍵".encode() + b"\xff") == []
    assert texts(b"\xffabcdef\xffghijkl\x80mnopq") == [b"abcdef", b"ghijkl"]
    assert texts(b"\0" * 40) == []
    assert texts(b"") == []


@pytest.mark.parametrize("seed", range(8))
def test_every_part_of_noise_that_is_text_is_read(seed: int) -> None:
    drawn = random.Random(seed)
    # Half of it is what texts are made of.
    bytes_of = (*range(256), *b"abc\0\0\t\n ~\xc2\xf4\x80\xbf" * 20)
    raw = bytes(drawn.choices(bytes_of, k=5_000))
    expected = re.findall(_ONE + rb"{6,}+", raw)

    assert len(expected) > 20
    assert texts(raw) == expected
