"""What is looked for: the known secrets, made ready once, spelled in all KINDS."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.secrets.kinds import KINDS, SHORTEST, Desk, Secret, spell
from codex_doctor.secrets.masking import is_dummy
from codex_doctor.secrets.readings import ESCAPES, readings
from codex_doctor.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from codex_doctor.secrets.runs import Runs

# So many places of all secrets are looked for. With more characters than that every second, third
# ... place is, and a run must be longer by one, two ... for us to be sure to see it.
MOST_PLACES = 100_000


class Needles(Struct, frozen=True):
    """What to look for.

    Attributes:
        exact: Texts in lower case.
        bare: Letters and digits alone.
        steps: From letter to letter, see `spelling.steps`.
        words: Texts in lower case that count only as a whole word.
        digests: First and last bytes of digests, FEW_BYTES and MORE_BYTES of them.
    """

    exact: Runs
    bare: Runs
    steps: Runs
    words: frozenset[str]
    digests: frozenset[bytes]

    @property
    def knows_any(self) -> bool:
        """Whether there is a secret to look for."""
        return bool(self.exact.windows or self.bare.windows or self.steps.windows or self.words)


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
    secrets.sort(key=lambda one: len(one.text))
    for kind in KINDS:
        if kind.most is not None:
            desk.bare.widen()
        for secret in secrets if kind.most is None else _few(secrets, kind.most):
            kind.add(desk, secret)
    return Needles(
        exact=desk.exact.runs(),
        bare=desk.bare.runs(),
        steps=desk.steps.runs(),
        words=frozenset(desk.words),
        digests=frozenset(desk.digests),
    )


def _few(secrets: list[Secret], most: int) -> Iterator[Secret]:
    for secret in secrets:
        most -= len(secret.text)
        if most < 0:
            return
        yield secret


def _forms(secret: str) -> Iterable[str]:
    """Return how a secret may stand in a text whose escapes are undone."""
    text = secret.strip()
    # A backslash at the end is read together with whatever comes next.
    forms = {text, text.rstrip("\\"), visible(secret)}
    forms |= {form.replace(" ", "+") for form in forms}
    # A secret may look like escapes, and what they stand for may be blanks around a word.
    return {view.text.strip() for form in forms for view in readings(form, (ESCAPES,))}
