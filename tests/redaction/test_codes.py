"""What each code is read as, from which length on, and where it stands."""

from __future__ import annotations

import base64
from itertools import product
from typing import TYPE_CHECKING

import pytest

from codex_doctor.secrets.codes import CODES
from codex_doctor.secrets.readings import readings
from codex_doctor.secrets.views import View
from echo_codes import Z85, each
from echoes import random_key

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = random_key(3, prefix="", length=17)
READ = {reader.name: reader.read for reader in CODES}

WRITTEN: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("hex", lambda key: key.encode().hex()),
    ("hex", each("{:02X}", ":")),
    ("hex", each("{:02x}", ", 0x")),
    ("decimal", each("{}", ", ")),
    ("octal", each("{:o}", " ")),
    ("binary", each("{:08b}")),
    ("binary", each("{:b}", " ")),
    ("base64", lambda key: base64.b64encode(key.encode()).decode()),
    ("base32", lambda key: base64.b32encode(key.encode()).decode()),
    ("base32", lambda key: base64.b32encode(key.encode()).decode().lower()),
    ("base32hex", lambda key: base64.b32hexencode(key.encode()).decode()),
)
ENCODE_85: dict[str, Callable[[bytes], str]] = {
    "ascii85": lambda raw: base64.a85encode(raw).decode(),
    "base85": lambda raw: base64.b85encode(raw).decode(),
    "z85": lambda raw: base64.b85encode(raw).translate(Z85).decode(),
}


def texts_of(name: str, text: str) -> list[str]:
    """Return the texts that a code stands for, each in a line of its own."""
    view = READ[name](View(text))
    return view.text.split("\n")[1:-1:2] if view is not None else []


@pytest.mark.parametrize(
    ("name", "shortest"),
    [
        ("hex", "30313233"),
        ("decimal", "9 9 9 9 9 9 9 9"),
        ("octal", "60 60 60 60 60 60 60 60"),
        ("binary", " ".join(["110000"] * 8)),
        ("base64", "A1B2C3D4"),
        ("base32", "MFRGGZDFMZTWQ"),
        ("base32hex", "C5H66P35CPJMG"),
        ("ascii85", "@:E_WAS,Rg"),
        ("base85", "VPa!sWoBn+"),
        ("z85", "vpA.SwObN*"),
    ],
)
def test_a_code_is_read_from_its_shortest_on(name: str, shortest: str) -> None:
    assert name in [view.kind for view in readings(shortest)]
    for end in range(len(shortest)):
        assert READ[name](View(shortest[:end])) is None


@pytest.mark.parametrize(("name", "write"), WRITTEN)
def test_a_code_is_read_and_stands_where_its_run_does(
    name: str, write: Callable[[str], str]
) -> None:
    for length in range(9, len(KEY)):
        key, code = KEY[:length], write(KEY[:length])
        view = READ[name](View(f"({code}) or else [{code}]", level=2, depth=1))

        assert view is not None
        assert (view.kind, view.level, view.depth) == (name, 2, 2)
        for at, start in ((view.text.index(key), 1), (view.text.rindex(key), len(code) + 12)):
            assert view.text[at - 1] == "\n"
            assert view.place((at, at + 1)) == (start, start + len(code))
            assert view.place((at, at + len(key))) == (start, start + len(code))


@pytest.mark.parametrize("name", ["ascii85", "base85", "z85"])
@pytest.mark.parametrize("before", range(5))
def test_base_85_is_read_block_by_block(name: str, before: int) -> None:
    for length in range(12, len(KEY) + 1):
        # Blocks that begin as text does and are none.
        raw = "Aÿÿÿ" * 2 + KEY[:length]
        code = ENCODE_85[name](raw.encode("latin-1"))
        view = READ[name](View(f" {'#' * before}{code} ", level=2, depth=1))

        assert view is not None
        assert (view.kind, view.level, view.depth) == (name, 2, 2)
        first, start = view.text.index(KEY[:length]), 1 + before
        places = [view.place((first + at, first + at + 1)) for at in range(length)]
        ends = [min(start + 5 * (3 + at // 4), start + len(code)) for at in range(length)]
        assert places == [(start + 5 * (2 + at // 4), ends[at]) for at in range(length)]
        assert view.text.index("\n") == 0


@pytest.mark.parametrize("name", ["ascii85", "base85", "z85"])
@pytest.mark.parametrize("before", range(5))
def test_of_base_85_no_more_is_read_than_blocks_with_text(name: str, before: int) -> None:
    for length in (12, 16):
        raw = "ÿÿÿÿ" + "Aÿÿÿ" * 3 + KEY[:length] + "Aÿÿÿ" * 3
        view = READ[name](View("#" * before + ENCODE_85[name](raw.encode("latin-1"))))

        assert view is not None
        assert f"\n{KEY[:length]}Aÿÿÿ\n" in f"{view.text}\n"
        at = view.text.index(KEY[:length])
        assert view.place((at, at + length)) == (before + 20, before + 20 + length // 4 * 5)


@pytest.mark.parametrize("name", ["ascii85", "base85", "z85"])
@pytest.mark.parametrize("behind", ["", " ", "é", " (and more)"])
def test_the_last_block_of_base_85_may_be_any_part_of_one(name: str, behind: str) -> None:
    ends = ["".join(chars) for count in range(4) for chars in product(" 09AZaz~", repeat=count)]
    for end in ends:
        code = ENCODE_85[name]((KEY[:12] + end).encode())
        view = READ[name](View(code + behind))

        assert view is not None
        assert f"\n{KEY[:12]}{end}\n" in f"{view.text}\n"


@pytest.mark.parametrize("before", range(8))
def test_base_32_is_read_from_every_character(before: int) -> None:
    for name, encode in (("base32", base64.b32encode), ("base32hex", base64.b32hexencode)):
        code = encode(KEY.encode()).decode().rstrip("=")

        view = READ[name](View("2" * before + code))

        assert view is not None
        assert f"\n{KEY}\n" in view.text


def test_numbers_that_are_no_bytes_spoil_no_others() -> None:
    numbers = " ".join(str(byte) for byte in KEY.encode())

    assert texts_of("decimal", f"999 256 {numbers} 256 999") == [KEY]


def test_words_are_no_base_64_and_no_base_85() -> None:
    for text in ("documentation", "Some/words", "responses", "Bearer-tokens"):
        assert texts_of("base64", text) == []
        assert READ["base64"](View(text)) is None
        assert READ["base85"](View(text)) is None


def test_what_a_code_stands_for_is_kept_only_where_digests_are_written_so() -> None:
    raw = bytes(range(200, 216))
    for name, code, is_kept in (
        ("hex", raw.hex(), True),
        ("base64", base64.b64encode(raw).decode(), True),
        ("base32", base64.b32encode(raw).decode(), False),
        ("decimal", " ".join(map(str, raw)), False),
    ):
        view = READ[name](View(f"({code})"))
        kept = view.raw if view is not None else ()

        assert [place for one, place in kept if one.startswith(raw)] == [
            (1, 1 + len(code))
        ] * is_kept
