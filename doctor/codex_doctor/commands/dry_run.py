"""`--dry-run`: what a diagnosis would send, to whom, and about how many tokens. Sends nothing."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.wire.request import ECHO, tool_output
from codex_doctor.codex.wire.series import series_for
from codex_doctor.commands.exits import EXIT_OK, EXIT_UNKNOWN
from codex_doctor.commands.look_ahead import place_asked
from codex_doctor.commands.looks import limit
from codex_doctor.diagnosis import with_version
from codex_doctor.documents import plan as documents
from codex_doctor.documents.index import TOOL, text_of
from codex_doctor.documents.plan import PlanRequest
from codex_doctor.facts import ToolCall
from codex_doctor.judge import unasked
from codex_doctor.looking import SetUpAt, seen_offline
from codex_doctor.narrow import padded, row
from codex_doctor.pipeline import Selection
from codex_doctor.platform.outputs import TEXT_OR_JSON, deliver, read_targets
from codex_doctor.probes.exchanges.ask import MAX_REQUESTS
from codex_doctor.probes.machine.installation import find_codex
from codex_doctor.screen import text_width
from codex_doctor.secrets.redact import redact
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from codex_doctor.codex.wire.request import Request, RequestSeries
    from codex_doctor.facts import Inputs, Setup
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.platform.outputs import Output

# English text and JSON take about four bytes a token.
_BYTES_PER_TOKEN = 4
_LEAD = 12
_CALL_ID = "call_00000000000000000000000"


class Plan(Struct, frozen=True):
    """What a diagnosis of this set-up would send.

    Attributes:
        nothing: Why nothing would be sent as it is, "" when something would be.
        host: Host and port that are looked up and connected to, the proxy's if one applies.
        credential: Where the credential comes from, with its fingerprint.
        requests: The requests of a healthy run.
        at_most: How many requests there can be when something is wrong.
        past: Host and port of this machine that are then asked past the proxy, "" for none.
    """

    nothing: str
    host: str
    provider: str
    model: str
    credential: str
    requests: tuple[PlanRequest, ...]
    at_most: int
    past: str = ""


def write_plan(options: argparse.Namespace) -> int:
    """Write the plan where the options say."""
    low = limit()
    targets = read_targets(options, TEXT_OR_JSON)
    every = options.codex_version == "all"
    options.codex_version = None if every else options.codex_version
    inputs = inputs_of(options)
    planned = unplanned(low) if low else plan(inputs, options.deadline, every_version=every)

    def render(target: Output) -> str:
        if target.kind == "json":
            return as_json(planned)
        return as_text(planned, width=text_width() if target.is_stdout else None)

    deliver(targets, render, options.deadline)
    return EXIT_UNKNOWN if low else EXIT_OK


def plan(inputs: Inputs, deadline: Deadline, *, every_version: bool = False) -> Plan:
    """Return what a diagnosis would send, all texts redacted; runs only `codex --version`.

    Args:
        inputs: What the run starts from.
        deadline: The end of the run.
        every_version: Whether it is that of `--codex-version all`.
    """
    installation = asyncio.run(find_codex(inputs, deadline))
    inputs = with_version(inputs, installation.codex)
    # What is behind a cause is looked at too.
    place = place_asked(inputs, ALL_CHECKS)
    resolved = (place or SetUpAt(inputs)).offline().resolved()
    setup, secrets, endpoint = resolved.setup, resolved.secrets, resolved.setup.endpoint
    if place is None or endpoint is None:
        why = say("run.offline_plan") if inputs.offline else _stopped(inputs)
        return redact(unplanned(why), known=secrets.known)
    is_ahead = place != SetUpAt(inputs)
    nothing = _stopped(inputs) if is_ahead else ""
    inputs = place.inputs
    hop = endpoint.proxy or endpoint
    series = series_for(inputs, setup, secrets)
    names = tuple(name for name, _ in secrets.headers)
    first = [_planned(series.request(), say("purpose.turn"), endpoint.url, names)]
    if every_version:
        first = [*_firsts(inputs, deadline)]
    second = _planned(_second(series), say("purpose.output"), endpoint.url, names)
    planned = (*first, second)
    if is_ahead:
        planned = tuple(
            replace(one, purpose=say("purpose.ahead", purpose=one.purpose)) for one in planned
        )
    found = Plan(
        nothing=nothing,
        host=f"{hop.host}:{hop.port}",
        provider=setup.provider_id or "",
        model=setup.model or "",
        credential=_credential(setup),
        requests=planned,
        # Each answer may have to be read in two ways.
        at_most=2 * len(planned) if every_version else MAX_REQUESTS,
        past=f"{endpoint.host}:{endpoint.port}" if endpoint.proxy and endpoint.is_loopback else "",
    )
    return redact(found, known=secrets.known)


def _stopped(inputs: Inputs) -> str:
    """Return why nothing is sent with this set-up as it is."""
    seen = seen_offline(SetUpAt(inputs), ALL_CHECKS, Selection())
    cause = seen.judged.cause
    return unasked(seen.facts.setup) or (cause.finding.cause if cause else "")


def unplanned(why: str) -> Plan:
    """Return the plan of a run that looks at nothing."""
    return Plan(why, "", "", "", "", (), 0)


def as_json(plan: Plan) -> str:
    """Return the plan as one JSON document."""
    document = documents.Plan(
        schema_version=documents.VERSION,
        tool=TOOL,
        nothing_sent_because=None if plan.requests else plan.nothing,
        target=documents.PlanTarget(plan.host, plan.provider, plan.model, plan.credential),
        requests=plan.requests,
        cost=documents.PlanCost(
            requests=len(plan.requests),
            requests_at_most=plan.at_most,
            body_bytes=sum(one.body_bytes for one in plan.requests),
            about_tokens=sum(one.about_tokens for one in plan.requests),
        ),
    )
    return text_of(document)


def as_text(plan: Plan, *, width: int | None = None) -> str:
    """Return the plan for people, in this many columns, None for no terminal."""
    return "".join(f"{row(*line, width)}\n" for line in _lines(plan))


def _lines(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each line with what stands before it."""
    if not plan.requests:
        yield "", say("dry_run.nothing", why=plan.nothing)
        return
    if plan.nothing:
        yield "", say("dry_run.ahead", why=plan.nothing, host=plan.host)
    else:
        yield "", say("dry_run.heading", host=plan.host)
    yield "", ""
    for one in plan.requests:
        size, tokens = one.body_bytes, one.about_tokens
        about = say("dry_run.request", purpose=one.purpose, size_bytes=size, tokens=tokens)
        yield "  ", f"{one.method} {one.url}"
        yield "      ", about
    tokens = sum(one.about_tokens for one in plan.requests)
    yield "", ""
    yield _lead(say("dry_run.model")), plan.model
    yield _lead(say("dry_run.credential")), plan.credential
    cost = say("dry_run.cost_of", count=len(plan.requests), tokens=tokens)
    yield _lead(say("dry_run.cost")), cost
    yield "", ""
    yield "", say("dry_run.at_most", count=plan.at_most)
    yield "", say("dry_run.past", host=plan.past) if plan.past else say("dry_run.no_other")


