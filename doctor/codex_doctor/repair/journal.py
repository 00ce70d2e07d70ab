"""What was changed in a Codex home, so that the last step can be taken back byte for byte.

Each step is written down, with a copy of every file beside it, before the first file changes:
whoever is killed in between leaves a whole file and a way back.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import msgspec
from msgspec import Struct

from codex_doctor.model import DoctorError
from codex_doctor.platform.alone import alone_in
from codex_doctor.platform.user_files import read_bytes
from codex_doctor.platform.whole_files import replace_file
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.repair.changes import Change

NAME: Final = "codex-doctor-journal.json"
_PRIVATE: Final = 0o600
_MAX_BYTES: Final = 1 << 20


class Kept(Struct, frozen=True):
    """One file of a step.

    Attributes:
        path: The file.
        copy: Its old content beside it, "" when it was not there.
        before: SHA-256 of the old content, "" when it was not there.
        after: SHA-256 of the new content.
    """

    path: str
    copy: str
    before: str
    after: str


class Step(Struct, frozen=True):
    """One fix that was applied.

    Attributes:
        at: When, UTC.
        finding: The id of the finding that it is for.
        title: What the fix says.
        files: What it changed.
    """

    at: datetime
    finding: str
    title: str
    files: tuple[Kept, ...]


class Journal:
    """The steps that were taken in one Codex home, and can be taken back.

    Args:
        home: The folder of Codex.
        deadline: A signal waits until a step is whole.
    """

    def __init__(self, home: Path, deadline: Deadline) -> None:
        self._path = home / NAME
        self._deadline = deadline

    def steps(self) -> tuple[Step, ...]:
        """Return the steps, the oldest first.

        Raises:
            DoctorError: The journal cannot be read.
        """
        file = read_bytes(self._path, max_bytes=_MAX_BYTES)
        if file.result == "absent":
            return ()
        if file.result != "ok":
            reason = said(file.detail) or file.result
            raise DoctorError(say("repair.unreadable", file=str(self._path), reason=reason))
        try:
            return msgspec.json.decode(file.data, type=tuple[Step, ...])
        except msgspec.DecodeError as exc:
            raise DoctorError(
                say("repair.unreadable", file=str(self._path), reason=str(exc))
            ) from exc

    def apply(self, changes: Sequence[Change], *, finding: str, title: str) -> Step:
        """Write the changes, after a copy of each file and the step in the journal.

        Raises:
            CannotEditError: A file is not as it was when the change was made.
            DoctorError: A file cannot be written, and those that were are as they had been; or
                the journal cannot be read.
        """
        at = datetime.now(UTC)
        step = Step(at, finding, str(title), tuple(_kept(one, at) for one in changes))
        written = self._path.parent
        with self._alone():
            before = self.steps()
            for change, kept in zip(changes, step.files, strict=True):
                if _digest(change.path) != kept.before:
                    raise CannotEditError(say("repair.changed_meanwhile", file=change.shown))
            try:
                written.mkdir(mode=0o700, exist_ok=True)
                for change, kept in zip(changes, step.files, strict=True):
                    if change.before is not None:
                        written = Path(kept.copy)
                        replace_file(written, change.before, new_mode=_PRIVATE)
                written = self._path
                self._write((*before, step))
                for change in changes:
                    written = change.path
                    replace_file(written, change.after, new_mode=_PRIVATE)
            except OSError as exc:
                self._give_up(step, written, exc)
        return step

    def undo(self, step: Step | None = None) -> Step:
        """Take a step back, the last one if none is given.

        Raises:
            DoctorError: There is none, a file of it was changed since, or the copy of one was.
        """
        with self._alone():
            steps = self.steps()
            if not steps:
                raise DoctorError(say("repair.nothing_to_undo"))
            step = step or steps[-1]
            for kept in step.files:
                now = _digest(Path(kept.path))
                if now not in {kept.before, kept.after}:
                    if not kept.copy:
                        raise DoctorError(say("repair.changed_since.new", file=kept.path))
                    raise DoctorError(say("repair.changed_since", file=kept.path, copy=kept.copy))
                if kept.copy and now != kept.before != _digest(Path(kept.copy)):
                    raise DoctorError(say("repair.copy_lost", file=kept.path, copy=kept.copy))
            try:
                self._restore(step)
            except OSError as exc:
                raise DoctorError(say("repair.cannot_undo", reason=exc.strerror or "")) from exc
        return step

    @contextmanager
    def _alone(self) -> Generator[None]:
        """Let neither a signal nor another codex-doctor in until a step is whole."""
        with self._deadline.undisturbed(), alone_in(self._path.parent) as is_alone:
            if not is_alone:
                raise DoctorError(say("repair.busy", folder=str(self._path.parent)))
            yield

    def _give_up(self, step: Step, written: Path, cause: OSError) -> NoReturn:
        try:
            self._restore(step)
        except OSError as exc:
            copies = tuple(one.copy for one in step.files if one.copy)
            told = say("repair.half_done", reason=exc.strerror or "", copies=copies)
            raise DoctorError(told) from cause
        told = say("repair.nothing_changed", file=str(written), reason=cause.strerror or "")
        raise DoctorError(told) from cause

    def _restore(self, step: Step) -> None:
        for kept in step.files:
            path, copy = Path(kept.path), Path(kept.copy)
            if _digest(path) == kept.before:
                pass
            elif kept.copy:
                replace_file(path, read_bytes(copy, max_bytes=_MAX_BYTES).data)
            else:
                path.unlink()
            if kept.copy:
                copy.unlink(missing_ok=True)
        steps = self.steps()
        if step in steps:
            self._write(tuple(one for one in steps if one != step))

    def _write(self, steps: tuple[Step, ...]) -> None:
        if steps:
            data = msgspec.json.format(msgspec.json.encode(steps))
            replace_file(self._path, data, new_mode=_PRIVATE)
        else:
            self._path.unlink(missing_ok=True)


def _kept(change: Change, at: datetime) -> Kept:
    # With digits and letters mixed, a message that names it would mask it as a key.
    name = f"{change.path.name}.codex-doctor-{at:%Y-%m-%d-%H%M%S-%f}"
    is_new = change.before is None
    return Kept(
        path=str(change.path),
        copy="" if is_new else str(change.path.with_name(name)),
        before="" if change.before is None else hashlib.sha256(change.before).hexdigest(),
        after=hashlib.sha256(change.after).hexdigest(),
    )


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, "" when there is none."""
    file = read_bytes(path, max_bytes=_MAX_BYTES)
    return hashlib.sha256(file.data).hexdigest() if file.result == "ok" else ""
