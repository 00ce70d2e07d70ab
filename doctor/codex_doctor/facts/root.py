"""Everything that one diagnosis saw, as one value that can be written and read back.

It never holds a secret: it is written after `redact`. What the facts mean is for the checks.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from codex_doctor.facts.exchange import Exchange, Sent
from codex_doctor.facts.network import (
    Connection,
    DnsAnswer,
    NameDoubt,
    ProxyAnswer,
    TlsHandshake,
)
from codex_doctor.facts.session import SessionTry
from codex_doctor.facts.setup import Installation, Setup
from codex_doctor.facts.turn import Turn
from codex_doctor.facts.websocket import SocketTry
from codex_doctor.words.sentence import plain


class Asked(Struct, frozen=True):
    """What the user asked for, as far as it decides what facts mean.

    Attributes:
        codex_version: Whose rules count.
        offline: Whether nothing was to be sent.
        thorough: Whether what costs more than one turn was looked at too.
    """

    codex_version: str | None = None
    offline: bool = False
    thorough: bool = False


class Facts(Struct, frozen=True):
    """What was seen; each fact is None when it was not looked at, or when there is none.

    Attributes:
        seen: Names of the facts that were looked at to the end.
        exchanges: Every request of the run, in order.
        sent: What each of them carried.
        left_out: So many texts are not there, for there was no time to look for secrets in them.
        ahead: What was seen with the first fix made, which nobody had made yet; its requests are
            among those of the run.
    """

    asked: Asked
    setup: Setup
    seen: frozenset[str] = frozenset()
    installation: Installation | None = None
    lookup: DnsAnswer | None = None
    proxy: ProxyAnswer | None = None
    meant_proxy: Connection | None = None
    connection: Connection | None = None
    doubt: NameDoubt | None = None
    tls: TlsHandshake | None = None
    turn: Turn | None = None
    websocket: SocketTry | None = None
    session: SessionTry | None = None
    exchanges: tuple[Exchange, ...] = ()
    sent: tuple[Sent, ...] = ()
    left_out: int = 0
    ahead: Facts | None = None


def write_facts(facts: Facts) -> bytes:
    """Return the facts as JSON."""
    return msgspec.json.encode(facts, order="sorted", enc_hook=plain)


def read_facts(data: bytes) -> Facts:
    """Read facts that were written.

    Raises:
        msgspec.ValidationError: It is no JSON, or not of facts.
    """
    return msgspec.json.decode(data, type=Facts)
