"""The bare spelling of a text, and where each of its characters stands."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.secrets.spelling import (
    BYTES,
    TWISTS,
    Twist,
    bare,
    folded,
    places,
    plain,
    step_places,
    steps,
)
from echo_codes import caesar, rot47

ASCII = "".join(map(chr, range(128)))
AS_IS, ROT13, ROT47 = TWISTS


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("aB-3 _z\0", "ab3z"),
        ("Ａｂ３", "ab3"),
        ("𝖠𝟢", "a0"),
        ("e\u0301é\xad", "ee"),
        ("Straße", "strasse"),
        ("a\u3164b\u115f\u1160\uffa0c", "abc"),
        ("\U000e0061\U000e0042\U000e0020\U000e007e\U000e007f", "ab"),
        ("Ключ", "ключ"),
    ],
)
def test_a_text_is_bare_without_its_looks_and_what_is_between(text: str, spelled: str) -> None:
    assert bare(text) == spelled


@given(st.text())
def test_each_character_of_the_bare_text_has_its_place(text: str) -> None:
    at = places(text)

    assert at == sorted(at)
    assert [char for one in dict.fromkeys(at) for char in bare(text[one])] == list(bare(text))


@pytest.mark.parametrize(
    ("twist", "read"),
    [(AS_IS, ASCII), (BYTES, ASCII), (ROT13, codecs.encode(ASCII, "rot13")), (ROT47, rot47(ASCII))],
    ids=["as it is", "bytes", "rot13", "rot47"],
)
def test_in_ascii_each_twist_has_its_letters_and_digits(twist: Twist, read: str) -> None:
    kept = [at for at, char in enumerate(read) if char.isalnum()]

    assert bare(ASCII, twist) == "".join(read[at] for at in kept).lower()
    assert places(ASCII, twist) == kept
    assert folded(ASCII, twist) == read.lower()


def test_in_decoded_bytes_what_is_not_ascii_is_noise_that_keeps_its_place() -> None:
    assert folded("a\xe9B", BYTES) == "a?b"
    assert bare("a\xe9B", BYTES) == "ab"
    assert places("a\xe9B", BYTES) == [0, 2]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("", ""), ("a", ""), ("7", ""), ("ab", "b"), ("abd", "bc"), ("ba", "z"), ("za", "b"),
        ("az", "z"), ("Az-7 é[`{@b", "zc"), ("zzaza", "abzb"),
    ],
)  # fmt: skip
def test_steps_say_how_far_each_letter_is_from_the_one_before(text: str, letters: str) -> None:
    assert steps(text) == letters


@pytest.mark.parametrize("by", range(26))
def test_steps_are_the_same_in_every_cipher_of_caesar(by: int) -> None:
    assert steps(caesar("Sk-Proj-zAbY", by)) == steps("skprojzaby")


def test_a_step_stands_where_its_first_letter_does() -> None:
    assert step_places("a-B7éz[") == [0, 2, 5]


@given(st.text(st.characters(categories=["L", "N"])))
def test_in_lower_case_every_character_is_where_it_was(text: str) -> None:
    shown = folded(text)

    assert len(shown) == len(text)
    assert [folded(char) for char in text] == list(shown)


def test_in_lower_case_a_letter_is_one_wherever_it_stands() -> None:
    assert folded("İΣςσ ΑΣ") == "iσσσ ασ"


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        ("a", "a"), ("A", "A"), (" ", " "), ("\n", "\n"), ("\0", ""), ("\x1b", ""), ("é", "e"),
        ("Ａ", "A"), ("ﬁ", "fi"), ("ß", "ß"), ("\u0301", ""), ("\u20dd", ""), ("\u200b", ""),
        ("\x9b", ""), ("\u3164", ""), ("\u115f", ""), ("\U000e0041", "A"), ("\U000e0020", " "),
        ("\U000e007e", "~"), ("\xa0", " "),
    ],
)  # fmt: skip
def test_a_character_is_plain_without_its_looks(char: str, shown: str) -> None:
    assert plain(char) == shown
