"""When the addresses of a host do not work: are they the host's own. Not a check.

`tcp`, `tls` and `wire` put what is found here before their own finding.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.model import Confidence, Evidence, Failed, Finding, Fix, Severity
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
            shown = replace(cause, evidence=(*cause.evidence, Evidence("there", first.cause)))
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
        cause=f"{file} line {line} sends {host} to {used[0]}; the name servers say "
        f"{doubt.public[0]}, and that one answers",
        evidence=_evidence(doubt, used),
        fixes=(Fix(f"Remove {host} from line {line} of {file}."),),
        location=Location(file, int(line)),
    )


def _hijacked(doubt: NameDoubt, host: str, used: tuple[str, ...]) -> Finding:
    return Finding(
        id="dns.hijacked",
        severity=Severity.ERROR,
        confidence=Confidence.LIKELY,
        cause=f"the name servers give {host} the address {used[0]}, which they also give to a name "
        "that cannot exist",
        evidence=_evidence(doubt, used),
        fixes=(
            Fix("Open any http:// page in a browser and log in to the network, if it asks for it."),
            Fix("Use other name servers, or connect to the VPN."),
        ),
    )


def _private(doubt: NameDoubt, host: str, used: tuple[str, ...]) -> Finding:
    return Finding(
        id="dns.private_address",
        severity=Severity.ERROR,
        confidence=Confidence.LIKELY,
        cause=f"{host} is a public host, and its address here is {used[0]}, which is private",
        evidence=_evidence(doubt, used),
        fixes=(
            Fix(f"Allow {host} in the filter that blocks it (Pi-hole, hosts file, company list)."),
            Fix("Connect to the VPN that serves this address, or use other name servers."),
        ),
    )


def _evidence(doubt: NameDoubt, used: tuple[str, ...]) -> tuple[Evidence, ...]:
    source = f" (from {doubt.source})" if doubt.source else ""
    rows = [Evidence("addresses", ", ".join(used) + source)]
    if doubt.public:
        rows.append(Evidence("name servers say", ", ".join(doubt.public)))
    if doubt.invented:
        invented = ", ".join(doubt.invented)
        rows.append(Evidence("a name that cannot exist", invented, expected="no address"))
    if doubt.unknown and not doubt.source:
        rows.append(Evidence("name servers say", "NXDOMAIN; a search domain has the address"))
    return tuple(rows)


def _is_inside(address: str) -> bool:
    """Return whether an address cannot be reached from the internet."""
    return not ipaddress.ip_address(address.partition("%")[0]).is_global
