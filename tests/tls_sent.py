"""What a server sends and what is trusted: a set-up of certificates, and what they are made of."""

from __future__ import annotations

import ssl
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from odd_certificates import DAY, NOW, Odd

HOST: Final = "127.0.0.1"
NAMED: Final = "api.codex.test"  # reached through a proxy, since no name server knows it
YEAR: Final = 365 * DAY


class SetUp(Struct, frozen=True):
    """What a server sends and what is trusted.

    Attributes:
        sent: The chain, the server's own certificate first.
        roots: Certificates in CODEX_CA_CERTIFICATE; none leaves the variable out.
        expect: Finding that the doctor must put first; None when Codex works.
        host: Host in base_url.
        versions: Oldest and newest version that the server speaks.
        ciphers: Its ciphers for TLS 1.2 and older.
        wants_client: Whether it demands a client certificate.
    """

    sent: tuple[Odd, ...]
    roots: tuple[Odd, ...]
    expect: str | None = None
    host: str = HOST
    versions: tuple[ssl.TLSVersion, ssl.TLSVersion] = (
        ssl.TLSVersion.TLSv1_2,
        ssl.TLSVersion.TLSv1_3,
    )
    ciphers: str = "ALL:@SECLEVEL=0"
    wants_client: bool = False

    def server_context(self) -> ssl.SSLContext:
        """Return a context for the server, HTTP/1.1 only."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        context.set_ciphers(self.ciphers)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version, context.maximum_version = self.versions
        with tempfile.TemporaryDirectory() as folder:
            pem = Path(folder) / "server.pem"
            pem.write_bytes(self.sent[0].key_pem + b"".join(one.pem for one in self.sent))
            context.load_cert_chain(pem)
            if self.wants_client:
                context.verify_mode = ssl.CERT_REQUIRED
                context.load_verify_locations(pem)
        return context


Build = Callable[[], SetUp]
OLD: Final[dict[str, Any]] = {"first": NOW - 2 * YEAR, "last": NOW - DAY}
YOUNG: Final[dict[str, Any]] = {"first": NOW + DAY, "last": NOW + YEAR}
WEAK: Final = "tls.weak_algorithm"
PURPOSE: Final = "tls.wrong_purpose"
NAMES: Final = "tls.name_constraints"
CHAIN: Final = "tls.chain_invalid"
