"""The live eyes: each fact is looked at now, on this machine, the way Codex goes.

Probes that few set-ups need (proxy, TLS) are loaded when they are first used.
"""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.mended_address import is_within_containers, meant_port, with_port
from codex_doctor.codex.packages import editor_programs
from codex_doctor.codex.urls import DEFAULT_PORTS, parse_url
from codex_doctor.codex.wire.series import series_for
from codex_doctor.context import NotSeenError
from codex_doctor.eyes.names import NameLookups
from codex_doctor.probes.connections.connect import connect
from codex_doctor.probes.connections.kept import KeptConnection
from codex_doctor.probes.exchanges.ask import Asker
from codex_doctor.probes.exchanges.http import Sender
from codex_doctor.probes.experiments import past_proxy
from codex_doctor.probes.machine.installation import find_codex
from codex_doctor.probes.names import dns
from codex_doctor.probes.turns.turn import TurnRunner

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from codex_doctor.codex.wire.request import Request, RequestSeries
    from codex_doctor.facts import (
        Connection,
        DnsAnswer,
        Endpoint,
        Exchange,
        Inputs,
        Installation,
        NameDoubt,
        ProxyAnswer,
        ProxyChoice,
        Secrets,
        Sent,
        Setup,
        TlsHandshake,
        Turn,
    )
    from codex_doctor.facts.session import SessionTry
    from codex_doctor.facts.survey import Survey
    from codex_doctor.facts.turn import Spoken
    from codex_doctor.facts.websocket import SocketTry
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.probes.connections.kept import Open
    from codex_doctor.probes.exchanges.codex_network import Take
    from codex_doctor.probes.tls.trust import Trust
    from codex_doctor.words.told import Told, Words

CONNECT_TIMEOUT_S = 3.5
# When a connection takes so long, the name is doubted while it is still tried.
DOUBT_AFTER_S = 1.0
DOUBT_TIMEOUT_S = 2.0
HANDSHAKE_TIMEOUT_S = 5.0
PROXY_HANDSHAKE_TIMEOUT_S = 2.0
_NO_TLS = frozenset({"plain_http", "closed", "timeout", "error"})


