"""What is said when a run cannot go on: loaded before it begins, while there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "last.interrupted": "interrupted",
    "last.bug": "a bug of codex-doctor, please report it: {error} at {place}",
    "last.too_low": "with {limit} at most too little can be seen: run `{command}` first",
    "last.too_low_for_good": (
        "with {limit} at most too little can be seen: run `{command}` first (in a new session: "
        "this one may not raise it)"
    ),
    "last.open_files": "{number} open files",
    "last.memory": "{number} kB of memory",
    "last.stack": "{number} kB of stack",
    "last.no_threads": (
        "too little can be seen while no more processes and threads may be started: end some, or "
        "run `ulimit -u unlimited` first"
    ),
}
