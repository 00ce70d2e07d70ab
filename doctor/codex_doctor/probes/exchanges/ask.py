"""How the probes of one turn put their questions to the endpoint: Codex's way, or smaller.

What is asked and when is decided by `turn`, `tell_apart` and `minimise`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from codex_doctor.answers.answer import is_accepted
from codex_doctor.codex.urls import without_route
from codex_doctor.codex.versions import holds
from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.probes.exchanges.http_request import MAX_BODY_BYTES, Outgoing
from codex_doctor.secrets.addresses import mask_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.codex.wire.request import Request, RequestSeries
    from codex_doctor.facts import Exchange, Secrets, Setup
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.probes.exchanges.http import Sender
    from codex_doctor.probes.exchanges.http_request import ReaderMaker
    from codex_doctor.words.told import Told

MAX_REQUESTS = 12
SIDE_TIMEOUT_S = 10.0
# A small prompt is answered sooner than Codex's own; what takes longer tells nothing.
SMALL_TIMEOUT_S = 20.0
# Of the time that is left: the rest must do to see whether a small request is answered.
_PATIENCE = 0.8
AUTHORIZATION = "authorization"
# Where services that do not read Authorization look for the key.
KEY_HEADERS = ("api-key", "x-api-key")

Header = tuple[str, bytes]


class Asker:
    """Asks the endpoint of one set-up; knows how many questions are left."""

    def __init__(
        self,
        *,
        sender: Sender,
        deadline: Deadline,
        setup: Setup,
        secrets: Secrets,
        series: RequestSeries,
        asked: int = 0,
    ) -> None:
        self._sender = sender
        self.deadline = deadline
        self.setup = setup
        self.series = series
        self.url = secrets.url or ""
        self.secret_headers = secrets.headers
        self.asked = asked
        # What is left of the budget is for other questions than one that was answered already.
        self.is_thrifty = asked > 0

    @property
    def room(self) -> int:
        """How many requests are left of the budget; none when the time is up."""
        return MAX_REQUESTS - self.asked if self.deadline.look_s() > 0 else 0

    async def turn(
        self, purpose: Told | str, replayed: tuple[Mapping[str, object], ...] = ()
    ) -> Exchange:
        """Send a model request as Codex does, and read its stream as Codex does."""
        return await self.read(purpose, self.series.request(replayed))

    async def read(
        self,
        purpose: Told | str,
        request: Request,
        *,
        secret_headers: tuple[Header, ...] | None = None,
    ) -> Exchange:
        """Send a model request that Codex does not send, and read its stream as Codex does."""
        return await self._send(
            replace(
                self._posted(purpose, request),
                secret_headers=self.secret_headers if secret_headers is None else secret_headers,
                idle_timeout_s=self.setup.idle_timeout_ms / 1000,
                patience_s=_PATIENCE * self.deadline.look_s(),
                reader=self._reader(),
                reads_to_end=not (
                    self.setup.speaks_chat or holds("ends_at_completed", self.series.version)
                ),
                unpacks=holds("answers_unpacked", self.series.version),
            )
        )

    def _reader(self) -> ReaderMaker:
        """Return how the version that asks reads a stream."""
        version = self.series.version
        if self.setup.speaks_chat:
            from codex_doctor.codex.wire.chat.stream import ChatReader

            return partial(ChatReader, version)
        return partial(
            StreamReader,
            takes_done=holds("response_done_taken", version),
            runs_local_shell=holds("local_shell_items", version),
            keeps_digits=holds("digits_kept", version),
            version=version,
        )

    async def small(
        self,
        purpose: Told | str,
        request: Request,
        *,
        secret_headers: tuple[Header, ...] | None = None,
        timeout_s: float = SMALL_TIMEOUT_S,
    ) -> Exchange:
        """Send a model request of which only the status counts; an answer is not read."""
        return await self._send(
            replace(
                self._posted(purpose, request),
                secret_headers=self.secret_headers if secret_headers is None else secret_headers,
                timeout_s=timeout_s,
                is_peek=True,
            )
        )

    async def like(
        self,
        refused: Exchange,
        purpose: Told | str,
        request: Request,
        *,
        secret_headers: tuple[Header, ...] | None = None,
    ) -> Exchange:
        """Send a small request so that it is seen whether it is refused as another one was.

        A refusal inside a stream is only seen by who reads it.
        """
        ask = self.read if is_accepted(refused) else self.small
        return await ask(purpose, request, secret_headers=secret_headers)

    def _posted(self, purpose: Told | str, request: Request) -> Outgoing:
        """Return a model request to the endpoint, with the key."""
        return Outgoing(
            purpose=purpose,
            method="POST",
            url=self.url,
            shown=self.setup.endpoint.url if self.setup.endpoint else "",
            headers=request.headers,
            secret_headers=self.secret_headers,
            body=request.body,
        )

    async def side(
        self,
        method: str,
        url: str,
        purpose: Told | str,
        *,
        max_bytes: int = MAX_BODY_BYTES,
        key: bool,
    ) -> Exchange:
        """Send a cheap request: an empty object, which no endpoint answers with tokens."""
        skipped = {"accept", "content-type"}
        headers = [pair for pair in self.series.request().headers if pair[0] not in skipped]
        headers.append(("accept", "application/json"))
        body = b"" if method == "GET" else b"{}"
        if body:
            headers.append(("content-type", "application/json"))
        return await self._send(
            Outgoing(
                purpose=purpose,
                method=method,
                url=url,
                shown=mask_url(url),
                headers=tuple(headers),
                secret_headers=self.secret_headers if key else self.keyless_headers,
                body=body,
                max_body_bytes=max_bytes,
                timeout_s=SIDE_TIMEOUT_S,
            )
        )

    @property
    def keyless_headers(self) -> tuple[Header, ...]:
        """The configured headers without the credential."""
        carrier = self.key_header
        return tuple(one for one in self.secret_headers if one[0].lower() != carrier)

    @property
    def key_header(self) -> str:
        """The header that carries the credential, "" when none does."""
        # A name that is written with the wrong line carries the key all the same.
        sent = {name.replace("_", "-"): name for name in map(_lower, self.secret_headers)}
        # A header of another name carries it where there is no further one.
        alone = tuple(sent) if self.setup.credential.sent and len(sent) == 1 else ()
        return next((sent[one] for one in (AUTHORIZATION, *KEY_HEADERS, *alone) if one in sent), "")

    async def _send(self, outgoing: Outgoing) -> Exchange:
        self.asked += 1
        exchange = await self._sender.send(outgoing)
        self.asked += len(exchange.redirects)
        return exchange


def _lower(header: Header) -> str:
    return header[0].lower()


def sibling(url: str, route: str) -> str:
    """Return the URL of another route beside the one that Codex posts to, with the same query."""
    parts = urlsplit(url)
    return parts._replace(path=without_route(parts.path) + route).geturl()
