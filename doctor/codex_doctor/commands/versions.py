"""`--codex-version all`: the verdict of every Codex version that is known, range by range.

Versions that resolve to the same set-up and send the same request get one verdict. Each distinct
first request is sent once; the round trip of a tool call is seen with one of them.
"""

from __future__ import annotations

import asyncio
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.answers.answer import cause_of
from codex_doctor.codex.packages import installed_version
from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.versions import BEHAVIOURS, NEWEST, holds, reaches
from codex_doctor.codex.versions.releases import before, range_starts
from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.request import OPENAI
from codex_doctor.context import Context, NotSeenError
from codex_doctor.diagnosis import asked_of
from codex_doctor.engine import run_checks
from codex_doctor.eyes.live import LiveEyes
from codex_doctor.facts import Facts
from codex_doctor.facts.turn import CHAT
from codex_doctor.judge import judge, silence
from codex_doctor.model import Verdict
from codex_doctor.reported import VersionSpan, VersionTable

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from codex_doctor.facts import Endpoint, Exchange, Inputs, Secrets, Setup, Turn
    from codex_doctor.facts.websocket import SocketTry
    from codex_doctor.judge import Judgement
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Selection
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.reported import RankedFinding

# Sources of a credential for which auth.command was run.
_COMMAND = "auth.command"
_DONE = "response.done"
# More requests at a time are what a limit of the endpoint's would refuse.
_AT_ONCE = 6
# What an endpoint says before it looks at the rest of a request.
_ABOUT_KEY = frozenset({"auth.key_rejected", "auth.no_credential", "auth.key_of_other_service"})
# What decides the first request, and how its answer is read.
Key = tuple["Hashable", "Hashable"]


class _Case(Struct, frozen=True):
    """One version that stands for those like it."""

    inputs: Inputs
    setup: Setup
    secrets: Secrets


def likeness(inputs: Inputs, setup: Setup, secrets: Secrets) -> Hashable:
    """Return what decides the verdict: versions for which it is equal need one look."""
    in_turn = tuple(holds(one.name, inputs.codex_version) for one in BEHAVIOURS if one.in_turn)
    return repr(setup), in_turn, request_likeness(inputs, setup, secrets)


def request_likeness(inputs: Inputs, setup: Setup, secrets: Secrets) -> Key:
    """Return what decides the first request that a version sends, and how it reads the answer."""
    is_openai = setup.provider_name == OPENAI
    dialect = find_dialect(setup.model or "", inputs.codex_version, is_openai=is_openai)
    if setup.speaks_chat:
        from codex_doctor.codex.wire.chat.recorded import chat_likeness

        place = chat_likeness(setup.model or "", inputs.codex_version)
    else:
        place = dialect.place, holds("ends_at_completed", inputs.codex_version)
    sent = setup.model, secrets.url, secrets.headers, secrets.proxy_url, place
    return sent, holds("response_done_taken", inputs.codex_version)


def verdict_with(version: str | None, spans: Sequence[VersionSpan]) -> Verdict:
    """Return what Codex of this version meets (None: the newest known)."""
    fitting = [one for one in spans if reaches(version or NEWEST, one.first)]
    return fitting[-1].verdict if fitting else Verdict.UNKNOWN


async def judge_versions(
    inputs: Inputs,
    checks: Sequence[Check],
    *,
    deadline: Deadline,
    selection: Selection,
    tell: Callable[[str], None] = lambda _: None,
) -> VersionTable:
    """Judge every known range of versions with one set of looks at the endpoint.

    Args:
        inputs: What the run starts from; its version does not count.
        checks: The pipeline.
        deadline: The end of the run; what is not seen by then stays unknown.
        selection: What the user left out.
        tell: Called with a line for people before a program that the configuration names is run,
            and before more than one turn is sent.
    """
    starts = range_starts()
    # A session costs more than a comparison of versions is worth.
    inputs = replace(inputs, thorough=False)
    cases = _cases(inputs, starts, deadline, tell)
    looker = _Looker(deadline, tell)
    # Which Codex is installed says nothing about the other versions.
    installed_only = {one.id for one in checks if one.is_installed_only}
    selection = replace(selection, skip=selection.skip | installed_only)
    unique = list({likeness(*_parts(one)): one for one in reversed(cases)}.values())
    if not selection.offline:
        await looker.look([one for one in unique if not silence(one.setup)])
        await looker.look_around(checks, selection)
    judged = {
        likeness(*_parts(one)): judge(looker.facts(one), checks, selection=selection)
        for one in unique
    }
    rows = [
        (start, judged[likeness(*_parts(case))]) for start, case in zip(starts, cases, strict=True)
    ]
    spans = tuple(_spans(rows))
    installed = installed_version(inputs.environ)
    return VersionTable(
        spans=spans,
        requests=sum(one.was_sent for one in looker.exchanges),
        took_ms=round(deadline.now_s() * 1000),
        installed=installed,
        verdict=verdict_with(installed, spans),
    )


def first_requests(inputs: Inputs, deadline: Deadline) -> Iterable[tuple[Inputs, Setup, Secrets]]:
    """Yield the set-ups whose first requests differ, the newest first, with the newest version.

    No command of the configuration is run.
    """
    cases = _cases(replace(inputs, offline=True), range_starts(), deadline, lambda _: None)
    sending = [
        one
        for one in cases
        if not silence(one.setup) and not any(problem.fatal for problem in one.setup.problems)
    ]
    unlike = {request_likeness(*_parts(one))[0]: one for one in sending}
    return map(_parts, reversed(unlike.values()))


