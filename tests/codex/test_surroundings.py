"""What is looked at besides the layers, and that the rules look at nothing themselves."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from codex_doctor.codex import rules
from codex_doctor.facts import CatalogSeen, ServerSeen, StrayAssignment, Surroundings
from codex_doctor.words.sentence import plain
from setups import CONFIG, KEY, resolved

RULES = sorted(Path(str(rules.__file__)).parent.glob("*.py"))
# What opens, lists, runs or waits, and our own modules that do.
READERS = {
    "asyncio",
    "codex_doctor.codex.config.sources",
    "codex_doctor.codex.config.surroundings",
    "codex_doctor.platform.file_text",
    "codex_doctor.codex.config.rule_files",
    "codex_doctor.platform.programs",
    "codex_doctor.platform.deadline",
    "codex_doctor.platform.user_files",
    "datetime",
    "glob",
    "io",
    "os",
    "pathlib",
    "platform",
    "shutil",
    "socket",
    "stat",
    "subprocess",
    "sys",
    "tempfile",
    "time",
}
CALLS = {"open", "read_bytes", "read_text", "exists", "iterdir", "resolve", "now", "today", "time"}


def imported(tree: ast.Module) -> set[str]:
    """Return the modules that run with this one; those for type checkers are left out."""
    names: set[str] = set()
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            block.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module))
    return names


def called(tree: ast.Module) -> set[str]:
    """Return the last names of the functions and methods that are called."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {one.attr if isinstance(one, ast.Attribute) else ast.unparse(one) for one in calls}


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_opens_nothing_and_asks_no_clock(path: Path) -> None:
    tree = ast.parse(path.read_text())

    assert imported(tree) & READERS == set()
    assert called(tree) & CALLS == set()


def test_what_the_configuration_names_is_looked_at(tmp_path: Path) -> None:
    config = (
        'model_catalog_json = "models.json"\nmodel_instructions_file = "absent.md"\n'
        f"{CONFIG}\n[mcp_servers.x]\n"
        'command = "no-such-program"\nrequired = true\n'
    )
    files = {
        "home/.codex/models.json": '{"models": []}',
        "home/.codex/work.config.toml": "",
        "home/.codex/config.yaml": "",
        "work/.env": f"# a comment\nLAB_KEY={KEY}\n",
    }
    seen = resolved(tmp_path, config, files=files, environ={}).surroundings

    assert seen.catalog == CatalogSeen("ok", holds="no_models")
    assert seen.instructions == {"model_instructions_file": "absent"}
    assert seen.servers == (ServerSeen("x", has_program=False),)
    assert seen.strays == (StrayAssignment(".env", 2),)
    assert seen.profiles == ("work",)
    assert seen.lookalikes == ()  # nothing is missing
    assert seen.looked_at is not None
    assert abs((datetime.now(UTC) - seen.looked_at).total_seconds()) < 600
    written = msgspec.json.encode(seen, enc_hook=plain)
    assert msgspec.json.decode(written, type=Surroundings) == seen
    assert KEY.encode() not in written


def test_what_may_have_been_meant_is_looked_for_where_nothing_is_configured(tmp_path: Path) -> None:
    files = {"home/.codex/config.yaml": "", "work/config.toml": CONFIG}
    seen = resolved(tmp_path, None, files=files, environ={}).surroundings

    assert seen.lookalikes == ("~/.codex/config.yaml", f"{tmp_path}/work/config.toml")


@pytest.mark.parametrize(
    ("text", "copies"),
    [("", 1), ("# nothing yet\n\n", 1), (b"\xff\xfe#\0", 0), ("model = \n", 0), (None, 1)],
)
def test_a_file_that_would_select_a_provider_stands_in_for_one_that_says_nothing(
    text: str | bytes | None, copies: int, tmp_path: Path
) -> None:
    files = {"home/.config/codex/config.toml": CONFIG}
    seen = resolved(tmp_path, text, files=files, environ={}).surroundings

    assert seen.copies == ("~/.config/codex/config.toml",) * copies


def test_a_healthy_set_up_names_nothing_to_look_at(tmp_path: Path) -> None:
    files = {"work/.env": f"LAB_KEY={KEY}\n"}
    seen = resolved(tmp_path, files=files).surroundings

    assert seen == Surroundings(looked_at=seen.looked_at)
