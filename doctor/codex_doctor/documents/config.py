"""`codex-doctor config --json`: what Codex's configuration amounts to."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from codex_doctor.documents.findings import Finding
from codex_doctor.documents.parts import Line, Tool, Version

VERSION = "1.0"


class Origin(Struct, frozen=True):
    """Where a value comes from.

    Attributes:
        kind: What `name` names.
        name: The file, option or variable; for a default the version of Codex.
        line: Of a file, counted from 1.
        column: Of a file, counted from 1.
    """

    kind: Literal["file", "option", "variable", "default"]
    name: str
    line: Line | None
    column: Line | None


class Selected(Struct, frozen=True):
    """A value that decides where Codex turns to.

    Attributes:
        value: The value.
        origin: Where it comes from; null for nowhere.
    """

    value: str
    origin: Origin | None


class Value(Struct, frozen=True):
    """One effective value.

    Attributes:
        key: Dotted TOML key.
        value: The value; a secret as a fingerprint.
        origin: Where it comes from.
    """

    key: str
    value: str
    origin: Origin | None


class Layer(Struct, frozen=True):
    """One source of the configuration.

    Attributes:
        layer: `system`, `user`, `profile`, `project`, `options`, `managed`, `requirements` or
            `dotenv`.
        path: The file, or the option.
        state: What Codex makes of it.
        reason: Why it was ignored, refused or not read.
    """

    layer: str
    path: str
    state: Literal["read", "absent", "ignored", "refused", "unread"]
    reason: str | None


class EnvironmentVariable(Struct, frozen=True):
    """A variable that matters here; never its value.

    Attributes:
        name: Its name.
        state: Whether it has a value.
        origin: Where it was set; null when it is not.
        login_shell: Whether a login shell has it too; null when that was not asked (-v).
    """

    name: str
    state: Literal["set", "blank", "unset"]
    origin: Origin | None
    login_shell: bool | None


class Rules(Struct, frozen=True):
    """By which rules the configuration was read.

    Attributes:
        rules_of: The version of Codex.
        home: CODEX_HOME.
    """

    rules_of: str
    home: str


class ConfigCredential(Struct, frozen=True):
    """Where the credential comes from; never the credential.

    Attributes:
        source: What gives it.
        shown: The variable, file or key that it is read from.
        fingerprint: What two people can compare; null when the value is not known.
        sent: Whether a header with it would go out; null for auth.command.
        origin: Where its source is named; null for nowhere.
    """

    source: Literal[
        "env_key",
        "experimental_bearer_token",
        "auth.command",
        "CODEX_API_KEY",
        "CODEX_ACCESS_TOKEN",
        "auth.json",
        "http_headers",
        "env_http_headers",
        "chatgpt_login",
        "gateway_oauth",
        "keyring",
        "none",
    ]
    shown: str
    fingerprint: str | None
    sent: bool | None
    origin: Origin | None


class Config(Struct, frozen=True, tag_field="schema", tag="codex-doctor/config"):
    """What Codex's configuration amounts to: `codex-doctor config --json`.

    Attributes:
        schema_version: Minor versions only add.
        tool: What has written it.
        codex: By which rules it was read.
        starts: Whether Codex gets as far as a request; false when a finding is an error, null when
            that could not be judged.
        profile: The profile that is selected.
        provider: Id of the provider.
        model: The model id.
        base_url: The address of the provider.
        url: Where Codex would POST to, secrets masked; null when no URL can be built.
        proxy: The proxy that applies to it.
        credential: The credential that Codex would send.
        layers: Every source, the lowest first.
        values: Every effective value.
        variables: The variables that matter here.
        findings: Errors first.
    """

    schema_version: Version
    tool: Tool
    codex: Rules
    starts: bool | None
    profile: str | None
    provider: Selected | None
    model: Selected | None
    base_url: Selected | None
    url: str | None
    proxy: Selected | None
    credential: ConfigCredential
    layers: tuple[Layer, ...]
    values: tuple[Value, ...]
    variables: tuple[EnvironmentVariable, ...]
    findings: tuple[Finding, ...]
