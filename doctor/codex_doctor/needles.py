"""What is looked for: the known secrets, made ready once.

KINDS is all there is: how a secret may be spelled, by other means than those that `readings` and
`spelling` undo in the text.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.credentials.masking import is_dummy
from codex_doctor.readings import ESCAPES, escaped, readings
from codex_doctor.runs import LONG, ODD, WINDOW, Runs, RunsWriter
from codex_doctor.spelling import bare, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# A secret shorter than that is looked for only as a whole word; below SHORTEST it protects nothing.
WORD = 8
SHORTEST = 3
# So many places of all secrets are looked for. With more characters than that every second, third
# ... place is, and a run must be longer by one, two ... for us to be sure to see it.
MOST_PLACES = 100_000
# So many characters of secrets are looked for in the rarer kinds, short secrets first.
MOST_RARE = 20_000
# Characters of a digest that are enough: eight in hex, eight in base 64.
FEW_BYTES, MORE_BYTES = 4, 6

# What an ordinary word or name is made of; the rest of a secret is odd.
_ORDINARY = r".{1,3}|[0-9]{1,5}|(?:[A-Z]?[a-z]{2,}|[A-Z]{2,}){1,4}[0-9]{0,3}|[0-9]{1,3}[a-z]{1,4}"
_HARD = r"(?i)[bcdfghjklmnpqrstvwxz]{5}"
_LONGEST_WORD = 15
_SAME = r"(?s)(.)\1{3,}"
_SAME_OR_ONE = rf"{_SAME}|."
# Characters that hold a key or a name together; with any other it is a password.
_JOINTS = frozenset("_.:/+=~ -")


class Needles(Struct, frozen=True):
    """What to look for.

    Attributes:
        exact: Texts in lower case.
        bare: Letters and digits alone.
        words: Texts in lower case that count only as a whole word.
        digests: First and last bytes of digests, FEW_BYTES and MORE_BYTES of them.
    """

    exact: Runs
    bare: Runs
    words: frozenset[str]
    digests: frozenset[bytes]


class Desk:
    """Where the needles are made; each kind adds its own."""

    def __init__(self, step: int) -> None:
        self.exact = RunsWriter(step)
        self.bare = RunsWriter(step)
        self.words: set[str] = set()
        self.digests: set[bytes] = set()


class Form(Struct, frozen=True):
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
    forms: tuple[Form, ...]


class Kind(Struct, frozen=True):
    """A way to spell a secret.

    Attributes:
        add: Puts it on the desk.
        is_rare: Whether so many secrets would be too many.
    """

    name: str
    add: Callable[[Desk, Secret], None]
    is_rare: bool = False


@lru_cache(maxsize=4)
def make_needles(known: frozenset[str]) -> Needles:
    """Return the needles of these secrets, in time and memory that grow with their characters."""
    secrets = [
        Secret(one, tuple(map(spell, _forms(one))))
        for one in known
        if len(one.strip()) >= SHORTEST and not is_dummy(one)
    ]
    size = sum(len(one.text) for one in secrets)
    desk = Desk(step=1 + 2 * size // MOST_PLACES)
    for kind in KINDS:
        if kind.is_rare:
            desk.bare.widen()
        for secret in _few(secrets) if kind.is_rare else secrets:
            kind.add(desk, secret)
    return Needles(
        desk.exact.runs(), desk.bare.runs(), frozenset(desk.words), frozenset(desk.digests)
    )


def _few(secrets: list[Secret]) -> Iterator[Secret]:
    left = MOST_RARE
    for secret in sorted(secrets, key=lambda one: len(one.text)):
        left -= len(secret.text)
        if left < 0:
            return
        yield secret


def _forms(secret: str) -> Iterable[str]:
    """Return how a secret may stand in a text whose escapes are undone."""
    # A backslash at the end is read together with whatever comes next.
    forms = {secret, secret.strip(), secret.strip().rstrip("\\")}
    if not secret.isprintable():
        forms.add("".join(char if char.isprintable() else escaped(char) for char in secret))
    if " " in secret:
        forms |= {form.replace(" ", "+") for form in forms}
    if "\\" in secret or "%" in secret or "&" in secret or not secret.isprintable():
        # A secret may look like escapes.
        forms |= {view.text for form in tuple(forms) for view in readings(form, (ESCAPES,))}
    return forms


def _raw(secret: str) -> bytes:
    try:
        return secret.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return secret.encode("utf-8", "surrogatepass")


def _add_runs(desk: Desk, secret: Secret, *, turn: int) -> None:
    for form in secret.forms:
        if form.is_long or (len(form.bare) >= WINDOW and form.bare_odd.count("1") >= ODD):
            desk.bare.add(form.bare[::turn], form.bare_odd[::turn])
        if not form.is_long or len(form.bare) < LONG or form.is_password:
            desk.exact.add(form.exact[::turn], form.exact_odd[::turn])
    if not secret.text.isascii():
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            # As decoded bytes read.
            code = secret.text.encode(coding, "surrogatepass").decode("latin-1")
            desk.exact.add(folded(code)[::turn], "1" * len(code))


def spell(text: str) -> Form:
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
    return Form(
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


def _add_base64(desk: Desk, secret: Secret) -> None:
    """Add the characters that base 64 of the secret surely has; in other case it cannot be read."""
    raw = _raw(secret.text)
    for shift in range(3):
        code = b64encode(bytes(shift) + raw).decode("ascii")
        text = bare(code[(shift * 8 + 5) // 6 : (shift + len(raw)) * 8 // 6])
        if len(text) > WINDOW:
            desk.bare.add(text, "1" * len(text))


def _add_digest(desk: Desk, secret: Secret, *, name: str) -> None:
    if len(secret.text) < WORD:
        return
    raw = _raw(secret.text)
    # `echo KEY | sha256sum` takes the end of the line in.
    for one in (raw, raw + b"\n"):
        digest = hashlib.new(name, one, usedforsecurity=False).digest()
        for count in (FEW_BYTES, MORE_BYTES):
            desk.digests |= {digest[:count], digest[-count:]}


DIGESTS = (
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512",
    "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s",
)  # fmt: skip
KINDS: tuple[Kind, ...] = (
    Kind("forward", partial(_add_runs, turn=1)),
    Kind("backward", partial(_add_runs, turn=-1)),
    Kind("word", _add_word),
    Kind("base64", _add_base64, is_rare=True),
    *(Kind(name, partial(_add_digest, name=name), is_rare=True) for name in DIGESTS),
)
