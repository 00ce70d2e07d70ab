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
        name: What rules ask for.
        first: The first version that behaves so.
        last: The last stable version that behaves so.
        sentence: What it means.
        measured: How it was seen.
        in_turn: Whether it changes what is made of an endpoint, and not only of a configuration.
    """

    name: str
    first: str | None
    last: str | None
    sentence: str
    measured: str
    in_turn: bool = False


BEHAVIOURS = (
    Behaviour(
        "chat_default",
        None,
        "0.94.0",
        "A provider without wire_api speaks chat.",
        "matrix wire/wire-api-absent",
    ),
    Behaviour(
        "bearer_token_first",
        None,
        "0.63.0",
        "experimental_bearer_token beats env_key.",
        "matrix credentials/bearer-token-below-env-key",
    ),
    Behaviour(
        "memory_models",
        "0.169.0",
        None,
        "Memories ask for gpt-6-luna and gpt-6.1-terra; before for others, not all of them seen.",
        "probe side_models",
    ),
    Behaviour(
        "ends_at_completed",
        "0.87.0",
        None,
        "A turn ends with response.completed; before, only with the end of the stream.",
        "matrix stream/held-open",
        in_turn=True,
    ),
    Behaviour(
        "answers_unpacked",
        "0.171.0",
        None,
        "accept-encoding is sent, and an answer in zstd or gzip is unpacked.",
        "matrix stream/gzip-body",
        in_turn=True,
    ),
    Behaviour(
        "response_done_taken",
        "0.87.0",
        "0.107.0",
        "response.done ends a turn as response.completed does.",
        "matrix stream/response-done",
        in_turn=True,
    ),
    Behaviour(
        "effort_xhigh",
        "0.59.0",
        None,
        "xhigh is a reasoning effort.",
        "matrix configuration/effort-unknown",
    ),
    Behaviour(
        "effort_any",
        "0.138.0",
        None,
        "Any text is a reasoning effort; before there was a fixed list.",
        "matrix configuration/effort-unknown",
    ),
    Behaviour(
        "chat_wire_api_deprecated",
        "0.72.0",
        "0.94.0",
        'wire_api = "chat" works and prints a deprecation notice.',
        "probe chat",
    ),
    Behaviour(
        "chat_wire_api_removed",
        "0.95.0",
        None,
        'wire_api = "chat" is refused, also in a provider that is not selected.',
        "matrix configuration/wire-chat-unselected",
    ),
    Behaviour(
        "chat_output_at_once",
        None,
        "0.58.0",
        "Over chat, a tool's output stands right behind its call, before text that came with it.",
        "stream text-and-call",
    ),
    Behaviour(
        "chat_one_call",
        None,
        "0.63.0",
        "Over chat, an answer has one call and ends with any finish_reason.",
        "stream two-calls",
    ),
    Behaviour(
        "chat_calls_by_id",
        "0.64.0",
        "0.65.0",
        "Over chat, a later piece of a call is taken for another call unless it repeats the id.",
        "stream call-in-pieces",
    ),
    Behaviour(
        "chat_done_ignored",
        "0.64.0",
        "0.77.0",
        "Over chat, [DONE] does not end an answer.",
        "stream held-after-done",
    ),
    Behaviour(
        "chat_calls_joined",
        "0.79.0",
        None,
        "Over chat, the calls of an answer go back in one message; DONE ends as [DONE] does.",
        "stream two-calls",
    ),
    Behaviour(
        "rules_checked_first",
        "0.72.0",
        "0.80.0",
        "A flaw in rules/*.rules stops Codex; after it, not until 0.104.0.",
        "probe garbage(",
    ),
    Behaviour(
        "rules_checked",
        "0.104.0",
        None,
        "A flaw in rules/*.rules stops Codex.",
        "probe garbage(",
    ),
    Behaviour(
        "required_servers",
        "0.99.0",
        None,
        "An MCP server with required = true that does not start stops Codex.",
        "probe required = true",
    ),
    Behaviour(
        "env_base_url_read",
        None,
        "0.118.0",
        "The built-in provider takes its address from OPENAI_BASE_URL.",
        "matrix configuration/base-url-variable",
    ),
    Behaviour(
        "env_base_url_ignored",
        "0.120.0",
        None,
        "OPENAI_BASE_URL is not read and nothing is said about it.",
        "matrix configuration/base-url-variable",
    ),
    Behaviour(
        "openai_base_url_key",
        "0.115.0",
        None,
        "openai_base_url moves the built-in provider.",
        "matrix configuration/openai-base-url",
    ),
    Behaviour(
        "websocket_first",
        "0.116.0",
        None,
        "The built-in provider tries WebSocket first.",
        "probe ws_true",
    ),
    Behaviour(
        "openai_key_read",
        None,
        "0.34.0",
        "OPENAI_API_KEY of the environment is sent.",
        "probe builtin_OPENAI_API_KEY",
    ),
    Behaviour(
        "login_inherited",
        None,
        "0.148.0",
        "The key in auth.json goes to a custom provider that configures none.",
        "matrix credentials/login-inherited",
    ),
    Behaviour(
        "codex_api_key_read",
        "0.44.0",
        None,
        "CODEX_API_KEY is sent and beats auth.json.",
        "probe builtin_both_keys",
    ),
    Behaviour(
        "bearer_token_read",
        "0.49.0",
        None,
        "experimental_bearer_token is sent.",
        "probe bearer_token",
    ),
    Behaviour(
        "auth_command_run",
        "0.118.0",
        None,
        "auth.command is run for the credential.",
        "matrix credentials/command",
    ),
    Behaviour(
        "access_token_read",
        "0.129.0",
        None,
        "CODEX_ACCESS_TOKEN beats auth.json.",
        "matrix credentials/login-access-token-beats-file",
    ),
    Behaviour(
        "dotenv_overrides",
        "0.22.0",
        None,
        "$CODEX_HOME/.env beats the environment.",
        "probe dotenv_wins",
    ),
    Behaviour(
        "trailing_slash_removed",
        "0.64.0",
        None,
        "Trailing slashes of base_url are removed.",
        "matrix configuration/url-slash-behind",
    ),
    Behaviour(
        "profile_tables",
        None,
        "0.133.0",
        '[profiles.x] and profile = "x" select a profile.',
        "matrix configuration/legacy-table",
    ),
    Behaviour(
        "profile_files",
        "0.134.0",
        None,
        "--profile x reads $CODEX_HOME/x.config.toml.",
        "matrix configuration/profile-file",
    ),
    Behaviour(
        "unknown_keys_listed",
        "0.156.0",
        None,
        "Unknown keys are listed in a warning.",
        "probe unknown_key",
    ),
    Behaviour(
        "reserved_refused",
        "0.115.0",
        None,
        "A redefined built-in provider is refused.",
        "matrix configuration/reserved-openai",
    ),
    Behaviour(
        "bedrock_builtin",
        "0.123.0",
        None,
        "amazon-bedrock is a built-in provider.",
        "matrix configuration/bedrock-env-key",
    ),
    Behaviour(
        "ollama_builtin",
        "0.59.0",
        None,
        "ollama and lmstudio are built-in providers.",
        "matrix configuration/reserved-ollama",
    ),
    Behaviour(
        "ignore_options",
        "0.122.0",
        None,
        "There are the options --ignore-user-config and --ignore-rules.",
        "probe exec --help",
    ),
    Behaviour(
        "strict_option",
        "0.131.0",
        None,
        "There is the option --strict-config.",
        "probe exec --help",
    ),
    Behaviour(
        "system_config_read",
        "0.79.0",
        None,
        "/etc/codex/config.toml is read.",
        "probe sysconf",
    ),
    Behaviour(
        "managed_config_read",
        "0.45.0",
        None,
        "/etc/codex/managed_config.toml is read.",
        "probe managed",
    ),
    Behaviour(
        "project_config_read",
        "0.79.0",
        None,
        "A trusted .codex/config.toml is read.",
        "matrix configuration/project-trusted",
    ),
    Behaviour(
        "project_trust_needed",
        "0.89.0",
        None,
        "A project's .codex/config.toml is read only when the project is trusted.",
        "matrix configuration/project-untrusted",
    ),
    Behaviour(
        "oss_responses",
        "0.87.0",
        None,
        "The built-in local providers speak the Responses API; before, Chat Completions.",
        "matrix configuration/oss-base-url",
    ),
    Behaviour(
        "project_keys_denied",
        "0.129.0",
        None,
        "A project's .codex/config.toml cannot choose or define providers.",
        "matrix configuration/project-key-model-provider",
    ),
    Behaviour(
        "permission_profiles",
        "0.113.0",
        None,
        "[permissions] and default_permissions need each other.",
        "probe permissions",
    ),
    Behaviour(
        "toml_1_1",
        "0.79.0",
        None,
        "TOML 1.1 is accepted.",
        "matrix configuration/toml11-inline-newlines",
    ),
    Behaviour(
        "codex_ca_read",
        "0.115.0",
        None,
        "CODEX_CA_CERTIFICATE is read.",
        "probe tls_codex_ca",
    ),
    Behaviour(
        "waits_for_network",
        "0.148.0",
        None,
        "A connection that fails is tried again for ever.",
        "matrix wire/port-refused",
        in_turn=True,
    ),
    Behaviour(
        "developer_messages",
        "0.87.0",
        None,
        "Messages of the developer role are sent.",
        "request",
        in_turn=True,
    ),
    Behaviour(
        "exec_command_shell",
        "0.96.0",
        None,
        "The shell for an unknown model id is exec_command; before it was shell.",
        "request",
        in_turn=True,
    ),
    Behaviour(
        "shell_unoffered",
        None,
        "0.130.0",
        "Calls of shell and container.exec run although they are not offered.",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "local_shell_unoffered",
        None,
        "0.128.0",
        "Calls of local_shell run although it is not offered.",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "shell_command_unoffered",
        None,
        "0.149.1",
        "Calls of shell_command run although it is not offered.",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "local_shell_items",
        None,
        "0.130.0",
        "Items of the type local_shell_call run; later they are passed over.",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "namespaces_read",
        "0.115.0",
        None,
        "The namespace of a call counts as a part of its name.",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "functions_namespace",
        "0.147.0",
        None,
        "The namespace functions stands for none.",
        "probe tool_names",
        in_turn=True,
    ),
    Behaviour(
        "web_search_tool",
        "0.92.0",
        None,
        "A tool of the type web_search is sent.",
        "request",
        in_turn=True,
    ),
    Behaviour(
        "namespace_tools",
        "0.133.0",
        None,
        "A tool of the type namespace is sent.",
        "request",
        in_turn=True,
    ),
    Behaviour(
        "session_id_dashed",
        "0.131.0",
        None,
        "The session header is session-id; before it was session_id.",
        "request",
        in_turn=True,
    ),
    Behaviour(
        "reasoning_for_all",
        "0.145.0",
        None,
        "reasoning and include are filled for every model id.",
        "request",
        in_turn=True,
    ),
    Behaviour(
        "item_ids_sent",
        "0.146.0",
        None,
        "Every input item has an id.",
        "matrix wire/item-ids-rejected",
        in_turn=True,
    ),
    Behaviour(
        "item_metadata_sent",
        "0.142.2",
        None,
        "Input items carry metadata where the provider is named OpenAI.",
        "probe capture",
        in_turn=True,
    ),
    Behaviour(
        "instructions_field",
        None,
        "0.161.0",
        "The base prompt is sent as the field instructions; later as a developer message.",
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
