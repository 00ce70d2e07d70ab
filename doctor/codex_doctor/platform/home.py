"""The user's home folder, as Codex finds it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROFILE = 0x28
_MAX_PATH = 260


def home_folder(environ: Mapping[str, str]) -> Path | None:
    """Return the folder that HOME names, else the one that the system has for this user.

    None where there is neither. An empty HOME counts as none (seen with 0.58.0 to 0.171.0). On
    Windows it is the system's, whatever HOME and USERPROFILE say (seen in Wine with 0.148.0 to
    0.171.0).
    """
    if sys.platform == "win32":
        return _profile()
    named = environ.get("HOME")
    return Path(named) if named else _listed()


def _listed() -> Path | None:
    import pwd  # not on Windows

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return None


def _profile() -> Path | None:
    """Return the folder of the user's profile (SHGetFolderPathW, CSIDL_PROFILE)."""
    if sys.platform != "win32":
        return None
    import ctypes  # late: only Windows needs it

    name = ctypes.create_unicode_buffer(_MAX_PATH)
    failed = ctypes.windll.shell32.SHGetFolderPathW(None, _PROFILE, None, 0, name)
    return None if failed or not name.value else Path(name.value)
