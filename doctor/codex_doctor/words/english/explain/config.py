"""What shows and what would disprove findings: the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG: Final[Mapping[str, str]] = {
    "explain.config.toml_syntax.recognised": (
        "The file was parsed by the rules of TOML that this version of Codex has, and the parser "
        "stopped at the line shown."
    ),
    "explain.config.toml_syntax.disproved": (
        "A file that parses. What it means is then judged by other rules."
    ),
    "explain.config.not_utf8.recognised": (
        "The bytes of the file are no UTF-8; the first ones show which encoding it may be."
    ),
    "explain.config.not_utf8.disproved": (
        "A file that decodes as UTF-8, with or without a byte order mark."
    ),
    "explain.config.unreadable.recognised": (
        "Opening or reading the file failed, or it is no regular file."
    ),
    "explain.config.unreadable.disproved": "A file that can be read by the user who starts Codex.",
    "explain.config.wrong_type.recognised": (
        "The value of a key is not of a type that Codex takes for it; the types were asked of the "
        "program itself, key by key."
    ),
    "explain.config.wrong_type.disproved": (
        "A value of a type that Codex takes, or a version with other types."
    ),
    "explain.config.key_misplaced.recognised": (
        "A key that is only known elsewhere stands below a table header that takes it in."
    ),
    "explain.config.key_misplaced.disproved": (
        "The line above the first table, or in the table where it is known."
    ),
    "explain.config.unknown_key.recognised": (
        "The key or feature is in no list of this version, which was asked of the binary."
    ),
    "explain.config.unknown_key.disproved": (
        "A version that knows it. Where the version is newer than any that was measured, the "
        "finding only says that it is in doubt."
    ),
    "explain.config.missing.recognised": (
        "No file and no option sets anything at all, and the built-in provider is active."
    ),
    "explain.config.missing.disproved": "A config.toml with a setting at the place that is shown.",
    "explain.config.catalog_invalid.recognised": (
        "The file that model_catalog_json names, seen from the folder of the file that sets it, is "
        "not there, cannot be read, is no JSON, lists no models, or has one with a field missing "
        "or of another type than this version of Codex takes."
    ),
    "explain.config.catalog_invalid.disproved": (
        "A JSON file at that path, with at least one model in it, each as this version wants it."
    ),
    "explain.config.file_missing.recognised": (
        "A key that names a file leads, from the folder of the config.toml that sets it, to no "
        "file that can be read."
    ),
    "explain.config.file_missing.disproved": "A file at that path.",
    "explain.config.mcp_required.recognised": (
        "A server with required = true names a program that is not found, a folder that is not "
        "there, or a variable that is not set."
    ),
    "explain.config.mcp_required.disproved": (
        "All three being there. Whether the server then runs well is not tried."
    ),
    "explain.config.rules_invalid.recognised": (
        "A rules file fails when it is read as Codex reads it: a line cannot be parsed, an "
        "argument is wrong, or an example does not fit its rule."
    ),
    "explain.config.rules_invalid.disproved": (
        "Files that can be parsed, with examples that fit; or --ignore-rules, where the file is "
        "not in /etc/codex."
    ),
    "explain.config.project_key_ignored.recognised": (
        "The .codex/config.toml of a trusted project sets one of the keys that Codex drops there."
    ),
    "explain.config.project_key_ignored.disproved": (
        "The key in the user's own config.toml, or a version that still takes it from projects."
    ),
    "explain.config.policy_overrides.recognised": (
        "managed_config.toml or requirements.toml in /etc/codex sets model or model_provider, you "
        "set it too, to another value, and yours does not count."
    ),
    "explain.config.policy_overrides.disproved": (
        "The same value in both, no such line in the administrator's file, or a model after -m."
    ),
    "explain.config.secret_exposed.recognised": (
        "The permission bits of a file with a secret let others read it, base_url is http:// to "
        "another machine, or the URL itself holds a password."
    ),
    "explain.config.secret_exposed.disproved": (
        "A file for its owner alone, https://, and no secret in the URL."
    ),
    "explain.config.model_unset.recognised": "No layer, profile or option sets model.",
    "explain.config.model_unset.disproved": "A model in any of them.",
    "explain.model.empty.recognised": "The model that counts in the end is an empty text.",
    "explain.model.empty.disproved": "Any id; whether the endpoint serves it is tried then.",
    "explain.config.provider_undefined.recognised": (
        "The id that model_provider names in the end is neither built in nor a table of "
        "model_providers, letter by letter."
    ),
    "explain.config.provider_undefined.disproved": "A table of exactly that id.",
    "explain.config.provider_not_selected.recognised": (
        "A table in model_providers defines a provider, nothing names it, and requests go to "
        "the built-in one; or openai is named, which has no credential, and the provider's key "
        "is set."
    ),
    "explain.config.provider_not_selected.disproved": (
        "A model_provider line, or a profile that selects one."
    ),
    "explain.config.provider_reserved.recognised": (
        "A table of model_providers has the id of a provider that is built into this version."
    ),
    "explain.config.provider_reserved.disproved": "Another id. Versions before the ban take it.",
    "explain.config.provider_name_missing.recognised": (
        "A table of model_providers has no name, or a blank one."
    ),
    "explain.config.provider_name_missing.disproved": "A name of at least one character.",
    "explain.config.provider_magic_name.recognised": (
        "The provider's name is exactly one of those at which Codex behaves in another way."
    ),
    "explain.config.provider_magic_name.disproved": "Any other name.",
    "explain.config.provider_conflict.recognised": (
        "The provider has settings that Codex refuses together, or one that it refuses as it "
        "stands: auth without a command, aws outside the Bedrock providers, or gateway_oauth that "
        "is not complete."
    ),
    "explain.config.provider_conflict.disproved": (
        "Only one of the settings, or the one made complete."
    ),
    "explain.config.wire_api_invalid.recognised": (
        "wire_api of a provider is a text that is not among those the version knows."
    ),
    "explain.config.wire_api_invalid.disproved": "The value responses, letter by letter.",
    "explain.config.wire_api_chat.recognised": (
        'wire_api = "chat" stands in a provider, or is what this version takes when nothing is set.'
    ),
    "explain.config.wire_api_chat.disproved": 'wire_api = "responses".',
    "explain.config.base_url_missing.recognised": (
        "The provider has no base_url, and Codex would therefore send to api.openai.com."
    ),
    "explain.config.base_url_missing.disproved": (
        "A base_url in that table. Nothing is sent before."
    ),
    "explain.config.base_url_invalid.recognised": (
        "The URL was parsed by the rules that Codex's own URL library has, and is none, or has "
        "another scheme than http and https."
    ),
    "explain.config.base_url_invalid.disproved": (
        "A URL that parses, with a scheme that Codex uses."
    ),
    "explain.config.base_url_query.recognised": "There is a ? or # in base_url.",
    "explain.config.base_url_query.disproved": "A base_url that ends at its path.",
    "explain.config.header_framing.recognised": (
        "http_headers or env_http_headers sets Content-Length or Transfer-Encoding."
    ),
    "explain.config.header_framing.disproved": "No such header among them.",
    "explain.config.profile_legacy.recognised": (
        "A top-level profile line is there, or --profile names a table of profiles, and the "
        "version refuses these."
    ),
    "explain.config.profile_legacy.disproved": (
        "A version up to 0.133.0, or a file NAME.config.toml and no such line."
    ),
    "explain.config.profile_missing.recognised": (
        "The profile that is asked for has no file NAME.config.toml, letter by letter (in old "
        "versions no table)."
    ),
    "explain.config.profile_missing.disproved": "The file, or the table.",
    "explain.config.openai_auth_required.recognised": (
        "The active provider takes a login, and neither CODEX_API_KEY, an access token nor "
        "auth.json gives one."
    ),
    "explain.config.openai_auth_required.disproved": (
        "Any of them, or a provider that has another credential."
    ),
    "explain.config.gateway_header_missing.recognised": (
        "The endpoint's answer says which header, parameter or version it misses, and the "
        "configuration has none of that name."
    ),
    "explain.config.gateway_header_missing.disproved": "The same refusal with the header sent.",
    "explain.config.model_metadata_missing.recognised": (
        "The model id is not in the list that this version of Codex carries, and no catalog "
        "adds it."
    ),
    "explain.config.model_metadata_missing.disproved": (
        "The id in that list or in model_catalog_json."
    ),
}
