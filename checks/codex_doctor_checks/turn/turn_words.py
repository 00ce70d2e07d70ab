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
from codex_doctor.words.sentence import Sentence, fill, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import Endpoint, Exchange, Setup
    from codex_doctor.facts.reduction import Reduction
    from codex_doctor.words.measures import Value
    from codex_doctor_checks.turn.root import Root

GATEWAY = Fix(say("fix.gateway"))
OPERATOR = Fix(say("fix.operator"))
RETRY_LATER = Fix(say("fix.retry_later"))
_MAX_TARGET = 200  # of an address that leads nowhere


class Words(Struct, frozen=True):
    """How a finding is said.

    Attributes:
        cause: Template of the cause; its places are filled from the turn.
        fixes: What to do, the best first; a title is a template too.
    """

    cause: str
    fixes: tuple[Fix, ...]


class Kind(Struct, frozen=True):
    """A finding id with its words.

    Attributes:
        page: What `explain` says.
        fixes: As in `Words`.
        forms: Other words, by the form of the cause; those of a failure by its name.
        cause: As in `Words`; without one its template has the id of the page.
    """

    page: Page
    fixes: tuple[Fix, ...]
    forms: Mapping[str, Words] = field(default_factory=dict[str, Words])
    cause: str = ""


def incompatible(
    id_: str,
    *fixes: Fix,
    forms: Mapping[str, Words] | None = None,
) -> Kind:
    """Return a kind of the mistake that the endpoint is not compatible with Codex."""
    return Kind(page(id_, Mistake.NOT_COMPATIBLE), fixes or (OPERATOR, GATEWAY), forms or {})


def by_id(*kinds: Kind) -> dict[str, Kind]:
    """Return the kinds by finding id."""
    return {kind.page.id: kind for kind in kinds}


def pages(kinds: dict[str, Kind]) -> tuple[Page, ...]:
    """Return the pages of a table of kinds."""
    return tuple(kind.page for kind in kinds.values())


def finding_of(
    root: Root, setup: Setup, kinds: dict[str, Kind], *, first: tuple[Fix, ...] = ()
) -> Finding:
    """Return the finding for a cause, with `first` before the fixes of its kind."""
    kind = kinds[root.cause.id]
    plain = Words(kind.cause or kind.page.id, kind.fixes)
    words = kind.forms.get(root.cause.form or root.exchange.failure, plain)
    places = _places(root, setup)
    proved = root.proof.evidence() if root.proof is not None else ()
    return Finding(
        id=root.cause.id,
        severity=Severity.ERROR,
        cause=fill(words.cause, places),
        evidence=(*evidence(root.exchange), *_named(root), *proved),
        fixes=first + filled(words.fixes, root, setup),
        confidence=root.cause.confidence,
    )


def filled(fixes: tuple[Fix, ...], root: Root, setup: Setup) -> tuple[Fix, ...]:
    """Return fixes with the places in their titles filled from the turn."""
    places = _places(root, setup)
    return tuple(_filled(fix, places) for fix in fixes)


def evidence(exchange: Exchange) -> tuple[Evidence, ...]:
    """Return what was asked and what came back."""
    asked = Evidence("asked", f"{exchange.method} {exchange.url}")
    if exchange.status is None:
        return asked, Evidence("answer", exchange.detail or exchange.failure, "an HTTP answer")
    answer = f"HTTP {exchange.status}"
    kind = exchange.header("content-type").partition(";")[0]
    reading = exchange.reading
    if reading is None or kind != "text/event-stream":
        answer += f", {kind or 'no content-type'}, {exchange.bytes_received} bytes"
    if reading is None:
        return asked, Evidence("answer", answer, "HTTP 200 and a stream of events")
    seen = ", ".join(reading.types[-4:]) or "no event that Codex reads"
    codex = (Evidence("Codex prints", reading.message),) if reading.message else ()
    return asked, Evidence("answer", answer), Evidence("last events", seen), *codex


