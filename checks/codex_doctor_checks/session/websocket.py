"""websocket -- where Codex tries a WebSocket first, the endpoint has one.

What it looks at
    One handshake as Codex makes it and, when it is accepted, the answer to the warm-up request.
    Only for providers with `supports_websockets = true` and for Codex's own provider.

Why it matters
    Without a WebSocket Codex tries seven times before it goes over HTTP, at every start; two
    statuses and an error event end the turn instead.

Known limits
    The turn itself is tried over HTTP alone.

Source
    Measured with Codex 0.169.0; RFC 6455.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.overview import provider_key
from codex_doctor.facts.active import OPENAI_ADDRESS
from codex_doctor.model import (
    Check,
    Edit,
    Evidence,
    Failed,
    Finding,
    Fix,
    Mistake,
    Page,
    Passed,
    Severity,
    Skipped,
    page,
)
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.setup.base_url import remove_values
from codex_doctor_checks.setup.new_provider import select_address

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Endpoint, Setup
    from codex_doctor.facts.websocket import SocketTry
    from codex_doctor.model import Outcome
    from codex_doctor.words.sentence import Sentence

UNSUPPORTED = page("websocket.unsupported", Mistake.NOT_COMPATIBLE)
FAILS = page("websocket.fails", Mistake.NOT_COMPATIBLE)
# Codex falls back to HTTP at once.
_FALLS_BACK = 426
# Codex does not fall back at all.
_FATAL = frozenset({400, 429})
_FIRST_PAUSE_S = 0.2
_PATIENCE_S = 15.0


async def run(ctx: Context) -> Outcome:
    """Judge the attempt."""
    return judge(await ctx.websocket(), ctx.endpoint, ctx.setup)


def judge(tried: SocketTry | None, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return what Codex loses with this WebSocket."""
    if tried is None:
        return Skipped(say("websocket.skipped"))
    if tried.ending == "completed":
        return Passed(say("websocket.passed"))
    status = tried.exchange.status if tried.ending == "refused" else tried.status
    if tried.ending == "refused" and status == _FALLS_BACK:
        return Passed(say("websocket.passed_over", status=_FALLS_BACK))
    if status in _FATAL:
        cause = say("websocket.fails", host=endpoint.host, status=status)
        return Failed((_finding(FAILS, Severity.ERROR, cause, tried, setup),))
    cost_s = _cost_s(tried, setup)
    cause = say("websocket.unsupported", host=endpoint.host, cost_s=cost_s)
    costs = say("websocket.evidence.cost", cost_s=cost_s, attempts=_tries(setup))
    row = Evidence(say("websocket.evidence.costs"), costs, expected=say("evidence.none"))
    return Failed((_finding(UNSUPPORTED, Severity.WARNING, cause, tried, setup, row),))


def _finding(
    page: Page,
    severity: Severity,
    cause: Sentence,
    tried: SocketTry,
    setup: Setup,
    *further: Evidence,
) -> Finding:
    asked = say("websocket.evidence.request", url=tried.exchange.url)
    expected = say("websocket.evidence.answer")
    label = say("evidence.it_says")
    if tried.ending == "closed":
        label = say("websocket.evidence.seen")  # a message of our own then
    words = (Evidence(label, said(tried.message)),) if tried.message else ()
    return Finding(
        id=page.id,
        severity=severity,
        cause=cause,
        evidence=(
            Evidence(say("websocket.evidence.asked"), asked),
            Evidence(say("evidence.answer"), _answer(tried), expected=expected),
            *words,
            *further,
        ),
        fixes=(_fix(setup),),
    )


def _answer(tried: SocketTry) -> str:
    status = tried.exchange.status
    if not status:
        return tried.exchange.failure
    match tried.ending:
        case "error":
            return say("websocket.evidence.then_error", status=status)
        case "closed":
            return say("websocket.evidence.then_closed", status=status)
        case "silent":
            return say("websocket.evidence.then_silent", status=status)
        case _:
            return f"HTTP {status}"


def _fix(setup: Setup) -> Fix:
    key = provider_key(setup, "supports_websockets")
    origin = setup.origins.get(key)
    if origin is not None:
        edit = Edit(origin.file, key, "supports_websockets = true", None, origin.line)
        title = say("websocket.unsupported.fix_setting", provider=str(setup.provider_id))
        return Fix(title, edits=(edit,))
    title, address = say("websocket.unsupported.fix_provider"), setup.origins.get(OPENAI_ADDRESS)
    if address is None or address.line is None:
        return Fix(title)
    gone = remove_values(setup, (OPENAI_ADDRESS,), title=title)
    base_url = setup.values[OPENAI_ADDRESS]
    # It takes the credential that Codex's own provider takes.
    added = select_address(address.file, base_url, has_login=True)
    return replace(gone, edits=(*gone.edits, *added))


def _tries(setup: Setup) -> int:
    # One to warm up, one for the turn, then the retries.
    return 2 + setup.stream_max_retries


def _cost_s(tried: SocketTry, setup: Setup) -> float:
    pauses = (_FIRST_PAUSE_S * 2.0**number for number in range(setup.stream_max_retries))
    one_s = tried.exchange.total_s - tried.exchange.started_s
    if tried.ending == "silent":
        one_s = setup.idle_timeout_ms / 1000
    elif tried.exchange.failure == "no_answer":
        one_s = _PATIENCE_S
    return sum(pauses) + _tries(setup) * one_s


CHECK = Check(
    id="websocket",
    title=say("check.websocket"),
    needs=("tools",),
    run=run,
    network=True,
    sends_key=True,
    pages=(UNSUPPORTED, FAILS),
)
