"""Eyes that see what another run saw: nothing is sent, opened or waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from codex_doctor.context import NotSeenError

if TYPE_CHECKING:
    from codex_doctor.facts import (
        Connection,
        DnsAnswer,
        Facts,
        Installation,
        NameDoubt,
        ProxyAnswer,
        TlsHandshake,
        Turn,
    )
    from codex_doctor.facts.session import SessionTry
    from codex_doctor.facts.websocket import SocketTry

T = TypeVar("T")


class RecordedEyes:
    """Gives the facts of a recording; what it does not have raises NotSeenError."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    async def installation(self) -> Installation:
        """Return the Codex binaries of that machine."""
        return self._known("installation", self._facts.installation)

    async def lookup(self) -> DnsAnswer:
        """Return the look-up of that run."""
        return self._known("lookup", self._facts.lookup)

    async def proxy(self) -> ProxyAnswer | None:
        """Return what the proxy did then."""
        return self._there("proxy", self._facts.proxy)

    async def meant_proxy(self) -> Connection | None:
        """Return the attempt at the proxy that was meant; older recordings have none."""
        return self._facts.meant_proxy

    async def connection(self, answer: DnsAnswer) -> Connection:  # noqa: ARG002 - a name of Eyes
        """Return the TCP attempts of that run."""
        return self._known("connection", self._facts.connection)

    async def doubt(self, answer: DnsAnswer) -> NameDoubt | None:  # noqa: ARG002 - a name of Eyes
        """Return what spoke against the addresses."""
        return self._there("doubt", self._facts.doubt)

    async def tls(self, answer: DnsAnswer) -> TlsHandshake | None:  # noqa: ARG002 - a name of Eyes
        """Return the handshake of that run."""
        return self._there("tls", self._facts.tls)

    async def turn(self) -> Turn:
        """Return the turn of that run."""
        return self._known("turn", self._facts.turn)

    async def websocket(self) -> SocketTry | None:
        """Return the attempt to open a WebSocket."""
        return self._there("websocket", self._facts.websocket)

    async def session(self, turn: Turn) -> SessionTry:  # noqa: ARG002 - a name of Eyes
        """Return what came after the first turn."""
        return self._known("session", self._facts.session)

    def _there(self, name: str, fact: T) -> T:
        if name not in self._facts.seen:
            raise NotSeenError(name)
        return fact

    def _known(self, name: str, fact: T | None) -> T:
        if fact is None:
            raise NotSeenError(name)
        return fact
