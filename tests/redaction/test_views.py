"""Where the parts of a reading stand in the text itself."""

from __future__ import annotations

import pytest

from codex_doctor.secrets.views import View, Writer, merge


def written(text: str) -> View:
    """Read `ab<cc>de{fg}h`: what is in `<>` as one, of what is in `{}` each letter as two."""
    writer = Writer(View(text))
    writer.copy(0, 2)
    writer.copy(2, 2)
    writer.put("XYZ", 2, 6)
    writer.put("", 6, 6)
    writer.copy(6, 8)
    writer.put_blocks("", 8, step=2, width=2)
    writer.put_blocks("pqrs", 8, step=2, width=2)
    writer.gap(12)
    writer.copy(12, 13)
    view = writer.view("kind", level=2, depth=3)
    assert view is not None
    return view


TEXT = "ab<cc>de{fg}h"
# Where each character of what is read was read from.
UNITS = [
    (0, 1),
    (1, 2),
    *[(2, 6)] * 3,
    (6, 7),
    (7, 8),
    *[(8, 10)] * 2,
    *[(10, 12)] * 2,
    (12, 12),
    (12, 13),
]


def test_a_reading_is_put_together_from_its_parts() -> None:
    view = written(TEXT)

    assert (view.text, view.kind, view.level, view.depth) == ("abXYZdepqrs\nh", "kind", 2, 3)
    assert [view.pieces.unit(at) for at in range(len(view.text))] == UNITS


def test_a_part_of_a_reading_stands_where_its_first_and_last_characters_do() -> None:
    view = written(TEXT)

    for start in range(len(UNITS)):
        for end in range(start + 1, len(UNITS) + 1):
            assert view.place((start, end)) == (UNITS[start][0], UNITS[end - 1][1])


def test_a_reading_of_a_reading_has_its_places_in_the_text_itself() -> None:
    inner = Writer(written(TEXT))
    inner.put("!", 0, 1)
    inner.copy(2, 5)
    inner.put("?", 5, 8)
    view = inner.view("outer")

    assert view is not None
    assert (view.text, view.level, view.depth) == ("!XYZ?", 0, 0)
    assert [view.place((at, at + 1)) for at in range(5)] == [
        (0, 1), (2, 6), (2, 6), (2, 6), (6, 10),
    ]  # fmt: skip


def test_a_block_that_is_cut_ends_where_the_text_does() -> None:
    writer = Writer(View("abcd"))
    writer.put_blocks("xy", 2, step=2, width=5)
    view = writer.view("blocks")

    assert view is not None
    assert view.place((0, 2)) == (2, 4)


def test_what_was_decoded_is_kept_with_its_place() -> None:
    writer = Writer(View("abcd"))
    writer.keep(b"\0", 1, 3)
    writer.keep(b"\1", 3, 4)
    view = writer.view("raw")

    assert view is not None
    assert (view.text, view.raw) == ("", ((b"\0", (1, 3)), (b"\1", (3, 4))))


def test_nothing_written_is_no_reading() -> None:
    writer = Writer(View("abcd"))
    writer.copy(2, 2)
    writer.put("", 0, 2)

    assert writer.view("nothing") is None


def test_two_readings_have_places_of_their_own() -> None:
    first, second = Writer(View("abcd")), Writer(View("abcd"))
    first.copy(0, 2)
    second.copy(2, 4)
    one, other = first.view("one"), second.view("other")

    assert one is not None
    assert other is not None
    assert (one.place((0, 1)), other.place((0, 1))) == ((0, 1), (2, 3))


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(3, 5)], [(3, 5)]),
        ([(3, 5), (0, 2)], [(0, 2), (3, 5)]),
        ([(3, 5), (0, 3)], [(0, 5)]),
        ([(0, 9), (2, 4), (9, 9)], [(0, 9)]),
        ([(0, 4), (2, 6), (5, 7), (8, 9)], [(0, 7), (8, 9)]),
    ],
)
def test_spans_that_overlap_or_touch_are_one(
    spans: list[tuple[int, int]], merged: list[tuple[int, int]]
) -> None:
    assert merge(spans) == merged
