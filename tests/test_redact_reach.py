"""How far a mask reaches, and from which length on a part of a secret is one."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest

from codex_doctor.secrets.masking import fingerprint
from codex_doctor.secrets.redact import redact, redact_facts
from codex_doctor.secrets.search import MASK
from echo_codes import blocks
from echoes import ENCODINGS, random_key

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = random_key(1)


def test_a_fingerprint_of_ours_stays_and_a_key_beside_it_does_not() -> None:
    shown, key = f"?key={fingerprint(KEY)}", "sk-or-v1-0123456789abcdef"
    longer = f"?key={'a' * 17}{str(fingerprint(KEY))[3:]}"

    masked = redact(f"{key} {shown} {key} {shown} {key} {longer}", known=frozenset())

    about = longer.partition(" ")[2]
    assert masked == f"{MASK} {shown} {MASK} {shown} {MASK} ?key={MASK} {about}"


def test_a_backslash_at_the_end_of_a_secret_may_be_read_with_what_follows() -> None:
    known = frozenset({"pa-ss-wo\\"})

    assert redact('"pa%2Dss-wo\\"', known=known) == f'"{MASK}\\"'


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_the_whole_token_is_masked_where_a_key_in_base64_can_no_longer_be_read(
    change: Callable[[str], str],
) -> None:
    token = change(base64.b64encode(f"someone:{KEY}:at-this-place".encode()).decode())

    assert redact(f"<{token}> {token}", known=frozenset({KEY})) == f"<{MASK}> {MASK}"


def test_of_too_many_secrets_the_shortest_are_looked_for_in_every_kind() -> None:
    longer = (random_key(seed, length=4_000) for seed in range(30))

    text = redact(blocks(KEY, 2), known=frozenset({KEY, *longer}))

    assert text == MASK


@pytest.mark.parametrize(("every", "offset"), [(n, at) for n in (2, 3, 4, 5) for at in range(n)])
def test_a_key_whose_pieces_are_each_so_manieth_word_is_masked_from_first_to_last(
    every: int, offset: int
) -> None:
    between = " ".join(["Qx7-Zp9_"] * (every - 1))
    echo = f" {between} ".join(KEY[at : at + 5] for at in range(0, len(KEY), 5))
    before, after = "Qx7-Zp9_ " * offset, " Qx7-Zp9_" * 7

    text = redact(f"{before}{echo}{after}", known=frozenset({KEY}))

    assert text == f"{before}{MASK}{after}"


@pytest.mark.parametrize("before", ["", "J", "J7"])
def test_a_key_of_which_each_second_character_is_another_is_masked_from_first_to_last(
    before: str,
) -> None:
    key = random_key(2, prefix="")
    echo = "".join(map("".join, zip(key, "qjwxkzvb" * 5, strict=True)))

    text = redact(f"({before}{echo})", known=frozenset({key}))

    assert text == f"({before}{MASK}{echo[-1]})"


@pytest.mark.parametrize("length", [12, 40])
@pytest.mark.parametrize(("first", "last"), [("", ""), ("J", ""), ("", "J"), ("J", "W")])
def test_a_key_with_each_character_twice_is_masked_from_first_to_last(
    first: str, last: str, length: int
) -> None:
    key = random_key(2, prefix="", length=length)
    echo = "".join(char + char for char in key)

    text = redact(f"({first}{echo}{last})", known=frozenset({key}))

    # The second of the last two may stand.
    assert text.replace(f"{MASK}{key[-1]}", MASK) == f"({first}{MASK}{last})"


def test_a_key_among_ordinary_words_is_masked_from_first_to_last() -> None:
    key = random_key(2, prefix="")
    echo = f"{key[:9]} then {key[9:20]} and at last, after 12 words, {key[20:31]} or {key[31:]}"

    assert redact(echo, known=frozenset({key})) == MASK
    assert redact(f"It was {echo} there.", known=frozenset({key})) == f"It was {MASK} there."


@pytest.mark.parametrize("secret", ["000000000000100:W", "Kx-000000000000100"])
def test_a_secret_takes_no_part_of_a_word_that_begins_or_ends_as_it_does(secret: str) -> None:
    for text in ("key={} is wrong", "a talk {} was wrong", "isx {} isnt (Wrong)"):
        shown = redact(text.format(secret, secret), known=frozenset({secret}))

        assert shown == text.format(MASK, MASK)


def test_a_piece_of_a_key_with_letters_behind_is_a_piece_when_it_has_four() -> None:
    key = random_key(2, prefix="", length=20)
    known = frozenset({key})
    pieces = [key[at : at + 4] for at in range(0, 20, 4)]

    for end in ("", "xyz"):
        assert redact(" 7Q ".join(pieces) + end, known=known) == MASK + end


@pytest.mark.parametrize("secret", ["hunter2!Xy", "team-key-2024", "my:pass@host/9"])
@pytest.mark.parametrize("wrap", ["\n", "\r\n\t", "\\\n", "=\n", "\n> ", "\n  # ", "<br>\n"])
def test_a_made_up_password_is_found_in_lines_that_were_wrapped(secret: str, wrap: str) -> None:
    known = frozenset({secret})
    for at in range(1, len(secret)):
        text = f"the key {secret[:at]}{wrap}{secret[at:]} is wrong{wrap}today"
        for echo, end in ((text, wrap), (json.dumps(text)[1:-1], json.dumps(wrap)[1:-1])):
            assert redact_facts(echo, known=known) == f"the key {MASK} is wrong{end}today"


@pytest.mark.parametrize("secret", ["hunter2!Xy", "team-key-2024", "my:pass@host/9"])
@pytest.mark.parametrize("name", ["signs escaped", "CSS", "base64 of UTF-16", "hex of UTF-32"])
def test_a_made_up_password_is_found_behind_escapes_and_in_wide_codes(
    secret: str, name: str
) -> None:
    text = redact(f"({ENCODINGS[name](secret)})", known=frozenset({secret}))

    assert text.replace("\\", "") == f"({MASK})"


@pytest.mark.parametrize("coding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("secret", ["clé-à-moi-€9", "Zürich-9-Öl", KEY])
def test_a_secret_in_utf_8_that_was_read_as_another_coding_is_found(
    secret: str, times: int, coding: str
) -> None:
    echo = secret if not secret.isascii() else "".join(chr(ord(c) + 0xFEE0) for c in secret)
    for _ in range(times):
        # What Windows leaves free is a control character.
        echo = "".join(
            bytes([byte]).decode(coding, "ignore") or chr(byte) for byte in echo.encode()
        )

    assert redact(f"({echo})", known=frozenset({secret})) == f"({MASK})"
    assert redact_facts(f"({echo})", known=frozenset({secret})) == f"({MASK})"


def test_a_secret_in_pieces_is_found_from_sixteen_characters_on() -> None:
    key = random_key(2, prefix="")
    known = frozenset({key})
    echo = "".join(map("".join, zip(key, "qjwxkzvb" * 5, strict=True)))

    assert redact(echo[:29], known=known) == echo[:29]
    assert redact(echo[:31], known=known) == MASK


@pytest.mark.parametrize("name", ["ascii85", "base85", "z85"])
@pytest.mark.parametrize("length", range(36, 41))
@pytest.mark.parametrize("before", range(5))
def test_a_key_in_base_85_is_masked_to_its_last_digit_wherever_its_blocks_begin(
    name: str, length: int, before: int
) -> None:
    key = random_key(2, prefix="", length=length)
    echo = ENCODINGS[name](key)

    text = redact(f"a {'#' * before}{echo} b", known=frozenset({key}))

    assert text == f"a {'#' * before}{MASK} b"


@pytest.mark.parametrize("char", "\n\r\t\b\f\x1b\U0010ffff")
def test_a_password_with_a_control_character_is_found_in_json(char: str) -> None:
    secret = f"ab{char}cd-e"

    assert redact(json.dumps(secret), known=frozenset({secret})) in (MASK, f'"{MASK}"')


@pytest.mark.parametrize("before", ["", "7", "7f", "7f3"])
def test_hex_is_read_from_every_digit(before: str) -> None:
    assert redact(f"({before}{KEY.encode().hex()})", known=frozenset({KEY})) == f"({MASK})"


@pytest.mark.parametrize("before", ["", "A", "Ab", "Ab/", "Ab/9"])
def test_base_64_is_read_from_every_character(before: str) -> None:
    code = base64.b64encode(f"{KEY}:x".encode()).decode()

    assert code.endswith("=")
    assert redact(f"({before}{code})", known=frozenset({KEY})) == f"({MASK})"


def test_in_a_code_a_word_has_six_characters() -> None:
    for word, is_masked in (("abc12", False), ("abc123", True)):
        code = base64.b64encode(f"the {word} there".encode()).decode()

        shown = redact(f"({code})", known=frozenset({word}))

        assert shown == (f"({MASK})" if is_masked else f"({code})")


@pytest.mark.parametrize("times", [2, 3, 40])
def test_a_short_secret_without_a_gap_between_is_no_other_word(times: int) -> None:
    secret = "k7Qz9m"

    assert redact((f"the proxy says {secret * times}.",), known=frozenset({secret})) == (
        "the proxy says [redacted].",
    )
    assert redact((f"{secret * times}s",), known=frozenset({secret})) == (f"{secret * times}s",)
