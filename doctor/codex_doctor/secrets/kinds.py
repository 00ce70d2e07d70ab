"""How a secret may be spelled, by other means than those that the text itself tells.

`readings` undoes escapes and codes, `spelling` and `thinned` say what else a text spells; KINDS is
the rest, each of which puts a secret on the desk in one way. What there is not is said in `search`.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from base64 import b64encode
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.secrets.runs import LONG, ODD, WINDOW, RunsWriter
from codex_doctor.secrets.spelling import bare, folded, steps

if TYPE_CHECKING:
    from collections.abc import Callable

# A secret shorter than that is looked for only as a whole word; below SHORTEST it protects nothing.
WORD = 8
SHORTEST = 3
# So many characters of secrets are looked for in the rarer kinds, short secrets first; and in those
# that are rarer still, for each character is in several of their places.
MOST_RARE = 20_000
MOST_RAREST = 4_000
# A longer secret is not looked for as one number: that is quadratic.
_LONGEST_NUMBER = 1024
# Characters of a digest that are enough: eight in hex, eight in base 64.
FEW_BYTES, MORE_BYTES = 4, 6

# What an ordinary word or name is made of; the rest of a secret is odd.
_ORDINARY = r".{1,3}|[0-9]{1,5}|(?:[A-Z]?[a-z]{2,}|[A-Z]{2,}){1,4}[0-9]{0,3}|[0-9]{1,3}[a-z]{1,4}"
_HARD = r"(?i)[bcdfghjklmnpqrstvwxz]{5}"
_LONGEST_WORD = 15
_SCHEME = b"Bearer "
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MIRROR = str.maketrans(_LETTERS, _LETTERS[::-1])
_SAME = r"(?s)(.)\1{3,}"
_SAME_OR_ONE = rf"{_SAME}|."
# Characters that hold a key or a name together; with any other it is a password.
_JOINTS = frozenset("_.:/+=~ -")


class Desk:
    """Where the needles are made; each kind adds its own."""

    def __init__(self, step: int) -> None:
        self.exact = RunsWriter(step)
        self.bare = RunsWriter(step)
        self.steps = RunsWriter(step)
        self.words: set[str] = set()
        self.digests: set[bytes] = set()


class NeedleForm(Struct, frozen=True):
    """A secret as it may stand in a text whose escapes are undone, in two spellings.

    Attributes:
        exact: In lower case.
        exact_odd: `1` for each character that is odd, see `runs`.
        bare: Letters and digits alone.
        is_password: Whether it has characters that hold no key together.
    """

    exact: str
    exact_odd: str
    bare: str
    bare_odd: str
    is_long: bool
    is_password: bool


class Secret(Struct, frozen=True):
    """A secret with all its forms."""

    text: str
    forms: tuple[NeedleForm, ...]


class NeedleKind(Struct, frozen=True):
    """A way to spell a secret.

    Attributes:
        add: Puts it on the desk.
        most: So many characters of secrets, None for all.
    """

    name: str
    add: Callable[[Desk, Secret], None]
    most: int | None = None


def _raw(secret: str) -> bytes:
    try:
        return secret.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return secret.encode("utf-8", "surrogatepass")


def _add_runs(desk: Desk, secret: Secret, *, turn: int) -> None:
    for form in secret.forms:
        if form.is_long or form.bare_odd.count("1") >= ODD:
            desk.bare.add(form.bare[::turn], form.bare_odd[::turn])
        if not form.is_long or len(form.bare) < LONG or form.is_password:
            desk.exact.add(form.exact[::turn], form.exact_odd[::turn])
    if not secret.text.isascii():
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            # As decoded bytes read.
            raw = secret.text.encode(coding, "surrogatepass").replace(b"\0", b"")
            code = raw.decode("latin-1")
            desk.exact.add(folded(code)[::turn], "1" * len(code))


def spell(text: str) -> NeedleForm:
    """Return the spellings of a text, with the odd characters marked."""
    bares: list[str] = []
    bare_odd: list[str] = []
    exact_odd: list[str] = []
    for match in re.finditer(r"([^\W_]+)|[\W_]+", text):
        part = match[0]
        if match[1] is None:
            marks = zip(part, _marks(part, "1"), strict=True)
            exact_odd.append("".join("0" if char in _JOINTS else odd for char, odd in marks))
            continue
        mark = "0" if is_ordinary(part) else "1"
        bares.append(bare(part))
        bare_odd.append(_marks(bares[-1], mark))
        exact_odd.append(_marks(part, mark))
    return NeedleForm(
        exact=folded(text),
        exact_odd="".join(exact_odd),
        bare="".join(bares),
        bare_odd="".join(bare_odd),
        is_long=len(text) >= LONG,
        is_password=not _JOINTS.issuperset(re.sub(r"[^\W_]+", "", text)),
    )


def _marks(text: str, mark: str) -> str:
    """Mark each character; those that are repeated are not odd."""
    if mark == "0" or not re.search(_SAME, text):
        return mark * len(text)
    return re.sub(_SAME_OR_ONE, lambda same: "0" * len(same[0]) if same[1] else "1", text)


def is_ordinary(part: str) -> bool:
    """Tell whether a part of a secret may be a word, a short number or a version."""
    return (
        len(part) <= _LONGEST_WORD
        and re.fullmatch(_ORDINARY, part) is not None
        and re.search(_HARD, part) is None
    )


def _add_word(desk: Desk, secret: Secret) -> None:
    desk.words |= {form.exact for form in secret.forms if SHORTEST <= len(form.exact) < WORD}


def _add_base64(desk: Desk, secret: Secret, *, turn: int) -> None:
    """Add the characters that base 64 of the secret surely has; in other case it cannot be read."""
    raw = _raw(secret.text)
    for shift in range(3):
        code = b64encode(bytes(shift) + raw).decode("ascii")
        text = bare(code[(shift * 8 + 5) // 6 : (shift + len(raw)) * 8 // 6])
        if len(text) > WINDOW:
            _add_sure(desk, text[::turn])


def _add_hex_backward(desk: Desk, secret: Secret) -> None:
    if len(secret.text) >= WORD:
        _add_sure(desk, _raw(secret.text).hex()[::-1])


def _add_blocks(desk: Desk, secret: Secret, *, size: int) -> None:
    """Add the secret with its pairs swapped, or each four turned, as dumps of words have it."""
    for before in range(size):
        text = " " * before + secret.text
        _add_sure(desk, "".join(text[at : at + size][::-1] for at in range(0, len(text), size)))


def _add_number(desk: Desk, secret: Secret, *, write: Callable[[int], str], odd: str) -> None:
    """Add what the secret is as one number, alone and as the value of its header."""
    raw = _raw(secret.text)
    if len(raw) <= _LONGEST_NUMBER:
        for one in (raw, _SCHEME + raw):
            text = bare(write(int.from_bytes(one, "big")))
            desk.bare.add(text, _marks(text, odd))


def _in_base58(number: int) -> str:
    digits: list[str] = []
    while number:
        number, digit = divmod(number, 58)
        digits.append(_BASE58[digit])
    return "".join(reversed(digits))


def _add_sure(desk: Desk, text: str) -> None:
    """Add what is no word: all of it is odd but what is repeated, which stands anywhere."""
    text = bare(text)
    desk.bare.add(text, _marks(text, "1"))


def _add_steps(desk: Desk, secret: Secret, *, turn: int, mirrored: bool) -> None:
    """Add the steps between its letters, which Caesar keeps and Atbash takes the other way."""
    for form in secret.forms:
        letters = [
            (one, odd)
            for one, odd in zip(form.bare, form.bare_odd, strict=True)
            if one.isascii() and one.isalpha()
        ][::turn]
        text = "".join(one for one, _ in letters)
        if mirrored:
            text = text.translate(_MIRROR)
        desk.steps.add(steps(text), "".join(odd for _, odd in letters[1:]))


def _add_digest(desk: Desk, secret: Secret, *, digest: Callable[[bytes], bytes]) -> None:
    if len(secret.text) < WORD:
        return
    raw = _raw(secret.text)
    # `echo KEY | sha256sum` takes the end of the line in.
    for one in (raw, raw + b"\n", _SCHEME + raw):
        found = digest(one)
        for count in (FEW_BYTES, MORE_BYTES):
            desk.digests |= {found[:count], found[-count:]}


def _hashed(raw: bytes, *, name: str) -> bytes:
    return hashlib.new(name, raw, usedforsecurity=False).digest()


def _add_checksum(desk: Desk, secret: Secret, *, check: Callable[[bytes], int]) -> None:
    """Add a checksum in hexadecimal and in decimal digits."""
    if len(secret.text) >= WORD:
        value = check(_raw(secret.text))
        desk.digests.add(value.to_bytes(FEW_BYTES, "big"))
        _add_sure(desk, str(value))


DIGESTS = (
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512",
    "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s",
)  # fmt: skip
KINDS: tuple[NeedleKind, ...] = (
    NeedleKind("forward", partial(_add_runs, turn=1)),
    NeedleKind("backward", partial(_add_runs, turn=-1)),
    NeedleKind("word", _add_word),
    NeedleKind("base64", partial(_add_base64, turn=1), MOST_RARE),
    NeedleKind("base64, backward", partial(_add_base64, turn=-1), MOST_RARE),
    NeedleKind("hexadecimal, backward", _add_hex_backward, MOST_RARE),
    *(
        NeedleKind(name, partial(_add_digest, digest=partial(_hashed, name=name)), MOST_RARE)
        for name in DIGESTS
    ),
    NeedleKind("crc32", partial(_add_checksum, check=zlib.crc32), MOST_RARE),
    NeedleKind("adler32", partial(_add_checksum, check=zlib.adler32), MOST_RARE),
    NeedleKind("pairs", partial(_add_blocks, size=2), MOST_RAREST),
    NeedleKind("fours", partial(_add_blocks, size=4), MOST_RAREST),
    NeedleKind("base58", partial(_add_number, write=_in_base58, odd="1"), MOST_RAREST),
    # Times and sizes are numbers too: only a long run of its digits is the key's.
    NeedleKind("decimal number", partial(_add_number, write=str, odd="0"), MOST_RAREST),
    NeedleKind("Caesar", partial(_add_steps, turn=1, mirrored=False), MOST_RAREST),
    NeedleKind("Caesar, backward", partial(_add_steps, turn=-1, mirrored=False), MOST_RAREST),
    NeedleKind("Atbash", partial(_add_steps, turn=1, mirrored=True), MOST_RAREST),
    NeedleKind("Atbash, backward", partial(_add_steps, turn=-1, mirrored=True), MOST_RAREST),
)
