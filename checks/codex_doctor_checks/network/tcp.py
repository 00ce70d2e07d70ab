"""tcp -- the endpoint, or the proxy in front of it, takes connections.

What it looks at
    One connection attempt to every address of the host, all at the same time, and what that
    amounts to for Codex, which tries them one by one. When nothing listens on a port of this
    machine: what listens near, and whose process it is; on port 80 of another one: whether 443
    answers. When no address takes connections: whether the addresses are the host's own.

Why it matters
    Codex hides what went wrong and waits for ever for "the network".

Known limits
    A firewall that answers for the server cannot be told from the server.

Source
    RFC 9293 section 3.10.7 (reset and refusal); RFC 8305 (two families of addresses); how long
    Codex waits for an address was measured with 0.169.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from codex_doctor.codex.config.mended_address import with_port
from codex_doctor.codex.config.overview import provider_key
from codex_doctor.codex.urls import DEFAULT_PORTS
from codex_doctor.facts.options import OSS, options_without
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
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.network import name_blame, odd_proxy, waits
from codex_doctor_checks.setup.base_url import at_host, base_url_location, change_base_url
from codex_doctor_checks.setup.typed import command_line

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import ConnectAttempt, Connection, Endpoint, Listener, Setup
    from codex_doctor.model import Outcome
    from codex_doctor.words.sentence import Sentence

LOCAL_SERVERS = {
    4000: "LiteLLM",
    11434: "Ollama",
    1234: "LM Studio",
    8000: "vLLM",
    8080: "llama.cpp",
    3000: "Open WebUI, New API",
    5000: "text-generation-webui",
    8317: "CLIProxyAPI",
    8081: "llama.cpp",
    30000: "SGLang",
}

# The page of tcp.reset is with the `request` check, where it happens more often.
PAGES = (
    page("tcp.refused"),
    page("tcp.timeout"),
    page("tcp.unreachable"),
    page("tcp.slow_address"),
)
# What several addresses amount to: the result that tells most comes first.
_ORDER = ("reset", "refused", "timeout", "unreachable", "error")
# Half a minute a connection is a loss; a third of a second is worth knowing.
NOTICED_S = 1.0


async def run(ctx: Context) -> Outcome:
    """Judge the connection attempts."""
    seen, answer = await ctx.connection(), await ctx.lookup()
    outcome = waits.add_hint(judge(seen, ctx.endpoint, ctx.setup), ctx)
    outcome = name_blame.blame(outcome, seen.doubt, host=answer.host, used=answer.addresses)
    return await odd_proxy.blamed(outcome, ctx)


def judge(connection: Connection, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether a connection opens, and if not, why."""
    opened = next((one for one in connection.attempts if one.result == "open"), None)
    if opened:
        return _judge_open(connection, opened)
    results = {attempt.result for attempt in connection.attempts} or {"error"}
    result = next(one for one in _ORDER if one in results)
    cause = _cause(result, connection)
    finding = Finding(
        id="tcp.unreachable" if result == "error" else f"tcp.{result}",
        severity=Severity.ERROR,
        cause=cause,
        evidence=_evidence(connection, setup),
        fixes=_fixes(result, connection, endpoint, setup),
        location=base_url_location(setup),
    )
    return Failed((finding,))


def _judge_open(connection: Connection, opened: ConnectAttempt) -> Outcome:
    """Return how Codex gets to the address that answers, past those that do not."""
    summary = say("tcp.passed", address=opened.address, took_s=opened.took_s)
    waits_s = connection.codex_waits_s or 0.0
    silent = next((one for one in connection.attempts if one.result == "timeout"), None)
    if silent is None or connection.attempts.index(silent) > connection.attempts.index(opened):
        return Passed(summary)
    if waits_s > NOTICED_S:
        severity = Severity.WARNING
        cause = say(
            "tcp.slow_address", silent=silent.address, waits_s=waits_s, address=opened.address
        )
    else:
        severity = Severity.HINT
        cause = say(
            "tcp.slow_address.family",
            host=connection.host,
            works=_family(opened),
            hangs=_family(silent),
            waits_s=waits_s,
        )
    finding = Finding(
        id="tcp.slow_address",
        severity=severity,
        cause=cause,
        evidence=_attempted(connection),
        fixes=(
            Fix(say("tcp.slow_address.fix_path", address=silent.address)),
            Fix(say("tcp.slow_address.fix_hosts", address=_bare(opened), host=connection.host)),
        ),
    )
    return Failed((finding,), summary)


def _family(attempt: ConnectAttempt) -> str:
    return "IPv6" if attempt.address.startswith("[") else "IPv4"


def _bare(attempt: ConnectAttempt) -> str:
    return attempt.address.rpartition(":")[0].strip("[]")


def _cause(result: str, connection: Connection) -> Sentence:
    host, port = connection.host, connection.port
    match result:
        case "refused":
            return say("tcp.refused", host=host, port=port)
        case "timeout":
            return say("tcp.timeout", host=host, port=port)
        case "reset":
            return say("tcp.reset.connection", host=host, port=port)
        case "unreachable" if {_family(one) for one in connection.attempts} == {"IPv6"}:
            return say("tcp.unreachable.ipv6", host=host)
        case "unreachable":
            return say("tcp.unreachable", host=host)
        case _:
            return say("tcp.unreachable.error", host=host, port=port)


