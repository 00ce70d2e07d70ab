"""The redactor: of a planted secret nothing is left, and a text without one stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st
from msgspec import Struct

from codex_doctor.secrets.redact import inert, redact, redact_facts
from codex_doctor.secrets.search import MASK
from echoes import ENCODINGS, random_key
from fuzz.target import Target, headed, pick

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS: Final = (
    "sk-proj-" + "A9b8C7d6" * 5,
    *map(random_key, range(4)),
    random_key(4, alphabet="0123456789abcdef", prefix=""),
)
_NAMES: Final = tuple(ENCODINGS)


class Lines(Struct, frozen=True):
    """A text that keeps its line breaks."""

    after: str


def redact_lines(text: str, *, known: frozenset[str]) -> str:
    return redact(Lines(text), known=known).after


def _run_planted(data: bytes) -> None:
    """Plant a secret in a code: bytes for the secret, the code and the place, then the text."""
    key, name = pick(data, 0, KEYS), pick(data, 1, _NAMES)
    text = data[3:].decode("utf-8", "surrogateescape")
    at = pick(data, 2, range(256)) * len(text) // 255
    echo = ENCODINGS[name](key)
    known = frozenset({key})

    shown = redact_facts(f"{text[:at]} {echo} {text[at:]}", known=known)

    assert MASK in shown, name
    assert echo not in shown, name
    assert key not in shown, name
    assert redact_facts(shown, known=known) == shown, name


def _run_plain(data: bytes) -> None:
    """Mask a text in which no secret is."""
    text = data.decode("utf-8", "surrogateescape")
    known = frozenset(KEYS[:1])

    assert redact_facts(text, known=known) == redact_facts(text, known=frozenset())
    once = redact_lines(text, known=known)
    assert redact_lines(once, known=known) == once
    shown = redact(text, known=known)
    assert inert(shown) == shown
    assert all(char.isprintable() or char == " " for char in shown)


_PIECES: Final = (
    "Bearer ", "://me:", "@", "?key=", "&amp;", "\\u0041", "%41", "&#65;", "=3D", "[redacted]", "…",
    "\n", "\r\n",
    '"', "'", "{", "}", "0x", " ", "-", "_", "eJz", "H4sI", "QUJD", "73 6b ", "\x1b[31m",
    "\u200b", "\ufeff", "Ａ", "é", "<b>", "api_key", "token: ", "data: ", "sk-",
    "\\\\", "\\x41", "1", "a",
)  # fmt: skip
_TEXTS: Final = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=20).map("".join)
).map(lambda text: text.encode("utf-8", "surrogatepass"))
_WORDS: Final = tuple(one.encode() for one in _PIECES)


def _plain_seeds() -> Iterator[bytes]:
    root = Path(__file__).parents[2]
    text = (root / "docs" / "recipes.md").read_bytes() + (root / "README.md").read_bytes()
    for at in range(0, len(text), 2_000):
        yield text[at : at + 1_000].decode("utf-8", "ignore").encode()


def _planted_seeds() -> Iterator[bytes]:
    for number in range(len(_NAMES)):
        yield bytes((number % len(KEYS), number, number * 7 % 256)) + b"The key is wrong."
    for number, text in enumerate(_plain_seeds()):
        yield bytes((number % len(KEYS), number % len(_NAMES), 128)) + text


PLANTED: Final = Target(
    "planted",
    "of a secret that is planted in any of the codes nothing is left, and masking twice "
    "changes nothing",
    _run_planted,
    _planted_seeds,
    headed(3, _TEXTS),
    _WORDS,
)
PLAIN: Final = Target(
    "plain",
    "a text without a secret stays as it is, and what is shown is printable",
    _run_plain,
    _plain_seeds,
    _TEXTS,
    _WORDS,
)
