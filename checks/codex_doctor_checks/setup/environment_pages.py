"""The pages of the environment check for `codex-doctor explain ID`; not a check."""

from __future__ import annotations

from codex_doctor.model import Stage, page

PAGES = (
    page("env.key_unset"),
    page("env.key_empty"),
    page("env.key_name_is_key"),
    page("env.key_control_characters"),
    page("env.key_whitespace"),
    page("env.key_quoted"),
    page("env.key_assignment"),
    page("env.key_bearer_prefix"),
    page("env.key_not_ascii"),
    page("env.key_placeholder"),
    page("env.key_expired"),
    page("env.base_url_ignored"),
    page("env.openai_key_not_used"),
    page("env.dotenv_shadows"),
    page("env.dotenv_ignored"),
    page("env.header_variable_unset"),
    page("env.shell_only"),
    page(
        "env.codex_home_invalid",
        stage=Stage.HOME,
    ),
)
