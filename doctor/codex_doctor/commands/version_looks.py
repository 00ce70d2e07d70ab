"""What `--codex-version all` sends: each distinct first request once, and one round trip.

Versions that send the same request to the same place share what comes back.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.answers.answer import cause_of
from codex_doctor.codex.versions import holds
from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.request import OPENAI
from codex_doctor.context import Context, NotSeenError
from codex_doctor.engine import run_checks
from codex_doctor.eyes.live import LiveEyes
from codex_doctor.facts import Facts
from codex_doctor.facts.turn import CHAT
from codex_doctor.looking import asked_of
from codex_doctor.platform.interruptible import until_signal
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from codex_doctor.facts import DnsAnswer, Endpoint, Exchange, Inputs, Secrets, Setup, Turn
    from codex_doctor.facts.websocket import SocketTry
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Selection
    from codex_doctor.platform.deadline import Deadline

_DONE = "response.done"
# More requests at a time are what a limit of the endpoint's would refuse.
_AT_ONCE = 6
# What an endpoint says before it looks at the rest of a request.
_ABOUT_KEY = frozenset({"auth.key_rejected", "auth.no_credential", "auth.key_of_other_service"})
# What decides the first request, and how its answer is read.
Key = tuple["Hashable", "Hashable"]


class VersionCase(Struct, frozen=True):
    """One version that stands for those like it."""

    inputs: Inputs
    setup: Setup
    secrets: Secrets


def request_likeness(case: VersionCase) -> Key:
    """Return what decides the first request that a version sends, and how it reads the answer."""
    inputs, setup, secrets = case.inputs, case.setup, case.secrets
    is_openai = setup.provider_name == OPENAI
    models = setup.surroundings.models
    dialect = find_dialect(
        setup.model or "", inputs.codex_version, is_openai=is_openai, catalog=models
    )
    if setup.speaks_chat:
        from codex_doctor.codex.wire.chat.recorded import chat_likeness

        place = chat_likeness(setup.model or "", inputs.codex_version)
    else:
        place = dialect.place, holds("ends_at_completed", inputs.codex_version)
    sent = setup.model, secrets.url, secrets.headers, secrets.proxy_url, place
    return sent, holds("response_done_taken", inputs.codex_version)


class _Eyes(LiveEyes):
    """The eyes of one version, with the turn that was sent for all that are like it."""

    def __init__(
        self,
        case: VersionCase,
        deadline: Deadline,
        exchanges: list[Exchange],
        names: dict[str, asyncio.Future[DnsAnswer]],
    ) -> None:
        super().__init__(
            inputs=case.inputs,
            setup=case.setup,
            secrets=case.secrets,
            deadline=deadline,
            names=names,
        )
        self.exchanges = exchanges
        self.case = case
        self.sent: Turn | None = None

    async def turn(self) -> Turn:
        """Return the turn that was sent.

        Raises:
            NotSeenError: None was.
        """
        if self.sent is None:
            raise NotSeenError("turn")
        return self.sent

    async def websocket(self) -> SocketTry | None:
        """Return that no WebSocket was tried: it costs more than a comparison is worth."""
        return None


class Looker:
    """Looks once at each endpoint, and sends each distinct first request once."""

    def __init__(self, deadline: Deadline, tell: Callable[[str], None]) -> None:
        self.exchanges: list[Exchange] = []
        self._deadline = deadline
        self._tell = tell
        self._live: dict[Key, _Eyes] = {}
        self._turns: dict[Hashable, Turn] = {}
        self._seen: dict[Endpoint | None, Facts] = {}
        # A name is looked up once: what it is later may be somebody else's.
        self._names: dict[str, asyncio.Future[DnsAnswer]] = {}

    async def look(self, cases: Sequence[VersionCase]) -> None:
        """Send the first requests of these cases; some may have none when the time is over."""
        await until_signal(self._look(cases), self._deadline)

    async def _look(self, cases: Sequence[VersionCase]) -> None:
        """Send the newest version's request first, and as a turn."""
        for case in cases:
            # A version that stops before it sends anything is not spoken for.
            if not any(problem.fatal for problem in case.setup.problems):
                eyes = _Eyes(case, self._deadline, self.exchanges, self._names)
                self._live.setdefault(request_likeness(case), eyes)
        first = {key[0]: key for key in reversed(self._live)}
        await self._send_first([*first.values()][::-1])
        # Most answers are read alike by all that send the same.
        await self._send(
            key
            for key in self._live
            if key not in self._turns and _is_read_two_ways(self._turns.get(first[key[0]]))
        )
        for key in self._live:
            if alike := self._turns.get(first[key[0]]):
                self._turns.setdefault(key, alike)
        await self._finish()

    async def _send_first(self, keys: Sequence[Key]) -> None:
        """Send what differs, the newest version's first: a key that it refuses is refused to all.

        Only of what goes to the same place with the same headers.
        """
        places: dict[Hashable, list[Key]] = {}
        for key in keys:
            places.setdefault(_place(self._live[key].case), []).append(key)
        await self._send(one[0] for one in places.values())
        further: list[Key] = []
        for newest, *others in places.values():
            turn = self._turns.get(newest)
            cause = cause_of(turn.first, model=turn.model) if turn else None
            if turn and cause is not None and cause.id in _ABOUT_KEY:
                self._turns.update(dict.fromkeys(others, turn))
            else:
                further += others
        if further and self._turns:
            size = max(turn.first.bytes_sent for turn in self._turns.values())
            self._tell(say("progress.first_requests", count=len(further), size_bytes=size))
        await self._send(further)

    async def look_around(self, checks: Sequence[Check], selection: Selection) -> None:
        """See of the way to each endpoint what the checks ask for."""
        for key, eyes in self._live.items():
            setup = eyes.case.setup
            if setup.endpoint in self._seen or key not in self._turns:
                continue
            eyes.sent = self._turns[key]
            ctx = Context(asked=asked_of(eyes.case.inputs), setup=setup, eyes=eyes)
            await run_checks(checks, ctx, deadline=self._deadline, selection=selection)
            await ctx.close()
            await eyes.close()
            self._seen[setup.endpoint] = ctx.facts()

    def facts(self, case: VersionCase) -> Facts:
        """Return what was seen, as far as it holds for this version."""
        asked, setup = asked_of(case.inputs), case.setup
        around = self._seen.get(setup.endpoint, Facts(asked=asked, setup=setup))
        turn = self._turns.get(request_likeness(case))
        return replace(around, asked=asked, setup=setup, turn=turn)

    async def _send(self, keys: Iterable[Key]) -> None:
        room = asyncio.Semaphore(_AT_ONCE)

        async def send(key: Key) -> None:
            async with room:
                # What begins when the time is over would get some all the same.
                if self._deadline.look_s() > 0:
                    self._turns[key] = await self._live[key].first_request()

        await asyncio.gather(*map(send, keys))

    async def _finish(self) -> None:
        """Let one request that got a tool call bring the output, and the others share that."""
        calls = [key for key in self._live if _calls(self._turns.get(key))]
        # Over chat each form reads a call in its own way, and sends another one back.
        chats = [key for key in calls if self._turns[key].dialect == CHAT]
        finished = (self._live[key].finished(self._turns[key]) for key in chats)
        self._turns.update(zip(chats, await asyncio.gather(*finished), strict=True))
        calling = [key for key in calls if key not in chats]
        if not calling:
            return
        newest = calling[0]
        follow_ups = (await self._live[newest].finished(self._turns[newest])).follow_ups
        for key in calling:
            self._turns[key] = replace(self._turns[key], follow_ups=follow_ups)


def _place(case: VersionCase) -> Hashable:
    secrets = case.secrets
    return secrets.url, secrets.headers, secrets.proxy_url


def _is_read_two_ways(turn: Turn | None) -> bool:
    reading = turn.first.reading if turn else None
    return reading is not None and _DONE in reading.types


def _calls(turn: Turn | None) -> bool:
    if turn is None:
        return False
    reading = turn.first.reading
    healthy = cause_of(turn.first, model=turn.model) is None
    return healthy and reading is not None and bool(reading.calls)
