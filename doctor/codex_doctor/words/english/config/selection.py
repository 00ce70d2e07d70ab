"""What the config check says about the choice of provider and profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SELECTION: Final[Mapping[str, str]] = {
    "config.provider_undefined": (
        "model_provider names {provider}, and no such provider is defined"
    ),
    "config.provider_undefined.case": (
        "model_provider names {provider}, and no such provider is defined: capitals and blanks "
        "count"
    ),
    "config.provider_undefined.name": (
        "model_provider names {provider}, and no such provider is defined: it is the name of {id}"
    ),
    "config.provider_undefined.dots": (
        "model_provider names {provider}, and no such provider is defined: without quotes the "
        "dot splits its name"
    ),
    "config.provider_undefined.bare": (
        "The table [{provider}] stands at the top, and Codex looks for [{table}]"
    ),
    "config.provider_undefined.table": (
        "The provider {provider} stands in [{table}], and Codex looks for it in [model_providers]"
    ),
    "config.provider_undefined.singular": (
        "[model_provider.{provider}] is not where providers are defined: the table is "
        "model_providers, with an s"
    ),
    "config.provider_undefined.oss": "--oss names no provider, and no oss_provider is configured",
    "config.provider_undefined.ollama_chat": "ollama-chat is no longer a provider of Codex",
    "config.provider_undefined.fix": (
        "Define [model_providers.{provider}], or select a provider that is defined."
    ),
    "config.provider_undefined.fix_only": "Select {id}, the only one that is defined.",
    "config.provider_undefined.fix_oss_drop": (
        "Leave --oss out, and Codex takes the provider that is selected: {id}."
    ),
    "config.provider_undefined.fix_dots": (
        'Quote the id in the table header: [model_providers."{provider}"].'
    ),
    "config.provider_undefined.fix_singular": (
        'Write [model_providers.{provider}], and model_provider = "{provider}" above.'
    ),
    "config.provider_undefined.fix_oss": (
        'Write oss_provider = "ollama" at the top of config.toml.'
    ),
    "config.provider_undefined.fix_oss_option": "Add --local-provider ollama.",
    "config.provider_undefined.fix_ollama": "Select ollama.",
    "config.provider_not_selected": (
        "The provider {provider} is defined, and nothing selects it: {active} is active"
    ),
    "config.provider_not_selected.fix": (
        "Select {provider} at the top of the file, above the first [table]."
    ),
    "config.provider_not_selected.key": (
        "{active} is selected without a login; {provider} is defined, and its key is set"
    ),
    "config.provider_not_selected.fix_name": "Select {provider}, whose key is set.",
    "config.profile_legacy": (
        "{found} selects a profile in the old form, which Codex refuses since {since}"
    ),
    "config.profile_legacy.fix": (
        "Write {file} with the settings of the profile, remove {found} from {old}, and start "
        "Codex with --profile {profile}."
    ),
    "config.profile_legacy.fix_both": (
        "Write {file} with the settings of the profile, remove {found} and [{table}] from {old}, "
        "and start Codex with --profile {profile}."
    ),
    "config.profile_legacy.fix_remove": "Remove {found}: there is no such profile.",
    "config.profile_legacy.fix_nearest": (
        "Remove {found}, and start Codex with --profile {nearest}: there is no profile of that "
        "name."
    ),
    "config.profile_legacy.fix_option": (
        "Remove {found}, and start Codex with --profile {profile} where the profile is meant."
    ),
    "config.profile_legacy.fix_table": "Remove {found} from {old}: Codex reads {file} now.",
    "config.profile_missing": (
        "--profile {profile} has no file {file}, and Codex goes on without it in silence"
    ),
    "config.profile_missing.bad_name": (
        '"{profile}" is no profile name: letters, digits, - and _ only'
    ),
    "config.profile_missing.no_table": (
        "The profile {profile} is selected, and there is no [{table}]"
    ),
    "config.profile_missing.not_read": (
        "The profile {profile} is selected, and there is no [{table}]: such files as "
        "{file} are read since Codex {since} only"
    ),
    "config.profile_missing.fix_from_file": (
        "Write the settings of {file} as [profiles.{nearest}] into {config}."
    ),
    "config.profile_missing.fix_update": "Update Codex: since {since} it reads {file}.",
    "config.profile_missing.fix_drop_key": (
        'Remove profile = "{profile}": there is no such profile.'
    ),
    "config.profile_missing.fix_select": 'Write profile = "{nearest}".',
    "config.profile_missing.fix": "Write {file}, or name a profile that exists.",
    "config.profile_missing.fix_or": "Write {file}, or name a profile that exists ({others}).",
    "config.profile_missing.fix_table": "Write [{table}], or name one that exists.",
    "config.profile_missing.fix_table_or": ("Write [{table}], or name one that exists ({others})."),
    "config.profile_missing.fix_nearest": "Pass --profile {nearest}.",
    "config.profile_missing.fix_drop": "Leave --profile out: there is no such profile.",
    "config.openai_auth_required": (
        "The provider {provider} has requires_openai_auth, and there is no login to take"
    ),
    "config.openai_auth_required.builtin": (
        "The built-in provider openai is active, and there is no login for it"
    ),
    "config.openai_auth_required.fix_select": (
        "Select a provider of your own with model_provider."
    ),
    "config.openai_auth_required.fix_login": "Log in to OpenAI.",
    "config.openai_auth_required.fix_env_key": (
        "Replace requires_openai_auth with env_key, and put the key into that variable."
    ),
    "config.openai_auth_required.fix_login_key": "Log in with the key.",
    "config.evidence.oss_provider": "ollama, lmstudio or one of your own",
    "config.evidence.defined_provider": "a provider that is defined",
    "config.evidence.active": "active provider",
    "config.evidence.defined": "defined",
    "config.evidence.plain_name": "a plain name",
    "config.evidence.profile_table": "a table in config.toml",
    "config.evidence.profile_file": "a profile file",
    "config.evidence.absent": "not there",
    "config.evidence.login": "login",
    "config.evidence.logins": "auth.json or CODEX_API_KEY",
}
