"""A finding of a report, and what would mend it."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from codex_doctor.documents.parts import Line, Location, Words
from codex_doctor.model import Confidence, Mistake, Risk, Severity


class Evidence(Struct, frozen=True):
    """What proves a finding.

    Attributes:
        label: What was looked at.
        measured: What was seen.
        expected: What would be right; null where that goes without saying.
        words: Since 1.3: how each field that is a sentence is made.
    """

    label: str
    measured: str
    expected: str | None
    words: Words = {}


class Edit(Struct, frozen=True):
    """One change of a file.

    Attributes:
        file: The file as people are shown it.
        line: Counted from 1; null where none can be said.
        key: Dotted TOML key, or the variable's name.
        before: Null when it is added.
        after: Null when it is removed.
    """

    file: str
    line: Line | None
    key: str
    before: str | None
    after: str | None


class ShellLines(Struct, frozen=True):
    """What is typed into one shell.

    Attributes:
        now: For what this shell starts.
        lasting: For every new shell, or empty.
        file: The start-up file for it, or empty.
    """

    now: str
    lasting: str
    file: str


class Variable(Struct, frozen=True):
    """A variable that the commands set, and nothing else.

    Attributes:
        name: Its name.
        value: Null when it must not be set.
        shells: Lines for bash, zsh, fish, powershell and cmd.
    """

    name: str
    value: str | None
    shells: dict[str, ShellLines]


class Commands(Struct, frozen=True):
    """What to type.

    Attributes:
        posix: For sh and its like.
        powershell: For PowerShell.
        variable: Since 1.4: what the commands set, where they do that alone; else left out.
    """

    posix: str
    powershell: str
    variable: Variable | UnsetType = UNSET


class FindingFix(Struct, frozen=True):
    """What would mend it.

    Attributes:
        title: What to do, in a sentence.
        risk: Whether it can be applied as it is, or should be looked at first.
        auto: Whether `codex-doctor fix` can apply it.
        edits: What changes in which file.
        commands: What to type; null where nothing is.
        words: Since 1.3: how each field that is a sentence is made.
    """

    title: str
    risk: Risk
    auto: bool
    edits: tuple[Edit, ...]
    commands: Commands | None
    words: Words = {}


class Finding(Struct, frozen=True):
    """Something that is wrong, or worth knowing.

    Attributes:
        id: `area.kind`, stable for ever; `codex-doctor explain ID` tells more.
        severity: Whether Codex fails of it (`error`), works with a loss, or only should know.
        confidence: How sure it is.
        title: A few words, the same for every finding of this id.
        cause: What is wrong here, with the names of the things.
        mistake: Which of the three common mistakes it is; null for none.
        check: Id of the check that found it.
        location: Where it stands in the configuration; null for nowhere.
        evidence: What proves it.
        fixes: The best one first.
        words: Since 1.3: how each field that is a sentence is made.
    """

    id: str
    severity: Severity
    confidence: Confidence
    title: str
    cause: str
    mistake: Mistake | None
    check: str
    location: Location | None
    evidence: tuple[Evidence, ...]
    fixes: tuple[FindingFix, ...]
    words: Words = {}
