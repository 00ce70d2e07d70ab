"""proxy -- the proxy that Codex uses for this URL lets it through.

What it looks at
    A connection to the proxy that applies, a CONNECT to the endpoint when that is https://, and a
    direct connection to the endpoint when the proxy fails.

Why it matters
    Codex takes HTTP_PROXY also for 127.0.0.1, and blames a dead proxy on "the network".

Known limits
    For an http:// endpoint only the connection to the proxy is tried: what the proxy says to the
    request itself is judged with the turn. NO_PROXY is taken from the process environment.

Source
    RFC 9110 section 9.3.6 (CONNECT) and section 15.5.8 (407).
"""

from __future__ import annotations

import ipaddress
import shlex
from typing import TYPE_CHECKING

from codex_doctor.model import (
    Check,
    Commands,
    Edit,
    Evidence,
    Failed,
    Finding,
    Fix,
    Page,
    Passed,
    Severity,
    Skipped,
)
from codex_doctor_checks import waits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.context import Context
    from codex_doctor.facts import Endpoint, ProxyAnswer, ProxyChoice
    from codex_doctor.model import Outcome

# The page of proxy.refuses_target is with the `request` check, which sees it too.
PAGES = (
    Page(
        "proxy.unreachable",
        "The proxy does not answer",
        "A proxy variable applies to base_url, and nothing answers at the proxy's address. Codex "
        "uses a proxy for 127.0.0.1 and localhost too, unless NO_PROXY names them. Unset the "
        "variable, start the proxy, or add the endpoint's host to NO_PROXY.",
    ),
    Page(
        "proxy.auth_required",
        "The proxy wants a user and a password",
        "The proxy answers 407. Codex sends the user and password that stand in the proxy's URL "
        "(http://USER:PASSWORD@proxy:3128, special characters percent-encoded) and knows no other "
        "way to log in.",
    ),
    Page(
        "proxy.intercepts_loopback",
        "A proxy stands before a local endpoint",
        "base_url names this machine, a proxy variable applies to it, and the proxy does not let "
        "the request through. For the proxy, 127.0.0.1 is the proxy itself. Add the host to "
        "NO_PROXY, as base_url writes it.",
    ),
    Page(
        "proxy.no_proxy_form",
        "NO_PROXY is set in a form that does not match",
        "NO_PROXY mentions the endpoint in a form that Codex does not match: with a port, with a "
        "scheme, with a wildcard inside the name, `*` for an IP address, or localhost where "
        "base_url says 127.0.0.1. Write the bare host as it stands in base_url; domain suffixes "
        "and address ranges (10.0.0.0/8) work as well, entries are separated by commas.",
    ),
    Page(
        "proxy.not_http",
        "What answers is not an HTTP proxy",
        "The address in the proxy variable takes connections and does not speak HTTP. Codex "
        "speaks HTTP to a SOCKS proxy too. Give the address of the proxy's HTTP port.",
    ),
)


async def run(ctx: Context) -> Outcome:
    """Judge the proxy's answer."""
    outcome = judge(await ctx.proxy(), ctx.endpoint, ctx.inputs.environ)
    return waits.add_hint(outcome, ctx)


def judge(answer: ProxyAnswer | None, endpoint: Endpoint, environ: Mapping[str, str]) -> Outcome:
    """Return whether the proxy lets Codex through, and if not, why."""
    if answer is None:
        return Skipped("no proxy applies")
    choice, opened = answer.choice, answer.connection.is_open
    if opened and (answer.status == 200 or endpoint.scheme == "http"):
        return Passed(f"{choice.url} ({choice.variable}) answers")
    variable, no_proxy = _no_proxy(environ)
    missed = _near_miss(endpoint, no_proxy)
    kind, cause = _kind(answer, endpoint)
    if missed:
        kind, cause = "proxy.no_proxy_form", f"{variable} does not cover {endpoint.host}: {missed}"
    finding = Finding(
        id=kind,
        severity=Severity.ERROR,
        cause=cause,
        evidence=_evidence(answer, variable, no_proxy),
        fixes=_fixes(kind, answer, endpoint, variable),
        location=choice.origin,
    )
    return Failed((finding,))


def _kind(answer: ProxyAnswer, endpoint: Endpoint) -> tuple[str, str]:
    """Return the finding id and the cause."""
    choice, status = answer.choice, answer.status
    at = f"the proxy {choice.url} ({choice.variable})"
    if not answer.connection.is_open:
        return "proxy.unreachable", f"{at} does not answer"
    if endpoint.is_loopback:
        said = answer.detail or str(status)
        return "proxy.intercepts_loopback", f"{at} applies to {endpoint.host}, and says {said}"
    if status == 407:
        return "proxy.auth_required", f"{at} wants a user and a password"
    if status is not None:
        refused = f"{at} does not connect to {endpoint.host}:{endpoint.port}: {status}"
        return "proxy.refuses_target", refused
    if answer.detail.startswith("not HTTP"):
        return "proxy.not_http", f"{choice.url} ({choice.variable}) is not an HTTP proxy"
    return "proxy.unreachable", f"{at} takes the connection and does not answer"


