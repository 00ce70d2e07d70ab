"""What a target raises: where it was, the shortest input that does the same, and its file.

Every file below `corpus/TARGET` is an input that was wrong once; the tests run each of them. One
whose name begins with `slow-` took too long when it was pumped.
"""

from __future__ import annotations

import re
import signal
import time
import traceback
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fuzz.growth import GrowsError, judge_growth

if TYPE_CHECKING:
    from collections.abc import Generator

    from fuzz.target import Target

CORPUS: Final = Path(__file__).parent / "corpus"
SLOW: Final = "slow-"
# No input that a target is given needs as much processor time.
LONGEST_S: Final = 20.0
_MINIMISE_S: Final = 20.0


class TooLongError(AssertionError):
    """The input took more processor time than any may."""


@contextmanager
def limited(longest_s: float = LONGEST_S) -> Generator[None]:
    """Raise within what takes longer than so much processor time."""

    def stop(_: int, __: object) -> None:
        raise TooLongError(f"more than {longest_s} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, longest_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def crash_of(target: Target, data: bytes, *, grows: bool = False) -> str:
    """Return what is wrong with an input in a few words, "" when nothing is.

    Args:
        target: What is run.
        data: The input.
        grows: Whether the time of the pumped input is judged, and not the input itself.
    """
    try:
        with limited():
            if grows:
                judge_growth(target, data)
            else:
                target.run(data)
    except (GrowsError, TooLongError):
        return SLOW
    except Exception as exc:  # noqa: BLE001 -- whatever it is, it is what is looked for
        return _named(exc)
    return ""


def _named(exc: Exception) -> str:
    """Return the kind of an exception and the last line of ours that it came from."""
    frames = traceback.extract_tb(exc.__traceback__)
    ours = [one for one in frames if "codex_doctor" in one.filename or "/fuzz/" in one.filename]
    last = ours[-1] if ours else frames[-1]
    return f"{type(exc).__name__} {Path(last.filename).stem} {last.name} {last.line}"


def minimised(target: Target, data: bytes, crash: str, *, grows: bool = False) -> bytes:
    """Return the shortest input found within a time that is wrong in the same way."""
    if crash == SLOW:  # each look takes as long
        return data
    deadline = time.monotonic() + _MINIMISE_S
    step = max(len(data) // 2, 1)
    while step and time.monotonic() < deadline:
        at, is_shorter = 0, False
        while at < len(data) and time.monotonic() < deadline:
            shorter = data[:at] + data[at + step :]
            if crash_of(target, shorter, grows=grows) == crash:
                data, is_shorter = shorter, True
            else:
                at += step
        step = step if is_shorter and step == 1 else step // 2
    return data


def keep(target: Target, data: bytes, crash: str, folder: Path = CORPUS) -> Path:
    """Write an input that is wrong to the folder of its target, and return the file."""
    words = re.sub(r"[^a-z0-9]+", "-", crash.lower()).strip("-")[:80]
    path = folder / target.name / f"{words}-{sha256(data).hexdigest()[:8]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def cases(target: Target, folder: Path = CORPUS) -> list[Path]:
    """Return the files of a target, in order."""
    return sorted((folder / target.name).glob("*"))


def judge_case(target: Target, path: Path) -> None:
    """Run one file of the corpus, and raise what it raises."""
    with limited():
        if path.name.startswith(SLOW):
            judge_growth(target, path.read_bytes())
        else:
            target.run(path.read_bytes())
