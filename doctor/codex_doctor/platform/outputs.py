"""Where reports go: the standard output, descriptors, devices, and files that are written whole.

A file is checked before anything is sent, and appears under its name when it is complete. No link
is followed to it, and nothing is written where Codex keeps its own files.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.model import DoctorError
from codex_doctor.patterns import Regex
from codex_doctor.platform.home import home_folder
from codex_doctor.platform.streams import EXIT_UNWRITTEN, stdout_failure, tell
from codex_doctor.platform.system import THIS
from codex_doctor.platform.whole_files import (
    create_beside,
    create_file,
    put_new_file,
    replace_file,
)
from codex_doctor.words.nearest import with_nearest
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from codex_doctor.platform.deadline import Deadline

TEXT_OR_JSON = ("terminal", "json")
_NAMED = {"-": 1, "/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = Regex(r"/(?:dev|proc/self)/fd/(\d{1,6})")
_DEVICE = os.O_WRONLY | getattr(os, "O_NOCTTY", 0)
_OWN = 0o600


class Output(Struct, frozen=True):
    """Where one report goes.

    Attributes:
        kind: Name of its format.
        file: As the user wrote it, "" for none.
        descriptor: One that is open already, None for a file or a device.
    """

    kind: str
    file: str = ""
    descriptor: int | None = None

    @property
    def is_stdout(self) -> bool:
        """Whether it goes to the standard output."""
        return self.descriptor == 1

    @property
    def name(self) -> str:
        """The option that asks for it."""
        return f"--format {self.kind}={self.file}"


def read_targets(
    options: argparse.Namespace, formats: Sequence[str], *, reads: str = ""
) -> tuple[Output, ...]:
    """Return where the reports go, the standard output first.

    Args:
        options: What the command line says.
        formats: Those there are.
        reads: The file that is read, and so is kept; "" for none.

    Raises:
        DoctorError: They contradict each other, or one cannot be written.
        SystemExit: The standard output cannot be written.
    """
    targets = [_read_target(text, formats) for text in options.format]
    to_stdout = {one.kind for one in targets if one.is_stdout}
    to_stdout |= {one for one in ("json", "events", "quiet") if vars(options)[one]}
    if len(to_stdout) > 1 or sum(one.is_stdout for one in targets) > 1:
        raise DoctorError(say("usage.two_formats"))
    kind = next(iter(to_stdout), "terminal")
    elsewhere = [one for one in targets if not one.is_stdout]
    if stdout_failure():
        raise SystemExit(EXIT_UNWRITTEN)  # `finish` says why
    with options.deadline.undisturbed():
        _check(elsewhere, reads)
    return (Output(kind, descriptor=1), *elsewhere)


def deliver(targets: Sequence[Output], render: Callable[[Output], str], deadline: Deadline) -> None:
    """Write every report, also when one of them fails.

    Args:
        targets: Where they go.
        render: Makes the report for one.
        deadline: The end of the run; a file is there whole or not at all.

    Raises:
        DoctorError: What could not be written, and why.
    """
    failed: list[str] = []
    for target in targets:
        text = render(target)
        if target.is_stdout:
            write_stdout(text, kind=target.kind)
            continue
        try:
            _write(target, text.encode("utf-8", "backslashreplace"), deadline)
        except OSError as exc:
            failed.append(say("output.failed", file=target.name, reason=exc.strerror or ""))
        else:
            if targets[0].kind != "quiet":
                tell(say("output.wrote", file=target.file))
    if failed:
        raise DoctorError("; ".join(failed))


def check_new_file(file: str, *, may_replace: bool) -> None:
    """See that a file can be made before anything is sent for it.

    Raises:
        DoctorError: It cannot, something stands there, or nothing must be written there.
    """
    path = Path(file)
    try:
        _place(Output("file", file))
        if os.path.lexists(path) and (not may_replace or not path.is_file()):
            raise FileExistsError(errno.EEXIST, "there is a file already; --force replaces it")
    except (OSError, ValueError, RuntimeError) as exc:
        reason = (exc.strerror if isinstance(exc, OSError) else "") or str(exc)
        raise DoctorError(f"{file}: {reason}") from exc


def write_new_file(file: str, data: bytes, deadline: Deadline, *, may_replace: bool) -> None:
    """Make a file that its owner alone may read, whole or not at all.

    Raises:
        DoctorError: It could not be written, and why.
    """
    check_new_file(file, may_replace=may_replace)
    path = Path(file)
    try:
        with deadline.undisturbed():
            if may_replace:
                put_new_file(path, data, mode=_OWN)
            else:
                create_file(path, data, mode=_OWN)
    except OSError as exc:
        raise DoctorError(f"{file}: {exc.strerror}") from exc


def write_stdout(text: str, *, kind: str) -> None:
    """Write a report; JSON is ASCII, and as such UTF-8, whatever the console's encoding is."""
    if kind != "json":
        sys.stdout.write(text)
        return
    write_stdout_bytes(text.encode("ascii", "backslashreplace"))


