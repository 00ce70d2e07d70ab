"""How else a text reads, how often, and where what is read stands."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from codex_doctor.secrets.codes import Reader
from codex_doctor.secrets.readings import (
    CUT,
    NEAR,
    READERS,
    drop_unseen,
    readings,
    undo_escapes,
)
from codex_doctor.secrets.views import View

READ = {reader.name: reader.read for reader in READERS}


def kinds_of(text: str) -> list[str]:
    return [view.kind for view in readings(text)]


def reading_once(name: str, text: str, *, raw: bytes = b"", is_code: bool = False) -> Reader:
    """Return a reader that reads this in the text itself, whatever it is."""

    def read(view: View) -> View | None:
        kept = ((raw, (0, 1)),) if raw else ()
        return View(text, name, view, raw=kept) if view.source is None else None

    return Reader(name, read, is_code=is_code)


@pytest.mark.parametrize(
    ("escape", "char"),
    [
        ("%41", "A"), ("%7e", "~"), ("%0A", "\n"), ("%C3%A9", "é"), ("%e9", "\udce9"),
        (r"\ud83d\uDE00", "😀"), (r"\u0041", "A"), (r"\ud83d", "\ud83d"), (r"\u{41}", "A"),
        (r"\u{10FFFF}", "\U0010ffff"), (r"\U0001f600", "😀"), (r"\x41", "A"), (r"\101", "A"),
        (r"\xef\xbc\xa1\xe2\x80\x8b", "Ａ\u200b"), (r"\303\251", "é"), (r"\xe9", "é"),
        (r"\xe9\xe8", "éè"),
        (r"\12", "\n"), (r"\n", "\n"), (r"\r", "\r"), (r"\t", "\t"), (r"\b", "\b"), (r"\f", "\f"),
        (r"\/", "/"), ("\\\\", "\\"), (r"\"", '"'), (r"\'", "'"), ("&amp;", "&"), ("&#65;", "A"),
        ("&#x41;", "A"), ("&#X1F600;", "😀"), ("&lt", "<"),
    ],
)  # fmt: skip
def test_an_escape_is_read_as_what_it_stands_for(escape: str, char: str) -> None:
    view = undo_escapes(View(f"ab{escape} c", level=2, depth=1))

    assert view is not None
    assert view.text == f"ab{char} c"
    assert (view.kind, view.level, view.depth) == ("escapes", 3, 1)
    assert view.place((2, 2 + len(char))) == (2, 2 + len(escape))
    assert view.place((1, 4)) == (1, 1 + len(escape) + 3 - len(char))


@pytest.mark.parametrize("escape", [r"\u{110000}", r"\Uffffffff"])
def test_a_number_of_no_character_stays(escape: str) -> None:
    view = undo_escapes(View(escape))

    assert view is not None
    assert view.text == escape


@pytest.mark.parametrize("text", ["", "no escape", "100%", "%4 %zz", "a & b", r"\w \9 \x4 \u00g0"])
def test_a_text_without_an_escape_has_nothing_to_undo(text: str) -> None:
    assert undo_escapes(View(text)) is None


def test_what_is_near_an_escape_is_read_with_it_and_the_rest_where_it_is_asked_for() -> None:
    far = "x" * 2 * NEAR
    text = f"a{far}%41{far}b%42{'y' * 2 * NEAR}%43"
    whole, near = undo_escapes(View(text)), undo_escapes(View(text), near=NEAR)

    assert whole is not None
    assert near is not None
    assert whole.text == f"a{far}A{far}bB{'y' * 2 * NEAR}C"
    # What is left out is a line break, so that nothing comes together that was apart.
    side = "x" * NEAR
    assert near.text.startswith(f"a{side[1:]}\n{side}A{side}\n{side[1:]}bB{'y' * 2 * NEAR}C")
    assert (near.kind, near.level, near.depth) == (whole.kind, whole.level, whole.depth)
    for char in "aAbBC":
        at, other = near.text.index(char), whole.text.index(char)
        assert near.place((at, at + 1)) == whole.place((other, other + 1))


def test_escapes_in_escapes_are_undone_so_often_and_no_more() -> None:
    text = "%41"
    for _ in range(5):
        text = quote(text)

    assert "A" in [view.text for view in readings(text)]
    assert "A" not in [view.text for view in readings(quote(text))]


def test_codes_in_codes_are_read_so_often_and_no_more() -> None:
    text = "a k%65y of 9\0 letters"
    for _ in range(3):
        text = base64.b64encode(text.encode()).decode()

    found = [view.depth for view in readings(text) if "a key of 9 letters" in view.text]
    # And what is read last is freed of its escapes, and of what nobody sees.
    assert found == [3]
    deeper = readings(base64.b64encode(text.encode()).decode())
    assert not any("y of 9" in view.text for view in deeper)


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("quoted-printable", "a=41=0Ab=\r\nc=\nd=7e=3D", "aA=0Abcd~="),
        ("markup", "a<b>b</b>c< d >e", "abce"),
        ("markup", "a\x1b[0mb\x1b[1;31mc", "abc"),
        ("zeros", r"a\0b\0c", "abc"),
        ("zeros", "a^@b", "ab"),
        ("unseen", "a\0b\xadc\u200bＤé\n", "abcDe\n"),
        ("unseen", "a\0bc", "abc"),
    ],
)
@pytest.mark.parametrize("kind", ["", "escapes"])
def test_what_is_between_or_about_characters_is_taken_out(
    name: str, text: str, read: str, kind: str
) -> None:
    view = READ[name](View(text, kind, level=2, depth=1))

    assert view is not None
    assert (view.text, view.kind, view.level, view.depth) == (read, name, 2, 1)
    # Each character stands where it stood.
    at = [view.pieces.unit(place)[0] for place in range(len(read))]
    assert at == sorted(set(at))
    assert (at[0], at[-1]) == (0, len(text) - (3 if name == "quoted-printable" else 1))


@pytest.mark.parametrize("name", ["quoted-printable", "markup", "zeros", "unseen"])
def test_what_was_taken_out_once_is_not_taken_out_of_what_is_left(name: str) -> None:
    text = "=41=42=43<b>\\0\xad"

    assert READ[name](View(text)) is not None
    for kind in ("markup", "base64"):
        assert READ[name](View(text, kind)) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("quoted-printable", "?key=41&b=42"),
        ("quoted-printable", "a == b = c"),
        ("markup", "a < b"),
        ("markup", "\x1b"),
        ("zeros", "\\ ^"),
        ("unseen", "plain ~"),
        ("unseen", ""),
    ],
)
def test_a_text_without_such_a_thing_has_nothing_to_take_out(name: str, text: str) -> None:
    assert READ[name](View(text)) is None


def test_one_character_is_read_too() -> None:
    assert kinds_of("é") == ["", "unseen"]
    assert kinds_of("") == [""]
    assert drop_unseen(View("\n")) is not None
    # It reads as it is.
    assert kinds_of("\n") == [""]


def test_what_is_read_is_read_again_in_the_order_of_what_is_nearest() -> None:
    code = base64.b64encode(b"%41 key is there!!").decode()
    found = kinds_of(quote(f"<b>{code}", safe=""))

    assert found[:4] == ["", "escapes", "markup", "base64"]
    assert "escapes" in found[4:]


@pytest.mark.parametrize("length", [1, 100])
def test_all_readings_together_are_bounded_by_the_text(length: int) -> None:
    text, most = "a" * length, 24 * length + 16_384
    for over in (0, 1):
        readers = [
            reading_once("one", "1" * (most - 9)),
            reading_once("other", "2" * (9 + over)),
            reading_once("last", "3"),
        ]
        found = [(view.kind, len(view.text)) for view in readings(text, readers)]

        left = ("other", 9) if not over else (CUT, 0)
        last = (CUT, 0) if not over else ("last", 1)
        assert sorted(found) == sorted([("", length), ("one", most - 9), left, last])


def test_what_was_read_before_is_not_read_again_unless_bytes_go_with_it() -> None:
    readers = [
        reading_once("same", "text"),
        reading_once("one", "1"),
        reading_once("other", "1"),
        reading_once("raw", "1", raw=b"\0"),
    ]

    assert [view.kind for view in readings("text", readers)] == ["", "one", "raw"]


@pytest.mark.parametrize(
    ("text", "is_read"),
    [("Some words, and no more (of them).", False), ("s0me", True), ("someWords", True)],
)
def test_words_alone_are_no_code(text: str, is_read: bool) -> None:
    readers = [reading_once("code", "1", is_code=True), reading_once("none", "2")]

    assert [view.kind for view in readings(text, readers)] == ["", "none", *["code"] * is_read]


@pytest.mark.parametrize(("length", "kinds"), [(4, [""]), (5, ["", "code"]), (6, ["", "code"])])
def test_a_reader_reads_nothing_that_is_too_short(length: int, kinds: list[str]) -> None:
    def read(view: View) -> View | None:
        return View("1", "code", view)

    readers = [Reader("code", read, least=5)]

    assert [view.kind for view in readings("7" * length, readers)] == kinds
