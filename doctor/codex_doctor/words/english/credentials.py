"""The words of the findings `credentials.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "credentials.auth_json_invalid.title": "auth.json cannot be used",
    "credentials.auth_json_invalid.text": (
        "Codex finds auth.json and takes no credential from it: it is no JSON, the key is "
        "under another name, or the key holds a line feed. Nothing is said; the request goes "
        "out without a credential. Up to 0.146.1 Codex stops where it cannot read the file, and "
        "prints what the JSON parser says."
    ),
    "credentials.overridden.title": "Another credential wins",
    "credentials.overridden.text": (
        "CODEX_API_KEY and CODEX_ACCESS_TOKEN beat auth.json, and a CODEX_ACCESS_TOKEN that is no "
        "valid token leaves Codex without any credential. Unset the variable to use the login. "
        "env_key and experimental_bearer_token of a provider beat the login and a configured "
        "header Authorization."
    ),
    "credentials.command_failed.title": "auth.command gives no token",
    "credentials.command_failed.text": (
        "Codex starts the program directly, without a shell, and sends what it prints. When it "
        "fails, prints nothing or takes too long, the request goes out without a credential. A "
        "whole command line in command is the name of one program that does not exist."
    ),
    "credentials.not_inherited.title": "The login no longer goes to custom providers",
    "credentials.not_inherited.text": (
        "Until 0.148.0 Codex sent the key in auth.json to every provider that configured none. "
        "Since 0.149.0 it does not, and says nothing: the request goes out without a "
        "credential. env_key names a variable with the key, requires_openai_auth = true brings "
        "back the login."
    ),
    "credentials.login_elsewhere.title": "A ChatGPT login goes to another endpoint",
    "credentials.login_elsewhere.text": (
        "requires_openai_auth = true and openai_base_url let Codex send what codex login left. "
        "After a login with ChatGPT that is its access token. Most relays and gateways want a "
        "key of their own and answer 401 to it, api.openai.com misses the scope "
        "api.responses.write; one that passes the request on to ChatGPT takes it. codex-doctor "
        "sends no such token, so it cannot tell. A key that env_key names goes before the login."
    ),
    "credentials.login_forced.title": "The login is of a kind that is not allowed",
    "credentials.login_forced.text": (
        "forced_login_method allows one kind of login, and auth.json holds the other. Codex "
        "stops and logs out."
    ),
    "credentials.passed": "{source}: {fingerprint}",
    "credentials.passed.none": "no credential is configured",
    "credentials.skipped": "the variable that env_key names holds no key that can be sent",
    "credentials.auth_json_invalid": "{file} gives no credential: {why}",
    "credentials.auth_json_invalid.stops": (
        "codex-cli up to {last} stops at {file}, wherever its key comes from: {why}"
    ),
    "credentials.auth_json_invalid.fix_aside": "Move {file} away, if the key comes from elsewhere.",
    "credentials.auth_json_invalid.fix_login": "Write {file} anew with the key.",
    "credentials.auth_json_invalid.fix_move": "Move {file} away, and log in with the key.",
    "credentials.auth_json_invalid.fix_env_key": (
        "Use env_key in the provider instead of the login."
    ),
    "credentials.auth_json.denied": "it cannot be read (permission denied)",
    "credentials.auth_json.too_large": (
        "it has more than {most_bytes:size}, which is more than codex-doctor reads"
    ),
    "credentials.auth_json.not_utf8": "it is not UTF-8",
    "credentials.auth_json.mark": "a byte order mark stands before the JSON",
    "credentials.auth_json.no_json": "it is no JSON",
    "credentials.auth_json.no_object": "it is no JSON object",
    "credentials.auth_json.key_ignored": (
        'it holds a key, and auth_mode "{mode}" makes Codex ignore it'
    ),
    "credentials.auth_json.nothing": "it holds neither OPENAI_API_KEY nor a ChatGPT login",
    "credentials.auth_json.twice": "{name} stands in it twice",
    "credentials.auth_json.mode_unknown": "its auth_mode is unknown",
    "credentials.auth_json.no_string": "{name} in it is no string",
    "credentials.auth_json.surrogate": "{name} in it holds half of a surrogate pair",
    "credentials.auth_json.no_time": "last_refresh in it is no time",
    "credentials.auth_json.wrong_type": "{name} in it has the wrong type",
    "credentials.auth_json.tokens_no_object": "tokens in it is no object",
    "credentials.auth_json.tokens_lack": "tokens in it has no {name}",
    "credentials.auth_json.no_jwt": "the id_token in it is no JSON Web Token",
    "credentials.auth_json.control": "its key holds a line feed or control character",
    "credentials.auth_json.empty": "its key is empty",
    "credentials.login.chatgpt": "ChatGPT login",
    "credentials.login.agent": "agent identity",
    "credentials.login.personal": "personal access token",
    "credentials.shown.by_codex": "made by Codex when it runs",
    "credentials.shown.not_waited_for": "not waited for",
    "credentials.shown.not_run": "not run: {detail}",
    "credentials.shown.not_read": "not read by codex-doctor",
    "credentials.shown.expired": "{file}, expired {at} UTC",
    "credentials.shown.good_until": "{file}, good until {at} UTC",
    "credentials.overridden": "{winner} is set and beats {loser}",
    "credentials.overridden.fix_unset": "Unset {variable} if the login is meant.",
    "credentials.overridden.fix_setting": (
        "Take {setting} out of {table} if the key in {loser} is meant."
    ),
    "credentials.overridden.fix_key": "Otherwise put the right key into {winner}.",
    "credentials.command_failed.no_folder": (
        "auth.command {command} cannot be started, since its cwd is no folder that is there, so "
        "Codex sends no credential"
    ),
    "credentials.command_failed.not_started": (
        "auth.command {command} cannot be started ({detail}), so Codex sends no credential"
    ),
    "credentials.command_failed.exit_code": (
        "auth.command {command} ends with exit code {detail}, so Codex sends no credential"
    ),
    "credentials.command_failed.empty": (
        "auth.command {command} prints nothing, so Codex sends no credential"
    ),
    "credentials.command_failed.timeout": (
        "auth.command {command} takes longer than {detail}, so Codex sends no credential"
    ),
    "credentials.command_failed.too_long": (
        "auth.command {command} prints far more than a token has"
    ),
    "credentials.command_failed.not_utf8": (
        "auth.command {command} prints bytes that are not UTF-8, so Codex sends no credential"
    ),
    "credentials.command_failed.several_lines": (
        "auth.command {command} prints more than one line, which no header can carry, so "
        "Codex sends no credential"
    ),
    "credentials.command_failed.fix_split": (
        "Split it: put the program into command and each argument into args. For a line of a "
        'shell, write command = "sh" and args = ["-c", "the line"].'
    ),
    "credentials.command_failed.fix_folder": (
        "Remove cwd, and Codex starts the command in the folder where it runs itself."
    ),
    "credentials.command_failed.fix_variable": (
        "Put the key into {variable}, name it in env_key, and remove auth."
    ),
    "credentials.command_failed.fix_by_hand": (
        "Run the command by hand until it prints the token alone and ends with 0."
    ),
    "credentials.not_inherited": (
        "{file} holds a key, and Codex later than {last} does not send it to the provider "
        "{provider}"
    ),
    "credentials.not_inherited.fix_login": "Ask for the login in {table}.",
    "credentials.not_inherited.fix_env_key": (
        "Put the key into a variable, and name it by env_key in {table}."
    ),
    "credentials.login_elsewhere": (
        "Codex sends the token of the ChatGPT login to {host}, which refuses it unless it passes "
        "the request on to ChatGPT"
    ),
    "credentials.login_elsewhere.fix_env_key": (
        "Name a variable with a key of {host} by env_key in {table}."
    ),
    "credentials.login_elsewhere.fix_login": (
        "Log in with such a key, which takes the place of the ChatGPT login."
    ),
    "credentials.login_forced.api_key": (
        'forced_login_method = "{method}" does not allow what {file} holds: an API key'
    ),
    "credentials.login_forced.chatgpt": (
        'forced_login_method = "{method}" does not allow what {file} holds: a ChatGPT login'
    ),
    "credentials.login_forced.fix": "Remove forced_login_method, and Codex takes the login.",
    "credentials.login_forced.fix_login": "Log in the other way.",
    "credentials.evidence.readable": "a key or a login that Codex can read",
    "credentials.evidence.key_in": "key in {file}",
    "credentials.evidence.token": "the token on one line",
    "credentials.evidence.login": "login",
    "credentials.evidence.api_key": "an API key",
    "credentials.evidence.chatgpt_login": "a ChatGPT login",
    "credentials.evidence.key_of_host": "a key of {host}",
    "credentials.evidence.no_folder": "its cwd is not there",
    "credentials.evidence.not_started": "cannot be started ({detail})",
    "credentials.evidence.exit_code": "ends with exit code {detail}",
    "credentials.evidence.prints_nothing": "prints nothing",
    "credentials.evidence.timeout": "takes longer than {detail}",
    "credentials.evidence.too_long": "prints far more than a token has",
    "credentials.evidence.not_utf8": "prints bytes that are not UTF-8",
    "credentials.evidence.several_lines": "prints more than one line, which no header can carry",
}
