"""Reads when a JSON Web Token expires. Signatures are nobody's business here."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from codex_doctor.values import is_table

if TYPE_CHECKING:
    from datetime import datetime

_MAX_CHARACTERS = 16_384


def read_claims(token: str) -> dict[str, Any] | None:
    """Return the claims of a token, None when it is no JSON Web Token (RFC 7519 section 3)."""
    parts = token.strip().split(".")
    if len(parts) != 3 or not all(parts) or len(token) > _MAX_CHARACTERS:
        return None
    padded = parts[1] + "=" * (-len(parts[1]) % 4)
    try:
        claims: Any = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return None
    return claims if is_table(claims) else None


def expiry(token: str) -> datetime | None:
    """Return when the token expires (aware UTC), None when it is no JWT or does not say it."""
    claims = read_claims(token) if token.startswith("eyJ") else None
    seconds = claims.get("exp") if claims else None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
