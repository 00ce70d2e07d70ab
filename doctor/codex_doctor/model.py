"""The nouns of a diagnosis: checks, outcomes, findings, fixes; `reported` has those of its report.

What was seen (facts) is in `facts`, and knows nothing of what it is judged to mean.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.facts.place import Location
from codex_doctor.words.sentence import anew, say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from codex_doctor.context import Context


class DoctorError(Exception):
    """A mistake in how the doctor was called; the message is for the user."""


class PluginError(Exception):
    """What a check from outside did wrong; the message is for its row of the report."""


class Severity(StrEnum):
    """What Codex itself would meet: it fails, it works with a loss, worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Confidence(StrEnum):
    """How sure the doctor is of a cause."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Mistake(StrEnum):
    """The three common mistakes."""

    MODEL_ID = "wrong_model_id"
    WIRE_API = "wrong_wire_api"
    NOT_COMPATIBLE = "not_codex_compatible"


class Risk(StrEnum):
    """SAFE only when undoing a fix is trivial."""

    SAFE = "safe"
    REVIEW = "review"


class Stage(IntEnum):
    """Where Codex is when it meets what a finding names; what stops it earlier comes first.

    Before LATER it is loading: it has not looked for the key nor opened a connection.
    """

    OPTIONS = 0
    PROFILE = 1
    HOME = 2
    READ = 3
    DECODE = 4
    PARSE = 5
    TYPES = 6
    WIRE_API = 7
    PROVIDERS = 8
    KEYS = 9
    OLD_PROFILES = 10
    SELECTION = 11
    FILES = 12
    LOGIN = 13
    MODEL = 14
    LATER = 15


class Verdict(StrEnum):
    """What Codex itself would meet with this set-up."""

    WORKS = "works"
    DEGRADED = "degraded"
    FAILS = "fails"
    UNKNOWN = "unknown"


GOOD: Final = frozenset({Verdict.WORKS, Verdict.DEGRADED})


class Status(StrEnum):
    """How one check ended."""

    PASSED = "passed"
    WARNED = "warned"
    FAILED = "failed"
    NOT_RUN = "not_run"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"


class Evidence(Struct, frozen=True):
    """One measured fact, with what would have been right."""

    label: str
    measured: str
    expected: str | None = None


class Edit(Struct, frozen=True):
    """A change of one value in a file.

    Attributes:
        file: The file, as the user would name it (`~/.codex/config.toml`).
        key: Dotted TOML key, or the variable's name.
        before: The line as it is, None when it is added.
        after: The line as it should be, in TOML with its key (`name = value`), a whole table with
            its heading; None when it is removed.
        line: Line of the old value, or the line that an added one becomes, counted from 1; None
            for the end of the file.
    """

    file: str
    key: str
    before: str | None
    after: str | None
    line: int | None = None


class Variable(Struct, frozen=True):
    """A variable of the environment and what it must be; None when it must not be set."""

    name: str
    value: str | None


class Derived(Struct, frozen=True):
    """A variable whose new value is made of its old one.

    Attributes:
        added: What is added behind a comma; None where it is stripped of what is no part of a key.
    """

    name: str
    added: str | None = None


class Commands(Struct, frozen=True):
    """The same action for two kinds of shell; each can be pasted as it is.

    Attributes:
        variable: What the commands set, where they do that alone: other shells have other lines.
        derived: The variable that they make of what it is.
        unmarked: The file from whose beginning they take a byte order mark, "" for none.
        is_instead: Whether they do what the edits of the fix do, so that one of both is enough.
        is_start: Whether they start Codex, as it has to be started once the edits are made.
    """

    posix: str
    powershell: str
    variable: Variable | None = None
    derived: Derived | None = None
    unmarked: str = ""
    is_instead: bool = False
    is_start: bool = False


class Fix(Struct, frozen=True):
    """One action that removes a cause.

    Attributes:
        title: An imperative sentence with a full stop.
        then: What mends the faults that are behind this one, each as all is after those before it.
    """

    title: str
    risk: Risk = Risk.REVIEW
    auto: bool = False
    edits: tuple[Edit, ...] = ()
    commands: Commands | None = None
    then: tuple[Fix, ...] = ()


class Finding(Struct, frozen=True):
    """One cause, with its evidence and what to do; the first fix is the best one.

    Attributes:
        id: `area.kind`, stable for ever; title and mistake come from its `Page`.
        cause: Present tense, what is wrong with the names of the things, no full stop.
        excerpt: Lines of a file around `location`, secrets already masked, or "".
        is_intent: Whether it says that Codex does not do what the user evidently meant, about the
            provider, its key or the model: what fails then, fails because of it.
    """

    id: str
    severity: Severity
    cause: str
    evidence: tuple[Evidence, ...]
    fixes: tuple[Fix, ...]
    confidence: Confidence = Confidence.CERTAIN
    location: Location | None = None
    excerpt: str = ""
    is_intent: bool = False


class Page(Struct, frozen=True):
    """What `codex-doctor explain ID` says about a finding id.

    Attributes:
        id: The finding id.
        title: Of a check from outside, a few words without a full stop: "The quota is spent". Those
            of our own pages are in the catalogue, and so is the text; `heading` and `paragraphs`
            are the words of either.
        text: Of a check from outside: what happens, why Codex does not say so, how to fix it.
        mistake: Which of the three common mistakes it belongs to, if any.
        stage: Where Codex is when an error of this kind stops it.
        is_beside_turn: Whether a warning of this kind says nothing about a turn: the verdict does
            without it, and it stands behind the others.
        recognised: By what a check from outside recognises it; of our own pages this and the rest
            are in the catalogue too, or data of `pages`.
        disproved: What would have shown that it is something else.
        prints: What Codex itself prints then, `<name>` for what is another one each time.
        fixes: What to do, the best first.
    """

    id: str
    title: str
    text: str
    mistake: Mistake | None = None
    stage: Stage = Stage.LATER
    is_beside_turn: bool = False
    recognised: str = ""
    disproved: str = ""
    prints: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The title, in the language of now."""
        return self.title or say(f"{self.id}.title")

    @property
    def paragraphs(self) -> str:
        """The text, in the language of now."""
        return self.text or say(f"{self.id}.text")


