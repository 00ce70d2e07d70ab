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
        "roots, or in their place those of SSL_CERT_FILE and SSL_CERT_DIR, and besides them the "
        "PEM file in CODEX_CA_CERTIFICATE; REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE and "
        "NODE_EXTRA_CA_CERTS are not read. The file must hold the authority's certificate, not "
        "the server's."
    ),
    "tls.self_signed.title": "The certificate is self-signed",
    "tls.self_signed.text": (
        "The server's certificate is signed by itself and not trusted. Codex accepts it when "
        "it stands in the file that CODEX_CA_CERTIFICATE names; since 0.129.0 only if it is not "
        "marked as a CA (CA:TRUE), which `openssl req -x509` does unless it is told otherwise."
    ),
    "tls.chain_incomplete.title": "The server does not send its whole chain",
    "tls.chain_incomplete.text": (
        "The certificate between the server's own and the root is missing. Browsers fetch or "
        "remember it; Codex does not. The server has to send the full chain."
    ),
    "tls.ca_as_leaf.title": "A CA certificate is used as the server's own",
    "tls.ca_as_leaf.text": (
        "The server shows a certificate that is marked as a CA (CA:TRUE). OpenSSL, and so curl "
        "and Python, accept that when it is trusted. Codex since 0.129.0 never does, whatever "
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
    "tls.passed": "{version}, valid until {not_after}",
    "tls.skipped": "base_url is http://",
    "tls.unknown_ca": "Codex does not trust {issuer}, which issued the certificate of {host}",
    "tls.unknown_ca.unseen": (
        "Codex does not trust the authority that issued the certificate of {host}"
    ),
    "tls.unknown_ca.proxy": (
        "The proxy {proxy} shows a certificate of its own for {host}, issued by {issuer}"
    ),
    "tls.unknown_ca.fix_unset": "Unset {variable}: the roots it hides have the authority.",
    "tls.unknown_ca.fix_store": "Name {store} in {variable}: the authority is in it.",
    "tls.unknown_ca.fix_program": (
        "In {variable}, name the authority's certificate that {program} keeps."
    ),
    "tls.unknown_ca.fix_save": (
        "Save the certificate of its authority as PEM, compare its fingerprint with the "
        "operator's, and name the file in {variable}."
    ),
    "tls.unknown_ca.fix_operator": (
        "Ask whoever runs {host} (or the proxy that intercepts it) for the authority's certificate "
        "as PEM, and name that file in {variable}."
    ),
    "tls.self_signed": "The certificate of {host} is self-signed and not trusted",
    "tls.self_signed.fix_save": (
        "Save the server's certificate as PEM, compare its fingerprint with the operator's, and "
        "name the file in {variable}."
    ),
    "tls.chain_incomplete": (
        "{host} does not send the certificate of {issuer}, which issued its own"
    ),
    "tls.chain_incomplete.unseen": (
        "{host} does not send the certificate of the authority that issued its own"
    ),
    "tls.chain_incomplete.fix_server": (
        "Let the server at {host} send its full chain (fullchain.pem)."
    ),
    "tls.chain_incomplete.fix_file": (
        "Save the missing certificate as PEM and name the file in {variable}."
    ),
    "tls.ca_as_leaf": "The certificate of {host} is a CA certificate, which Codex refuses",
    "tls.ca_as_leaf.fix_certificate": (
        "Make a certificate for {host} that is not marked as a CA, give it to the server, and "
        "name server.pem in {variable}."
    ),
    "tls.hostname_mismatch": "The certificate of {host} is for other names: {names:,}",
    "tls.hostname_mismatch.no_names": "The certificate of {host} has no alternative names",
    "tls.hostname_mismatch.unseen": "The certificate of {host} is for other names",
    "tls.hostname_mismatch.fix_certificate": (
        "Give the server a certificate whose alternative names include {host}."
    ),
    "tls.hostname_mismatch.fix_name": "Use a name of the certificate in base_url: {name}.",
    "tls.expired": "The certificate {subject} of {host} expired on {not_after}",
    "tls.expired.unseen": "The certificate of {host}, or one it depends on, has expired",
    "tls.expired.fix_renew": "Renew the certificate at {host}, and reload the server.",
    "tls.expired.fix_clock": "Check the clock of this machine.",
    "tls.expired.fix_clock_ahead": (
        "Set the clock of this machine: it is {skew_s:time} ahead of the server's."
    ),
    "tls.not_yet_valid": "The certificate {subject} of {host} is not valid before {not_before}",
    "tls.not_yet_valid.unseen": "The certificate of {host}, or one it depends on, is not valid yet",
    "tls.not_yet_valid.fix_clock_behind": (
        "Set the clock of this machine: it is {skew_s:time} behind the server's."
    ),
    "tls.weak_algorithm": "Codex refuses the certificate {subject} of {host}: {detail}",
    "tls.weak_algorithm.unseen": (
        "Codex refuses the certificate of {host}, or one it depends on: {detail}"
    ),
    "tls.weak_algorithm.fix_certificate": (
        "Issue the refused certificate of {host} anew with a key of the kind ECDSA P-256 or RSA "
        "2048, signed with SHA-256."
    ),
    "tls.wrong_purpose": "Codex refuses the certificate {subject} of {host}: {detail}",
    "tls.wrong_purpose.unseen": (
        "Codex refuses the certificate of {host}, or one it depends on: {detail}"
    ),
    "tls.wrong_purpose.fix_certificate": (
        "Issue the certificate of {host} anew with the usage serverAuth."
    ),
    "tls.name_constraints": "The authority {subject} may not issue a certificate for {host}",
    "tls.name_constraints.unseen": (
        "An authority of the chain may not issue a certificate for {host}"
    ),
    "tls.name_constraints.fix_certificate": (
        "Get a certificate from an authority that may issue for {host}."
    ),
    "tls.chain_invalid": "Codex refuses the chain of {host} at {subject}: {detail}",
    "tls.chain_invalid.unseen": "Codex refuses the chain of {host}: {detail}",
    "tls.chain_invalid.fix_certificate": (
        "Issue the refused certificate of {host} anew, without this flaw."
    ),
    "tls.client_certificate": "{host} demands a client certificate, and Codex has none to send",
    "tls.client_certificate.fix_operator": (
        "Ask whoever runs {host} for a way in without a client certificate."
    ),
    "tls.client_certificate.fix_proxy": (
        "Set base_url to a proxy of your own that sends the client certificate to {host}."
    ),
    "tls.version": "{host} speaks no TLS version and cipher that Codex speaks",
    "tls.version.fix_server": "Switch on TLS 1.2 or 1.3 with ECDHE and AES-GCM at {host}.",
    "tls.plain_http_server": "base_url says https://, and {host} port {port} speaks plain HTTP",
    "tls.plain_http_server.fix_scheme": "Write http:// in base_url: {base_url}.",
    "tls.plain_http_server.fix_port": "Use the port on which {host} speaks TLS.",
    "tls.ca_file_invalid": "{variable} names {file}, which Codex cannot use: {detail}",
    "tls.ca_file_invalid.unnamed": (
        "The environment names a CA file that Codex cannot use: {detail}"
    ),
    "tls.ca_file_invalid.fix_file": (
        "Name a PEM file with the authority's certificate in {variable}."
    ),
    "tls.ca_file_invalid.fix_good": (
        "Copy the certificates that can be read, and name the copy in {variable}."
    ),
    "tls.ca_file_invalid.fix_unset": "Unset {variable}: Codex then takes the roots of the system.",
    "tls.no_answer": "{host} port {port} does not answer the TLS handshake",
    "tls.handshake_failed": "The TLS handshake with {host} fails: {detail}",
    "tls.handshake_failed.refused": "The certificate of {host} is refused: {detail}",
    "tls.evidence.handshake": "handshake",
    "tls.evidence.verified": "a verified connection",
    "tls.evidence.speaks": "speaks",
    "tls.evidence.spoken": "TLSv1.2 or TLSv1.3, with ECDHE and an AEAD cipher",
    "tls.evidence.certificate": "certificate",
    "tls.evidence.issuer": "issued by",
    "tls.evidence.names": "names",
    "tls.evidence.valid": "valid",
    "tls.evidence.dates": "{not_before} to {not_after}",
    "tls.evidence.key": "key",
    "tls.no_name": "(no name)",
    "tls.evidence.fingerprint": "SHA-256",
    "tls.evidence.is_ca": "marked as a CA",
    "tls.evidence.yes": "yes",
    "tls.evidence.no": "no",
    "tls.evidence.chain": "chain {number} of {count}",
    "tls.evidence.chain_refused": "chain {number} of {count}, refused here",
    "tls.evidence.link": (
        "{subject}; {key}, {signature}; {not_before} to {not_after}; issued by {issuer}"
    ),
    "tls.evidence.also": "also wrong",
    "tls.evidence.on_the_way": "issued on the way by",
    "tls.evidence.direct_issuer": "without the proxy issued by",
    "tls.evidence.root_in": "the root is in",
    "tls.evidence.roots": "roots of trust",
    "tls.evidence.no_store": "none: this system has no certificate store",
    "tls.evidence.with": "with {issuer}",
    "tls.evidence.unseen_roots": "perhaps not seen whole",
    "tls.needed": "base_url says http:// and {host} speaks TLS at this port",
    "tls.needed.fix": "Write https:// in base_url.",
    "tls.client_certificate.turn": "{host} demands a client certificate, which Codex cannot send",
}
