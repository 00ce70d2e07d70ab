"""Broken networks, each made in a network namespace of its own by `oracle.stage`.

`works` and the cause were seen with Codex 0.169.0 in the same namespace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

import name_servers as ns

if TYPE_CHECKING:
    from name_servers import Answer

NAME: Final = ns.NAME
LOCALHOST: Final = "127.0.0.1 localhost\n"
# Addresses of the veth pair to which packets go and from which none comes back.
SILENT, SILENT6 = "198.51.100.99", "2001:db8::99"
NO_ROUTE, REFUSED_ROUTE, NO_ROUTE6 = "203.0.113.1", "192.0.2.1", "2001:db8:1::1"


class Stage(Struct, frozen=True):
    """One network and what must be said about it.

    Attributes:
        title: What is wrong, or odd.
        expect: The finding that must come first if Codex fails, or be there if it works; None
            when nothing is to be said about the network.
        works: Whether Codex finishes its turn.
        host: The host in base_url, as the URL has it.
        hosts: The hosts file.
        resolv: resolv.conf; None names the servers of `answers`.
        answers: Name servers on 127.0.0.1, 127.0.0.2 ...
        is_linked: Whether there is a network besides the loopback.
        is_slow: Whether Codex takes a minute or more; it is not run then.
        is_portal: Whether the page of a captive portal stands at the endpoint's place.
    """

    title: str
    expect: str | None
    works: bool = False
    host: str = NAME
    hosts: str = LOCALHOST
    resolv: str | None = None
    answers: tuple[Answer, ...] = ()
    is_linked: bool = True
    is_slow: bool = False
    is_portal: bool = False


def _server(
    title: str,
    expect: str | None,
    *answers: Answer,
    host: str = NAME,
    resolv: str | None = None,
) -> Stage:
    works = expect is None
    return Stage(title, expect, works=works, answers=answers, host=host, resolv=resolv)


def _hosts(title: str, expect: str | None, *lines: str, works: bool = False) -> Stage:
    text = LOCALHOST + "".join(f"{line}\n" for line in lines)
    return Stage(title, expect, works=works, hosts=text)


_CIRCLE = ns.records(f"{NAME}. 60 IN CNAME a.test.", f"a.test. 60 IN CNAME {NAME}.")
_CHAIN = ns.records(f"{NAME}. 60 IN CNAME a.test.", "a.test. 60 IN A 127.0.0.1")
_SEARCH = "nameserver 127.0.0.1\nsearch corp.test\n"
_CORP = ns.below("corp.test")

STAGES: Final[dict[str, Stage]] = {
    # names
    "name-good": _server("A name server that works.", None, ns.address()),
    "name-unknown": _server("The name does not exist.", "dns.nxdomain", ns.code("NXDOMAIN")),
    "name-no-data": _server("The name has no address.", "dns.no_address", ns.code("NOERROR")),
    "name-servfail": _server("The server fails.", "dns.server_failure", ns.code("SERVFAIL")),
    "name-refused": _server("The server refuses.", "dns.server_failure", ns.code("REFUSED")),
    "name-silent": _server("The server is silent.", "dns.server_failure", ns.silence),
    "name-garbage": _server("The server speaks no DNS.", "dns.server_failure", ns.garbage),
    "name-control": _server(
        "The answer has control characters.", "dns.no_address", ns.control_characters
    ),
    "name-closed": Stage("No server listens.", "dns.server_failure"),
    "name-ipv6-refused": _server(
        "IPv4 is answered, IPv6 refused.", "dns.server_failure", ns.ipv4_only(ns.code("REFUSED"))
    ),
    "name-ipv6-unknown": _server(
        "IPv4 is answered, for IPv6 the name is unknown.",
        "dns.server_failure",
        ns.ipv4_only(ns.code("NXDOMAIN")),
    ),
    "name-ipv6-silent": _server(
        "IPv4 is answered, IPv6 is not.", "dns.server_failure", ns.ipv4_only(ns.silence)
    ),
    "name-truncated": _server("The answer comes over TCP.", None, ns.truncated(ns.address())),
    "name-truncated-only": _server(
        "The answer is cut short, and TCP is silent.",
        "dns.server_failure",
        ns.truncated(ns.silence),
    ),
    "name-alias": _server("An alias with its address.", None, _CHAIN),
    "name-circle": _server("Aliases in a circle.", "dns.no_address", _CIRCLE),
    "name-second-server": _server(
        "The first server fails.", None, ns.code("SERVFAIL"), ns.address()
    ),
    "name-first-unknown": _server(
        "The first server does not know the name.", "dns.nxdomain", ns.code("NXDOMAIN"), ns.silence
    ),
    "name-search": _server("A search domain has it.", None, _CORP, host="gw", resolv=_SEARCH),
    "name-search-dot": _server(
        "A search domain has a name with a dot.",
        "dns.system_only",
        _CORP,
        host="gw.lab",
        resolv=_SEARCH,
    ),
    # the hosts file
    "hosts-good": _hosts("The hosts file has it.", None, f"127.0.0.1 {NAME}", works=True),
    "hosts-capitals": _hosts(
        "The line has capitals.", "dns.system_only", f"127.0.0.1 {NAME.upper()}"
    ),
    "hosts-unended": Stage(
        "The last line has no line break.",
        "dns.system_only",
        hosts=f"{LOCALHOST}127.0.0.1 {NAME}",
    ),
    "hosts-astray": Stage(
        "The hosts file leads to a silent address.",
        "dns.hosts_file",
        hosts=f"{LOCALHOST}{SILENT} {NAME}\n",
        answers=(ns.below("codex-doctor.test"),),
    ),
    "portal": _server("Every name gets the same address.", "dns.hijacked", ns.everything(SILENT)),
    "portal-page": Stage(
        "Every name gets the address of a page to log in.",
        "dns.hijacked",
        answers=(ns.everything("127.0.0.1"),),
        is_portal=True,
    ),
    # addresses
    "silent": Stage("The address is silent.", "tcp.timeout", host=SILENT),
    "silent-ipv6": Stage("The address is silent.", "tcp.timeout", host=f"[{SILENT6}]"),
    "silent-name": _hosts("The address is silent.", "tcp.timeout", f"{SILENT} {NAME}"),
    "silent-both": Stage(
        "Two addresses, one of each family, are silent.",
        "tcp.timeout",
        hosts=f"{LOCALHOST}{SILENT} {NAME}\n{SILENT6} {NAME}\n",
        is_slow=True,
    ),
    "no-route": Stage("There is no route.", "tcp.unreachable", host=NO_ROUTE),
    "refused-route": Stage(
        "The route is marked unreachable.", "tcp.unreachable", host=REFUSED_ROUTE
    ),
    "ipv6-only": _hosts("Only IPv6, without a route.", "tcp.unreachable", f"{NO_ROUTE6} {NAME}"),
    "ipv6-no-route": _hosts(
        "IPv6 has no route, IPv4 works.",
        None,
        f"{NO_ROUTE6} {NAME}",
        f"127.0.0.1 {NAME}",
        works=True,
    ),
    "ipv6-silent": _hosts(
        "IPv6 is silent, IPv4 works.",
        "tcp.slow_address",
        f"{SILENT6} {NAME}",
        f"127.0.0.1 {NAME}",
        works=True,
    ),
    "first-silent": Stage(
        "The first of two IPv4 addresses is silent.",
        "tcp.slow_address",
        works=True,
        hosts=f"{LOCALHOST}{SILENT} {NAME}\n127.0.0.1 {NAME}\n",
        is_slow=True,
    ),
    # no network at all
    "no-interface": Stage("No interface.", "tcp.unreachable", host=SILENT, is_linked=False),
    "no-interface-name": Stage(
        "No interface, and the name server is elsewhere.",
        "dns.server_failure",
        resolv=f"nameserver {SILENT}\n",
        is_linked=False,
    ),
    "resolver-silent": Stage(
        "The name server's address is silent.",
        "dns.server_failure",
        resolv=f"nameserver {SILENT}\n",
    ),
}

# The name leads elsewhere from the second answer on. Codex asks anew for its second request and
# takes the key there; the doctor keeps to the addresses that it looked at. Judged by itself.
REBINDING: Final = _server("A name that rebinds.", None, ns.rebinding("127.0.0.1", SILENT))
