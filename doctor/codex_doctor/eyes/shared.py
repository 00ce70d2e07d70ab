"""Eyes that know what was looked at already, for judging one endpoint by several versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.context import NotSeenError
from codex_doctor.facts import CodexFact, Installation

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import (
        Connection,
        DnsAnswer,
        NameDoubt,
        ProxyAnswer,
        TlsHandshake,
        Turn,
    )
    from codex_doctor.facts.session import SessionTry
    from codex_doctor.facts.websocket import SocketTry


class SharedEyes:
    """Answers from the looks of another run and from one turn; sends nothing itself."""

    def __init__(self, shared: Context | None, turn: Turn | None) -> None:
        self._context = shared
        self._turn = turn

    async def installation(self) -> Installation:
        """Return that no Codex was looked for."""
        return Installation(CodexFact(None, "assumed", None))

    async def lookup(self) -> DnsAnswer:
        """Return the lookup of the shared run."""
        return await self._shared.lookup()

    async def proxy(self) -> ProxyAnswer | None:
        """Return the proxy of the shared run."""
        return await self._shared.proxy()

    async def connection(self, answer: DnsAnswer) -> Connection:  # noqa: ARG002 -- a name of Eyes
        """Return the connection of the shared run."""
        return await self._shared.connection()

    async def doubt(self, answer: DnsAnswer) -> NameDoubt | None:  # noqa: ARG002 -- a name of Eyes
        """Return the doubt of the shared run."""
        return await self._shared.doubt()

    async def tls(self, answer: DnsAnswer) -> TlsHandshake | None:  # noqa: ARG002 -- a name of Eyes
        """Return the handshake of the shared run."""
        return await self._shared.tls()

    async def websocket(self) -> SocketTry | None:
        """Return that no WebSocket was tried."""
        return None

    async def session(self, turn: Turn) -> SessionTry:  # noqa: ARG002 -- a name of Eyes
        """Raise NotSeenError: a session costs more than a comparison of versions is worth."""
        raise NotSeenError("session")

    async def turn(self) -> Turn:
        """Return the turn that was sent for this version."""
        if self._turn is None:
            raise NotSeenError("turn")
        return self._turn

    @property
    def _shared(self) -> Context:
        if self._context is None:
            raise NotSeenError("endpoint")
        return self._context
