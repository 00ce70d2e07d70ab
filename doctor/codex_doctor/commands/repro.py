"""`codex-doctor repro`: a script that shows outside Codex what a diagnosis found.

It tries the smallest requests that may show the failure, within the budget of the run, and takes
the first one that does.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.wire.series import series_for
from codex_doctor.commands.exits import EXIT_OK, EXIT_UNKNOWN
from codex_doctor.commands.looks import all_checks, limit, look
from codex_doctor.eyes.live import LiveEyes
from codex_doctor.model import DoctorError
from codex_doctor.platform.interruptible import until_signal
from codex_doctor.platform.outputs import write_stdout
from codex_doctor.platform.streams import tell
from codex_doctor.repro import curl, node, python
from codex_doctor.repro.connecting import LIMIT_S, connecting
from codex_doctor.repro.expected import SIZES, expected_of, needs_tools
from codex_doctor.repro.heading import heading
from codex_doctor.repro.impersonal import impersonal
from codex_doctor.repro.script import Script
from codex_doctor.repro.shown import Shown, came, what_to_show
from codex_doctor.repro.smallest import Candidate, candidates, grown, known_parts, shell_argument
from codex_doctor.repro.tried import fails_alike, is_as_expected
from codex_doctor.repro.values import Values
from codex_doctor.secrets.redact import redact, redact_facts
from codex_doctor.start import inputs_of, selection_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from codex_doctor.codex.wire.request import Request, RequestSeries
    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.facts import Exchange, Inputs
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.repro.script import Expected
    from codex_doctor.words.sentence import Sentence

LANGUAGES = {"curl": curl.write, "python": python.write, "node": node.write}


class Made(Struct, frozen=True):
    """What the command has made.

    Attributes:
        text: The script, "" when there is nothing to show.
        said: What it shows, or why there is none.
        finding: Id of the finding that it shows, "" for none.
        exchanges: What was sent to try it.
    """

    text: str
    said: str
    finding: str = ""
    exchanges: tuple[Exchange, ...] = ()


class _Tried(Struct, frozen=True):
    candidate: Candidate
    exchange: Exchange | None
    is_shown: bool


def run(options: argparse.Namespace) -> int:
    """Diagnose, print the script and say on stderr what it shows; or both as JSON.

    Returns:
        0 with a script, 3 where there is nothing to show outside Codex.

    Raises:
        DoctorError: Another format is asked for, or an unknown check.
    """
    if limit():
        return EXIT_UNKNOWN
    checks = all_checks(options)
    if options.format:
        raise DoctorError(say("usage.repro_formats"))
    selection = selection_of(options)
    selection.left_out(checks)
    diagnosis = look(options, checks, selection)
    made = reproduce(inputs_of(options), diagnosis, options.deadline, language=options.lang)
    if not options.deadline.interrupted:  # what was seen by then is no answer
        _write(made, options)
    return EXIT_OK if made.text else EXIT_UNKNOWN


def _write(made: Made, options: argparse.Namespace) -> None:
    if not options.json:
        tell(made.said)
        write_stdout(made.text, kind="text")
        return
    # Late: a script alone needs no document.
    from codex_doctor.documents import repro as documents
    from codex_doctor.documents.index import TOOL, text_of

    document = documents.Repro(
        schema_version=documents.VERSION,
        tool=TOOL,
        language=options.lang,
        finding=made.finding or None,
        script=made.text or None,
        said=made.said,
        requests=len(made.exchanges),
    )
    write_stdout(text_of(document), kind="json")


def reproduce(
    inputs: Inputs,
    diagnosis: Diagnosis,
    deadline: Deadline,
    *,
    language: str,
    for_operator: bool = False,
) -> Made:
    """Return the script for a diagnosis; no secret is in it.

    Args:
        inputs: What the diagnosis started from.
        diagnosis: What was found.
        deadline: The end of the run.
        language: One of LANGUAGES.
        for_operator: Whether whoever runs the endpoint shall run it.
    """
    inputs = replace(inputs, codex_version=diagnosis.seen.asked.codex_version)
    setup, secrets = diagnosis.resolved.setup, diagnosis.resolved.secrets
    has_endpoint = setup.endpoint is not None and secrets.url is not None
    series = series_for(inputs, setup, secrets) if has_endpoint else None
    shown = what_to_show(diagnosis.report, diagnosis.seen, series)
    if shown.nothing or series is None:
        return Made("", redact(say("repro.nothing", why=shown.nothing), known=diagnosis.known))
    values = Values(diagnosis.resolved)
    sent: tuple[Exchange, ...] = ()
    if shown.is_of_connection:
        script, said = (
            connecting(shown, values.base, values.route, replace(values.way, limit_s=LIMIT_S)),
            say("repro.shows_connection", id=shown.finding_id),
        )
    else:
        eyes = LiveEyes(inputs=inputs, setup=setup, secrets=secrets, deadline=deadline)
        argument = shell_argument(series.request())
        expected = expected_of(shown.finding_id, values.route, argument=argument)
        tried = _try(shown, diagnosis, series, expected, eyes, deadline)
        script, said = _asking(shown, values, expected, tried), _said(shown, tried)
        sent = tuple(eyes.exchanges)
    script = impersonal(script) if for_operator else script
    text = LANGUAGES[language](redact_facts(script, known=diagnosis.known))
    # A secret that got in all the same stays out, and the script then does not run.
    text = redact_facts(text, known=diagnosis.known)
    return Made(text, said, shown.finding_id, sent)


# ----- trying


def _try(
    shown: Shown,
    diagnosis: Diagnosis,
    series: RequestSeries,
    expected: Expected,
    eyes: LiveEyes,
    deadline: Deadline,
) -> _Tried:
    """Return the first request that shows it; the smallest, when none does."""
    found = list(_candidates(shown, diagnosis, series))
    asked: list[Exchange] = []

    async def ask() -> _Tried | None:
        for candidate in found:
            if deadline.look_s() <= 0:
                return None
            exchange = await eyes.read(say("purpose.smallest"), candidate.sent)
            if exchange.failure == "budget":
                return None
            asked.append(exchange)
            if _is_shown(exchange, shown, expected, model=series.model):
                return _Tried(candidate, exchange, is_shown=True)
        return None

    tried = asyncio.run(until_signal(ask(), deadline))
    return tried or _Tried(found[0], asked[0] if asked else None, is_shown=False)


def _is_shown(exchange: Exchange, shown: Shown, expected: Expected, *, model: str) -> bool:
    if shown.ranked is None or shown.exchange is None:
        return is_as_expected(exchange, expected)
    return fails_alike(exchange, shown.exchange, expected, model=model)


def _candidates(shown: Shown, diagnosis: Diagnosis, series: RequestSeries) -> Iterator[Candidate]:
    turn, request, id_ = diagnosis.seen.turn, series.request(), shown.finding_id
    if turn is None:
        return
    parts = () if shown.replayed or not id_ else known_parts(turn, request)
    requests = [*candidates(request, parts, replayed=shown.replayed, needs_tools=needs_tools(id_))]
    if id_ in SIZES or any(part.kind == "size" for part in parts):
        twin = turn.reduction.twin if turn.reduction else None
        yield grown(requests[0], twin.bytes_sent if twin else len(request.body))
    yield from map(Candidate, requests)


def _said(shown: Shown, tried: _Tried) -> Sentence:
    id_ = shown.finding_id
    if tried.exchange is None:
        return say("repro.tells_untried", id=id_ or "healthy", why=say("repro.no_time"))
    if not id_:
        return say("repro.works") if tried.is_shown else say("repro.does_not_work")
    return say("repro.shows", id=id_) if tried.is_shown else say("repro.does_not_show", id=id_)


# ----- the script


def _asking(shown: Shown, values: Values, expected: Expected, tried: _Tried) -> Script:
    request = tried.candidate.request
    exchange = tried.exchange if tried.exchange and tried.is_shown else shown.exchange
    notes: tuple[str, ...] = ()
    if tried.exchange is None:
        notes = (say("repro.untried", why=say("repro.no_time")),)
    elif not tried.is_shown:
        notes = (say("repro.not_shown"),)
    body: dict[str, Any] = json.loads(request.body)
    return Script(
        heading=heading(shown, expected, came(exchange), notes),
        base=values.base,
        route=values.route,
        query=values.query,
        headers=(*_own_headers(request, values), *values.headers),
        body=body,
        filler_bytes=tried.candidate.filler_bytes,
        expected=expected,
        way=replace(
            values.way,
            follows=bool(exchange and exchange.redirects),
            unpacks=bool(exchange and exchange.unpacked),
        ),
    )


def _own_headers(request: Request, values: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield Codex's own headers but those that the configuration replaces."""
    configured = {name.lower() for name, _ in values.headers}
    for name, value in request.headers:
        if name not in configured:
            yield name, (value,)
