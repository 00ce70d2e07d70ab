"""What is wrong with the address of the active provider, and what it shows to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.provider import BEDROCK
from codex_doctor.codex.config.types import PROVIDER, known_keys
from codex_doctor.codex.rules.providers import nearest_key
from codex_doctor.facts.active import OPENAI_ADDRESS
from codex_doctor.facts.config_problems import Exposure
from codex_doctor.facts.provider_problems import BaseUrlFault, BaseUrlMissing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts import Problem
    from codex_doctor.facts.active import ActiveSeen


def judge_address(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield why no request can be sent to the address."""
    address = active.address
    if active.id in BEDROCK:
        return
    if address is None:
        yield _missing(subject, active)
    elif address.form:
        kind = "query" if address.form in {"query", "fragment"} else "invalid"
        path = _path(active)
        yield subject.layered.problem(
            f"config.base_url_{kind}", *path, shown=address.shown,
            about=BaseUrlFault(
                address.form,
                address.variable,
                address.better,
                address.parameters,
                has_parameters=bool(subject.layered.table(*path[:-1], "query_params")),
            ),
        )  # fmt: skip


def judge_exposure(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield that a secret crosses a network unencrypted, or stands in the address."""
    endpoint = subject.endpoint
    if endpoint is None:
        return
    about = None
    is_here = endpoint.is_loopback or (active.address and active.address.is_meant_here)
    if endpoint.scheme == "http" and not is_here and _has_key(active):
        about = Exposure("http", host=endpoint.host)
    elif active.address and active.address.has_password:
        about = Exposure("url")
    if about is not None:
        yield subject.layered.problem(
            "config.secret_exposed", *_path(active), fatal=False, shown=endpoint.base_url,
            about=about,
        )  # fmt: skip


def _has_key(active: ActiveSeen) -> bool:
    return active.key is not None and not active.key.is_dummy


def _path(active: ActiveSeen) -> tuple[str, ...]:
    """Return the key that holds the provider's address."""
    if active.id == "openai" and active.is_builtin:
        return (OPENAI_ADDRESS,)
    return ("model_providers", active.id, "base_url")


def _is_address(key: str, value: object) -> bool:
    """Tell whether a field that Codex does not read is the address of the provider."""
    known = known_keys(PROVIDER)
    if key in known or not isinstance(value, str):
        return False
    return nearest_key(key, known) == "base_url" or value.startswith(("http://", "https://"))


def _missing(subject: Subject, active: ActiveSeen) -> Problem:
    path = ("model_providers", active.id)
    fields = subject.layered.table(*path)
    misspelt = next((key for key, value in fields.items() if _is_address(key, value)), "")
    credential = active.env_key.name if active.env_key else ""
    return subject.layered.problem(
        "config.base_url_missing", *path, *((misspelt,) if misspelt else ()), at_key=True,
        about=BaseUrlMissing(active.id, misspelt, credential),
    )  # fmt: skip
