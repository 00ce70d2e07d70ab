"""The real Codex works with what `codex-doctor setup` has written, its profiles too."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from msgspec import Struct

from codex_doctor.cli import run
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint, outputs
from codex_doctor.lab.replies import OUTPUT
from codex_doctor.lab.server import serving
from oracle.harness import PROMPT, empty, last_words, watch

if TYPE_CHECKING:
    from codex_doctor.lab.server import Lab

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]

ROOT: Final = Path(__file__).parents[2]
NEWEST: Final = "0.171.0"
FULL: Final = """\
# mine
model = "gpt-5"  # old
model_provider = "local"

[model_providers.local]
name = "Another"
base_url = "https://127.0.0.1:1/v1"
env_key = "OTHER_KEY"

[features]
apps = false
"""


class Case(Struct, frozen=True):
    """What is there before, and what is set up.

    Attributes:
        version: Which Codex; one that is not fetched is skipped.
        config: Text of config.toml, "" for no file.
        path: What stands behind the origin in the base URL that is given.
        options: Options of `setup`, and of Codex.
    """

    name: str
    version: str = NEWEST
    config: str = ""
    path: str = "/v1"
    options: tuple[str, ...] = ()


CASES: Final = (
    Case("empty"),
    Case("full", config=FULL),
    Case("wrong-path", path="/v9"),
    Case("profile-file", options=("--profile", "work")),
    Case("profile-file-beside-a-full-file", config=FULL, options=("--profile", "work")),
    Case("older", version="0.169.0"),
    Case("profile-table", version="0.120.0", config=FULL, options=("--profile", "work")),
    Case("responses-named", version="0.80.0", config=FULL),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_codex_works_with_what_was_written(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = ROOT / f".cache/codex/{case.version}/node_modules/.bin/codex"
    if not program.exists():
        pytest.skip(f"Codex {case.version} is not in .cache/codex")
    home = tmp_path / "home"
    (home / ".codex").mkdir(parents=True)
    if case.config:
        (home / ".codex" / "config.toml").write_text(case.config)
    for name, value in {"HOME": str(home), "LAB_API_KEY": LAB_KEY}.items():
        monkeypatch.setenv(name, value)

    with serving(LabEndpoint()) as lab:
        given = ["--base-url", f"{lab.origin}{case.path}", "--env-key", "LAB_API_KEY", "--yes"]
        judged_by = ["--codex-version", case.version, "--no-plugins", "--cd", str(tmp_path)]
        assert run(["setup", *given, *judged_by, *case.options]) == 0
        lab.requests.clear()
        said = codex(case, program, tmp_path, lab)

        assert OUTPUT in said
        assert any(outputs(seen.json) for seen in lab.requests if seen.method == "POST")


def codex(case: Case, program: Path, folder: Path, lab: Lab) -> str:
    """Run one turn; its own traffic to the internet goes to a proxy that refuses."""
    command = [str(program), "exec", "--json", "--skip-git-repo-check"]
    command += ["-s", "danger-full-access", *case.options, PROMPT]
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "LAB_API_KEY")}
    environ["HTTPS_PROXY"] = f"http://127.0.0.1:{lab.dead_port}"
    ending, printed = watch(command, environ, empty(folder), lab)
    assert ending == "exit 0", printed
    return last_words(printed)
