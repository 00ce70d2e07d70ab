"""One HTTP exchange, as Codex's client would have it; every failure is a fact.

Sends what it is given and nothing else, and follows redirects by the rules of Codex's client. How
far an answer is read is the business of `answer_reading`, and what it means nobody's here.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
from msgspec.structs import replace

from codex_doctor.codex.origins import is_entitled, tells_secret
from codex_doctor.facts import Exchange, Secrets, Sent
from codex_doctor.probes.exchanges.answer_reading import least_s, read_answer
from codex_doctor.probes.exchanges.codex_network import MAX_HEADERS, Resolve, Take, take_network
from codex_doctor.probes.exchanges.http_failures import (
    FAILURES,
    name_failure,
)
from codex_doctor.probes.exchanges.http_request import Outgoing, build_request, sent_of
from codex_doctor.probes.exchanges.phases import PhaseClock
from codex_doctor.probes.exchanges.redirects import next_request
from codex_doctor.secrets.masking import is_secret_name
from codex_doctor.secrets.search import MASK
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    import ssl

    from codex_doctor.platform.deadline import Deadline

MAX_REDIRECTS = 10  # the default of Codex's client
_FIELD_BYTES = 8 * 1024
_TICK_S = 1.0


class Sender:
    """Sends requests through one transport; use it as `async with`.

    Only the origin of the configured URL is sent secret headers, and no other origin a URL that
    tells a secret. `resolve` gives the addresses of a host; without it the system's resolver does.
    `take` may have an open connection to a host and port, which the first request then goes over.
    `sent` gets what each request of the `log` carries.
    """

    def __init__(
        self,
        *,
        secrets: Secrets,
        deadline: Deadline,
        verify: ssl.SSLContext | None,
        proxy_url: str | None,
        proxy_verify: ssl.SSLContext | None = None,
        log: list[Exchange],
        sent: list[Sent] | None = None,
        http2: bool = True,
        resolve: Resolve | None = None,
        take: Take | None = None,
    ) -> None:
        self._home = secrets.url or ""
        self._known = secrets.known
        self._deadline = deadline
        # No client: it adds headers, and takes cookies, redirects and user information its own way.
        self._transport = httpx.AsyncHTTPTransport(
            verify=verify if verify is not None else False,
            http2=http2 and verify is not None,
            # Only a proxy with https:// may have a context; it is another one than the endpoint's.
            proxy=httpx.Proxy(proxy_url, ssl_context=proxy_verify) if proxy_url else None,
            trust_env=False,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        if resolve is not None:
            take_network(self._transport, resolve, take)
        self._log = log
        self._sent: list[Sent] = [] if sent is None else sent

    async def __aenter__(self) -> Sender:
        """Return itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def send(self, outgoing: Outgoing) -> Exchange:
        """Send the request, follow redirects as Codex does, and return what happened."""
        followed: tuple[str, ...] = ()
        while True:
            outgoing = self._entitled(outgoing)
            place = self._begun(outgoing, followed)
            exchange = await self._ended(outgoing, place)
            target = next_request(outgoing, exchange)
            if target is None or len(followed) == MAX_REDIRECTS:
                return exchange
            followed += (target.shown,)
            if not self._may_follow(target.url):
                self._log[place] = replace(exchange, redirects=followed)
                return self._log[place]
            outgoing = target

    def _entitled(self, outgoing: Outgoing) -> Outgoing:
        """Return the request without secrets where they do not belong; they never come back."""
        if is_entitled(outgoing.url, home=self._home):
            return outgoing
        return replace(outgoing, secret_headers=())

    def _may_follow(self, url: str) -> bool:
        return is_entitled(url, home=self._home) or not tells_secret(url, known=self._known)

    def _begun(self, outgoing: Outgoing, followed: tuple[str, ...]) -> int:
        """Put a request into the log before it is sent, should the run end before it does."""
        started_s = self._deadline.now_s()
        self._sent.append(sent_of(outgoing))
        self._log.append(
            Exchange(
                purpose=outgoing.purpose,
                method=outgoing.method,
                url=outgoing.shown,
                started_s=started_s,
                total_s=started_s,
                bytes_sent=len(outgoing.body),
                redirects=followed,
            )
        )
        return len(self._log) - 1

    async def _ended(self, outgoing: Outgoing, place: int) -> Exchange:
        """Send the request that the log has at this place, and return what happened."""
        clock = PhaseClock(self._deadline.now_s)
        self._deadline.underway.wait(self._deadline.now_s())
        try:
            ended = await self._once(outgoing, place, clock)
        except asyncio.CancelledError:
            seen, over_s = self._log[place], self._deadline.now_s()
            phases = clock.phases()
            self._log[place] = replace(seen, failure="run_over", total_s=over_s, phases=phases)
            raise
        finally:
            self._deadline.underway.end()
        self._log[place] = replace(ended, phases=clock.phases())
        return self._log[place]

    async def _once(self, outgoing: Outgoing, place: int, clock: PhaseClock) -> Exchange:
        blank = self._log[place]
        try:
            response = await self._begun_answer(outgoing, clock)
        except TimeoutError:
            over_s = self._deadline.now_s()
            waited_s = over_s - blank.started_s
            waited = Told("http.none_in", {"waited_s": waited_s})
            # What is left of the budget by then is for a smaller question.
            if self._deadline.look_s() <= 0 or outgoing.patience_s < outgoing.timeout_s:
                waited = Told("http.none_in_budget", {"waited_s": waited_s})
            return replace(blank, failure="no_answer", detail=waited, total_s=over_s)
        except FAILURES as exc:
            failure, detail = name_failure(exc)
            return replace(blank, failure=failure, detail=detail, total_s=self._deadline.now_s())
        number = len(response.headers.raw)
        if number > MAX_HEADERS and response.extensions["http_version"] == b"HTTP/1.1":
            await response.aclose()
            told, over_s = Told("http.headers", {"count": number}), self._deadline.now_s()
            return replace(blank, failure="long_head", detail=told, total_s=over_s)
        answered = self._log[place] = replace(
            blank,
            status=response.status_code,
            headers=_bounded(response.headers),
            http_version=response.extensions["http_version"].decode("ascii", "replace"),
            first_byte_s=self._deadline.now_s(),
        )
        self._deadline.underway.receive(0, 0)
        try:
            if outgoing.on_upgrade is not None and response.status_code == 101:
                return await outgoing.on_upgrade(answered, response.extensions["network_stream"])
            if outgoing.is_peek and response.is_success:
                return replace(answered, total_s=self._deadline.now_s())
            return await read_answer(answered, response, outgoing, deadline=self._deadline)
        finally:
            await response.aclose()

    async def _begun_answer(self, outgoing: Outgoing, clock: PhaseClock) -> httpx.Response:
        """Wait until the answer begins.

        Raises:
            TimeoutError: It does not in time.
        """
        deadline = self._deadline
        if not deadline.is_patient or outgoing.idle_timeout_s is None:
            patience_s = min(outgoing.patience_s, deadline.look_s())
            limit_s = min(outgoing.timeout_s, max(patience_s, least_s(deadline, deadline.now_s())))
            async with asyncio.timeout(limit_s):
                return await self._response(outgoing, clock)
        seen_s = deadline.now_s()
        waiting = asyncio.ensure_future(self._response(outgoing, clock))
        try:
            while not waiting.done():
                await asyncio.wait({waiting}, timeout=_TICK_S)
                if deadline.interrupted:
                    raise TimeoutError
                now_s = deadline.now_s()
                deadline.forgive(now_s - seen_s)
                seen_s = now_s
            return waiting.result()
        finally:
            waiting.cancel()

    async def _response(self, outgoing: Outgoing, clock: PhaseClock) -> httpx.Response:
        try:
            return await self._transport.handle_async_request(build_request(outgoing, clock))
        except httpx.LocalProtocolError:
            # RFC 9113 section 8.2.2: Codex's library leaves out what HTTP/2 does not take, and ours
            # all of it but TE.
            plain = build_request(outgoing, clock, te=False)
            return await self._transport.handle_async_request(plain)


def _bounded(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    pairs = [(name.lower(), value) for name, value in headers.multi_items()[:100]]
    return tuple((name, MASK if _is_private(name) else text[:_FIELD_BYTES]) for name, text in pairs)


def _is_private(name: str) -> bool:
    """Tell whether a header is for Codex alone: a cookie, a token; a challenge is for all."""
    return is_secret_name(name) and not name.endswith("-authenticate")
