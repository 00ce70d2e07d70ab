"""tcp -- the endpoint, or the proxy in front of it, takes connections.

What it looks at
    One connection attempt to every address of the host, all at the same time. When nothing
    listens on a port of this machine: which of the ports of usual model servers answer.

Why it matters
    Codex hides what went wrong and waits for ever for "the network".

Known limits
    A firewall that answers for the server cannot be told from the server.

Source
    RFC 9293 section 3.10.7 (reset and refusal).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Check, Evidence, Failed, Finding, Fix, Page, Passed, Severity
from codex_doctor_checks import waits
from codex_doctor_checks.base_url import base_url_location, change_base_url

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Connection, Endpoint, Setup
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


async def run(ctx: Context) -> Outcome:
    """Judge the connection attempts."""
    return waits.add_hint(judge(await ctx.connection(), ctx.endpoint, ctx.setup), ctx)


def judge(connection: Connection, endpoint: Endpoint, setup: Setup) -> Outcome:
    """Return whether a connection opens, and if not, why."""
    for attempt in connection.attempts:
        if attempt.result == "open":
            return Passed(f"{attempt.address} answers in {attempt.took_s * 1000:.0f} ms")
    results = {attempt.result for attempt in connection.attempts} or {"error"}
    result = next(one for one in _ORDER if one in results)
    places = {"host": connection.host, "port": connection.port}
    finding = Finding(
        id=_KINDS.get(result, f"tcp.{result}"),
        severity=Severity.ERROR,
        cause=_WORDS[result].format_map(places),
        evidence=_evidence(connection),
        fixes=_fixes(result, connection, endpoint, setup),
        location=base_url_location(setup),
    )
    return Failed((finding,))


def _evidence(connection: Connection) -> tuple[Evidence, ...]:
    tried = tuple(
        Evidence(one.address, one.detail or one.result, expected="a connection")
        for one in connection.attempts
    )
    near = tuple(
        Evidence(f"port {port}", f"answers ({LOCAL_SERVERS[port]} usually listens there)")
        for port in connection.listening
    )
    return (tried or (Evidence("addresses tried", "none"),)) + near


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
    names = [f"{near}: {LOCAL_SERVERS[near]}" for near in connection.listening]
    if not names:
        return (Fix(f"Start the server on port {port}, or correct the port in base_url."),)
    plural = "a port that answers" if len(names) > 1 else "the port that answers"
    title = f"Start the server on port {port}, or point base_url at {plural} ({', '.join(names)})."
    if len(names) == 1 and f":{port}" in endpoint.base_url:
        shown = endpoint.base_url.replace(f":{port}", f":{connection.listening[0]}", 1)
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