def page(
    id_: str,
    mistake: Mistake | None = None,
    *,
    stage: Stage = Stage.LATER,
    is_beside_turn: bool = False,
) -> Page:
    """Return the page of one of our own findings; its words are in the catalogue."""
    return Page(id_, "", "", mistake, stage, is_beside_turn)


class Passed(Struct, frozen=True):
    """The check looked and all is well."""

    summary: str


class Failed(Struct, frozen=True):
    """The check has findings; only those of severity ERROR stop the checks that need it."""

    findings: tuple[Finding, ...]
    summary: str = ""


class Skipped(Struct, frozen=True):
    """Nothing to look at here; checks that need this one still run.

    Attributes:
        reason: Why, in a few words.
        blocked_by: Id of the finding of another check that leaves nothing to judge.
    """

    reason: str
    blocked_by: str | None = None


class TimedOut(Struct, frozen=True):
    """The check's time ran out. Made by the engine alone."""

    limit_s: float
    of_run: bool = False


class Crashed(Struct, frozen=True):
    """The check has a bug, which is ours. Made by the engine alone."""

    error: str


class NotRun(Struct, frozen=True):
    """A prerequisite failed, or the user left the check out. Made by the engine alone."""

    reason: str
    blocked_by: str | None = None


Outcome = Passed | Failed | Skipped
Result = Passed | Failed | Skipped | TimedOut | Crashed | NotRun


class Check(Struct, frozen=True):
    """One step of the pipeline.

    Attributes:
        id: Name of the check, also of its module.
        title: What holds when it passes.
        needs: Ids of the checks that must not have failed.
        budget_s: Seconds until the engine gives up on it; None leaves it to the run's budget.
        network: Whether it sends anything; `--offline` leaves such checks out.
        sends_key: Whether what it sends carries the credential.
        pages: One page for each finding id that it can raise; of two with one stage the first
            is what Codex meets first.
        proves_turn: Whether a whole turn has worked when it has no error.
        clears: The mistake that surely was not made when it has no error.
        is_installed_only: Whether it judges the Codex that is installed, which says nothing
            about another version.
        after: Id of the check behind which it stands; a built-in one stands where it is listed.
        plugin: The distribution it comes from, "" for a built-in check; set by the loader.
    """

    id: str
    title: str
    needs: tuple[str, ...]
    run: Callable[[Context], Awaitable[Outcome]]
    budget_s: float | None = None
    network: bool = False
    sends_key: bool = False
    pages: tuple[Page, ...] = ()
    proves_turn: bool = False
    clears: Mistake | None = None
    is_installed_only: bool = False
    after: str = ""
    plugin: str = ""


def said_now(check: Check) -> Check:
    """Return a check whose title is in the language of now."""
    return replace(check, title=anew(check.title))
