"""The words of the findings `dns.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "dns.nxdomain.title": "The host name does not exist",
    "dns.nxdomain.text": (
        "The name servers know no such name. It is mistyped in base_url (or in the proxy "
        "variable), or it exists only inside a VPN or company network that is not connected. Codex "
        "since 0.148.0 then waits for ever, unless features.unbounded_connection_retries = false; "
        "it does not say which name it looks for. On Linux Codex appends search domains only to "
        "names with fewer dots than `options ndots` in resolv.conf says."
    ),
    "dns.no_address.title": "The host name has no address",
    "dns.no_address.text": (
        "The name exists, and no IPv4 or IPv6 address is recorded for it. Often it is a domain "
        "whose API is at a name below it (api.example.com instead of example.com), an alias "
        "that leads nowhere or in a circle, or a record that only a company's own name servers "
        "have."
    ),
    "dns.server_failure.title": "The name servers do not answer properly",
    "dns.server_failure.text": (
        "The lookup fails before anybody can say whether the name exists: the name servers are "
        "silent, refuse, or fail themselves. The network or VPN is down, or a firewall blocks port "
        "53. On Linux Codex asks for IPv4 and IPv6 at once and takes no address unless both "
        "questions are answered: where a name server answers well for IPv4 and badly for IPv6, "
        "Codex finds no address, while curl and browsers work. Codex since 0.148.0 then waits for "
        "ever, unless features.unbounded_connection_retries = false."
    ),
    "dns.system_only.title": "The system knows the host, Codex's own resolver does not",
    "dns.system_only.text": (
        "On Linux Codex brings its own resolver. It reads /etc/hosts and /etc/resolv.conf and asks "
        "the name servers that the latter lists; it does not look at nsswitch.conf, so names from "
        "mDNS (.local), LDAP, WINS or a resolver daemon's own tables are not found. It appends no "
        "search domain to a name with a dot (unless `options ndots` says so), finds a name in "
        "/etc/hosts only where it is written in small letters, and misses a name at the end of a "
        "last line without a line break. Other programs find the host. Codex since 0.148.0 then "
        "waits for ever, unless features.unbounded_connection_retries = false."
    ),
    "dns.hosts_file.title": "The hosts file sends the host elsewhere",
    "dns.hosts_file.text": (
        "A line of the hosts file gives the host an address that takes no connections, and the "
        "name servers give it another one that does. The line is left over from a test, a "
        "blocking list or an old server."
    ),
    "dns.hijacked.title": "The name servers invent addresses",
    "dns.hijacked.text": (
        "A name that cannot exist gets the same address as the host. A captive portal (a log-in "
        "page of a hotel or a train), an internet provider that answers mistyped names with "
        "advertising, or a filter answers for every name. Log in to the network, or use other name "
        "servers."
    ),
    "dns.private_address.title": "A public host gets a private address",
    "dns.private_address.text": (
        "The name of a public service is given an address that exists only inside a network, "
        "or this machine's own. A filter (Pi-hole, a company's or a parents' blocking list) or "
        "a VPN that is not connected does that. Nothing answers there."
    ),
    "dns.passed": "{host} is {address} ({took_s:time})",
    "dns.passed_literal": "{host} is an address, not a name",
    "dns.passed_from": "{host} is {address} (from {source})",
    "dns.proxy_host": "{host} (the proxy in {variable})",
    "dns.nxdomain": "{host} does not exist",
    "dns.nxdomain.port": (
        "{host} does not exist as a name: a colon belongs before the port, {meant}:{port}"
    ),
    "dns.nxdomain.scheme": (
        "{host} does not exist as a name: :// belongs behind the scheme, then {meant}:{port}"
    ),
    "dns.nxdomain.here": "{host} does not exist here, and {meant}:{port} answers",
    "dns.nxdomain.fix_port": "Set base_url to {url}.",
    "dns.nxdomain.fix_variable": "Correct the host in {variable}, or unset {variable}.",
    "dns.nxdomain.fix_proxy_network": "Connect to the VPN or network that knows the proxy.",
    "dns.nxdomain.fix_host": "Correct the host {host} in base_url.",
    "dns.nxdomain.fix_near": "Correct the host in base_url: {near} instead of {host}.",
    "dns.nxdomain.fix_network": "Connect to the VPN or network that knows {host}.",
    "dns.no_address": "{host} exists and has no address",
    "dns.no_address.circle": "The aliases of {host} lead in a circle",
    "dns.server_failure": "{host} cannot be looked up: the name servers answer {code}",
    "dns.server_failure.timeout": "{host} cannot be looked up: the name servers do not answer",
    "dns.server_failure.closed": (
        "{host} cannot be looked up: nothing listens where the name server should be"
    ),
    "dns.server_failure.no_route": (
        "{host} cannot be looked up: there is no route to the name servers"
    ),
    "dns.server_failure.no_server": "{host} cannot be looked up: no name server is configured",
    "dns.server_failure.fails": "{host} cannot be looked up: the name servers fail",
    "dns.server_failure.refuses": "{host} cannot be looked up: the name servers refuse to answer",
    "dns.server_failure.malformed": (
        "{host} cannot be looked up: the name servers answer with something that is not DNS"
    ),
    "dns.server_failure.truncated": (
        "{host} cannot be looked up: the name servers cut their answer short and do not send it "
        "over TCP either"
    ),
    "dns.server_failure.half": (
        "The name server {server} gives {host} an address for {good} and says {code} for {bad}; "
        "Codex then takes no address at all"
    ),
    "dns.server_failure.fix_hosts": (
        'Add the line "{address} {host}" to /etc/hosts: Codex then asks no name server.'
    ),
    "dns.server_failure.fix_servers": (
        "Use name servers that answer for IPv6 as well (/etc/resolv.conf)."
    ),
    "dns.server_failure.fix_network": (
        "Check the network connection and the name servers of this machine."
    ),
    "dns.system_only": "This system finds {host}, and the resolver inside Codex does not",
    "dns.system_only.missed": (
        "This system finds {host}, and the resolver inside Codex does not: {line} is not read "
        "({reason})"
    ),
    "dns.system_only.fix_line": (
        "Correct {line}: write {host} in small letters, and end the line with a line break."
    ),
    "dns.system_only.fix_name": "Write the full name in base_url, with its search domain.",
    "dns.hosts_file": (
        "{file} line {line} sends {host} to {address}; the name servers say {public}, and that "
        "one answers"
    ),
    "dns.hosts_file.fix_line": "Remove {host} from line {line} of {file}.",
    "dns.hijacked": (
        "The name servers give {host} the address {address}, which they also give to a name that "
        "cannot exist"
    ),
    "dns.hijacked.fix_login": (
        "Open any http:// page in a browser and log in to the network, if it asks for it."
    ),
    "dns.hijacked.fix_servers": "Use other name servers, or connect to the VPN.",
    "dns.private_address": (
        "{host} is a public host, and its address here is {address}, which is private"
    ),
    "dns.private_address.fix_filter": (
        "Allow {host} in the filter that blocks it (Pi-hole, hosts file, company list)."
    ),
    "dns.private_address.fix_network": (
        "Connect to the VPN that serves this address, or use other name servers."
    ),
    "dns.evidence.asked": "asked for",
    "dns.evidence.name": "{host} (from {source})",
    "dns.evidence.an_address": "an IPv4 or IPv6 address",
    "dns.line.capitals": "the name has capital letters there",
    "dns.line.indented": "a blank stands before the address",
    "dns.line.unended": "it is the last line and does not end in a line break",
    "dns.circle": "the aliases lead in a circle",
    "dns.evidence.answer": "{code} from {server} after {took_s:time}",
    "dns.evidence.answer_system": "{code} from the system's resolver after {took_s:time}",
    "dns.evidence.meant": "{host}:{port}",
    "dns.evidence.opens": "takes connections",
    "dns.evidence.closed": "takes no connections now",
    "dns.evidence.system": "the system says",
    "dns.evidence.aliases": "{said:,}, alias {aliases}",
    "dns.evidence.addresses": "addresses",
    "dns.evidence.addresses_from": "{addresses:,} (from {source})",
    "dns.evidence.public": "name servers say",
    "dns.evidence.invented": "a name that cannot exist",
    "dns.evidence.no_address": "no address",
    "dns.evidence.search_domain": "NXDOMAIN; a search domain has the address",
    "dns.evidence.there": "there",
}