def leave_unseen() -> VersionTable:
    """Return what is known of every version when nothing is looked at."""
    unseen = VersionSpan(range_starts()[0], NEWEST, Verdict.UNKNOWN)
    return VersionTable((unseen,), 0, 0, installed=None, verdict=Verdict.UNKNOWN)


def _parts(case: _Case) -> tuple[Inputs, Setup, Secrets]:
    return case.inputs, case.setup, case.secrets


def _cases(
    inputs: Inputs, starts: Sequence[str], deadline: Deadline, tell: Callable[[str], None]
) -> list[_Case]:
    """Resolve the set-up for each version; a command of the configuration is run once."""
    cases: list[_Case] = []
    ran: tuple[Setup, Secrets] | None = None
    for start in reversed(starts):
        given = replace(inputs, codex_version=start)
        setup, secrets = resolve(replace(given, offline=True))
        if setup.credential.source == _COMMAND and not inputs.offline:
            # The newest version that runs it does so for all.
            ran = ran or resolve(given, deadline=deadline, tell=tell)
            setup = replace(setup, credential=ran[0].credential, problems=ran[0].problems)
            secrets = replace(secrets, headers=ran[1].headers)
        cases.append(_Case(given, setup, secrets))
    return cases[::-1]


def _spans(rows: Iterable[tuple[str, Judgement]]) -> Iterable[VersionSpan]:
    """Yield the rows with the next ones that say the same joined to them."""
    for _, group in groupby(rows, key=lambda row: (row[1].verdict, _id(row[1].cause))):
        (start, judged), *_ = same = list(group)
        yield VersionSpan(start, _last_before(same[-1][0]), judged.verdict, judged.cause)


def _last_before(start: str) -> str:
    """Return the last release of the range that begins here."""
    later = [one for one in range_starts() if reaches(one, start) and one != start]
    return before(later[0]) if later else NEWEST


def _id(finding: RankedFinding | None) -> str:
    return finding.finding.id if finding else ""


class _Eyes(LiveEyes):
    """The eyes of one version, with the turn that was sent for all that are like it."""

    def __init__(self, case: _Case, deadline: Deadline, exchanges: list[Exchange]) -> None:
        super().__init__(
            inputs=case.inputs, setup=case.setup, secrets=case.secrets, deadline=deadline
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


class _Looker:
    """Looks once at each endpoint, and sends each distinct first request once."""

    def __init__(self, deadline: Deadline, tell: Callable[[str], None]) -> None:
        self.exchanges: list[Exchange] = []
        self._deadline = deadline
        self._tell = tell
        self._live: dict[Key, _Eyes] = {}
        self._turns: dict[Hashable, Turn] = {}
        self._seen: dict[Endpoint | None, Facts] = {}

    async def look(self, cases: Sequence[_Case]) -> None:
        """Send the first requests of these cases; after a signal some may have no answer."""
        loop, looking = asyncio.get_running_loop(), asyncio.ensure_future(self._look(cases))
        with self._deadline.calling(lambda: loop.call_soon_threadsafe(looking.cancel)):
            await asyncio.wait({looking})
        if not looking.cancelled():
            looking.result()

    async def _look(self, cases: Sequence[_Case]) -> None:
        """Send the newest version's request first, and as a turn."""
        for case in cases:
            # A version that stops before it sends anything is not spoken for.
            if not any(problem.fatal for problem in case.setup.problems):
                eyes = _Eyes(case, self._deadline, self.exchanges)
                self._live.setdefault(request_likeness(*_parts(case)), eyes)
        first = {key[0]: key for key in reversed(self._live)}
        await self._send_first([*first.values()][::-1])
        # Most answers are read alike by all that send the same.
        await self._send(
            key
            for key in self._live
            if key not in self._turns and _is_read_two_ways(self._turns[first[key[0]]])
        )
        for key in self._live:
            self._turns.setdefault(key, self._turns[first[key[0]]])
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
            cause = cause_of(self._turns[newest].first, model=self._turns[newest].model)
            if cause is not None and cause.id in _ABOUT_KEY:
                self._turns.update(dict.fromkeys(others, self._turns[newest]))
            else:
                further += others
        if further:
            size = max(turn.first.bytes_sent for turn in self._turns.values()) / 1024
            self._tell(
                f"sending {len(further)} further first requests of about {size:.0f} KB each, one"
                " for each form in which versions of Codex send it"
            )
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
            self._seen[setup.endpoint] = ctx.facts()

    def facts(self, case: _Case) -> Facts:
        """Return what was seen, as far as it holds for this version."""
        asked, setup = asked_of(case.inputs), case.setup
        around = self._seen.get(setup.endpoint, Facts(asked=asked, setup=setup))
        turn = self._turns.get(request_likeness(*_parts(case)))
        return replace(around, asked=asked, setup=setup, turn=turn)

    async def _send(self, keys: Iterable[Key]) -> None:
        chosen = [*keys]
        room = asyncio.Semaphore(_AT_ONCE)

        async def send(key: Key) -> Turn:
            async with room:
                return await self._live[key].first_request()

        turns = await asyncio.gather(*map(send, chosen))
        self._turns.update(zip(chosen, turns, strict=True))

    async def _finish(self) -> None:
        """Let one request that got a tool call bring the output, and the others share that."""
        calls = [key for key in self._live if _calls(self._turns[key])]
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


def _place(case: _Case) -> Hashable:
    secrets = case.secrets
    return secrets.url, secrets.headers, secrets.proxy_url


def _is_read_two_ways(turn: Turn) -> bool:
    reading = turn.first.reading
    return reading is not None and _DONE in reading.types


def _calls(turn: Turn) -> bool:
    reading = turn.first.reading
    healthy = cause_of(turn.first, model=turn.model) is None
    return healthy and reading is not None and bool(reading.calls)
