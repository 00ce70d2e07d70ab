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
)
from codex_doctor.words.sentence import say
from codex_doctor_checks.network import name_blame, waits
from codex_doctor_checks.network.tls_authorities import known_authority
from codex_doctor_checks.network.tls_fixes import UNTRUSTED, fixes_for
from codex_doctor_checks.network.tls_pages import PAGES
from codex_doctor_checks.setup.base_url import base_url_location, held_by

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Certificate, Endpoint, Setup, TlsHandshake
    from codex_doctor.model import Outcome

MAX_SHOWN = 6
_SPOKEN = "TLSv1.2 or TLSv1.3, with ECDHE and an AEAD cipher"
_IDS = {
    "plain_http": "tls.plain_http_server",
    "closed": "tcp.reset",
    "timeout": "tls.no_answer",
    "refused": "tls.handshake_failed",
    "error": "tls.handshake_failed",
}
_WORDS = {
    "unknown_ca": "Codex does not trust {issuer}, which issued the certificate of {host}",
    "self_signed": "the certificate of {host} is self-signed and not trusted",
    "chain_incomplete": "{host} does not send the certificate of {issuer}, which issued its own",
    "ca_as_leaf": "the certificate of {host} is a CA certificate, which Codex refuses",
    "hostname_mismatch": "the certificate of {host} is for other names: {names}",
    "expired": "the certificate {subject} of {host} expired on {not_after}",
    "not_yet_valid": "the certificate {subject} of {host} is not valid before {not_before}",
    "weak_algorithm": "Codex refuses the certificate {subject} of {host}: {detail}",
    "wrong_purpose": "Codex refuses the certificate {subject} of {host}: {detail}",
    "name_constraints": "the authority {subject} may not issue a certificate for {host}",
    "chain_invalid": "Codex refuses the chain of {host} at {subject}: {detail}",
    "client_certificate": "{host} demands a client certificate, and Codex has none to send",
    "version": "{host} speaks no TLS version and cipher that Codex speaks",
    "plain_http": "base_url says https://, and {host} port {port} speaks plain HTTP",
    "ca_file_invalid": "{variable} names {file}, which Codex cannot use: {detail}",
    "closed": "{host} port {port} closes the connection during the TLS handshake",
    "timeout": "{host} port {port} does not answer the TLS handshake",
    "refused": "the certificate of {host} is refused: {detail}",
    "error": "the TLS handshake with {host} fails: {detail}",
}


# What a root in a further store would mend.
_ROOTLESS = frozenset({"unknown_ca", "self_signed", "chain_incomplete"})


async def run(ctx: Context) -> Outcome:
    """Judge the handshake."""
    outcome = waits.add_hint(judge(await ctx.tls(), ctx.endpoint, ctx.setup), ctx)
    return await name_blame.doubted(outcome, ctx)


