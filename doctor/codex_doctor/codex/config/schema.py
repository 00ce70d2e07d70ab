"""The keys and types that Codex checks, as the newest measured version has them.

Found by setting each one to wrong values in the real Codex. Only top-level keys and the fields
of a provider are here: what stands deeper in other tables does not decide about an endpoint.
"""

from __future__ import annotations

from typing import Any

from codex_doctor.codex.values import is_list

STRING = "a string"
BOOLEAN = "true or false"
INTEGER = "a whole number"
TABLE = "a table"
LIST = "a list"
STRINGS = "a list of strings"
ANY = ""

TOP_LEVEL: dict[str, str] = {
    "agents": TABLE,
    "allow_login_shell": BOOLEAN,
    "analytics": TABLE,
    "approval_policy": ANY,
    "approvals_reviewer": STRING,
    "apps": TABLE,
    "apps_mcp_product_sku": STRING,
    "audio": TABLE,
    "auto_review": TABLE,
    "background_terminal_max_timeout": INTEGER,
    "browser_use": TABLE,
    "chatgpt_base_url": STRING,
    "check_for_update_on_startup": BOOLEAN,
    "cli_auth_credentials_store": STRING,
    "cloud": TABLE,
    "compact_prompt": STRING,
    "computer_use": TABLE,
    "daybreak": BOOLEAN,
    "default_permissions": STRING,
    "desktop": TABLE,
    "developer_instructions": STRING,
    "disable_paste_burst": BOOLEAN,
    "experimental_compact_prompt_file": STRING,
    "experimental_realtime_start_instructions": STRING,
    "experimental_realtime_webrtc_call_base_url": STRING,
    "experimental_realtime_ws_backend_prompt": STRING,
    "experimental_realtime_ws_base_url": STRING,
    "experimental_realtime_ws_model": STRING,
    "experimental_realtime_ws_startup_context": STRING,
    "experimental_thread_store": ANY,
    "experimental_thread_store_endpoint": STRING,
    "experimental_use_unified_exec_tool": BOOLEAN,
    "features": TABLE,
    "feedback": TABLE,
    "file_opener": STRING,
    "forced_chatgpt_workspace_id": ANY,
    "forced_login_method": STRING,
    "ghost_snapshot": TABLE,
    "goals": TABLE,
    "hide_agent_reasoning": BOOLEAN,
    "history": TABLE,
    "hooks": TABLE,
    "include_apps_instructions": BOOLEAN,
    "include_collaboration_mode_instructions": BOOLEAN,
    "include_environment_context": BOOLEAN,
    "include_environment_context_time": BOOLEAN,
    "include_permissions_instructions": BOOLEAN,
    "instructions": STRING,
    "js_repl_node_module_dirs": LIST,
    "js_repl_node_path": STRING,
    "log_dir": STRING,
    "marketplaces": TABLE,
    "mcp_oauth_callback_port": INTEGER,
    "mcp_oauth_callback_url": STRING,
    "mcp_oauth_credentials_store": STRING,
    "mcp_optional_startup_grace_ms": INTEGER,
    "mcp_servers": TABLE,
    "memories": TABLE,
    "model": STRING,
    "model_auto_compact_token_limit": INTEGER,
    "model_auto_compact_token_limit_scope": STRING,
    "model_catalog_json": STRING,
    "model_context_window": INTEGER,
    "model_instructions_file": STRING,
    "model_post_turn_compact_threshold_percent": INTEGER,
    "model_provider": STRING,
    "model_providers": TABLE,
    "model_reasoning_effort": STRING,
    "model_reasoning_summary": STRING,
    "model_verbosity": STRING,
    "notice": TABLE,
    "notify": STRINGS,
    "openai_base_url": STRING,
    "orchestrator": TABLE,
    "oss_provider": STRING,
    "otel": TABLE,
    "permissions": TABLE,
    "personality": STRING,
    "plan_mode_reasoning_effort": STRING,
    "plugins": TABLE,
    "profile": STRING,
    "profiles": TABLE,
    "project_doc_fallback_filenames": LIST,
    "project_doc_max_bytes": INTEGER,
    "project_root_markers": LIST,
    "projects": TABLE,
    "realtime": TABLE,
    "responses_api_metadata": TABLE,
    "review_model": STRING,
    "sandbox_mode": STRING,
    "sandbox_workspace_write": TABLE,
    "service_tier": STRING,
    "shell_environment_policy": TABLE,
    "show_raw_agent_reasoning": BOOLEAN,
    "skills": TABLE,
    "sqlite_home": STRING,
    "suppress_unstable_features_warning": BOOLEAN,
    "thread_unload_delay_secs": INTEGER,
    "tool_output_token_limit": INTEGER,
    "tool_suggest": TABLE,
    "tools": TABLE,
    "tui": TABLE,
    "web_search": STRING,
    "windows": TABLE,
}

