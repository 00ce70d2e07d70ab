"""The fixes by which a credential comes from a variable."""

from __future__ import annotations

import pytest

from codex_doctor.facts import Location, Problem
from codex_doctor_checks.setup.keys_set import by_variable

PROVIDER = "model_providers.gw"


def problem(setting: str, header: str = "", *, line: int | None = 7) -> Problem:
    key = ".".join(part for part in (PROVIDER, setting, header) if part)
    location = Location("~/.codex/config.toml", line)
    return Problem("env.key_placeholder", key=key, line='x = "$GW_KEY"', location=location)


@pytest.mark.parametrize(
    ("setting", "header", "has_table", "edits"),
    [
        ("experimental_bearer_token", "", True, [None, 'env_key = "GW_KEY"']),
        ("http_headers", "Authorization", True, [None, 'env_key = "GW_KEY"']),
        ("http_headers", "api-key", True, [None, 'api-key = "GW_KEY"']),
        ("http_headers", "api-key", False, [None, 'env_http_headers = { api-key = "GW_KEY" }']),
        ("env_http_headers", "api-key", True, ['api-key = "GW_KEY"']),
    ],
)
def test_the_variable_is_named_where_codex_reads_one(
    setting: str, header: str, has_table: bool, edits: list[str | None]
) -> None:
    fix = by_variable(problem(setting, header), setting, header, "GW_KEY", has_table=has_table)

    assert [one.after for one in fix.edits] == edits
    assert fix.edits[0].line == 7
    assert all(one.key.startswith(PROVIDER) for one in fix.edits)
    assert fix.commands is not None


def test_without_a_line_the_variable_alone_is_set() -> None:
    fix = by_variable(problem("http_headers", "api-key", line=None), "http_headers", "api-key", "K")

    assert fix.edits == ()
    assert "env_http_headers" in fix.title
