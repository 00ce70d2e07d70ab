"""When the addresses of a host do not work: are they the host's own. Not a check.

`tcp`, `tls` and `wire` put what is found here before their own finding.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.model import Confidence, Evidence, Failed, Finding, Fix, Severity
from codex_doctor.words.sentence import say
from codex_doctor_checks.network.host_names import KNOWN_HOSTS

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import NameDoubt
    from codex_doctor.model import Outcome


async def doubted(outcome: Outcome, ctx: Context) -> Outcome:
    """Return the outcome of a handshake or a page with the name as its cause, where it is."""
    if not isinstance(outcome, Failed) or ctx.endpoint.proxy:
        return outcome
    answer, doubt = await ctx.lookup(), await ctx.doubt()
    if doubt is None or _cause(doubt, answer.host, answer.addresses) is None:
        return outcome
    return blame(outcome, doubt, host=answer.host, used=answer.addresses)


def blame(
    outcome: Outcome, doubt: NameDoubt | None, *, host: str, used: tuple[str, ...]
) -> Outcome:
    """Return the outcome with the name as the cause of its errors, where it is.

    Args:
        outcome: What the connection or the handshake gave.
        doubt: What was seen of the name, None when nothing was looked at.
        host: The name.
        used: Its addresses, as Codex takes them.
    """
    match outcome:
        case Failed(findings, summary) if doubt and findings[0].severity is Severity.ERROR:
            first = findings[0]
            cause = _cause(doubt, host, used)
            if cause is None:
                told = replace(first, evidence=(*first.evidence, *_evidence(doubt, used)))
                return Failed((told, *findings[1:]), summary)
            shown = replace(
                cause, evidence=(*cause.evidence, Evidence(say("dns.evidence.there"), first.cause))
            )
            return Failed((shown, *findings[1:]), shown.cause)
        case _:
            return outcome


def _cause(doubt: NameDoubt, host: str, used: tuple[str, ...]) -> Finding | None:
    if doubt.public_answers:
        return _hosts_file(doubt, host, used)
    if set(doubt.invented) & set(used):
        return _hijacked(doubt, host, used)
    if host in KNOWN_HOSTS and host != "localhost" and all(map(_is_inside, used)):
        return _private(doubt, host, used)
    return None


def _hosts_file(doubt: NameDoubt, host: str, used: tuple[str, ...]) -> Finding:
    file, _, line = doubt.source.rpartition(":")
    return Finding(
        id="dns.hosts_file",
        severity=Severity.ERROR,
        cause=say(
            "dns.hosts_file",
            file=file,
            line=line,
            host=host,
            address=used[0],
            public=doubt.public[0],
        ),
        evidence=_evidence(doubt, used),
        fixes=(Fix(say("dns.hosts_file.fix_line", host=host, line=line, file=file)),),
        location=Location(file, int(line)),
    )


def _hijacked(doubt: NameDoubt, host: str, used: tuple[str, ...]) -> Finding:
    return Finding(
        id="dns.hijacked",
        severity=Severity.ERROR,
        confidence=Confidence.LIKELY,
        cause=say("dns.hijacked", host=host, address=used[0]),
        evidence=_evidence(doubt, used),
        fixes=(
            Fix(say("dns.hijacked.fix_login")),
            Fix(say("dns.hijacked.fix_servers")),
        ),
    )


def _private(doubt: NameDoubt, host: str, used: tuple[str, ...]) -> Finding:
    return Finding(
        id="dns.private_address",
        severity=Severity.ERROR,
        confidence=Confidence.LIKELY,
        cause=say("dns.private_address", host=host, address=used[0]),
        evidence=_evidence(doubt, used),
        fixes=(
            Fix(say("dns.private_address.fix_filter", host=host)),
            Fix(say("dns.private_address.fix_network")),
        ),
    )


def _evidence(doubt: NameDoubt, used: tuple[str, ...]) -> tuple[Evidence, ...]:
    shown = ", ".join(used)
    if doubt.source:
        shown = say("dns.evidence.addresses_from", addresses=used, source=doubt.source)
    rows = [Evidence(say("dns.evidence.addresses"), shown)]
    if doubt.public:
        rows.append(Evidence(say("dns.evidence.public"), ", ".join(doubt.public)))
    if doubt.invented:
        invented = ", ".join(doubt.invented)
        rows.append(
            Evidence(say("dns.evidence.invented"), invented, say("dns.evidence.no_address"))
        )
    if doubt.unknown and not doubt.source:
        rows.append(Evidence(say("dns.evidence.public"), say("dns.evidence.search_domain")))
    return tuple(rows)


def _is_inside(address: str) -> bool:
    """Return whether an address cannot be reached from the internet."""
    return not ipaddress.ip_address(address.partition("%")[0]).is_global
