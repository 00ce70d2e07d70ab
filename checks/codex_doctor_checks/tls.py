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
from codex_doctor_checks import waits
from codex_doctor_checks.base_url import base_url_location
from codex_doctor_checks.tls_fixes import fixes_for
from codex_doctor_checks.tls_pages import PAGES

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Certificate, Endpoint, Setup, TlsHandshake
    from codex_doctor.model import Outcome

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
    "version": "{host} speaks no TLS version and cipher that Codex speaks",
    "plain_http": "base_url says https://, and {host} port {port} speaks plain HTTP",
    "ca_file_invalid": "{variable} names {file}, which Codex cannot use: {detail}",
    "closed": "{host} port {port} closes the connection during the TLS handshake",
    "timeout": "{host} port {port} does not answer the TLS handshake",
    "refused": "the certificate of {host} is refused: {detail}",
    "error": "the TLS handshake with {host} fails: {detail}",
}


async def run(ctx: Context) -> Outcome:
    """Judge the handshake."""
    return waits.add_hint(judge(await ctx.tls(), ctx.endpoint, ctx.setup), ctx)


def judge(seen: TlsHandshake | None, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether Codex gets a TLS connection, and if not, why."""
    if seen is None:
        return Skipped("base_url is http://")
    if seen.result == "ok":
        until = f", valid until {seen.certificate.not_after[:10]}" if seen.certificate else ""
        return Passed(f"{seen.version}{until}")
    guess = seen.result == "chain_incomplete"
    finding = Finding(
        id=_IDS.get(seen.result, f"tls.{seen.result}"),
        severity=Severity.ERROR,
        cause=_WORDS[seen.result].format_map(_places(seen, endpoint)),
        evidence=_evidence(seen, endpoint),
        fixes=fixes_for(seen, endpoint, setup),
        confidence=Confidence.LIKELY if guess else Confidence.CERTAIN,
        location=None if seen.result == "ca_file_invalid" else base_url_location(setup),
    )
    return Failed((finding,))


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
    shown = _certificate(seen.certificate, endpoint) if seen.certificate else ()
    version = (Evidence("speaks", seen.version, expected="TLSv1.2 or TLSv1.3"),)
    trusted = seen.roots or "none: this system has no certificate store"
    return (
        Evidence("handshake", seen.detail or seen.result, expected="a verified connection"),
        *(version if seen.result == "version" else ()),
        *shown,
        *((Evidence("roots of trust", trusted),) if seen.certificate else ()),
    )


def _certificate(certificate: Certificate, endpoint: Endpoint) -> tuple[Evidence, ...]:
    names = ", ".join(certificate.names) or "none"
    kind = ((Evidence("marked as a CA", "yes", expected="no"),)) if certificate.is_ca else ()
    return (
        Evidence("certificate", certificate.subject),
        Evidence("issued by", certificate.issuer),
        Evidence("names", names, expected=endpoint.host),
        Evidence("valid", f"{certificate.not_before} to {certificate.not_after}"),
        *kind,
    )


CHECK = Check(
    id="tls",
    title="The TLS handshake works",
    needs=("tcp",),
    budget_s=6.0,
    network=True,
    run=run,
    pages=PAGES,
)
