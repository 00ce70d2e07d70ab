"""request -- the endpoint accepts Codex's own request and answers it.

What it looks at
    The answer to the first request: refused fields, roles, items, tool types, size; failures of
    the endpoint itself. When it is refused without a reason, the smallest part that is refused.

Why it matters
    A small test request passes where Codex's 40 KB with typed tools does not.

Known limits
    The search ends with the budget of requests; it finds parts, and no values inside a text.

Source
    The request of Codex 0.169.0 as recorded; RFC 9110 section 15; delta debugging (Zeller, 1999).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.cause import refuses_part, wants_other_model
from codex_doctor.answers.texts import own_cure
from codex_doctor.codex.config.overview import provider_key
from codex_doctor.codex.config.types import CATALOG
from codex_doctor.model import Check, Commands, Edit, Evidence, Failed, Finding, Fix
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.base_url import change_base_url, held_by, remove_values, set_value
from codex_doctor_checks.turn import exchange_kinds, request_kinds
from codex_doctor_checks.turn.compaction import compacts_always
from codex_doctor_checks.turn.flaky import FLAKY, flaky
from codex_doctor_checks.turn.model import other_models, plainer_model
from codex_doctor_checks.turn.proof import said
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import GATEWAY, finding_of, pages, search_evidence

if TYPE_CHECKING:
    from codex_doctor.codex.wire.knobs import Knob
    from codex_doctor.context import Context
    from codex_doctor.facts import Endpoint, Setup, Turn
    from codex_doctor.model import Outcome
    from codex_doctor_checks.turn.root import Root

# What endpoints say where they give no reason.
_NO_REASON = Regex(
    r"|\W*(?:http )?(?:\d{3}\W{1,2})?(?:status code )?\(?(?:(?:bad|invalid|illegal|malformed) "
    r"requests?|(?:unknown |internal )?(?:error|failure)|request (?:failed|refused|rejected|error)|"
    r"unprocessable (?:entity|content)|not acceptable|no body|refused|rejected|failed)?\)?\W*",
    re.IGNORECASE,
)
# What a proxy says of the endpoint in the same words as a gateway of what is behind it.
_BEHIND = frozenset({"upstream.timeout", "upstream.unavailable"})
_PROXY_SAYS = frozenset({"proxy.refuses_target", "proxy.auth_required"})
KINDS = {**request_kinds.KINDS, **exchange_kinds.KINDS}


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether Codex's request is accepted."""
    root = root_cause(turn)
    if (root is None or root.cause.form == "sometimes") and (odd := flaky(turn, setup)):
        return Failed((odd,))
    if root is None and (small := compacts_always(turn, setup)):
        return Failed((small,))
    return outcome(
        "request",
        root,
        passed=say("request.passed", size_bytes=turn.first.bytes_sent, dialect=turn.dialect),
        finding=lambda root: _finding(root, turn, setup),
    )


def _finding(root: Root, turn: Turn, setup: Setup) -> Finding:
    if root.cause.id in _PROXY_SAYS and not _is_proxied(setup.endpoint):
        root = replace(root, cause=replace(root.cause, form="unseen"))
    acts = _acts(root, setup)
    if root.cause.id in _BEHIND and not root.cause.form and _is_forwarded(setup.endpoint):
        root = replace(root, cause=replace(root.cause, form="proxied"))
    fixes_of = other_models if wants_other_model(root.cause) else _settings
    first = (
        fixes_of(root, turn, setup)
        or _without_catalog(root, turn, setup)
        or plainer_model(turn, setup)
    )
    finding = finding_of(root, setup, KINDS, first=first, acts=acts)
    is_proxys = root.cause.id in _PROXY_SAYS and not root.cause.form
    if is_proxys and setup.endpoint is not None and setup.endpoint.is_loopback:
        # What a proxy calls 127.0.0.1 is its own machine.
        finding = replace(finding, fixes=(*_ways_past(setup.endpoint), *finding.fixes))
    if root.cause.id == "proxy.intercepts_loopback" and setup.endpoint is not None:
        finding = _past_proxy(finding, turn, setup.endpoint)
    if root.cause.id == "request.rejected" and not root.cause.form:
        finding = replace(finding, cause=_rejected(root, setup, finding.cause))
    if cure := own_cure(root.cause.message):
        # Who answers so is the gateway already.
        own, gateway = Fix(say("fix.own_words", cure=cure)), Fix(say(GATEWAY))
        finding = replace(finding, fixes=(own, *(one for one in finding.fixes if one != gateway)))
    held = held_by(turn.holder, setup.endpoint)
    return replace(finding, evidence=finding.evidence + held + search_evidence(turn.reduction))


