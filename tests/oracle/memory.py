"""What the real Codex did before, so that it is asked again only where that may have changed.

An answer is kept by the program, by the code that the run depends on and by what the case is; when
one of these is another, Codex is asked. A tenth of what is known is asked as well, each time
another one, and an answer that is not the kept one fails. What a test refuses is not kept, nor is
what only a clock ended.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import msgspec
from msgspec import Struct, field

from oracle.binary import codex_identity
from oracle.sources import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ANSWERS: Final = Path(__file__).parents[1] / "data" / "codex_answers.jsonl"
SHARE: Final = 0.1


class Answer(Protocol):
    """What Codex did in one case."""

    @property
    def matters(self) -> object:
        """What tests read of it; the same whenever the same is asked."""
        ...

    @property
    def is_certain(self) -> bool:
        """Whether it does not depend on how long was waited."""
        ...


T = TypeVar("T", bound=Answer)


class Question(Struct, frozen=True):
    """One case, and what decides what Codex does in it.

    Attributes:
        kind: What is run, with `name` unique.
        modules: Modules of the tests that serve and run it, as `oracle.harness`.
        data: The case itself, without what is expected of it; its `repr` is always the same.
    """

    kind: str
    name: str
    modules: tuple[str, ...]
    data: object = None

    @property
    def digest(self) -> str:
        """A hash of all that decides."""
        text = f"{codex_identity()}\n{digest_of(*self.modules)}\n{self.data!r}"
        return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:16]


class Kept(Struct, frozen=True, array_like=True):
    """An answer as one line of the file."""

    kind: str
    name: str
    digest: str
    answer: msgspec.Raw


class Memory(Struct):
    """Answers by kind and name; without any, Codex is asked each time.

    Attributes:
        seed: Which known answers are asked for all the same.
        tell: Called with each answer that was not known.
        recalled: How many questions were answered from here.
    """

    kept: Mapping[tuple[str, str], Kept] = field(default_factory=dict[tuple[str, str], Kept])
    seed: str = ""
    tell: Callable[[str], None] = lambda _: None
    recalled: int = 0

    def answer(self, question: Question, ask: Callable[[], T], type_: type[T]) -> T:
        """Return what Codex did, by `ask` where it is not known or is to be asked again.

        Raises:
            AssertionError: It does something else now than what was kept.
        """
        kept = self.kept.get((question.kind, question.name))
        if kept is not None and kept.digest == question.digest:
            known = msgspec.json.decode(kept.answer, type=type_)
            if not self._asks_again(question):
                self.recalled += 1
                return known
            fresh = ask()
            assert fresh.matters == known.matters, (
                f"Codex did not do what is kept of {question.kind} {question.name}: "
                f"{fresh} now, {known} before (make oracle-fresh keeps all anew)"
            )
            return fresh
        fresh = ask()
        if fresh.is_certain:
            new = Kept(question.kind, question.name, question.digest, _raw(fresh))
            self.tell(msgspec.json.encode(new).decode())
        return fresh

    def _asks_again(self, question: Question) -> bool:
        return random.Random(f"{self.seed} {question.kind} {question.name}").random() < SHARE


def _raw(answer: Answer) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(answer))


def read_answers(path: Path = ANSWERS) -> dict[tuple[str, str], Kept]:
    """Return the answers of a file, none if it is not there."""
    lines = path.read_bytes().splitlines() if path.exists() else []
    found = (msgspec.json.decode(line, type=Kept) for line in lines)
    return {(one.kind, one.name): one for one in found}


def write_answers(lines: Iterable[str], path: Path = ANSWERS, *, anew: bool = False) -> None:
    """Write answers into a file, over those of the same cases; `anew` leaves out all others."""
    new = [msgspec.json.decode(line, type=Kept) for line in lines]
    kept = {} if anew else read_answers(path)
    kept |= {(one.kind, one.name): one for one in new}
    ordered = (msgspec.json.encode(kept[key]) for key in sorted(kept))
    path.write_bytes(b"".join(line + b"\n" for line in ordered))
