"""The names of profiles: how their files end, and which of some is meant by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.words.nearest import nearest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PROFILE_END = ".config.toml"
# How alike two names are of which one may be the other, misspelt.
_NEAR = 0.75


def near_profile(profile: str, profiles: Sequence[str]) -> str:
    """Return the profile that was probably meant: without folder and ending, or misspelt."""
    bare = profile.rpartition("/")[2].removesuffix(".toml").removesuffix(".config").strip()
    if bare in profiles:
        return bare
    return nearest_of(bare, profiles, alike=_NEAR)
