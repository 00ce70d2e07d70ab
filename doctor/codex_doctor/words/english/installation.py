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
    "installation.passed": "codex-cli {version} at {path}",
    "installation.passed.rules": "codex-cli {version}",
    "installation.passed.assumed": "codex-cli {version} assumed",
    "installation.passed.unknown": "codex-cli of unknown version at {path}, {newest} assumed",
    "installation.passed.newer": (
        "codex-cli {version} at {path} (not measured yet, the rules of {newest} are used)"
    ),
    "installation.passed.newer_rules": (
        "codex-cli {version} (not measured yet, the rules of {newest} are used)"
    ),
    "installation.codex_missing": "No codex is on PATH, so the rules of {newest} are assumed",
    "installation.codex_missing.fix": "Install Codex, or add its folder to PATH.",
    "installation.several": "{count} Codex programs of different versions are installed",
    "installation.several.differ": (
        "{count} Codex programs of different versions are installed, and they do not agree about "
        "this configuration"
    ),
    "installation.several.fix": "Update the older ones, or remove those that you do not use.",
    "installation.relative_path": (
        "A shell in this folder runs {program}, which was not looked at"
    ),
    "installation.relative_path.fix": "Take empty and relative entries out of PATH.",
    "installation.outdated": "codex-cli {version} leaves out {keys}, which it does not know",
    "installation.outdated.fix": "Bring Codex up to date.",
    "installation.evidence.on_path": "codex on PATH",
    "installation.evidence.entry": "entry of PATH",
    "installation.evidence.empty": "empty",
    "installation.evidence.absolute": "a folder that begins with /",
    "installation.evidence.about": "the diagnosis is about",
    "installation.evidence.runs": "runs",
    "installation.evidence.editor": "brought by an editor",
    "installation.evidence.on_path_too": "on PATH as well",
    "installation.evidence.refuses": "it refuses",
    "installation.evidence.takes": "it takes",
    "installation.evidence.program": "{version} at {path}",
    "installation.evidence.unknown": "unknown version at {path}",
    "installation.evidence.rules": "the rules of {version}",
    "installation.evidence.not_known": "unknown to {version}",
}
