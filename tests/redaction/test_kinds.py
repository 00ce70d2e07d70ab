"""What is looked for when a secret is known: each kind by itself."""

from __future__ import annotations

import hashlib
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from codex_doctor.secrets.kinds import DIGESTS, KINDS, Desk, Secret, is_ordinary, spell
from codex_doctor.secrets.spelling import bare, steps
from echo_codes import b64, base58, blocks, caesar
from echoes import random_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.secrets.runs import Runs

KEY = random_key(3, prefix="")


def desk_with(kind: str, secret: str) -> Desk:
    """Return a desk with what one kind looks for."""
    desk = Desk(1)
    for one in KINDS:
        if one.name == kind:
            one.add(desk, Secret(secret, (spell(secret),)))
    return desk


def texts_in(runs: Runs) -> list[tuple[str, str]]:
    """Return the long texts and which of their characters are odd."""
    ends = [0, *runs.ends]
    return [(runs.joined[first:end], runs.odd[first:end]) for first, end in pairwise(ends)]


def as_sure(*texts: str) -> list[tuple[str, str]]:
    return [(text, "1" * len(text)) for text in texts]


@pytest.mark.parametrize(
    ("text", "exact_odd", "bare_odd"),
    [
        ("", "", ""),
        ("A1b2C3d4", "11111111", "11111111"),
        ("sk-proj-A1b2C3d4", "0000000011111111", "00000011111111"),
        ("k9Zq2@_.:/+=~ -?x", "11111100000000010", "111110"),
        ("word££££ @@@y", "0000000001110", "00000"),
        ("xq7zzzzz9kxq77z", "111000001111111", "111000001111111"),
        ("Straßengewirr@", "11111111111111", "11111111111111"),
        ("10000", "00000", "00000"),
        ("ß1ßqx7w", "1111111", "111111111"),
    ],
)
def test_words_and_what_is_repeated_or_joins_are_not_odd(
    text: str, exact_odd: str, bare_odd: str
) -> None:
    form = spell(text)

    assert (form.exact_odd, form.bare_odd) == (exact_odd, bare_odd)
    assert (form.exact, form.bare) == (text.lower(), bare(text))


@pytest.mark.parametrize(
    ("text", "is_long", "is_password"),
    [
        ("a" * 15, False, False),
        ("a" * 16, True, False),
        ("a_.:/+=~ -b", False, False),
        ("a_@b", False, True),
        ("a!-", False, True),
        ("ключ-1", False, False),
    ],
)
def test_how_long_a_secret_is_and_whether_it_is_a_password(
    text: str, is_long: bool, is_password: bool
) -> None:
    form = spell(text)

    assert (form.is_long, form.is_password) == (is_long, is_password)


@pytest.mark.parametrize(
    "part",
    [
        "a1b",
        "12345",
        "gateway",
        "Gateway",
        "myTeamGateway",
        "AWS",
        "model12",
        "409toke",
        "123abcd",
        "GPUCluster01",
        "gatewaygatewayx",
    ],
)
def test_a_word_a_short_number_and_a_version_are_ordinary(part: str) -> None:
    assert is_ordinary(part)


@pytest.mark.parametrize(
    "part",
    ["a1b2", "123456", "gatewaygatewayxx", "model1234", "qwrtz", "QWRTZ", "1234abcd", "x7k2"],
)
def test_what_else_there_is_is_odd(part: str) -> None:
    assert not is_ordinary(part)


@pytest.mark.parametrize(("kind", "turn"), [("forward", 1), ("backward", -1)])
@pytest.mark.parametrize(
    ("secret", "is_bare", "is_exact"),
    [
        ("sk-proj-A1b2C3d4E5f6", True, False),
        ("A1b2C3d4-E5f6@x9Z8y7", True, True),
        ("A1b2C3d4-E5f6g7H8", True, False),
        # Long, and with a few letters.
        ("_-A1b2C3d4E5f6_-", True, True),
        ("A1b2C3d4E5f6-", True, True),
        ("correct-horse", False, True),
        ("correct-horse-battery", True, False),
        # Two odd characters, and three.
        ("qqqqqqqqqqx1", False, True),
        ("qqqqqqqqqxk1", True, True),
    ],
)
def test_a_key_is_looked_for_bare_and_a_password_as_it_is(
    kind: str, turn: int, secret: str, is_bare: bool, is_exact: bool
) -> None:
    desk, form = desk_with(kind, secret), spell(secret)

    bares = [(form.bare[::turn], form.bare_odd[::turn])]
    exacts = [(form.exact[::turn], form.exact_odd[::turn])]
    assert texts_in(desk.bare.runs()) == bares * is_bare
    assert texts_in(desk.exact.runs()) == exacts * is_exact


@pytest.mark.parametrize(("kind", "turn"), [("forward", 1), ("backward", -1)])
def test_what_is_not_ascii_is_looked_for_as_decoded_bytes_read(kind: str, turn: int) -> None:
    secret = "ключ-от-шлюза-номер-7"
    codes = [
        secret.encode(coding).replace(b"\0", b"").decode("latin-1").lower()[::turn]
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
    ]

    assert texts_in(desk_with(kind, secret).exact.runs()) == as_sure(*codes)
    assert texts_in(desk_with(kind, "A1b2C3d4-E5f6-x9Z8y7").exact.runs()) == []
    # Bare it is longer, and of one letter.
    for short in ("ß" * 10, "\ufb03" * 10):
        assert short in desk_with(kind, short).exact.runs().wholes


