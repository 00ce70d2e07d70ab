"""The profiles that are files of Codex's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.profile_names import PROFILE_END
from codex_doctor.platform.user_files import is_file, list_folder

if TYPE_CHECKING:
    from codex_doctor.codex.config.environment import CodexHome

_MAX_PROFILES = 20
# Where people put the file of a profile, in Codex's home.
_ELSEWHERE = (
    "{name}.toml",
    "config.{name}.toml",
    "{name}.config.toml.txt",
    "profiles/{name}.config.toml",
    "profiles/{name}.toml",
)


def profile_names(home: CodexHome) -> list[str]:
    """Return the names for which `$CODEX_HOME/NAME.config.toml` exists."""
    if home.path is None:
        return []
    found = list_folder(
        home.path, most=_MAX_PROFILES, wanted=lambda name: name.endswith(PROFILE_END)
    )
    return [path.name.removesuffix(PROFILE_END) for path in found.paths]


def find_profile_copy(home: CodexHome, name: str | None) -> str:
    """Return the file that was probably meant for a profile's own, "" for none."""
    if home.path is None or not name or is_file(home.path / f"{name}{PROFILE_END}"):
        return ""
    names = (one.format(name=name) for one in _ELSEWHERE if "/" not in name)
    return next((f"{home.shown}/{one}" for one in names if is_file(home.path / one)), "")
