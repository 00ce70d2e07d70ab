"""The three set-ups of guides, in a terminal, by what the screen says alone, until Codex works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from msgspec import Struct

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.replies import LAB_MODEL, OUTPUT
from codex_doctor.lab.server import serving
from oracle.harness import CODEX_TIMEOUT_S
from terminals import Ended, run_in_terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

_BIN: Final = Path(sys.executable).parent
_PROVIDER: Final = """\
[model_providers.gateway]
name = "Gateway"
base_url = "{base_url}"
env_key = "GATEWAY_KEY"
"""
_SELECTION: Final = f'model = "{LAB_MODEL}"\nmodel_provider = "gateway"\n'


class _Guide(Struct, frozen=True):
    """What a guide says to write.

    Attributes:
        config: config.toml, "" for none.
        environ: What is exported.
        found: What the screen says first.
    """

    config: str
    environ: Mapping[str, str]
    found: str


_GUIDES: Final = {
    "variables": _Guide(
        "",
        {"OPENAI_BASE_URL": "{base_url}", "OPENAI_API_KEY": LAB_KEY},
        "env.base_url_ignored",
    ),
    "config": _Guide(
        f'{_SELECTION}\n{_PROVIDER}wire_api = "chat"\n',
        {"GATEWAY_KEY": LAB_KEY},
        "config.wire_api_chat",
    ),
    "profiles": _Guide(
        f'profile = "work"\n\n[profiles.work]\n{_SELECTION}\n{_PROVIDER}',
        {"GATEWAY_KEY": LAB_KEY},
        "config.profile_legacy",
    ),
}


@pytest.mark.oracle
@pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set")
@pytest.mark.parametrize(
    ("locale", "columns"), [("C.UTF-8", 40), ("C.UTF-8", 80), ("zh_CN.UTF-8", 40)]
)
@pytest.mark.parametrize("name", _GUIDES)
def test_whoever_does_what_the_screen_says_has_a_codex_that_works(
    name: str, locale: str, columns: int, tmp_path: Path
) -> None:
    guide = _GUIDES[name]
    codex = Path(os.environ["CODEX_ORACLE"])
    with serving(LabEndpoint()) as lab:
        environ = {
            "HOME": str(tmp_path),
            "PATH": f"{_BIN}{os.pathsep}{codex.parent}{os.pathsep}{os.environ['PATH']}",
            "TERM": "xterm-256color",
            "NO_COLOR": "1",
            "LANG": locale,
        } | {key: value.replace("{base_url}", lab.base_url) for key, value in guide.environ.items()}
        (tmp_path / ".codex").mkdir()
        if guide.config:
            config = guide.config.replace("{base_url}", lab.base_url)
            (tmp_path / ".codex/config.toml").write_text(config, encoding="utf-8")

        def typed(line: str, answer: bytes) -> Ended:
            program, *words = shlex.split(line)
            return run_in_terminal(
                (str(_BIN / program), *words),
                environ=environ,
                answers={"[y/N]": answer},
                folder=tmp_path,
                columns=columns,
            )

        seen = typed("codex-doctor", b"n\n").said  # no bundle is wanted
        assert guide.found in seen
        named = re.search(r"codex-doctor fix(?=\s)", seen)
        assert named, seen
        mended = typed(named[0], b"y\n")
        assert mended.code == 0, mended.said
        start = re.search(r"codex --[^\r\n]*", mended.said)
        _, *words = shlex.split(start[0]) if start else ["codex"]
        answered = subprocess.run(
            (codex, *words, "exec", "--skip-git-repo-check", "Run the check"),
            cwd=tmp_path,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=3 * CODEX_TIMEOUT_S,
            check=False,
        )
        assert answered.returncode == 0, answered.stderr
        assert OUTPUT in answered.stdout
