"""What comes after the first turn; looked at only with `--thorough`."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.exchange import Exchange
from codex_doctor.facts.place import Location
from codex_doctor.words.told import Told


class SideModel(Struct, frozen=True):
    """A model id that Codex asks for besides the main one.

    Attributes:
        key: Dotted key that sets it; `model` in the file of an agent's role.
        model: The id.
        job: What Codex needs it for, as the purpose of its request; a text in older records.
        origin: Where it is set, or what makes Codex ask for it.
        is_set: Whether the user named it; False for a default of Codex.
        is_known: Whether Codex takes the id at all: sub-agents only get ids of its own list.
        role: The agent's role, "" where the id is none of a role's.
    """

    key: str
    model: str
    job: Told | str
    origin: Location | None = None
    is_set: bool = True
    is_known: bool = True
    role: str = ""


class SideTry(Struct, frozen=True):
    """A side model, and the small request for it, None when none was sent."""

    side: SideModel
    exchange: Exchange | None = None


class SessionTry(Struct, frozen=True):
    """Requests as a longer session sends them.

    Attributes:
        second_turn: The first request of a second turn, with the whole history.
        compaction: The request that has a long history shortened; only for a provider that is
            named OpenAI, since others get an ordinary request for it.
        sizes: Larger and larger requests, the last one possibly refused.
        parallel: The request that asks for two tool calls in one answer, and those with the
            outputs, when two calls came.
        sides: The other models that Codex would ask for.
    """

    second_turn: Exchange
    compaction: Exchange | None = None
    sizes: tuple[Exchange, ...] = ()
    parallel: tuple[Exchange, ...] = ()
    sides: tuple[SideTry, ...] = ()
