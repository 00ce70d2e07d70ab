"""`codex-doctor setup` in the process of the tests, with or without somebody at the terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from codex_doctor.cli import run

if TYPE_CHECKING:
    import pytest

NEW: Final = """\
model = "lab-model-1"
model_provider = "local"

[model_providers.local]
name = "127.0.0.1"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
"""
FULL: Final = """\
# mine
model = "gpt-5"  # old
approval_policy = "never"

[model_providers.local]
name = "Another"   # keep
base_url = "https://gateway.example/v1"
env_key = "OTHER_KEY"

[mcp_servers.notes]
command = "notes"  # a server
"""


class Terminal(io.StringIO):
    """A terminal at which somebody has typed this."""

    def isatty(self) -> bool:
        return True


def set_up(*words: str, version: str = "0.171.0") -> int:
    return run(["setup", "--codex-version", version, "--no-plugins", *words])


def given(base_url: str, *words: str, version: str = "0.171.0") -> int:
    """Set up without a terminal."""
    return set_up("--base-url", base_url, "--env-key", "LAB_API_KEY", *words, version=version)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{one}\n" for one in lines)))
