"""What Codex does between which versions, and how it was measured.

`measured` names where it was seen: `matrix CASE` is a case of the oracle's matrix
(`tests/oracle/matrix_cases.py`), `request` the recorded requests (`codex/wire/dialects/`),
`stream NAME` a stream of `tests/data/codex_chat_streams.json`, `probe NAME` a probe that was run
on the versions around the change.
"""

from __future__ import annotations

from msgspec import Struct


class Behaviour(Struct, frozen=True):
    """One thing Codex does between two versions, both included; None means no bound.

    Attributes:
        name: What rules ask for; `behaviour.NAME` of the catalogue says what it means.
        first: The first version that behaves so.
        last: The last stable version that behaves so.
        measured: How it was seen.
        in_turn: Whether it changes what is made of an endpoint, and not only of a configuration.
    """

    name: str
    first: str | None
    last: str | None
    measured: str
    in_turn: bool = False


BEHAVIOURS = (
    Behaviour(
        "chat_default",
        None,
        "0.94.0",
        "matrix wire/wire-api-absent",
    ),
    Behaviour(
        "bearer_token_first",
        None,
        "0.63.0",
        "matrix credentials/bearer-token-below-env-key",
    ),
    Behaviour(
        "memory_models",
        "0.169.0",
        None,
        "probe side_models",
    ),
    Behaviour(
        "ends_at_completed",
        "0.87.0",
        None,
        "matrix stream/held-open",
        in_turn=True,
    ),
    Behaviour(
        "broken_calls_kept",
        "0.121.0",
        None,
        "probe no-completed with stream_max_retries = 1",
        in_turn=True,
    ),
    Behaviour(
        "answers_unpacked",
        "0.171.0",
        None,
        "matrix stream/gzip-body",
        in_turn=True,
    ),
    Behaviour(
        "response_done_taken",
        "0.87.0",
        "0.107.0",
        "matrix stream/response-done",
        in_turn=True,
    ),
    Behaviour(
        "effort_xhigh",
        "0.59.0",
        None,
        "matrix configuration/effort-unknown",
    ),
    Behaviour(
        "effort_any",
        "0.138.0",
        None,
        "matrix configuration/effort-unknown",
    ),
    Behaviour(
        "chat_wire_api_deprecated",
        "0.72.0",
        "0.94.0",
        "probe chat",
    ),
    Behaviour(
        "chat_wire_api_removed",
        "0.95.0",
        None,
        "matrix configuration/wire-chat-unselected",
    ),
    Behaviour(
        "chat_output_at_once",
        None,
        "0.58.0",
        "stream text-and-call",
    ),
    Behaviour(
        "chat_one_call",
        None,
        "0.63.0",
        "stream two-calls",
    ),
    Behaviour(
        "chat_calls_by_id",
        "0.64.0",
        "0.65.0",
        "stream call-in-pieces",
    ),
    Behaviour(
        "chat_done_ignored",
        "0.64.0",
        "0.77.0",
        "stream held-after-done",
    ),
    Behaviour(
        "chat_calls_joined",
        "0.79.0",
        None,
        "stream two-calls",
    ),
    Behaviour(
        "rules_checked_first",
        "0.72.0",
        "0.80.0",
        "probe garbage(",
    ),
    Behaviour(
        "rules_checked",
        "0.104.0",
        None,
        "probe garbage(",
    ),
    Behaviour(
        "required_servers",
        "0.99.0",
        None,
        "probe required = true",
    ),
    Behaviour(
        "env_base_url_read",
        None,
        "0.118.0",
        "matrix configuration/base-url-variable",
    ),
    Behaviour(
        "env_base_url_ignored",
        "0.120.0",
        None,
        "matrix configuration/base-url-variable",
    ),
    Behaviour(
        "openai_base_url_key",
        "0.115.0",
        None,
        "matrix configuration/openai-base-url",
    ),
    Behaviour(
        "websocket_first",
        "0.116.0",
        None,
        "probe ws_true",
    ),
    Behaviour(
        "openai_key_read",
        None,
        "0.34.0",
        "probe builtin_OPENAI_API_KEY",
    ),
    Behaviour(
        "login_inherited",
        None,
        "0.148.0",
        "matrix credentials/login-inherited",
    ),
    Behaviour(
        "auth_json_stops",
        None,
        "0.146.1",
        "probe auth_json",
    ),
    Behaviour(
        "odd_key_stops",
        None,
        "0.63.0",
        "probe key_control",
    ),
    Behaviour(
        "codex_api_key_read",
        "0.44.0",
        None,
        "probe builtin_both_keys",
    ),
    Behaviour(
        "bearer_token_read",
        "0.49.0",
        None,
        "probe bearer_token",
    ),
    Behaviour(
        "auth_command_run",
        "0.118.0",
        None,
        "matrix credentials/command",
    ),
    Behaviour(
        "access_token_read",
        "0.129.0",
        None,
        "matrix credentials/login-access-token-beats-file",
    ),
    Behaviour(
        "dotenv_overrides",
        "0.22.0",
        None,
        "probe dotenv_wins",
    ),
    Behaviour(
        "trailing_slash_removed",
        "0.64.0",
        None,
        "matrix configuration/url-slash-behind",
    ),
    Behaviour(
        "profile_tables",
        None,
        "0.133.0",
        "matrix configuration/legacy-table",
    ),
    Behaviour(
        "profile_files",
        "0.134.0",
        None,
        "matrix configuration/profile-file",
    ),
    Behaviour(
        "unknown_keys_listed",
        "0.156.0",
        None,
        "probe unknown_key",
    ),
    Behaviour(
        "reserved_refused",
        "0.115.0",
        None,
        "matrix configuration/reserved-openai",
    ),
    Behaviour(
        "bedrock_builtin",
        "0.123.0",
        None,
        "matrix configuration/bedrock-env-key",
    ),
    Behaviour(
        "ollama_builtin",
        "0.59.0",
        None,
        "matrix configuration/reserved-ollama",
    ),
    Behaviour(
        "ignore_options",
        "0.122.0",
        None,
        "probe exec --help",
    ),
    Behaviour(
        "strict_option",
        "0.131.0",
        None,
        "probe exec --help",
    ),
    Behaviour(
        "system_config_read",
        "0.79.0",
        None,
        "probe sysconf",
    ),
    Behaviour(
        "requirements_read",
        "0.77.0",
        None,
        "probe requirements",
    ),
    Behaviour(
        "managed_config_read",
        "0.45.0",
        None,
        "probe managed",
    ),
    Behaviour(
        "managed_home_read",
        None,
        "0.148.0",
        "probe managed, in Wine; 0.154.0 says that it does not",
    ),
    Behaviour(
        "project_config_read",
        "0.79.0",
        None,
        "matrix configuration/project-trusted",
    ),
    Behaviour(
        "project_trust_needed",
        "0.89.0",
        None,
        "matrix configuration/project-untrusted",
    ),
    Behaviour(
        "oss_responses",
        "0.87.0",
        None,
        "matrix configuration/oss-base-url",
    ),
    Behaviour(
        "project_keys_denied",
        "0.129.0",
        None,
        "matrix configuration/project-key-model-provider",
    ),
    Behaviour(
        "permission_profiles",
        "0.113.0",
        None,
        "probe permissions",
    ),
    Behaviour(
        "toml_1_1",
        "0.79.0",
        None,
        "matrix configuration/toml11-inline-newlines",
    ),
    Behaviour(
        "codex_ca_read",
        "0.115.0",
        None,
        "probe tls_codex_ca",
    ),
    Behaviour(
        "tls_by_openssl",
        None,
        "0.128.0",
        "probe tls_set_ups",
    ),
    Behaviour(
        "waits_for_network",
        "0.148.0",
        None,
        "matrix wire/port-refused",
        in_turn=True,
    ),
    Behaviour(
        "retry_after_obeyed",
        "0.161.0",
        None,
        "probe 429",
        in_turn=True,
    ),
    Behaviour(
        "model_not_found_final",
        "0.165.0",
        None,
        "probe 404 model_not_found",
        in_turn=True,
    ),
    Behaviour(
        "room_in_a_thread",
        "0.80.0",
        None,
        "probe context_length_exceeded",
    ),
    Behaviour(
        "plan_needed_final",
        "0.64.0",
        None,
        "probe usage_not_included",
    ),
    Behaviour(
        "plan_at_chatgpt",
        "0.94.0",
        None,
        "probe usage_not_included",
    ),
    Behaviour(
        "invalid_prompt_final",
        "0.89.0",
        None,
        "probe invalid_prompt",
    ),
    Behaviour(
        "at_capacity_final",
        "0.100.0",
        None,
        "probe server_is_overloaded",
    ),
    Behaviour(
        "slow_down_final",
        "0.100.0",
        "0.155.1",
        "probe slow_down",
    ),
    Behaviour(
        "slow_down_said",
        "0.156.0",
        None,
        "probe slow_down",
    ),
    Behaviour(
        "rate_limit_said",
        "0.151.0",
        None,
        "probe rate_limit_exceeded",
    ),
    Behaviour(
        "incomplete_read",
        "0.100.0",
        None,
        "probe response.incomplete",
    ),
    Behaviour(
        "incomplete_final",
        "0.163.0",
        None,
        "probe response.incomplete",
    ),
    Behaviour(
        "cyber_policy_final",
        "0.124.0",
        None,
        "probe cyber_policy",
    ),
    Behaviour(
        "bio_policy_final",
        "0.144.0",
        None,
        "probe bio_policy",
    ),
    Behaviour(
        "content_policy_final",
        "0.169.0",
        None,
        "probe content_policy_violation",
    ),
    Behaviour(
        "context_event_read",
        "0.169.0",
        None,
        "probe error event",
    ),
    Behaviour(
        "developer_messages",
        "0.87.0",
        None,
        "request",
        in_turn=True,
    ),
    Behaviour(
        "exec_command_shell",
        "0.96.0",
        None,
        "request",
        in_turn=True,
    ),
    Behaviour(
        "shell_unoffered",
        None,
        "0.130.0",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "local_shell_unoffered",
        None,
        "0.128.0",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "shell_command_unoffered",
        None,
        "0.149.1",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "local_shell_items",
        None,
        "0.130.0",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "namespaces_read",
        "0.115.0",
        None,
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "functions_namespace",
        "0.147.0",
        None,
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "web_search_tool",
        "0.92.0",
        None,
        "request",
        in_turn=True,
    ),
    Behaviour(
        "namespace_tools",
        "0.133.0",
        None,
        "request",
        in_turn=True,
    ),
    Behaviour(
        "session_id_dashed",
        "0.131.0",
        None,
        "request",
        in_turn=True,
    ),
    Behaviour(
        "reasoning_for_all",
        "0.145.0",
        None,
        "request",
        in_turn=True,
    ),
    Behaviour(
        "summary_left_out",
        "0.72.0",
        None,
        "probe model_reasoning_summary",
        in_turn=True,
    ),
    Behaviour(
        "digits_kept",
        "0.139.0",
        None,
        "probe numbers in items",
        in_turn=True,
    ),
    Behaviour(
        "item_ids_sent",
        "0.146.0",
        None,
        "matrix wire/item-ids-rejected",
        in_turn=True,
    ),
    Behaviour(
        "item_metadata_sent",
        "0.142.2",
        None,
        "probe capture",
        in_turn=True,
    ),
    Behaviour(
        "instructions_field",
        None,
        "0.161.0",
        "matrix wire/instructions-demanded",
        in_turn=True,
    ),
)
"""Every behaviour; rules ask for one by its name (`codex_doctor.codex.versions.holds`)."""

