"""dns -- the host that Codex connects to has an address.

What it looks at
    The address lookup of the endpoint's host, or of the proxy's when one applies, as Codex does
    it: on Linux with the resolver that it brings, elsewhere with the system's. What the system
    and each name server say is looked at only when there is no address.

Why it matters
    Without an address no connection can start. Codex waits for ever and does not name the host.

Known limits
    The endpoint's own name is not looked up when a proxy applies: the proxy does that.

Source
    RFC 1035 section 4.1.1 (response codes); RFC 2308 section 2 (a name without data);
    RFC 6761 section 6.4 (.invalid).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Check, Evidence, Failed, Finding, Fix, Passed, Severity
from codex_doctor.words.sentence import say
from codex_doctor_checks.network import waits
from codex_doctor_checks.network.dns_pages import PAGES
from codex_doctor_checks.network.host_names import suggestions
from codex_doctor_checks.setup.base_url import base_url_location

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import DnsAnswer, DnsReply, Endpoint, Setup
    from codex_doctor.model import Outcome

_WORDS = {
    "TIMEOUT": "the name servers do not answer",
    "CLOSED": "nothing listens where the name server should be",
    "NO_ROUTE": "there is no route to the name servers",
    "NO_SERVER": "no name server is configured",
    "SERVFAIL": "the name servers fail",
    "REFUSED": "the name servers refuse to answer",
    "MALFORMED": "the name servers answer with something that is not DNS",
    "TRUNCATED": "the name servers cut their answer short and do not send it over TCP either",
}
_FAMILIES = {"A": "IPv4", "AAAA": "IPv6"}
MAX_REPLIES = 6


async def run(ctx: Context) -> Outcome:
    """Judge the lookup."""
    return waits.add_hint(judge(await ctx.lookup(), ctx.endpoint, ctx.setup), ctx)


def judge(answer: DnsAnswer, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether the host has an address, and if not, whose fault that is."""
    if answer.addresses:
        took_ms = answer.took_s * 1000
        source = f"from {answer.source}" if answer.source else f"{took_ms:.0f} ms"
        return Passed(f"{answer.host} is {answer.addresses[0]} ({source})")
    kind, words = _cause(answer)
    proxy = endpoint.proxy
    finding = Finding(
        id=kind,
        severity=Severity.ERROR,
        cause=f"{words} (the proxy in {proxy.variable})" if proxy else words,
        evidence=_evidence(answer, endpoint),
        fixes=_fixes(kind, answer, endpoint, setup),
        location=proxy.origin if proxy else base_url_location(setup),
    )
    return Failed((finding,))


def _cause(answer: DnsAnswer) -> tuple[str, str]:
    """Return finding id and words."""
    host = answer.host
    half = _half(answer.replies)
    if half is not None:
        good, bad = half
        return "dns.server_failure", (
            f"the name server {bad.server} gives {host} an address for {_FAMILIES[good.kind]} and "
            f"says {bad.rcode} for {_FAMILIES[bad.kind]}; Codex then takes no address at all"
        )
    if answer.system:
        missed = f": {answer.missed[0]} is not read ({answer.missed[1]})" if answer.missed else ""
        return "dns.system_only", (
            f"this system finds {host}, and the resolver inside Codex does not{missed}"
        )
    if any(one.detail and one.aliases for one in answer.replies):
        return "dns.no_address", f"the aliases of {host} lead in a circle"
    match answer.rcode:
        case "NXDOMAIN":
            return "dns.nxdomain", f"{host} does not exist"
        case "NOERROR":
            return "dns.no_address", f"{host} exists and has no address"
        case code:
            said = _WORDS.get(code, f"the name servers answer {code}")
            return "dns.server_failure", f"{host} cannot be looked up: {said}"


def _half(replies: tuple[DnsReply, ...]) -> tuple[DnsReply, DnsReply] | None:
    """Return a good answer for one family and a bad one for the other, None without these."""
    good = next((one for one in replies if one.addresses), None)
    bad = next((one for one in replies if good and one.kind != good.kind and _is_bad(one)), None)
    return (good, bad) if good and bad else None


def _is_bad(reply: DnsReply) -> bool:
    return reply.rcode != "NOERROR"


def _evidence(answer: DnsAnswer, endpoint: Endpoint) -> tuple[Evidence, ...]:
    server = answer.server or "the system's resolver"
    source = endpoint.proxy.variable if endpoint.proxy else "base_url"
    names = (Evidence("tried", ", ".join(answer.names)),) if answer.names else ()
    system = (Evidence("the system says", ", ".join(answer.system)),) if answer.system else ()
    return (
        Evidence("asked for", f"{answer.host} (from {source})"),
        Evidence(
            "answer",
            f"{answer.rcode} from {server} after {answer.took_s:.1f} s",
            expected="an IPv4 or IPv6 address",
        ),
        *names,
        *system,
        *(
            Evidence(f"{one.server} {_FAMILIES[one.kind]}", _said(one))
            for one in answer.replies[:MAX_REPLIES]
        ),
    )


def _said(reply: DnsReply) -> str:
    """Return what a name server said in a line."""
    parts = [reply.rcode, *reply.addresses, reply.detail]
    chain = f"alias {' -> '.join(reply.aliases)}" if reply.aliases else ""
    return ", ".join(part for part in (*parts, chain) if part)


def _fixes(kind: str, answer: DnsAnswer, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    host = answer.host
    if answer.missed:
        return (Fix(f"Correct {answer.missed[0]}: {host} in small letters, with a line break."),)
    known = (*answer.system, *(one for reply in answer.replies for one in reply.addresses))
    if known:
        line = f'Add the line "{known[0]} {host}" to /etc/hosts: Codex then asks no name server.'
        full = "Write the full name in base_url, with its search domain."
        servers = "Use name servers that answer for IPv6 as well (/etc/resolv.conf)."
        return (Fix(line), Fix(full if kind == "dns.system_only" else servers))
    if endpoint.proxy:
        variable = endpoint.proxy.variable
        return (
            Fix(f"Correct the host in {variable}, or unset {variable}."),
            Fix("Connect to the VPN or network that knows the proxy."),
        )
    network = Fix(f"Connect to the VPN or network that knows {host}.")
    if kind == "dns.server_failure":
        return (Fix("Check the network connection and the name servers of this machine."), network)
    return (*suggestions(host, endpoint, setup), network)


CHECK = Check(
    id="dns",
    title=say("check.dns"),
    needs=("environment", "config", "credentials"),
    budget_s=6.0,
    network=True,
    run=run,
    pages=PAGES,
)
