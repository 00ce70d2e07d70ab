"""Which resolver the installed Codex uses on Linux: its own, or the system's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.packages import programs_on_path
from codex_doctor.platform.user_files import read_head

if TYPE_CHECKING:
    from collections.abc import Mapping

# The name of the dynamic loader stands behind the headers of a program that needs one.
HEAD_BYTES = 4096


def uses_system_resolver(environ: Mapping[str, str]) -> bool:
    """Return whether the first `codex` on PATH is linked to the system's C library.

    The published binaries are not; some distributions build their own that is.
    """
    found = programs_on_path(environ.get("PATH", ""))
    if not found:
        return False
    head = read_head(found[0], max_bytes=HEAD_BYTES)
    return head.startswith(b"\x7fELF") and b"/ld-linux" in head
