"""The nouns of `codex-doctor config`: what Codex's configuration amounts to, for the renderers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from codex_doctor.facts import Location
    from codex_doctor.reported import RankedFinding


class Origin(Struct, frozen=True):
    """Where a value comes from.

    Attributes:
        kind: `file`, `option`, `variable`, or `default`.
        name: The file, the option (`-c model`), the variable, or the version whose default it is.
        line: Line in a file, counted from 1.
        column: Column in it.
    """

    kind: str
    name: str
    line: int | None = None
    column: int | None = None


class ValueRow(Struct, frozen=True):
    """One effective value, secrets as fingerprints."""

    key: str
    value: str
    origin: Origin


class LayerRow(Struct, frozen=True):
    """One source of configuration.

    Attributes:
        layer: `system`, `user`, `profile`, `project`, `options`, `managed`, `requirements`
            or `dotenv`.
        path: The file, or the option.
        state: `read`, `absent`, `ignored`, `refused`, `unread` (longer than what we read).
        reason: Why it was ignored, refused or not read, "" otherwise.
    """

    layer: str
    path: str
    state: str
    reason: str


class VariableRow(Struct, frozen=True):
    """A variable that matters here; never its value.

    Attributes:
        name: Its name.
        state: `set`, `blank`, or `unset`.
        origin: None when it is unset.
        login_shell: Whether a fresh login shell has it too, None when that was not asked.
    """

    name: str
    state: str
    origin: Origin | None
    login_shell: bool | None = None


class CredentialRow(Struct, frozen=True):
    """The credential that Codex would send.

    Attributes:
        source: As in `Credential.source`.
        shown: The variable, file or key it is read from.
        fingerprint: What two people can compare, "" when the value is not known.
        sent: Whether a header with it would go out, None when only a program could tell.
        origin: Where its source is named, None when nowhere.
    """

    source: str
    shown: str
    fingerprint: str
    sent: bool | None
    origin: Origin | None


class Configuration(Struct, frozen=True):
    """Everything that `codex-doctor config` may show; redacted.

    Attributes:
        starts: Whether Codex gets as far as a request; None where that could not be judged.
    """

    doctor_version: str
    codex_version: str
    codex_home: str
    starts: bool | None
    profile: str | None
    provider: ValueRow | None
    model: ValueRow | None
    base_url: ValueRow | None
    url: str | None
    proxy: ValueRow | None
    credential: CredentialRow
    layers: tuple[LayerRow, ...]
    values: tuple[ValueRow, ...]
    variables: tuple[VariableRow, ...]
    findings: tuple[RankedFinding, ...]


def origin_of(location: Location) -> Origin:
    """Return a place as an origin; an option has no line and begins with a hyphen."""
    if location.line is None and location.file.startswith("-"):
        return Origin("option", location.file)
    return Origin("file", location.file, location.line, location.column)
