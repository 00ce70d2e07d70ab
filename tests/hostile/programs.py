"""Programs that a set-up may name, each ill-behaved in one way, and where it names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hostile.case import Place

AUTH_CONFIG: Final = (
    CONFIG.replace('env_key = "LAB_API_KEY"\n', "")
    + '[model_providers.lab.auth]\ncommand = "{root}/bin/token"\ntimeout_ms = 60000\n'
)

# What a case waits for before it sends a signal, unless a line says otherwise.
GO: Final = '> "$ROOT/out/go"\n'
VERSION: Final = "echo codex-cli 0.169.0"
HANG: Final = f"{GO}exec sleep 600"
DEAF: Final = f"trap '' TERM INT HUP QUIT\n{GO}while :; do sleep 1; done"
TOKEN: Final = f"echo {LAB_KEY}"
# Each leaves something that runs on.
STRAYS: Final[Mapping[str, str]] = {
    "background": "sleep 600 >/dev/null 2>&1 &",
    "deaf-background": "(trap '' TERM INT HUP; sleep 600; sleep 600) >/dev/null 2>&1 &",
    "setsid": "setsid sleep 600 >/dev/null 2>&1 &",
    "double-fork": "(setsid sh -c 'sleep 600 & sleep 600 & exit 0' >/dev/null 2>&1 &)",
    "deep": "setsid sh -c 'setsid sh -c \"setsid sleep 600 & sleep 600\" & sleep 600' "
    ">/dev/null 2>&1 &",
    "own-group": "set -m; sleep 600 >/dev/null 2>&1 &",
    "many": "for n in 1 2 3 4 5 6 7 8 9; do setsid sleep 600 >/dev/null 2>&1 & done",
    "heirs": "setsid sh -c 'while :; do sleep 0.05; (setsid sleep 600 &) ; done' >/dev/null 2>&1 &",
}


def with_program(name: str, *lines: str) -> Callable[[Place], None]:
    """Return what makes a shell script of this name on PATH; ROOT is the case's folder in it."""

    def prepare(place: Place) -> None:
        script(place, f"bin/{name}", *lines)

    return prepare


def script(place: Place, path: str, *lines: str) -> None:
    """Write a shell script below the root."""
    file = place.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(("#!/bin/sh", f"ROOT='{place.root}'", *lines, "")))
    file.chmod(0o755)


def codex(*exec_lines: str, version: str = VERSION) -> Callable[[Place], None]:
    """Return what makes a codex that tells its version, and does this for everything else."""
    lines = "\n".join(exec_lines)
    return with_program("codex", f'if [ "$1" = --version ]; then\n{version}\nexit\nfi', lines)


def login_shell(*lines: str) -> Callable[[Place], None]:
    """Return what makes the user's login shell this script."""

    def prepare(place: Place) -> None:
        script(place, "bin/bash", *lines)
        place.environ["SHELL"] = str(place.root / "bin/bash")

    return prepare


def all_of(*prepares: Callable[[Place], None]) -> Callable[[Place], None]:
    """Return what makes all of these."""

    def prepare(place: Place) -> None:
        for one in prepares:
            one(place)

    return prepare
