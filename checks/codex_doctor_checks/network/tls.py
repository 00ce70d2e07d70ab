"""tls -- the TLS handshake works with the roots and rules of Codex.

What it looks at
    One handshake with the roots that Codex trusts; when it fails, the certificate once more
    without verification, to show it.

Why it matters
    Codex never prints a TLS error. It waits for ever for "the network", also when the certificate
    has expired or the port speaks plain HTTP.

Known limits
    Revocation is not looked at; Codex does not look at it either.

Source
    RFC 5280 section 6.1 (paths), RFC 9525 (names), RFC 8446 section 6.2 (alerts); the rest was
    observed with Codex 0.169.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import (
    Check,
    Confidence,
    Evidence,
    Failed,
    Finding,
    Passed,
    Severity,
    Skipped,
    page,
)
from codex_doctor.words.sentence import fill, say
from codex_doctor.words.told import said
from codex_doctor_checks.network import name_blame, odd_proxy, waits
from codex_doctor_checks.network.tls_authorities import known_authority
from codex_doctor_checks.network.tls_fixes import UNTRUSTED, fixes_for
from codex_doctor_checks.setup.base_url import base_url_location, held_by

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Certificate, Endpoint, Setup, TlsHandshake
    from codex_doctor.model import Outcome
    from codex_doctor.words.measures import Value
    from codex_doctor.words.sentence import Sentence

PAGES = (
    page("tls.unknown_ca"),
    page("tls.self_signed"),
    page("tls.chain_incomplete"),
    page("tls.ca_as_leaf"),
    page("tls.hostname_mismatch"),
    page("tls.expired"),
    page("tls.not_yet_valid"),
    page("tls.version"),
    page("tls.weak_algorithm"),
    page("tls.wrong_purpose"),
    page("tls.name_constraints"),
    page("tls.chain_invalid"),
    page("tls.plain_http_server"),
    page("tls.ca_file_invalid"),
    page("tls.no_answer"),
    page("tls.handshake_failed"),
)
MAX_SHOWN = 6
_MAX_NAMES = 5
_IDS = {
    "plain_http": "tls.plain_http_server",
    "closed": "tcp.reset",
    "timeout": "tls.no_answer",
    "refused": "tls.handshake_failed",
    "error": "tls.handshake_failed",
}
_CAUSES = {
    "unknown_ca": "tls.unknown_ca",
    "self_signed": "tls.self_signed",
    "chain_incomplete": "tls.chain_incomplete",
    "ca_as_leaf": "tls.ca_as_leaf",
    "hostname_mismatch": "tls.hostname_mismatch",
    "expired": "tls.expired",
    "not_yet_valid": "tls.not_yet_valid",
    "weak_algorithm": "tls.weak_algorithm",
    "wrong_purpose": "tls.wrong_purpose",
    "name_constraints": "tls.name_constraints",
    "chain_invalid": "tls.chain_invalid",
    "client_certificate": "tls.client_certificate",
    "version": "tls.version",
    "plain_http": "tls.plain_http_server",
    "ca_file_invalid": "tls.ca_file_invalid",
    "closed": "tcp.reset.handshake",
    "timeout": "tls.no_answer",
    "refused": "tls.handshake_failed.refused",
    "error": "tls.handshake_failed",
}
# Where the certificate was not seen.
_UNSEEN = {
    "unknown_ca": "tls.unknown_ca.unseen",
    "chain_incomplete": "tls.chain_incomplete.unseen",
    "hostname_mismatch": "tls.hostname_mismatch.unseen",
    "expired": "tls.expired.unseen",
    "not_yet_valid": "tls.not_yet_valid.unseen",
    "weak_algorithm": "tls.weak_algorithm.unseen",
    "wrong_purpose": "tls.wrong_purpose.unseen",
    "name_constraints": "tls.name_constraints.unseen",
    "chain_invalid": "tls.chain_invalid.unseen",
}
# What a root in a further store would mend.
_ROOTLESS = frozenset({"unknown_ca", "self_signed", "chain_incomplete"})


async def run(ctx: Context) -> Outcome:
    """Judge the handshake."""
    outcome = waits.add_hint(judge(await ctx.tls(), ctx.endpoint, ctx.setup), ctx)
    return await odd_proxy.blamed(await name_blame.doubted(outcome, ctx), ctx)


def judge(seen: TlsHandshake | None, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether Codex gets a TLS connection, and if not, why."""
    if seen is None:
        return Skipped(say("tls.skipped"))
    if seen.result == "ok":
        return Passed(_passed(seen))
    finding = Finding(
        id=_IDS.get(seen.result, f"tls.{seen.result}"),
        severity=Severity.ERROR,
        cause=_cause(seen, endpoint),
        evidence=_evidence(seen, endpoint),
        fixes=fixes_for(seen, endpoint, setup),
        confidence=_confidence(seen),
        location=None if seen.result == "ca_file_invalid" else base_url_location(setup),
    )
    return Failed((finding,))


def _passed(seen: TlsHandshake) -> str:
    if seen.certificate:
        day = seen.certificate.not_after[:10]
        return say("tls.passed", version=seen.version, not_after=day)
    return seen.version


def _confidence(seen: TlsHandshake) -> Confidence:
    """Return how sure it is: a root may stand in a store that was not seen whole."""
    if seen.unseen_roots and seen.result in _ROOTLESS:
        return Confidence.POSSIBLE
    return Confidence.LIKELY if seen.result == "chain_incomplete" else Confidence.CERTAIN


