"""The roots in the certificate store of Windows, as Codex's library takes them.

Those of authorities, not of intermediates, and only where they may vouch for servers. That store
is filled as roots are needed, by programs that ask the system itself, which Codex does not.

Source:
    rustls-native-certs, src/windows.rs: the current user's store ROOT.
"""

from __future__ import annotations

import sys

_SERVERS = "1.3.6.1.5.5.7.3.1"


def stored_roots() -> tuple[bytes, ...]:
    """Return the roots as DER, () where there is no such store."""
    if sys.platform != "win32":
        return ()
    import ssl  # late: the module is loaded on every system

    return tuple(
        der
        for der, encoding, uses in ssl.enum_certificates("ROOT")
        if encoding == "x509_asn" and (uses is True or _SERVERS in uses)
    )
