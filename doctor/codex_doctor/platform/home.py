"""The user's home folder, as Codex finds it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.platform.system import THIS

if TYPE_CHECKING:
    from collections.abc import Mapping


def home_folder(environ: Mapping[str, str]) -> Path | None:
    """Return the folder that HOME names, else the one that the system has for this user.

    None where there is neither. An empty HOME counts as none (seen with 0.58.0 to 0.171.0).
    """
    named = environ.get("HOME") or environ.get("USERPROFILE")
    if named:
        return Path(named)
    return None if THIS.is_windows else _listed()


def _listed() -> Path | None:
    import pwd  # not on Windows

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return None
