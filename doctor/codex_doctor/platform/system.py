"""Which system this is, and what follows from it; asked here and nowhere else.

Pure but for `THIS`, so that what holds on Windows and macOS is tested on every system.
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping


class System(Struct, frozen=True):
    """An operating system.

    Attributes:
        name: As `sys.platform` has it: `linux`, `darwin`, `win32` and others.
    """

    name: str

    @property
    def is_windows(self) -> bool:
        """Whether paths, programs and shells are those of Windows."""
        return self.name == "win32"

    @property
    def has_modes(self) -> bool:
        """Whether permission bits tell who may read a file."""
        return not self.is_windows

    @property
    def has_jobs(self) -> bool:
        """Whether programs end with who started them by being in a job, and not by a group."""
        return self.is_windows

    @property
    def keeper(self) -> str:
        """The file, beside this one, that starts a program and ends with it."""
        return "keeper_windows.py" if self.has_jobs else "keeper.py"

    @property
    def waits_for_pipes(self) -> bool:
        """Whether the system can wait until one of several pipes has something to read."""
        return not self.is_windows

    @property
    def passes_descriptors(self) -> bool:
        """Whether a program can be started with open files of ours, under the same numbers."""
        return not self.is_windows

    @property
    def lists_sockets(self) -> bool:
        """Whether /proc has the sockets of other programs."""
        return self.name == "linux"

    @property
    def has_keychain(self) -> bool:
        """Whether Codex finds native roots in a keychain."""
        return self.name == "darwin"

    @property
    def has_root_store(self) -> bool:
        """Whether Codex finds native roots in the certificate store of the system."""
        return self.is_windows

    @property
    def had_openssl(self) -> bool:
        """Whether older versions of Codex were seen to let OpenSSL judge certificates."""
        return self.name == "linux"

    @property
    def resolves_by_itself(self) -> bool:
        """Whether Codex brings its own resolver: the C library inside its Linux builds."""
        return self.name == "linux"

    def machine_folder(self, environ: Mapping[str, str]) -> Path:
        """Return where Codex's files for all users are, as measured (Windows: in Wine)."""
        if self.is_windows:
            return Path(environ.get("ProgramData", r"C:\ProgramData"), "OpenAI", "Codex")
        return Path("/etc/codex")

    @property
    def managed_is_at_home(self) -> bool:
        """Whether managed_config.toml counts in CODEX_HOME, and not in the folder for all users."""
        return self.is_windows

    @property
    def path_separator(self) -> str:
        """What stands between the entries of PATH."""
        return ";" if self.is_windows else ":"

    def entries(self, path_variable: str) -> list[str]:
        """Return the entries of PATH, also the empty ones, which mean the working folder."""
        entries = path_variable.split(self.path_separator)
        # cmd finds programs also where somebody has put an entry in quotes.
        return [one.strip('"') for one in entries] if self.is_windows else entries

    def is_absolute(self, path: str) -> bool:
        """Tell whether a path means the same place in every working folder."""
        pure: type[PurePath] = PureWindowsPath if self.is_windows else PurePosixPath
        return pure(path).is_absolute()

    def program_files(self, name: str) -> tuple[str, ...]:
        """Return the names of the files that run as the program `name`.

        What npm puts beside `codex.cmd` on Windows, a script for sh and one for PowerShell, is the
        same program once more.
        """
        return (f"{name}.exe", f"{name}.cmd") if self.is_windows else (name,)


THIS = System("win32" if sys.platform in {"win32", "cygwin"} else sys.platform)
