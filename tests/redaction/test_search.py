"""Which places of a text are masked, from where to where."""

from __future__ import annotations

import hashlib
import string
from typing import TYPE_CHECKING

import pytest

from codex_doctor.secrets import readings
from codex_doctor.secrets.needles import make_needles
from codex_doctor.secrets.search import MASK, find_secrets, is_clean
from echo_codes import b64, caesar, rot47
from echoes import random_key

if TYPE_CHECKING:
    from codex_doctor.secrets.views import Span

KEY = random_key(3, prefix="", length=32)
LETTERS = random_key(3, prefix="", length=32, alphabet=string.ascii_letters)


def found(text: str, *known: str, words: bool = True) -> list[Span]:
    """Return what is found; whether a text is clean says the same."""
    needles = make_needles(frozenset(known))
    spans = find_secrets(text, needles, words=words)
    if words:
        assert is_clean(text, needles) == (not spans and MASK not in text)
    return spans


@pytest.mark.parametrize(
    "echo",
    [
        KEY,
        KEY.lower(),
        KEY[::-1],
        rot47(KEY),
        KEY[:8],
        KEY[-8:],
        KEY.encode().hex(),
        b64(KEY.encode()),
    ],
)
def test_a_secret_is_found_in_a_text_that_is_nothing_else_and_in_one_that_is(echo: str) -> None:
    assert found(echo, KEY) == [(0, len(echo))]
    assert found(f"<{echo}>", KEY) == [(1, len(echo) + 1)]


def test_a_mask_is_no_secret_and_one_with_what_stands_beside_it() -> None:
    text = f"{MASK} {MASK}{KEY}{MASK} {MASK}"

    assert found(text, KEY) == [(11, 63)]
    assert found(f"a {MASK}", KEY) == []
    assert found(f"a {MASK}", MASK[1:-1]) == []


def test_the_form_of_a_secret_counts_in_the_text_itself_alone() -> None:
    assert found("?key=zz%26token=zz") == [(5, 18)]
    assert found(b64(b"it is ?key=zz there")) == []


def test_a_text_that_was_not_read_to_its_end_is_not_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    needles, text = make_needles(frozenset[str]()), "%2541" * 9
    assert is_clean(text, needles)

    monkeypatch.setattr(readings, "_SMALL", 0)
    monkeypatch.setattr(readings, "GROWTH", 0)

    assert find_secrets(text, needles) == []
    assert not is_clean(text, needles)


def test_only_the_letters_of_a_cipher_are_masked() -> None:
    for by in range(1, 26):
        echo = caesar(LETTERS, by)
        assert found(f"- {echo} -", LETTERS) == [(2, 34)]
    assert found(f"- {caesar(LETTERS, 25, sign=-1)[::-1]} -", LETTERS) == [(2, 34)]


def test_in_a_code_no_cipher_and_no_pieces_are_looked_for() -> None:
    for echo in (rot47(KEY), "".join(char * 2 for char in KEY), caesar(LETTERS, 5)):
        assert found(f"({echo})", KEY, LETTERS) == [(1, 1 + len(echo))]
        assert found(b64(f"({echo})".encode()), KEY, LETTERS) == []


def test_a_secret_that_is_not_ascii_is_found_in_a_code() -> None:
    secret = "ключ-от-шлюза-номер-7"
    code = f"({secret})".encode().hex()

    assert found(f"<{code}>", secret) == [(1, 1 + len(code))]


def test_half_of_a_cipher_is_too_little_to_be_sure() -> None:
    echo = caesar(LETTERS, 5)

    assert found(echo[:16], LETTERS) == []
    assert found(echo[:17], LETTERS) == [(0, 17)]


def test_the_token_about_a_key_in_base_64_is_masked_and_no_more() -> None:
    token = b64(f"someone:{KEY}:at-that-place.".encode()).lower()
    assert token.endswith("=")
    bare = token.rstrip("=")

    assert found(token, KEY) == [(0, len(token))]
    assert found(bare, KEY) == [(0, len(bare))]
    for before, after in (("<", ">"), ("=", "."), ("a ", " a"), ("x/", ""), ("", "/x")):
        whole = f"({before}{bare}{after})"
        start = 1 if before == "x/" else 1 + len(before)
        end = len(whole) - 1 - (0 if after == "/x" else len(after))
        assert found(whole, KEY) == [(start, end)]
    assert found(f"{token} {token}", KEY) == [(0, len(token)), (len(token) + 1, 2 * len(token) + 1)]


def test_the_last_sure_character_of_base_64_takes_in_what_stands_beside_it() -> None:
    echo = b64(KEY.encode()).lower().rstrip("=")

    assert found(f"{echo[:41]}\n{echo[41:]}", KEY) == [(0, len(echo) + 1)]


def test_several_keys_in_one_token_of_base_64_take_it_once() -> None:
    token = b64(f"someone:{KEY}:{'-' * 30}:{KEY}:at-this-place".encode()).lower()

    assert found(f"<{token}> {token[:40]}", KEY) == [
        (1, len(token) + 1),
        (len(token) + 3, len(token) + 43),
    ]


def test_the_first_or_last_digits_of_a_digest_are_enough() -> None:
    digest = hashlib.sha256(KEY.encode()).digest()
    for raw in (digest[:4], digest[-4:], b"\0\1" + digest[:4], digest[-4:] + b"\0"):
        assert found(f"({raw.hex()})", KEY) == [(1, 1 + 2 * len(raw))]
    assert found(f"({digest[:3].hex()}00)", KEY) == []
    for raw in (digest[:6], digest[-6:], b"\0\1\2" + digest[-6:]):
        assert found(f"({b64(raw)})", KEY) == [(1, 1 + len(b64(raw)))]
    assert found(f"({b64(digest[:5] + bytes(4))})", KEY) == []
    assert found(f"({digest[:4].hex()})") == []


def test_a_secret_that_ends_with_a_backslash_is_masked_with_it() -> None:
    # With a control character behind a backslash, it is not read as it is made visible.
    for secret in ("ab-+-cd\\", "ab\x1bcd-e\\", "ab\\\x1bcd-e\\"):
        assert found(f"({secret})", secret) == [(1, 1 + len(secret))]


def test_a_short_secret_is_found_as_a_word() -> None:
    for text, spans in (
        ("abc", [(0, 3)]),
        ("(abc)", [(1, 4)]),
        ("_abc_", [(1, 4)]),
        ("xabc abcx abc", [(10, 13)]),
        ("abcabc abcabcx ABC", [(0, 6), (15, 18)]),
        ("abc abc", [(0, 3), (4, 7)]),
    ):
        assert found(text, "abc") == spans
    assert found("the seven7 there", "seven7") == [(4, 10)]
    assert found("the abc there", "abc", words=False) == []
    assert find_secrets("the abc there", make_needles(frozenset({"abc"}))) == [(4, 7)]


def test_places_for_a_login_hide_nothing_and_a_login_is_hidden() -> None:
    assert not found("set it to http://<your user>:<your password>@proxy:3128", KEY)
    assert found("set it to http://a:@proxy:3128", KEY)
    assert found("set it to http://:b@proxy:3128", KEY)
