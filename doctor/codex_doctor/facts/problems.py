"""What is wrong with a set-up: one record, and what is known about it by its kind."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.config_problems import (
    Exposure,
    FileFault,
    KeyMisplaced,
    KeysIgnored,
    ModelUnset,
    NoConfig,
    NotUtf8,
    PolicyOverride,
    ServerFault,
    TomlSyntax,
    UnknownKey,
    Unreadable,
    WrongType,
)
from codex_doctor.facts.key_problems import (
    CommandFailed,
    DotenvIgnored,
    DotenvShadows,
    HeaderVariableUnset,
    HomeFault,
    KeyEmpty,
    KeyExpired,
    KeyForm,
    KeyOfOtherService,
    KeyUnset,
    LoginElsewhere,
    LoginForced,
    NotInherited,
    Overridden,
    VariableIgnored,
)
from codex_doctor.facts.place import Location
from codex_doctor.facts.provider_problems import (
    BaseUrlFault,
    BaseUrlMissing,
    Conflict,
    HeaderFraming,
    OfProvider,
    ProfileLegacy,
    ProfileMissing,
    ProviderNameMissing,
    ProviderNotSelected,
    ProviderReserved,
    ProviderUndefined,
)

About = (
    TomlSyntax
    | NotUtf8
    | Unreadable
    | FileFault
    | NoConfig
    | ServerFault
    | KeysIgnored
    | PolicyOverride
    | Exposure
    | WrongType
    | UnknownKey
    | KeyMisplaced
    | ModelUnset
    | OfProvider
    | ProviderReserved
    | ProviderNameMissing
    | Conflict
    | BaseUrlMissing
    | BaseUrlFault
    | HeaderFraming
    | ProviderUndefined
    | ProviderNotSelected
    | ProfileLegacy
    | ProfileMissing
    | HomeFault
    | VariableIgnored
    | KeyUnset
    | KeyEmpty
    | KeyForm
    | KeyExpired
    | KeyOfOtherService
    | DotenvIgnored
    | DotenvShadows
    | HeaderVariableUnset
    | Overridden
    | NotInherited
    | LoginElsewhere
    | LoginForced
    | CommandFailed
)
"""What the words about a problem need, by its kind."""


class Problem(Struct, frozen=True):
    """Something Codex refuses, ignores or misreads in the configuration or environment.

    Attributes:
        kind: The finding id it amounts to (`config.wire_api_chat`).
        key: Dotted key, or the variable's name.
        shown: The offending value, secrets masked; "" when there is none.
        location: Where it stands, if it stands in a file.
        fatal: Whether Codex refuses to start, or surely fails, because of it.
        about: What else is to be said of this kind; None for a kind of which nothing is.
        layer: As in `Layer.name`; "" when it stands in none.
        line: The line at the location, secrets masked; "" when there is none.
        excerpt: The line with a caret, secrets masked.
        also_at: A second place that has to change with the first.
        is_doubtful: Whether Codex may well take it: what could be seen does not tell.
        other_options: The words of all other options, for a problem with one; None for all others.
        instead: The words of an option that says what the wrong one was meant to say, () for none;
            a value that only the user knows is left empty.
    """

    kind: str
    key: str = ""
    shown: str = ""
    location: Location | None = None
    fatal: bool = True
    about: About | None = None
    layer: str = ""
    line: str = ""
    excerpt: str = ""
    also_at: Location | None = None
    is_doubtful: bool = False
    other_options: tuple[str, ...] | None = None
    instead: tuple[str, ...] = ()
