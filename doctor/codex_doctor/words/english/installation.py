"""The words of the findings `installation.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "installation.codex_missing.title": "No Codex is installed",
    "installation.codex_missing.text": (
        "There is no codex on PATH. The diagnosis goes on with the rules of the newest version "
        "that was measured; --codex-version chooses another one."
    ),
    "installation.several.title": "Several Codex programs of different versions",
    "installation.several.text": (
        "The first codex on PATH runs in a terminal; an editor's extension brings its own. "
        "What one version takes, another may refuse, so the same configuration can work here "
        "and fail there. It is a warning only where the versions differ about this very "
        "configuration."
    ),
    "installation.relative_path.title": (
        "A shell here would run the codex of the folder it stands in"
    ),
    "installation.relative_path.text": (
        "PATH has an entry that is empty or relative, and there is a codex in the folder it "
        "means here. A shell in this folder runs that one, whoever put it there; in another "
        "folder another one. It was neither run nor asked for its version, and the diagnosis "
        "is about the first codex in a folder that PATH names in full."
    ),
    "installation.outdated.title": "Codex is too old for this configuration",
    "installation.outdated.text": (
        "The configuration uses a key that the version that runs does not know yet. Codex "
        "ignores what it does not know, for long in silence, and then lacks the key or the "
        "address."
    ),
}
