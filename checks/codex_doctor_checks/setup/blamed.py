"""Problems of the set-up that the endpoint's refusal turns into errors; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import KeyMisplaced, ModelUnset
from codex_doctor.facts.key_problems import HeaderVariableUnset
from codex_doctor.model import Severity
from codex_doctor_checks.setup import config, credentials, environment
from codex_doctor_checks.setup.suspects import SUSPECTS, is_suspect

if TYPE_CHECKING:
    from codex_doctor.facts import Setup
    from codex_doctor.model import Finding


def find_suspects(setup: Setup) -> tuple[Finding, ...]:
    """Return, as errors, what may explain that the endpoint refuses the credential."""
    found = [one for one in setup.problems if not one.fatal and is_suspect(one)]
    found.sort(key=lambda problem: SUSPECTS.index(problem.kind))
    rooms = {"env": environment.finding_for, "config": config.finding_for}
    return tuple(
        replace(
            rooms.get(one.kind.partition(".")[0], credentials.finding_for)(one),
            severity=Severity.ERROR,
        )
        for one in found
    )


def find_unsent_header(setup: Setup, header: str) -> Finding | None:
    """Return, as an error, that the variable of a header is not set, None when that is not so."""
    for one in setup.problems:
        about = one.about
        if isinstance(about, HeaderVariableUnset) and about.header.lower() == header.lower():
            return replace(environment.finding_for(one), severity=Severity.ERROR)
    return None


def find_unsent_model(setup: Setup) -> Finding | None:
    """Return, as an error, that no model id is set, or that it slid into another table."""
    for one in setup.problems:
        slid = isinstance(one.about, KeyMisplaced) and one.about.name == "model"
        if slid or isinstance(one.about, ModelUnset):
            return replace(config.finding_for(one), severity=Severity.ERROR)
    return None
