"""What is left of a text when something is taken out, and where that stood in it."""

from __future__ import annotations

import pytest

from codex_doctor.secrets.runs import FoundRun
from codex_doctor.secrets.thinned import THINNINGS, unwrapped, whole_words

KEY = "k7q2zv9xw4m1n8b3"
BY_NAME = {one.name: one for one in THINNINGS}


def left(name: str, text: str) -> list[str]:
    """Return what a thinning leaves, after a look whether all of it stands where it says."""
    found = list(BY_NAME[name].read(text))
    for one in found:
        assert "".join(text[at].lower() for at in one.places()) == one.text
    return [one.text for one in found]


def test_characters_that_are_there_twice_are_read_once() -> None:
    twice = "".join(char * 2 for char in KEY.upper())

    assert left("doubled", f"({twice[:20]}-{twice[20:]})") == [KEY]
    assert left("doubled", f"{twice[1:]}") == [KEY]
    assert left("doubled", f"{twice}.7 {twice}") == [f"{KEY}7", KEY]
    assert left("doubled", twice[:14]) == [KEY[:7]]
    assert left("doubled", twice[:13]) == []
    assert left("doubled", f"({KEY})") == []


def test_of_two_characters_in_turn_each_is_read() -> None:
    mixed = "".join(f"{char}-Y" for char in KEY)

    assert left("every second character", mixed) == [KEY, "y" * len(KEY)]


@pytest.mark.parametrize("every", [2, 3, 4, 5])
@pytest.mark.parametrize("offset", [0, 1])
def test_of_several_words_in_turn_one_is_a_piece(every: int, offset: int) -> None:
    pieces = [KEY[at : at + 4] for at in range(0, 16, 4)]
    words = [word for one in pieces for word in (one, *(["a.b"] * (every - 1)))]
    text = "; ".join([*(["x_/+y"] * offset), *words])

    assert left("words in turn", text)[sum(range(2, every)) + offset].startswith(KEY)


def test_words_are_read_in_two_to_five_turns() -> None:
    assert left("words in turn", "a, b, c, d, e") == [
        *("ace", "bd"),
        *("ad", "be", "c"),
        *("ae", "b", "c", "d"),
        *("a", "b", "c", "d", "e"),
    ]


@pytest.mark.parametrize(
    "ordinary",
    ["word", "Word", "7", "123", "part1", "part-12", "item_1", "a", "x" * 15],
)
def test_ordinary_words_are_taken_out(ordinary: str) -> None:
    text = f"{ordinary} {KEY[:5]}, {ordinary}: {KEY[5:]} {ordinary}"

    assert left("odd words", text) == [KEY]


@pytest.mark.parametrize(
    "odd", ["WORD", "wOrd", "1234", "par1", "part123", "part--1", "x" * 16, "a/b", "a-b", "a+b"]
)
def test_odd_words_are_left(odd: str) -> None:
    letters = "".join(char for char in odd.lower() if char.isalnum())

    assert left("odd words", f"word {KEY} {odd} word") == [KEY + letters]


def test_a_text_of_odd_words_alone_is_not_read_twice() -> None:
    assert left("odd words", f"{KEY} WORD") == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\\\n", "=\r\n", "\n    ", "\n\t> ", "\n# | * "])
def test_a_wrapped_line_is_one_again(newline: str) -> None:
    text = f"A {KEY[:9]}{newline}{KEY[9:]}{newline}Z"

    (one,) = unwrapped(text)
    assert one.text == f"a {KEY}z"
    assert "".join(text[at].lower() for at in one.places()) == one.text
    assert list(unwrapped(KEY)) == []


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("(", ")", KEY * 2),
        # Few letters at an end belong to a word that began before, or goes on.
        ("x", ")", KEY * 2),
        ("(", "x", KEY * 2),
    ],
)
def test_a_run_of_whole_words_is_kept_as_it_is(before: str, after: str, kept: str) -> None:
    text = f"{before}{KEY}{KEY}{after}"
    run = FoundRun(0, len(kept), wide=False)

    assert list(whole_words(run, list(range(1, 1 + len(kept))), text)) == [run]


@pytest.mark.parametrize("few", ["a", "ab", "abc"])
def test_few_letters_of_a_word_at_the_ends_of_a_run_are_no_part_of_it(few: str) -> None:
    text = f"-x{few} {KEY} {few}x-"
    at = [place for place, char in enumerate(text) if char.isalnum()]
    size, ends = len(KEY), len(few)
    run = FoundRun(1, 1 + 2 * ends + size, wide=False)

    (one,) = whole_words(run, at, text)
    assert "".join(text[place] for place in at[one.start : one.end]) == KEY
    # Where the word begins or ends with the run, its letters stay.
    apart = f" {few} {KEY} {few} "
    at = [place for place, char in enumerate(apart) if char.isalnum()]
    run = FoundRun(0, 2 * ends + size, wide=False)
    assert list(whole_words(run, at, apart)) == [run]


def test_four_letters_of_a_word_are_none_by_chance() -> None:
    text = f"xabcd {KEY} abcdx"
    at = [place for place, char in enumerate(text) if char.isalnum()]
    run = FoundRun(1, len(at) - 1, wide=False)

    assert list(whole_words(run, at, text)) == [run]


@pytest.mark.parametrize(("size", "count"), [(16, 1), (15, 0)])
def test_a_run_that_is_short_without_them_is_none(size: int, count: int) -> None:
    text = f"xab {KEY[:size]}"
    at = [place for place, char in enumerate(text) if char.isalnum()]

    assert len([*whole_words(FoundRun(1, len(at), wide=False), at, text)]) == count


def test_which_of_them_need_more_to_be_sure() -> None:
    assert [(one.name, one.needs_sure, one.has_words) for one in THINNINGS] == [
        ("doubled", False, False),
        ("every second character", True, False),
        ("words in turn", True, True),
        ("odd words", True, True),
    ]
