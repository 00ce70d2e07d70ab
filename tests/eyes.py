"""Eyes that see what a test tells them, and healthy facts of a set-up and a turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.context import Context
from codex_doctor.facts import (
    CodexFact,
    ConnectAttempt,
    Connection,
    Credential,
    CredentialShown,
    DnsAnswer,
    Endpoint,
    Exchange,
    Inputs,
    Installation,
    Setup,
    Turn,
)
from codex_doctor.facts.session import SessionTry
from codex_doctor.looking import asked_of
from streams import call, completed, done, message, read, sse

if TYPE_CHECKING:
    from codex_doctor.facts import NameDoubt, ProxyAnswer, TlsHandshake
    from codex_doctor.facts.websocket import SocketTry

URL = "https://gw.example/v1/responses"
INPUTS = Inputs(environ={}, cwd=Path("/home/user"), home=Path("/home/user"))
ENDPOINT = Endpoint(
    base_url="https://gw.example/v1",
    url=URL,
    scheme="https",
    host="gw.example",
    port=443,
    path="/v1/responses",
    is_loopback=False,
)
SETUP = Setup(
    codex_home="~/.codex",
    layers=(),
    problems=(),
    profile=None,
    provider_id="lab",
    provider_name="Lab",
    provider_origin=None,
    endpoint=ENDPOINT,
    model="lab-model-1",
    model_origin=None,
    credential=Credential(
        source="env_key",
        name="LAB_API_KEY",
        sent=True,
        shown=CredentialShown("LAB_API_KEY", "sk-…89ab (51 characters, id 1a2b3c)"),
    ),
)
HEALTHY = sse(done(call()), completed())
ANSWER = sse(done(message()), completed())


def exchange(
    body: bytes = HEALTHY,
    *,
    status: int | None = 200,
    url: str = URL,
    kind: str = "text/event-stream",
    how: str = "closed",
    failure: str = "",
    detail: str = "",
    headers: tuple[tuple[str, str], ...] = (),
) -> Exchange:
    """Return an exchange of a model request, healthy by default."""
    is_read = status is not None and 200 <= status < 300
    return Exchange(
        purpose="first request of a turn",
        method="POST",
        url=url,
        started_s=0.1,
        total_s=0.2,
        status=status,
        headers=(("content-type", kind), *headers),
        body=body,
        failure=failure,
        detail=detail,
        bytes_sent=39_000,
        bytes_received=len(body),
        reading=read(body, how=how) if is_read else None,
    )


def refused(status: int, body: bytes, *, url: str = URL) -> Exchange:
    """Return an exchange that the endpoint answers with an error."""
    return exchange(body, status=status, url=url, kind="application/json")


def turn(first: Exchange | None = None, *follow_ups: Exchange) -> Turn:
    """Return a turn, healthy by default."""
    first = exchange() if first is None else first
    reading = first.reading
    if not follow_ups and reading and reading.calls and reading.ending == "completed":
        follow_ups = (exchange(ANSWER),)
    return Turn(
        model="lab-model-1",
        dialect="freeform",
        first=first,
        attempts=(first,),
        follow_ups=follow_ups,
    )


class ToldEyes:
    """Sees a healthy machine and this turn."""

    def __init__(self, seen: Turn) -> None:
        self.seen = seen
        self.socket: SocketTry | None = None
        self.meant: Connection | None = None
        self.looks: list[str] = []

    async def installation(self) -> Installation:
        self.looks.append("installation")
        return Installation(CodexFact("0.169.0", "installed", "/usr/bin/codex"))

    async def lookup(self) -> DnsAnswer:
        self.looks.append("lookup")
        return DnsAnswer("gw.example", ("192.0.2.1",), "NOERROR", 0.01)

    async def proxy(self) -> ProxyAnswer | None:
        self.looks.append("proxy")
        return None

    async def meant_proxy(self) -> Connection | None:
        self.looks.append("meant_proxy")
        return self.meant

    async def connection(self, answer: DnsAnswer) -> Connection:
        self.looks.append("connection")
        attempt = ConnectAttempt(f"{answer.addresses[0]}:443", "open", 0.01)
        return Connection("gw.example", 443, (attempt,))

    async def doubt(self, answer: DnsAnswer) -> NameDoubt | None:
        self.looks.append("doubt")
        return None

    async def tls(self, answer: DnsAnswer) -> TlsHandshake | None:
        self.looks.append("tls")
        return None

    async def turn(self) -> Turn:
        self.looks.append("turn")
        return self.seen

    async def websocket(self) -> SocketTry | None:
        self.looks.append("websocket")
        return self.socket

    async def session(self, turn: Turn) -> SessionTry:
        self.looks.append("session")
        return SessionTry(turn.first)


def context(seen: Turn | None = None, setup: Setup = SETUP) -> Context:
    """Return a context whose eyes see this turn."""
    return Context(
        asked=asked_of(INPUTS), setup=setup, eyes=ToldEyes(turn() if seen is None else seen)
    )


def without_endpoint() -> Setup:
    """Return a set-up for which no URL can be built."""
    return replace(SETUP, endpoint=None)
