"""A provider's table where there is none, with what only the user knows left open; not a check."""

from __future__ import annotations

import re

from codex_doctor.codex.files.toml_values import write_path, write_text
from codex_doctor.model import Edit
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.problem_words import is_variable

_OTHER_NAME = "GATEWAY_API_KEY"


def define_provider(file: str, provider: str, *, base_url: str = "", env_key: str = "") -> Edit:
    """Return the edit that adds a provider's table to a file, with what is known of it."""
    variable = env_key if is_variable(env_key) else key_variable(provider)
    path = ("model_providers", provider)
    lines = (
        f"[{write_path(path)}]",
        f"name = {write_text(provider)}",
        f"base_url = {write_text(base_url or say('fix.your.base_url'))}",
        f'env_key = "{variable}"',
    )
    return Edit(file, ".".join(path), None, "\n".join(lines))


def select_address(file: str, base_url: str, *further: str, has_login: bool) -> tuple[Edit, Edit]:
    """Return the edits that add a provider with an address to a file, and select it.

    Args:
        file: The file.
        base_url: The address.
        further: More lines of its table.
        has_login: Whether the key is in Codex's own login, and not in a variable.
    """
    lines = (
        "[model_providers.custom]",
        'name = "Custom"',
        f'base_url = "{base_url}"',
        "requires_openai_auth = true" if has_login else 'env_key = "OPENAI_API_KEY"',
        *further,
    )
    return (
        Edit(file, "model_provider", None, 'model_provider = "custom"', 1),
        Edit(file, "model_providers.custom", None, "\n".join(lines)),
    )


def key_variable(provider: str) -> str:
    """Return a name for the variable of a provider's key."""
    name = re.sub(r"\W+", "_", provider.upper(), flags=re.ASCII).strip("_")
    return f"{name}_API_KEY" if is_variable(f"{name}_API_KEY") else _OTHER_NAME
