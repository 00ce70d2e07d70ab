"""What the rules judge: facts without a secret, and the layers as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.facts.active import VariableSeen

if TYPE_CHECKING:
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Credential, Endpoint, Layer, RuleFile, Surroundings
    from codex_doctor.facts.active import ActiveSeen, AuthSeen, SkippedLine
    from codex_doctor.facts.configuration import Given


class Subject(Struct, frozen=True):
    """A set-up as it was read, live or once.

    Attributes:
        given: What the options say.
        home: Codex's home as people would name it.
        home_fault: As in `HomeFault`, "" when it is there.
        home_meant: As in `HomeFault`.
        layers: What became of each source, `.env` as the last.
        layered: The tables; of a recording with stars for secrets.
        around: What was looked at besides.
        rules: Files of rules for commands.
        auth: Codex's file with a login.
        variables: Those that matter and are set.
        skipped: Lines of `.env` that set one of them in vain.
        endpoint: None when there is no URL.
        credential: What Codex would send.
        active: None when there is no provider.
    """

    given: Given
    home: str
    home_fault: str
    home_meant: str
    layers: tuple[Layer, ...]
    layered: Layered
    around: Surroundings
    rules: tuple[RuleFile, ...]
    auth: AuthSeen
    variables: tuple[VariableSeen, ...]
    skipped: tuple[SkippedLine, ...]
    endpoint: Endpoint | None
    credential: Credential
    active: ActiveSeen | None

    @property
    def version(self) -> str | None:
        """The version of Codex whose rules count."""
        return self.given.codex_version

    def variable(self, name: str) -> VariableSeen:
        """Return a variable; one that does not matter is not set here."""
        unset = VariableSeen(name)
        return next((one for one in self.variables if one.name == name), unset)
