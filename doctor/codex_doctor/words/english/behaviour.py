"""What Codex does in some versions and not in others: `explain`, docs/versions.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "behaviour.chat_default": "A provider without wire_api speaks chat.",
    "behaviour.bearer_token_first": "experimental_bearer_token beats env_key.",
    "behaviour.memory_models": (
        "Memories ask for gpt-6-luna and gpt-6.1-terra; before for others, not all of them seen."
    ),
    "behaviour.ends_at_completed": (
        "A turn ends with response.completed; before, only with the end of the stream."
    ),
    "behaviour.broken_calls_kept": (
        "The calls of a stream that breaks behind them are run, and the request that repeats it "
        "brings their output."
    ),
    "behaviour.answers_unpacked": (
        "accept-encoding is sent, and an answer in zstd or gzip is unpacked."
    ),
    "behaviour.response_done_taken": "response.done ends a turn as response.completed does.",
    "behaviour.effort_xhigh": "xhigh is a reasoning effort.",
    "behaviour.effort_any": "Any text is a reasoning effort; before there was a fixed list.",
    "behaviour.chat_wire_api_deprecated": (
        'wire_api = "chat" works and prints a deprecation notice.'
    ),
    "behaviour.chat_wire_api_removed": (
        'wire_api = "chat" is refused, also in a provider that is not selected.'
    ),
    "behaviour.chat_output_at_once": (
        "Over chat, a tool's output stands right behind its call, before text that came with it."
    ),
    "behaviour.chat_one_call": "Over chat, an answer has one call and ends with any finish_reason.",
    "behaviour.chat_calls_by_id": (
        "Over chat, a later piece of a call is taken for another call unless it repeats the id."
    ),
    "behaviour.chat_done_ignored": "Over chat, [DONE] does not end an answer.",
    "behaviour.chat_calls_joined": (
        "Over chat, the calls of an answer go back in one message; DONE ends as [DONE] does."
    ),
    "behaviour.rules_checked_first": (
        "A flaw in rules/*.rules stops Codex; after these versions only from 0.104.0 on again."
    ),
    "behaviour.rules_checked": "A flaw in rules/*.rules stops Codex.",
    "behaviour.required_servers": (
        "An MCP server with required = true that does not start stops Codex."
    ),
    "behaviour.env_base_url_read": "The built-in provider takes its address from OPENAI_BASE_URL.",
    "behaviour.env_base_url_ignored": "OPENAI_BASE_URL is not read and nothing is said about it.",
    "behaviour.openai_base_url_key": "openai_base_url moves the built-in provider.",
    "behaviour.websocket_first": "The built-in provider tries WebSocket first.",
    "behaviour.openai_key_read": "OPENAI_API_KEY of the environment is sent.",
    "behaviour.login_inherited": (
        "The key in auth.json goes to a custom provider that configures none."
    ),
    "behaviour.codex_api_key_read": "CODEX_API_KEY is sent and beats auth.json.",
    "behaviour.bearer_token_read": "experimental_bearer_token is sent.",
    "behaviour.auth_command_run": "auth.command is run for the credential.",
    "behaviour.model_not_found_final": (
        "HTTP 403 or 404 with the code model_not_found ends the turn; before, Codex sent again."
    ),
    "behaviour.room_in_a_thread": (
        'A full context window is told with "Start a new thread", before with "conversation".'
    ),
    "behaviour.plan_needed_final": (
        "response.failed with usage_not_included ends the turn; before, Codex sent again."
    ),
    "behaviour.plan_at_chatgpt": (
        "Who needs a plan is sent to chatgpt.com/explore/plus; before, to openai.com."
    ),
    "behaviour.invalid_prompt_final": (
        "response.failed with invalid_prompt ends the turn; before, Codex sent again."
    ),
    "behaviour.at_capacity_final": (
        "response.failed with server_is_overloaded ends the turn; before, Codex sent again."
    ),
    "behaviour.slow_down_final": ("response.failed with slow_down ends the turn."),
    "behaviour.slow_down_said": (
        "response.failed with slow_down is told as a rate limit, and Codex sends again."
    ),
    "behaviour.rate_limit_said": (
        'A rate limit in a stream is told with "rate limit exceeded" in front of it.'
    ),
    "behaviour.incomplete_read": ("response.incomplete is read; before, it was passed over."),
    "behaviour.incomplete_final": (
        "response.incomplete ends the turn, but for a filter; before, Codex sent again."
    ),
    "behaviour.cyber_policy_final": (
        "response.failed with cyber_policy ends the turn; before, Codex sent again."
    ),
    "behaviour.bio_policy_final": (
        "response.failed with bio_policy ends the turn; before, Codex sent again."
    ),
    "behaviour.content_policy_final": (
        "response.failed with content_policy_violation ends the turn; before, Codex sent again."
    ),
    "behaviour.context_event_read": (
        "An error event with context_length_exceeded is read; before, it was passed over."
    ),
    "behaviour.retry_after_obeyed": (
        "HTTP 429 with retry-after is answered with another request; before it ended the turn."
    ),
    "behaviour.access_token_read": "CODEX_ACCESS_TOKEN beats auth.json.",
    "behaviour.dotenv_overrides": "$CODEX_HOME/.env beats the environment.",
    "behaviour.trailing_slash_removed": "Trailing slashes of base_url are removed.",
    "behaviour.profile_tables": '[profiles.x] and profile = "x" select a profile.',
    "behaviour.profile_files": "--profile x reads $CODEX_HOME/x.config.toml.",
    "behaviour.unknown_keys_listed": "Unknown keys are listed in a warning.",
    "behaviour.reserved_refused": "A redefined built-in provider is refused.",
    "behaviour.bedrock_builtin": "amazon-bedrock is a built-in provider.",
    "behaviour.ollama_builtin": "ollama and lmstudio are built-in providers.",
    "behaviour.system_config_read": (
        r"/etc/codex/config.toml is read, on Windows %ProgramData%\OpenAI\Codex\config.toml."
    ),
    "behaviour.requirements_read": (
        "/etc/codex/requirements.toml is read, and a list of what is allowed in it that Codex "
        "cannot take stops it."
    ),
    "behaviour.managed_config_read": "/etc/codex/managed_config.toml is read, not on Windows.",
    "behaviour.managed_home_read": "On Windows $CODEX_HOME/managed_config.toml is read.",
    "behaviour.project_config_read": "A trusted .codex/config.toml is read.",
    "behaviour.project_trust_needed": (
        "A project's .codex/config.toml is read only when the project is trusted."
    ),
    "behaviour.oss_responses": (
        "The built-in local providers speak the Responses API; before, Chat Completions."
    ),
    "behaviour.project_keys_denied": (
        "A project's .codex/config.toml cannot choose or define providers."
    ),
    "behaviour.permission_profiles": "[permissions] and default_permissions need each other.",
    "behaviour.toml_1_1": "TOML 1.1 is accepted.",
    "behaviour.codex_ca_read": "CODEX_CA_CERTIFICATE is read.",
    "behaviour.auth_json_stops": (
        "An auth.json that cannot be read stops Codex, also where the key comes from elsewhere."
    ),
    "behaviour.odd_key_stops": (
        "A key with a control character stops each request; later it is left out."
    ),
    "behaviour.tls_by_openssl": (
        "On Linux OpenSSL judges certificates, by rules of its own: of a root, dates and marks "
        "count. Later it is rustls."
    ),
    "behaviour.waits_for_network": (
        "When no connection can be made, Codex tries again without end, unless "
        "features.unbounded_connection_retries = false."
    ),
    "behaviour.developer_messages": "Messages of the developer role are sent.",
    "behaviour.exec_command_shell": (
        "The shell for an unknown model id is exec_command; before it was shell."
    ),
    "behaviour.shell_unoffered": (
        "Calls of shell and container.exec run although they are not offered."
    ),
    "behaviour.local_shell_unoffered": "Calls of local_shell run although it is not offered.",
    "behaviour.shell_command_unoffered": "Calls of shell_command run although it is not offered.",
    "behaviour.local_shell_items": (
        "Items of the type local_shell_call run; later they are passed over."
    ),
    "behaviour.namespaces_read": "The namespace of a call counts as a part of its name.",
    "behaviour.functions_namespace": (
        "A call in the namespace functions is taken for one without a namespace."
    ),
    "behaviour.web_search_tool": "A tool of the type web_search is sent.",
    "behaviour.namespace_tools": "A tool of the type namespace is sent.",
    "behaviour.session_id_dashed": "The session header is session-id; before it was session_id.",
    "behaviour.ignore_options": "There are the options --ignore-user-config and --ignore-rules.",
    "behaviour.strict_option": "There is the option --strict-config.",
    "behaviour.item_metadata_sent": (
        "Input items carry metadata where the provider is named OpenAI."
    ),
    "behaviour.reasoning_for_all": "reasoning and include are filled for every model id.",
    "behaviour.summary_left_out": (
        'With model_reasoning_summary = "none" no summary is asked for; before, one named none.'
    ),
    "behaviour.digits_kept": (
        "A number of an answer is kept digit by digit: an item with a whole number of more than 64 "
        "and at most 128 bits is dropped; before, an event with a number beyond 1.8e308."
    ),
    "behaviour.item_ids_sent": "Every input item has an id.",
    "behaviour.instructions_field": (
        "The base prompt is sent as the field instructions; later as a developer message."
    ),
}