@pytest.mark.parametrize(("length", "is_word"), [(2, False), (3, True), (7, True), (8, False)])
def test_a_secret_of_three_to_seven_characters_is_a_word(length: int, is_word: bool) -> None:
    secret = "Ab1-cd2-"[:length]

    assert desk_with("word", secret).words == ({secret.lower()} if is_word else set())


def test_of_base_64_is_looked_for_what_does_not_depend_on_what_stands_around() -> None:
    for length in range(12, 30):
        secret = KEY[:length]
        texts = [text for text, _ in texts_in(desk_with("base64", secret).bare.runs())]

        assert [len(text) for text in texts] == [
            8 * (before + length) // 6 - (8 * before + 5) // 6 for before in range(3)
        ]
        for before in (b"abc", b"\xff", b"~%"):
            for after in (b"\xfe\1", b"\1\xfe"):
                assert texts[len(before) % 3] in bare(b64(before + secret.encode() + after))


def test_too_little_of_base_64_is_not_looked_for() -> None:
    assert desk_with("base64", KEY[:6]).bare.runs().wholes == set()
    wholes = desk_with("base64", KEY[:7]).bare.runs().wholes
    assert sorted(map(len, wholes)) == [9, 9]
    assert b64(KEY[:7].encode())[:9].lower() in wholes


def test_codes_are_looked_for_backward_too() -> None:
    for length in range(12, 30):
        forward, backward = (
            texts_in(desk_with(kind, KEY[:length]).bare.runs())
            for kind in ("base64", "base64, backward")
        )

        assert backward == [(text[::-1], odd[::-1]) for text, odd in forward]
    digits = KEY.encode().hex()[::-1]
    assert texts_in(desk_with("hexadecimal, backward", KEY).bare.runs()) == as_sure(digits)
    least = texts_in(desk_with("hexadecimal, backward", KEY[:8]).bare.runs())
    assert least == as_sure(KEY[:8].encode().hex()[::-1])
    assert texts_in(desk_with("hexadecimal, backward", KEY[:7]).bare.runs()) == []


@pytest.mark.parametrize(("kind", "size"), [("pairs", 2), ("fours", 4)])
def test_characters_of_words_are_turned_from_every_place(kind: str, size: int) -> None:
    turned = [bare(blocks(" " * before + KEY, size)) for before in range(size)]

    assert texts_in(desk_with(kind, KEY).bare.runs()) == as_sure(*turned)


def test_a_secret_is_looked_for_as_one_number() -> None:
    raws = (KEY.encode(), b"Bearer " + KEY.encode())
    numbers = [str(int.from_bytes(raw, "big")) for raw in raws]

    found = texts_in(desk_with("decimal number", KEY).bare.runs())
    assert found == [(number, "0" * len(number)) for number in numbers]
    codes = [base58(raw).lower() for raw in raws]
    assert texts_in(desk_with("base58", KEY).bare.runs()) == as_sure(*codes)


@pytest.mark.parametrize("kind", ["decimal number", "base58"])
def test_a_very_long_secret_is_not_looked_for_as_one_number(kind: str) -> None:
    assert len(desk_with(kind, "k" * 1024).bare.runs().ends) == 2
    assert len(desk_with(kind, "k" * 1025).bare.runs().ends) == 0


@pytest.mark.parametrize(
    ("kind", "turn", "sign"),
    [
        ("Caesar", 1, 1),
        ("Caesar, backward", -1, 1),
        ("Atbash", 1, -1),
        ("Atbash, backward", -1, -1),
    ],
)
def test_steps_are_taken_from_letter_to_letter(kind: str, turn: int, sign: int) -> None:
    secret = "proj-A1b2C3d4-ключ-EfgXq7Zk9wé"

    ((text, odd),) = texts_in(desk_with(kind, secret).steps.runs())

    letters = "proj" + "AbCdEfgXqZkw" + "e"
    assert text == steps(caesar(letters, 7, sign=sign)[::turn])
    assert odd == ("0000" + "1" * 13)[::turn][1:]


@pytest.mark.parametrize("name", DIGESTS)
def test_the_ends_of_digests_are_looked_for(name: str) -> None:
    raw = KEY.encode()
    digests = [hashlib.new(name, one).digest() for one in (raw, raw + b"\n", b"Bearer " + raw)]

    assert desk_with(name, KEY).digests == {
        end for one in digests for end in (one[:4], one[-4:], one[:6], one[-6:])
    }


@pytest.mark.parametrize("name", ["sha256", "crc32"])
def test_a_word_has_no_digest(name: str) -> None:
    assert desk_with(name, KEY[:7]).digests == set()
    assert desk_with(name, KEY[:8]).digests != set()


@pytest.mark.parametrize(("name", "check"), [("crc32", zlib.crc32), ("adler32", zlib.adler32)])
def test_a_checksum_is_looked_for_in_both_ways_to_write_it(
    name: str, check: Callable[[bytes], int]
) -> None:
    secret = KEY[:8]
    value = check(secret.encode())
    desk = desk_with(name, secret)

    assert desk.digests == {value.to_bytes(4, "big")}
    runs = desk.bare.runs()
    assert runs.wholes == {str(value)}
