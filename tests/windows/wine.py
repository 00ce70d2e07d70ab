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

from codex_doctor.platform.system_proxy import SETTINGS

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
test -z "$ROOTS" || mount --bind "$ROOTS" "$root/etc/ssl/certs/ca-certificates.crt"
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


def run(
    command: Sequence[str],
    environ: Mapping[str, str],
    place: Path,
    *,
    kept: Mapping[str, str] | None = None,
    roots: Path | None = None,
    settings: Mapping[str, str | int] | None = None,
) -> str:
    """Run a program in the folder `cwd` of a place, and return what it prints until it is ended.

    Both outputs are a pipe, since Wine hands on nothing else.

    Args:
        command: A program of Windows by its path here, and its arguments.
        environ: What it gets beside what Wine needs.
        place: A folder that it may see, beside the project.
        kept: Variables that Wine does not hand on from here, such as PATH.
        settings: What the registry has below `Internet Settings` meanwhile.
        roots: What the certificate store has, as PEM, in place of what Debian brings.
    """
    own = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(CACHE),
        "WINEPREFIX": str(CACHE / "prefix"),
        "WINEDEBUG": "-all",
        "PROJECT": str(PROJECT),
        "PLACE": str(place),
        "LIMIT_S": str(_TIMEOUT_S),
        "ROOTS": str(roots or ""),
        # Names of files as they are, and no complaint that there is no desktop.
        "LC_ALL": "C.UTF-8",
        "XDG_RUNTIME_DIR": "/tmp",
    }
    if kept or settings:
        command = _batch(command, kept or {}, settings or {}, place)
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


def in_console(
    command: Sequence[str], environ: Mapping[str, str], place: Path, *, columns: int
) -> str:
    """Run a program in a console so wide, and return what that shows."""
    shows = (str(PYTHON), str(Path(__file__).with_name("pseudo_console.py")))
    return run((*shows, str(columns), *command), environ, place)


def _batch(
    command: Sequence[str],
    variables: Mapping[str, str],
    settings: Mapping[str, str | int],
    place: Path,
) -> tuple[str, ...]:
    """Return what sets variables, and the registry for a while, before it runs a program."""
    words = subprocess.list2cmdline([shown(Path(command[0])), *command[1:]])
    sets = [f'@set "{name}={value}"' for name, value in variables.items()]
    key = rf'"HKCU\{SETTINGS}"'
    for name, value in settings.items():
        kind = "REG_DWORD" if isinstance(value, int) else "REG_SZ"
        sets.append(f'@reg add {key} /v {name} /t {kind} /d "{value}" /f >nul')
    taken_back = [f"@reg delete {key} /v {name} /f >nul" for name in settings]
    lines = (*sets, f"@{words.replace('%', '%%')}", *taken_back, "")
    (place / "cwd" / "run.cmd").write_text("\r\n".join(lines))
    return ("cmd", "/c", "run.cmd")