def _cause(seen: TlsHandshake, endpoint: Endpoint) -> Sentence:
    """Return why the handshake fails, with what was seen of the certificate."""
    certificate, result = seen.certificate, seen.result
    named = endpoint.ca_variable and endpoint.ca_file
    template = _CAUSES[result]
    if result == "unknown_ca" and certificate and seen.direct_issuer and endpoint.proxy:
        template = "tls.unknown_ca.proxy"
    elif result == "hostname_mismatch" and certificate and not certificate.names:
        template = "tls.hostname_mismatch.no_names"
    elif result == "ca_file_invalid" and not named:
        template = "tls.ca_file_invalid.unnamed"
    elif certificate is None:
        template = _UNSEEN.get(result, template)
    return fill(template, _places(seen, endpoint))


def _places(seen: TlsHandshake, endpoint: Endpoint) -> dict[str, Value]:
    places: dict[str, Value] = {
        "host": endpoint.host,
        "port": endpoint.port,
        "proxy": endpoint.proxy.url if endpoint.proxy else "",
        "variable": endpoint.ca_variable or "",
        "file": endpoint.ca_file or "",
        "detail": said(seen.detail),
    }
    if one := seen.certificate:
        places |= {
            "subject": said(one.whom),
            "issuer": said(one.issued_by),
            "names": one.names[:_MAX_NAMES],
            "not_before": one.not_before,
            "not_after": one.not_after,
        }
    return places


def _evidence(seen: TlsHandshake, endpoint: Endpoint) -> tuple[Evidence, ...]:
    certificate = seen.certificate
    also, unseen = say("tls.evidence.also"), say("tls.evidence.unseen_roots")
    return (
        Evidence(
            say("tls.evidence.handshake"),
            said(seen.detail) or seen.result,
            expected=say("tls.evidence.verified"),
        ),
        *held_by(seen.holder, endpoint),
        *((_version(seen),) if seen.result == "version" else ()),
        *(_certificate(certificate, endpoint) if certificate else ()),
        *_chain(seen),
        *(Evidence(also, said(words)) for words in seen.also[:MAX_SHOWN]),
        *_whereabouts(seen),
        *((_roots(seen),) if certificate else ()),
        *((Evidence(unseen, said(seen.unseen_roots)),) if seen.unseen_roots else ()),
    )


def _version(seen: TlsHandshake) -> Evidence:
    return Evidence(
        say("tls.evidence.speaks"),
        f"{seen.version} {seen.cipher}",
        expected=say("tls.evidence.spoken"),
    )


def _certificate(one: Certificate, endpoint: Endpoint) -> tuple[Evidence, ...]:
    names = ", ".join(one.names) or say("evidence.none")
    dates = say("tls.evidence.dates", not_before=one.not_before, not_after=one.not_after)
    marked = Evidence(
        say("tls.evidence.is_ca"), say("tls.evidence.yes"), expected=say("tls.evidence.no")
    )
    fingerprint = say("tls.evidence.fingerprint")
    return (
        Evidence(say("tls.evidence.certificate"), said(one.whom)),
        Evidence(say("tls.evidence.issuer"), said(one.issued_by)),
        Evidence(say("tls.evidence.names"), names, expected=endpoint.host),
        Evidence(say("tls.evidence.valid"), dates),
        *((Evidence(say("tls.evidence.key"), one.key),) if one.key else ()),
        *((Evidence(fingerprint, one.fingerprint),) if one.fingerprint else ()),
        *((marked,) if one.is_ca else ()),
    )


def _chain(seen: TlsHandshake) -> tuple[Evidence, ...]:
    """Return a line for each certificate that the server sent, if there are several."""
    if len(seen.chain) < 2:
        return ()
    count = len(seen.chain)
    lines: list[Evidence] = []
    for number, one in enumerate(seen.chain[:MAX_SHOWN], 1):
        label = say("tls.evidence.chain", number=number, count=count)
        if one == seen.certificate:
            label = say("tls.evidence.chain_refused", number=number, count=count)
        lines.append(Evidence(label, _link(one)))
    return tuple(lines)


def _link(one: Certificate) -> Sentence:
    return say(
        "tls.evidence.link",
        subject=said(one.whom),
        key=one.key,
        signature=one.signature,
        not_before=one.not_before[:10],
        not_after=one.not_after[:10],
        issuer=said(one.issued_by),
    )


def _whereabouts(seen: TlsHandshake) -> tuple[Evidence, ...]:
    """Return who is known to issue under this name, and where the root is."""
    issuer = seen.certificate.issuer if seen.certificate else ""
    known = known_authority(issuer) if seen.result in UNTRUSTED else None
    by, direct = say("tls.evidence.on_the_way"), say("tls.evidence.direct_issuer")
    return (
        *((Evidence(by, known.program),) if known else ()),
        *((Evidence(direct, seen.direct_issuer),) if seen.direct_issuer else ()),
        *(
            Evidence(say("tls.evidence.root_in"), said(one))
            for one, _ in seen.trusted_by[:MAX_SHOWN]
        ),
    )


def _roots(seen: TlsHandshake) -> Evidence:
    lacking = seen.certificate if seen.result == "unknown_ca" else None
    return Evidence(
        say("tls.evidence.roots"),
        said(seen.roots) or say("tls.evidence.no_store"),
        expected=say("tls.evidence.with", issuer=said(lacking.issued_by)) if lacking else None,
    )


CHECK = Check(
    id="tls",
    title=say("check.tls"),
    needs=("tcp",),
    budget_s=6.0,
    network=True,
    run=run,
    pages=PAGES,
)
