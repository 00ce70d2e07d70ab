"""What is wrong with a TLS handshake or a certificate, as facts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "handshake.silent": "no answer to the first message in time",
    "handshake.closed": "closed during the handshake",
    "handshake.unanswered": "closed without an answer",
    "handshake.no_host_name": "not a host name for TLS: {error}",
    "handshake.not_tls": "not TLS: {begins}",
    "handshake.unread": "a certificate cannot be read",
    "handshake.other_name": "no alternative name is {host}",
    "handshake.expired": "certificate has expired",
    "handshake.not_yet_valid": "certificate is not yet valid",
    "handshake.format": "version {version} of the certificate format",
    "handshake.extension": "an unknown critical extension, {extension}",
    "handshake.purpose": "not for use by TLS servers (serverAuth)",
    "handshake.signature": "signed with {signature}",
    "handshake.key": "a key of the kind {key}",
    "handshake.authority_as_server": "a CA certificate as the server's own",
    "handshake.no_authority": "not marked as an authority (CA:TRUE)",
    "handshake.path_length": "a path length of {length} is exceeded",
    "handshake.too_many": "more than {most} certificates in between",
    "handshake.constraint": "may not issue for a name below it",
    "handshake.self_signed": "self-signed certificate",
    "handshake.no_root": "no root is called {issuer}",
    "handshake.other_key": "the trusted {subject} has another key",
    "handshake.not_signed": "not signed by the certificate above it",
    "handshake.own_certificate": (
        "the CA file has the server's own certificate, not its authority's"
    ),
    "handshake.about": "{subject}: {detail}",
    "handshake.file_not_base64": "a certificate in it is not base64",
    "handshake.file_unread": "a certificate in it cannot be read: {reason}",
    "handshake.file_empty": "no certificate in it",
    "handshake.store_system": "the store of the system's OpenSSL and certifi",
    "handshake.store_certifi": "the Python package certifi",
    "handshake.store_windows": "the certificate store of Windows",
    "handshake.store_keychain": "the keychain of macOS",
    "handshake.store_unread": "{stores}: not read: {error}",
}
