from __future__ import annotations

import json
import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from codex_doctor import cli
from codex_doctor.commands import exits
from codex_doctor.platform import limits

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

CONFIG = """\
model = "m"
model_provider = "lab"
[model_providers.lab]
name = "Lab"
base_url = "http://127.0.0.1:9/v1"
env_key = "LAB_API_KEY"
"""


@contextmanager
def few_files(most: int) -> Generator[None]:
    """Lower the soft limit of this process for a while."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the process a set-up whose endpoint is not there."""
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.setenv("CODEX_HOME", str(tmp_path))
    monkeypatch.setenv("LAB_API_KEY", "k")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_usual_limits_are_high_enough() -> None:
    assert limits.too_low() == ""


def test_a_limit_that_can_be_raised_here_is_named_with_the_command_that_raises_it() -> None:
    with few_files(63):
        low = limits.too_low()

    assert low == ("with 63 open files at most too little can be seen: run `ulimit -n 256` first")


def test_a_limit_that_cannot_be_raised_here_needs_a_new_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def low(_: int) -> tuple[int, int]:
        return 8192, 8192

    monkeypatch.setattr(resource, "getrlimit", low)

    assert limits.too_low() == (
        "with 8 kB of memory at most too little can be seen: run `ulimit -v unlimited` first"
        " (in a new session: this one may not raise it)"
    )


def test_where_there_are_no_such_limits_none_is_too_low(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_resource", None)

    with few_files(63):
        assert limits.too_low() == ""


def test_threads_that_cannot_be_started_are_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("_thread.start_new_thread", refuse)

    assert "`ulimit -u unlimited`" in limits.too_low()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("options", "schema"),
    [((), "report"), (("--dry-run",), "plan"), (("--codex-version", "all"), "versions")],
)
def test_with_too_low_a_limit_one_document_says_that_nothing_was_looked_at(
    options: tuple[str, ...], schema: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with few_files(63):
        code = cli.run(["--json", *options])
    said = capsys.readouterr()

    assert code == exits.EXIT_UNKNOWN
    assert json.loads(said.out)["schema"] == f"codex-doctor/{schema}"
    assert said.err.count("ulimit -n 256") == 1


@pytest.mark.usefixtures("home")
def test_with_too_low_a_limit_no_demo_is_served(capsys: pytest.CaptureFixture[str]) -> None:
    with few_files(63):
        code = cli.run(["demo"])

    assert code == exits.EXIT_UNKNOWN
    assert capsys.readouterr().out == ""


def test_a_configuration_that_stops_codex_is_judged_all_the_same(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "config.toml").write_text("model = [")

    with few_files(63):
        code = cli.run(["--json"])

    assert code == exits.EXIT_FAILS
    assert json.loads(capsys.readouterr().out)["verdict"] == "fails"
