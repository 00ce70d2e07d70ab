"""Where reports are written, and why one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "output.failed": "{file}: {reason}",
    "output.wrote": "wrote {file}",
    "output.stdout": "the standard output cannot be written: {reason}",
    "output.twice": "{file}: another report goes there already",
    "output.link_to_folder": "a link leads to {folder}; name that folder itself to write there",
    "output.codex_folder": "this is where Codex keeps its own files, and nothing is written there",
    "output.link": "this is a link, and no link is followed; name the file itself",
    "output.no_file": "this is neither a file nor a device",
    "output.read_only": "this file is read-only",
    "output.of_another": "this file belongs to another user",
    "output.is_read": "this file is read; name another one",
    "output.in_use": "the standard output or error goes into this file already",
    "output.no_temporary_folder": "there is no place for a temporary folder: {reason}",
}
