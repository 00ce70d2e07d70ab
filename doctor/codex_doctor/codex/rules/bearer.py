"""What the credential itself tells: when it expires, and which service gave it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.credentials.issuers import service_at
from codex_doctor.facts import Problem
from codex_doctor.facts.key_problems import KeyExpired, KeyOfOtherService

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts.active import ActiveSeen


def judge_bearer(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield what makes a refusal likely; only the endpoint can tell whether it matters."""
    key, credential, now = active.key, subject.credential, subject.around.looked_at
    if key is None or not key.bare:
        return
    name = credential.name
    location = subject.variable(name).origin or credential.origin
    if key.expires_at is not None and now is not None and key.expires_at <= now:
        expired = KeyExpired(name, key.bare, f"{key.expires_at:%Y-%m-%d %H:%M} UTC")
        yield Problem("env.key_expired", name, "", location, fatal=False, about=expired)
    service = service_at(subject.endpoint.host) if subject.endpoint else ""
    if key.issuer and service and key.issuer != service:
        kind, near = "auth.key_of_other_service", active.env_key.near if active.env_key else ()
        if credential.source == "env_key" and near:
            other = KeyOfOtherService(name, key.bare, key.issuer, service, meant=near[0])
            path = ("model_providers", active.id, "env_key")
            yield subject.layered.problem(kind, *path, fatal=False, about=other)
        else:
            other = KeyOfOtherService(name, key.bare, key.issuer, service)
            yield Problem(kind, name, "", location, fatal=False, about=other)
