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

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.config.mended_address import is_within_containers, with_port
from codex_doctor.model import (
    Check,
    Evidence,
    Failed,
    Finding,
    Fix,
    Passed,
    Severity,
    page,
)
from codex_doctor.words.sentence import fill, say
from codex_doctor_checks.network import odd_proxy, waits
from codex_doctor_checks.network.host_names import suggestions
from codex_doctor_checks.network.proxy_variable import rewritten
from codex_doctor_checks.setup.base_url import at_host, base_url_location, change_base_url

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Connection, DnsAnswer, DnsReply, Endpoint, ProxyChoice, Setup
    from codex_doctor.model import Outcome
    from codex_doctor.words.sentence import Sentence

PAGES = (
    page("dns.nxdomain"),
    page("dns.no_address"),
    page("dns.server_failure"),
    page("dns.system_only"),
    page("dns.hosts_file"),
    page("dns.hijacked"),
    page("dns.private_address"),
    waits.PAGE,
)
_FAILURES = {
    "TIMEOUT": "dns.server_failure.timeout",
    "CLOSED": "dns.server_failure.closed",
    "NO_ROUTE": "dns.server_failure.no_route",
    "NO_SERVER": "dns.server_failure.no_server",
    "SERVFAIL": "dns.server_failure.fails",
    "REFUSED": "dns.server_failure.refuses",
    "MALFORMED": "dns.server_failure.malformed",
    "TRUNCATED": "dns.server_failure.truncated",
}
_FAMILIES = {"A": "IPv4", "AAAA": "IPv6"}
MAX_REPLIES = 6


async def run(ctx: Context) -> Outcome:
    """Judge the lookup."""
    outcome = waits.add_hint(judge(await ctx.lookup(), ctx.endpoint, ctx.setup), ctx)
    return await odd_proxy.blamed(outcome, ctx)


