"""What was there besides the configuration: the files and programs it names, the home, the time.

No value of a variable and no content of a file is in what is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from codex_doctor.sealed import Sealed
from codex_doctor.words.told import Words


class CatalogSeen(Struct, frozen=True):
    """The file that `model_catalog_json` names.

    Attributes:
        result: As in `FileText.result`.
        detail: The system's words for a failure.
        holds: `models`, `no_models`, `no_json`; "" when it was not read.
    """

    result: str
    detail: Words = ""
    holds: str = ""


class ServerSeen(Struct, frozen=True):
    """What an MCP server without which Codex does not start needs, and whether it is there.

    Attributes:
        name: As in `mcp_servers`.
        has_variable: Whether its `bearer_token_env_var` is set, or it needs none.
        has_folder: Whether its `cwd` is a folder, or it runs no program.
        has_program: Whether its `command` is found, or it runs none.
    """

    name: str
    has_variable: bool = True
    has_folder: bool = True
    has_program: bool = True


class StrayAssignment(Struct, frozen=True):
    """A line that sets the variable of env_key in a `.env` file that Codex does not read."""

    file: str
    line: int


class SecretFile(Struct, frozen=True):
    """A file of Codex's home that holds a secret, with its permission bits."""

    shown: str
    mode: int


class Surroundings(Struct, frozen=True):
    """What was looked at besides the layers of the configuration.

    Attributes:
        looked_at: When, aware; None when nobody looked.
        catalog: None when the configuration names none.
        instructions: How reading each file of instructions went (`FileText.result`), by its key.
        servers: The required ones that are enabled.
        strays: Where else the variable of env_key is set, while it is not set for Codex.
        profiles: Names for which `$CODEX_HOME/NAME.config.toml` exists.
        profile_copy: A file with the name of the profile that is asked for, which Codex does not
            read; looked for only where its own is not there.
        lookalikes: Files that look as if they were meant for config.toml; looked for only where
            nothing is configured.
        copies: Those of them that are TOML, outside any project, with a provider in them.
        is_home_open: Whether other users of this machine can get into Codex's home.
        secret_files: Files with a secret in that home; looked for only where it is open.
    """

    looked_at: datetime | None = None
    catalog: CatalogSeen | None = None
    instructions: Mapping[str, str] = field(default_factory=dict[str, str])
    servers: tuple[ServerSeen, ...] = ()
    strays: tuple[StrayAssignment, ...] = ()
    profiles: tuple[str, ...] = ()
    profile_copy: str = ""
    lookalikes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    is_home_open: bool = False
    secret_files: tuple[SecretFile, ...] = ()


class RuleFile(Sealed, frozen=True):
    """A file of rules for commands, or a folder with too many.

    Attributes:
        shown: The path as people would name it.
        result: As in `FileText.result`, or `too_many`; in a recording also `unparsed`.
        starlark: The content when the result is `ok`; in a recording with other words.
        detail: What keeps it from being read.
        line: Where the first byte that is not UTF-8, or the fault of one that is not parsed,
            stands, as `column`; 0 when there is none.
    """

    shown: str
    result: str
    starlark: str = ""
    detail: Words = ""
    line: int = 0
    column: int = 0
