"""What a case puts into its place that is no short text: long files, pipes, links, many folders.

Long contents are made when the case runs, not when it is collected.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.lab.fault import CONFIG, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hostile.case import Place

Content = str | bytes


def long_config(make: Callable[[], str]) -> Callable[[Place], None]:
    """Append a long text to a good config.toml."""
    return file_of("codex/config.toml", lambda: CONFIG + make())


def numbered(line: str, count: int) -> Callable[[], str]:
    """Make so many lines; # stands for the number of each."""
    return lambda: "".join(line.replace("#", str(number)) + "\n" for number in range(count))


def file_of(name: str, make: Callable[[], Content]) -> Callable[[Place], None]:
    """Write one long file, {base_url} and the like filled in."""

    def prepare(place: Place) -> None:
        content = make()
        write(place.root / name, content if isinstance(content, bytes) else fill_in(content, place))

    return prepare


def fill_in(text: str, place: Place) -> bytes:
    """Return the text with what its place has."""
    return fill(text, place.values).encode()


def write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)


def variable(name: str, make: Callable[[], str]) -> Callable[[Place], None]:
    """Set a variable to a long value."""

    def prepare(place: Place) -> None:
        place.environ[name] = make()

    return prepare


def several(*steps: Callable[[Place], None]) -> Callable[[Place], None]:
    """Prepare one thing after the other."""

    def prepare(place: Place) -> None:
        for step in steps:
            step(place)

    return prepare


def pipe(path: Path) -> None:
    """Put a FIFO there that nobody writes to."""
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    """Put a socket there; its path may be longer than an address can be."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def endless(path: Path) -> None:
    """Put a device there that gives bytes for ever."""
    path.symlink_to("/dev/zero")


def random_bytes(path: Path) -> None:
    """Put a device there that gives random bytes for ever."""
    path.symlink_to("/dev/random")


def terminal(path: Path) -> None:
    """Put the terminal there, of which there is none."""
    path.symlink_to("/dev/tty")


def loop(path: Path) -> None:
    """Put a link to itself there."""
    path.symlink_to(path)


def dangling(path: Path) -> None:
    """Put a link to nothing there."""
    path.symlink_to(path.with_name("nowhere"))


def folder(path: Path) -> None:
    """Put a folder there."""
    path.mkdir()


def sparse(path: Path) -> None:
    """Put a file of 10 GB there that takes no room."""
    path.touch(mode=0o600)
    os.truncate(path, 10 * 1000**3)


def put(name: str, thing: Callable[[Path], None]) -> Callable[[Place], None]:
    """Put this thing at a path below the root."""

    def prepare(place: Place) -> None:
        path = place.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        thing(path)

    return prepare


def many(names: Iterable[str], make: Callable[[Path], None] = folder) -> Callable[[Place], None]:
    """Put the same thing at many paths below the root."""

    def prepare(place: Place) -> None:
        for name in names:
            path = place.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            make(path)

    return prepare


def empty(path: Path) -> None:
    """Put an empty file there."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
