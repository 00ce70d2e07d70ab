"""A name on the command line that is misspelt: the fix is the line with the one that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor import cli

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
model = "m"
model_provider = "openrouter"
[model_providers.openrouter]
name = "OpenRouter"
base_url = "http://127.0.0.1:9/v1"
"""


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("-p wrok", "codex --profile work"),
        ("-c profile=wrok", "codex --profile work"),
        ("-c model_provider=opnerouter", "codex -c model_provider=openrouter"),
        ("-c model_provider=olama", "codex -c model_provider=ollama"),
        # Codex 0.171.0: Error: Model provider `olama` not found
        ("--oss --local-provider olama", "codex --oss --local-provider ollama"),
        ("--oss --local-provider opnerouter", "codex --oss --local-provider openrouter"),
        # Nothing is like it, and the files select a provider.
        ("--oss --local-provider zzz", "codex"),
    ],
)
def test_the_fix_says_the_name_that_was_meant(
    words: str,
    meant: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "work.config.toml").write_text('model = "other"\n')
    monkeypatch.setenv("CODEX_HOME", str(tmp_path))

    cli.run(["--offline", "--codex-version", "0.171.0", *words.split()])

    assert meant in [line.strip() for line in capsys.readouterr().out.splitlines()]
