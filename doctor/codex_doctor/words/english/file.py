"""Why a file cannot be read, where the system has no words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "file.directory": "is a directory",
    "file.not_a_file": "is not a regular file",
    "file.nul": "the path holds a NUL character",
    "file.too_large": "has more than {most_bytes:size}",
    "file.utf8_broken": "UTF-8 with broken characters",
    "file.latin": "Latin-1 or Windows-1252",
    "file.expands": "has values that expand to more than {most} characters",
    "file.too_many_bytes": "with those before it, it has more than {most_bytes:size}",
    "file.too_many_files": "more than {most} files are in it",
    "file.is_too_large": "it has more than {most_bytes:size}",
    "file.is_not_utf8": "it is not UTF-8",
    "file.is_no_json": "it is no JSON",
    "file.is_absent": "there is no such file",
    "file.is_none": "it is no file",
    "file.lists_no_models": "it lists no models",
    "file.has_another_type": "in it, {place} is not {expected}",
    "file.lacks_keys": "in it, {place} lacks {keys}",
    "file.lacks_either": "in it, {place} has neither {one} nor {other}",
    "file.is_unreadable": "it cannot be read: {detail}",
    "file.project_untrusted": "untrusted project",
}
