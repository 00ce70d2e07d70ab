"""What `codex-doctor fix` says beside the findings and their fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "repair.question": "Make this change and look again? [y/N]",
    "repair.applied": "Done: {fix}",
    "repair.how_to_undo": "codex-doctor fix --undo takes the last change back",
    "repair.undone": "Taken back: {fix}",
    "repair.restored": "{file} is as it was.",
    "repair.removed": "{file} is gone again.",
    "repair.works": "Codex works here.",
    "repair.start": "Start Codex like this from now on: {command}",
    "repair.nothing": "There is nothing to fix.",
    "repair.none": "nothing",
    "repair.declined": "Nothing was changed.",
    "repair.enough": "Stopped after {count:change|changes}: something brings the fault back.",
    "repair.in_vain": (
        "This did not help, and was taken back: {fix} What codex-doctor found is below."
    ),
    "repair.yours": "This is for you to do: {fix}",
    "repair.no_fix": "codex-doctor knows no fix for this: {title}.",
}
