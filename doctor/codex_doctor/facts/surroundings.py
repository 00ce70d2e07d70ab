"""What was there besides the configuration: the files and programs it names, the home, the time.

No value of a variable and no content of a file is in what is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from codex_doctor.sealed import Sealed
from codex_doctor.words.told import Words


class CatalogModel(Struct, frozen=True):
    """A model of a catalog, as far as it decides what Codex sends.

    Attributes:
        slug: Its id; one of a longer name that begins so is taken for it.
        is_lite: Whether the tools stand in the input.
        is_scripted: Whether tools are called by a script of the model.
        has_patch: Whether the custom tool that changes files is offered.
        has_search: Whether the tools of agents are found by a search.
        has_agents: Whether agents are a namespace of their own all the same.
        has_pictures: Whether a search of the web may find pictures.
        is_reasoning: Whether reasoning is asked for at all.
        is_parallel: Whether several tools may be called at once.
        effort: Of the reasoning, "" for none.
        summary: Of the reasoning, "" for none.
        verbosity: Of the text, "" for none.
    """

    slug: str
    is_lite: bool = False
    is_scripted: bool = False
    has_patch: bool = False
    has_search: bool = False
    has_agents: bool = False
    has_pictures: bool = False
    is_reasoning: bool = True
    is_parallel: bool = True
    effort: str = ""
    summary: str = ""
    verbosity: str = ""


class CatalogSeen(Struct, frozen=True):
    """The file that `model_catalog_json` names.

    Attributes:
        result: As in `FileText.result`.
        detail: The system's words for a failure.
        holds: `models`, `no_models`, `no_json`; "" when it was not read.
        misfit: What this version of Codex refuses in a model, "" for nothing.
        models: Those of a file that Codex takes, the first ones of many.
    """

    result: str
    detail: Words = ""
    holds: str = ""
    misfit: Words = ""
    models: tuple[CatalogModel, ...] = ()


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

    @property
    def models(self) -> tuple[CatalogModel, ...]:
        """The models of the catalog, () where Codex has its own."""
        return self.catalog.models if self.catalog else ()


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
