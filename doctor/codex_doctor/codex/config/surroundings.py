"""Looks at what the configuration names and at what lies around it; judges nothing.

Only what a set-up names is opened: most name no file, no required server and no stray variable.
"""

from __future__ import annotations

import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.catalog import see_catalog
from codex_doctor.codex.config.environment import show_path
from codex_doctor.codex.config.types import CATALOG, is_known, keys_of
from codex_doctor.codex.config.user_profiles import find_profile_copy, profile_names
from codex_doctor.codex.files.dotenv import ExpandsTooFarError, read_dotenv
from codex_doctor.codex.versions import holds
from codex_doctor.facts import ServerSeen, StrayAssignment, Surroundings
from codex_doctor.facts.surroundings import SecretFile
from codex_doctor.patterns import Regex
from codex_doctor.platform.file_text import read_file
from codex_doctor.platform.system import THIS
from codex_doctor.platform.user_files import is_file, is_folder, is_program
from codex_doctor.secrets.key_form import is_key_itself, stands_for_key
from codex_doctor.secrets.known_secrets import collect_secrets, secrets_of_table
from codex_doctor.values import is_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.codex.config.environment import CodexHome, Environment
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.provider import Provider
    from codex_doctor.facts import Inputs

_INSTRUCTIONS = ("model_instructions_file", "experimental_compact_prompt_file")
_LOOKALIKES = ("config.yaml", "config.yml", "config.json", "config.toml.txt", "Config.toml")
# Files in Codex's home, and below the user's, that people take for config.toml.
_AT_HOME = ("config.toml.txt", "Config.toml", ".codex/config.toml")
_BELOW_USER = (".codex/config.toml", ".config/codex/config.toml")
# Files below the working folder that people take for it; Codex takes no provider from them.
_IN_PROJECTS = (".codex/config.toml", "config.toml")
_PROVIDER = Regex(r"^\s*(?:model_provider\s*=|\[+\s*model_providers)", re.MULTILINE)
_MAX_DOTENV_BYTES = 200_000


def look_around(
    inputs: Inputs,
    home: CodexHome,
    environment: Environment,
    layered: Layered,
    provider: Provider | None,
    auth: SecretFile | None,
) -> Surroundings:
    """Return what is there besides the layers.

    Args:
        inputs: What the run starts from.
        home: Codex's home.
        environment: The variables as Codex has them.
        layered: The layers.
        provider: The active one, if there is one.
        auth: Codex's file with a login, if it holds one.
    """
    is_empty = not any(document.table for document in layered.documents)
    copies = tuple(_find_copies(inputs, home)) if is_empty else ()
    is_home_open = home.path is not None and _is_open_folder(home.path)
    name = provider.text("env_key") if provider else None
    catalog = _named_file(layered, inputs, CATALOG)
    instructions = ((key, _named_file(layered, inputs, key)) for key in _INSTRUCTIONS)
    return Surroundings(
        looked_at=datetime.now(UTC),
        catalog=see_catalog(catalog, inputs.codex_version) if catalog else None,
        instructions={key: read_file(path).result for key, path in instructions if path},
        servers=tuple(_look_at_servers(layered, environment.effective, inputs)),
        strays=tuple(_find_strays(name, environment, inputs)) if name else (),
        profiles=tuple(profile_names(home)),
        profile_copy=find_profile_copy(home, inputs.profile),
        lookalikes=(*copies, *_find_lookalikes(inputs, home, copies)) if is_empty else (),
        copies=copies,
        is_home_open=is_home_open,
        secret_files=tuple(_find_secret_files(layered, auth)) if is_home_open else (),
    )


def _find_copies(inputs: Inputs, home: CodexHome) -> Iterator[str]:
    """Yield the user's files that would select a provider if Codex read them."""
    if home.path is None or not _says_nothing(home.path / "config.toml"):
        return
    paths = [home.path / name for name in _AT_HOME]
    paths += [inputs.home / name for name in _BELOW_USER] if inputs.home else []
    for path in dict.fromkeys(paths):
        if _PROVIDER.search(read_file(path).text):
            yield show_path(path, inputs.home)


