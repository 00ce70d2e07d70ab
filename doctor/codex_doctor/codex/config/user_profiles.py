"""The profiles that are files of Codex's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.profile_names import PROFILE_END
from codex_doctor.platform.user_files import list_folder

if TYPE_CHECKING:
    from codex_doctor.codex.config.environment import CodexHome

_MAX_PROFILES = 20


def profile_names(home: CodexHome) -> list[str]:
    """Return the names for which `$CODEX_HOME/NAME.config.toml` exists."""
    if home.path is None:
        return []
    found = list_folder(
        home.path, most=_MAX_PROFILES, wanted=lambda name: name.endswith(PROFILE_END)
    )
    return [path.name.removesuffix(PROFILE_END) for path in found.paths]