def judge(seen: TlsHandshake | None, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether Codex gets a TLS connection, and if not, why."""
    if seen is None:
        return Skipped("base_url is http://")
    if seen.result == "ok":
        until = f", valid until {seen.certificate.not_after[:10]}" if seen.certificate else ""
        return Passed(f"{seen.version}{until}")
    finding = Finding(
        id=_IDS.get(seen.result, f"tls.{seen.result}"),
        severity=Severity.ERROR,
        cause=_words(seen, endpoint),
        evidence=_evidence(seen, endpoint),
        fixes=fixes_for(seen, endpoint, setup),
        confidence=_confidence(seen),
        location=None if seen.result == "ca_file_invalid" else base_url_location(setup),
    )
    return Failed((finding,))


def _confidence(seen: TlsHandshake) -> Confidence:
    """Return how sure it is: a root may stand in a store that was not seen whole."""
    if seen.unseen_roots and seen.result in _ROOTLESS:
        return Confidence.POSSIBLE
    return Confidence.LIKELY if seen.result == "chain_incomplete" else Confidence.CERTAIN


def _words(seen: TlsHandshake, endpoint: Endpoint) -> str:
    places = _places(seen, endpoint)
    if seen.result == "unknown_ca" and seen.direct_issuer and endpoint.proxy:
        words = "the proxy {proxy} shows a certificate of its own for {host}, issued by {issuer}"
        return words.format_map({**places, "proxy": endpoint.proxy.url})
    return _WORDS[seen.result].format_map(places)


def _places(seen: TlsHandshake, endpoint: Endpoint) -> dict[str, str]:
    certificate = seen.certificate
    return {
        "host": endpoint.host,
        "port": str(endpoint.port),
        "subject": certificate.subject if certificate else "or one it depends on,",
        "issuer": certificate.issuer if certificate else "the authority",
        "names": ", ".join(certificate.names[:5]) or "none" if certificate else "unknown",
        "not_before": certificate.not_before if certificate else "a later day",
        "not_after": certificate.not_after if certificate else "an earlier day",
        "variable": endpoint.ca_variable or "the environment",
        "file": endpoint.ca_file or "a file",
        "detail": seen.detail,
    }


def _evidence(seen: TlsHandshake, endpoint: Endpoint) -> tuple[Evidence, ...]:
    certificate = seen.certificate
    version = (Evidence("speaks", f"{seen.version} {seen.cipher}", expected=_SPOKEN),)
    return (
        Evidence("handshake", seen.detail or seen.result, expected="a verified connection"),
        *held_by(seen.holder, endpoint),
        *(version if seen.result == "version" else ()),
        *(_certificate(certificate, endpoint) if certificate else ()),
        *_chain(seen),
        *(Evidence("also wrong", words) for words in seen.also[:MAX_SHOWN]),
        *_whereabouts(seen),
        *((_roots(seen),) if certificate else ()),
        *((Evidence("perhaps not seen whole", seen.unseen_roots),) if seen.unseen_roots else ()),
    )


def _certificate(certificate: Certificate, endpoint: Endpoint) -> tuple[Evidence, ...]:
    names = ", ".join(certificate.names) or "none"
    kind = ((Evidence("marked as a CA", "yes", expected="no"),)) if certificate.is_ca else ()
    return (
        Evidence("certificate", certificate.subject),
        Evidence("issued by", certificate.issuer),
        Evidence("names", names, expected=endpoint.host),
        Evidence("valid", f"{certificate.not_before} to {certificate.not_after}"),
        *((Evidence("key", certificate.key),) if certificate.key else ()),
        *((Evidence("SHA-256", certificate.fingerprint),) if certificate.fingerprint else ()),
        *kind,
    )


def _chain(seen: TlsHandshake) -> tuple[Evidence, ...]:
    """Return a line for each certificate that the server sent, if there are several."""
    if len(seen.chain) < 2:
        return ()
    lines: list[Evidence] = []
    for number, one in enumerate(seen.chain[:MAX_SHOWN], 1):
        mark = ", refused here" if one == seen.certificate else ""
        dates = f"{one.not_before[:10]} to {one.not_after[:10]}"
        words = f"{one.subject}; {one.key}, {one.signature}; {dates}; issued by {one.issuer}"
        lines.append(Evidence(f"chain {number} of {len(seen.chain)}{mark}", words))
    return tuple(lines)


def _whereabouts(seen: TlsHandshake) -> tuple[Evidence, ...]:
    """Return who is known to issue under this name, and where the root is."""
    issuer = seen.certificate.issuer if seen.certificate else ""
    known = known_authority(issuer) if seen.result in UNTRUSTED else None
    direct = seen.direct_issuer
    return (
        *((Evidence("issued on the way by", known.program),) if known else ()),
        *((Evidence("without the proxy issued by", direct),) if direct else ()),
        *(Evidence("the root is in", shown) for shown, _ in seen.trusted_by[:MAX_SHOWN]),
    )


def _roots(seen: TlsHandshake) -> Evidence:
    trusted = seen.roots or "none: this system has no certificate store"
    lacking = seen.certificate if seen.result == "unknown_ca" else None
    expected = f"with {lacking.issuer}" if lacking else None
    return Evidence("roots of trust", trusted, expected=expected)


CHECK = Check(
    id="tls",
    title=say("check.tls"),
    needs=("tcp",),
    budget_s=6.0,
    network=True,
    run=run,
    pages=PAGES,
)
