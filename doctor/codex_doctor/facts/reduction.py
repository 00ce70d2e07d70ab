"""What the search for the smallest refused part of a request found.

Apart from the turn, because only a refused request leads here.
"""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.exchange import Exchange
from codex_doctor.words.told import Words


class RefusedPart(Struct, frozen=True):
    """A part of Codex's request without which the endpoint takes it.

    Attributes:
        kind: `field`, `role`, `item`, `tool`, `header`, `dialect` (a header of one dialect),
            `header_size`, `size`, `null` (a field that is sent as null), `content` (what stands in
            the body, by a rule about words), or `demanded` for a field that is not sent and should
            be.
        name: What it is called: `store`, `developer`, `namespace`.
        where: Its place in the request: `tools[7].type = "namespace"`.
        told: What people call it, where that is not the name alone.
    """

    kind: str
    name: str
    where: Words
    told: Words = ""


class Reduction(Struct, frozen=True):
    """The search for the smallest refused part.

    Attributes:
        parts: The parts that have to go together, the first one named first; () when none
            was found.
        proof: The request without them (with it, for a demanded field), which is accepted;
            None without one.
        tried: Every request of the search, in order.
        twin: A refused request that differs from the proof in the part alone, where the whole one
            differs in more: for the size.
    """

    parts: tuple[RefusedPart, ...]
    proof: Exchange | None
    tried: tuple[Exchange, ...] = ()
    twin: Exchange | None = None
