"""Looks at a set-up, and at what stands behind its cause: resolve, look, judge."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec.structs import replace

from codex_doctor import engine
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.context import KEYED, Context
from codex_doctor.facts import Asked, Facts
from codex_doctor.judge import conclude, held_back, judge, leading_on
from codex_doctor.platform.user_files import imagined
from codex_doctor.reporting import exchange_row
from codex_doctor.sealed import Sealed
from codex_doctor.secrets.redact import redact, redact_facts
from codex_doctor.words.sentence import say
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from codex_doctor.anonymous import Names
    from codex_doctor.codex.resolve import Resolved
    from codex_doctor.facts import Exchange, Inputs, Installation, Setup
    from codex_doctor.judge import Judgement
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Ran, Selection
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.probes.tls.trust import Trust
    from codex_doctor.reported import CheckRow, ExchangeRow
    from codex_doctor.secrets.allowance import Allowance

T = TypeVar("T")
# So many fixes are foreseen, and so long is looked at what they lead to.
MOST_STEPS = 6
_AHEAD_S = 15.0


class SetUpAt(Sealed, frozen=True):
    """Where a look starts: the inputs, and files as they would be, of which nothing is written."""

    inputs: Inputs
    files: Mapping[Path, bytes] = MappingProxyType({})

    def resolved(
        self, deadline: Deadline | None = None, *, tell: Callable[[str], None] = lambda _: None
    ) -> Resolved:
        """Return the set-up that is here; the arguments are those of `resolve_whole`."""
        with imagined(self.files):
            return resolve_whole(self.inputs, deadline=deadline, tell=tell)

    def offline(self) -> SetUpAt:
        """Return where nothing is sent and no program runs."""
        return replace(self, inputs=replace(self.inputs, offline=True))


class Sight(Sealed, frozen=True):
    """What one look saw and found, its texts as they are: for the eyes of no one.

    Attributes:
        ahead: What is seen with its first fix made, None where nobody looked.
    """

    facts: Facts
    judged: Judgement
    resolved: Resolved
    ahead: Sight | None = None

    @property
    def known(self) -> frozenset[str]:
        """Every secret that may be in it."""
        further = self.ahead.known if self.ahead else frozenset[str]()
        return self.resolved.secrets.known | further

    @property
    def foreseen(self) -> Judgement:
        """What was found, its first fix with what that leads to."""
        return leading_on(self.judged, self.ahead.foreseen) if self.ahead else self.judged

    def texts(self) -> Iterator[dict[str, str]]:
        """Yield the files that were read, by the name that people are shown, look by look."""
        documents = self.resolved.subject.layered.documents
        yield {one.shown: one.text for one in documents if one.text}
        if self.ahead:
            yield from self.ahead.texts()

    def recorded(self, allowance: Allowance, *, known: frozenset[str]) -> Facts:
        """Return what was seen, without a secret."""
        # Late: most runs write no facts.
        from codex_doctor.codex.recording import record

        setup = record(self.facts.setup, self.resolved.subject)
        seen = replace(self.facts, setup=setup)
        masked = redact_facts(seen, known=known, allowance=allowance)
        further = self.ahead.recorded(allowance, known=known) if self.ahead else None
        return replace(masked, ahead=further)


class Watch(Protocol):
    """Who is told what happens while it runs."""

    def check(self, row: CheckRow, /) -> None:
        """Hear how a check ended."""

    def exchange(self, place: int, row: ExchangeRow, /) -> None:
        """Hear that a request was sent, and again when it has ended."""


class Look:
    """Looks at set-ups of one run.

    Args:
        deadline: The end of the run.
        installation: Which Codex there is.
        names: What hides names, None where they may be told.
        on_command: Called before a program that the configuration names is run.

    Attributes:
        sent: So many requests were sent.
    """

    def __init__(
        self,
        deadline: Deadline,
        installation: Installation,
        names: Names | None,
        on_command: Callable[[str], None],
    ) -> None:
        self.names = names
        self.sent = 0
        self._deadline = deadline
        self._installation = installation
        self._on_command = on_command

    async def at(
        self,
        place: SetUpAt,
        checks: Sequence[Check],
        selection: Selection,
        *,
        watch: Watch | None,
        on_start: Callable[[Check], None] = lambda _: None,
    ) -> Sight:
        """Look once; the arguments are those of `diagnose`."""
        inputs, deadline = place.inputs, self._deadline
        resolved = place.resolved(deadline, tell=self._on_command)
        setup, secrets = resolved.setup, resolved.secrets
        roots = _roots_soon(setup, inputs, deadline)
        # Late, as without a look nobody needs them: httpx alone costs 100 ms.
        from codex_doctor.probes.exchanges.http_library import load_http

        load_http()
        from codex_doctor.eyes.live import LiveEyes
        from codex_doctor.eyes.watched import WatchedLog

        eyes = LiveEyes(
            inputs=inputs,
            setup=setup,
            secrets=secrets,
            deadline=deadline,
            installation=self._installation,
            spent=self.sent,
            roots=roots,
        )
        if self.names is not None:
            self.names.learn(setup)

        def shown(row: T) -> T:
            return hidden(redact(row, known=secrets.known), self.names)

        def on_end(ran: Ran) -> None:
            if watch is not None:
                watch.check(shown(ran.row()))

        if watch is not None:
            told = watch.exchange
            eyes.exchanges = WatchedLog(lambda place, one: told(place, shown(exchange_row(one))))
        allowed = held_back(selection, setup)
        if not deadline.interrupted:
            selection = allowed
        # Of a turn the eyes look at what is seen without a key.
        keyed = KEYED - {"turn"} if inputs.keyless else frozenset[str]()
        withheld = allowed.withheld | keyed
        ctx = Context(asked=asked_of(inputs), setup=setup, eyes=eyes, withheld=withheld)
        ran = await engine.run_checks(
            checks,
            ctx,
            deadline=deadline,
            selection=selection,
            on_start=on_start,
            on_end=on_end,
        )
        await ctx.close()
        await eyes.close()
        self.sent += len(eyes.exchanges)
        facts = replace(ctx.facts(), exchanges=tuple(eyes.exchanges), sent=tuple(eyes.carried))
        return Sight(facts, conclude(ran), resolved)

    async def ahead(
        self,
        seen: Sight,
        place: SetUpAt,
        foresee: Callable[[Sight, SetUpAt], SetUpAt | None],
        checks: Sequence[Check],
        selection: Selection,
        *,
        watch: Watch | None,
    ) -> Sight:
        """Return what was seen with what is behind its cause, as far as that can be foreseen."""
        # Late, as above.
        from codex_doctor.probes.exchanges.ask import MAX_REQUESTS

        steps = [seen]
        with self._deadline.within(_AHEAD_S):
            while len(steps) <= MOST_STEPS and steps[-1].judged.is_failure:
                is_affordable = self._deadline.look_s() > 0 and self.sent + 2 <= MAX_REQUESTS
                after = foresee(steps[-1], place) if is_affordable else None
                if after is None:
                    break
                place = after
                offline = say("run.offline") if place.inputs.offline else selection.offline
                chosen = replace(selection, offline=offline)
                further = _FurtherWatch(watch, self.sent) if watch is not None else None
                steps.append(await self.at(place, checks, chosen, watch=further))
        return _linked(*steps)


def _roots_soon(setup: Setup, inputs: Inputs, deadline: Deadline) -> Callable[[], Trust] | None:
    """Begin to load what a certificate is judged by; OpenSSL reads while Python loads modules.

    Returns what waits for it, None where no certificate will be seen.
    """
    endpoint = setup.endpoint
    if endpoint is None or endpoint.scheme != "https" or inputs.offline:
        return None
    # Late: not every endpoint has TLS.
    from concurrent.futures import ThreadPoolExecutor

    from codex_doctor.probes.tls.trust import trust_for

    pool = ThreadPoolExecutor(1)
    loading = pool.submit(trust_for, endpoint, inputs.environ, deadline)
    pool.shutdown(wait=False)
    return loading.result


class _FurtherWatch:
    """Tells of the requests of what is looked at ahead; its checks have no rows.

    Args:
        watch: Who is told.
        before: So many requests were told of before.
    """

    def __init__(self, watch: Watch, before: int) -> None:
        self._watch = watch
        self._before = before

    def check(self, _row: CheckRow, /) -> None:
        """Hear how a check ended, and say nothing."""

    def exchange(self, place: int, row: ExchangeRow, /) -> None:
        """Hear of a request."""
        purpose = say("purpose.ahead", purpose=row.purpose)
        self._watch.exchange(self._before + place, replace(row, purpose=purpose))


def _linked(first: Sight, *further: Sight) -> Sight:
    """Return what was seen with what is ahead of it; every request is where the first ones are."""
    ahead = None
    for one in reversed(further):
        ahead = replace(one, facts=replace(one.facts, exchanges=(), sent=()), ahead=ahead)
    facts = replace(
        first.facts,
        exchanges=(
            *first.facts.exchanges,
            *(_ahead(sent) for one in further for sent in one.facts.exchanges),
        ),
        sent=tuple(sent for one in (first, *further) for sent in one.facts.sent),
    )
    return replace(first, facts=facts, ahead=ahead)


def _ahead(one: Exchange) -> Exchange:
    """Return a request whose purpose says that it was sent with a fix made."""
    return replace(one, purpose=Told("purpose.ahead", {"purpose": one.purpose}))


def seen_offline(place: SetUpAt, checks: Sequence[Check], selection: Selection) -> Sight:
    """Return what the configuration alone shows, as `leave_unseen`."""
    resolved = place.offline().resolved()
    facts = Facts(asked=asked_of(place.inputs), setup=resolved.setup)
    return Sight(facts, judge(facts, checks, selection=selection), resolved)


def asked_of(inputs: Inputs) -> Asked:
    """Return what decides the meaning of facts; no value of a variable is in it."""
    return Asked(
        codex_version=inputs.codex_version, offline=inputs.offline, thorough=inputs.thorough
    )


def hidden(value: T, names: Names | None) -> T:
    """Return it without the names that may not be told, all of it where they may."""
    return names.hide(value) if names else value