def target_of(exchange: Exchange) -> str:
    """Return where redirects led, or where one leads that was not followed; "" for nowhere."""
    if exchange.redirects:
        return exchange.redirects[-1]
    return mask_url(exchange.header("location")[:_MAX_TARGET])


def search_evidence(reduction: Reduction | None) -> tuple[Evidence, ...]:
    """Return what the search for the smallest refused part showed."""
    if reduction is None or not reduction.tried:
        return ()
    number = len(reduction.tried)
    tried = Evidence("tried", "1 other request" if number == 1 else f"{number} other requests")
    last = reduction.tried[-1]
    if reduction.proof is None:
        return (replace(tried, measured=f"{tried.measured}, the last: {_said(last)}"),)
    parts = ", ".join(part.where for part in reduction.parts)
    word = "with it" if reduction.parts[0].kind == "demanded" else "without it"
    proof = f"{_said(reduction.proof)}: the same request, otherwise unchanged"
    return Evidence("refused", parts), Evidence(word, proof), tried


def _said(exchange: Exchange) -> str:
    return f"HTTP {exchange.status}" if exchange.status is not None else exchange.failure


def _named(root: Root) -> tuple[Evidence, ...]:
    cause = root.cause
    shown: tuple[Evidence, ...] = (Evidence("it says", cause.message),) if cause.message else ()
    if cause.param and cause.param not in cause.message:
        shown += (Evidence("names", cause.param),)
    if cause.runner_up and cause.confidence is not Confidence.CERTAIN:
        shown += (Evidence("or else", cause.runner_up),)
    return shown


def _places(root: Root, setup: Setup) -> dict[str, Value]:
    endpoint = setup.endpoint
    return {
        "host": endpoint.host if endpoint else "the endpoint",
        "url": root.exchange.url,
        "configured": endpoint.url if endpoint else root.exchange.url,
        "base": root.base,
        "elsewhere": _elsewhere(endpoint),
        "target": target_of(root.exchange),
        "passes": _size(root.proof.passed) if root.proof else "",
        "fails": _size(root.proof.twin or root.exchange) if root.proof else "",
        "model": setup.model or "",
        "near": ", ".join(root.served),
        "waited": f"{root.exchange.total_s - root.exchange.started_s:.0f} s",
        "status": str(root.exchange.status or "no status"),
        "subject": root.cause.subject or root.cause.param or "a part of it",
        "message": root.cause.message or "nothing",
        "wait": _span(root.cause.retry_after_s) if root.cause.retry_after_s else "a while",
        "bytes": f"{root.exchange.bytes_received}",
        "idle": f"{setup.idle_timeout_ms / 1000:g} s",
        "source": setup.credential.name or setup.credential.source,
        "table": table_of(setup),
        "flaw": "; ".join(
            dict.fromkeys(flaw.detail for flaw in root.exchange.reading.flaws if flaw.detail)
        )
        if root.exchange.reading
        else "",
    }


def table_of(setup: Setup) -> str:
    """Return where settings of the provider go; those of a built-in one cannot be changed."""
    if setup.provider_id in BUILT_IN:
        return "a [model_providers.NAME] of your own, with this base_url and selected"
    return f"[model_providers.{setup.provider_id}]"


def _elsewhere(endpoint: Endpoint | None) -> str:
    """Say where the API may be: never below what is set already."""
    base = endpoint.base_url.rstrip("/") if endpoint else ""
    return f"which is not {base}" if base.endswith("/v1") else "usually one that ends in /v1"


def _span(seconds: float) -> str:
    """Return a time to wait as people say it: at most two digits of the largest unit that fits."""
    for unit, size in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(1, round(seconds))} s"


def _size(exchange: Exchange) -> str:
    return f"{exchange.bytes_sent / 1024:.0f} KB"


def _filled(fix: Fix, places: Mapping[str, Value]) -> Fix:
    is_said = isinstance(fix.title, Sentence)
    return fix if is_said else replace(fix, title=fill(fix.title, places))
