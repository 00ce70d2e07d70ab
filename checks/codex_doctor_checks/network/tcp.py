"""tcp -- the endpoint, or the proxy in front of it, takes connections.

What it looks at
    One connection attempt to every address of the host, all at the same time, and what that
    amounts to for Codex, which tries them one by one. When nothing listens on a port of this
    machine: what listens near, and whose process it is. When no address takes connections:
    whether the addresses are the host's own.

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

from msgspec.structs import replace

from codex_doctor.model import Check, Evidence, Failed, Finding, Fix, Page, Passed, Severity
from codex_doctor_checks.network import name_blame, waits
from codex_doctor_checks.setup.base_url import base_url_location, change_base_url

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import ConnectAttempt, Connection, Endpoint, Listener, Setup
    from codex_doctor.model import Outcome

LOCAL_SERVERS = {
    4000: "LiteLLM",
    11434: "Ollama",
    1234: "LM Studio",
    8000: "vLLM",
    8080: "llama.cpp",
    3000: "Open WebUI or New API",
    5000: "text-generation-webui",
    8317: "CLIProxyAPI",
    8081: "a second llama.cpp",
    30000: "SGLang",
}

# The page of tcp.reset is with the `request` check, where it happens more often.
PAGES = (
    Page(
        "tcp.refused",
        "Nothing listens on the port",
        "The machine answers, and nothing takes connections on this port. The server is not "
        "started, or it listens on another port or address than base_url says. A server in a "
        "container must publish its port, and Codex in a container does not see the host's "
        "localhost.",
    ),
    Page(
        "tcp.timeout",
        "The host does not answer",
        "No answer comes to the connection attempt. A firewall drops it, the machine is off, or "
        "the address can only be reached inside a VPN. Codex waits for ever.",
    ),
    Page(
        "tcp.unreachable",
        "There is no route to the host",
        "This machine has no network path to the address: the network or VPN is down, or the "
        "host has only an IPv6 address and this machine has no IPv6.",
    ),
    Page(
        "tcp.slow_address",
        "One address of the host does not answer",
        "The host has several addresses, and one that Codex tries first is silent. Within a "
        "family (IPv4 or IPv6) Codex gives each address 30 seconds before it tries the next, on "
        "every new connection; from one family to the other it takes 0.3 seconds.",
    ),
)
_WORDS = {
    "refused": "nothing listens on {host} port {port}",
    "timeout": "{host} port {port} does not answer",
    "unreachable": "there is no route to {host}",
    "reset": "{host} port {port} resets the connection",
    "error": "no connection to {host} port {port} can be made",
}
# What several addresses amount to: the result that tells most comes first.
_ORDER = ("reset", "refused", "timeout", "unreachable", "error")
_KINDS = {"error": "tcp.unreachable"}


# Half a minute a connection is a loss; a third of a second is worth knowing.
NOTICED_S = 1.0


async def run(ctx: Context) -> Outcome:
    """Judge the connection attempts."""
    seen, answer = await ctx.connection(), await ctx.lookup()
    outcome = waits.add_hint(judge(seen, ctx.endpoint, ctx.setup), ctx)
    return name_blame.blame(outcome, seen.doubt, host=answer.host, used=answer.addresses)


def judge(connection: Connection, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether a connection opens, and if not, why."""
    opened = next((one for one in connection.attempts if one.result == "open"), None)
    if opened:
        return _judge_open(connection, opened)
    results = {attempt.result for attempt in connection.attempts} or {"error"}
    result = next(one for one in _ORDER if one in results)
    finding = Finding(
        id=_KINDS.get(result, f"tcp.{result}"),
        severity=Severity.ERROR,
        cause=_words(result, connection),
        evidence=_evidence(connection, setup),
        fixes=_fixes(result, connection, endpoint, setup),
        location=base_url_location(setup),
    )
    return Failed((finding,))


def _judge_open(connection: Connection, opened: ConnectAttempt) -> Outcome:
    """Return how Codex gets to the address that answers, past those that do not."""
    summary = f"{opened.address} answers in {opened.took_s * 1000:.0f} ms"
    waits_s = connection.codex_waits_s or 0.0
    silent = next((one for one in connection.attempts if one.result == "timeout"), None)
    if silent is None or connection.attempts.index(silent) > connection.attempts.index(opened):
        return Passed(summary)
    if waits_s > NOTICED_S:
        severity = Severity.WARNING
        cause = (
            f"{silent.address} does not answer, and Codex waits {waits_s:.0f} s on every new "
            f"connection before it tries {opened.address}"
        )
    else:
        severity = Severity.HINT
        cause = (
            f"{connection.host} works over {_family(opened)} and hangs over {_family(silent)}; "
            f"every new connection of Codex takes {waits_s:.1f} s"
        )
    finding = Finding(
        id="tcp.slow_address",
        severity=severity,
        cause=cause,
        evidence=_attempted(connection),
        fixes=(
            Fix(f"Repair the network path to {silent.address}, or have it taken out of the name."),
            Fix(f'Add the line "{_bare(opened)} {connection.host}" to the hosts file.'),
        ),
    )
    return Failed((finding,), summary)


