"""What looks for leaks finds a key in every code that endpoints were seen to echo it in."""

from __future__ import annotations

import pytest

from echoes import ENCODINGS, random_key
from hostile.leaks import find_leaks
from hostile.test_canary import CODES

_KEY = random_key(41, prefix="", length=32)
_OTHER = random_key(42, prefix="sk-")
_AROUND = (
    "POST https://gw.example/v1/responses answers 401\n  which says: {}\n" + "tcp: took 12 ms\n" * 9
)


@pytest.mark.parametrize("code", CODES)
def test_a_key_is_found_in_every_code(code: str) -> None:
    text = _AROUND.format(ENCODINGS[code](_KEY))

    assert {leak[:4] for leak in find_leaks(text, (_OTHER, _KEY))} == {_KEY[:4]}


def test_an_ordinary_text_is_no_leak() -> None:
    assert list(find_leaks(_AROUND, (_OTHER, _KEY))) == []
