"""What the config check says about whole files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES: Final[Mapping[str, str]] = {
    "config.toml_syntax": "{file} does not parse: {why}",
    "config.toml_syntax.option": "An option -c does not parse: {why}",
    "config.option_form": "-c wants key=value",
    "config.no_provider_named": "no provider is named",
    "config.toml_syntax.fix": "Correct {place}.",
    "config.toml_syntax.fix_option": "Write it as -c key=value.",
    "config.toml_syntax.fix_line": "Write the line as TOML wants it.",
    "config.toml_syntax.fix_feed": "Write line feeds in place of the carriage returns.",
    "config.toml_syntax.fix_drop": "Take the carriage returns out.",
    "config.not_utf8": "{file} is not UTF-8, it looks like {encoding}",
    "config.not_utf8.fix": "Save the file as UTF-8 in your editor.",
    "config.not_utf8.fix_convert": "Write the file anew as UTF-8.",
    "config.not_utf8.fix_drop": "Write the file anew without the bytes that are no UTF-8.",
    "config.unreadable": "{file} cannot be read: {detail}",
    "config.unreadable.denied": "{file} cannot be read: permission denied",
    "config.unreadable.directory": "{file} is a directory",
    "config.unreadable.not_a_file": "{file} is not a regular file",
    "config.unreadable.too_large": (
        "{file} is longer than what codex-doctor reads, so what it sets is not known here"
    ),
    "config.unreadable.fix": "Put a regular file at {file}.",
    "config.unreadable.fix_denied": "Give yourself the right to read the file.",
    "config.unreadable.fix_directory": (
        "Move the directory {file} away, so that a file can take its place."
    ),
    "config.unreadable.fix_too_large": "Take out of {file} what is not needed, and look again.",
    "config.missing": (
        "There is no configuration: {file} is missing or empty, so Codex calls OpenAI"
    ),
    "config.missing.left_out": (
        "{option} leaves {file} out, and nothing else is configured, so Codex calls OpenAI"
    ),
    "config.missing.fix_write": "Write {file} with your values, and set {variable} to the key.",
    "config.missing.fix_setup": "Let codex-doctor ask, look at the endpoint, and write the file.",
    "config.missing.fix_copy": "Copy {other} to {file}: Codex reads it there alone.",
    "config.missing.fix_rename": (
        "Codex does not read {others}: if its settings are yours, move them to {file}."
    ),
    "config.catalog_invalid": "model_catalog_json names {file}, and {why}",
    "config.catalog_invalid.fix_remove": (
        "Remove model_catalog_json: Codex then uses its own list of models."
    ),
    "config.catalog_invalid.fix": (
        "Name a JSON file with models in it, or remove model_catalog_json."
    ),
    "config.file_missing": "{key} names {file}, and {why}",
    "config.file_missing.nothing": "{key} is empty: {why}",
    "config.file_missing.fix_remove": "Remove {key}.",
    "config.file_missing.fix": "Correct the path, or remove {key}.",
    "config.rules_invalid": "Codex stops at a file of rules for commands: {why}",
    "config.rules_invalid.not_judged": "Rules for commands in {place} were not looked at: {why}",
    "config.rules_invalid.fix_move": (
        "Give {file} another name, so that Codex starts; its rules do not hold until it is "
        "corrected and has its name again."
    ),
    "config.rules_invalid.fix": "Correct {place}.",
    "config.rules_invalid.fix_ignore": (
        "Start Codex with --ignore-rules: it then leaves out your rules and those of the project, "
        "but not those in /etc/codex."
    ),
    "config.rules_invalid.fix_shorten": "Take out of {place} what is not needed, and look again.",
    "config.rules.no_syntax": "it cannot be parsed ({why})",
    "config.rules.no_starlark": (
        "it uses Python that Starlark, the language of these files, does not have"
    ),
    "config.rules.undefined": "it names {name}, which is not defined",
    "config.rules.no_parameter": "{rule} has no {name}",
    "config.rules.lacks": "{rule} lacks {name}",
    "config.rules.decision": "its decision is {decision}, not one of {decisions:,}",
    "config.rules.pattern_empty": "its pattern is not a list with something in it",
    "config.rules.pattern_entry": (
        "its pattern has something that is neither a string nor a list of strings"
    ),
    "config.rules.example_quote": "an example under {name} has an open quote",
    "config.rules.example_misses": "an example under {name} does not match its pattern",
    "config.rules.example_fits": "an example under {name} does match its pattern",
    "config.server.no_variable": "the variable with its token is not set",
    "config.server.no_folder": "its working folder is not there",
    "config.server.no_program": "its program is not found",
    "config.mcp_required": "The MCP server {server} is required and cannot start: {why}",
    "config.mcp_required.fix_remove": (
        "Remove {key}: Codex then starts even if this server does not."
    ),
    "config.mcp_required.fix": "Correct {key}.",
    "config.project_key_ignored": (
        "{file} sets {keys}, which Codex takes from the user's config.toml only"
    ),
    "config.project_key_ignored.fix": (
        "Move these settings to config.toml in Codex's home folder."
    ),
    "config.policy_overrides": "{file} sets {key} to {forced} and overrides {wanted}",
    "config.policy_overrides.fix": (
        "Ask the administrator of this machine to change or remove that line."
    ),
    "config.secret_exposed": "{file} holds a secret, and other users of this machine can read it",
    "config.secret_exposed.http": (
        "The key travels unencrypted: base_url is http:// and {host} is another machine"
    ),
    "config.secret_exposed.url": (
        "base_url holds a password, where every tool that shows the URL shows it too"
    ),
    "config.secret_exposed.fix_http": "Use https:// in base_url, if the endpoint offers it.",
    "config.secret_exposed.fix_url": (
        "Keep the secret in a variable, and name the variable in env_key."
    ),
    "config.secret_exposed.fix_mode": "Let only the owner of the file read it.",
    "config.evidence.first_byte": "first byte that is not UTF-8",
    "config.evidence.byte_number": "number {number}",
    "config.evidence.readable": "a file that can be read",
    "config.evidence.left_out": "there, and left out",
    "config.evidence.absent_or_empty": "not there or empty",
    "config.evidence.absent_but": "not there, but {others}",
    "config.evidence.catalog_file": "a JSON file with models in it",
    "config.evidence.existing_file": "a file that exists",
    "config.evidence.rules": "rules that Codex can read",
    "config.evidence.quick_rules": "no more than can be looked at in a moment",
    "config.evidence.server_needs": "what the server needs to start",
    "config.evidence.in_user_file": "in the user's config.toml",
    "config.evidence.ignored_keys": "ignored keys",
    "config.evidence.set_in": "you set it in",
    "config.evidence.no_password": "no user name and password",
    "config.evidence.mode": "mode of {file}",
}
