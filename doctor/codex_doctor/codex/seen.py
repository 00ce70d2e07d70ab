"""What was read of a set-up before it is judged, secrets included; never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.sealed import Sealed

if TYPE_CHECKING:
    from codex_doctor.codex.config.destination import Destination
    from codex_doctor.codex.config.environment import CodexHome, Environment
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.provider import Provider
    from codex_doctor.codex.credentials.auth_json import AuthJson
    from codex_doctor.codex.credentials.choice import Chosen, Sources
    from codex_doctor.codex.credentials.headers import Headers
    from codex_doctor.facts import Inputs, Problem, RuleFile, Surroundings


class Read(Sealed, frozen=True):
    """Everything that was read and looked at.

    Attributes:
        around: What was looked at besides the layers.
        failures: What keeps a file from being read at all, or Codex from finding its home.
        rules: Files of rules for commands.
        provider: The active one; None when Codex stops before, or there is none of its name.
    """

    inputs: Inputs
    home: CodexHome
    environment: Environment
    layered: Layered
    auth: AuthJson
    around: Surroundings
    failures: tuple[Problem, ...] = ()
    rules: tuple[RuleFile, ...] = ()
    provider: Provider | None = None


def find_failures(
    home: CodexHome, environment: Environment, layered: Layered
) -> tuple[Problem, ...]:
    """Return what keeps a file from being read at all, or Codex from finding its home."""
    before = (home.problem, environment.problem)
    return (*(one for one in before if one is not None), *layered.problems)


class Active(Sealed, frozen=True):
    """The active provider with its credential, address and headers."""

    provider: Provider
    sources: Sources
    chosen: Chosen
    target: Destination
    headers: Headers = ()
