"""Which findings depend on the version of Codex, and on which of its behaviours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.codex.versions import BEHAVIOURS, sentence
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.codex.versions.table import Behaviour

DECIDING: Final[Mapping[str, tuple[str, ...]]] = {
    "env.base_url_ignored": ("env_base_url_read", "env_base_url_ignored", "openai_base_url_key"),
    "env.openai_key_not_used": ("openai_key_read", "codex_api_key_read"),
    "env.key_control_characters": ("odd_key_stops",),
    "env.dotenv_shadows": ("dotenv_overrides",),
    "config.toml_syntax": ("toml_1_1",),
    "config.unknown_key": ("unknown_keys_listed",),
    "config.rules_invalid": ("rules_checked_first", "rules_checked"),
    "config.mcp_required": ("required_servers",),
    "config.project_key_ignored": (
        "project_config_read",
        "project_trust_needed",
        "project_keys_denied",
    ),
    "config.policy_overrides": ("managed_config_read", "managed_home_read"),
    "config.provider_reserved": ("reserved_refused", "bedrock_builtin", "ollama_builtin"),
    "config.wire_api_chat": (
        "chat_default",
        "chat_wire_api_deprecated",
        "chat_wire_api_removed",
    ),
    "config.profile_legacy": ("profile_tables", "profile_files"),
    "config.profile_missing": ("profile_tables", "profile_files"),
    "credentials.auth_json_invalid": ("auth_json_stops",),
    "credentials.overridden": (
        "bearer_token_first",
        "bearer_token_read",
        "codex_api_key_read",
        "access_token_read",
    ),
    "credentials.command_failed": ("auth_command_run",),
    "credentials.not_inherited": ("login_inherited",),
    "codex.waits_forever": ("waits_for_network",),
    "tls.unknown_ca": ("codex_ca_read", "tls_by_openssl"),
    "tls.ca_file_invalid": ("codex_ca_read",),
    "tls.self_signed": ("codex_ca_read", "tls_by_openssl"),
    "tls.ca_as_leaf": ("tls_by_openssl",),
    "tls.hostname_mismatch": ("tls_by_openssl",),
    "tls.expired": ("tls_by_openssl",),
    "tls.not_yet_valid": ("tls_by_openssl",),
    "tls.version": ("tls_by_openssl",),
    "tls.weak_algorithm": ("tls_by_openssl",),
    "tls.wrong_purpose": ("tls_by_openssl",),
    "tls.name_constraints": ("tls_by_openssl",),
    "tls.chain_invalid": ("tls_by_openssl",),
    "wire.responses_missing": ("chat_wire_api_removed",),
    "wire.chat_missing": ("chat_default", "chat_wire_api_removed"),
    "request.role_rejected": ("developer_messages",),
    "request.item_rejected": ("item_ids_sent",),
    "request.tool_type_rejected": ("web_search_tool", "namespace_tools"),
    "stream.no_completed": ("ends_at_completed", "response_done_taken"),
    "stream.compressed": ("answers_unpacked",),
    "stream.broken_coding": ("answers_unpacked",),
    "tools.name_unknown": ("shell_unoffered", "local_shell_unoffered", "shell_command_unoffered"),
    "websocket.unsupported": ("websocket_first",),
    "websocket.fails": ("websocket_first",),
    "session.secondary_model": ("memory_models",),
}


def versions_of(finding: str) -> tuple[str, ...]:
    """Return a sentence for each behaviour that decides whether there is such a finding."""
    known = {one.name: one for one in BEHAVIOURS}
    return tuple(told(known[name]) for name in DECIDING.get(finding, ()))


def told(one: Behaviour) -> str:
    """Return between which versions a behaviour holds, and what it means."""
    behaviour = sentence(one.name)
    if one.first and one.last:
        return say("explain.between", first=one.first, last=one.last, behaviour=behaviour)
    if one.first:
        return say("explain.since", first=one.first, behaviour=behaviour)
    return say("explain.until", last=str(one.last), behaviour=behaviour)
