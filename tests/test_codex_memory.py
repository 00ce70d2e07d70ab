"""The memory of what the real Codex did: when it answers, when it asks, when it complains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from oracle.binary import codex_identity, codex_program, codex_version
from oracle.harness import CodexRun
from oracle.memory import Kept, Memory, Question, read_answers, write_answers
from oracle.sources import bare, digest_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

ASKED = Question("fault", "prefix", ("oracle.harness",), {"model": "m"})
WORKS = CodexRun(works=True, ending="exit 0", said="done", requests=2)
FAILS = CodexRun(works=False, ending="exit 1", said="no", requests=1)


@pytest.fixture(autouse=True)
def _codex(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    program = tmp_path / "a" / "b" / "c" / "codex"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho codex-cli 1.2.3\n")
    program.chmod(0o700)
    monkeypatch.setenv("CODEX_ORACLE", str(program))
    _forget()
    yield
    _forget()


def _forget() -> None:
    for known in (codex_identity, codex_program, codex_version):
        known.cache_clear()


def never() -> CodexRun:
    raise AssertionError("asked")


def remembering(tmp_path: Path, run: CodexRun = WORKS, *, seed: str = "0") -> Memory:
    """Return a memory that was told this of `ASKED`; the seed 0 does not ask for it again."""
    told: list[str] = []
    Memory(tell=told.append).answer(ASKED, lambda: run, CodexRun)
    write_answers(told, tmp_path / "answers")
    return Memory(read_answers(tmp_path / "answers"), seed)


def test_what_is_known_is_not_asked(tmp_path: Path) -> None:
    memory = remembering(tmp_path)

    assert memory.answer(ASKED, never, CodexRun) == WORKS
    assert memory.recalled == 1


@pytest.mark.parametrize(
    "other",
    [
        Question("fault", "prefix", ("oracle.harness",), {"model": "other"}),
        Question("fault", "prefix", ("oracle.harness", "oracle.tls_faults"), {"model": "m"}),
        Question("fault", "suffix", ("oracle.harness",), {"model": "m"}),
    ],
)
def test_another_case_is_asked(other: Question, tmp_path: Path) -> None:
    memory = remembering(tmp_path)

    assert memory.answer(other, lambda: FAILS, CodexRun) == FAILS


def test_another_program_is_asked(tmp_path: Path) -> None:
    memory = remembering(tmp_path)
    with open(codex_program(), "a") as program:  # noqa: PTH123
        program.write("# built anew\n")
    _forget()

    assert memory.answer(ASKED, lambda: FAILS, CodexRun) == FAILS


def test_a_tenth_is_asked_again_and_a_disagreement_fails(tmp_path: Path) -> None:
    kept = remembering(tmp_path).kept
    asked: list[str] = []
    for number in range(400):
        memory = Memory(kept, str(number))
        memory.answer(ASKED, lambda: WORKS, CodexRun)
        asked += [] if memory.recalled else [memory.seed]
    assert 20 < len(asked) < 60

    with pytest.raises(AssertionError, match=r"fault prefix: CodexRun\(works=False"):
        Memory(kept, asked[0]).answer(ASKED, lambda: FAILS, CodexRun)


def test_what_only_a_clock_ended_is_not_kept(tmp_path: Path) -> None:
    late = CodexRun(works=False, ending="still running", said="", requests=1)

    assert remembering(tmp_path, late).kept == {}


def test_the_file_is_in_order_and_a_new_answer_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "answers"
    lines = ['["b","one","1",{}]', '["a","two","1",{}]', '["a","one","1",{}]']
    write_answers(lines, path)
    write_answers(['["a","two","2",{}]'], path)

    assert path.read_text().splitlines() == [lines[2], '["a","two","2",{}]', lines[0]]
    write_answers(lines[:1], path, anew=True)
    assert path.read_text().splitlines() == lines[:1]
    assert isinstance(read_answers(path)["b", "one"], Kept)


def test_only_statements_count_as_code(tmp_path: Path) -> None:
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text('"""Words."""\nimport a\n\n\ndef f(x):\n    """More."""\n    return x + 1\n')
    other.write_text("from b import a  # moved\n\ndef f(x):\n    return (x + 1)\n")
    assert bare(one) == bare(other)

    bare.cache_clear()
    other.write_text("def f(x):\n    return x + 2\n")
    assert bare(one) != bare(other)


def test_what_a_module_of_the_tests_imports_counts_too() -> None:
    assert digest_of("oracle.harness") != digest_of("oracle.network_runs")
    assert digest_of("oracle.doctor") != digest_of("oracle.harness")
    # Remembering and running the doctor decide nothing.
    assert digest_of("oracle.test_oracle") == digest_of("oracle.test_oracle", "oracle.cases")