CHOICES: dict[str, tuple[str, ...]] = {
    "approval_policy": ("untrusted", "on-failure", "on-request", "never"),
    "approvals_reviewer": ("user", "auto_review", "guardian_subagent"),
    "file_opener": ("vscode", "vscode-insiders", "windsurf", "cursor", "none"),
    "mcp_oauth_credentials_store": ("auto", "file", "keyring"),
    "model_auto_compact_token_limit_scope": ("total", "body_after_prefix"),
    "personality": ("none", "friendly", "pragmatic"),
    "web_search": ("disabled", "cached", "indexed", "live"),
    "history.persistence": ("save-all", "none"),
    "shell_environment_policy.inherit": ("core", "all", "none"),
    "projects.*.trust_level": ("trusted", "untrusted"),
    "windows.sandbox": ("elevated", "unelevated", "mxc"),
    "cli_auth_credentials_store": ("file", "keyring", "auto", "ephemeral"),
    "forced_login_method": ("chatgpt", "api"),
    "model_reasoning_summary": ("auto", "concise", "detailed", "none"),
    "model_verbosity": ("low", "medium", "high"),
    "sandbox_mode": ("read-only", "workspace-write", "danger-full-access"),
}

PROVIDER: dict[str, str] = {
    "name": STRING,
    "base_url": STRING,
    "env_key": STRING,
    "env_key_instructions": STRING,
    "experimental_bearer_token": STRING,
    "auth": TABLE,
    "gateway_oauth": TABLE,
    "aws": TABLE,
    "project_id": STRING,
    "location": STRING,
    "credential_file": STRING,
    "model_catalog_url": STRING,
    "capabilities": TABLE,
    "wire_api": ANY,
    "query_params": TABLE,
    "http_headers": TABLE,
    "env_http_headers": TABLE,
    "request_max_retries": INTEGER,
    "stream_max_retries": INTEGER,
    "stream_idle_timeout_ms": INTEGER,
    "websocket_connect_timeout_ms": INTEGER,
    "requires_openai_auth": BOOLEAN,
    "supports_websockets": BOOLEAN,
    "supports_standalone_web_search": BOOLEAN,
}

NESTED: dict[str, str] = {
    "analytics.enabled": BOOLEAN,
    "history.max_bytes": INTEGER,
    "history.persistence": STRING,
    "mcp_servers.*": TABLE,
    "mcp_servers.*.args": LIST,
    "mcp_servers.*.command": STRING,
    "mcp_servers.*.env": TABLE,
    "mcp_servers.*.env.*": STRING,
    "mcp_servers.*.url": STRING,
    "profiles.*": TABLE,
    "profiles.*.model": STRING,
    "profiles.*.model_provider": STRING,
    "projects.*": TABLE,
    "projects.*.trust_level": STRING,
    "sandbox_workspace_write.network_access": BOOLEAN,
    "sandbox_workspace_write.writable_roots": LIST,
    "shell_environment_policy.inherit": STRING,
    "shell_environment_policy.set": TABLE,
    "shell_environment_policy.set.*": STRING,
    "tui.theme": STRING,
}
"""Types below the top level that people get wrong; `*` stands for any name."""

STRING_TABLES = ("query_params", "http_headers", "env_http_headers")
"""Fields of a provider whose values must all be strings."""

UNSIGNED = frozenset(
    {
        "request_max_retries",
        "stream_max_retries",
        "stream_idle_timeout_ms",
        "websocket_connect_timeout_ms",
        "background_terminal_max_timeout",
        "mcp_oauth_callback_port",
        "mcp_optional_startup_grace_ms",
        "model_post_turn_compact_threshold_percent",
        "project_doc_max_bytes",
        "thread_unload_delay_secs",
        "tool_output_token_limit",
    }
)

PORTS = frozenset({"mcp_oauth_callback_port"})

AUTH: dict[str, str] = {
    "command": STRING,
    "args": LIST,
    "timeout_ms": INTEGER,
    "refresh_interval_ms": INTEGER,
    "cwd": STRING,
}

SYNONYMS = {
    "api_base": "base_url",
    "api_base_url": "base_url",
    "apibase": "base_url",
    "baseurl": "base_url",
    "endpoint": "base_url",
    "url": "base_url",
    "api_key": "env_key",
    "apikey": "env_key",
    "api_key_env": "env_key",
    "api_key_env_var": "env_key",
    "envkey": "env_key",
    "headers": "http_headers",
    "extra_headers": "http_headers",
    "env_headers": "env_http_headers",
    "params": "query_params",
    "timeout": "stream_idle_timeout_ms",
    "api": "wire_api",
    "api_type": "wire_api",
    "wireapi": "wire_api",
    "retries": "request_max_retries",
    "max_retries": "request_max_retries",
    "bearer_token": "experimental_bearer_token",
    "token": "experimental_bearer_token",
    "mcpservers": "mcp_servers",
    "providers": "model_providers",
    "provider": "model_provider",
    "reasoning_effort": "model_reasoning_effort",
    "context_window": "model_context_window",
}
"""What people write for a key that Codex calls otherwise, in lower case without hyphens."""


def matches(expected: str, value: object) -> bool:
    """Tell whether a TOML value has the expected type."""
    kinds: dict[str, type | tuple[type, ...]] = {
        STRING: str,
        BOOLEAN: bool,
        INTEGER: int,
        TABLE: dict,
        LIST: list,
    }
    if expected == ANY:
        return True
    if expected == INTEGER and isinstance(value, bool):
        return False
    if expected == STRINGS:
        return is_list(value) and all(isinstance(one, str) for one in value)
    return isinstance(value, kinds[expected])


def type_name(value: Any) -> str:
    """Name the type of a TOML value as people do."""
    names: tuple[tuple[type, str], ...] = (
        (bool, BOOLEAN),
        (int, INTEGER),
        (float, "a number with a point"),
        (str, STRING),
        (dict, TABLE),
        (list, LIST),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "a date or time")
