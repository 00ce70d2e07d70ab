"""Runs of texts in another text: from which length on, from where to where."""

from __future__ import annotations

import pytest

from codex_doctor.secrets.runs import FoundRun, Runs, RunsWriter
from echoes import random_key

TEXT = "k7q2zv9xw4m1n8b3j6h5g0d"
# As long, and without a character of it.
OTHER = "ACEILOPQRSTUYFBDGHJKMNV"


def runs_of(*texts: str, odd: str = "1", step: int = 1) -> Runs:
    """Return the runs of texts, each character of which is odd or none."""
    writer = RunsWriter(step)
    for text in texts:
        writer.add(text, odd * len(text))
    return writer.runs()


def spans(runs: Runs, text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in runs.find(text)]


@pytest.mark.parametrize("before", ["", "(", "(((((((("])
@pytest.mark.parametrize("after", ["", ")"])
def test_a_run_goes_from_its_first_to_its_last_character(before: str, after: str) -> None:
    runs = runs_of(OTHER, TEXT, OTHER[::-1])
    for first in range(len(TEXT) - 8 + 1):
        for end in range(first + 8, len(TEXT) + 1):
            found = list(runs.find(before + TEXT[first:end] + after))

            at = len(before)
            is_sure = end - first >= 16
            assert found == [FoundRun(at, at + end - first, wide=False, is_sure=is_sure)]


def test_less_than_a_window_is_no_run() -> None:
    runs = runs_of(TEXT)

    assert not any(spans(runs, TEXT[at : at + 8 - 1]) for at in range(len(TEXT)))


@pytest.mark.parametrize(("odd", "found"), [(2, []), (3, [(1, 9)]), (4, [(1, 9)])])
def test_a_short_run_needs_three_odd_characters_in_it(odd: int, found: list[object]) -> None:
    for at in range(4, 12 - odd + 1):
        writer = RunsWriter(1)
        # Those about the run do not count.
        marks = "0" * at + "1" * odd + "0" * (8 - odd - at + 4) + "1" * 11
        writer.add(TEXT, "111" + marks[3:])

        assert spans(writer.runs(), f"({TEXT[4:12]})") == found


def test_a_long_run_needs_none_and_is_not_sure_then() -> None:
    runs = runs_of(TEXT, odd="0")

    assert list(runs.find(TEXT[3:18])) == []
    assert list(runs.find(TEXT[3:19])) == [FoundRun(0, 16, wide=False, is_sure=False)]


def test_a_run_ends_where_its_text_does() -> None:
    runs = runs_of(TEXT, OTHER)

    assert spans(runs, TEXT[-9:] + OTHER[:10]) == [(0, 9), (9, 19)]
    assert spans(runs, TEXT[-7:] + OTHER[:7]) == []


def test_what_stands_there_twice_is_found_twice() -> None:
    runs = runs_of(TEXT, OTHER)

    found = spans(runs, f"{TEXT} {TEXT[2:]}{TEXT[5:]}{OTHER}")

    assert found == [(0, 23), (24, 45), (45, 63), (63, 86)]


def test_of_two_texts_with_the_same_window_the_first_is_followed() -> None:
    first, second = f"{OTHER[:10]}{TEXT[:8]}", TEXT[:16]

    # The end of the text before is not taken for the character before.
    for before in (" ", TEXT[7]):
        assert spans(runs_of(first, second), before + TEXT[:16]) == [(1, 9), (1, 17)]
    assert spans(runs_of(second, first), TEXT[:16]) == [(0, 16)]


def test_a_run_at_the_beginning_does_not_go_on_at_the_end() -> None:
    runs = runs_of(TEXT)

    assert spans(runs, f"{TEXT[5:20]}({TEXT[4]}") == [(0, 15)]
    assert spans(runs, f"{TEXT[4]}{TEXT[5:20]}({TEXT[3]}") == [(0, 16)]


def test_a_text_that_repeats_its_beginning_is_found_once() -> None:
    assert spans(runs_of("abcxabcd"), "xabcxabcd") == [(1, 9)]


@pytest.mark.parametrize("length", range(8, 16))
def test_a_short_text_is_found_as_a_whole_whatever_it_is_made_of(length: int) -> None:
    whole = TEXT[:length]
    runs = runs_of(whole, odd="0")

    assert list(runs.find(f"({whole})({whole[:-1]})({whole[1:]}){whole}")) == [
        FoundRun(at, at + length, wide=False, is_sure=False) for at in (1, 3 * length + 4)
    ]


@pytest.mark.parametrize("length", range(8, 16))
def test_a_part_of_a_short_text_is_found_when_it_is_not_much_shorter(length: int) -> None:
    found = spans(runs_of(TEXT[:length]), f"({TEXT[1 : length + 1]})")

    assert found == ([(1, length)] if length >= 12 else [])


@pytest.mark.parametrize("turn", [1, -1])
def test_a_short_text_with_which_a_longer_one_begins_is_found_beside_it(turn: int) -> None:
    runs = runs_of(*(TEXT[:10], TEXT)[::turn])

    assert spans(runs, f"({TEXT[:10]})") == [(1, 11), (1, 11)]
    assert spans(runs, TEXT) == [(0, 10), (0, 23)]


def test_texts_from_a_call_on_are_wide() -> None:
    writer = RunsWriter(1)
    writer.add(TEXT, "1" * len(TEXT))
    writer.widen()
    writer.add(OTHER, "1" * len(OTHER))
    writer.widen()
    writer.add(OTHER[::-1], "1" * len(OTHER))
    runs = writer.runs()

    found = runs.find(f"{TEXT} {OTHER} {OTHER[::-1]} {TEXT[1:]} {TEXT[-8:]} {OTHER[:8]}")

    assert [one.wide for one in found] == [False, True, True, False, False, True]
    assert not any(one.wide for one in runs_of(TEXT).find(TEXT))


@pytest.mark.parametrize("step", range(1, 12))
def test_with_a_step_a_run_must_be_longer_to_be_surely_found(step: int) -> None:
    text = random_key(2, prefix="").lower()
    runs = runs_of(OTHER, text, OTHER[::-1], step=step)
    for length in range(8 + step - 1, 25):
        for at in range(len(text) - length + 1):
            assert spans(runs, f"({text[at : at + length]})") == [(1, length + 1)]
    assert len(runs.windows) == sum(-(-(n - 8) // step) + 1 for n in (23, 40, 23))


def test_a_run_at_the_end_of_a_text_is_found_whatever_the_step() -> None:
    runs = runs_of(TEXT, OTHER, step=50)

    assert spans(runs, f"({TEXT[-8:]})({OTHER[-9:]})({OTHER[:8]})") == [(1, 9), (11, 20), (22, 30)]


def test_nothing_is_found_without_a_text() -> None:
    assert spans(RunsWriter(1).runs(), TEXT) == []
    assert spans(runs_of("", "abc", TEXT[:7]), TEXT) == []
