"""The pages of the config check about files, keys and the model; not a check."""

from __future__ import annotations

from codex_doctor.model import Mistake, Page, Stage

PAGES = (
    Page(
        "config.toml_syntax",
        "A configuration file does not parse",
        "Codex reads TOML 1.1 and stops at the first line that is none. Common causes are quotes "
        "from a word processor, Windows paths in double quotes, a quote or bracket that is not "
        "closed, and a key or table that is there twice.",
        stage=Stage.PARSE,
    ),
    Page(
        "config.not_utf8",
        "A configuration file is not UTF-8",
        "Codex reads UTF-8 only, with or without a byte order mark. Old editors and a redirection "
        "in Windows PowerShell write UTF-16 or a code page of the country.",
        stage=Stage.DECODE,
    ),
    Page(
        "config.unreadable",
        "A configuration file cannot be read",
        "The file is there, and Codex cannot read it: its rights, a directory in its place, or "
        "something that is no regular file. Codex stops.",
        stage=Stage.READ,
    ),
    Page(
        "config.wrong_type",
        "A value has the wrong type",
        "Codex refuses the whole configuration when one value has another type than it wants, "
        "for instance a number in quotes. It names the key, and neither file nor line.",
        stage=Stage.TYPES,
    ),
    Page(
        "config.key_misplaced",
        "A key stands in the wrong table",
        "In TOML a line belongs to the table header above it. A top-level key such as "
        "model_provider below [model_providers.x] becomes a field of that provider, which Codex "
        "ignores: the built-in provider stays active and the requests go to OpenAI.",
        stage=Stage.KEYS,
    ),
    Page(
        "config.unknown_key",
        "Codex does not know a key",
        "Codex ignores keys that it does not know. Since 0.156.0 it lists them in a warning, "
        "before that it says nothing. A misspelt key leaves its default in force. With "
        "--strict-config an unknown key stops Codex, and so does --enable or --disable with a "
        "feature that it does not know; `codex features list` prints those it knows.",
        stage=Stage.KEYS,
    ),
    Page(
        "config.missing",
        "There is no configuration",
        "Codex reads config.toml in CODEX_HOME, by default ~/.codex, and nothing else: no YAML, "
        "no JSON, no config.toml in the project's root. Without it the built-in provider is "
        "active.",
    ),
    Page(
        "config.catalog_invalid",
        "The model catalog is missing",
        "model_catalog_json names a file that is not there. Codex stops and does not name it.",
        stage=Stage.FILES,
    ),
    Page(
        "config.file_missing",
        "A file that the configuration names is missing",
        "model_instructions_file or experimental_compact_prompt_file names a file that is not "
        "there. A relative path begins at the folder of the config.toml that names it. Codex stops "
        "before any request.",
        stage=Stage.FILES,
    ),
    Page(
        "config.mcp_required",
        "A required MCP server cannot start",
        "An MCP server with required = true has to be up before a session begins. When its "
        "program, its folder or the variable with its token is missing, Codex stops before any "
        "request. The doctor runs no MCP server, so it sees nothing of one that fails later.",
    ),
    Page(
        "config.rules_invalid",
        "A file of rules for commands has a flaw",
        "Codex reads rules/*.rules in its home folder, in /etc/codex and in the .codex folder of "
        "a trusted project: which commands may run. At a file that cannot be parsed, a wrong "
        "argument or an example that does not fit it stops before any request. It writes "
        "default.rules itself; a flaw mostly comes from an edit by hand.",
    ),
    Page(
        "config.project_key_ignored",
        "A project's file sets keys that only the user may set",
        "Codex drops eleven keys from a project's .codex/config.toml, among them model_provider "
        "and model_providers, so that a repository cannot send your key elsewhere. The other "
        "keys of the file count.",
    ),
    Page(
        "config.policy_overrides",
        "An administrator's file overrides your value",
        "managed_config.toml and requirements.toml in /etc/codex stand above everything, the "
        "command line included.",
    ),
    Page(
        "config.secret_exposed",
        "A secret can be read by others",
        "A key stands in a file that other users of this machine can read, goes over the network "
        "in plain http, or is a part of the URL. Anybody who reads it can use it.",
    ),
    Page(
        "config.model_unset",
        "No model is set",
        "Without model Codex asks for its own default, which most other endpoints do not serve.",
    ),
    Page(
        "model.empty",
        "The model id is empty",
        'model = "" leaves Codex without a model. It stops before any request.',
        Mistake.MODEL_ID,
        stage=Stage.MODEL,
    ),
)