def _is_proxied(endpoint: Endpoint | None) -> bool:
    return endpoint is not None and endpoint.proxy is not None


def _is_forwarded(endpoint: Endpoint | None) -> bool:
    """Whether a proxy reads the request itself, so that an answer may be its own."""
    return endpoint is not None and endpoint.proxy is not None and endpoint.scheme == "http"


def _rejected(root: Root, setup: Setup, silent: str) -> str:
    """Return what is said of a refusal whose part is not known, `silent` where it has no words."""
    host = setup.endpoint.host if setup.endpoint else root.exchange.url
    if root.reduction is not None:
        return say("request.rejected.demanded", host=host, field=root.reduction.parts[0].name)
    is_bare = _NO_REASON.fullmatch(root.cause.message) is not None
    return silent if is_bare else say("request.rejected.said", host=host)


def _over_tls(setup: Setup) -> Fix:
    """Return the act that writes https:// into base_url: what the port was heard to speak."""
    base = setup.endpoint.base_url if setup.endpoint else ""
    return change_base_url(setup, shown=f"https:{base.partition(':')[2]}", title="")


def _acts(root: Root, setup: Setup) -> dict[str, Fix]:
    """Return what the fixes of a cause do, by the id of their template."""
    if root.cause.id == "tls.needed":
        return {"tls.needed.fix": _over_tls(setup)}
    if root.cause.id not in _PROXY_SAYS or root.cause.form or setup.endpoint is None:
        return {}
    from codex_doctor_checks.network.proxy import proxy_acts

    return proxy_acts(setup.endpoint)


def _ways_past(endpoint: Endpoint) -> tuple[Fix, ...]:
    from codex_doctor_checks.network.proxy import ways_past

    return ways_past(endpoint)


def _past_proxy(finding: Finding, turn: Turn, endpoint: Endpoint) -> Finding:
    """Say which proxy answers, and what the endpoint itself does."""
    choice = endpoint.proxy
    if choice is None or turn.direct is None:
        return finding
    control = Evidence(say("proxy.intercepts_loopback.evidence.past"), said(turn.direct))
    return replace(
        finding,
        cause=say(
            "proxy.intercepts_loopback.named",
            proxy=choice.url,
            variable=choice.variable,
            host=endpoint.host,
        ),
        evidence=(*finding.evidence, control),
        fixes=_ways_past(endpoint),
        location=choice.origin,
    )


