"""The words of the findings `env.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.words.english.env.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARED: Final[Mapping[str, str]] = {
    "env.base_url_ignored.title": "OPENAI_BASE_URL or chatgpt_base_url moves nothing",
    "env.base_url_ignored.text": (
        "Older versions of Codex and most other programs read this variable. Codex 0.120.0 and "
        "later do not, and say nothing: requests go to api.openai.com. The setting "
        "chatgpt_base_url says where Codex asks about the account, and not where it asks models. "
        "Define a provider with base_url in config.toml, or set openai_base_url there."
    ),
    "env.openai_key_not_used.title": "OPENAI_API_KEY is not read",
    "env.openai_key_not_used.text": (
        "Codex takes no key from OPENAI_API_KEY by itself. The built-in provider wants a "
        "login, a provider of your own wants env_key to name the variable."
    ),
    "env.dotenv_shadows.title": "The .env file wins over the shell",
    "env.dotenv_shadows.text": (
        "Codex reads $CODEX_HOME/.env when it starts and lets it override the environment. A "
        "stale key there beats the new one that the shell has, and nothing says so."
    ),
    "env.dotenv_ignored.title": "A line in a .env file has no effect",
    "env.dotenv_ignored.text": (
        "Codex reads one .env file only, the one in its home folder. It skips lines that are "
        "no assignment, skips names that begin with CODEX_, expands $NAME outside single "
        "quotes, and loses the first line when the file begins with a byte order mark."
    ),
    "env.header_variable_unset.title": "A header's variable is not set",
    "env.header_variable_unset.text": (
        "env_http_headers fills headers from variables. When the variable is unset or blank "
        "Codex leaves the header out and says nothing; an endpoint that wants it then refuses "
        "the request."
    ),
    "env.shell_only.title": "Only this shell has the variable",
    "env.shell_only.text": (
        "The variable is set in the shell that the doctor was started from, and a fresh login "
        "shell does not have it. Codex works here, and may miss the variable in an editor, a "
        "service or a remote session. `codex-doctor config -v` asks the login shell, which "
        "runs your own start-up files; only names are compared."
    ),
    "env.codex_home_invalid.title": "CODEX_HOME is no folder",
    "env.codex_home_invalid.text": (
        "Codex stops when CODEX_HOME is set to something that is not an existing folder. It "
        "does not expand ~ in it and does not create the folder."
    ),
    "env.passed": "nothing in the environment is in the way",
    "env.shell_only": (
        "Only this shell has {names}: a fresh login shell does not, nor does an editor or a "
        "service that is started elsewhere"
    ),
    "env.shell_only.fix": (
        "Set it in the start-up file of your login shell, or in $CODEX_HOME/.env."
    ),
    "env.codex_home_invalid.no_home": (
        "There is no home folder and CODEX_HOME is not set, so Codex finds no configuration"
    ),
    "env.codex_home_invalid.missing": "CODEX_HOME names {folder}, which does not exist",
    "env.codex_home_invalid.not_a_directory": "CODEX_HOME names {folder}, which is not a directory",
    "env.codex_home_invalid.tilde": (
        "CODEX_HOME names {folder}, which begins with ~; Codex does not expand it, so the folder "
        "does not exist"
    ),
    "env.codex_home_invalid.fix_home": "Set HOME or CODEX_HOME.",
    "env.codex_home_invalid.fix_meant": "Set CODEX_HOME to {folder}, which is there.",
    "env.codex_home_invalid.fix_unset": "Unset CODEX_HOME, so that Codex uses ~/.codex.",
    "env.codex_home_invalid.fix_folder": "Set CODEX_HOME to a folder that exists.",
    "env.base_url_ignored": (
        "{variable} is set, and Codex has not read it since {since}: requests go to api.openai.com"
    ),
    "env.base_url_ignored.setting": (
        "{setting} does not say where Codex asks models: requests go to OpenAI"
    ),
    "env.base_url_ignored.fix_provider": "Define a provider with this base_url, and select it.",
    "env.base_url_ignored.fix_builtin": (
        "Move the built-in provider there; it tries WebSocket first."
    ),
    "env.base_url_ignored.fix_unset": (
        "If api.openai.com is meant, unset {variable}, or say so: codex-doctor -c "
        "model_provider=openai."
    ),
    "env.openai_key_not_used": (
        "OPENAI_API_KEY is set, and the provider {provider} has no env_key that names it"
    ),
    "env.openai_key_not_used.builtin": (
        "OPENAI_API_KEY is set, and the built-in provider does not take its key from there"
    ),
    "env.openai_key_not_used.fix_login": "Log in with the key.",
    "env.openai_key_not_used.fix_provider": "Define a provider with env_key, and select it.",
    "env.openai_key_not_used.fix_env_key": "Name the variable in {table}.",
    "env.dotenv_shadows": (
        "{file} sets {variable} to another value than the environment, and Codex lets the file win"
    ),
    "env.dotenv_shadows.fix": (
        "Remove the line {place}, so that the value of the environment counts."
    ),
    "env.dotenv_ignored.line": "Codex skips the line of {variable} in its .env file: {why}",
    "env.dotenv_ignored.codex_name": (
        "Codex takes no variable from .env whose name begins with CODEX_: {variable}"
    ),
    "env.dotenv_ignored.place": "{variable} is set in a .env file that Codex does not read",
    "env.dotenv_ignored.dollar": (
        "Codex expands the $ in the line of {variable}, so the key is another one"
    ),
    "env.dotenv_ignored.command": (
        "The line of {variable} in the .env file holds a command: Codex runs nothing there, and "
        "skips the line"
    ),
    "env.dotenv_ignored.fix_form": "Write the line as {variable}=value, with the value it has.",
    "env.dotenv_ignored.fix_line": (
        "Write the line as {variable}=value, with nothing before the name, and a value with blanks "
        "in quotes."
    ),
    "env.dotenv_ignored.fix_mark": "Take the byte order mark out of {file}; the old file is kept.",
    "env.dotenv_ignored.fix_above": (
        "Set {variable} above the line with the open quote, or close the quote."
    ),
    "env.dotenv_ignored.fix_name": "Set {variable} in the shell that starts Codex.",
    "env.dotenv_ignored.fix_place": "Copy the line to {dotenv}.",
    "env.dotenv_ignored.fix_dollar": "Put single quotes around the value.",
    "env.header_variable_unset": (
        "The header {header} is filled from {variable}, which is not set: Codex leaves the header "
        "out"
    ),
    "env.header_variable_unset.blank": (
        "The header {header} is filled from {variable}, which is blank: Codex leaves the header out"
    ),
    "env.header_variable_unset.value": (
        "env_http_headers wants the name of a variable for the header {header}, and the value "
        "itself stands there: Codex leaves the header out"
    ),
    "env.header_variable_unset.dollar": (
        "The header {header} is filled from {variable}, and Codex takes that as the variable's "
        "name, with all its signs: it leaves the header out"
    ),
    "env.header_variable_unset.fix_name": (
        "Write {variable} for {header}, without anything around it."
    ),
    "env.header_variable_unset.fix_set": "Set {variable}.",
    "env.header_variable_unset.fix_remove": "Remove {header} from env_http_headers.",
    "env.paste.header": "the value of the header",
    "env.evidence.set_here": "set here",
    "env.evidence.set_at_login": "set in a login shell",
    "env.evidence.blank": "blank",
    "env.evidence.value": "a value",
    "env.evidence.existing_folder": "an existing folder",
    "env.evidence.in_config": "base_url in config.toml",
    "env.evidence.not_read": "set, not read",
    "env.evidence.login_or_env_key": "a login or env_key",
    "env.evidence.in_file": "{variable} in {file}",
    "env.evidence.in_environment": "{variable} in the environment",
    "env.evidence.ignored": "ignored in {place}",
    "env.evidence.set_for_codex": "set for Codex",
}

WORDS: Final[Mapping[str, str]] = {**KEYS, **_SHARED}
