"""What becomes of plugins on our side, their processes being real ones."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from typing import TYPE_CHECKING

import pytest

from codex_doctor.engine import run_checks
from codex_doctor.narrow import paragraph, row
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.plugins.listing import with_plugins
from codex_doctor.plugins.talk import MAX_SAID
from codex_doctor.report.error_json import render
from codex_doctor_checks import ALL_CHECKS
from eyes import context
from test_plugins import HOSTILE, PLUGIN, installed

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.reported import CheckRow

HANGS = frozenset({"hangs-awake", "hangs-asleep", "spins"})


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder on the import path, in which plugins may be installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    importlib.invalidate_caches()
    return folder


def rows_of(site: Path, *, source: str, budget_s: float = 60.0) -> dict[str, CheckRow]:
    """Return what became of the checks of a plugin, and of the built-in ones."""
    installed(site, source=source)
    deadline = Deadline(budget_s=budget_s)
    checks = with_plugins(ALL_CHECKS, deadline)
    ran = run_checks(checks, context(), deadline=deadline, selection=Selection())
    return {one.check.id: one.row() for one in asyncio.run(ran)}


@pytest.mark.parametrize("name", [one for one in HOSTILE if one not in HANGS])
def test_what_a_plugin_does_wrong_stands_in_its_row(name: str, site: Path) -> None:
    body, told = HOSTILE[name]
    rows = rows_of(site, source=PLUGIN.format(body=body, id="bad", more=""))

    assert rows["bad"].summary.startswith(f"the plugin bad: {told}")
    assert {one.status.value for name, one in rows.items() if name != "bad"} <= {
        "passed",
        "not_run",
    }


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("raise RuntimeError('at once')", "RuntimeError: at once"),
        (PLUGIN.format(body="return 7", id="dns", more=""), "another check is called dns"),
        (PLUGIN.format(body="return 7", id="bad", more=", after='zork'"), "there is no check zork"),
        (
            PLUGIN.format(body="return 7", id="bad", more=", pages=(Page('X', 't', 'x'),)"),
            "another finding is called X, or it is no finding id",
        ),
        (PLUGIN.format(body="return 7", id=5, more=""), "its Check is malformed"),
        (
            PLUGIN.format(body="return 7", id="bad", more="").replace("=1.0", "=-1.0"),
            "its budget_s is no time",
        ),
        (
            PLUGIN.format(body="return 7", id="bad", more="") + "CHECK = (CHECK,) * 21",
            "it has more than 20 checks",
        ),
    ],
)
def test_what_cannot_be_used_says_why(source: str, told: str, site: Path) -> None:
    rows = rows_of(site, source=source)

    assert rows["bad"].summary.startswith(f"the plugin bad: it cannot be used: {told}")


def test_a_page_that_says_nothing_shows_its_id(site: Path) -> None:
    more = ", pages=(Page('bad.first', '', ''),)"
    installed(site, source=PLUGIN.format(body="return 7", id="bad", more=more))
    check = next(one for one in with_plugins(ALL_CHECKS, Deadline()) if one.id == "bad")

    assert [(one.heading, one.paragraphs) for one in check.pages] == [("bad.first", "bad.first")]


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("print('hello'); return Passed('fine')", "fine (it printed: hello)"),
        ("print('hello'); return Skipped('not here')", "not here (it printed: hello)"),
        ("turn = await ctx.turn(); return Passed(turn.model)", "lab-model-1"),
        ("return Passed(str(ctx.facts().setup == ctx.setup))", "True"),
        ("print('key=sk-proj-Vb7nQ2xK9mTz4LwR8cYp'); import os; os._exit(3)",
         "the plugin bad: its process ended without an outcome: exit code 3"),
        ("import os; os.kill(os.getpid(), 9)",
         "the plugin bad: its process ended without an outcome: signal 9"),
        (f"return Passed('x' * {2 * MAX_SAID})",
         f"the plugin bad: it said more than {MAX_SAID:,} bytes at once"),
    ],
)  # fmt: skip
def test_what_a_plugin_says_comes_back(body: str, summary: str, site: Path) -> None:
    rows = rows_of(site, source=PLUGIN.format(body=body, id="bad", more=""))

    assert rows["bad"].summary.startswith(summary)


def test_a_plugin_ends_with_the_run(site: Path) -> None:
    source = PLUGIN.format(body="import time; time.sleep(600)", id="bad", more="")
    rows = rows_of(site, source=source, budget_s=4.0)

    assert rows["bad"].status.value == "timed_out"


def test_an_error_is_json_whatever_was_told() -> None:
    told = 'a "quote", a \\ and é \U0001f600\n'

    assert json.loads(render(3, told)) == {
        "schema": "codex-doctor/error",
        "schema_version": "1.0",
        "tool": {"name": "codex-doctor", "version": "0.1.0"},
        "exit_code": 3,
        "error": told,
    }


@pytest.mark.parametrize(
    ("lead", "text", "width", "shown"),
    [
        ("  dns  ", "Name is found", None, "  dns  Name is found"),
        ("  dns  ", "Name is found", 14, "  dns  Name is\n       found"),
        ("  a-long-name  ", "is found", 14, "  a-long-name\n      is found"),
        ("", "one https://host/that/is/long two", 10, "one\nhttps://host/that/is/long\ntwo"),
    ],
)
def test_a_row_lines_up_where_there_is_room(
    lead: str, text: str, width: int | None, shown: str
) -> None:
    assert row(lead, text, width) == shown
    assert paragraph("a b c", 3) == "a b\nc"


def test_a_plugin_gets_no_variable_that_holds_a_secret(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_API_KEY", "correct-horse")
    monkeypatch.setenv("ACME_REGION", "eu-1")
    body = 'import os; return Passed(f\'{os.getenv("LAB_API_KEY")} {os.getenv("ACME_REGION")}\')'

    rows = rows_of(site, source=PLUGIN.format(body=body, id="bad", more=""))

    assert rows["bad"].summary == "None eu-1"
