"""What the oracle tests remember of the real Codex; see `memory`.

`CODEX_ASK_ALL=1` asks for everything and writes the file anew (make oracle-fresh), `CODEX_SEED`
repeats the choice of what is asked again.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, Any, Final

import pytest

# xdist has no types.
from xdist.scheduler.loadscope import (  # type: ignore[import-untyped]
    LoadScopeScheduling,  # pyright: ignore[reportMissingTypeStubs]
)

from oracle.memory import ANSWERS, Memory, read_answers, write_answers

if TYPE_CHECKING:
    from collections.abc import Generator

_NEW: Final = "new answer of Codex"
_RECALLED: Final = "answers recalled"
_SEED: Final = "CODEX_SEED"
_asks_all = bool(os.environ.get("CODEX_ASK_ALL"))
_kept = {} if _asks_all else read_answers()
_new: list[str] = []
_recalled = [0]


def pytest_configure() -> None:
    # The processes of xdist are started later and have the same variables.
    os.environ.setdefault(_SEED, secrets.token_hex(4))


class _Together(LoadScopeScheduling):  # type: ignore[misc]
    """Gives the tests that share LiteLLM to one process, and each other one to any."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, _ = nodeid.partition("::")
        return file if file.endswith("test_litellm_oracle.py") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    return _Together(config, log)


# Read before the fixture that clears the environment runs.
@pytest.fixture(scope="session")
def _seed() -> str:
    return os.environ[_SEED]


@pytest.fixture
def memory(request: pytest.FixtureRequest, _seed: str) -> Generator[Memory]:
    told: list[tuple[str, object]] = request.node.user_properties
    one = Memory(_kept, _seed, lambda line: told.append((_NEW, line)))
    yield one
    told.append((_RECALLED, one.recalled))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    told = report.user_properties
    if report.when == "call" and report.passed:
        _new.extend(str(line) for name, line in told if name == _NEW)
    if report.when == "teardown":
        _recalled[0] += sum(int(str(count)) for name, count in told if name == _RECALLED)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    # The processes of xdist see their own tests alone.
    if hasattr(config, "workerinput") or not (_new or _recalled[0]):
        return
    line = f"answers of Codex: {_recalled[0]} recalled, {len(_new)} new; "
    terminalreporter.write_line(f"{line}{_SEED}={os.environ[_SEED]} asks again for the same ones")
    if _new:
        write_answers(_new, anew=_asks_all and not config.getoption("keyword"))
        terminalreporter.write_line(f"written to {ANSWERS.relative_to(config.rootpath)}")
