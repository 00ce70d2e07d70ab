"""What `codex-doctor setup` stands on: the Codex that is here, what is configured, an address."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.codex.config.environment import find_codex_home, load_environment
from codex_doctor.codex.config.mended_address import mended_address
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.codex.versions import holds
from codex_doctor.commands.questions import InterruptedAnswerError
from codex_doctor.diagnosis import with_version
from codex_doctor.model import DoctorError
from codex_doctor.platform.interruptible import until_signal
from codex_doctor.sealed import Sealed
from codex_doctor.values import is_table
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.codex.config.environment import CodexHome
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Inputs, Installation
    from codex_doctor.facts.survey import Survey
    from codex_doctor.platform.deadline import Deadline

_PROFILE_NAME = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


class SetupPlace(Sealed, frozen=True):
    """Where a provider is to be set up.

    Attributes:
        inputs: What Codex would start from, without an endpoint of the command line.
        home: Codex's own folder, which need not be there yet.
        layered: What is configured.
        known: Every secret of it.
    """

    inputs: Inputs
    installation: Installation
    home: CodexHome
    folder: Path
    layered: Layered
    known: frozenset[str]

    @property
    def version(self) -> str | None:
        """Whose rules count, None for the newest."""
        return self.inputs.codex_version

    @property
    def file(self) -> str:
        """The file that is written, as people are shown it."""
        name = f"{self.inputs.profile}." if self._is_profile_file else ""
        return f"{self.home.shown}/{name}config.toml"

    @property
    def _is_profile_file(self) -> bool:
        return self.inputs.profile is not None and holds("profile_files", self.version)

    @property
    def profile_table(self) -> str:
        """The `[profiles.NAME]` that selects the model, "" where none does."""
        if holds("profile_files", self.version) or not holds("profile_tables", self.version):
            return ""
        return self.inputs.profile or self.layered.text("profile") or ""

    def is_set(self, variable: str) -> bool:
        """Tell whether Codex would find something in a variable."""
        return bool(load_environment(self.inputs, self.home).get(variable))

    def mended(self, base_url: str) -> str:
        """Return the address that was meant by one that is none, "" where that is not known."""
        return mended_address(base_url, load_environment(self.inputs, self.home))

    def tables(self) -> dict[str, dict[str, Any]]:
        """Return every provider that is configured, by its id."""
        found = self.layered.table("model_providers")
        return {name: one for name, one in found.items() if is_table(one)}

    def own_tables(self) -> frozenset[str]:
        """Return the ids of those that are defined in the file that is written."""
        document = self.layered.document("profile" if self._is_profile_file else "user")
        table = document.table.get("model_providers") if document else None
        return frozenset(table) if is_table(table) else frozenset()


def look_around(inputs: Inputs, deadline: Deadline) -> SetupPlace:
    """Return where a provider is to be set up; nothing is run but `codex --version`.

    Raises:
        DoctorError: Nothing can be written there, and why.
    """
    # Late: whoever asks for help needs no probe.
    from codex_doctor.probes.machine.installation import find_codex

    inputs = replace(inputs, base_url=None, env_key=None, model=None)
    if inputs.profile is not None and not (inputs.profile and set(inputs.profile) <= _PROFILE_NAME):
        raise DoctorError(say("setup.profile_name"))
    home = find_codex_home(inputs)
    if home.path is None:
        raise DoctorError(say("setup.no_folder", folder=home.shown))
    installation = asyncio.run(find_codex(inputs, deadline))
    inputs = with_version(inputs, installation.codex)
    resolved = resolve_whole(replace(inputs, offline=True), deadline=deadline)
    broken = next(
        (one for one in resolved.setup.problems if one.kind == "config.toml_syntax"), None
    )
    if broken is not None:
        raise DoctorError(say("setup.no_toml", place=str(broken.location or home.shown)))
    layered, known = resolved.subject.layered, resolved.secrets.known
    return SetupPlace(inputs, installation, home, home.path, layered, known)


def survey_address(
    place: SetupPlace, base_url: str, env_key: str, deadline: Deadline
) -> tuple[Survey, frozenset[str]]:
    """Return what an address serves, and the secrets that were sent to it.

    Only the key that was named for it is: what is configured plays no part.

    Raises:
        DoctorError: Codex would not get as far as that.
        InterruptedAnswerError: A signal came first.
    """
    from codex_doctor.eyes.live import LiveEyes

    inputs = replace(
        place.inputs,
        base_url=base_url,
        env_key=env_key or None,
        profile=None,
        overrides=(),
        switches=(),
        oss=False,
        offline=True,
        ignore_user_config=True,
    )
    resolved = resolve_whole(inputs, deadline=deadline)
    if resolved.setup.endpoint is None:
        # The address was read before: it is what an administrator has set that Codex refuses.
        raise DoctorError(say("setup.managed"))
    secrets = resolved.secrets
    if not env_key:
        named = (one for one in secrets.headers if one[0].lower() != "authorization")
        secrets = replace(secrets, headers=tuple(named))
    eyes = LiveEyes(
        inputs=inputs,
        setup=resolved.setup,
        secrets=secrets,
        deadline=deadline,
        installation=place.installation,
    )
    survey = asyncio.run(until_signal(eyes.survey(), deadline))
    if survey is None:
        raise InterruptedAnswerError(say("last.interrupted"))
    return survey, secrets.known