def judge(answer: DnsAnswer, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether the host has an address, and if not, whose fault that is."""
    if answer.addresses:
        return Passed(_passed(answer))
    proxy = endpoint.proxy
    kind, cause = _cause(answer, _named(answer.host, proxy))
    finding = Finding(
        id=kind,
        severity=Severity.ERROR,
        cause=cause,
        evidence=_evidence(answer, endpoint),
        fixes=_fixes(kind, answer, endpoint, setup),
        location=proxy.origin if proxy else base_url_location(setup),
    )
    return Failed((finding,))


def _passed(answer: DnsAnswer) -> Sentence:
    host, address = answer.host, answer.addresses[0]
    if answer.source:
        return say("dns.passed_from", host=host, address=address, source=answer.source)
    if host == address:
        return say("dns.passed_literal", host=host)
    return say("dns.passed", host=host, address=address, took_s=answer.took_s)


def _named(host: str, proxy: ProxyChoice | None) -> str:
    """Return the host, with the variable that names it when it is the proxy's."""
    return say("dns.proxy_host", host=host, variable=proxy.variable) if proxy else host


def _cause(answer: DnsAnswer, host: str) -> tuple[str, Sentence]:
    """Return finding id and cause."""
    half = _half(answer.replies)
    if half is not None:
        good, bad = half
        return "dns.server_failure", say(
            "dns.server_failure.half",
            server=bad.server,
            host=host,
            good=_FAMILIES[good.kind],
            code=bad.rcode,
            bad=_FAMILIES[bad.kind],
        )
    if answer.system and answer.missed:
        line, reason = answer.missed
        missed = say("dns.system_only.missed", host=host, line=line, reason=str(reason))
        return "dns.system_only", missed
    if answer.system:
        return "dns.system_only", say("dns.system_only", host=host)
    if any(one.detail and one.aliases for one in answer.replies):
        return "dns.no_address", say("dns.no_address.circle", host=host)
    match answer.rcode:
        case "NXDOMAIN" if meant := _meant(answer):
            is_here = is_within_containers(answer.host)
            scheme = answer.host in {"http", "https"}
            other = "dns.nxdomain.scheme" if scheme else "dns.nxdomain.port"
            template = "dns.nxdomain.here" if is_here else other
            return "dns.nxdomain", fill(
                template, {"host": host, "meant": meant.host, "port": meant.port}
            )
        case "NXDOMAIN":
            return "dns.nxdomain", say("dns.nxdomain", host=host)
        case "NOERROR":
            return "dns.no_address", say("dns.no_address", host=host)
        case code:
            template = _FAILURES.get(code, "dns.server_failure")
            return "dns.server_failure", fill(template, {"host": host, "code": code})


def _meant(answer: DnsAnswer) -> Connection | None:
    """Return what became of the host and port that were meant, None where it may be a name."""
    meant = answer.meant
    may_be_name = re.fullmatch(r"[\w.*-]+", answer.host)
    return meant if meant and (meant.is_open or not may_be_name) else None


def _half(replies: tuple[DnsReply, ...]) -> tuple[DnsReply, DnsReply] | None:
    """Return a good answer for one family and a bad one for the other, None without these."""
    good = next((one for one in replies if one.addresses), None)
    bad = next((one for one in replies if good and one.kind != good.kind and _is_bad(one)), None)
    return (good, bad) if good and bad else None


def _is_bad(reply: DnsReply) -> bool:
    return reply.rcode != "NOERROR"


def _evidence(answer: DnsAnswer, endpoint: Endpoint) -> tuple[Evidence, ...]:
    source = endpoint.proxy.variable if endpoint.proxy else "base_url"
    names = (Evidence(say("evidence.tried"), ", ".join(answer.names)),) if answer.names else ()
    system = (
        (Evidence(say("dns.evidence.system"), ", ".join(answer.system)),) if answer.system else ()
    )
    return (
        Evidence(
            say("dns.evidence.asked"), say("dns.evidence.name", host=answer.host, source=source)
        ),
        Evidence(say("evidence.answer"), _answered(answer), say("dns.evidence.an_address")),
        *names,
        *system,
        *_tried(_meant(answer)),
        *(
            Evidence(f"{one.server} {_FAMILIES[one.kind]}", _said(one))
            for one in answer.replies[:MAX_REPLIES]
        ),
    )


def _tried(meant: Connection | None) -> tuple[Evidence, ...]:
    if meant is None:
        return ()
    tried = say("dns.evidence.meant", host=meant.host, port=meant.port)
    opens = "dns.evidence.opens" if meant.is_open else "dns.evidence.closed"
    return (Evidence(tried, say(opens)),)


def _answered(answer: DnsAnswer) -> Sentence:
    code, server, took_s = answer.rcode, answer.server, answer.took_s
    if server:
        return say("dns.evidence.answer", code=code, server=server, took_s=took_s)
    return say("dns.evidence.answer_system", code=code, took_s=took_s)


def _said(reply: DnsReply) -> str:
    """Return what a name server said in a line."""
    said = tuple(part for part in (reply.rcode, *reply.addresses, str(reply.detail)) if part)
    if reply.aliases:
        return say("dns.evidence.aliases", said=said, aliases=" -> ".join(reply.aliases))
    return ", ".join(said)


def _fixes(kind: str, answer: DnsAnswer, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    host = answer.host
    if answer.missed:
        return (Fix(say("dns.system_only.fix_line", line=answer.missed[0], host=host)),)
    known = (*answer.system, *(one for reply in answer.replies for one in reply.addresses))
    if known:
        line = Fix(say("dns.server_failure.fix_hosts", address=known[0], host=host))
        if kind == "dns.system_only":
            return (line, Fix(say("dns.system_only.fix_name")))
        return (line, Fix(say("dns.server_failure.fix_servers")))
    if endpoint.proxy:
        better = endpoint.proxy.better if _meant(answer) else ""
        return (
            *((rewritten(endpoint.proxy, better),) if better else ()),
            Fix(say("dns.nxdomain.fix_variable", variable=endpoint.proxy.variable)),
            Fix(say("dns.nxdomain.fix_proxy_network")),
        )
    network = Fix(say("dns.nxdomain.fix_network", host=host))
    meant = _meant(answer)
    if meant and is_within_containers(host):
        title = say("tcp.refused.fix_elsewhere", address=meant.host, port=meant.port)
        return (at_host(setup, endpoint, meant.host, title), network)
    if meant:
        url = with_port(endpoint.base_url)
        return (change_base_url(setup, shown=url, title=say("dns.nxdomain.fix_port", url=url)),)
    if kind == "dns.server_failure":
        return (Fix(say("dns.server_failure.fix_network")), network)
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