def _lead(name: str) -> str:
    return f"  {padded(name, _LEAD)}"


def _planned(request: Request, purpose: str, url: str, names: tuple[str, ...]) -> PlanRequest:
    size = len(request.body)
    headers = tuple(name for name, _ in request.headers)
    return PlanRequest(
        method="POST",
        url=url,
        purpose=purpose,
        body_bytes=size,
        about_tokens=size // _BYTES_PER_TOKEN,
        header_names=headers + names,
    )


def _firsts(inputs: Inputs, deadline: Deadline) -> Iterator[PlanRequest]:
    """Yield the first request in each form that a version sends, the newest first."""
    # Late: the plan of one version needs no other.
    from codex_doctor.commands.versions import first_requests

    for case in first_requests(inputs, deadline):
        if case.setup.endpoint is None:
            continue
        names = tuple(name for name, _ in case.secrets.headers)
        request = series_for(case.inputs, case.setup, case.secrets).request()
        said = say("purpose.version", version=case.inputs.codex_version or "")
        yield _planned(request, said, case.setup.endpoint.url, names)


def _second(series: RequestSeries) -> Request:
    """Return the second request, with a call such as a model makes."""
    arguments = json.dumps({"cmd": f"echo {ECHO}"})
    call = ToolCall("function_call", "exec_command", _CALL_ID, arguments)
    item = {
        "type": "function_call",
        "name": call.name,
        "arguments": arguments,
        "call_id": call.call_id,
    }
    return series.request((item, tool_output(call, ECHO)))


def _credential(setup: Setup) -> str:
    credential = setup.credential
    if not credential.sent:
        return say("dry_run.no_credential")
    return said(credential.shown.fingerprint) if credential.shown else credential.source
