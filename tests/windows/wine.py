"""Runs Windows programs in Wine, in a Debian of its own that `make windows` lays out.

Wine 10 runs the real Codex for Windows; the Wine of older systems does not. The Debian sees this
machine's files at the same paths, which Wine shows below `Z:`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROJECT: Final = Path(__file__).parents[2]
CACHE: Final = PROJECT / ".cache" / "windows"
PYTHON: Final = CACHE / "python" / "python.exe"
# Where the first drive of Wine is; `make windows` makes it.
DRIVE: Final = CACHE / "prefix" / "drive_c"
_ROOT: Final = CACHE / "debian"
# Codex waits for ever where no connection can be made; a turn takes a tenth of this.
_TIMEOUT_S: Final = 60
# In a namespace of its own, so that what is mounted is gone with the program; so must the server of
# Wine be, which would see the files of the first program only.
_ENTER: Final = """
root=$1 cwd=$2
shift 2
mkdir -p "$root$PROJECT" "$root$PLACE"
mount --bind "$PROJECT" "$root$PROJECT"
mount --bind "$PLACE" "$root$PLACE"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
exec chroot "$root" /bin/sh -c 'cd "$0" && timeout "$LIMIT_S" "$@" 2>&1 | cat; wineserver -k' \
    "$cwd" wine "$@"
"""


def why_not() -> str:
    """Return why nothing for Windows can be run here, "" if it can."""
    if not (PYTHON.exists() and _ROOT.is_dir()):
        return "`make windows` has not laid out Wine and a Python for Windows"
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        return "Wine has a Debian of its own, which only root can enter"
    return ""


def shown(path: Path) -> str:
    """Return a path of this machine as Windows programs name it."""
    return "Z:" + str(path).replace("/", "\\")


def codex(version: str) -> Path:
    """Return the program of a version of Codex."""
    return next((CACHE / "codex" / version).glob("**/codex.exe"))


def run(command: Sequence[str], environ: Mapping[str, str], place: Path) -> str:
    """Run a program in the folder `cwd` of a place, and return what it prints until it is ended.

    Both outputs are a pipe, since Wine hands on nothing else.

    Args:
        command: A program of Windows by its path here, and its arguments.
        environ: What it gets beside what Wine needs.
        place: A folder that it may see, beside the project.
    """
    own = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(CACHE),
        "WINEPREFIX": str(CACHE / "prefix"),
        "WINEDEBUG": "-all",
        "PROJECT": str(PROJECT),
        "PLACE": str(place),
        "LIMIT_S": str(_TIMEOUT_S),
    }
    enter = ("unshare", "--mount", "--propagation", "private", "sh", "-euc", _ENTER, "enter")
    done = subprocess.run(
        [*enter, str(_ROOT), str(place / "cwd"), *command],
        env={**own, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    # What the shell says stands in no output of a Windows program.
    return (done.stdout + done.stderr).decode(errors="replace")
