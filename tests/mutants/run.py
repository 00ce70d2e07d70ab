"""Changes modules in one small wrong way at a time, and tells which changes no test notices.

    python -m mutants.run [MODULE ...]        (make mutants, SAMPLE=20 for some of each module)

Each change runs in a process of its own, forked from one that has the libraries, with the tests
that concern the module; files stay as they are. `survivors.toml` says of each survivor why it may
live; one without such a sentence fails the run. What only a started program shows is not seen.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import signal
import sys
import tempfile
import time
import tomllib
from functools import cache
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from mutants.edits import Edit, edits
from mutants.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

TESTS: Final = Path(__file__).parents[1]
JUDGED: Final = Path(__file__).with_name("survivors.toml")
WORKERS: Final = 2
_OPTIONS: Final = (
    "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
# A change may make a loop endless: so many times what the tests take without one.
SLOWER: Final = 5
UNNOTICED: Final = 0
# What tests load slowly is loaded once, before the forks.
LIBRARIES: Final = ("cryptography.x509", "httpx", "hypothesis", "jsonschema")


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code


class Finder(MetaPathFinder):
    """Loads one module from code that is given."""

    def __init__(self, module: str, code: CodeType) -> None:
        self._module, self._code = module, code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Return where a module is; None leaves it to the others."""
        if name != self._module:
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = _Loader(name, spec.origin, self._code)
        return spec


def source_of(module: str) -> Path:
    """Return the file of a module, which is not loaded."""
    root = TESTS.parent / ("checks" if module.startswith("codex_doctor_checks") else "doctor")
    return root / f"{module.replace('.', '/')}.py"


def changed(module: str, number: int | None) -> CodeType:
    """Return a module's code with one change, or with none."""
    file = source_of(module)
    tree = ast.parse(file.read_bytes())
    if number is not None:
        list(edits(tree))[number].apply()
    return compile(ast.fix_missing_locations(tree), str(file), "exec")


def start_tests(module: str, number: int | None) -> int:
    """Start the tests of a module with one change; the process exits with 0 if they pass."""
    pid = os.fork()
    if pid:
        return pid
    os.setpgid(0, 0)
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    code = 1
    try:
        sys.meta_path.insert(0, Finder(module, changed(module, number)))
        code = pytest.main([*_OPTIONS, *(str(TESTS / name) for name in TARGETS[module])])
    finally:
        os._exit(code)


@cache
def usual_s(module: str) -> float:
    """Return how long the tests of a module take, which pass without a change."""
    began_s = time.monotonic()
    _, status = os.waitpid(start_tests(module, None), 0)
    if os.waitstatus_to_exitcode(status) != UNNOTICED:
        raise RuntimeError(f"the tests of {module} fail without any change")
    return time.monotonic() - began_s


def run_all(jobs: list[tuple[str, int, Edit]]) -> Iterator[tuple[str, Edit]]:
    """Yield the changes that no test noticed."""
    waiting, running = jobs[::-1], dict[int, tuple[str, Edit, float]]()
    while waiting or running:
        while waiting and len(running) < WORKERS:
            module, number, edit = waiting.pop()
            limit_s = 5.0 + SLOWER * usual_s(module)
            running[start_tests(module, number)] = (module, edit, time.monotonic() + limit_s)
        for pid, (module, edit, until) in list(running.items()):
            if time.monotonic() > until:
                os.killpg(pid, signal.SIGKILL)
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                del running[pid]
                if os.waitstatus_to_exitcode(status) == UNNOTICED:
                    yield module, edit
        time.sleep(0.02)


def main() -> int:
    """Run; the exit code is 1 when there is a survivor that nobody judged."""
    parser = argparse.ArgumentParser(prog="mutants.run")
    parser.add_argument("modules", nargs="*", default=list(TARGETS))
    parser.add_argument("--sample", type=int, default=0, help="so many changes of each module")
    parser.add_argument("--seed", default=str(random.randrange(10**6)))
    options = parser.parse_args()
    jobs: list[tuple[str, int, Edit]] = []
    for module in options.modules:
        found = list(enumerate(edits(ast.parse(source_of(module).read_bytes()))))
        if options.sample and options.sample < len(found):
            found = random.Random(f"{options.seed} {module}").sample(found, options.sample)
        jobs += [(module, number, edit) for number, edit in found]
    for library in LIBRARIES:
        import_module(library)
    print(f"{len(jobs)} changes; seed {options.seed}", flush=True)
    judged = {
        (one["module"], one["place"], one["was"], one["becomes"])
        for one in tomllib.loads(JUDGED.read_text())["survivor"]
    }
    open_ones = survivors = 0
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp(prefix="mutants-")
    for module, edit in run_all(jobs):
        survivors += 1
        if (module, edit.place, edit.was, edit.becomes) not in judged:
            open_ones += 1
            print(f"{module} {edit.place}: {edit.was}  ->  {edit.becomes}", flush=True)
    print(f"{len(jobs)} changes, {survivors} survive, {open_ones} of them are not judged")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
