"""What a check is given: facts on demand, each measured once per run and shared.

A check never opens a file or a socket itself: it asks the context, which asks an eye.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine

    from codex_doctor.facts import (
        Asked,
        Connection,
        DnsAnswer,
        Endpoint,
        Facts,
        Installation,
        NameDoubt,
        ProxyAnswer,
        Setup,
        TlsHandshake,
        Turn,
    )
    from codex_doctor.facts.session import SessionTry
    from codex_doctor.facts.websocket import SocketTry

T = TypeVar("T")
# A connection may take its time to close; the report does not wait for that.
_CLOSE_S = 0.2
# Facts for which the credential is sent, and all for which anything is.
KEYED = frozenset({"turn", "websocket", "session"})
SENT = KEYED | {"lookup", "proxy", "meant_proxy", "connection", "doubt", "tls"}
# Those that cost more than one turn.
_THOROUGH = frozenset({"session"})


class NotSeenError(Exception):
    """A fact that these eyes did not look at; the message is its name."""


class Eyes(Protocol):
    """Where facts come from: live probes today, a recording or a bundle as well."""

    async def installation(self) -> Installation:
        """Look for Codex binaries."""
        ...

    async def lookup(self) -> DnsAnswer:
        """Resolve the host that Codex would resolve: the endpoint's, or the proxy's."""
        ...

    async def proxy(self) -> ProxyAnswer | None:
        """Try the proxy that applies; None when none does."""
        ...

    async def meant_proxy(self) -> Connection | None:
        """Connect to the proxy that an odd variable means; None when that is not known."""
        ...

    async def connection(self, answer: DnsAnswer) -> Connection:
        """Open TCP connections to these addresses: the endpoint's, or the proxy's."""
        ...

    async def doubt(self, answer: DnsAnswer) -> NameDoubt | None:
        """Look whether these addresses are the host's own; None when it is an address itself."""
        ...

    async def tls(self, answer: DnsAnswer) -> TlsHandshake | None:
        """Shake hands with the endpoint; None when its URL is http://."""
        ...

    async def turn(self) -> Turn:
        """Run one small Codex turn and what is needed to tell causes apart."""
        ...

    async def websocket(self) -> SocketTry | None:
        """Try the WebSocket; None when Codex does not try one with this provider."""
        ...

    async def session(self, turn: Turn) -> SessionTry:
        """Go on after this turn."""
        ...


class Context:
    """Gives each fact once per run, however many checks ask for it.

    A fact that may not be looked at is not, whatever the check says of itself that asks for it.
    """

    def __init__(
        self, *, asked: Asked, setup: Setup, eyes: Eyes, withheld: frozenset[str] = frozenset()
    ) -> None:
        self.asked = asked
        self.setup = setup
        self._withheld = withheld if asked.thorough else withheld | _THOROUGH
        self._eyes = eyes
        self._facts: dict[str, asyncio.Task[Any]] = {}

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint; only for checks that need `config`, which fails without one."""
        if self.setup.endpoint is None:
            raise LookupError("no endpoint: the check must need config")
        return self.setup.endpoint

    async def installation(self) -> Installation:
        """Return the Codex binaries on PATH."""
        return await self._once("installation", self._eyes.installation)

    async def lookup(self) -> DnsAnswer:
        """Return the answer to the name lookup."""
        return await self._once("lookup", self._eyes.lookup)

    async def proxy(self) -> ProxyAnswer | None:
        """Return what the proxy did, None when none applies."""
        return await self._once("proxy", self._eyes.proxy)

    async def meant_proxy(self) -> Connection | None:
        """Return the attempt at the proxy that was meant; to be asked only when nothing works."""
        return await self._once("meant_proxy", self._eyes.meant_proxy)

    async def connection(self) -> Connection:
        """Return the TCP attempts."""
        answer = await self.lookup()
        return await self._once("connection", lambda: self._eyes.connection(answer))

    async def doubt(self) -> NameDoubt | None:
        """Return what speaks against the addresses; to be asked only when they do not work."""
        answer = await self.lookup()
        return await self._once("doubt", lambda: self._eyes.doubt(answer))

    async def tls(self) -> TlsHandshake | None:
        """Return the TLS handshake, None for http://."""
        answer = await self.lookup()
        return await self._once("tls", lambda: self._eyes.tls(answer))

    async def turn(self) -> Turn:
        """Return the turn."""
        return await self._once("turn", self._eyes.turn)

    async def websocket(self) -> SocketTry | None:
        """Return the attempt to open a WebSocket, None when Codex makes none."""
        return await self._once("websocket", self._eyes.websocket)

    async def session(self) -> SessionTry:
        """Return what came after the first turn."""
        turn = await self.turn()
        return await self._once("session", lambda: self._eyes.session(turn))

    def facts(self) -> Facts:
        """Return what was looked at so far and to the end."""
        seen = {
            name: task.result()
            for name, task in self._facts.items()
            if task.done() and not task.cancelled() and not task.exception()
        }
        # Late: a configuration alone needs none of it.
        from codex_doctor.facts import Facts

        return Facts(asked=self.asked, setup=self.setup, seen=frozenset(seen), **seen)

    async def close(self) -> None:
        """Give up what nobody waits for any more."""
        import asyncio

        pending = [task for task in self._facts.values() if not task.done()]
        for task in pending:
            task.cancel()
        if pending:
            await asyncio.wait(pending, timeout=_CLOSE_S)

    async def _once(self, name: str, look: Callable[[], Coroutine[Any, Any, T]]) -> T:
        # Here, because judging what was seen needs no event loop.
        import asyncio

        if name in self._withheld:
            raise NotSeenError(name)
        if name not in self._facts:
            self._facts[name] = asyncio.ensure_future(look())
        # Shielded: one check that runs out of time must not take the fact from the others.
        return await asyncio.shield(self._facts[name])
