"""What `codex-doctor fix` says beside the findings and their fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "repair.can_mend": "To fix it (shows the change, and asks first)",
    "repair.then": "{first} Then: {then}",
    "repair.ask_administrator": "Ask the administrator of this machine for this: {fix}",
    "repair.ahead.label": "with this fix",
    "repair.ahead.label_next": "and with the next",
    "repair.ahead.label_last": "with the fix named last",
    "repair.ahead.works": "a turn with a tool call completes: it was tried, no file was changed",
    "repair.ahead.same": "the fault stays as it is: it was tried, no file was changed",
    "repair.ahead.next": "the next fault shows: {cause}",
    "repair.question": "Make this change and look again? [y/N]",
    "repair.applied": "Done: {fix}",
    "repair.how_to_undo": "to take the last change back: codex-doctor fix --undo",
    "repair.undone": "Taken back: {fix}",
    "repair.restored": "{file} is as it was.",
    "repair.removed": "{file} is gone again.",
    "repair.works": "Codex works here.",
    "repair.start": "Start Codex like this from now on: {command}",
    "repair.nothing": "There is nothing to fix.",
    "repair.none": "nothing",
    "repair.declined": "Nothing was changed.",
    "repair.declined_more": "Nothing more was changed.",
    "repair.enough": (
        "Stopped after {count:change|changes}: whenever the fault is mended, something brings it "
        "back."
    ),
    "repair.in_vain": (
        "This did not help, and was taken back: {fix} What codex-doctor found is below."
    ),
    "repair.yours": "This is for you to do: {fix}",
    "repair.cannot": "This is for you to do: {fix} codex-doctor cannot: {why}.",
    "repair.no_fix": "codex-doctor knows no fix for this: {title}.",
    "repair.needs_consent": (
        "fix asks before it changes a file: use a terminal, --yes, or --dry-run"
    ),
    "repair.no_folder": "there is no folder {folder}, so there is nothing to fix in it",
    "repair.cause": "{cause}.",
    "repair.not_found": "{finding} was not found here; found: {found:,}",
    "repair.done": "it is done already",
    "repair.unreadable": "{file} cannot be read: {reason}",
    "repair.nothing_to_undo": "there is nothing to undo: codex-doctor has changed no file here",
    "repair.changed_since": "{file} was changed since; its old content is {copy}",
    "repair.changed_since.new": "{file} was changed since it was written, and is left as it is",
    "repair.changed_meanwhile": (
        "{file} was changed while codex-doctor looked at it, and is left as it is: start again"
    ),
    "repair.copy_lost": (
        "nothing was taken back: {copy}, the old content of {file}, is not as it was written"
    ),
    "repair.busy": "another codex-doctor writes in {folder} right now; try again",
    "repair.cannot_undo": "this cannot be undone now: {reason}",
    "repair.half_done": "{reason}; the old content is {copies:,}",
    "repair.nothing_changed": "nothing was changed: {file} cannot be written: {reason}",
    "repair.no_file": "{file} is no file",
    "repair.of_administrator": "{file} belongs to an administrator",
    "repair.not_of_codex": "{file} is no file of Codex's own configuration",
    "repair.dead_link": "{file} is a link to a file that is not there",
    "repair.secret": "a secret is in it",
    "repair.yours_alone": "it needs a value that only you know",
    "repair.folder_missing": "the folder of {file} is not there",
    "repair.read_only": "{file} is read-only",
    "repair.not_utf8": "{file} is not UTF-8",
    "repair.conflict": "{file} has the marks of a merge conflict in it",
    "repair.no_key": "the new line is not a key with a value",
    "repair.changed": "the file has changed",
    "repair.new_no_toml": "the new value is no TOML",
    "repair.missing": "{key} is not in it",
    "repair.no_table": "{key} is no table",
    "repair.there": "{key} is in it already",
    "repair.in_the_way": "another line of the file sets the same key or table in another form",
}
