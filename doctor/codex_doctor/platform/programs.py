"""Runs a program within bounds: no input, a time limit, a limit on what it prints, no orphans.

Every program that the doctor starts is started here, below `keeper`. It blocks; who has an event
loop calls it in a thread. The run's deadline ends it, and so does a signal, at once.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.platform.pipes import Pipes, Threaded, WaitedFor
from codex_doctor.platform.system import THIS
from codex_doctor.sealed import Sealed
from codex_doctor.words.sentence import say
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from codex_doctor.platform.deadline import Deadline

MAX_OUTPUT_BYTES = 65_536
# For the keeper to begin, and to end what is left, for which it takes two seconds at most.
_KEEPER_S = 3.0
_KEEPER = Path(__file__).with_name(THIS.keeper)
# The keeper needs no variable but these, where the interpreter does to find its libraries.
_LOADER = ("LD_", "DYLD_", "SYSTEMROOT")
# What a console sends to all that stand in it is for us to hear.
_APART = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


class ProgramOutput(Sealed, frozen=True):
    """What a program printed, and why that is not all or no success.

    Attributes:
        output: The standard output as far as it was read.
        reason: "" or `not_started`, `exit_code`, `timeout` (its own limit), `too_long`; not the
            program's doing are `budget` (the run's), `interrupted` and `unable`: we cannot run
            it, and Codex perhaps can.
    """

    output: bytes = b""
    reason: str = ""
    detail: Words = ""


_REASONS = {
    "not_started": "program.not_started",
    "exit_code": "program.exit_code",
    "timeout": "program.timeout",
    "too_long": "program.too_long",
    "budget": "program.budget",
    "interrupted": "program.interrupted",
    "unable": "program.unable",
}


def reason_words(printed: ProgramOutput) -> str:
    """Return why a program was not run to its end, for people."""
    return say(_REASONS[printed.reason])


def run_program(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    cwd: Path,
    timeout_s: float,
    deadline: Deadline,
    max_bytes: int = MAX_OUTPUT_BYTES,
    is_log: bool = False,
    descriptors: Sequence[int] = (),
) -> ProgramOutput:
    """Run a program and return what it prints; nothing that it started runs on afterwards.

    Args:
        command: The user's own program, with its arguments.
        environ: Its variables; their PATH counts.
        cwd: Its folder.
        timeout_s: Its own limit.
        deadline: The end of the run, which may come before.
        max_bytes: How much it may print.
        is_log: Whether that is a mere log: more is dropped and does not end it, and it is over
            when the program is, whoever still holds its output.
        descriptors: What it has open besides, under the same numbers.
    """
    if deadline.look_s() <= 0:
        return ProgramOutput(reason="interrupted" if deadline.interrupted else "budget")
    words = [str(cwd), str(len(command)), *command, *map("=".join, environ.items())]
    if any("\0" in word for word in words):
        return ProgramOutput(reason="not_started", detail=Told("program.nul"))
    if descriptors and not THIS.passes_descriptors:
        return ProgramOutput(reason="unable", detail=Told("program.windows"))
    try:
        kept = _start_keeper(b"\0".join(map(os.fsencode, words)), descriptors)
    except UnicodeError:
        return ProgramOutput(reason="unable", detail=Told("program.locale"))
    except OSError as exc:
        return ProgramOutput(reason="unable", detail=os.strerror(exc.errno or 0))
    watch = _Watch(kept, deadline)
    try:
        reason = watch.read(timeout_s, deadline, max_bytes, is_log=is_log)
    finally:
        watch.end()
    if reason:
        return ProgramOutput(bytes(watch.output[:max_bytes]), reason, f"{timeout_s * 1000:.0f} ms")
    error, code = watch.told("error"), watch.told("exit")
    if error:
        return ProgramOutput(reason="not_started", detail=os.strerror(int(error)))
    if not watch.told("start"):
        return ProgramOutput(reason="unable", detail=Told("program.unwatched"))
    return ProgramOutput(bytes(watch.output), *(() if code == "0" else ("exit_code", code)))


def pipes_of(pipes: Sequence[int], deadline: Deadline) -> Pipes:
    """Return what reads these pipes here."""
    return WaitedFor(pipes, deadline) if THIS.waits_for_pipes else Threaded(pipes, deadline)


def _start_keeper(request: bytes, descriptors: Sequence[int]) -> subprocess.Popen[bytes]:
    kept = subprocess.Popen(  # noqa: S603 - our own interpreter and file
        [sys.executable, "-I", "-S", str(_KEEPER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: one for name, one in os.environ.items() if name.startswith(_LOADER)},
        start_new_session=True,
        creationflags=_APART,
        pass_fds=descriptors,
    )
    assert kept.stdin is not None  # noqa: S101 - it is a pipe
    with suppress(BrokenPipeError):  # a keeper that died tells nothing, which is seen
        kept.stdin.write(b"%-12d" % len(request) + request)
        kept.stdin.flush()
    return kept


class _Watch:
    """Reads what a kept program prints and what the keeper tells.

    Attributes:
        output: What was printed.
    """

    def __init__(self, kept: subprocess.Popen[bytes], deadline: Deadline) -> None:
        assert kept.stdout is not None  # noqa: S101 - they are pipes
        assert kept.stderr is not None  # noqa: S101
        self.output = bytearray()
        self._kept = kept
        self._printed, self._telling = kept.stdout.fileno(), kept.stderr.fileno()
        self._pipes = pipes_of((self._printed, self._telling), deadline)
        self._said = bytearray()

    def read(self, timeout_s: float, deadline: Deadline, max_bytes: int, *, is_log: bool) -> str:
        """Read until the program ends; return why it has to be stopped, "" when it has ended."""
        limit_at = time.monotonic() + _KEEPER_S + timeout_s
        open_ = {self._printed, self._telling}
        while self._telling in open_ and (self._printed in open_ or not self.told("exit")):
            left_s, look_s = limit_at - time.monotonic(), deadline.look_s()
            wait_s = max(0.0, min(left_s, look_s))
            is_over = is_log and bool(self.told("exit"))
            chunks = self._pipes.read(0 if is_over else wait_s)
            if deadline.interrupted:
                return "interrupted"
            if is_over and not chunks:
                return ""
            if not chunks or not wait_s:
                return "timeout" if left_s <= look_s else "budget"
            for pipe, chunk in chunks.items():
                if not chunk:
                    open_.remove(pipe)
                elif pipe == self._printed:
                    self.output += chunk
                else:
                    # The program's own time begins when it does.
                    limit_at = limit_at if self._said else time.monotonic() + timeout_s
                    self._said += chunk
            if len(self.output) > max_bytes and not is_log:
                return "too_long"
            del self.output[max_bytes + 1 :]
        return ""

    def told(self, word: str) -> str:
        """Return what the keeper said behind this word, "" when it did not say it."""
        found = re.search(rb"^%b (-?\d+)\n" % word.encode(), self._said, re.MULTILINE)
        return found[1].decode() if found else ""

    def end(self) -> None:
        """End the program and what it started, and wait for it."""
        with self._kept as kept:
            assert kept.stdin is not None  # noqa: S101 - it is a pipe
            with suppress(BrokenPipeError):
                kept.stdin.close()
            try:
                kept.wait(_KEEPER_S)
            except subprocess.TimeoutExpired:
                kept.kill()
            self._pipes.close()
        if kept.returncode and self.told("start") and not THIS.has_jobs:
            # Somebody has killed the keeper: what it would have done, as far as we can.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(int(self.told("start")), signal.SIGKILL)
