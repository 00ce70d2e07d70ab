"""What `codex-doctor explain` says about the tls findings; not a check."""

from __future__ import annotations

from codex_doctor.model import Page

PAGES = (
    Page(
        "tls.unknown_ca",
        "The certificate's authority is not trusted",
        "The chain ends in an authority that is not among Codex's roots: a company's own, that of "
        "an intercepting proxy, or a local one (mkcert, Caddy). Codex takes the system's roots and "
        "the PEM file in CODEX_CA_CERTIFICATE, or else in SSL_CERT_FILE; REQUESTS_CA_BUNDLE, "
        "CURL_CA_BUNDLE and NODE_EXTRA_CA_CERTS are not read. The file must hold the authority's "
        "certificate, not the server's.",
    ),
    Page(
        "tls.self_signed",
        "The certificate is self-signed",
        "The server's certificate is signed by itself and not trusted. Codex accepts it when it "
        "stands in the file that CODEX_CA_CERTIFICATE names, but only if it is not marked as a CA "
        "(CA:TRUE), which `openssl req -x509` does unless it is told otherwise.",
    ),
    Page(
        "tls.chain_incomplete",
        "The server does not send its whole chain",
        "The certificate between the server's own and the root is missing. Browsers fetch or "
        "remember it; Codex does not. The server has to send the full chain.",
    ),
    Page(
        "tls.ca_as_leaf",
        "A CA certificate is used as the server's own",
        "The server shows a certificate that is marked as a CA (CA:TRUE). OpenSSL, and so curl and "
        "Python, accept that when it is trusted. Codex's TLS library never does, whatever "
        "CODEX_CA_CERTIFICATE says. The server needs a certificate with CA:FALSE.",
    ),
    Page(
        "tls.hostname_mismatch",
        "The certificate is for other names",
        "The host in base_url is not among the names of the certificate. Codex looks only at the "
        "alternative names, not at the common name, and an IP address must be listed as one.",
    ),
    Page(
        "tls.expired",
        "The certificate has expired",
        "The certificate, or one that it depends on, is past its last day; or this machine's "
        "clock is ahead. It must be renewed at the server.",
    ),
    Page(
        "tls.not_yet_valid",
        "The certificate is not valid yet",
        "The first day of the certificate is still to come. Most often the clock of this machine "
        "is behind.",
    ),
    Page(
        "tls.version",
        "No TLS version or cipher in common",
        "Codex speaks TLS 1.3, and TLS 1.2 with ECDHE and AES-GCM or ChaCha20. The server offers "
        "only older versions or ciphers.",
    ),
    Page(
        "tls.weak_algorithm",
        "A key or signature that Codex refuses",
        "A certificate of the chain is signed with SHA-1, SHA-224 or MD5, or has a key that "
        "Codex's TLS library does not take: RSA below 2048 or above 8192 bits, Ed448, DSA. "
        "OpenSSL, and so curl, may accept it. The signature of the root itself does not matter.",
    ),
    Page(
        "tls.wrong_purpose",
        "A certificate that is not for servers",
        "The certificate, or an authority's between it and the root, lists what it may be used "
        'for (extended key usage), and TLS servers (serverAuth) are not in the list. "Any use" '
        "does not count for Codex.",
    ),
    Page(
        "tls.name_constraints",
        "The authority may not issue for this name",
        "An authority of the chain is limited to certain names or addresses, and a name of the "
        "server's certificate is outside them. Every name of the certificate counts, not only "
        "the one in base_url; limits on directory names Codex always takes as broken.",
    ),
    Page(
        "tls.chain_invalid",
        "The chain breaks a rule",
        "A certificate between the server's own and the root is not marked as an authority, has "
        "a wrong signature, more certificates below it than it allows, or a critical extension "
        "that Codex does not know; or there are more than six of them. The evidence shows the "
        "chain and where it breaks. Dates and marks of the root itself do not matter.",
    ),
    Page(
        "tls.plain_http_server",
        "https:// to a server that speaks plain HTTP",
        "base_url starts with https:// and the server on this port speaks HTTP without TLS. Write "
        "http:// if the server is on this machine, or use the port on which it speaks TLS.",
    ),
    Page(
        "tls.ca_file_invalid",
        "The CA file cannot be used",
        "CODEX_CA_CERTIFICATE (or SSL_CERT_FILE) names a file that is missing, is no PEM file, or "
        "has a flaw in one certificate. Codex then leaves out the whole file and says nothing, so "
        "that the endpoint's certificate is not trusted.",
    ),
    Page(
        "tls.no_answer",
        "The server does not answer the TLS handshake",
        "The port takes the connection and then says nothing: an overloaded server, a firewall "
        "that lets only the connection through, or a port that speaks another protocol.",
    ),
    Page(
        "tls.handshake_failed",
        "The TLS handshake fails",
        "The server, or the TLS library, breaks off the handshake for a reason that is none of the "
        "usual ones. The evidence has its words.",
    ),
)
