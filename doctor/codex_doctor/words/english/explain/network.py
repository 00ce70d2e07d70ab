"""What shows and what would disprove findings: names, proxies, connections and TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NETWORK: Final[Mapping[str, str]] = {
    "explain.dns.nxdomain.recognised": (
        "A lookup as Codex makes it ends without an address, and the name servers say NXDOMAIN "
        "for every name that was tried."
    ),
    "explain.dns.nxdomain.disproved": (
        "An address for one of these names, from a name server or from the hosts file."
    ),
    "explain.dns.no_address.recognised": (
        "The name servers know the name (NOERROR) and give it neither an IPv4 nor an IPv6 "
        "address, or its aliases lead in a circle."
    ),
    "explain.dns.no_address.disproved": "One address.",
    "explain.dns.server_failure.recognised": (
        "The name servers answer SERVFAIL or REFUSED, answer nothing, or answer well for one "
        "family and badly for the other, as each server and family was asked."
    ),
    "explain.dns.server_failure.disproved": (
        "An answer to both questions, for IPv4 and for IPv6, even that there is no such name."
    ),
    "explain.dns.system_only.recognised": (
        "The system's own lookup gives an address, and the lookup by Codex's rules gives none."
    ),
    "explain.dns.system_only.disproved": "The same answer from both lookups.",
    "explain.dns.hosts_file.recognised": (
        "The hosts file gives the host an address that takes no connection, and the address "
        "that the name servers give takes one."
    ),
    "explain.dns.hosts_file.disproved": "A connection to the address in the hosts file.",
    "explain.dns.hijacked.recognised": (
        "The address does not lead to the endpoint, and a name that cannot exist got the same "
        "address."
    ),
    "explain.dns.hijacked.disproved": "NXDOMAIN for the name that cannot exist.",
    "explain.dns.private_address.recognised": (
        "The host is that of a known public service, all addresses it has here are private or this "
        "machine's own, and no connection to the service can be made there."
    ),
    "explain.dns.private_address.disproved": (
        "A public address, or an endpoint that answers at the private one."
    ),
    "explain.codex.waits_forever.recognised": (
        "No connection can be made, and the version of Codex is one that waits for the network "
        "without end."
    ),
    "explain.codex.waits_forever.disproved": (
        "A connection. Before 0.148.0, and with features.unbounded_connection_retries = false, "
        "Codex gives up."
    ),
    "explain.proxy.unreachable.recognised": (
        "The address in the variable that applies to base_url takes no connection, or takes it "
        "and says nothing. Whether the endpoint answers without the proxy was tried as well."
    ),
    "explain.proxy.unreachable.disproved": "A connection and an answer to CONNECT.",
    "explain.proxy.no_proxy_form.recognised": (
        "The proxy fails, and NO_PROXY has an entry that means the host but does not match by "
        "Codex's rules."
    ),
    "explain.proxy.no_proxy_form.disproved": (
        "A list without an entry that comes near, or a proxy that lets the request through."
    ),
    "explain.proxy.not_http.recognised": "The proxy answered CONNECT with bytes that are no HTTP.",
    "explain.proxy.not_http.disproved": "A status line, whatever its number.",
    "explain.proxy.socks.recognised": (
        "The proxy's URL begins with socks. That Codex connects through none was measured."
    ),
    "explain.proxy.socks.disproved": "A URL with http:// or https://.",
    "explain.proxy.wrong_scheme.recognised": (
        "Spoken to in the way that its URL says, the proxy failed; spoken to in the other way, "
        "it answered."
    ),
    "explain.proxy.wrong_scheme.disproved": "An answer in the way that the URL says.",
    "explain.proxy.tls_failed.recognised": (
        "The handshake with the proxy itself failed under the roots and rules of Codex."
    ),
    "explain.proxy.tls_failed.disproved": (
        "A handshake that works; what fails after it is the endpoint's."
    ),
    "explain.proxy.header_limit.recognised": (
        "The headers of the answer to CONNECT were counted, and are longer than Codex takes."
    ),
    "explain.proxy.header_limit.disproved": "Headers of less than 8.2 kB.",
    "explain.proxy.ignored.recognised": (
        "The value was read by the rules of Codex's URL library and names no proxy; the proxy "
        "that was meant was tried where that can be told, and the connection without it fails."
    ),
    "explain.proxy.ignored.disproved": (
        "A request of Codex at the proxy; or a connection without the proxy, which makes it a hint."
    ),
    "explain.proxy.misread.recognised": (
        "The value was read by the rules of Codex's URL library: an @ stands behind the end of "
        "the host, or the port is no number that fits."
    ),
    "explain.proxy.misread.disproved": (
        "A proxy that answers at the host and the port that Codex reads."
    ),
    "explain.proxy.refuses_target.recognised": (
        "The proxy answered with a status of its own, and not with a tunnel."
    ),
    "explain.proxy.refuses_target.disproved": (
        "Status 200 to CONNECT, or the same answer from the endpoint past the proxy."
    ),
    "explain.proxy.intercepts_loopback.recognised": (
        "base_url names this machine, a proxy applies, and the answer differs from the one "
        "that the endpoint gives when it is asked directly."
    ),
    "explain.proxy.intercepts_loopback.disproved": (
        "The same answer without the proxy, or a NO_PROXY that covers the host."
    ),
    "explain.proxy.auth_required.recognised": "The proxy answers 407 (or 401 to CONNECT).",
    "explain.proxy.auth_required.disproved": "Another status: an endpoint never answers 407.",
    "explain.tcp.refused.recognised": (
        "Each address of the host refuses the connection. On this machine it was looked at "
        "which ports are open and whose they are."
    ),
    "explain.tcp.refused.disproved": "One address that takes a connection.",
    "explain.tcp.timeout.recognised": (
        "No answer comes from any address before the check's time is over."
    ),
    "explain.tcp.timeout.disproved": "A connection, a refusal or a report that there is no route.",
    "explain.tcp.unreachable.recognised": (
        "The system itself reports that it has no route to any of the addresses."
    ),
    "explain.tcp.unreachable.disproved": "A route: the attempt then ends in another way.",
    "explain.tcp.slow_address.recognised": (
        "All addresses were tried at once: one that Codex tries before the first that answers "
        "is silent."
    ),
    "explain.tcp.slow_address.disproved": (
        "An answer from that address, or its place behind the one that works."
    ),
    "explain.tcp.reset.recognised": (
        "The connection opened and was closed or reset before a byte of an answer."
    ),
    "explain.tcp.reset.disproved": (
        "A status line. The same without the body was tried, to see whether its size is what is "
        "refused."
    ),
    "explain.tls.unknown_ca.recognised": (
        "The chain is whole and ends in an authority that is not among the roots that Codex "
        "loads here."
    ),
    "explain.tls.unknown_ca.disproved": (
        "That authority in the system's store or in the file of CODEX_CA_CERTIFICATE. Where a "
        "store could not be read whole the finding says so and is only possible."
    ),
    "explain.tls.self_signed.recognised": (
        "The server's certificate names itself as its issuer, and is not trusted."
    ),
    "explain.tls.self_signed.disproved": "The certificate in the file that Codex reads.",
    "explain.tls.chain_incomplete.recognised": (
        "The issuer of the server's certificate is not among the certificates that it sent, nor "
        "among the roots."
    ),
    "explain.tls.chain_incomplete.disproved": (
        "The missing certificate in the handshake. It is likely and not certain: the issuer may "
        "as well be a root of its own."
    ),
    "explain.tls.ca_as_leaf.recognised": "The server's own certificate is marked CA:TRUE.",
    "explain.tls.ca_as_leaf.disproved": "CA:FALSE, or no such mark.",
    "explain.tls.hostname_mismatch.recognised": (
        "None of the alternative names of the certificate covers the host of base_url."
    ),
    "explain.tls.hostname_mismatch.disproved": (
        "The host, or the IP address as an address, among them."
    ),
    "explain.tls.expired.recognised": (
        "The last day of a certificate that the chain needs has passed, by this machine's clock. "
        "The Date header of the answer was compared with the clock."
    ),
    "explain.tls.expired.disproved": (
        "A clock that is wrong, or another chain of valid certificates."
    ),
    "explain.tls.not_yet_valid.recognised": (
        "The first day of a certificate is still to come by this machine's clock."
    ),
    "explain.tls.not_yet_valid.disproved": "A clock that is right, and a date that is past.",
    "explain.tls.version.recognised": (
        "A handshake with what Codex offers fails, and one with older versions or ciphers shows "
        "what the server speaks."
    ),
    "explain.tls.version.disproved": "TLS 1.2 with a modern cipher, or TLS 1.3.",
    "explain.tls.weak_algorithm.recognised": (
        "A signature or key of the chain is of a kind that Codex's TLS library refuses; its "
        "rules were tried with that library."
    ),
    "explain.tls.weak_algorithm.disproved": (
        "A chain without it. A root's own signature does not count."
    ),
    "explain.tls.wrong_purpose.recognised": (
        "A certificate of the chain lists purposes, and serverAuth is not among them."
    ),
    "explain.tls.wrong_purpose.disproved": "serverAuth in the list, or no list.",
    "explain.tls.name_constraints.recognised": (
        "An authority of the chain is limited to names that leave out one of the certificate's."
    ),
    "explain.tls.name_constraints.disproved": "Every name within the limits.",
    "explain.tls.chain_invalid.recognised": (
        "A certificate between the server's and the root breaks one of the rules that Codex's "
        "library holds; the evidence shows which."
    ),
    "explain.tls.chain_invalid.disproved": (
        "A chain in which each certificate is an authority that signed the one below."
    ),
    "explain.tls.plain_http_server.recognised": (
        "The handshake got no TLS for an answer, and the same port answered a plain request "
        "with a line of HTTP."
    ),
    "explain.tls.plain_http_server.disproved": "A TLS record from the port.",
    "explain.tls.ca_file_invalid.recognised": (
        "The file that CODEX_CA_CERTIFICATE or SSL_CERT_FILE names was read as Codex reads it, "
        "and gives no certificate or has one with a flaw."
    ),
    "explain.tls.ca_file_invalid.disproved": "A file in which each block is a certificate.",
    "explain.tls.no_answer.recognised": (
        "The port took the connection, and no byte came in answer to the handshake."
    ),
    "explain.tls.no_answer.disproved": "Any answer, even a refusal.",
    "explain.tls.handshake_failed.recognised": (
        "The handshake ends with an alert or an error that none of the other findings of TLS "
        "explains."
    ),
    "explain.tls.handshake_failed.disproved": (
        "A chain that is refused for a known reason: that is then named in its place."
    ),
    "explain.tls.needed.recognised": (
        "The answer to a plain request says that the port wants TLS, or its bytes are those of "
        "a TLS alert."
    ),
    "explain.tls.needed.disproved": "An HTTP answer without TLS that speaks of something else.",
    "explain.tls.client_certificate.recognised": (
        "The server asked for a certificate and broke off, or answers in words that none was sent."
    ),
    "explain.tls.client_certificate.disproved": "A handshake that works without one.",
}
