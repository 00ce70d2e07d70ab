"""What shows and what would disprove findings: programs, environment and credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SETUP: Final[Mapping[str, str]] = {
    "explain.installation.codex_missing.recognised": (
        "No folder of PATH holds a program called codex."
    ),
    "explain.installation.codex_missing.disproved": (
        "A codex in one of these folders. With --codex-version no program is needed, and this is "
        "not said."
    ),
    "explain.installation.several.recognised": (
        "More than one program called codex was found, and `--version` of each gave different "
        "versions."
    ),
    "explain.installation.several.disproved": (
        "The same version from each, or a single program. That they disagree about this "
        "configuration is measured by judging it with the rules of both."
    ),
    "explain.installation.relative_path.recognised": (
        "An entry of PATH is empty or relative, and the folder it means here holds a codex."
    ),
    "explain.installation.relative_path.disproved": (
        "An absolute entry, or no codex in that folder."
    ),
    "explain.installation.outdated.recognised": (
        "The configuration sets a key that the table of versions dates later than the version "
        "that runs."
    ),
    "explain.installation.outdated.disproved": "A version that knows the key, or no such key.",
    "explain.env.key_unset.recognised": (
        "env_key names a variable that is in neither the environment nor Codex's own .env file, "
        "or whose bytes are not UTF-8."
    ),
    "explain.env.key_unset.disproved": (
        "The variable with any text in it: then the key itself is judged."
    ),
    "explain.env.key_empty.recognised": (
        "The variable that env_key names is there, and nothing is left of it when blanks are "
        "taken away."
    ),
    "explain.env.key_empty.disproved": "One character that is no blank.",
    "explain.env.key_name_is_key.recognised": (
        "What stands in env_key has the form of a key and not of a variable's name, and no such "
        "variable exists."
    ),
    "explain.env.key_name_is_key.disproved": (
        "A variable of that name, or a name in the form of one."
    ),
    "explain.env.key_control_characters.recognised": (
        "The value of the key's variable holds a line feed, a carriage return or another "
        "control character."
    ),
    "explain.env.key_control_characters.disproved": (
        "A value without one. That Codex then sends no Authorization header was measured."
    ),
    "explain.env.key_whitespace.recognised": "The key begins or ends with a blank.",
    "explain.env.key_whitespace.disproved": (
        "A key without blanks around it. An endpoint that trims the key itself works all the same."
    ),
    "explain.env.key_quoted.recognised": "The key begins and ends with the same quote.",
    "explain.env.key_quoted.disproved": (
        "A key without quotes. An endpoint that accepts the key shows it as well: an odd key is "
        "no fault by itself."
    ),
    "explain.env.key_assignment.recognised": (
        "The value has the form NAME=key, export NAME=key or Authorization: Bearer key, or a "
        "comma, a semicolon or a comment stands behind the key."
    ),
    "explain.env.key_assignment.disproved": (
        "A value that is the key alone. An endpoint that accepts the key shows it "
        "as well: an odd key is no fault by itself."
    ),
    "explain.env.key_bearer_prefix.recognised": (
        "The value begins with the word Bearer and a blank."
    ),
    "explain.env.key_bearer_prefix.disproved": (
        "A value without it. An endpoint that accepts the key shows it as well: an odd key is "
        "no fault by itself."
    ),
    "explain.env.key_not_ascii.recognised": (
        "The key holds a character beyond ASCII; the evidence names it."
    ),
    "explain.env.key_not_ascii.disproved": (
        "A key of ASCII characters alone. An endpoint that accepts the key shows it as well: an "
        "odd key is no fault by itself."
    ),
    "explain.env.key_placeholder.recognised": (
        "The value is one that guides print (sk-xxxx, YOUR_API_KEY, ...), or has their form."
    ),
    "explain.env.key_placeholder.disproved": (
        "A turn that works: an endpoint that checks no key takes a placeholder too, and then "
        "this is no error."
    ),
    "explain.env.key_expired.recognised": (
        "The key is a JSON Web Token, and the time in its exp claim is before this machine's time."
    ),
    "explain.env.key_expired.disproved": (
        "An exp claim that is still to come, or a clock of this machine that is wrong. An "
        "endpoint that accepts the key shows it as well: an odd key is no fault by itself."
    ),
    "explain.env.base_url_ignored.recognised": (
        "OPENAI_BASE_URL is set, the built-in provider is active, and the version of Codex is "
        "one that does not read it."
    ),
    "explain.env.base_url_ignored.disproved": (
        "A version that reads it, a provider of one's own that is selected, or openai_base_url "
        "in the configuration."
    ),
    "explain.env.openai_key_not_used.recognised": (
        "OPENAI_API_KEY is set, no part of the active provider names it, and no other "
        "credential is there."
    ),
    "explain.env.openai_key_not_used.disproved": (
        "An env_key that names it, or a login: then Codex has a credential."
    ),
    "explain.env.dotenv_shadows.recognised": (
        "The .env file in Codex's home sets a variable that the environment has as well, to "
        "another value."
    ),
    "explain.env.dotenv_shadows.disproved": (
        "The same value in both, or the variable in one place only. An endpoint that accepts the "
        "key from the file shows it as well: then the file has the value that is meant."
    ),
    "explain.env.dotenv_ignored.recognised": (
        "A line of Codex's .env file is no assignment, sets a CODEX_ name or holds a $ that is "
        "expanded; or the variable stands in a .env file of another folder."
    ),
    "explain.env.dotenv_ignored.disproved": (
        "The value that Codex really has of it, read by Codex's own rules, being the one that "
        "is written."
    ),
    "explain.env.header_variable_unset.recognised": (
        "env_http_headers names a variable that is not set, or is blank."
    ),
    "explain.env.header_variable_unset.disproved": "Any value in that variable.",
    "explain.env.shell_only.recognised": (
        "A fresh login shell was asked for the names of its variables, and one that the "
        "provider needs is missing there."
    ),
    "explain.env.shell_only.disproved": (
        "The name among those of the login shell, or in Codex's .env file."
    ),
    "explain.env.codex_home_invalid.recognised": (
        "CODEX_HOME is set, and the path, taken as it is written, is no directory; or there is "
        "neither it nor a home folder."
    ),
    "explain.env.codex_home_invalid.disproved": "A directory at exactly that path.",
    "explain.credentials.auth_json_invalid.recognised": (
        "auth.json was read as Codex reads it, and no credential comes out of it."
    ),
    "explain.credentials.auth_json_invalid.disproved": (
        "A key or tokens under the names that codex login writes."
    ),
    "explain.credentials.overridden.recognised": (
        "Two credentials are there, and by Codex's order the other one than the login or the "
        "header is sent."
    ),
    "explain.credentials.overridden.disproved": "Only one of them, or the same key in both.",
    "explain.credentials.command_failed.recognised": (
        "auth.command was run as Codex runs it, without a shell: it did not start, failed, was "
        "late, or printed no usable token."
    ),
    "explain.credentials.command_failed.disproved": (
        "One line on its standard output, and exit code 0 within its time."
    ),
    "explain.credentials.not_inherited.recognised": (
        "auth.json holds a key, the active provider configures no credential, and the version "
        "of Codex does not lend the login to it."
    ),
    "explain.credentials.not_inherited.disproved": (
        "A version up to 0.148.0, env_key, or requires_openai_auth = true."
    ),
    "explain.credentials.login_elsewhere.recognised": (
        "auth.json holds a ChatGPT login, no other credential goes before it, and the endpoint "
        "is not chatgpt.com."
    ),
    "explain.credentials.login_elsewhere.disproved": (
        "An endpoint that answers a turn with that login, as one that passes it on to ChatGPT does."
    ),
    "explain.credentials.login_forced.recognised": (
        "forced_login_method and the kind of login in auth.json are different."
    ),
    "explain.credentials.login_forced.disproved": (
        "The same kind in both, or no forced_login_method."
    ),
}