def _without_catalog(root: Root, turn: Turn, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix that leaves out the catalog for which Codex sends more than it would."""
    if not refuses_part(root.cause) or not turn.catalog or turn.dialect == "classic":
        return ()
    from codex_doctor.codex.wire.recorded import find_dialect

    is_plain = find_dialect(turn.model, turn.version).kind == "classic"
    return _set((), setup, left_out=(CATALOG,)) if is_plain else ()


def _settings(root: Root, turn: Turn, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix that switches off what is refused, if Codex has settings for all of it."""
    from codex_doctor.codex.wire.knobs import (
        key_asked_for,
        knobs_for,
        knobs_named,
        one_developer,
        value_named,
    )
    from codex_doctor.codex.wire.recorded import find_dialect

    dialect = find_dialect(turn.model, turn.version, catalog=turn.catalog)
    if root.cause.form == "system_first":
        knobs = _unset(one_developer(dialect), setup)
        return _set(knobs, setup) if knobs else ()
    if knob := value_named(f"{root.cause.param} {root.cause.message}", setup.values):
        return _set((knob,), setup)
    if turn.reduction is None or not turn.reduction.tried:
        subjects = (root.cause.subject, root.cause.param)
        named = knobs_named(subjects, dialect, turn.version)
        if knobs := _unset(named, setup):
            return _set(knobs, setup)
        key = key_asked_for(subjects, setup.values, dialect)
        return _set((), setup, left_out=(key,)) if key else ()
    found: list[Knob] = []
    left_out: list[str] = []
    for part in turn.reduction.parts:
        knobs = _unset(knobs_for(part, turn.version), setup)
        names = () if knobs else (part.name,)
        key = key_asked_for(names, setup.values, dialect)
        if not (knobs or key):
            return ()
        found += knobs
        left_out += [key] if key else []
    if turn.reduction.proof is None:
        return ()
    return _set(tuple(dict.fromkeys(found)), setup, left_out=tuple(left_out))


def _unset(knobs: tuple[Knob, ...], setup: Setup) -> tuple[Knob, ...]:
    """Return those that are not set so already, and may help therefore."""
    return tuple(one for one in knobs if setup.values.get(_key(one, setup)) != one.value.strip('"'))


def _key(knob: Knob, setup: Setup) -> str:
    return f"{provider_key(setup)}.{knob.key}" if knob.in_provider else knob.key


def _set(
    knobs: tuple[Knob, ...], setup: Setup, *, left_out: tuple[str, ...] = ()
) -> tuple[Fix, ...]:
    """Return the fix that sets these, and leaves keys out that are set."""
    provider = provider_key(setup)
    lines = tuple(knob.line for knob in knobs)
    if left_out:
        title = say("request.field_rejected.fix_remove", keys=left_out)
        removed = remove_values(setup, left_out, title=title)
        if not knobs:
            return (removed,)
        title = say("request.field_rejected.fix_both", lines=lines, keys=left_out)
        is_there = all(_key(one, setup) in setup.origins for one in knobs if one.in_provider)
        edits = (*(_edit(knob, setup) for knob in knobs), *removed.edits)
        return (Fix(title, edits=edits),) if removed.edits and is_there else ()
    inside = next((knob for knob in knobs if knob.in_provider), None)
    if inside is not None:
        title = say("request.field_rejected.fix_name", line=inside.line, table=provider)
        shown = inside.value.strip('"')
        fix = set_value(setup, key=f"{provider}.{inside.key}", shown=shown, title=title)
        return (fix or Fix(title),)
    edits = tuple(_edit(knob, setup) for knob in knobs)
    command = "codex " + " ".join(f"-c {knob.key}={knob.value.strip(chr(34))}" for knob in knobs)
    title = say("request.field_rejected.fix_top", lines=lines)
    return (Fix(title, edits=edits, commands=Commands(command, command, is_instead=True)),)


def _edit(knob: Knob, setup: Setup) -> Edit:
    """Return the edit of the line that sets the knob; a new line goes above every table."""
    key = _key(knob, setup)
    origin = setup.origins.get(key)
    if origin is None or origin.line is None:
        return Edit(f"{setup.codex_home}/config.toml", key, None, knob.line, 1)
    name, old = key.rpartition(".")[2], setup.values.get(key, "")
    before = f'{name} = "{old}"' if knob.value.startswith('"') else f"{name} = {old}"
    return Edit(origin.file, key, before, f"{name} = {knob.value}", origin.line)


CHECK = Check(
    id="request",
    title=say("check.request"),
    needs=("model", "wire"),
    run=run,
    network=True,
    sends_key=True,
    pages=(*pages(KINDS), FLAKY),
)
