"""A proxy variable in which Codex does not read what was meant. Not a check.

`proxy` says it as a hint; where no connection can be made, `dns`, `proxy`, `tcp` and `tls` put it
before what follows from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.model import Confidence, Evidence, Failed, Finding, Severity, page
from codex_doctor.words.sentence import fill, say
from codex_doctor_checks.network.proxy_variable import mended

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.context import Context
    from codex_doctor.facts import OddProxy
    from codex_doctor.facts.proxies import ProxyOddity
    from codex_doctor.model import Outcome

_ODDITIES: Mapping[ProxyOddity, str] = {
    "blanks": "proxy.oddity.blanks",
    "quotes": "proxy.oddity.quotes",
    "variable": "proxy.oddity.variable",
    "named": "proxy.oddity.named",
    "list": "proxy.oddity.list",
    "scheme": "proxy.oddity.scheme",
    "slashes": "proxy.oddity.slashes",
    "login": "proxy.oddity.login",
    "path": "proxy.oddity.path",
    "colon": "proxy.oddity.colon",
    "port": "proxy.oddity.port",
    "sign": "proxy.oddity.sign",
}
PAGES = (page("proxy.ignored"), page("proxy.misread"))


def hinted(outcome: Outcome, odd: OddProxy | None) -> Outcome:
    """Return what became of the proxy, with a hint where a variable is odd and nothing fails."""
    if odd is None or (isinstance(outcome, Failed) and _is_error(outcome)):
        return outcome
    findings = outcome.findings if isinstance(outcome, Failed) else ()
    return Failed((*findings, replace(_finding(odd), severity=Severity.HINT)))


async def blamed(outcome: Outcome, ctx: Context) -> Outcome:
    """Return the outcome of a connection with an odd proxy variable as its cause, if there is one.

    What follows from it stays beside it, unless the proxy that was meant answers. Where another
    variable's proxy is used and fails, that one comes first: to mend it is enough.
    """
    odd = ctx.endpoint.odd_proxy
    if odd is None or not isinstance(outcome, Failed) or not _is_error(outcome):
        return outcome
    first, *others = outcome.findings
    meant, found = await ctx.meant_proxy(), _finding(odd)
    tried = Evidence(say("proxy.evidence.instead"), first.cause)
    evidence = (*found.evidence, tried)
    if meant is not None:
        opens = "dns.evidence.opens" if meant.is_open else "dns.evidence.closed"
        place = say("dns.evidence.meant", host=meant.host, port=meant.port)
        evidence = (*evidence, Evidence(place, say(opens)))
    if meant is not None and meant.is_open:
        return Failed((replace(found, evidence=evidence), *others), found.cause)
    likely = replace(found, evidence=evidence, confidence=Confidence.LIKELY)
    used = ctx.endpoint.proxy
    if used is not None and used.variable != odd.variable:
        return Failed((first, likely, *others), outcome.summary)
    return Failed((likely, first, *others), found.cause)


def _is_error(outcome: Failed) -> bool:
    return outcome.findings[0].severity is Severity.ERROR


def _finding(odd: OddProxy) -> Finding:
    kind = "proxy.ignored" if odd.is_ignored else "proxy.misread"
    odd_is = fill(_ODDITIES[odd.oddity], {})
    return Finding(
        id=kind,
        severity=Severity.ERROR,
        cause=fill(kind, {"variable": odd.variable, "oddity": odd_is}),
        evidence=(Evidence(odd.variable, odd_is, say("proxy.evidence.form")),),
        fixes=(mended(odd),),
        location=odd.origin,
    )
