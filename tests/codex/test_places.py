"""Which values are secret by where they stand, and how a line is shown without them."""

from __future__ import annotations

import pytest

from codex_doctor.codex.files.excerpts import excerpt, shown_line
from codex_doctor.codex.files.starred import star_places
from codex_doctor.secrets.places import is_secret_at


@pytest.mark.parametrize(
    ("path", "value", "secret"),
    [
        ("model_providers.gw.experimental_bearer_token", 98127634509812, True),
        ("model_providers.gw.experimental_bearer_token", "x", True),
        ("vault.api_key.production", "summer", True),
        ("vault.api_keys.0", "summer", True),
        ("model_providers.gw.http_headers.X-Foo", "Hunter22x", True),
        ("model_providers.gw.http_headers.X-Foo", "two words", True),
        ("mcp_servers.s.env.FOO", "Hunter22x", True),
        ("shell_environment_policy.set.FOO", "Hunter22x", True),
        ("otel.exporter.otlp-http.headers.X-Team", "Hunter22x", True),
        ("model_providers.gw.query_params.code", "Hunter22x", True),
        ("model_providers.gw.env_key", "Hunter22x", True),
        ("model_providers.gw.auth", "Hunter22x", True),
        ("model_providers.gw.auth", "cat Hunter22x", True),
        ("model_providers.gw.auth", "Hunter22x /run/key", True),
        ("model_providers.gw.api_key", "cat /run/key", True),
        # What everybody may read.
        ("model_providers.gw.auth", "cat /run/key", False),
        ("model_providers.gw.auth", "/bin/cat ~/.key", False),
        ("model_providers.gw.http_headers.X-Provider", "openai", False),
        ("model_providers.gw.http_headers.Content-Type", "application/json", False),
        ("model_providers.gw.query_params.api-version", "2025-04-01-preview", False),
        ("model_providers.gw.env_http_headers.api-key", "GW_KEY", False),
        ("model_providers.gw.env_key", "GW_KEY", False),
        ("model_providers.gw.requires_openai_auth", True, False),
        ("model_providers.gw.auth.command", "get-key", False),
        ("model_providers.token-hub.base_url", "https://hub.example/v1", False),
        ("mcp_servers.s.env.HOME", "/home/me", False),
        ("mcp_servers.s.env.LEVEL", "debug", False),
        ("mcp_oauth_callback_port", 1455, False),
        ("model_context_window", 2000000, False),
        ("tool_output_token_limit", 1000000, False),
        ("vault.api_key_2", 12345, False),
        ("vault.password", "", False),
    ],
)
def test_a_value_is_secret_by_its_place(path: str, value: object, secret: bool) -> None:
    assert is_secret_at(path.split("."), value) is secret


TEXT = """\
[mcp_servers.s]
url = "http://x/" # pw Hunter22x
[mcp_servers.s.env]
FOO = "Hunter22x" # staging
LEVEL = "debug"
BAR = “Hunter22x”
[vault.auth]
[[vault.secrets]]
[vault]
password = \"\"\"
Hunter22x\"\"\"
api_key = { a = "Hunter22x", b = 12345678.5 }
api_key.c = "Hunter22x
"""


def test_lines_are_shown_without_what_their_tables_make_a_secret() -> None:
    shown = [shown_line(TEXT, number) for number in range(1, 15)]

    assert shown == [
        "[mcp_servers.s]",
        'url = "http://x/"',
        "[mcp_servers.s.env]",
        'FOO = "*********"',
        'LEVEL = "debug"',
        "BAR = ***********",
        "[vault.auth]",
        "[[vault.secrets]]",
        "[vault]",
        'password = """',
        '*********"""',
        'api_key = { a = "*********", b = ********** }',
        'api_key.c = "*********',
        "",
    ]
    assert shown_line(TEXT, 0) == shown_line(TEXT, 99) == ""


def test_a_caret_stays_in_its_column_where_something_is_hidden() -> None:
    assert excerpt(TEXT, line=4, column=7) == '4 | FOO = "*********"\n  |       ^'


@pytest.mark.parametrize(
    "text", [TEXT, "\r\n# x\r\n[a\r\nb = 'x\r\n", '"""', "a = '''b", "", "\x00"]
)
def test_what_is_starred_is_as_long_as_it_was(text: str) -> None:
    starred = star_places(text)

    assert starred is not None
    assert [len(line) for line in starred.split("\n")] == [len(line) for line in text.split("\n")]


def test_nothing_is_shown_of_a_file_that_is_too_long_to_be_told() -> None:
    text = "a = 1\n" * 60_000

    assert star_places(text) is None
    assert shown_line(text, 2) == "*****"