def _attempted(connection: Connection) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            one.address,
            _became(one),
            expected=None if one.result == "open" else say("tcp.evidence.connection"),
        )
        for one in connection.attempts
    )


def _became(attempt: ConnectAttempt) -> Sentence:
    if attempt.result == "timeout":
        return say("tcp.evidence.no_answer", took_s=attempt.took_s)
    result = said(attempt.detail) or attempt.result
    return say("tcp.evidence.result", result=result, took_s=attempt.took_s)


def _evidence(connection: Connection, setup: Setup) -> tuple[Evidence, ...]:
    none = Evidence(say("tcp.evidence.tried"), say("evidence.none"))
    return (
        *(_attempted(connection) or (none,)),
        *(_attempted(connection.meant) if connection.meant else ()),
        *(
            Evidence(say("evidence.port", port=one.port), _listens(one))
            for one in connection.listening
        ),
        *_beside(setup),
    )


def _listens(listener: Listener) -> Sentence:
    address, process, port = listener.address, said(listener.process), listener.port
    if address and process:
        return say("tcp.evidence.listens_held", address=address, process=process)
    if address:
        return say("tcp.evidence.listens", address=address)
    if process:
        return say("tcp.evidence.answers_held", process=process)
    if port not in LOCAL_SERVERS:
        return say("tcp.evidence.answers")
    return say("tcp.evidence.answers_usual", server=LOCAL_SERVERS[port])


def _beside(setup: Setup) -> tuple[Evidence, ...]:
    """Return what the configuration says beside the URL, with its place."""
    rows: list[Evidence] = []
    for name in ("base_url", "name"):
        key = provider_key(setup, name)
        if key in setup.values and key in setup.origins:
            value, origin = setup.values[key], setup.origins[key]
            rows.append(Evidence(str(replace(origin, column=None)), f'{name} = "{value}"'))
    return tuple(rows)


def _fixes(
    result: str, connection: Connection, endpoint: Endpoint, setup: Setup
) -> tuple[Fix, ...]:
    host, port = connection.host, connection.port
    meant = connection.meant
    if meant and meant.is_open:
        url = with_port(endpoint.base_url)
        return (change_base_url(setup, shown=url, title=say("tcp.refused.fix_path", url=url)),)
    if _is_https_alone(connection, endpoint):
        parts = urlsplit(endpoint.base_url)
        there = parts.netloc.removesuffix(f":{port}")
        shown = parts._replace(scheme="https", netloc=there).geturl()
        title = say("tcp.refused.fix_https", host=host, base_url=shown)
        return (
            change_base_url(setup, shown=shown, title=title),
            Fix(say("tcp.refused.fix_server", host=host)),
        )
    match result:
        case "refused" if endpoint.is_loopback or any(one.address for one in connection.listening):
            return _local_fixes(connection, endpoint, setup)
        case "refused":
            return (
                Fix(say("tcp.refused.fix_port", host=host, port=port)),
                Fix(say("tcp.refused.fix_server", host=host)),
            )
        case "reset":
            return (Fix(say("tcp.reset.fix_log", host=host, port=port)),)
        case _:
            return (
                Fix(say("tcp.unreachable.fix_network", host=host)),
                Fix(say("tcp.unreachable.fix_address", port=port)),
            )


def _is_https_alone(connection: Connection, endpoint: Endpoint) -> bool:
    """Tell whether another machine is silent at the port of http, and answers at that of https."""
    is_http = connection.port == DEFAULT_PORTS["http"] and not endpoint.is_loopback
    return is_http and any(one.port == DEFAULT_PORTS["https"] for one in connection.listening)


def _local_fixes(connection: Connection, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    """Return what to do when a server on this machine is missing: start it, or use the other."""
    others = options_without(OSS, setup.options)
    if setup.unselected and others is not None:
        title = say("config.provider_undefined.fix_oss_drop", id=setup.unselected)
        started = _servers(connection, endpoint, setup)
        return (Fix(title, commands=command_line(others)), *started)
    return _servers(connection, endpoint, setup)


def _servers(connection: Connection, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    port = connection.port
    elsewhere = [one.address for one in connection.listening if one.address]
    if elsewhere:
        title = say("tcp.refused.fix_elsewhere", address=elsewhere[0], port=port)
        return (
            at_host(setup, endpoint, elsewhere[0], title),
            Fix(say("tcp.refused.fix_listen", port=port, host=connection.host)),
        )
    near = [one.port for one in connection.listening]
    names = [f"{one}: {LOCAL_SERVERS[one]}" for one in near]
    if not names:
        return (Fix(say("tcp.refused.fix_start", port=port)),)
    if len(names) > 1:
        return (Fix(say("tcp.refused.fix_several", port=port, answering=tuple(names))),)
    title = say("tcp.refused.fix_other", port=port, answering=names[0])
    host = urlsplit(endpoint.base_url).netloc.rpartition("@")[2]
    plain = host.removesuffix(f":{port}")
    shown = endpoint.base_url.replace(host, f"{plain}:{near[0]}", 1)
    return (change_base_url(setup, shown=shown, title=title),)


CHECK = Check(
    id="tcp",
    title=say("check.tcp"),
    needs=("dns", "proxy"),
    budget_s=5.0,
    network=True,
    run=run,
    pages=PAGES,
)
