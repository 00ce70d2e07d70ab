"""What the credential itself tells: when it expires, and which service gave it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.credentials.issuers import issuer_of, service_at
from codex_doctor.codex.credentials.jwt import expiry
from codex_doctor.facts import Problem
from codex_doctor.facts.key_problems import KeyExpired, KeyOfOtherService
from codex_doctor.secrets.masking import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from codex_doctor.codex.config.destination import Destination
    from codex_doctor.codex.credentials.choice import Chosen, Sources


def judge_bearer(
    sources: Sources, chosen: Chosen, target: Destination, *, now: datetime | None
) -> Iterator[Problem]:
    """Yield what makes a refusal likely; only the endpoint can tell whether it matters."""
    token = (chosen.token or "").strip()
    if not token:
        return
    credential = chosen.credential
    location = sources.environment.origin(credential.name) or credential.origin
    variable, shown = credential.name, fingerprint(token)
    expires_at = expiry(token)
    if expires_at is not None and now is not None and expires_at <= now:
        expired = KeyExpired(variable, shown, f"{expires_at:%Y-%m-%d %H:%M} UTC")
        yield Problem("env.key_expired", variable, "", location, fatal=False, about=expired)
    issuer = issuer_of(token)
    service = service_at(target.endpoint.host) if target.endpoint else ""
    if issuer and service and issuer != service:
        other = KeyOfOtherService(variable, shown, issuer=issuer, service=service)
        yield Problem("auth.key_of_other_service", variable, "", location, fatal=False, about=other)
