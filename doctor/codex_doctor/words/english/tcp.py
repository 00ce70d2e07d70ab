"""The words of the findings `tcp.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "tcp.refused.title": "Nothing listens on the port",
    "tcp.refused.text": (
        "The machine answers, and nothing takes connections on this port. The server is not "
        "started, or it listens on another port or address than base_url says. A server in a "
        "container must publish its port, and Codex in a container does not see the host's "
        "localhost."
    ),
    "tcp.timeout.title": "The host does not answer",
    "tcp.timeout.text": (
        "No answer comes to the connection attempt. A firewall drops it, the machine is off, or "
        "the address can only be reached inside a VPN. Codex since 0.148.0 then waits for ever, "
        "unless features.unbounded_connection_retries = false."
    ),
    "tcp.unreachable.title": "There is no route to the host",
    "tcp.unreachable.text": (
        "This machine has no network path to the address: the network or VPN is down, or the "
        "host has only an IPv6 address and this machine has no IPv6."
    ),
    "tcp.slow_address.title": "One address of the host does not answer",
    "tcp.slow_address.text": (
        "The host has several addresses, and one that Codex tries first is silent. Within a "
        "family (IPv4 or IPv6) Codex gives each address 30 seconds before it tries the next, "
        "on every new connection; from one family to the other it takes 0.3 seconds."
    ),
    "tcp.reset.title": "The connection is closed before an answer",
    "tcp.reset.text": (
        "The connection opens and is closed or reset before an answer comes: a crashed worker, "
        "a firewall, or a port that speaks another protocol."
    ),
    "tcp.passed": "{address} answers in {took_s:time}",
    "tcp.refused": "Nothing listens on {host} port {port}",
    "tcp.refused.fix_port": "Correct the port in base_url: nothing listens on {host} port {port}.",
    "tcp.refused.fix_https": (
        "Set base_url to {base_url}: {host} answers at the port of https alone."
    ),
    "tcp.refused.fix_path": (
        "Set base_url to {url}: the port stands within the path, and answers where it belongs."
    ),
    "tcp.refused.fix_server": (
        "Start the server on {host}, and let it listen on that machine's address."
    ),
    "tcp.refused.fix_start": "Start the server on port {port}, or correct the port in base_url.",
    "tcp.refused.fix_elsewhere": (
        "Point base_url at {address}, where the server on port {port} listens."
    ),
    "tcp.refused.fix_listen": "Let the server on port {port} listen on {host} as well.",
    "tcp.refused.fix_other": (
        "Start the server on port {port}, or point base_url at the port that answers ({answering})."
    ),
    "tcp.refused.fix_several": (
        "Start the server on port {port}, or point base_url at a port that answers ({answering:,})."
    ),
    "tcp.timeout": "{host} port {port} does not answer",
    "tcp.reset.connection": "{host} port {port} resets the connection",
    "tcp.reset.handshake": "{host} port {port} closes the connection during the TLS handshake",
    "tcp.reset.fix_log": "Look into the log of the server at {host} port {port}.",
    "tcp.unreachable": "There is no route to {host}",
    "tcp.unreachable.ipv6": (
        "{host} has only IPv6 addresses, and this machine has no IPv6 route to them"
    ),
    "tcp.unreachable.error": "No connection to {host} port {port} can be made",
    "tcp.unreachable.fix_network": "Connect to the VPN or network that reaches {host}.",
    "tcp.unreachable.fix_address": (
        "Correct host and port in base_url, or open port {port} in the firewall."
    ),
    "tcp.slow_address": (
        "{silent} does not answer, and Codex waits {waits_s:time} on every new connection before "
        "it tries {address}"
    ),
    "tcp.slow_address.family": (
        "{host} works over {works} and hangs over {hangs}; every new connection of Codex takes "
        "{waits_s:time}"
    ),
    "tcp.slow_address.fix_path": (
        "Repair the network path to {address}, or have it taken out of the name."
    ),
    "tcp.slow_address.fix_hosts": 'Add the line "{address} {host}" to the hosts file.',
    "tcp.evidence.tried": "addresses tried",
    "tcp.evidence.connection": "a connection",
    "tcp.evidence.no_answer": "no answer within {took_s:time}",
    "tcp.evidence.result": "{result} after {took_s:time}",
    "tcp.evidence.listens": "listens on {address}, and not where base_url points",
    "tcp.evidence.listens_held": (
        "listens on {address}, and not where base_url points, held by {process}"
    ),
    "tcp.evidence.answers_held": "answers (held by {process})",
    "tcp.evidence.answers": "answers",
    "tcp.evidence.answers_usual": "answers ({server} usually listens there)",
    "tcp.reset": "{host} closes the connection without an answer",
    "tcp.reset.fix_host": "Look into the log of the server at {host}.",
}
