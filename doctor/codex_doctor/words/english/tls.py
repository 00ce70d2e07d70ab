"""The words of the findings `tls.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "tls.unknown_ca.title": "The certificate's authority is not trusted",
    "tls.unknown_ca.text": (
        "The chain ends in an authority that is not among Codex's roots: a company's own, that "
        "of an intercepting proxy, or a local one (mkcert, Caddy). Codex takes the system's "
        "roots and the PEM file in CODEX_CA_CERTIFICATE, or else in SSL_CERT_FILE; "
        "REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE and NODE_EXTRA_CA_CERTS are not read. The file "
        "must hold the authority's certificate, not the server's."
    ),
    "tls.self_signed.title": "The certificate is self-signed",
    "tls.self_signed.text": (
        "The server's certificate is signed by itself and not trusted. Codex accepts it when "
        "it stands in the file that CODEX_CA_CERTIFICATE names, but only if it is not marked "
        "as a CA (CA:TRUE), which `openssl req -x509` does unless it is told otherwise."
    ),
    "tls.chain_incomplete.title": "The server does not send its whole chain",
    "tls.chain_incomplete.text": (
        "The certificate between the server's own and the root is missing. Browsers fetch or "
        "remember it; Codex does not. The server has to send the full chain."
    ),
    "tls.ca_as_leaf.title": "A CA certificate is used as the server's own",
    "tls.ca_as_leaf.text": (
        "The server shows a certificate that is marked as a CA (CA:TRUE). OpenSSL, and so curl "
        "and Python, accept that when it is trusted. Codex's TLS library never does, whatever "
        "CODEX_CA_CERTIFICATE says. The server needs a certificate with CA:FALSE."
    ),
    "tls.hostname_mismatch.title": "The certificate is for other names",
    "tls.hostname_mismatch.text": (
        "The host in base_url is not among the names of the certificate. Codex looks only at "
        "the alternative names, not at the common name, and an IP address must be listed as "
        "one."
    ),
    "tls.expired.title": "The certificate has expired",
    "tls.expired.text": (
        "The certificate, or one that it depends on, is past its last day; or this machine's "
        "clock is ahead. It must be renewed at the server."
    ),
    "tls.not_yet_valid.title": "The certificate is not valid yet",
    "tls.not_yet_valid.text": (
        "The first day of the certificate is still to come. Most often the clock of this "
        "machine is behind."
    ),
    "tls.version.title": "No TLS version or cipher in common",
    "tls.version.text": (
        "Codex speaks TLS 1.3, and TLS 1.2 with ECDHE and AES-GCM or ChaCha20. The server "
        "offers only older versions or ciphers."
    ),
    "tls.weak_algorithm.title": "A key or signature that Codex refuses",
    "tls.weak_algorithm.text": (
        "A certificate of the chain is signed with SHA-1, SHA-224 or MD5, or has a key that "
        "Codex's TLS library does not take: RSA below 2048 or above 8192 bits, Ed448, DSA. "
        "OpenSSL, and so curl, may accept it. The signature of the root itself does not matter."
    ),
    "tls.wrong_purpose.title": "A certificate that is not for servers",
    "tls.wrong_purpose.text": (
        "The certificate, or an authority's between it and the root, lists what it may be used "
        'for (extended key usage), and TLS servers (serverAuth) are not in the list. "Any use" '
        "does not count for Codex."
    ),
    "tls.name_constraints.title": "The authority may not issue for this name",
    "tls.name_constraints.text": (
        "An authority of the chain is limited to certain names or addresses, and a name of the "
        "server's certificate is outside them. Every name of the certificate counts, not only "
        "the one in base_url; limits on directory names Codex always takes as broken."
    ),
    "tls.chain_invalid.title": "The chain breaks a rule",
    "tls.chain_invalid.text": (
        "A certificate between the server's own and the root is not marked as an authority, "
        "has a wrong signature, more certificates below it than it allows, or a critical "
        "extension that Codex does not know; or there are more than six of them. The evidence "
        "shows the chain and where it breaks. Dates and marks of the root itself do not matter."
    ),
    "tls.plain_http_server.title": "https:// to a server that speaks plain HTTP",
    "tls.plain_http_server.text": (
        "base_url starts with https:// and the server on this port speaks HTTP without TLS. "
        "Write http:// if the server is on this machine, or use the port on which it speaks "
        "TLS."
    ),
    "tls.ca_file_invalid.title": "The CA file cannot be used",
    "tls.ca_file_invalid.text": (
        "CODEX_CA_CERTIFICATE (or SSL_CERT_FILE) names a file that is missing, is no PEM file, "
        "or has a flaw in one certificate. Codex then leaves out the whole file and says "
        "nothing, so that the endpoint's certificate is not trusted."
    ),
    "tls.no_answer.title": "The server does not answer the TLS handshake",
    "tls.no_answer.text": (
        "The port takes the connection and then says nothing: an overloaded server, a firewall "
        "that lets only the connection through, or a port that speaks another protocol."
    ),
    "tls.handshake_failed.title": "The TLS handshake fails",
    "tls.handshake_failed.text": (
        "The server, or the TLS library, breaks off the handshake for a reason that is none of "
        "the usual ones. The evidence has its words."
    ),
    "tls.needed.title": "The port speaks TLS",
    "tls.needed.text": "base_url starts with http:// and the server at this port wants https://.",
    "tls.client_certificate.title": "The server demands a client certificate",
    "tls.client_certificate.text": (
        "The server takes only clients that show a certificate of their own (mutual TLS). "
        "Codex has no setting for one. A local proxy that adds it, or another way in, is "
        "needed. Some servers break off the handshake, others answer with a page."
    ),
}
