"""What kind of machine this is, for people who are asked for help; its name only when asked for."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTAINERS = (("/.dockerenv", "Docker"), ("/run/.containerenv", "Podman"))


class Host(Struct, frozen=True):
    """A machine; "" for what is not known, or is not so.

    Attributes:
        system: The operating system with its version, as people call it.
        kernel: The release of its kernel.
        architecture: Of the processor, as the system calls it.
        python: The version of the Python that runs the doctor.
        shell: Name of the login shell.
        terminal: The program around the shell, else the kind of terminal.
        container: What keeps this process apart: `Docker`, `Podman`, `Kubernetes`.
        wsl: The distribution of the Windows Subsystem for Linux.
        name: What it is called, only with `--host-name`.
    """

    system: str = ""
    kernel: str = ""
    architecture: str = ""
    python: str = ""
    shell: str = ""
    terminal: str = ""
    container: str = ""
    wsl: str = ""
    name: str = ""


def look_at_host(environ: Mapping[str, str], *, named: bool = False) -> Host:
    """Return what this machine is, and what it is called where that may be told."""
    kernel = platform.release()
    is_wsl = "microsoft" in kernel.lower()
    program = environ.get("TERM_PROGRAM", "")
    version = environ.get("TERM_PROGRAM_VERSION", "")
    return Host(
        system=_system(),
        kernel=kernel,
        architecture=platform.machine(),
        python=platform.python_version(),
        shell=Path(environ.get("SHELL", "")).name,
        terminal=f"{program} {version}".strip() or environ.get("TERM", ""),
        container=_container(environ),
        wsl=environ.get("WSL_DISTRO_NAME", "unnamed") if is_wsl else "",
        name=platform.node() if named else "",
    )


def _system() -> str:
    name = platform.system()
    if name == "Darwin":
        return f"macOS {platform.mac_ver()[0]}"
    if name == "Linux":
        try:
            release = platform.freedesktop_os_release()
        except (OSError, ValueError):
            return name
        return release.get("PRETTY_NAME", name)
    return f"{name} {platform.version()}"


def _container(environ: Mapping[str, str]) -> str:
    if "KUBERNETES_SERVICE_HOST" in environ:
        return "Kubernetes"
    # Some systems tell every process of the container in a variable of this name.
    named = environ.get("container", "")
    return next((name for mark, name in _CONTAINERS if os.path.lexists(mark)), named)
