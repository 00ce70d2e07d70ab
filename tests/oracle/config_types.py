"""Keys with a type or value that Codex refuses, and keys that it does not know."""

from __future__ import annotations

import json
from typing import Final

from catalog_models import PLAIN_MODEL
from oracle.config_case import CONFIG, ConfigCase, below, changed, healthy, on_top

_TYPE: Final = "config.wrong_type"
_UNKNOWN: Final = "config.unknown_key"


def _refused(name: str, config: str) -> ConfigCase:
    return ConfigCase(name, _TYPE, config)


def _permissions(name: str, config: str, *, works: bool = False) -> ConfigCase:
    return ConfigCase(name, None if works else _TYPE, config, works=works, is_sandboxed=True)


def _ignored(name: str, config: str, expect: str = _UNKNOWN) -> ConfigCase:
    return ConfigCase(name, expect, config, works=True)


TYPES: Final = (
    _refused("model-integer", changed('model = "lab-model-1"', "model = 5")),
    _refused("model-provider-list", changed('model_provider = "lab"', 'model_provider = ["lab"]')),
    _refused("base-url-integer", changed('"{base_url}"', "8080")),
    _refused("env-key-list", changed('"LAB_API_KEY"', '["LAB_API_KEY"]')),
    _refused("retries-string", changed("stream_max_retries = 0", 'stream_max_retries = "0"')),
    _refused("retries-negative", changed("stream_max_retries = 0", "stream_max_retries = -1")),
    _refused("retries-float", changed("stream_max_retries = 0", "stream_max_retries = 0.0")),
    _refused("switch-string", below('supports_websockets = "false"')),
    _refused("switch-number", below("requires_openai_auth = 0")),
    _refused("header-integer", below("http_headers = { X = 1 }")),
    _refused("header-list", below('http_headers = ["X"]')),
    _refused("env-header-integer", below("env_http_headers = { X = 1 }")),
    _refused("query-switch", below("query_params = { a = true }")),
    _refused(
        "provider-list-of-tables", changed("[model_providers.lab]", "[[model_providers.lab]]")
    ),
    _refused("providers-string", on_top('model_providers = "lab"').partition("\n[")[0]),
    _refused("provider-string", below('[model_providers]\nother = "x"')),
    _permissions("permissions-without-default", below("[permissions.careful]")),
    _permissions("permissions-not-there", on_top('default_permissions = "careful"')),
    _permissions(
        "permissions-of-another-name",
        on_top('default_permissions = "zork"\nsandbox_mode = "read-only"')
        + "[permissions.careful]\n",
    ),
    _permissions("permissions-unknown-built-in", on_top('default_permissions = ":zork"')),
    _permissions("permissions-built-in", on_top('default_permissions = ":read-only"'), works=True),
    _permissions(
        "permissions-beside-a-mode",
        on_top('sandbox_mode = "read-only"') + "[permissions.careful]\n",
        works=True,
    ),
    _refused("sandbox-mode-unknown", on_top('sandbox_mode = "full"')),
    _refused("sandbox-mode-in-capitals", on_top('sandbox_mode = "Read-Only"')),
    _refused("approval-policy-unknown", on_top('approval_policy = "sometimes"')),
    _refused("verbosity-in-capitals", on_top('model_verbosity = "High"')),
    _refused("file-opener-unknown", on_top('file_opener = "emacs"')),
    _refused("context-window-text", on_top('model_context_window = "128k"')),
    _refused("doc-bytes-negative", on_top("project_doc_max_bytes = -1")),
    _refused("port-too-large", on_top("mcp_oauth_callback_port = 70000")),
    _refused("notify-string", on_top('notify = "x"')),
    _refused("notify-mixed", on_top('notify = ["a", 1]')),
    _refused("history-unknown", below('[history]\npersistence = "sometimes"')),
    _refused("tui-theme-integer", below("[tui]\ntheme = 5")),
    _refused("feature-string", below('[features]\nshell_tool = "on"')),
    _refused("mcp-no-transport", below("[mcp_servers.x]\nenabled = false")),
    _refused(
        "mcp-two-transports", below('[mcp_servers.x]\ncommand = "true"\nurl = "http://127.0.0.1:1"')
    ),
    _refused("mcp-args-string", below('[mcp_servers.x]\ncommand = "true"\nargs = "b"')),
    _refused("mcp-env-integer", below('[mcp_servers.x]\ncommand = "true"\nenv = { A = 1 }')),
    _refused("trust-level-unknown", below('[projects."/x"]\ntrust_level = "maybe"')),
    _refused("profile-table-type", below("[profiles.y]\nmodel = 5")),
    _refused("shell-policy-unknown", below('[shell_environment_policy]\ninherit = "some"')),
    _refused("workspace-write-string", below('[sandbox_workspace_write]\nnetwork_access = "yes"')),
    _refused("tui-notifications-integer", below("[tui]\nnotifications = 5")),
    _refused("tui-notifications-mixed", below('[tui]\nnotifications = ["a", 1]')),
    _refused("tui-switch-string", below('[tui]\nanimations = "yes"')),
    _refused("tui-screen-unknown", below('[tui]\nalternate_screen = "sometimes"')),
    _refused("tui-status-line-string", below('[tui]\nstatus_line = "model"')),
    _refused("history-bytes-negative", below("[history]\nmax_bytes = -1")),
    _refused("analytics-string", below('[analytics]\nenabled = "no"')),
    _refused("agents-threads-zero", below("[agents]\nmax_threads = 0")),
    _refused("agent-role-integer", below("[agents.x]\ndescription = 5")),
    _refused("app-switch-integer", below("[apps.x]\nenabled = 1")),
    _refused("hook-list-of-strings", below('[hooks]\nPreToolUse = ["x"]')),
    _refused(
        "mcp-timeout-negative", below('[mcp_servers.x]\ncommand = "true"\ntool_timeout_sec = -1')
    ),
    _refused("mcp-tools-string", below('[mcp_servers.x]\ncommand = "true"\nenabled_tools = "a"')),
    _refused("mcp-switch-string", below('[mcp_servers.x]\ncommand = "true"\nrequired = "yes"')),
    _refused("memories-days-float", below("[memories]\nmax_unused_days = 1.5")),
    _refused("otel-exporter-unknown", below('[otel]\nexporter = "zork"')),
    _refused("otel-exporter-without-endpoint", below("[otel.exporter.otlp-http]\nheaders = {}")),
    _refused("skill-switch-string", below('[[skills.config]]\npath = "/x"\nenabled = "no"')),
    _refused("skills-list-of-strings", below('[skills]\nconfig = ["x"]')),
    _refused("shell-policy-integer", below("[shell_environment_policy.set]\nA = 1")),
    _refused("shell-policy-list-mixed", below('[shell_environment_policy]\nexclude = ["A", 1]')),
    _refused("tools-search-integer", below("[tools]\nweb_search = 5")),
    _refused("compact-percent-large", on_top("model_post_turn_compact_threshold_percent = 101")),
    _refused("approval-policy-gone", on_top('approval_policy = "untrusted"')),
    _refused("granular-incomplete", below("[approval_policy.granular]\nrules = true")),
    _refused("effort-blank", on_top('model_reasoning_effort = ""')),
    _refused("goal-budget-zero", below("[goals]\nmax_goal_token_budget = 0")),
    _refused("profile-table-deep", below('[profiles.y.tui]\nsession_picker_view = "x"')),
    ConfigCase("wrong-type-as-an-option", _TYPE, args=("-c", "tui.animations=5")),
    ConfigCase(
        "wrong-type-in-a-profile",
        _TYPE,
        files={"codex/work.config.toml": '[tui]\nanimations = "yes"\n'},
        args=("--profile", "work"),
    ),
    _refused("store-endpoint-gone", on_top('experimental_thread_store_endpoint = "x"')),
    _refused(
        "auth-timeout-zero",
        below('[model_providers.other]\nname = "x"\nauth = { command = "x", timeout_ms = 0 }'),
    ),
    _ignored("unknown-at-top", on_top("zork = 1")),
    _ignored("unknown-near-a-known-one", on_top('modle_verbosity = "low"')),
    _ignored("unknown-in-provider", below('api_key_path = "x"')),
    _ignored("unknown-table", below('[mcpServers.x]\ncommand = "x"')),
    _ignored("unknown-in-tui", below("[tui]\nnotificatons = true")),
    _ignored("unknown-headers-key", below('headers = { "X-A" = "b" }')),
    _ignored(
        "profile-key-in-provider", below('sandbox_mode = "read-only"'), "config.key_misplaced"
    ),
    ConfigCase(
        "catalog-missing", "config.catalog_invalid", on_top('model_catalog_json = "nope.json"')
    ),
    ConfigCase(
        "catalog-no-json",
        "config.catalog_invalid",
        on_top('model_catalog_json = "c.json"'),
        files={"codex/c.json": "no json"},
    ),
    *(
        ConfigCase(
            f"catalog-{name}",
            "config.catalog_invalid",
            on_top('model_catalog_json = "c.json"'),
            files={"codex/c.json": json.dumps({"models": [{**PLAIN_MODEL, **fields}]})},
        )
        for name, fields in (
            ("of-another-version", {"apply_patch_tool_type": "function"}),
            ("flag-is-null", {"use_responses_lite": None}),
            ("number-is-text", {"context_window": "200k"}),
            ("choice-unknown", {"visibility": "always"}),
            ("without-instructions", {"base_instructions": None}),
            ("levels-are-texts", {"supported_reasoning_levels": ["low", "high"]}),
        )
    ),
    ConfigCase(
        "catalog-lacks-fields",
        "config.catalog_invalid",
        on_top('model_catalog_json = "c.json"'),
        files={"codex/c.json": '{"models": [{"slug": "lab-model-1", "display_name": "Lab"}]}'},
    ),
    *(
        healthy(
            f"catalog-{name}",
            on_top('model_catalog_json = "c.json"'),
            files={"codex/c.json": json.dumps({"models": [{**PLAIN_MODEL, **fields}]})},
        )
        for name, fields in (
            ("smallest", {}),
            ("of-other-models", {"slug": "zork"}),
            ("with-custom-tools", {"apply_patch_tool_type": "freeform"}),
            ("with-an-unknown-field", {"zork": 1}),
        )
    ),
    healthy("notifications-list", below('[tui]\nnotifications = ["agent-turn-complete"]')),
    healthy(
        "mcp-timeout-whole", below('[mcp_servers.x]\ncommand = "true"\nstartup_timeout_sec = 5')
    ),
    healthy("date-for-a-text", on_top("service_tier = 2020-01-01")),
    healthy("search-table", below('[tools.web_search]\ncontext_size = "low"')),
    healthy("service-tier-any", on_top('service_tier = "zork"')),
    healthy("oss-provider-custom", on_top('oss_provider = "lab"')),
    healthy("empty-provider-free-tables", f"{CONFIG}[analytics]\nenabled = false\n"),
)
