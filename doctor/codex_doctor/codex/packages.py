"""Where Codex programs are, and the version that the package around one states.

Runs nothing; `probes.machine.installation` asks a program itself where no package tells.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.codex.versions import find_version
from codex_doctor.platform.system import THIS
from codex_doctor.platform.user_files import is_file, list_folder, read_bytes
from codex_doctor.values import is_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_PROGRAMS = 5
_NAMES = THIS.program_files("codex")
_PACKAGE = "@openai/codex"
_MAX_BYTES = 100_000
_MAX_FOLDERS = 50
_EXTENSION = "openai.chatgpt-"
# Folders of editors in the user's home that hold extensions.
_EDITORS = (
    ".vscode",
    ".vscode-insiders",
    ".vscode-server",
    ".vscode-server-insiders",
    ".vscode-oss",
    ".cursor",
    ".cursor-server",
    ".windsurf",
    ".windsurf-server",
)
# Whose folder a program is in; the package managers of Node before npm, which has no own one.
_INSTALLERS = (
    ("pnpm", (".pnpm", "pnpm")),
    ("Bun", (".bun",)),
    ("Volta", (".volta",)),
    ("npm", ("node_modules",)),
    ("Homebrew", ("Cellar", "Caskroom", "homebrew")),
    ("Cargo", (".cargo",)),
    ("Nix", ("nix",)),
)


def programs_on_path(path_variable: str) -> tuple[Path, ...]:
    """Return the codex programs on PATH in its order, each real file once, a few at most.

    An entry that is empty or relative means whatever folder one stands in: nothing is run from
    there, see `relative_entry`.
    """
    folders = [Path(folder) for folder in THIS.entries(path_variable) if THIS.is_absolute(folder)]
    return _programs(folder / name for folder in folders for name in _NAMES)


def relative_entry(environ: Mapping[str, str]) -> str | None:
    """Return the relative entry of PATH from which a shell here would take codex, None if none."""
    for folder in THIS.entries(environ.get("PATH") or "/"):
        if _programs(Path(folder) / name for name in _NAMES):
            return None if THIS.is_absolute(folder) else folder
    return None


def with_fixed_path(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program, with which it finds nothing in the working folder."""
    folders = [one for one in THIS.entries(environ.get("PATH", "")) if THIS.is_absolute(one)]
    # An empty PATH would be the working folder again.
    return {**environ, "PATH": THIS.path_separator.join(folders) or os.defpath}


def editor_programs(home: Path | None) -> tuple[Path, ...]:
    """Return the codex programs that editor extensions bring, a few at most."""
    if home is None:
        return ()
    extensions = (
        one for editor in _EDITORS for one in _in(home / editor / "extensions", prefix=_EXTENSION)
    )
    folders = (folder for one in extensions for folder in _in(one / "bin"))
    return _programs(folder / name for folder in folders for name in _NAMES)


def _in(folder: Path, *, prefix: str = "") -> tuple[Path, ...]:
    found = list_folder(folder, most=_MAX_FOLDERS, wanted=lambda name: name.startswith(prefix))
    return found.paths


def installed_version(environ: Mapping[str, str]) -> str | None:
    """Return the version of the codex that runs, None where no package tells it."""
    programs = programs_on_path(environ.get("PATH", ""))
    return packaged_version(programs[0]) if programs else None


def packaged_version(path: Path) -> str | None:
    """Return the version that the npm package around the program states, None without one."""
    with contextlib.suppress(OSError, RuntimeError):
        real = path.resolve()
        shim = path.parent / "node_modules" / _PACKAGE / "package.json"
        candidates = [folder / "package.json" for folder in real.parents[:5]]
        for file in (*candidates, shim):
            version = _version_in(file)
            if version:
                return version
    return None


def installed_by(path: Path) -> str:
    """Return what has put a program there, as its place tells; "" when that is not known."""
    with contextlib.suppress(OSError, RuntimeError):
        parts = path.resolve().parts
        for name, marks in _INSTALLERS:
            if any(mark in parts for mark in marks):
                return name
    return ""


def _programs(candidates: Iterator[Path]) -> tuple[Path, ...]:
    """Return those that can be run, each real file once."""
    found: dict[Path, Path] = {}
    for path in candidates:
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            if is_file(path) and os.access(path, os.X_OK):
                found.setdefault(path.resolve(), path)
        if len(found) == MAX_PROGRAMS:
            break
    return tuple(found.values())


def _version_in(file: Path) -> str | None:
    try:
        data: object = json.loads(read_bytes(file, max_bytes=_MAX_BYTES).data)
    except (ValueError, RecursionError):
        return None
    if not is_table(data) or not str(data.get("name", "")).startswith(_PACKAGE):
        return None
    # The platform packages carry the platform in their version: 0.169.0-linux-x64.
    version = find_version(str(data.get("version", "")))
    return re.sub(r"-(?:linux|darwin|win32).*", "", version) if version else None