class LiveEyes:
    """Looks with real probes; `exchanges` is the log of every request, also of a broken-off run.

    `carried` has what each of them carried. Of the budget of requests `spent` is gone already, and
    `roots` waits for what is trusted, where that is being loaded.
    """

    def __init__(
        self,
        *,
        inputs: Inputs,
        setup: Setup,
        secrets: Secrets,
        deadline: Deadline,
        installation: Installation | None = None,
        spent: int = 0,
        names: dict[str, asyncio.Future[DnsAnswer]] | None = None,
        roots: Callable[[], Trust] | None = None,
    ) -> None:
        self._inputs = inputs
        self._installation = installation
        self._spent = spent
        self._setup = setup
        self._roots = roots
        self._secrets = secrets
        self._deadline = deadline
        self.exchanges: list[Exchange] = []
        self.carried: list[Sent] = []
        self._context: ssl.SSLContext | None = None
        self._kept = KeptConnection()
        self._names = NameLookups(inputs.environ, names)

    async def installation(self) -> Installation:
        """Look for further Codex binaries, and for what would differ with them."""
        found = self._installation or await find_codex(self._inputs, self._deadline)
        others = editor_programs(self._inputs.home)
        if not others and len(found.found) < 2:
            return found
        from codex_doctor.probes.machine.other_codex import compared

        return await compared(found, others, self._inputs, self._deadline)

    async def lookup(self) -> DnsAnswer:
        """Resolve the host of the proxy if one applies, else the endpoint's."""
        hop = self._endpoint.proxy or self._endpoint
        answer = await self._names.look_up(hop.host)
        if answer.rcode != "NXDOMAIN":
            return answer
        place = self._meant_place()
        return replace(answer, meant=await self._names.meant(place)) if place else answer

    def _meant_place(self) -> tuple[str, int] | None:
        """Return host and port that are meant by a name that does not exist."""
        proxy, endpoint = self._endpoint.proxy, self._endpoint
        if proxy:
            better = parse_url(proxy.better)
            return (better.host, better.port) if better else None
        is_usual = endpoint.port in DEFAULT_PORTS.values()
        is_within = is_within_containers(endpoint.host) and not is_usual
        return meant_port(endpoint.host) or (("127.0.0.1", endpoint.port) if is_within else None)

    async def proxy(self) -> ProxyAnswer | None:
        """Try the proxy that applies; None when none does."""
        choice, endpoint = self._endpoint.proxy, self._endpoint
        if choice is None:
            return None
        from codex_doctor.probes import proxy

        refusal = await self._judge_proxy(choice) if choice.url.startswith("https:") else ""
        answer = await proxy.try_proxy(
            choice,
            proxy_url=self._secrets.proxy_url or choice.url,
            target_host=endpoint.host,
            target_port=endpoint.port,
            tunnel=endpoint.scheme == "https",
            timeout_s=CONNECT_TIMEOUT_S,
            context=self._proxy_context,
        )
        return replace(answer, status=None, detail=refusal, kind="tls") if refusal else answer

    async def meant_proxy(self) -> Connection | None:
        """Connect to the proxy that an odd variable means; None when that is not known."""
        odd = self._endpoint.odd_proxy
        meant = parse_url(odd.better) if odd else None
        return await self._names.meant((meant.host, meant.port)) if meant else None

    async def _judge_proxy(self, choice: ProxyChoice) -> Words:
        """Return why Codex refuses the certificate of an https:// proxy, "" when it does not."""
        from codex_doctor.probes.tls import proxy_certificate

        refusal, self._proxy_context = await proxy_certificate.judge(
            choice,
            addresses=(await self._names.look_up(choice.host)).addresses,
            trust=self._trust,
            timeout_s=PROXY_HANDSHAKE_TIMEOUT_S,
        )
        return refusal

    async def connection(self, answer: DnsAnswer) -> Connection:
        """Connect to the proxy that applies, else to the endpoint; when that is slow, doubt."""
        connection = await self._connect(answer)
        self._names.note(answer, connection)
        return connection

    async def _connect(self, answer: DnsAnswer) -> Connection:
        hop = self._endpoint.proxy or self._endpoint
        trying = asyncio.ensure_future(
            connect(
                hop.host,
                hop.port,
                answer.addresses,
                timeout_s=CONNECT_TIMEOUT_S,
                kept=None if self._endpoint.proxy else self._kept,
            )
        )
        await asyncio.wait({trying}, timeout=DOUBT_AFTER_S)
        if trying.done() and trying.result().is_open:
            return trying.result()
        connection, doubt = await asyncio.gather(trying, self.doubt(answer))
        if connection.is_open:
            return connection
        return replace(connection, doubt=doubt, meant=await self._behind_path())

    async def _behind_path(self) -> Connection | None:
        """Connect to the port that stands within the path, None without one."""
        endpoint = self._endpoint
        meant = None if endpoint.proxy else parse_url(with_port(endpoint.base_url))
        if meant is None or meant.port == endpoint.port:
            return None
        return await self._names.meant((meant.host, meant.port))

    async def doubt(self, answer: DnsAnswer) -> NameDoubt | None:
        """Look whether the addresses are the host's own."""
        hop = self._endpoint.proxy or self._endpoint
        if dns.is_literal(hop.host):
            return None
        from codex_doctor.probes.names import doubt

        return await doubt.look(answer, hop.port, timeout_s=DOUBT_TIMEOUT_S, way=self._names.way)

    async def tls(self, answer: DnsAnswer) -> TlsHandshake | None:
        """Shake hands with the endpoint, through the proxy if one applies."""
        endpoint = self._endpoint
        if endpoint.scheme != "https":
            return None
        from codex_doctor.probes.tls import handshakes

        seen, self._context = await handshakes.handshake(
            endpoint.host,
            endpoint.port,
            addresses=answer.addresses,
            trust=self._trust,
            proxy=endpoint.proxy,
            proxy_url=self._secrets.proxy_url,
            proxy_context=self._proxy_context,
            timeout_s=HANDSHAKE_TIMEOUT_S,
            kept=self._kept,
        )
        if seen.result not in _NO_TLS or endpoint.proxy:
            return seen
        from codex_doctor.probes.connections.local_ports import holder

        return replace(seen, holder=await holder(endpoint))

    async def websocket(self) -> SocketTry | None:
        """Try the WebSocket; None when Codex does not."""
        if not self._setup.supports_websockets:
            return None
        from codex_doctor.probes.exchanges.websocket import try_websocket

        async with self._sender(http2=False) as sender:
            return await try_websocket(
                sender, setup=self._setup, secrets=self._secrets, series=self._series
            )

    async def turn(self) -> Turn:
        """Run one small Codex turn; where the key is not known only the route is asked for."""
        if self._inputs.keyless:
            return await self._route()
        async with self._sender(take=self._take) as sender:
            turn = await TurnRunner(self._asker(sender)).run()
        if past_proxy.is_worth_a_look(turn, self._endpoint):
            async with self._sender(is_direct=True) as sender:
                turn = await past_proxy.looked(turn, self._asker(sender))
        spoken = await self._spoken(turn.first)
        if not spoken:
            return turn
        from codex_doctor.probes.connections.local_ports import holder

        return replace(turn, spoken=spoken, holder=await holder(self._endpoint))

    async def _route(self) -> Turn:
        async with self._sender(take=self._take) as sender:
            turn = await TurnRunner(self._asker(sender)).without_key()
        if turn is None:
            raise NotSeenError("turn")
        return turn

    async def first_request(self) -> Turn:
        """Send the first request of a turn, and nothing that follows from its answer."""
        async with self._sender(take=self._take) as sender:
            return await TurnRunner(self._asker(sender)).first()

    async def finished(self, turn: Turn) -> Turn:
        """Return a turn with the requests that carry the output of its tool calls."""
        async with self._sender() as sender:
            return await TurnRunner(self._asker(sender)).finished(turn)

    async def read(self, purpose: Told | str, request: Request) -> Exchange:
        """Send a request that belongs to no turn, and read its answer as Codex does."""
        async with self._sender() as sender:
            return await self._asker(sender).read(purpose, request)

    async def session(self, turn: Turn) -> SessionTry:
        """Go on after this turn."""
        from codex_doctor.codex.side_models import side_models
        from codex_doctor.probes.turns.session import run_session

        sides = side_models(self._inputs, self._setup, self._secrets.config)
        async with self._sender() as sender:
            return await run_session(self._asker(sender), turn, sides)

    async def survey(self) -> Survey:
        """Look what the address serves, without a word to a model."""
        from codex_doctor.probes.experiments.survey import survey

        async with self._sender() as sender:
            return await survey(self._asker(sender))

    def _asker(self, sender: Sender) -> Asker:
        return Asker(
            sender=sender,
            deadline=self._deadline,
            setup=self._setup,
            secrets=self._secrets,
            series=self._series,
            asked=self._spent,
        )

    async def close(self) -> None:
        """Close what no request has taken."""
        await self._kept.drop()

    async def _take(self, host: str, port: int) -> Open | None:
        return await self._kept.take(host, port, secured=self._endpoint.scheme == "https")

    def _sender(
        self, *, http2: bool = True, is_direct: bool = False, take: Take | None = None
    ) -> Sender:
        verify = self._context or self._trust.context if self._endpoint.scheme == "https" else None
        return Sender(
            secrets=self._secrets,
            deadline=self._deadline,
            verify=verify,
            proxy_url=self._secrets.proxy_url if self._endpoint.proxy and not is_direct else None,
            proxy_verify=self._proxy_context,
            log=self.exchanges,
            sent=self.carried,
            http2=http2,
            resolve=self._names.addresses,
            take=take,
        )

    @cached_property
    def _series(self) -> RequestSeries:
        return series_for(self._inputs, self._setup, self._secrets)

    async def _spoken(self, first: Exchange) -> Spoken:
        """Look what the port speaks, when it closed an http:// connection without an answer."""
        endpoint = self._endpoint
        is_plain = endpoint.scheme == "http" and not endpoint.proxy
        if not is_plain or first.failure not in {"reset", "not_http"}:
            return ""
        from codex_doctor.probes.tls import handshakes

        return await handshakes.spoken(
            endpoint.host,
            endpoint.port,
            addresses=(await self._names.look_up(endpoint.host)).addresses,
            timeout_s=min(HANDSHAKE_TIMEOUT_S, self._deadline.look_s()),
        )

    @property
    def _endpoint(self) -> Endpoint:
        if self._setup.endpoint is None:
            raise LookupError("no endpoint to look at")
        return self._setup.endpoint

    @cached_property
    def _proxy_context(self) -> ssl.SSLContext | None:
        """The roots for a proxy with https://, None for every other."""
        choice = self._endpoint.proxy
        is_tls = choice is not None and choice.url.startswith("https:")
        return self._trust.proxy_context() if is_tls else None

    @cached_property
    def _trust(self) -> Trust:
        if self._roots:
            return self._roots()
        from codex_doctor.probes.tls.trust import trust_for

        return trust_for(self._endpoint, self._inputs.environ, self._deadline)
