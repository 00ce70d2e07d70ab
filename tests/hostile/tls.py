"""The certificate of an endpoint that speaks TLS: an authority issued it that nobody knows."""

from __future__ import annotations

import subprocess
from functools import cache
from typing import TYPE_CHECKING

from certificates import make_authority, make_certificate

if TYPE_CHECKING:
    import ssl

    from certificates import Issued


@cache
def authority() -> Issued:
    """Return the authority, to be trusted by the cases that name it."""
    return make_authority("Nobody")


@cache
def server_context() -> ssl.SSLContext:
    """Return the context of the server."""
    return make_certificate(issuer=authority()).server_context()


@cache
def hash_name() -> str:
    """Return the name under which OpenSSL looks for the authority in a folder."""
    command = ["openssl", "x509", "-noout", "-subject_hash"]
    done = subprocess.run(command, input=authority().pem, capture_output=True, check=True)
    return f"{done.stdout.decode().strip()}.0"
