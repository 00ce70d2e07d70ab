"""The words of the findings `dns.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "dns.nxdomain.title": "The host name does not exist",
    "dns.nxdomain.text": (
        "The name servers know no such name. It is mistyped in base_url (or in the proxy "
        "variable), or it exists only inside a VPN or company network that is not connected. "
        "Codex waits for ever and does not say which name it looks for. On Linux Codex appends "
        "search domains only to names with fewer dots than `options ndots` in resolv.conf says."
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
        "silent, refuse, or fail themselves. The network or VPN is down, or a firewall blocks "
        "port 53. On Linux Codex asks for IPv4 and IPv6 at once and takes no address unless "
        "both questions are answered: a name server that answers well for IPv4 and badly for "
        "IPv6 is enough for Codex to wait for ever, while curl and browsers work."
    ),
    "dns.system_only.title": "The system knows the host, Codex's own resolver does not",
    "dns.system_only.text": (
        "On Linux Codex brings its own resolver. It reads /etc/hosts and /etc/resolv.conf and "
        "asks the name servers in them; it does not look at nsswitch.conf, so names from mDNS "
        "(.local), LDAP, WINS or a resolver daemon's own tables are not found. It appends no "
        "search domain to a name with a dot (unless `options ndots` says so), compares names "
        "in /etc/hosts letter by letter, and does not read a last line without a line break. "
        "Other programs find the host, and Codex waits for ever."
    ),
    "dns.hosts_file.title": "The hosts file sends the host elsewhere",
    "dns.hosts_file.text": (
        "A line of the hosts file gives the host an address that takes no connections, and the "
        "name servers give it another one that does. The line is left over from a test, a "
        "blocking list or an old server."
    ),
    "dns.hijacked.title": "The name servers invent addresses",
    "dns.hijacked.text": (
        "A name that cannot exist gets the same address as the host. A captive portal (a "
        "log-in page of a hotel or a train), a provider that sells typing errors, or a filter "
        "answers for every name. Log in to the network, or use other name servers."
    ),
    "dns.private_address.title": "A public host gets a private address",
    "dns.private_address.text": (
        "The name of a public service is given an address that exists only inside a network, "
        "or this machine's own. A filter (Pi-hole, a company's or a parents' blocking list) or "
        "a VPN that is not connected does that. Nothing answers there."
    ),
}
