"""The words of the findings `env.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "env.key_unset.title": "The key's variable is not set",
    "env.key_unset.text": (
        "env_key names a variable, and Codex finds no such variable when it starts. It stops "
        "before any request and tries no other key. A variable that another shell or an "
        "editor's settings define is not seen here; a variable without export is not passed on."
    ),
    "env.key_empty.title": "The key's variable is empty",
    "env.key_empty.text": (
        "The variable that env_key names exists and holds nothing but blanks. Codex treats "
        "that as missing and stops before any request. Often a command that should print the "
        "key failed, or .env has the name without a value."
    ),
    "env.key_name_is_key.title": "env_key holds the key itself",
    "env.key_name_is_key.text": (
        "env_key wants the name of a variable; the key goes into that variable. Codex looks "
        "for a variable with the key as its name, finds none, and prints the key in its error. "
        "Treat a key that was printed or stored like that as known to others."
    ),
    "env.key_control_characters.title": "The key holds a line feed or another control character",
    "env.key_control_characters.text": (
        "An HTTP header cannot carry control characters. Codex says nothing and sends the "
        "request without an Authorization header, so the endpoint answers 401 as if there were "
        "no key. The usual cause is a key that was read from a file with its final line feed, "
        "or Windows line ends."
    ),
    "env.key_whitespace.title": "Blanks around the key",
    "env.key_whitespace.text": (
        "Codex does not trim the key: a blank before or after it becomes part of the header. "
        "Some servers ignore it, others compare the key character by character and refuse it."
    ),
    "env.key_quoted.title": "The key includes quotes",
    "env.key_quoted.text": (
        "The quotes are part of the value and are sent as part of the key. It happens with "
        'Windows `set NAME="key"`, with Docker env files, and with doubled quotes in scripts.'
    ),
    "env.key_assignment.title": "The key is a whole line",
    "env.key_assignment.text": (
        "The variable holds a line such as NAME=key, export NAME=key or Authorization: Bearer "
        "key where the key alone belongs: it was copied from a .env file, a script or an "
        "example of a request, or a .env line has the name twice. Or a comma, a semicolon or a "
        "comment was copied with the key, or a JSON document stands there with the key in it. "
        "Codex sends all of it as the key."
    ),
    "env.key_bearer_prefix.title": 'The key begins with "Bearer"',
    "env.key_bearer_prefix.text": (
        "Codex puts Bearer before the key itself, so the header says it twice and the endpoint "
        "finds no such key. Set the key alone."
    ),
    "env.key_not_ascii.title": "A character in the key is not ASCII",
    "env.key_not_ascii.text": (
        "API keys are ASCII. A typographic quote, a no-break space or an invisible character "
        "came along when the key was copied, and Codex sends its UTF-8 bytes."
    ),
    "env.key_placeholder.title": "The key is a placeholder",
    "env.key_placeholder.text": (
        "The value looks like what a guide prints where the key belongs (sk-xxxx, "
        "YOUR_API_KEY). An endpoint that checks keys refuses it."
    ),
    "env.key_expired.title": "The key is a token that has expired",
    "env.key_expired.text": (
        "The key is a JSON Web Token, and the time in its exp claim is over. Codex sends it "
        "all the same. Such tokens live for minutes or hours: auth.command in the provider "
        "makes Codex ask for a new one whenever it needs it."
    ),
    "env.base_url_ignored.title": "OPENAI_BASE_URL or chatgpt_base_url moves nothing",
    "env.base_url_ignored.text": (
        "Older versions of Codex and most other programs read this variable. Codex 0.120.0 and "
        "later do not, and say nothing: requests go to api.openai.com. The setting "
        "chatgpt_base_url says where Codex asks about the account, and not where it asks models. "
        "Define a provider with "
        "base_url in config.toml, or set openai_base_url there."
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
    "env.key_unset": "The variable {variable} is not set, and the provider takes its key from it",
    "env.key_unset.dollar": (
        "env_key is {variable}, and Codex takes all of that as the variable's name"
    ),
    "env.key_unset.empty_name": "env_key is empty: it must name the variable that holds the key",
    "env.key_unset.not_utf8": (
        "The value of {variable} is not UTF-8, and Codex treats it as not set"
    ),
    "env.key_unset.fix_plain": "Name {variable}, which every shell can set, and put the key there.",
    "env.key_unset.fix_shell": "Set {variable} in the shell that starts Codex.",
    "env.key_unset.fix_dotenv": "Write the line {variable}=... into {file}.",
    "env.key_unset.fix_name": (
        "Write the name of a variable into env_key, and the key into that variable."
    ),
    "env.set_key.fix_dotenv": "Write the line {place} with the key alone.",
    "env.set_key.fix_unset_dotenv": "Remove the line {place}: the environment has {variable}.",
    "env.set_key.fix_setting": (
        "Replace {setting} with env_key, and put the key into that variable."
    ),
    "env.set_key.fix_login": "Write auth.json anew with the key alone.",
    "env.set_key.fix_print": "Let the program of {place} print the key alone.",
    "env.key_unset.fix_rename": "Write {variable} into env_key, without anything around it.",
    "env.key_empty": "{variable} is set in the environment, and it is empty or blank",
    "env.key_empty.option": "{variable} is set by an option, and it is empty or blank",
    "env.key_empty.file": "{variable} is set by {file}, and it is empty or blank",
    "env.key_name_is_key": "env_key holds the key itself, where the name of a variable belongs",
    "env.key_name_is_key.fix_name": (
        "Write a variable's name into env_key, and the key into that variable."
    ),
    "env.key_name_is_key.fix_key": (
        "Make a new key: this one stands in a file, and Codex prints it in its error."
    ),
    "env.key_control_characters": (
        "The key in {variable} holds {character}, so Codex sends no Authorization header at all"
    ),
    "env.key_control_characters.fix": "Remove the control characters from the key in {place}.",
    "env.key_control_characters.fix_variable": (
        "Remove the control characters from the key in {variable}, here and where it is set for "
        "good."
    ),
    "env.key_quoted": (
        "The key in {variable} begins and ends with a quote, and Codex sends the quotes along"
    ),
    "env.key_quoted.fix": "Set the key in {place} without the quotes.",
    "env.key_quoted.fix_variable": (
        "Set {variable} without the quotes, here and where it is set for good."
    ),
    "env.key_assignment": (
        "The key in {variable} has more around it, a name, a comma, a comment or the rest of a "
        "document, and Codex sends all of it"
    ),
    "env.key_assignment.fix": (
        "Set the key alone in {place}, without the name, the quotes, the comma or the comment "
        "around it."
    ),
    "env.key_assignment.fix_variable": (
        "Set {variable} to the key alone, without the name, the quotes, the comma or the comment "
        "around it, here and where it is set for good."
    ),
    "env.key_bearer_prefix": (
        "The key in {variable} begins with Bearer, which Codex adds itself: the header says it "
        "twice"
    ),
    "env.key_bearer_prefix.fix": "Set the key in {place} without Bearer.",
    "env.key_bearer_prefix.fix_variable": (
        "Set {variable} without Bearer, here and where it is set for good."
    ),
    "env.key_whitespace": (
        "The key in {variable} begins or ends with a blank, and Codex sends the blank along"
    ),
    "env.key_whitespace.fix": "Set the key in {place} without blanks around it.",
    "env.key_whitespace.fix_variable": (
        "Set {variable} without blanks around it, here and where it is set for good."
    ),
    "env.key_not_ascii": (
        "The key in {variable} holds a character that is not ASCII, which no API key has"
    ),
    "env.key_not_ascii.fix": "Copy the key again from its source and set {variable}.",
    "env.key_placeholder": "The key in {variable} is a placeholder from a guide, not a key",
    "env.key_placeholder.variable": (
        "{place} holds the name of the variable {variable}: Codex does not put its value there, "
        "and sends the text as it is"
    ),
    "env.key_placeholder.command": (
        "{place} holds a command that a shell would run: Codex runs nothing there, and sends the "
        "text as it is"
    ),
    "env.key_placeholder.fix_command": (
        "Let a variable hold the key, and set it where the command runs: "
        'export {variable}="$(command)".'
    ),
    "env.key_placeholder.fix_dotenv": (
        "Remove the line {place}, and set {variable} in the shell, where the command runs."
    ),
    "env.key_placeholder.fix_run": (
        "Set {variable} with the command in double quotes, so that the shell runs it, here and "
        "where it is set for good."
    ),
    "env.evidence.command": "a command (it is not shown)",
    "env.evidence.name_of": "the name of {variable}",
    "env.evidence.no_name": "no name of a variable (it is not shown)",
    "env.set_key.fix_by_variable": (
        "Let {setting} name the variable {variable}, in place of this setting."
    ),
    "env.key_expired": "The key in {variable} is a token that expired on {expired}",
    "env.key_expired.fix_token": "Get a new token, and put it there.",
    "env.set_key.fix": "Set {variable} to the key.",
    "env.paste.key": "paste the key here",
    "env.open.key": "<your key>",
    "env.evidence.hidden_key": "{variable} (the key itself is not shown)",
    "env.evidence.variable_name": "the name of a variable",
    "env.evidence.set_instead": "set instead",
    "env.evidence.empty": "empty",
    "env.evidence.not_utf8": "bytes that are not UTF-8",
    "env.evidence.a_key": "a key",
    "env.evidence.the_key": "the key",
    "env.evidence.key_alone": "the key alone",
    "env.evidence.endpoints_key": "a key of the endpoint",
    "env.evidence.good_token": "a token that is still good",
    "env.evidence.no_control_characters": "without control characters",
    "env.evidence.no_quotes": "without quotes",
    "env.evidence.no_bearer": "without Bearer",
    "env.evidence.no_blanks": "without blanks around it",
    "env.evidence.ascii": "ASCII characters only",
    "env.evidence.authorization": "Authorization header",
    "env.evidence.none_sent": "none is sent",
    "env.evidence.bearer_and_key": "Bearer and the key",
}
