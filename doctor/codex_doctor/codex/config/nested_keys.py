"""The keys that Codex knows inside the tables of config.toml, as 0.169.0 has them.

Found by giving every word of the binary that could be a key a value of a wrong type: Codex names
those it knows. Tables whose keys are free (headers, env ...) are not here, nor is `features`, whose
names each version has its own of (`codex_doctor.codex.versions.features`).
"""

from __future__ import annotations

CLOSED: dict[str, frozenset[str]] = {
    pattern: frozenset(words.split())
    for pattern, words in {
        "analytics": "enabled",
        "audio": "microphone microphone_channel speaker",
        "feedback": "enabled",
        "history": "max_bytes persistence",
        "mcp_servers.*": """
            args auth bearer_token bearer_token_env_var command cwd default_tools_approval_mode
            disabled_tools enabled enabled_tools env env_http_headers env_vars environment_id
            http_headers http_headers_helper name oauth oauth_resource omit_tools_from required
            scopes startup_readiness startup_timeout_ms startup_timeout_sec
            supports_parallel_tool_calls tool_input_schema_max_bytes tool_timeout_sec tools url""",
        "memories": """
            consolidation_model consolidation_service_tier dedicated_tools
            disable_on_external_context dual_write extract_model generate_memories
            max_raw_memories_for_consolidation max_rollout_age_days max_rollouts_per_startup
            max_unused_days min_rollout_idle_hours use_memories version""",
        "model_providers.*.auth": "args command cwd refresh_interval_ms timeout_ms",
        "profiles.*": """
            analytics approval_policy approvals_reviewer chatgpt_base_url
            experimental_compact_prompt_file experimental_use_unified_exec_tool features
            include_apps_instructions include_collaboration_mode_instructions
            include_environment_context include_environment_context_time
            include_permissions_instructions js_repl_node_module_dirs js_repl_node_path model
            model_catalog_json model_instructions_file model_provider model_reasoning_effort
            model_reasoning_summary model_verbosity oss_provider personality
            plan_mode_reasoning_effort sandbox_mode service_tier tools tui web_search windows""",
        "projects.*": "trust_level",
        "sandbox_workspace_write": """
            exclude_slash_tmp exclude_tmpdir_env_var network_access writable_roots""",
        "shell_environment_policy": """
            exclude experimental_use_profile filters ignore_default_excludes include_only inherit
            set""",
        "skills": "bundled config include_instructions max_context_tokens",
        "tools": "update_plan web_search",
        "windows": "allow_mxc sandbox",
    }.items()
}
"""Tables whose keys are all known; `*` stands for any name."""

OPEN: dict[str, frozenset[str]] = {
    pattern: frozenset(words.split())
    for pattern, words in {
        "notice": "hide_full_access_warning hide_world_writable_warning",
        "otel": """
            environment exporter log_user_prompt metrics_exporter span_attributes trace_exporter""",
        "tui": """
            alternate_screen animations notification_condition notification_method notifications
            show_tooltips status_line terminal_title theme vim_mode_default""",
    }.items()
}
"""Tables that have further keys: only what is nearly one of these is reported."""

# Names that many tables have, or that people use for other things.
_COMMON = frozenset({"args", "auth", "command", "cwd", "enabled", "env", "exclude", "name", "set"})


def home_of(key: str) -> str:
    """Return the one table that knows this key, "" when none does or it says too little."""
    homes = [
        pattern
        for pattern, known in (CLOSED | OPEN).items()
        if key in known and pattern != "profiles.*"
    ]
    return homes[0].replace("*", "NAME") if len(homes) == 1 and key not in _COMMON else ""
