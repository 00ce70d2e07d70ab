"""Writes a file as a whole: under its name stands the old one or the new one, never a part."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


def replace_file(path: Path, data: bytes, *, new_mode: int = 0o666) -> None:
    """Put `data` where `path` is; mode and owner of a regular file that was there stay.

    Args:
        path: Not followed if it is a link.
        data: The whole content.
        new_mode: Permission bits of a file that was not there, before the umask.

    Raises:
        OSError: It cannot be written; what was there is there still.
    """
    old = None
    with suppress(FileNotFoundError):
        old = path.lstat()
    kept = old if old is not None and stat.S_ISREG(old.st_mode) else None
    # Nobody reads the new one who could not read the old one, not even before it has its name.
    mode = new_mode if kept is None else stat.S_IMODE(kept.st_mode)
    new = create_beside(path.parent, data, mode=mode)
    with _named(new, path):
        if kept is not None:
            _keep_owner(new, kept)
            new.chmod(mode)
    with suppress(OSError):  # Windows opens no folder
        _sync_folder(path.parent)


def put_new_file(path: Path, data: bytes, *, mode: int) -> None:
    """Put `data` where `path` is; it is our file with this mode, whatever was there.

    Raises:
        OSError: It cannot be written; what was there is there still.
    """
    with _named(create_beside(path.parent, data, mode=mode), path):
        pass


def create_beside(folder: Path, data: bytes, *, mode: int = 0o666) -> Path:
    """Return a new file with this content and a name that nobody could have foreseen.

    Raises:
        OSError: It cannot be written; nothing is left of it.
    """
    path = folder / f".codex-doctor-{os.urandom(8).hex()}"
    create_file(path, data, mode=mode)
    return path


def create_file(path: Path, data: bytes, *, mode: int) -> None:
    """Write a file that was not there; no link is followed, and none is replaced.

    Raises:
        OSError: It cannot be written, or something stands there; nothing of ours is left.
    """
    number = os.open(path, _NEW, mode)
    try:
        with open(number, "wb") as stream:  # noqa: PTH123 - a number
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        path.unlink()
        raise


@contextmanager
def _named(new: Path, path: Path) -> Generator[None]:
    """Give a new file its name when it is as it must be; nothing is left of it otherwise."""
    try:
        yield
        new.replace(path)
    except BaseException:
        new.unlink()
        raise


def _keep_owner(path: Path, old: os.stat_result) -> None:
    made = path.stat()
    if hasattr(os, "chown") and (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
        os.chown(path, old.st_uid, old.st_gid)


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, _FOLDER)
    try:
        os.fsync(number)
    finally:
        os.close(number)
