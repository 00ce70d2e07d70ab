"""The words of the findings `config.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.words.english.config.files import FILES
from codex_doctor.words.english.config.keys import KEYS
from codex_doctor.words.english.config.providers import PROVIDERS
from codex_doctor.words.english.config.selection import SELECTION

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARED: Final[Mapping[str, str]] = {
    "config.toml_syntax.title": "A configuration file does not parse",
    "config.toml_syntax.text": (
        "Codex reads TOML 1.1 (before 0.79.0 TOML 1.0) and stops at the first line that breaks its "
        "rules. Common causes are quotes from a word processor, Windows paths in double quotes, a "
        "quote or bracket that is not closed, and a key or table that is there twice."
    ),
    "config.not_utf8.title": "A configuration file is not UTF-8",
    "config.not_utf8.text": (
        "Codex reads UTF-8 only, with or without a byte order mark. Old editors and a redirection "
        "in Windows PowerShell write UTF-16 or the local code page. Save the file as UTF-8."
    ),
    "config.unreadable.title": "A configuration file cannot be read",
    "config.unreadable.text": (
        "The file is there, and Codex cannot read it: you have no right to, a directory stands in "
        "its place, or it is no regular file. Codex stops."
    ),
    "config.wrong_type.title": "A value has the wrong type",
    "config.wrong_type.text": (
        "Codex refuses the whole configuration when one value has another type than it wants, "
        "for instance a number in quotes. It names the key, and neither file nor line."
    ),
    "config.key_misplaced.title": "A key stands in the wrong table",
    "config.key_misplaced.text": (
        "In TOML a line belongs to the table header above it. A top-level key such as "
        "model_provider below [model_providers.x] becomes a field of that provider, which "
        "Codex ignores: the built-in provider stays active and the requests go to OpenAI."
    ),
    "config.unknown_key.title": "Codex does not know a key",
    "config.unknown_key.text": (
        "Codex ignores keys that it does not know. Since 0.156.0 it lists them in a warning, "
        "before that it says nothing. A misspelt key leaves its default in force. With "
        "--strict-config an unknown key stops Codex. --enable and --disable with a feature that it "
        "does not know stop it even without that option; `codex features list` prints those it "
        "knows."
    ),
    "config.missing.title": "There is no configuration",
    "config.missing.text": (
        "Codex reads config.toml in CODEX_HOME, by default ~/.codex. Besides it only these count: "
        "a profile's file in the same folder, .codex/config.toml in a trusted project, and files "
        "of an administrator in /etc/codex. It reads no YAML, no JSON and no config.toml in a "
        "project's root. Where nothing is set the built-in provider is active, and requests go to "
        "OpenAI."
    ),
    "config.catalog_invalid.title": "The model catalog cannot be used",
    "config.catalog_invalid.text": (
        "model_catalog_json names a file that is not there, cannot be read, is no JSON or lists no "
        "models. Codex stops. Of a file that is not there or cannot be read it does not say which "
        "one it is."
    ),
    "config.file_missing.title": "A file that the configuration names is missing",
    "config.file_missing.text": (
        "model_instructions_file or experimental_compact_prompt_file names something that is not "
        "there or is no file. A relative path begins at the folder of the config.toml that names "
        "it. Codex stops before any request."
    ),
    "config.mcp_required.title": "A required MCP server cannot start",
    "config.mcp_required.text": (
        "An MCP server with required = true has to be up before a session begins. When its "
        "program, its folder or the variable with its token is missing, Codex stops before any "
        "request. The doctor runs no MCP server, so it sees nothing of one that fails later."
    ),
    "config.rules_invalid.title": "A file of rules for commands has a flaw",
    "config.rules_invalid.text": (
        "Codex reads rules/*.rules in its home folder, in /etc/codex and in the .codex folder of a "
        "trusted project: they say which commands may run. Codex stops before any request when a "
        "file cannot be parsed, an argument is wrong or an example does not fit its rule. It "
        "writes default.rules itself; a flaw mostly comes from an edit by hand."
    ),
    "config.project_key_ignored.title": "A project's file sets keys that only the user may set",
    "config.project_key_ignored.text": (
        "Codex drops eleven keys from a project's .codex/config.toml, among them "
        "model_provider and model_providers, so that a repository cannot send your key "
        "elsewhere. The other keys of the file count."
    ),
    "config.policy_overrides.title": "An administrator's file overrides your value",
    "config.policy_overrides.text": (
        "What managed_config.toml in /etc/codex sets beats your own files and -c; only a model "
        "after -m beats it. model_provider in requirements.toml, in the same folder, beats your "
        "files and -c as well. Both files belong to an administrator of this machine."
    ),
    "config.secret_exposed.title": "A secret can be read by others",
    "config.secret_exposed.text": (
        "A key stands in a file that other users of this machine can read, goes over the "
        "network in plain http, or is a part of the URL. Anybody who reads it can use it."
    ),
    "config.model_unset.title": "No model is set",
    "config.model_unset.text": (
        "Without model Codex asks for its own default, which most other endpoints do not serve."
    ),
    "config.provider_undefined.title": "The selected provider is not defined",
    "config.provider_undefined.text": (
        "model_provider names a table of model_providers. Capitals count, a dot in the id "
        "needs quotes in the table header, and the table is called model_providers, with an s."
    ),
    "config.provider_not_selected.title": "A provider is defined and another one is active",
    "config.provider_not_selected.text": (
        "A table in model_providers does nothing by itself: model_provider at the top level "
        "must name it. Otherwise the built-in provider is active and requests go to OpenAI."
    ),
    "config.provider_reserved.title": "A built-in provider is defined again",
    "config.provider_reserved.text": (
        "openai, ollama and lmstudio are built in. Codex refuses a table of that name, even "
        "when it is not selected. Choose another id."
    ),
    "config.provider_name_missing.title": "A provider has no name",
    "config.provider_name_missing.text": (
        "Every provider table needs a name that is not blank, even one that is not selected. "
        "Codex stops without it."
    ),
    "config.provider_magic_name.title": "The provider's name switches on special behaviour",
    "config.provider_magic_name.text": (
        'The names "OpenAI" and "Amazon Bedrock" are not mere labels: Codex then behaves as '
        "with that service. It adds fields and a remote compaction that other endpoints "
        "refuse, or signs the requests."
    ),
    "config.provider_conflict.title": "Settings of a provider do not go together",
    "config.provider_conflict.text": (
        "A provider takes its credential from one place. auth goes with none of env_key, "
        "experimental_bearer_token and requires_openai_auth, and needs a command; aws belongs to "
        "the built-in Bedrock providers, which take few other fields; gateway_oauth must be "
        "complete."
    ),
    "config.wire_api_invalid.title": "The wire API is unknown",
    "config.wire_api_invalid.text": (
        'wire_api knows one value, "responses" (before 0.95.0 also "chat"), in small letters and '
        "without blanks."
    ),
    "config.wire_api_chat.title": "The wire API is set to chat",
    "config.wire_api_chat.text": (
        "Codex speaks the Responses API only. It dropped Chat Completions in 0.95.0 and "
        "refuses the whole configuration when any provider asks for it. If the endpoint has no "
        "Responses API, a gateway must translate."
    ),
    "config.base_url_missing.title": "The provider has no base_url",
    "config.base_url_missing.text": (
        "Codex fills in OpenAI's address when a provider has no base_url, and sends the "
        "provider's key there. A misspelt key (baseurl, base-url) is the usual cause. The "
        "doctor sends nothing in this case."
    ),
    "config.base_url_invalid.title": "base_url is no usable address",
    "config.base_url_invalid.text": (
        "base_url must begin with http:// or https:// and is taken as it is: no variables, no "
        "blanks, no quotes inside. Codex tries several times and then reports a builder error."
    ),
    "config.base_url_query.title": "base_url holds a query string",
    "config.base_url_query.text": (
        "Codex appends /responses to the end of base_url, so a ? or # in it swallows the path. "
        "Query parameters belong into query_params."
    ),
    "config.header_framing.title": "A configured header says where requests end",
    "config.header_framing.text": (
        "A Content-Length in http_headers or env_http_headers is believed: Codex cuts its "
        "request there, or waits for a rest that does not come. With a Transfer-Encoding other "
        "than chunked it announces an encoding that the request does not have; only over "
        "HTTP/2 it leaves that header out."
    ),
    "config.profile_legacy.title": "A profile in the old form",
    "config.profile_legacy.text": (
        'Since 0.134.0 a profile is a file NAME.config.toml in Codex\'s home. profile = "x", '
        "and --profile x while [profiles.x] exists, make Codex stop."
    ),
    "config.profile_missing.title": "The profile does not exist",
    "config.profile_missing.text": (
        "Codex accepts --profile NAME without a file NAME.config.toml in silence, and goes on "
        "with config.toml alone. Capitals count."
    ),
    "config.openai_auth_required.title": "An OpenAI login is needed and not there",
    "config.openai_auth_required.text": (
        "The provider takes its credential from a login: CODEX_API_KEY, or auth.json as codex "
        "login writes it. There is none, so Codex sends requests without a credential. "
        "OPENAI_API_KEY is not read."
    ),
    "config.passed": "provider {provider}, wire API responses",
    "config.skipped": "the provider {provider} has no endpoint that can be looked at",
    "config.fix_line": "{fix} The line is {line}.",
    "config.gateway_header_missing.title": "The gateway wants a header that is not configured",
    "config.gateway_header_missing.text": (
        "The gateway needs a header or query parameter besides the key. Codex sends those that "
        "http_headers, env_http_headers and query_params of the provider name."
    ),
    "config.model_metadata_missing.title": "Codex has no metadata for the model",
    "config.model_metadata_missing.text": (
        "Codex knows only its own models. For every other id it takes general values: no freeform "
        "tools, before 0.145.0 no reasoning, and a context window that is not the model's. Nothing "
        "fails by that at once; model_context_window tells Codex when a long history has to be "
        "shortened."
    ),
    "config.gateway_header_missing": "{host} wants {subject}, which is not configured",
    "config.gateway_header_missing.fix_add": (
        "Add {subject} to http_headers or query_params of {table}."
    ),
    "config.gateway_header_missing.header": (
        "{host} wants a key in the header {subject}, which is not configured"
    ),
    "config.gateway_header_missing.there": "{host} asks for {subject}, although one is configured",
    "config.gateway_header_missing.fix_there": "Correct the value of {subject} in {table}.",
    "config.gateway_header_missing.fix_bearer": (
        'Write http_headers = {{ {subject} = "Bearer <your key>" }} in {table}: it takes the key '
        "with that word alone."
    ),
    "config.gateway_header_missing.fix_header": (
        'Write env_http_headers = {{ {subject} = "NAME_OF_THE_VARIABLE" }} in {table}, and set '
        "that variable to the key."
    ),
    "config.gateway_header_missing.version": (
        "{host} wants an api-version in the query that it knows"
    ),
    "config.gateway_header_missing.unversioned": (
        "{host} does not take the api-version in the query; without one it answers"
    ),
    "config.gateway_header_missing.fix_value": (
        "Write {line} in {table}, with the value that the answer gives."
    ),
    "config.gateway_header_missing.fix_rename": "Write {wanted} in place of {name}.",
    "config.gateway_header_missing.fix_version": (
        'Write query_params = {{ api-version = "2025-04-01-preview" }} in {table}, or a later '
        "version that {host} has."
    ),
    "config.gateway_header_missing.fix_unversioned": (
        "Remove api-version from query_params of {table}."
    ),
    "config.gateway_header_missing.fix_path": (
        "Set base_url to the address that ends in /openai/v1; it wants none."
    ),
    "config.model_metadata_missing": "Codex has no metadata for {model} and takes general values",
    "config.model_metadata_missing.fix_window": "Set {key} to what {model} has.",
    "config.model_metadata_missing.evidence.known": (
        "an id that Codex knows, or model_catalog_json"
    ),
}

WORDS: Final[Mapping[str, str]] = {**_SHARED, **FILES, **KEYS, **PROVIDERS, **SELECTION}
