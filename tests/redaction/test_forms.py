"""Secrets by their form, and fingerprints, which are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.secrets.forms import FORMS, Form, find_unknown, outside_fingerprints
from codex_doctor.secrets.masking import fingerprint
from codex_doctor.words.catalogue import LANGUAGES
from codex_doctor.words.told import said
from words.language import speaking

if TYPE_CHECKING:
    from codex_doctor.words.catalogue import Catalogue

KEY = "k7q2zv9xw4m1"


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_unknown(text)]


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("my sk-k7q2zv9xw4m1 here", ["sk-k7q2zv9xw4m1"]),
        ("Bearer k7q2zv9x", ["k7q2zv9x"]),
        ("bearer:\n abcdefghijklmnopqrst", ["abcdefghijklmnopqrst"]),
        ("Bearer authentication", []),
        ("Bearer k7q2zv9", []),
        ("http://me:pw@h/?a@b", ["me:pw"]),
        ("http://:@h/", []),
        ("http://h/@", []),
        ("/v1?key=k7q2&a=b#c", ["k7q2"]),
        ("/v1?a=b&my-api_Token=k7q2 ", ["k7q2"]),
        ("/v1?key=", []),
        ("/v1?model=k7q2", []),
        ("plain words", []),
    ],
)
def test_what_has_the_form_of_a_secret_is_found(text: str, secrets: list[str]) -> None:
    assert found(text) == secrets


def test_all_forms_are_found_in_one_text_and_chosen_ones_alone() -> None:
    text = "sk-k7q2zv9xw4m1 http://me:pw@h/?sig=k7q2 Bearer k7q2zv9x"

    assert found(text) == ["sk-k7q2zv9xw4m1", "k7q2zv9x", "me:pw", "k7q2"]
    (form,) = (one for one in FORMS if one.name == "query")
    assert [text[slice(*span)] for span in find_unknown(text, [form])] == ["k7q2"]
    assert list(find_unknown("a1 b2", [Form("any", "", "[ab]([12])", 1)])) == [(1, 2), (4, 5)]
    assert list(find_unknown("a1 b2", [])) == []


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_fingerprint_is_no_secret_in_whatever_language(language: Catalogue) -> None:
    with speaking(language):
        shown = str(said(fingerprint(f"sk-{KEY}xyz")))
    text = f"key {shown} or {shown} there"
    first, last = (text.index(shown), text.rindex(shown))
    end = len(shown)

    inside = [(first, first + 3), (first, first + end), (last + 2, last + 5), (last, last + end)]
    assert list(outside_fingerprints(inside, text)) == []
    about = [
        (0, 1),
        (0, first + 3),
        (first, first + end + 1),
        (first + end, last),
        (last - 1, last),
    ]
    assert list(outside_fingerprints(about, text)) == about


@pytest.mark.parametrize("text", ["sk-k7q2… (words)", "sk-k7q2zv9xw4m1 … (12 characters, id 0)"])
def test_an_ellipsis_alone_makes_no_fingerprint(text: str) -> None:
    spans = list(find_unknown("sk-k7q2zv9xw4m1"))

    assert list(outside_fingerprints(spans, text)) == spans
