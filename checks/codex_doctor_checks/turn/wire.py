"""wire -- the endpoint speaks the Responses API at the path that Codex calls.

What it looks at
    The answer to `POST {base_url}/responses`; only when it is not the Responses API, the same
    route below other base paths and the Chat Completions route. For a version that speaks Chat
    Completions the two change places.

Why it matters
    Since 0.95.0 Codex speaks the Responses API alone. A page, a chat answer or a 404 all end in
    the same words.

Known limits
    Other base paths are tried on the same host only. A portal is known by its name's address:
    a page at the right address stays a wrong page.

Source
    How Codex joins base_url and the route (0.169.0); RFC 9110 section 15.5.5 (404).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from codex_doctor.answers.bases import has_route
from codex_doctor.codex.config.overview import provider_key
from codex_doctor.codex.urls import CHAT_COMPLETIONS, RESPONSES, without_route
from codex_doctor.codex.versions import holds
from codex_doctor.facts.turn import CHAT
from codex_doctor.model import Check, Evidence, Failed, Fix, Mistake, Page, page
from codex_doctor.words.sentence import say
from codex_doctor_checks.network.name_blame import doubted
from codex_doctor_checks.setup.base_url import base_url_location, change_base_url, set_value
from codex_doctor_checks.turn.gateway_recipe import translate
from codex_doctor_checks.turn.key_fixes import set_in_table
from codex_doctor_checks.turn.redirects import meant_target, redirect_fix, redirect_form
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    GATEWAY,
    LOG_IN,
    OPERATOR,
    Kind,
    Words,
    by_id,
    finding_of,
    pages,
    target_of,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup, Turn
    from codex_doctor.model import Finding, Outcome
    from codex_doctor_checks.turn.root import Root

# How the portal of a network answers in the place of every host.
_PORTALS = frozenset({"url.wrong_page", "url.redirect"})
_ROUTES_MISSING = frozenset({"wire.responses_missing", "wire.chat_missing"})
# What is wrong is the address alone.
_WRONG_BASES = frozenset(
    {"url.missing_v1", "url.double_v1", "url.endpoint_in_base", "url.wrong_page"}
)
_OLD_CODEX = "wire.responses_missing.fix_old_codex"


def _wire(kind: str) -> Page:
    return page(f"wire.{kind}", Mistake.WIRE_API)


KINDS = by_id(
    Kind(page("url.missing_v1")),
    Kind(page("url.double_v1"), (), {"added": Words("url.double_v1.added")}),
    Kind(page("url.endpoint_in_base")),
    Kind(page("url.wrong_page"), (LOG_IN,)),
    Kind(
        page("url.redirect"),
        (),
        {
            "nowhere": Words("url.redirect.nowhere"),
            "not_followed": Words("url.redirect.not_followed"),
            "circle": Words("url.redirect.circle"),
            "unreachable": Words("url.redirect.unreachable"),
            "page": Words("url.redirect.page", (LOG_IN, "url.redirect.fix_ask")),
            "get": Words("url.redirect.get"),
            "keyless": Words("url.redirect.keyless"),
        },
    ),
    Kind(
        _wire("responses_missing"),
        (GATEWAY, _OLD_CODEX),
        {
            "channel": Words(
                "wire.responses_missing.channel",
                ("model.not_on_responses.fix_choose", "wire.responses_missing.fix_channel"),
            )
        },
    ),
    Kind(_wire("chat_missing"), ("wire.chat_missing.fix_wire_api", "wire.chat_missing.fix_update")),
    Kind(_wire("other_protocol"), ("wire.other_protocol.fix_address", GATEWAY)),
    Kind(_wire("chat_shape"), (GATEWAY, _OLD_CODEX, OPERATOR)),
    Kind(_wire("chat_schema"), (GATEWAY, _OLD_CODEX)),
)


async def run(ctx: Context) -> Outcome:
    """Judge the turn; a page that comes over http:// may be a portal's, at an invented address."""
    outcome = judge(await ctx.turn(), ctx.setup)
    is_page = isinstance(outcome, Failed) and outcome.findings[0].id in _PORTALS
    return await doubted(outcome, ctx) if is_page and ctx.endpoint.scheme == "http" else outcome


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether the Responses API answers at the configured address."""
    return outcome(
        "wire",
        root_cause(turn),
        passed=say("wire.passed_chat") if turn.dialect == CHAT else say("wire.passed"),
        finding=lambda root: _finding(root, turn, setup),
    )


def _finding(root: Root, turn: Turn, setup: Setup) -> Finding:
    first: tuple[Fix, ...] = ()
    if root.cause.id == "url.redirect":
        form = redirect_form(root.exchange, setup)
        is_page = form == "page"
        first = (_base_fix(setup) if is_page else redirect_fix(root.exchange, setup),)
        subject = meant_target(root.exchange, form)
        root = replace(root, cause=replace(root.cause, form=form, subject=subject))
    if root.base:
        title = say("url.missing_v1.fix_base", base=root.base)
        first = (change_base_url(setup, shown=root.base, title=title),)
    if root.cause.id in _WRONG_BASES:
        first += (_base_fix(setup),)
    acts = {"wire.chat_missing.fix_wire_api": _over(setup, "responses")}
    finding = finding_of(root, setup, KINDS, first=first, acts=acts)
    if turn.dialect != CHAT and not _speaks_one(turn):
        finding = replace(finding, fixes=_over_chat(finding, setup, turn))
    is_missing = root.cause.id in _ROUTES_MISSING and not root.cause.form
    if is_missing and turn.chat and not _has_chat(turn):
        # There is nothing to translate: no route of the API answers here.
        finding = replace(finding, fixes=(_base_fix(setup), Fix(say(OPERATOR))))
    elif _has_chat(turn) and _speaks_one(turn) and (recipe := translate(setup)):
        others = (one for one in finding.fixes if one.title != say(GATEWAY))
        finding = replace(finding, fixes=(recipe, *others))
    below = tuple(
        Evidence(urlsplit(one.url).path, say("wire.evidence.there", status=one.status))
        for one in turn.bases
        if root.base and one.status is not None and without_route(one.url) == root.base
    )
    chat = () if turn.chat is None else (_chat(turn),)
    redirects = tuple(Evidence(say("url.redirect.evidence.target"), url) for url in _leads_to(root))
    return replace(
        finding,
        evidence=finding.evidence + below[:1] + chat + redirects,
        location=base_url_location(setup) if root.area == "url" else None,
    )


def _base_fix(setup: Setup) -> Fix:
    """Return the advice to look for the API elsewhere: never below what is set already."""
    base = setup.endpoint.base_url.rstrip("/") if setup.endpoint else ""
    if base.endswith("/v1"):
        return Fix(say("url.wrong_page.fix_not", base=base))
    return Fix(say("url.wrong_page.fix_v1"))


def _leads_to(root: Root) -> tuple[str, ...]:
    """Return where redirects lead: what was followed, or what leads nowhere."""
    followed = root.exchange.redirects
    nowhere = root.cause.id == "url.redirect" and not followed and target_of(root.exchange)
    return (target_of(root.exchange),) if nowhere else followed[:3]


def _has_chat(turn: Turn) -> bool:
    return turn.chat is not None and has_route(turn.chat, turn.model)


def _chat(turn: Turn) -> Evidence:
    route = RESPONSES if turn.dialect == CHAT else CHAT_COMPLETIONS
    if turn.chat is None or turn.chat.status is None:
        return Evidence(route, say("wire.evidence.silent"))
    if _has_chat(turn):
        return Evidence(route, say("wire.evidence.there", status=turn.chat.status))
    return Evidence(route, say("wire.evidence.not_there", status=turn.chat.status))


def _speaks_one(turn: Turn) -> bool:
    """Whether this version speaks the Responses API alone."""
    return turn.dialect != CHAT and holds("chat_wire_api_removed", turn.version)


def _over_chat(finding: Finding, setup: Setup, turn: Turn) -> tuple[Fix, ...]:
    """Return the fixes for a version that speaks both APIs, where an endpoint has the other one."""
    title = say("wire.responses_missing.fix_wire_api", version=str(turn.version))
    change = replace(_over(setup, "chat"), title=title)
    fixes = [change if one.title == say(_OLD_CODEX) else one for one in finding.fixes]
    # First where the other route was seen.
    return tuple(sorted(fixes, key=lambda one: not (one is change and _has_chat(turn))))


def _over(setup: Setup, api: str) -> Fix:
    """Return the act that lets a version which speaks both speak this API."""
    key = provider_key(setup, "wire_api")
    if key in setup.values:
        return set_value(setup, key=key, shown=api, title="") or Fix("")
    return Fix("", edits=set_in_table(setup, ("wire_api",), f'wire_api = "{api}"'))


CHECK = Check(
    id="wire",
    title=say("check.wire"),
    needs=("auth",),
    run=run,
    network=True,
    sends_key=True,
    pages=pages(KINDS),
    clears=Mistake.WIRE_API,
)
