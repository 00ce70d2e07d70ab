"""Changes modules in one small wrong way at a time, and tells which changes no test notices.

    python -m mutants.run [MODULE ...]        (make mutants, SAMPLE=20 for some of each module)

Each change runs in a process of its own, forked from one that has the libraries, with the tests
that run the changed statement; files stay as they are. `survivors.toml` says of each survivor why
it may live; one without such a sentence fails the run, and so does a sentence about none. What only
a started program shows is not seen.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import tomllib
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from mutants.changed import Finder, changed, codes_in, edits_of, put_in_place, source_of
from mutants.chosen import SLOWER, Usual, collect, run_chosen, run_usual
from mutants.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

    from mutants.edits import Edit

TESTS: Final = Path(__file__).parents[1]
JUDGED: Final = Path(__file__).with_name("survivors.toml")
UNNOTICED, NOTICED, BROKEN = 0, 1, 2
# For what waits without an end, on a busy machine.
WAITED_S: Final = 120.0
# What tests load slowly is loaded once, before the forks.
LIBRARIES: Final = ("cryptography.x509", "httpx", "hypothesis", "jsonschema")

Named = tuple[str, str, str, str]


class Job(msgspec.Struct, frozen=True):
    """One change of a module, and the tests that are run with it.

    Attributes:
        number: Its place among the changes of the module.
        with_the_others: Not with the tests that run its lines, but with all others.
    """

    module: str
    number: int
    edit: Edit
    with_the_others: bool = False

    @property
    def name(self) -> Named:
        """What `survivors.toml` calls it."""
        return (self.module, self.edit.place, self.edit.was, self.edit.becomes)

    @property
    def tests(self) -> dict[str, float]:
        """The tests that are run, the quickest first, and how long each works."""
        tests = usual(self.module)
        concerned = tests.on(self.edit.lines)
        return {
            test: took_s
            for test, took_s in tests.took_s.items()
            if (test in concerned) is not self.with_the_others
        }


def fork(work: Callable[[], bool]) -> int:
    """Start a piece of work in a silent process; it ends with 0 or 1, its answer, or 2, our bug."""
    pid = os.fork()
    if pid:
        return pid
    os.setpgid(0, 0)
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    code = BROKEN
    try:
        code = UNNOTICED if work() else NOTICED
    finally:
        os._exit(code)


@cache
def usual(module: str) -> Usual:
    """Return how the tests of a module run, which pass without a change."""
    with tempfile.NamedTemporaryFile(prefix="mutants-") as told:

        def work() -> bool:
            tests = run_usual(module, source_of(module), TARGETS[module])
            return tests is not None and Path(told.name).write_bytes(msgspec.json.encode(tests)) > 0

        _, status = os.waitpid(fork(work), 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(f"the tests of {module} fail without any change")
        return msgspec.json.decode(Path(told.name).read_bytes(), type=Usual)


def start_anew(job: Job) -> int:
    """Start the tests of a change with a module that is imported with it."""

    def work() -> bool:
        sys.meta_path.insert(0, Finder(job.module, changed(job.module, job.number)))
        passes: list[bool] = []
        files = {test.partition("::")[0].removeprefix("tests/") for test in job.tests}
        collect(sorted(files), lambda session: passes.append(run_chosen(session, job.tests)))
        return passes == [True]

    return fork(work)


def start_in_place(job: Job, session: pytest.Session) -> int:
    """Start the tests of a change of functions that are loaded, as the tests are."""

    def work() -> bool:
        put_in_place(changed(job.module, job.number))
        return run_chosen(session, job.tests)

    return fork(work)


def fits_in_place(job: Job) -> bool:
    """Tell whether a change is seen when the functions alone are changed, after the import."""
    if not usual(job.module).imported.isdisjoint(job.edit.lines):
        return False
    old, new = (codes_in(changed(job.module, number)) for number in (None, job.number))
    # A function takes no code that has other variables of the functions around it.
    return {name: code.co_freevars for name, code in old.items()} == {
        name: code.co_freevars for name, code in new.items()
    }


def unnoticed(
    jobs: list[Job], start: Callable[[Job], int], judged: set[Named], *, workers: int
) -> Iterator[Job]:
    """Yield the changes that no test notices; those not judged were run with every test."""
    waiting, running = jobs[::-1], dict[int, tuple[Job, float]]()
    while waiting or running:
        while waiting and len(running) < workers:
            job = waiting.pop()
            limit_s = WAITED_S + SLOWER * sum(job.tests.values())
            running[start(job)] = (job, time.monotonic() + limit_s)
        for pid, (job, until) in list(running.items()):
            if time.monotonic() > until:
                os.killpg(pid, signal.SIGKILL)
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                del running[pid]
                if (code := os.waitstatus_to_exitcode(status)) == BROKEN:
                    raise RuntimeError(f"not changed: {job.name}")
                if code != UNNOTICED:
                    continue
                others = msgspec.structs.replace(job, with_the_others=True)
                # Without a test pytest would collect all there are, and one may not load.
                if job.with_the_others or job.name in judged or not others.tests:
                    yield job
                else:
                    waiting.append(others)
        time.sleep(0.005)


def survivors_of(
    module: str, jobs: list[Job], judged: set[Named], *, workers: int
) -> Iterator[Job]:
    """Yield the changes of one module that no test notices."""
    inside = [job for job in jobs if fits_in_place(job)]
    reads, writes = os.pipe()

    def judge(session: pytest.Session) -> None:
        start = partial(start_in_place, session=session)
        with os.fdopen(writes, "w", buffering=1) as told:
            for job in unnoticed(inside, start, judged, workers=workers):
                print(job.number, file=told)

    pid = fork(lambda: collect(TARGETS[module], judge))
    os.close(writes)
    with os.fdopen(reads) as told:
        numbers = {job.number: job for job in inside}
        yield from (numbers[int(line)] for line in told)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
        raise RuntimeError(f"not all changes of {module} were made")
    anew = [job for job in jobs if job not in inside]
    yield from unnoticed(anew, start_anew, judged, workers=workers)


def jobs_of(module: str, *, sample: int, seed: str) -> list[Job]:
    """Return the changes of a module, or some of them."""
    jobs = [Job(module, number, edit) for number, edit in enumerate(edits_of(module))]
    if 0 < sample < len(jobs):
        jobs = random.Random(f"{seed} {module}").sample(jobs, sample)
    return jobs


def main() -> int:
    """Run; the exit code is 1 when a survivor is not judged, or a judged one is none."""
    parser = argparse.ArgumentParser(prog="mutants.run")
    parser.add_argument("modules", nargs="*", default=list(TARGETS))
    parser.add_argument("--sample", type=int, default=0, help="so many changes of each module")
    parser.add_argument("--seed", default=str(random.randrange(10**6)))
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    for library in LIBRARIES:
        import_module(library)
    judged: set[Named] = {
        (one["module"], one["place"], one["was"], one["becomes"])
        for one in tomllib.loads(JUDGED.read_text())["survivor"]
        if one["module"] in options.modules
    }
    changes, survivors, open_ones = 0, list[Named](), 0
    print(f"seed {options.seed}", flush=True)
    for module in options.modules:
        jobs = jobs_of(module, sample=options.sample, seed=options.seed)
        changes += len(jobs)
        for job in survivors_of(module, jobs, judged, workers=options.workers):
            survivors.append(job.name)
            if job.name not in judged:
                open_ones += 1
                print(
                    f"{module} {job.edit.place}: {job.edit.was}  ->  {job.edit.becomes}", flush=True
                )
    gone = set[Named]() if options.sample else judged.difference(survivors)
    for name in sorted(gone):
        print(f"judged, and no survivor: {name}")
    print(f"{changes} changes, {len(survivors)} survive, {open_ones} of them are not judged")
    return 1 if open_ones or gone else 0


if __name__ == "__main__":
    sys.exit(main())
