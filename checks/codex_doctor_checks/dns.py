"""dns -- the host that Codex connects to has an address.

What it looks at
    The address lookup of the endpoint's host, or of the proxy's when one applies, as the system
    answers it; the name servers only when it has no address.

Why it matters
    Without an address no connection can start. Codex waits for ever and does not name the host.

Known limits
    The endpoint's own name is not looked up when a proxy applies: the proxy does that.

Source
    RFC 1035 section 4.1.1 (response codes); RFC 2308 section 2 (a name without data);
    RFC 6761 section 6.4 (.invalid).
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from codex_doctor.model import Check, Evidence, Failed, Finding, Fix, Page, Passed, Severity
from codex_doctor_checks import waits
from codex_doctor_checks.base_url import base_url_location, change_base_url

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import DnsAnswer, Endpoint, Setup
    from codex_doctor.model import Outcome

# Hosts that people type into base_url; a lookup that fails is compared with them.
KNOWN_HOSTS = (
    "ai-gateway.vercel.sh",
    "api.anthropic.com",
    "api.deepseek.com",
    "api.fireworks.ai",
    "api.groq.com",
    "api.mistral.ai",
    "api.moonshot.ai",
    "api.moonshot.cn",
    "api.openai.com",
    "api.perplexity.ai",
    "api.siliconflow.cn",
    "api.together.xyz",
    "api.x.ai",
    "api.z.ai",
    "ark.cn-beijing.volces.com",
    "dashscope.aliyuncs.com",
    "generativelanguage.googleapis.com",
    "inference.baseten.co",
    "localhost",
    "models.github.ai",
    "open.bigmodel.cn",
    "openrouter.ai",
    "router.huggingface.co",
)

PAGES = (
    Page(
        "dns.nxdomain",
        "The host name does not exist",
        "The name servers know no such name. It is mistyped in base_url (or in the proxy "
        "variable), or it exists only inside a VPN or company network that is not connected. "
        "Codex waits for ever and does not say which name it looks for.",
    ),
    Page(
        "dns.no_address",
        "The host name has no address",
        "The name exists, and no IPv4 or IPv6 address is recorded for it. Often it is a domain "
        "whose API is at a name below it (api.example.com instead of example.com), or a record "
        "that only a company's own name servers have.",
    ),
    Page(
        "dns.server_failure",
        "The name servers do not answer properly",
        "The lookup fails before anybody can say whether the name exists: the name servers are "
        "silent, refuse, or fail themselves. The network or VPN is down, or a firewall blocks "
        "port 53.",
    ),
    waits.PAGE,
)
_WORDS = {
    "TIMEOUT": "the name servers do not answer",
    "NO_SERVER": "no name server is configured",
    "SERVFAIL": "the name servers fail",
    "REFUSED": "the name servers refuse to answer",
    "MALFORMED": "the name servers answer with something that is not DNS",
}


async def run(ctx: Context) -> Outcome:
    """Judge the lookup."""
    return waits.add_hint(judge(await ctx.lookup(), ctx.endpoint, ctx.setup), ctx)


def judge(answer: DnsAnswer, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether the host has an address, and if not, whose fault that is."""
    if answer.addresses:
        took_ms = answer.took_s * 1000
        return Passed(f"{answer.host} is {answer.addresses[0]} ({took_ms:.0f} ms)")
    match answer.rcode:
        case "NXDOMAIN":
            kind, words = "dns.nxdomain", f"{answer.host} does not exist"
        case "NOERROR":
            kind, words = "dns.no_address", f"{answer.host} exists and has no address"
        case code:
            said = _WORDS.get(code, f"the name servers answer {code}")
            kind, words = "dns.server_failure", f"{answer.host} cannot be looked up: {said}"
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


def _evidence(answer: DnsAnswer, endpoint: Endpoint) -> tuple[Evidence, ...]:
    server = answer.server or "the system's resolver"
    source = endpoint.proxy.variable if endpoint.proxy else "base_url"
    return (
        Evidence("asked for", f"{answer.host} (from {source})"),
        Evidence(
            "answer",
            f"{answer.rcode} from {server} after {answer.took_s:.1f} s",
            expected="an IPv4 or IPv6 address",
        ),
    )


def _fixes(kind: str, answer: DnsAnswer, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    if endpoint.proxy:
        variable = endpoint.proxy.variable
        return (
            Fix(f"Correct the host in {variable}, or unset {variable}."),
            Fix("Connect to the VPN or network that knows the proxy."),
        )
    network = Fix(f"Connect to the VPN or network that knows {answer.host}.")
    if kind == "dns.server_failure":
        return (Fix("Check the network connection and the name servers of this machine."), network)
    return (*_suggestion(answer.host, endpoint, setup), network)


def _suggestion(host: str, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    """Return the correction of a typing error, or the advice to look for one."""
    others = [known for known in KNOWN_HOSTS if known != host]
    near = get_close_matches(host, others, n=1, cutoff=0.8)
    if near:
        title = f"Correct the host in base_url: {near[0]} instead of {host}."
        shown = endpoint.base_url.replace(host, near[0], 1)
        return (change_base_url(setup, shown=shown, title=title),)
    return (Fix(f"Correct the host {host} in base_url."),)


CHECK = Check(
    id="dns",
    title="The host name has an address",
    needs=("environment", "config", "credentials"),
    budget_s=6.0,
    network=True,
    run=run,
    pages=PAGES,
)