def _evidence(answer: ProxyAnswer, variable: str, no_proxy: str) -> tuple[Evidence, ...]:
    choice = answer.choice
    direct = {None: (), True: ("answers",), False: ("does not answer",)}[answer.direct]
    tried = tuple(
        Evidence(one.address, one.detail or one.result) for one in answer.connection.attempts
    )
    return (
        Evidence(choice.variable, f"{choice.url}, from {_source(choice)}"),
        *(tried or (Evidence("addresses of the proxy", "none"),)),
        *((Evidence("CONNECT", answer.detail, expected="200"),) if answer.detail else ()),
        *((Evidence(variable, no_proxy),) if no_proxy else ()),
        *(Evidence("the endpoint without the proxy", words) for words in direct),
    )


def _fixes(kind: str, answer: ProxyAnswer, endpoint: Endpoint, variable: str) -> tuple[Fix, ...]:
    choice = answer.choice
    around, without = _around(endpoint.host, variable), _unset(choice)
    if endpoint.is_loopback or kind == "proxy.no_proxy_form":
        return (around, without)
    own = {
        "proxy.auth_required": Fix(
            f"Put user and password into {choice.variable}: "
            f"http://USER:PASSWORD@{choice.host}:{choice.port}, special characters "
            "percent-encoded."
        ),
        "proxy.refuses_target": Fix(
            f"Allow {endpoint.host}:{endpoint.port} in the proxy, or ask who runs it to."
        ),
        "proxy.not_http": Fix(f"Give {choice.variable} the address of an HTTP proxy."),
        "proxy.unreachable": Fix(f"Start the proxy at {choice.url}, or correct the address."),
    }[kind]
    return (without, around, own) if answer.direct else (own, without, around)


def _around(host: str, variable: str) -> Fix:
    name = shlex.quote(host)
    shell_name = host.replace("'", "''")
    return Fix(
        f"Add {host} to {variable}.",
        commands=Commands(
            posix=f'export {variable}="${{{variable}:+${variable},}}"{name}',
            powershell=f"$env:{variable} = (@($env:{variable}, '{shell_name}') -ne $null) "
            "-join ','",
        ),
    )


def _unset(choice: ProxyChoice) -> Fix:
    variable, origin = choice.variable, choice.origin
    if origin:
        line = f"{variable}={choice.url}"
        edit = Edit(origin.file, variable, before=line, after=None, line=origin.line)
        return Fix(f"Remove {variable} from {origin}.", edits=(edit,))
    return Fix(
        f"Unset {variable}, which the environment sets.",
        commands=Commands(posix=f"unset {variable}", powershell=f"Remove-Item Env:{variable}"),
    )


def _source(choice: ProxyChoice) -> str:
    return str(choice.origin) if choice.origin else "the environment"


def _no_proxy(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the name and value of the variable that Codex reads."""
    for name in ("NO_PROXY", "no_proxy"):
        if environ.get(name):
            return name, environ[name]
    return "NO_PROXY", ""


def _near_miss(endpoint: Endpoint, no_proxy: str) -> str:
    """Return why an entry that means this endpoint does not match it, "" when none does."""
    for entry in (part for item in no_proxy.split(",") for part in item.replace(";", " ").split()):
        if reason := _reason(entry.lower(), endpoint):
            return f"{entry!r} {reason}"
    return ""


def _reason(entry: str, endpoint: Endpoint) -> str:
    host = endpoint.host
    without_scheme = entry.partition("://")[2].rstrip("/")
    bare = (without_scheme or entry).removesuffix(f":{endpoint.port}").strip("[]")
    if entry == "*":
        return "covers names, not IP addresses"
    if bare in {host, "*", f".{host}"} or host.endswith(f".{bare.removeprefix('*.')}"):
        if without_scheme:
            return "has a scheme"
        if bare != entry.strip("[]"):
            return "has a port"
        return "has a wildcard" if bare.startswith("*.") else "stands in a list without commas"
    if endpoint.is_loopback and _is_local(bare):
        return f"is not {host}, as base_url writes it"
    return ""


def _is_local(text: str) -> bool:
    try:
        return ipaddress.ip_network(text, strict=False).is_loopback
    except ValueError:
        return text == "localhost"


CHECK = Check(
    id="proxy",
    title="The proxy lets Codex through",
    needs=("dns",),
    budget_s=5.0,
    network=True,
    run=run,
    pages=PAGES,
)
