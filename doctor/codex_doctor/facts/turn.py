"""What was exchanged with the endpoint in one turn, and to tell causes apart."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from codex_doctor.facts.exchange import Exchange
from codex_doctor.facts.reduction import Reduction
from codex_doctor.facts.reluctance import Reluctance
from codex_doctor.facts.surroundings import CatalogModel
from codex_doctor.words.told import Words

CHAT = "chat"
Spoken = Literal["", "tls", "other"]


class Turn(Struct, frozen=True):
    """One Codex turn as the doctor ran it, with the further requests it took to tell causes apart.

    Attributes:
        model: Model id that was sent.
        dialect: Kind of the request dialect: `classic`, `freeform`, `lite`, or `CHAT` where an old
            version speaks Chat Completions.
        first: The attempt of the first request that decides: as a rule the last one.
        attempts: All attempts of it, `first` included.
        follow_ups: The requests that carried tool output, in order.
        models: GET /models, when it was needed.
        served: Model ids in that list.
        own: The answer to an empty request, where that shows that the route is there after all.
        chat: POST /chat/completions, when it was needed; for a version that speaks that, the same
            for /responses.
        versioned: The same for the route with api-version in its query, where that was needed.
        bases: The same route below other base paths, when they were needed.
        spoken: What the port speaks when it gave no HTTP answer: `tls`, `other`, or "".
        holder: The process that holds that port of this machine, "" when the system does not tell.
        renamed: The near model id that the endpoint accepted, "" when none was.
        plainer: A served id for which Codex sends a plainer request, which the endpoint takes where
            it refuses that of the model; "" when none was looked for or found.
        keyless: A small request without the credential, when the credential was refused.
        rekeyed: The same with the key in another header, when that was accepted.
        key_header: Name of that header.
        made_up: Codex's own request with a made-up key, where none is configured and an error of
            the endpoint's own became another answer by it.
        reduction: The search for the smallest refused part of the request.
        direct: The same request past the proxy, where one applies to an address of this machine.
        reluctance: What was asked when no tool call came.
        side: The further requests behind these facts.
        version: Codex version whose requests were sent, None for the newest.
        catalog: The models of the file that took the place of Codex's own list.
    """

    model: str
    dialect: str
    first: Exchange
    attempts: tuple[Exchange, ...]
    follow_ups: tuple[Exchange, ...] = ()
    models: Exchange | None = None
    served: tuple[str, ...] = ()
    own: Exchange | None = None
    chat: Exchange | None = None
    versioned: Exchange | None = None
    bases: tuple[Exchange, ...] = ()
    spoken: Spoken = ""
    holder: Words = ""
    renamed: str = ""
    plainer: str = ""
    keyless: Exchange | None = None
    rekeyed: Exchange | None = None
    key_header: str = ""
    made_up: Exchange | None = None
    reduction: Reduction | None = None
    direct: Exchange | None = None
    reluctance: Reluctance | None = None
    side: tuple[Exchange, ...] = ()
    version: str | None = None
    catalog: tuple[CatalogModel, ...] = ()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange, in the order in which they were sent."""
        told = (self.models, self.own, self.chat, self.direct, self.versioned)
        extra = tuple(one for one in told if one is not None)
        tried = self.reduction.tried if self.reduction else ()
        tried += self.reluctance.exchanges if self.reluctance else ()
        # An answer to the same question may be kept under two names.
        unique = {id(one): one for one in (*extra, *self.bases, *self.side, *tried)}
        return tuple(
            sorted(
                (*self.attempts, *self.follow_ups, *unique.values()),
                key=lambda exchange: exchange.started_s,
            )
        )
