"""What the environment check says about the key: missing, or of an odd form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Final[Mapping[str, str]] = {
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
        'no key; up to 0.63.0 it prints "builder error" and makes no request at all. The usual '
        "cause is a key that was read from a file with its final line feed, "
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
        "The key is a JSON Web Token, and the time in its exp claim has passed. Codex sends it "
        "all the same. Such tokens live for minutes or hours: auth.command in the provider "
        "makes Codex ask for a new one whenever it needs it."
    ),
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
    "env.key_unset.fix_token": "Remove env_key: Codex then sends experimental_bearer_token.",
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
    "env.key_control_characters.no_request": (
        "The key in {variable} holds {character}, and codex-cli up to {last} then makes no request "
        "at all"
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
    "env.evidence.no_request": "no request is made",
    "env.evidence.bearer_and_key": "Bearer and the key",
}
