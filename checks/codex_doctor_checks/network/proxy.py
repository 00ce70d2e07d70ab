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

import shlex
from typing import TYPE_CHECKING

from codex_doctor.model import (
    Check,
    Commands,
    Derived,
    Edit,
    Evidence,
    Failed,
    Finding,
    Fix,
    Passed,
    Severity,
    Skipped,
    page,
)
from codex_doctor.shell_words import in_single_quotes
from codex_doctor.words.sentence import fill, say
from codex_doctor.words.told import said
from codex_doctor_checks.network import odd_proxy, waits
from codex_doctor_checks.network.no_proxy import hidden, near_miss
from codex_doctor_checks.network.proxy_variable import (
    encode_login,
    rewritten,
    set_url,
    with_login,
)
from codex_doctor_checks.setup.problem_words import unset

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Endpoint, ProxyAnswer, ProxyChoice
    from codex_doctor.model import Outcome
    from codex_doctor.words.measures import Value
    from codex_doctor.words.sentence import Sentence

# Those of proxy.refuses_target, intercepts_loopback and auth_required are with the `request` check,
# which sees them too.
PAGES = (
    page("proxy.unreachable"),
    page("proxy.no_proxy_form"),
    page("proxy.not_http"),
    page("proxy.socks"),
    page("proxy.wrong_scheme"),
    page("proxy.tls_failed"),
    page("proxy.header_limit"),
    *odd_proxy.PAGES,
)
# Causes that are the proxy's own, so that NO_PROXY is not what to change first.
_OWN = {"proxy.socks", "proxy.wrong_scheme", "proxy.tls_failed"}
# What is wrong with a proxy that gives no status.
_KINDS = {
    "not_http": "proxy.not_http",
    "closed": "proxy.unreachable.closed",
    "silent": "proxy.unreachable.silent",
    "long_head": "proxy.header_limit",
    "tls": "proxy.tls_failed",
    "speaks_tls": "proxy.wrong_scheme.speaks_tls",
    "speaks_plain": "proxy.wrong_scheme.speaks_plain",
}


async def run(ctx: Context) -> Outcome:
    """Judge the proxy's answer."""
    outcome = odd_proxy.hinted(judge(await ctx.proxy(), ctx.endpoint), ctx.endpoint.odd_proxy)
    return await odd_proxy.blamed(waits.add_hint(outcome, ctx), ctx)


def judge(answer: ProxyAnswer | None, endpoint: Endpoint) -> Outcome:
    """Return whether the proxy lets Codex through, and if not, why."""
    if answer is None:
        return Skipped(say("proxy.skipped"))
    choice, opened = answer.choice, answer.connection.is_open
    if opened and not answer.kind and (answer.status == 200 or endpoint.scheme == "http"):
        return Passed(say("proxy.passed", proxy=choice.url, variable=choice.variable))
    variable, no_proxy = _no_proxy(choice)
    missed = near_miss(endpoint, variable, no_proxy) or hidden(endpoint, variable, choice)
    kind, cause = ("proxy.no_proxy_form", missed) if missed else _kind(answer, endpoint)
    finding = Finding(
        id=kind,
        severity=Severity.ERROR,
        cause=cause,
        evidence=_evidence(answer, variable, no_proxy),
        fixes=_fixes(kind, answer, endpoint, variable),
        location=(choice.no_proxy_origin if missed else None) or choice.origin,
    )
    return Failed((finding,))


def _kind(answer: ProxyAnswer, endpoint: Endpoint) -> tuple[str, Sentence]:
    """Return the finding id and the cause."""
    template, choice = _template(answer, endpoint), answer.choice
    places: dict[str, Value] = {
        "proxy": choice.url,
        "variable": choice.variable,
        "host": endpoint.host,
        "port": endpoint.port,
        "detail": said(answer.detail) or str(answer.status or ""),
    }
    area, kind, *_ = template.split(".")
    return f"{area}.{kind}", fill(template, places)


def _template(answer: ProxyAnswer, endpoint: Endpoint) -> str:
    """Return the template of the cause, which begins with the finding id."""
    status = answer.status
    if answer.choice.url.startswith("socks"):
        return "proxy.socks"
    if not answer.connection.is_open:
        return "proxy.unreachable"
    if status in {401, 407}:  # tinyproxy answers 401 to a wrong password
        return "proxy.auth_required"
    if status is not None and endpoint.is_loopback:
        return "proxy.intercepts_loopback"
    if status is not None:
        return "proxy.refuses_target"
    return _KINDS[answer.kind]


def _evidence(answer: ProxyAnswer, variable: str, no_proxy: str) -> tuple[Evidence, ...]:
    choice, detail = answer.choice, said(answer.detail)
    tried = tuple(
        Evidence(one.address, said(one.detail) or one.result) for one in answer.connection.attempts
    )
    return (
        Evidence(choice.variable, _source(choice)),
        *(tried or (Evidence(say("proxy.evidence.addresses"), say("evidence.none")),)),
        *((Evidence("CONNECT", detail, say("proxy.evidence.connects")),) if detail else ()),
        *((Evidence(variable, _placed(no_proxy, choice)),) if no_proxy else ()),
        *_direct(answer),
    )


def _direct(answer: ProxyAnswer) -> tuple[Evidence, ...]:
    if answer.direct is None:
        return ()
    answers = say("proxy.evidence.answers") if answer.direct else say("proxy.evidence.silent")
    return (Evidence(say("proxy.evidence.direct"), answers),)


