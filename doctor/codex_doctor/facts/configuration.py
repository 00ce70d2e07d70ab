"""The configuration itself, secrets masked, so that rules can judge a recording again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from codex_doctor.facts.config_problems import (
    NotUtf8,
    ProfileMissing,
    ProviderUndefined,
    TomlSyntax,
    Unreadable,
)
from codex_doctor.facts.place import Location
from codex_doctor.facts.problems import Problem


class Refusal(Struct, frozen=True):
    """Why a source of the configuration was not read.

    Of a text that does not parse nothing else can be kept: where its secrets are is not known.

    Attributes:
        about: What kept it from being read.
        location: Where that stands; None for an option.
        line: The line at the location, secrets masked; "" when there is none.
        excerpt: The line with a caret, secrets masked.
    """

    about: TomlSyntax | NotUtf8 | Unreadable | ProfileMissing | ProviderUndefined
    location: Location | None = None
    line: str = ""
    excerpt: str = ""


class Found(Struct, frozen=True):
    """Problems by what they were found in, before those that follow from others are left out.

    Attributes:
        first: Of options, and of files that cannot be read.
        tables: Of the tables of the configuration.
        rest: Of what the configuration names, and of the active provider.
        is_stuck: Whether Codex ends up at OpenAI without a login; None when a provider is
            selected.
        reason: Why it ends up there, if no key that slid says so.
    """

    first: tuple[Problem, ...] = ()
    tables: tuple[Problem, ...] = ()
    rest: tuple[Problem, ...] = ()
    is_stuck: bool | None = None
    reason: Problem | None = None


class LayerText(Struct, frozen=True):
    """One layer that was read.

    Attributes:
        name: As in `Layer.name`.
        shown: As in `Layer.shown`.
        toml: The text of a file, with stars for secrets and for texts in lists; comments left out.
        table: What an option sets, in the same way.
        mode: Permission bits of the file, 0 for an option.
        inside: The table of the file that is the layer, () for the whole file.
        keys: Those of its top level that count in this layer.
    """

    name: str
    shown: str
    toml: str = ""
    table: Mapping[str, Any] = field(default_factory=dict[str, Any])
    mode: int = 0
    inside: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class ConfigSeen(Struct, frozen=True):
    """What the rules for tables look at, and what the others found.

    Attributes:
        layers: Lowest first.
        profile: `--profile`.
        switches: `--enable` or `--disable` with its name.
        strict_config: `--strict-config`.
        found: Without those of the tables.
    """

    layers: tuple[LayerText, ...]
    found: Found
    profile: str | None = None
    switches: tuple[tuple[str, str], ...] = ()
    strict_config: bool = False
