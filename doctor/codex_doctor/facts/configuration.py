"""The configuration itself, secrets masked, so that rules can judge a recording again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from codex_doctor.facts.active import ActiveSeen, AuthSeen, SkippedLine, VariableSeen
from codex_doctor.facts.config_problems import NotUtf8, TomlSyntax, Unreadable, WrongType
from codex_doctor.facts.place import Location
from codex_doctor.facts.provider_problems import ProfileMissing, ProviderUndefined
from codex_doctor.facts.surroundings import RuleFile


class Refusal(Struct, frozen=True):
    """Why a source of the configuration was not read.

    Of a text that does not parse nothing else can be kept: where its secrets are is not known.

    Attributes:
        about: What kept it from being read.
        location: Where that stands; None for an option.
        line: The line at the location, secrets masked; "" when there is none.
        excerpt: The line with a caret, secrets masked.
        key: The key whose value it is, "" for the whole source.
    """

    about: TomlSyntax | NotUtf8 | Unreadable | ProfileMissing | ProviderUndefined | WrongType
    location: Location | None = None
    line: str = ""
    excerpt: str = ""
    key: str = ""


class LayerText(Struct, frozen=True):
    """One layer that was read.

    Attributes:
        name: As in `Layer.name`.
        shown: As in `Layer.shown`.
        toml: The text of a file, with stars for secrets and for texts in lists; comments left out.
        table: What an option sets, in the same way.
        mode: Permission bits of the file, 0 for an option.
        inside: The table of the file that is the layer, () for the whole file.
        left_out: Keys of its top level that do not count in this layer.
    """

    name: str
    shown: str
    toml: str = ""
    table: Mapping[str, Any] = field(default_factory=dict[str, Any])
    mode: int = 0
    inside: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Given(Struct, frozen=True):
    """What the options say, as far as rules ask for it.

    Attributes:
        codex_version: Whose rules count.
        profile: `--profile`.
        switches: `--enable` or `--disable` with its name.
        strict_config: `--strict-config`.
        options: The words of each option; `HIDDEN` ends those that must not be shown whole.
    """

    codex_version: str | None = None
    profile: str | None = None
    switches: tuple[tuple[str, str], ...] = ()
    strict_config: bool = False
    options: tuple[tuple[str, ...], ...] = ()


class ConfigSeen(Struct, frozen=True):
    """All that rules look at besides the other facts of a set-up.

    Attributes:
        given: What the options say.
        layers: The tables, lowest first.
        auth: Codex's file with a login.
        home_fault: As in `HomeFault`, "" when Codex's home is there.
        home_meant: The folder that is there and was probably meant for Codex's home, "" for none.
        rules: Files of rules for commands.
        variables: Those that matter and are set.
        skipped: Lines of `.env` that set one of them in vain.
        active: The active provider, None when there is none.
    """

    given: Given
    layers: tuple[LayerText, ...]
    auth: AuthSeen
    home_fault: str = ""
    home_meant: str = ""
    rules: tuple[RuleFile, ...] = ()
    variables: tuple[VariableSeen, ...] = ()
    skipped: tuple[SkippedLine, ...] = ()
    active: ActiveSeen | None = None