def _family(attempt: ConnectAttempt) -> str:
    return "IPv6" if attempt.address.startswith("[") else "IPv4"


def _bare(attempt: ConnectAttempt) -> str:
    return attempt.address.rpartition(":")[0].strip("[]")


def _words(result: str, connection: Connection) -> str:
    host, port = connection.host, connection.port
    if result == "unreachable" and {_family(one) for one in connection.attempts} == {"IPv6"}:
        return f"{host} has only IPv6 addresses, and this machine has no IPv6 route to them"
    return _WORDS[result].format_map({"host": host, "port": port})


def _attempted(connection: Connection) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            one.address,
            _became(one),
            expected=None if one.result == "open" else "a connection",
        )
        for one in connection.attempts
    )


def _became(attempt: ConnectAttempt) -> str:
    if attempt.result == "timeout":
        return f"no answer within {attempt.took_s:.1f} s"
    return f"{attempt.detail or attempt.result} after {attempt.took_s * 1000:.0f} ms"


def _evidence(connection: Connection, setup: Setup) -> tuple[Evidence, ...]:
    return (
        *(_attempted(connection) or (Evidence("addresses tried", "none"),)),
        *(Evidence(f"port {one.port}", _listens(one)) for one in connection.listening),
        *_beside(setup),
    )


def _listens(listener: Listener) -> str:
    process = f"held by {listener.process}" if listener.process else ""
    if listener.address:
        place = f"listens on {listener.address}, and not where base_url points"
        return ", ".join(part for part in (place, process) if part)
    usual = f"{LOCAL_SERVERS[listener.port]} usually listens there"
    return f"answers ({process or usual})"


def _beside(setup: Setup) -> tuple[Evidence, ...]:
    """Return what the configuration says beside the URL, with its place."""
    rows: list[Evidence] = []
    for name in ("base_url", "name"):
        key = f"model_providers.{setup.provider_id}.{name}"
        if key in setup.values and key in setup.origins:
            value, origin = setup.values[key], setup.origins[key]
            rows.append(Evidence(str(replace(origin, column=None)), f'{name} = "{value}"'))
    return tuple(rows)


def _fixes(
    result: str, connection: Connection, endpoint: Endpoint, setup: Setup
) -> tuple[Fix, ...]:
    host, port = connection.host, connection.port
    match result:
        case "refused" if endpoint.is_loopback:
            return _local_fixes(connection, endpoint, setup)
        case "refused":
            return (
                Fix(f"Correct the port in base_url: nothing listens on {host} port {port}."),
                Fix(f"Start the server on {host}, and let it listen on that machine's address."),
            )
        case "reset":
            return (Fix(f"Look into the log of the server at {host} port {port}."),)
        case _:
            return (
                Fix(f"Connect to the VPN or network that reaches {host}."),
                Fix(f"Correct host and port in base_url, or open port {port} in the firewall."),
            )


def _local_fixes(connection: Connection, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    """Return what to do when a server on this machine is missing: start it, or use the other."""
    port = connection.port
    elsewhere = [one.address for one in connection.listening if one.address]
    if elsewhere:
        return (
            Fix(f"Point base_url at {elsewhere[0]}, where the server on port {port} listens."),
            Fix(f"Let the server on port {port} listen on {connection.host} as well."),
        )
    near = [one.port for one in connection.listening]
    names = [f"{one}: {LOCAL_SERVERS[one]}" for one in near]
    if not names:
        return (Fix(f"Start the server on port {port}, or correct the port in base_url."),)
    plural = "a port that answers" if len(names) > 1 else "the port that answers"
    title = f"Start the server on port {port}, or point base_url at {plural} ({', '.join(names)})."
    if len(names) == 1 and f":{port}" in endpoint.base_url:
        shown = endpoint.base_url.replace(f":{port}", f":{near[0]}", 1)
        return (change_base_url(setup, shown=shown, title=title),)
    return (Fix(title),)


CHECK = Check(
    id="tcp",
    title="The endpoint takes connections",
    needs=("dns", "proxy"),
    budget_s=5.0,
    network=True,
    run=run,
    pages=PAGES,
)
