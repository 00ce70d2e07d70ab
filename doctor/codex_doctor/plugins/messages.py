"""What goes between the doctor and the process of a plugin: one JSON document a line.

The doctor gives an Order; then the process may ask for facts, each of which comes as an Answer, and
it ends with Done or Wrong. What a plugin says is judged on our side alone.
"""

from __future__ import annotations

from typing import Final

from msgspec import Raw, Struct

from codex_doctor.facts import Facts  # noqa: TC001 - annotations are read at run time
from codex_doctor.model import Failed, Mistake, Outcome, Page, Passed, Skipped

OUTCOMES: Final[dict[str, type[Outcome]]] = {one.__name__: one for one in (Passed, Failed, Skipped)}
# Asks for everything that was looked at so far; any other name is that of a fact.
ALL = "facts"


class Described(Struct, frozen=True):
    """What a check says of itself, besides what it does; see `model.Check`."""

    id: str
    title: str
    needs: tuple[str, ...]
    budget_s: float | None
    network: bool
    sends_key: bool
    pages: tuple[Page, ...]
    proves_turn: bool
    clears: Mistake | None
    is_installed_only: bool
    after: str


class Order(Struct, frozen=True):
    """What a process is to do: to describe its checks, or to run one of them.

    Attributes:
        target: `module:attribute` of the plugin.
        number: Which of its checks runs, None to describe them.
        facts: What every check is given, None to describe them.
    """

    target: str
    number: int | None = None
    facts: Facts | None = None


class Answer(Struct, frozen=True):
    """A fact that was asked for, or why there is none.

    Attributes:
        name: What was asked for.
        facts: Holds the fact of this name.
        error: Why there is none, "" when there is.
        is_unseen: Whether nobody looked at it.
    """

    name: str
    facts: Facts | None = None
    error: str = ""
    is_unseen: bool = False


class Ask(Struct, frozen=True, tag=True):
    """Wants a fact."""

    name: str


class Done(Struct, frozen=True, tag=True):
    """Was done as ordered.

    Attributes:
        kind: Name of the outcome's class, "" for descriptions.
        value: The outcome, or an array of descriptions; not yet known to be one.
    """

    kind: str
    value: Raw


class Wrong(Struct, frozen=True, tag=True):
    """Could not be done; what is wrong with the plugin, or the fact that nobody looked at."""

    why: str
    is_unseen: bool = False


Said = Ask | Done | Wrong