def _fixes(kind: str, answer: ProxyAnswer, endpoint: Endpoint, variable: str) -> tuple[Fix, ...]:
    choice = answer.choice
    around, without = _around(endpoint.host, variable, choice), _unset(choice)
    if (endpoint.is_loopback and kind not in _OWN) or kind == "proxy.no_proxy_form":
        return (around, without)
    own = _own_fix(kind, answer, endpoint)
    certain = answer.kind in {"socks_http", "speaks_tls", "speaks_plain"}
    first_past = answer.direct and not certain
    if first_past and choice.also:
        # One variable less and the next one counts.
        return (around, without, own)
    return (without, around, own) if first_past else (own, without, around)


def _own_fix(kind: str, answer: ProxyAnswer, endpoint: Endpoint) -> Fix:
    """Return what mends the proxy, or the variable that names it."""
    choice = answer.choice
    host, port, variable = choice.host, choice.port, choice.variable
    match kind:
        case "proxy.socks":
            return rewritten(choice, _url(choice, "http"))
        case "proxy.wrong_scheme":
            scheme = "https" if answer.kind == "speaks_tls" else "http"
            return rewritten(choice, _url(choice, scheme))
        case "proxy.tls_failed":
            roots = endpoint.roots_variable
            return Fix(say("proxy.tls_failed.fix_file", host=host, variable=roots))
        case "proxy.header_limit":
            return Fix(say("proxy.header_limit.fix_headers", proxy=choice.url))
        case "proxy.auth_required":
            login = say("proxy.auth_required.fix_login", variable=variable, host=host, port=port)
            return Fix(login, commands=_with_login(choice, endpoint))
        case "proxy.refuses_target":
            allow = say("proxy.refuses_target.fix_allow", host=endpoint.host, port=endpoint.port)
            return Fix(allow)
        case "proxy.not_http":
            return Fix(say("proxy.not_http.fix_address", variable=variable))
        case _:
            return Fix(say("proxy.unreachable.fix_start", proxy=choice.url))


def _url(choice: ProxyChoice, scheme: str) -> str:
    return f"{scheme}://{choice.host}:{choice.port}"


def ways_past(endpoint: Endpoint) -> tuple[Fix, ...]:
    """Return the fixes that keep an endpoint's requests from its proxy, () where none applies."""
    choice = endpoint.proxy
    if choice is None:
        return ()
    return _around(endpoint.host, _no_proxy(choice)[0], choice), _unset(choice)


def proxy_acts(endpoint: Endpoint) -> dict[str, Fix]:
    """Return what the fixes of a proxy that answers itself do, by the id of their template."""
    choice = endpoint.proxy
    if choice is None:
        return {}
    around = _around(endpoint.host, _no_proxy(choice)[0], choice)
    return {
        "proxy.refuses_target.fix_no_proxy": around,
        "proxy.auth_required.fix_no_proxy": around,
        "proxy.auth_required.fix_variable": Fix("", commands=_with_login(choice, endpoint)),
    }


def _with_login(choice: ProxyChoice, endpoint: Endpoint) -> Commands | None:
    """Return the commands that put a user and a password into the variable's URL, as URLs do."""
    odd = endpoint.odd_proxy
    if choice.origin or choice.is_setting:
        return None
    if odd is not None and odd.oddity == "login":
        return encode_login(choice.variable)
    return set_url(choice.variable, with_login(choice.url))


def _around(host: str, variable: str, choice: ProxyChoice) -> Fix:
    if choice.no_proxy_origin:
        return Fix(
            say(
                "proxy.no_proxy_form.fix_place",
                host=host,
                variable=variable,
                place=str(choice.no_proxy_origin),
            )
        )
    name = shlex.quote(host)
    return Fix(
        say("proxy.no_proxy_form.fix_variable", host=host, variable=variable),
        commands=Commands(
            posix=f'export {variable}="${{{variable}:+${variable},}}"{name}',
            powershell=f"$env:{variable} = (@($env:{variable}, {in_single_quotes(host)}) "
            "-ne $null) -join ','",
            derived=Derived(variable, added=host),
        ),
    )


def _unset(choice: ProxyChoice) -> Fix:
    variable, origin = choice.variable, choice.origin
    if origin:
        line = f"{variable}={choice.url}"
        edit = Edit(origin.file, variable, before=line, after=None, line=origin.line)
        title = say("proxy.unreachable.fix_remove", variable=variable, place=str(origin))
        return Fix(title, edits=(edit,))
    if choice.is_setting:
        return Fix(say("proxy.unreachable.fix_settings"))
    return Fix(
        say("proxy.unreachable.fix_unset", variable=variable),
        commands=unset(variable),
    )


def _source(choice: ProxyChoice) -> Sentence:
    if choice.origin:
        return say("proxy.evidence.set_in", value=choice.url, place=str(choice.origin))
    if choice.is_setting:
        return say("proxy.evidence.settings", value=choice.url)
    return say("proxy.evidence.environment", value=choice.url)


def _placed(no_proxy: str, choice: ProxyChoice) -> str:
    """Return the list of hosts, and where it is set when that is not the environment."""
    if choice.no_proxy_origin:
        return say("proxy.evidence.set_in", value=no_proxy, place=str(choice.no_proxy_origin))
    return no_proxy


def _no_proxy(choice: ProxyChoice) -> tuple[str, str]:
    """Return the name and value of the variable that Codex reads: the first that is set."""
    return choice.no_proxy[0] if choice.no_proxy else ("NO_PROXY", "")


CHECK = Check(
    id="proxy",
    title=say("check.proxy"),
    needs=("dns",),
    budget_s=5.0,
    network=True,
    run=run,
    pages=PAGES,
)
