"""proxy -- the proxy that Codex uses for this URL lets it through.

What it looks at
    A connection to the proxy that applies, a CONNECT to the endpoint when that is https://, and a
    direct connection to the endpoint when the proxy fails.

Why it matters
    Codex takes HTTP_PROXY also for 127.0.0.1, and blames a dead proxy on "the network".

Known limits
    For an http:// endpoint only the connection to the proxy is tried: what the proxy says to the
    request itself is judged with the turn.

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
    Passed,
    Severity,
    Skipped,
)
from codex_doctor_checks.network import waits
from codex_doctor_checks.network.proxy_pages import PAGES

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Endpoint, ProxyAnswer, ProxyChoice
    from codex_doctor.model import Outcome

# Causes that are the proxy's own, so that NO_PROXY is not what to change first.
_OWN = {"proxy.socks", "proxy.wrong_scheme", "proxy.tls_failed"}
# What is wrong with a proxy that gives no status.
_KINDS = {
    "not_http": ("proxy.not_http", "{at} is not an HTTP proxy"),
    "closed": ("proxy.unreachable", "{at} takes the connection and closes it"),
    "silent": ("proxy.unreachable", "{at} takes the connection and does not answer"),
    "long_head": ("proxy.header_limit", "{at} answers with {detail}"),
    "tls": ("proxy.tls_failed", "the TLS connection to {at} fails: {detail}"),
    "speaks_tls": ("proxy.wrong_scheme", "{at} speaks TLS, and its URL says http://"),
    "speaks_plain": ("proxy.wrong_scheme", "{at} speaks plain HTTP, and its URL says https://"),
}


async def run(ctx: Context) -> Outcome:
    """Judge the proxy's answer."""
    outcome = judge(await ctx.proxy(), ctx.endpoint)
    return waits.add_hint(outcome, ctx)


def judge(answer: ProxyAnswer | None, endpoint: Endpoint) -> Outcome:
    """Return whether the proxy lets Codex through, and if not, why."""
    if answer is None:
        return Skipped("no proxy applies")
    choice, opened = answer.choice, answer.connection.is_open
    if opened and not answer.kind and (answer.status == 200 or endpoint.scheme == "http"):
        return Passed(f"{choice.url} ({choice.variable}) answers")
    variable, no_proxy = _no_proxy(choice)
    missed = _near_miss(endpoint, no_proxy) or _hidden(endpoint, choice)
    kind, cause = _kind(answer, endpoint)
    if missed:
        kind, cause = "proxy.no_proxy_form", f"{variable} does not cover {endpoint.host}: {missed}"
    finding = Finding(
        id=kind,
        severity=Severity.ERROR,
        cause=cause,
        evidence=_evidence(answer, variable, no_proxy),
        fixes=_fixes(kind, answer, endpoint, variable),
        location=(choice.no_proxy_origin if missed else None) or choice.origin,
    )
    return Failed((finding,))


def _kind(answer: ProxyAnswer, endpoint: Endpoint) -> tuple[str, str]:
    """Return the finding id and the cause."""
    choice, status = answer.choice, answer.status
    at = f"the proxy {choice.url} ({choice.variable})"
    if choice.url.startswith("socks"):
        return "proxy.socks", f"{at} is a SOCKS proxy, and Codex connects through none"
    if not answer.connection.is_open:
        return "proxy.unreachable", f"{at} does not answer"
    if status in {401, 407}:  # tinyproxy answers 401 to a wrong password
        return "proxy.auth_required", f"{at} wants a user and a password"
    if status is not None and endpoint.is_loopback:
        said = answer.detail or str(status)
        return "proxy.intercepts_loopback", f"{at} applies to {endpoint.host}, and says {said}"
    if status is not None:
        refused = f"{at} does not connect to {endpoint.host}:{endpoint.port}: {answer.detail}"
        return "proxy.refuses_target", refused
    kind, words = _KINDS[answer.kind]
    return kind, words.format(at=at, detail=answer.detail)


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
        *((Evidence(variable, f"{no_proxy}{_place(choice)}"),) if no_proxy else ()),
        *(Evidence("the endpoint without the proxy", words) for words in direct),
    )


def _fixes(kind: str, answer: ProxyAnswer, endpoint: Endpoint, variable: str) -> tuple[Fix, ...]:
    choice = answer.choice
    around, without = _around(endpoint.host, variable, choice), _unset(choice)
    if (endpoint.is_loopback and kind not in _OWN) or kind == "proxy.no_proxy_form":
        return (around, without)
    own = {
        "proxy.socks": _http_instead(choice),
        "proxy.wrong_scheme": _other_scheme(choice, answer.kind),
        "proxy.tls_failed": Fix(
            f"Name a PEM file with the authority of {choice.host} in CODEX_CA_CERTIFICATE."
        ),
        "proxy.header_limit": Fix(f"Let the proxy at {choice.url} send fewer headers."),
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
    certain = answer.kind in {"socks_http", "speaks_tls", "speaks_plain"}
    first_past = answer.direct and not certain
    return (without, around, own) if first_past else (own, without, around)


def _http_instead(choice: ProxyChoice) -> Fix:
    return _rewritten(choice, f"http://{choice.host}:{choice.port}")


def _other_scheme(choice: ProxyChoice, kind: str) -> Fix:
    scheme = "https" if kind == "speaks_tls" else "http"
    return _rewritten(choice, f"{scheme}://{choice.host}:{choice.port}")


def _rewritten(choice: ProxyChoice, url: str) -> Fix:
    """Return the fix that gives the variable another URL; a login in it must be added."""
    where = f" in {choice.origin}" if choice.origin else ""
    return Fix(
        f"Set {choice.variable}{where} to {url}, with user and password as before if any.",
        commands=None
        if choice.origin
        else Commands(
            posix=f"export {choice.variable}={shlex.quote(url)}",
            powershell=f"$env:{choice.variable} = '{url.replace(chr(39), chr(39) * 2)}'",
        ),
    )


def ways_past(endpoint: Endpoint) -> tuple[Fix, ...]:
    """Return the fixes that keep an endpoint's requests from its proxy, () where none applies."""
    choice = endpoint.proxy
    if choice is None:
        return ()
    return _around(endpoint.host, _no_proxy(choice)[0], choice), _unset(choice)


def _around(host: str, variable: str, choice: ProxyChoice) -> Fix:
    if choice.no_proxy_origin:
        return Fix(f"Add {host} to {variable} in {choice.no_proxy_origin}.")
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


def _place(choice: ProxyChoice) -> str:
    """Return where the list of hosts is set, when that is not the environment."""
    return f", from {choice.no_proxy_origin}" if choice.no_proxy_origin else ""


def _no_proxy(choice: ProxyChoice) -> tuple[str, str]:
    """Return the name and value of the variable that Codex reads: the first that is set."""
    return choice.no_proxy[0] if choice.no_proxy else ("NO_PROXY", "")


def _near_miss(endpoint: Endpoint, no_proxy: str) -> str:
    """Return why an entry that means this endpoint does not match it, "" when none does."""
    for entry in (part for item in no_proxy.split(",") for part in item.replace(";", " ").split()):
        if reason := _reason(entry.lower(), endpoint):
            return f"{entry!r} {reason}"
    return ""


def _hidden(endpoint: Endpoint, choice: ProxyChoice) -> str:
    """Return why the right entry in the other variable does not count, "" without one."""
    hidden = any(
        endpoint.host in map(str.strip, value.split(",")) for _, value in choice.no_proxy[1:]
    )
    return "it is set as well, and hides no_proxy, which does" if hidden else ""


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
