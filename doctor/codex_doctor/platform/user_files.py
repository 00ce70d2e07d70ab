"""The only place that opens files of the user and of the system: regular ones, within a bound.

A FIFO waits, a device has no end, a file may grow while it is read, a folder may have a million
entries: what is asked for here comes back at once, and says what was left out. Files of this
package and of /proc are read where they are needed.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.platform.system import THIS
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_CHUNK_BYTES = 1 << 20
# How many names of a folder are looked at, in the order of the system.
_MAX_NAMES = 20_000
# A file that is not there yet is one that only its owner may read.
_NEW_MODE = 0o600
_imagined = ContextVar[dict[str, bytes]]("_imagined", default={})  # noqa: B039 - never changed


class FileBytes(Struct, frozen=True):
    """What opening one file gave; a failure is an answer.

    Attributes:
        result: `ok`, `absent`, `denied`, `directory`, `not_a_file`, `too_large`, or `error`.
        data: The content when the result is `ok`.
        detail: What keeps it from being read, in the system's words if it has any.
        mode: Permission bits, 0 when unknown.
    """

    result: str
    data: bytes = b""
    detail: Words = ""
    mode: int = 0


class Listing(Struct, frozen=True):
    """The paths in one folder, sorted by name; () when it cannot be listed.

    Attributes:
        is_whole: Whether nothing was left out.
    """

    paths: tuple[Path, ...] = ()
    is_whole: bool = True


@contextmanager
def imagined(files: Mapping[Path, bytes]) -> Generator[None]:
    """Let these files be found as they will be, while nothing is written; links followed."""
    before = _imagined.set({os.path.realpath(path): data for path, data in files.items()})
    try:
        yield
    finally:
        _imagined.reset(before)


def read_bytes(path: Path, *, max_bytes: int) -> FileBytes:
    """Read a regular file as a whole; one with more bytes is not read."""
    return _opened(path, max_bytes=max_bytes, head=False)


def read_head(path: Path, *, max_bytes: int) -> bytes:
    """Return the first bytes of a regular file, b"" when there is none that can be read."""
    return _opened(path, max_bytes=max_bytes, head=True).data


def plain_size(path: Path) -> int:
    """Return the bytes of a regular file that a library may open itself, 0 for anything else."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0
    # A file without a size may be one of the kernel's, which waits.
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def others_may_add(folder: Path) -> bool:
    """Tell whether a file in a folder may be another user's, as everywhere below /tmp."""
    return THIS.has_modes and bool(_mode(folder) & stat.S_IWOTH)


def is_folder(path: Path) -> bool:
    """Tell whether this is a folder, False for a path that cannot be."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a path that is too long


def is_file(path: Path) -> bool:
    """Tell whether this is a regular file, False for a path that cannot be or be seen."""
    return os.path.isfile(path) or _is_imagined(path)  # noqa: PTH113 - Path.is_file raises for these


def is_program(command: str, folder: Path, path: str) -> bool:
    """Tell whether a command can be run from this folder, with this PATH."""
    if "/" in command:
        program = folder / command
        return is_file(program) and os.access(program, os.X_OK)
    # Late: few set-ups name a program.
    import shutil

    return shutil.which(command, path=path) is not None


def exists(path: Path) -> bool:
    """Tell whether something is there, False for a path that cannot be and a link to itself."""
    return os.path.exists(path) or _is_imagined(path)  # noqa: PTH110 - Path.exists raises for these


def list_folder(
    folder: Path, *, most: int, wanted: Callable[[str], object] = str.__len__
) -> Listing:
    """List what is in a folder, which need not be there.

    Args:
        folder: The folder.
        most: How many paths at most.
        wanted: Tells by its name what is listed.
    """
    try:
        with os.scandir(folder) as entries:
            names = [one.name for one in islice(entries, _MAX_NAMES + 1)]
    except (OSError, ValueError):
        return Listing()
    found = sorted(one for one in {*names, *_imagined_in(folder)} if wanted(one))
    is_whole = len(names) <= _MAX_NAMES and len(found) <= most
    return Listing(tuple(folder / one for one in found[:most]), is_whole)


def _is_imagined(path: Path) -> bool:
    files = _imagined.get()
    return bool(files) and os.path.realpath(path) in files


def _imagined_in(folder: Path) -> set[str]:
    """Return the names of files that will be in a folder."""
    files = _imagined.get()
    real = os.path.realpath(folder) if files else ""
    return {name for parent, name in map(os.path.split, files) if parent == real}


def _opened(path: Path, *, max_bytes: int, head: bool) -> FileBytes:
    if _is_imagined(path):
        data = _imagined.get()[os.path.realpath(path)]
        refused = None if head or len(data) <= max_bytes else _too_large(max_bytes, _NEW_MODE)
        return refused or FileBytes("ok", data[:max_bytes] if head else data, mode=_mode(path))
    try:
        # Some devices do something when they are opened: their type is looked at before.
        refused = _refusal(path.stat(), None if head else max_bytes)
        return refused or _read(path, max_bytes=max_bytes, head=head)
    except OSError as exc:
        return _failure(exc)
    except ValueError:
        return FileBytes("absent", detail=Told("file.nul"))


def _mode(path: Path) -> int:
    """Return the permission bits that a file keeps, or gets when it is written."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return _NEW_MODE


def _read(path: Path, *, max_bytes: int, head: bool) -> FileBytes:
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        refused = _refusal(status, None if head else max_bytes)
        data = b"" if refused else _read_bounded(descriptor, max_bytes + (not head))
    finally:
        os.close(descriptor)
    if refused is not None:
        return refused
    if len(data) > max_bytes and not head:  # it grew, or the system did not know its size
        return _too_large(max_bytes, stat.S_IMODE(status.st_mode))
    return FileBytes("ok", data, mode=stat.S_IMODE(status.st_mode))


def _refusal(status: os.stat_result, max_bytes: int | None) -> FileBytes | None:
    """Return why what stands there is not read, None when it can be."""
    mode = stat.S_IMODE(status.st_mode)
    if stat.S_ISDIR(status.st_mode):
        return FileBytes("directory", detail=Told("file.directory"), mode=mode)
    if not stat.S_ISREG(status.st_mode):
        return FileBytes("not_a_file", detail=Told("file.not_a_file"), mode=mode)
    if max_bytes is not None and status.st_size > max_bytes:
        return _too_large(max_bytes, mode)
    return None


def _too_large(max_bytes: int, mode: int) -> FileBytes:
    detail = Told("file.too_large", {"most_bytes": max_bytes})
    return FileBytes("too_large", detail=detail, mode=mode)


def _read_bounded(descriptor: int, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    left = max_bytes
    while left > 0 and (chunk := os.read(descriptor, min(left, _CHUNK_BYTES))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _failure(exc: OSError) -> FileBytes:
    detail = os.strerror(exc.errno or 0)
    if exc.errno in {errno.ENOENT, errno.ENOTDIR}:
        # A link that points nowhere is there, but Codex does not see a file either.
        return FileBytes("absent", detail=detail)
    if exc.errno in {errno.EACCES, errno.EPERM}:
        return FileBytes("denied", detail=detail)
    return FileBytes("error", detail=detail)