def write_stdout_bytes(data: bytes) -> None:
    """Write what is no text."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def _read_target(text: str, formats: Sequence[str]) -> Output:
    kind, sign, file = text.partition("=")
    if kind not in formats:
        told = say("usage.unknown_format", format=repr(kind), known=tuple(formats))
        raise DoctorError(with_nearest(told, kind, formats))
    if not sign:
        return Output(kind, descriptor=1)
    if not file:
        raise DoctorError(say("usage.no_file", format=kind))
    numbered = _DESCRIPTOR.fullmatch(file)
    return Output(kind, file, int(numbered[1]) if numbered else _NAMED.get(file))


def _check(targets: Sequence[Output], reads: str) -> None:
    """Refuse what cannot be written, or must not be."""
    places: set[Path | int] = set()
    for target in targets:
        try:
            place = _place(target)
        except (OSError, ValueError, RuntimeError) as exc:  # RuntimeError: a link to itself
            reason = (exc.strerror if isinstance(exc, OSError) else "") or str(exc)
            raise DoctorError(say("output.failed", file=target.name, reason=reason)) from exc
        if place in places:
            raise DoctorError(say("output.twice", file=target.name))
        places.add(place)
        with suppress(FileNotFoundError):
            if reads and isinstance(place, Path) and place.samefile(reads):
                reason = say("output.is_read")
                raise DoctorError(say("output.failed", file=target.name, reason=reason))


def _place(target: Output) -> Path | int:
    """Return where it really goes, after it was seen that it can be written there."""
    if target.descriptor is not None:
        os.write(target.descriptor, b"")  # nothing, which tells whether it can be written to
        if target.descriptor > 2 and not os.get_inheritable(target.descriptor):
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))  # one of ours
        return target.descriptor
    path = Path(target.file)
    if target.file.endswith("/") or path.name in {"", ".."}:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    folder = path.parent.resolve(strict=True)
    if not path.is_absolute() and folder != _lexical(Path.cwd().resolve() / path.parent):
        # Whoever made the working folder could let it lead anywhere.
        raise ValueError(say("output.link_to_folder", folder=str(folder)))
    if any(one == folder or one in folder.parents for one in _codex_folders()):
        raise ValueError(say("output.codex_folder"))
    if not _is_device(path):
        _check_file(path)
        create_beside(folder, b"").unlink()
    return folder / path.name


def _lexical(path: Path) -> Path:
    return Path(os.path.normpath(path))


def _check_file(path: Path) -> None:
    """Refuse to replace what is no ordinary file, must not be written, or is in use."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISLNK(found.st_mode):
        raise ValueError(say("output.link"))
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise ValueError(say("output.no_file"))
    if not found.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, say("output.read_only"))
    # A file that takes its place would have another owner.
    if hasattr(os, "geteuid") and os.geteuid() not in {0, found.st_uid}:
        raise PermissionError(errno.EPERM, say("output.of_another"))
    for number in (1, 2):
        if os.path.samestat(found, os.fstat(number)):
            raise ValueError(say("output.in_use"))


def _codex_folders() -> Iterator[Path]:
    """Yield the folders of Codex's own files."""
    yield THIS.machine_folder(os.environ)
    own = os.environ.get("CODEX_HOME")
    homes = [Path(own)] if own else []
    homes += [one / ".codex" for one in (home_folder(os.environ),) if one]
    for one in homes:
        with suppress(OSError, RuntimeError):
            yield one.resolve()


def _is_device(path: Path) -> bool:
    with suppress(FileNotFoundError):
        return stat.S_ISCHR(path.lstat().st_mode)
    return False


def _write(target: Output, data: bytes, deadline: Deadline) -> None:
    """Write all of it, or leave what was there."""
    path = Path(target.file)
    if target.descriptor is not None:
        with open(target.descriptor, "wb", closefd=False) as stream:
            stream.write(data)
    elif _is_device(path):
        with open(os.open(path, _DEVICE), "wb") as stream:  # noqa: PTH123 - a number
            stream.write(data)
    else:
        with deadline.undisturbed():
            replace_file(path, data)
