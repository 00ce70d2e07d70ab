"""What a user is told to do first; that Codex then works is measured by `field.cures`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from msgspec.structs import replace

from field.cases import CASES
from field.doctor import judge_set_up

if TYPE_CHECKING:
    from pathlib import Path

    from field.set_up import SetUp

_KNOWN: Final = {one.id: one for one in CASES}
# The beginning of the title, or what is in it.
_FIXES: Final = {
    "tier-not-taken": "Remove service_tier",
    "search-asked-for": 'Set web_search = "disabled"',
    "idle-timeout-in-seconds": "Remove stream_idle_timeout_ms",
    "no-retries-at-a-busy-gateway": "Remove request_max_retries and stream_max_retries",
    "command-prints-a-document": "Let the program of auth.command print the key alone",
    "address-as-openai-base-url": "Write base_url",
    "address-as-api-url": "Write base_url",
    "address-in-chatgpt-base-url": "Define a provider with this base_url",
    "newer-base-url-in-variable": "Define a provider with this base_url",
    "old-wire-left-out": 'Set wire_api = "responses" in the provider',
    "old-chat-asked-for": 'Set wire_api = "responses" in the provider',
    "old-openai-base-url": "Define a provider with this base_url",
    "azure-version-with-underscore": "Write api-version in place of api_version",
    "azure-version-not-wanted": "Remove api-version from query_params",
    "azure-version-too-old": 'Write query_params = { api-version = "2025-04-01-preview" }',
    "table-without-its-parent": "Write model_providers.gw instead of gw",
    "table-is-an-address": 'Write model_providers.gw = { name = "Custom", base_url = ',
    "option-with-provider-as-json": 'Write model_providers.gw = { name = "Gateway", base_url = ',
    "option-with-a-hyphen": "Write -c model_provider=gw",
    "file-in-config-folder": "Copy ~/.config/codex/config.toml to ",
    "file-in-capitals": "Copy ",
    "home-is-one-folder-too-high": "Copy ~/.codex/config.toml to ",
    "home-in-quotes": "Set CODEX_HOME to ",
    "home-with-a-tilde": "Set CODEX_HOME to ",
    "profile-file-named-shortly": "Copy ",
    "profile-file-in-a-folder": "Copy ",
    "no-proxy-with-star": "Add 127.0.0.1 to NO_PROXY",
    "address-of-every-interface": "Point base_url at 127.0.0.1, where",
    "port-behind-the-path": "Set base_url to http://localhost:",
    "openai-selected-still": "Select gw, whose key is set.",
    "openai-selected-by-option": "Select gw, whose key is set.",
    "openai-selected-for-all-users": "Select gw, whose key is set.",
    "server-with-env-as-list": 'Write mcp_servers.fs.env = { MODE = "fast", API_KEY = "…" }.',
    "server-with-tools-with-commas": 'Write mcp_servers.fs.enabled_tools = ["read", "write"].',
    "merge-with-a-provider-that-is-gone": "Keep the side whose provider this file defines",
    "yaml-headers": "Write the lines as TOML wants them.",
    "yaml-providers": "Write the lines as TOML wants them.",
    "litellm-behind-a-front": 'Write env_http_headers = { "x-litellm-api-key" = "GW_KEY" }',
    "old-reserved-provider": "Rename the table to [model_providers.openai-custom]",
}


@pytest.mark.parametrize("name", _FIXES)
def test_the_first_fix_is_what_mends_it(name: str, tmp_path: Path) -> None:
    judged = judge_set_up(_KNOWN[name], tmp_path)

    assert judged.is_right, judged.brief
    assert judged.fix.startswith(_FIXES[name])


def _by_option(set_up: SetUp, line: str, *options: str) -> SetUp:
    """Return the set-up with an option in place of a line of its file."""
    config = (set_up.config or "").replace(line, "")
    return replace(set_up, config=config, arguments=options)


def test_what_an_option_asks_for_is_left_out_there(tmp_path: Path) -> None:
    set_up = _by_option(
        _KNOWN["tier-not-taken"], 'service_tier = "flex"\n', "-c", "service_tier=flex"
    )

    assert judge_set_up(set_up, tmp_path).fix.startswith("Remove service_tier")


def test_a_catalog_counts_where_the_version_reads_it(tmp_path: Path) -> None:
    old = _KNOWN["old-catalog"]
    new = replace(_KNOWN["option-with-blanks"], config=old.config, arguments=())

    assert judge_set_up(old, tmp_path / "old").found == ()
    assert judge_set_up(new, tmp_path / "new").found == ("config.catalog_invalid",)