def _says_nothing(path: Path) -> bool:
    """Tell whether a file is not there, or has nothing but comments in it."""
    file = read_file(path)
    lines = (line.strip() for line in file.text.split("\n"))
    is_blank = all(not line or line.startswith("#") for line in lines)
    return file.result == "absent" or (file.result == "ok" and is_blank)


def _find_lookalikes(inputs: Inputs, home: CodexHome, copies: tuple[str, ...]) -> Iterator[str]:
    for name in _LOOKALIKES:
        shown = f"{home.shown}/{name}"
        if home.path and shown not in copies and is_file(home.path / name):
            yield shown
    for path in (inputs.cwd / name for name in _IN_PROJECTS):
        is_own = home.path and path == home.path / "config.toml"
        if not is_own and _PROVIDER.search(read_file(path).text):
            yield show_path(path, inputs.home)


def _named_file(layered: Layered, inputs: Inputs, key: str) -> Path | None:
    """Return the file that a key names, relative to the file that sets it.

    None also for a key that this version does not read.
    """
    value, source = layered.text(key), layered.source(key)
    if value is None or not is_known(keys_of("")[key], inputs.codex_version):
        return None
    return (source.path.parent if source and source.path else inputs.cwd) / value


def _look_at_servers(
    layered: Layered, environ: Mapping[str, str], inputs: Inputs
) -> Iterator[ServerSeen]:
    servers = layered.table("mcp_servers")
    if not holds("required_servers", inputs.codex_version):
        return
    for name, server in servers.items():
        if is_table(server) and server.get("required") is True and server.get("enabled", True):
            yield _look_at_server(name, server, environ, inputs.cwd)


def _look_at_server(
    name: str, server: dict[str, Any], environ: Mapping[str, str], cwd: Path
) -> ServerSeen:
    variable, command = server.get("bearer_token_env_var"), server.get("command")
    lacks_variable = isinstance(variable, str) and "url" in server and variable not in environ
    if not isinstance(command, str):
        return ServerSeen(name, has_variable=not lacks_variable)
    folder = Path(cwd, str(server.get("cwd", "")))
    own = server.get("env")
    path = own.get("PATH") if is_table(own) else None
    return ServerSeen(
        name,
        has_variable=not lacks_variable,
        has_folder=is_folder(folder),
        has_program=is_program(command, folder, path or environ.get("PATH", os.defpath)),
    )


def _find_strays(name: str, environment: Environment, inputs: Inputs) -> Iterator[StrayAssignment]:
    """Yield where the variable is set in vain, unless Codex has it."""
    if environment.get(name) is not None or is_key_itself(name):
        return
    folders = [(inputs.cwd, ".env")]
    if inputs.home is not None:
        folders.append((inputs.home, "~/.env"))
    for folder, shown in folders:
        line = _line_in(folder / ".env", name)
        if line and f"{folder}/.env" != environment.shown:
            yield StrayAssignment(shown, line)


def _line_in(path: Path, name: str) -> int:
    """Return the line of a .env file that sets the variable, 0 when none does."""
    file = read_file(path, max_bytes=_MAX_DOTENV_BYTES)
    if file.result != "ok":
        return 0
    try:
        taken, _ = read_dotenv(file.text, {})
    except ExpandsTooFarError:
        return 0
    return next((one.line for one in taken if one.name == name), 0)


def _find_secret_files(layered: Layered, auth: SecretFile | None) -> Iterator[SecretFile]:
    for document in layered.documents:
        is_own = document.name in {"user", "profile"}
        found = secrets_of_table(document.table) if is_own else ()
        if any(collect_secrets((one,)) for one in found if not stands_for_key(one)):
            yield SecretFile(document.shown, document.mode)
    if auth is not None:
        yield auth


def _is_open_folder(folder: Path) -> bool:
    """Tell whether other users can get into this folder through all those above it."""
    if not THIS.has_modes:
        return False
    try:
        return all(
            one.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH) for one in (folder, *folder.parents)
        )
    except OSError:
        return False
