"""The names of profiles: how their files end, and which of some is meant by a name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

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
    near = difflib.get_close_matches(bare[:80], profiles, n=1, cutoff=_NEAR)
    return near[0] if near else ""
