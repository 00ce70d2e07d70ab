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
    from codex_doctor.facts import Inputs, RuleFile, Surroundings


class Read(Sealed, frozen=True):
    """Everything that was read and looked at.

    Attributes:
        around: What was looked at besides the layers.
        rules: Files of rules for commands.
        provider: The active one; None when Codex stops before, or there is none of its name.
    """

    inputs: Inputs
    home: CodexHome
    environment: Environment
    layered: Layered
    auth: AuthJson
    around: Surroundings
    rules: tuple[RuleFile, ...] = ()
    provider: Provider | None = None


class Active(Sealed, frozen=True):
    """The active provider with its credential, address and headers."""

    provider: Provider
    sources: Sources
    chosen: Chosen
    target: Destination
    headers: Headers = ()