DIALECTS = (
    "0.58.0",
    "0.80.0",
    "0.87.0",
    "0.92.0",
    "0.96.0",
    "0.101.0",
    "0.104.0",
    "0.113.0",
    "0.115.0",
    "0.120.0",
    "0.125.0",
    "0.128.0",
    "0.129.0",
    "0.131.0",
    "0.133.0",
    "0.138.0",
    "0.140.0",
    "0.144.0",
    "0.145.0",
    "0.146.0",
    "0.148.0",
    "0.150.0",
    "0.152.0",
    "0.153.4",
    "0.157.0",
    "0.159.1",
    "0.160.1",
    "0.162.0",
    "0.165.0",
    "0.169.0",
    "0.171.0",
)
"""The versions whose requests were recorded; each speaks for the versions up to the next one.

From 0.128.0 on each is the first one that sends what it sends for an id that no version knows,
members of the metadata apart.
"""

CHAT_DIALECTS = ("0.58.0", "0.64.0", "0.66.0", "0.77.0", "0.87.0", "0.94.0")
"""The versions whose chat requests were recorded, up to the last one that sends any."""

DEFAULT_MODELS = (
    (None, "gpt-5"),
    ("0.40.0", "gpt-5-codex"),
    ("0.59.0", "gpt-5.1-codex-max"),
    ("0.60.1", "gpt-5.1-codex"),
    ("0.65.0", "gpt-5.1-codex-max"),
    ("0.87.0", "gpt-5.2-codex"),
    ("0.106.0", "gpt-5.3-codex"),
    ("0.123.0", "gpt-5.4"),
    ("0.125.0", "gpt-5.5"),
    ("0.144.0", "gpt-5.6-sol"),
    ("0.153.4", "gpt-6-astra"),
    ("0.159.1", "gpt-6.1-sol"),
    ("0.171.0", "gpt-6.2-sol"),
)
"""Since which version which model id is sent when none is set."""
