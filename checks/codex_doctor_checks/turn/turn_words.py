"""How a cause in a turn is said: one table of words a check, and the evidence they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from codex_doctor.facts.active import BUILT_IN
from codex_doctor.model import (
    Confidence,
    Evidence,
    Finding,
    Fix,
    Mistake,
    Page,
    Severity,
    page,
)
from codex_doctor.secrets.addresses import mask_url
from codex_doctor.words.measures import listed
from codex_doctor.words.sentence import fill, say
from codex_doctor_checks.turn.key_fixes import variable_of
from codex_doctor_checks.turn.proof import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.answers.cause import Cause
    from codex_doctor.facts import Exchange, Setup
    from codex_doctor.facts.reduction import Reduction
    from codex_doctor.words.measures import Value
    from codex_doctor.words.sentence import Sentence
    from codex_doctor_checks.turn.root import Root

GATEWAY = "fix.gateway"
OPERATOR = "fix.operator"
BUDGET = "fix.budget"
LOG_IN = "fix.log_in"
_MAX_TARGET = 200  # of an address that leads nowhere


class Words(Struct, frozen=True):
    """How a finding is said; the places of the templates are filled from the turn.

    Attributes:
        cause: Id of the template of the cause.
        fixes: What to do, the best first: ids of templates.
    """

    cause: str
    fixes: tuple[str, ...] = ()


class Kind(Struct, frozen=True):
    """A finding id with its words.

    Attributes:
        page: What `explain` says.
        fixes: As in `Words`.
        forms: Other words, by the form of the cause; those of a failure by its name.
        cause: Id of the template of the cause, "" for the one that is called as the finding is.
    """

    page: Page
    fixes: tuple[str, ...] = ()
    forms: Mapping[str, Words] = field(default_factory=dict[str, Words])
    cause: str = ""

    def words(self, *forms: str) -> Words:
        """Return the words of the first form that has some, else the usual ones."""
        usual = Words(self.cause or self.page.id, self.fixes)
        return next((self.forms[form] for form in forms if form in self.forms), usual)


def incompatible(
    id_: str,
    *fixes: str,
    forms: Mapping[str, Words] | None = None,
    cause: str = "",
) -> Kind:
    """Return a kind of the mistake that the endpoint is not compatible with Codex."""
    told = fixes or (OPERATOR, GATEWAY)
    return Kind(page(id_, Mistake.NOT_COMPATIBLE), told, forms or {}, cause)


def by_id(*kinds: Kind) -> dict[str, Kind]:
    """Return the kinds by finding id."""
    return {kind.page.id: kind for kind in kinds}


def pages(kinds: dict[str, Kind]) -> tuple[Page, ...]:
    """Return the pages of a table of kinds."""
    return tuple(kind.page for kind in kinds.values())


def finding_of(
    root: Root,
    setup: Setup,
    kinds: dict[str, Kind],
    *,
    first: tuple[Fix, ...] = (),
    acts: Mapping[str, Fix] | None = None,
) -> Finding:
    """Return the finding for a cause.

    Args:
        root: The cause.
        setup: The set-up.
        kinds: The words of its check.
        first: Fixes before those of its kind.
        acts: What the fixes of its kind do, by the id of their template.
    """
    words = kinds[root.cause.id].words(root.cause.form or root.exchange.failure)
    places = places_of(root, setup)
    proved = root.proof.evidence() if root.proof is not None else ()
    done = acts or {}
    fixes = (replace(done.get(one, Fix("")), title=fill(one, places)) for one in words.fixes)
    return Finding(
        id=root.cause.id,
        severity=Severity.ERROR,
        cause=fill(words.cause, places),
        evidence=(*evidence(root.exchange), *_named(root), *_or_else(root.cause, setup), *proved),
        fixes=(*first, *fixes),
        confidence=_confidence(root),
    )


def _confidence(root: Root) -> Confidence:
    """Return how sure the cause is: where an answer refuses, no doubt of ours lets Codex work."""
    is_refused = root.exchange.status is not None and root.exchange.status >= 400
    is_vague = root.cause.confidence is Confidence.POSSIBLE
    return Confidence.LIKELY if is_refused and is_vague else root.cause.confidence


def evidence(exchange: Exchange) -> tuple[Evidence, ...]:
    """Return what was asked and what came back."""
    asked = Evidence(say("evidence.asked"), f"{exchange.method} {exchange.url}")
    if exchange.status is None:
        failed = str(exchange.detail) or exchange.failure
        return asked, Evidence(say("evidence.answer"), failed, say("evidence.http_answer"))
    reading = exchange.reading
    typed = _typed_answer(exchange, exchange.status)
    if reading is None:
        return asked, Evidence(say("evidence.answer"), typed, say("evidence.stream"))
    answer = said(exchange) if _content_type(exchange) == "text/event-stream" else typed
    last = ", ".join(reading.types[-4:]) or say("evidence.no_events")
    codex = (Evidence(say("evidence.codex_prints"), reading.message),) if reading.message else ()
    return (
        asked,
        Evidence(say("evidence.answer"), answer),
        Evidence(say("evidence.last_events"), last),
        *codex,
    )


def _typed_answer(exchange: Exchange, status: int) -> Sentence:
    kind, size = _content_type(exchange), exchange.bytes_received
    if not kind:
        return say("evidence.untyped_answer", status=status, size_bytes=size)
    return say("evidence.typed_answer", status=status, content_type=kind, size_bytes=size)


def _content_type(exchange: Exchange) -> str:
    return exchange.header("content-type").partition(";")[0]


def target_of(exchange: Exchange) -> str:
    """Return where redirects led, or where one leads that was not followed; "" for nowhere."""
    if exchange.redirects:
        return exchange.redirects[-1]
    return mask_url(exchange.header("location")[:_MAX_TARGET])


def search_evidence(reduction: Reduction | None) -> tuple[Evidence, ...]:
    """Return what the search for the smallest refused part showed."""
    if reduction is None or not reduction.tried:
        return ()
    count, last = len(reduction.tried), reduction.tried[-1]
    label = say("evidence.tried")
    if reduction.proof is None:
        return (Evidence(label, say("evidence.requests_last", count=count, answer=said(last))),)
    parts = ", ".join(str(part.where) for part in reduction.parts)
    is_demanded = reduction.parts[0].kind == "demanded"
    return (
        Evidence(say("evidence.refused"), parts),
        Evidence(
            say("evidence.with_it") if is_demanded else say("evidence.without_it"),
            say("evidence.otherwise_same", answer=said(reduction.proof)),
        ),
        Evidence(label, say("evidence.requests", count=count)),
    )


def _named(root: Root) -> tuple[Evidence, ...]:
    cause, reading = root.cause, root.exchange.reading
    shown: tuple[Evidence, ...] = ()
    if cause.seen and (reading is None or cause.seen != reading.message):
        shown += (Evidence(say("evidence.seen"), cause.seen),)
    if cause.message:
        shown += (Evidence(say("evidence.it_says"), cause.message),)
    if cause.param and cause.param not in cause.message:
        shown += (Evidence(say("evidence.names"), cause.param),)
    return shown


def _or_else(cause: Cause, setup: Setup) -> tuple[Evidence, ...]:
    """Return what it is if not this, unless the configuration rules it out."""
    if not cause.runner_up or cause.confidence is Confidence.CERTAIN:
        return ()
    base = setup.endpoint.base_url.rstrip("/") if setup.endpoint else ""
    is_proxied = setup.endpoint is not None and setup.endpoint.proxy is not None
    is_ruled_out = {
        "url.missing_v1": base.endswith("/v1"),
        "auth.no_credential": setup.credential.sent,
        "proxy.auth_required": not is_proxied,
        "proxy.intercepts_loopback": not is_proxied,
    }
    if is_ruled_out.get(cause.runner_up):
        return ()
    return (Evidence(say("evidence.or_else"), say(f"{cause.runner_up}.title")),)


def places_of(root: Root, setup: Setup) -> dict[str, Value]:
    """Return what the templates of a turn may name."""
    endpoint, exchange, cause, proof = setup.endpoint, root.exchange, root.cause, root.proof
    flaws = exchange.reading.flaws if exchange.reading else ()
    return {
        "host": endpoint.host if endpoint else exchange.url,
        "url": exchange.url,
        "proxy": endpoint.proxy.url if endpoint and endpoint.proxy else "",
        "configured": endpoint.url if endpoint else exchange.url,
        "base": root.base,
        "target": target_of(exchange),
        "passes_bytes": proof.passed.bytes_sent if proof else 0,
        "fails_bytes": (proof.twin or exchange).bytes_sent if proof else 0,
        "model": setup.model or "",
        "near": root.served,
        "waited_s": exchange.total_s - exchange.started_s,
        "status": exchange.status or say("evidence.no_status"),
        "subject": cause.subject or cause.param or say("evidence.a_part"),
        "message": cause.message or say("evidence.nothing"),
        "seen": cause.seen or say("evidence.nothing"),
        "wait_s": cause.retry_after_s or 0.0,
        "size_bytes": exchange.bytes_received,
        "idle_s": setup.idle_timeout_ms / 1000,
        "source": setup.credential.name or setup.credential.source,
        "table": table_of(setup),
        "variable": variable_of(setup),
        "flaw": listed([*dict.fromkeys(str(one.detail) for one in flaws if one.detail)], ";"),
    }


def table_of(setup: Setup) -> str:
    """Return where settings of the provider go; those of a built-in one cannot be changed."""
    if setup.provider_id in BUILT_IN:
        return say("fix.own_table")
    return f"[model_providers.{setup.provider_id}]"
