"""Which tests run a line of a module, and runs of these alone, the quickest first.

A test is told by the lines it ran; what another test ran before it and was kept (a cached function,
a fixture of the whole file) is not, so a survivor is run with every test before anybody judges it.
"""

from __future__ import annotations

import signal
import time
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, Phase, settings
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

TESTS: Final = Path(__file__).parents[1]
# A change may make a loop endless: a test may work so many times as long as without one.
SLOWER: Final = 5
LEAST_S: Final = 3.0
_OPTIONS: Final = (
    "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0",
    "--hypothesis-profile=mutants", "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
# That a test fails is all that is asked: the smallest example is not looked for. What only many
# random examples find is no test that notices.
settings.register_profile(
    "mutants",
    max_examples=20,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


class Usual(Struct, frozen=True):
    """How the tests of a module run without a change.

    Attributes:
        took_s: How long each test works (not: waits), the quickest first.
        lines: The tests that run a line; all of them for a line that runs at the import.
        imported: The lines that run when the module is imported.
    """

    took_s: dict[str, float]
    lines: dict[int, set[str]]
    imported: set[int]

    def on(self, lines: range) -> set[str]:
        """Return the tests that run one of the lines."""
        return set[str]().union(*(self.lines.get(line, ()) for line in lines))


class _Seen:
    """Notes which lines of a file each test runs, and how long it works."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.took_s = dict[str, float]()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._coverage.switch_context(item.nodeid)
        began_s = time.process_time()
        try:
            return (yield)
        finally:
            self.took_s[item.nodeid] = time.process_time() - began_s
            self._coverage.switch_context("")


class _Collected:
    """Does something with the tests that were collected, instead of running them all."""

    def __init__(self, work: Callable[[pytest.Session], None]) -> None:
        self._work = work

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._work(session)
        return True


def run_usual(module: str, file: Path, files: Iterable[str]) -> Usual | None:
    """Run every test of a module; None if one fails."""
    coverage = Coverage(data_file=None, config_file=False, include=[str(file)])
    seen = _Seen(coverage)
    coverage.start()
    import_module(module)
    code = pytest.main([*_OPTIONS, *_paths(files)], plugins=[seen])
    coverage.stop()
    if code != pytest.ExitCode.OK:
        return None
    took_s = dict(sorted(seen.took_s.items(), key=lambda one: one[1]))
    ran = coverage.get_data().contexts_by_lineno(str(file))
    imported = {line for line, names in ran.items() if "" in names}
    lines = {line: set(took_s if line in imported else names) for line, names in ran.items()}
    return Usual(took_s, lines, imported)


def collect(files: Iterable[str], work: Callable[[pytest.Session], None]) -> bool:
    """Load tests, do something where they are loaded, and return whether all that was done."""
    code = pytest.main([*_OPTIONS, *_paths(files)], plugins=[_Collected(work)])
    return code == pytest.ExitCode.OK


def run_chosen(session: pytest.Session, took_s: dict[str, float]) -> bool:
    """Run some tests in the order that is given, and return whether all of them pass."""
    found = {item.nodeid: item for item in session.items}
    items = [found[test] for test in took_s]
    for item, following in zip_longest(items, items[1:]):
        signal.setitimer(signal.ITIMER_PROF, LEAST_S + SLOWER * took_s[item.nodeid])
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return False
    return True


def _paths(files: Iterable[str]) -> list[str]:
    return [str(TESTS / name) for name in files]
