"""`codex-doctor setup` in the process of the tests."""

from __future__ import annotations

from typing import Final

from codex_doctor.cli import run

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


def set_up(*words: str, version: str = "0.171.0") -> int:
    return run(["setup", "--codex-version", version, "--no-plugins", *words])


def given(base_url: str, *words: str, version: str = "0.171.0") -> int:
    """Set up without a terminal."""
    return set_up("--base-url", base_url, "--env-key", "LAB_API_KEY", *words, version=version)
