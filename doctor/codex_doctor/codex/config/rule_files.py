"""Reads the files of rules for commands (`rules/*.rules`); what they say is judged elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.environment import show_path
from codex_doctor.facts import RuleFile
from codex_doctor.platform.file_text import read_file
from codex_doctor.platform.user_files import list_folder
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Each line that somebody allowed has some eighty bytes. The tree of a text may take a thousand
# times its size.
_MAX_FILE_BYTES = 60_000
_MAX_BYTES = 600_000
_MAX_FILES = 200


def read_rules(folders: Iterable[Path], home: Path | None) -> Iterator[RuleFile]:
    """Yield the files of rules in these folders, and each folder that has too many."""
    left = _MAX_BYTES
    for folder in folders:
        files = list_folder(folder, most=_MAX_FILES, wanted=lambda name: name.endswith(".rules"))
        for path in files.paths:
            file = read_file(path, max_bytes=_MAX_FILE_BYTES)
            left -= len(file.text.encode())
            shown = show_path(path, home)
            if left < 0:
                why = Told("file.too_many_bytes", {"most_bytes": _MAX_BYTES})
                yield RuleFile(shown, "too_many", detail=why)
                continue
            yield RuleFile(shown, file.result, file.text, file.detail, file.line, file.column)
        if not files.is_whole:
            why = Told("file.too_many_files", {"most": _MAX_FILES})
            yield RuleFile(show_path(folder, home), "too_many", detail=why)
