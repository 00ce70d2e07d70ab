"""Each rule of the redactor is needed: with it off, something is shown that must not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.secrets import codes, forms, kinds, needles, readings, search, spelling, thinned
from codex_doctor.secrets.redact import redact
from codex_doctor.secrets.search import MASK
from echoes import ENCODINGS, random_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    Named = codes.Reader | spelling.Twist | thinned.Thinning | kinds.NeedleKind | forms.Form

pytestmark = pytest.mark.sweep

KEY = random_key(1)
PASSWORD = "p@ss w&rd/+?=1"
# Texts with their secret; without a known one it is found by its form.
TEXTS = (
    *((f"The key was ({echo(KEY)}) here", KEY) for echo in ENCODINGS.values()),
    *((f"It was ({ENCODINGS[name](PASSWORD)})", PASSWORD) for name in ("full width", "NUL")),
    (f"It was ({KEY[:10].encode().hex()[::-1]})", KEY[:10]),
    # The end of what is kept of an answer; and one letter more behind each.
    (f"it was {ENCODINGS['doubled'](KEY[:14])}", KEY),
    ("it was " + "".join(map("".join, zip(KEY, "qjwxkzvb" * 8, strict=False))), KEY),
    ("the word is abc12.", "abc12"),
    ("sk-or-v1-0123456789abcdef", ""),
    ("Authorization: Bearer abcdefg1", ""),
    ("https://me:pw@host/v1", ""),
    ("/v1?api-key=zz&x=1", ""),
)
RULES: tuple[tuple[ModuleType, str, tuple[Named, ...], Named], ...] = (
    *((readings, "READERS", readings.READERS, rule) for rule in readings.READERS),
    *((search, "TWISTS", spelling.TWISTS, rule) for rule in spelling.TWISTS),
    *((search, "THINNINGS", thinned.THINNINGS, rule) for rule in thinned.THINNINGS),
    *((needles, "KINDS", kinds.KINDS, rule) for rule in kinds.KINDS),
    *((forms, "FORMS", forms.FORMS, rule) for rule in forms.FORMS),
)


@pytest.fixture(autouse=True)
def fresh_needles() -> Iterator[None]:
    """Make needles anew: they are kept for the next report."""
    needles.make_needles.cache_clear()
    yield
    needles.make_needles.cache_clear()


def shown() -> list[str]:
    return [
        text
        for text, secret in TEXTS
        if MASK not in redact(text, known=frozenset({secret} if secret else ()))
    ]


def test_with_every_rule_all_is_masked() -> None:
    assert shown() == []


@pytest.mark.parametrize(
    ("room", "name", "rules", "rule"),
    RULES,
    ids=[f"{name}-{rule.name}" for _, name, _, rule in RULES],
)
def test_a_rule_that_is_off_is_noticed(
    room: ModuleType,
    name: str,
    rules: tuple[Named, ...],
    rule: Named,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, name, tuple(one for one in rules if one is not rule))

    assert shown()
