"""What `codex-doctor setup` asks and says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "setup.which": "Which service shall Codex use?",
    "setup.another": "another one",
    "setup.pick": "Number or name:",
    "setup.base_url": "Base URL of the API:",
    "setup.base_url_form": "Base URL of the API, for example {form}:",
    "setup.base_url_default": "Base URL of the API [{base_url}]:",
    "setup.env_key": "Variable that holds the key, never the key itself; empty for none:",
    "setup.env_key_default": "Variable that holds the key, - for none [{env_key}]:",
    "setup.models": "{service} lists {count:model|models}:",
    "setup.models_first": "{service} lists {count:model|models}; the first ones:",
    "setup.model_near": "{service} does not list {model}. What comes near:",
    "setup.model": "Model id:",
    "setup.deployment": "Name of the deployment of the model:",
    "setup.model_pick": "Number or model id:",
    "setup.model_renamed": "{service} calls {model} {served}.",
    "setup.model_unlisted": "{service} does not list {model}; its list is not always the whole.",
    "setup.model_unlisted_near": (
        "{service} does not list {model}; the nearest: {near:,}. Its list is not always the whole."
    ),
    "setup.key_unset": (
        "{variable} is not set, so the service is asked without a key now. Set it, with your key "
        "in the place of <your key>:"
    ),
    "setup.key_refused": "{base_url} refuses the key in {variable} (HTTP {status}).",
    "setup.key_wanted": "{base_url} wants a key (HTTP {status}).",
    "setup.key_name": "Start setup again, and name the variable that holds it (--env-key NAME).",
    "setup.base_moved": "The API is below {found}, not below {given}.",
    "setup.update": "[model_providers.{id}] is there already. Update it? [y/N]",
    "setup.other_id": "[model_providers.{id}] is there already, so this one is called {other}.",
    "setup.title": "Use {service} with the model {model}.",
    "setup.question": "Write this? [y/N]",
    "setup.declined": "Nothing was written.",
    "setup.dry_run": "Nothing was written, as asked.",
    "setup.same": "This is how it is set up already.",
    "setup.written": "Written: {file}",
    "setup.start": "Start it with: codex --profile {profile}",
    "setup.works": "Codex works with {service} now.",
    "setup.fails": "It is written, and Codex does not work with it yet: see above.",
    "setup.take_back": "Take it back? [y/N]",
    "setup.none_found": (
        "No API was found at {base_url}, so nothing is written. What codex-doctor sees there:"
    ),
    "setup.chat_only": (
        "{base_url} serves Chat Completions and no Responses API. Codex {version} speaks the "
        "Responses API alone (since {since}), so nothing is written: it could not work."
    ),
    "setup.chat_only_help": (
        "What helps: a gateway that translates between the two, for example LiteLLM: let it serve "
        "this service, then run codex-doctor setup litellm."
    ),
    "setup.chat_only_since": (
        "By its documentation {service} has the Responses API since {since}."
    ),
    "setup.nothing_answered": "without an answer to this nothing is written",
    "setup.no_number": "the list has no number {number}; it ends with {count}",
    "setup.secret_model": "this looks like a key, and is not taken for the id of a model",
    "setup.unknown_service": "no service is called {service}; known are {known:,}",
    "setup.no_variable": (
        "wanted is the name of the variable that holds the key: letters, digits and _, no digit "
        "first"
    ),
    "setup.your_key": "<your key>",
    "setup.no_model": "--model is missing",
    "setup.no_model_listed": "--model is missing; the service lists {models:,}",
    "setup.no_model_first": (
        "--model is missing; the service lists {count:model|models}, the first ones: {models:,}"
    ),
    "setup.no_base_url": "this is no base URL: one begins with https:// or http:// and a host",
    "setup.base_url_meant": "Taken for the base URL: {base_url}",
    "setup.base_url_parts": "the base URL must be without a user, a password and a query",
    "setup.no_terminal": "no terminal to ask at; missing: {missing:,}",
    "setup.needs_service": "a service or --base-url",
    "setup.needs_yes": "--yes or --dry-run",
    "setup.cannot_write": "this cannot be written: {why}",
    "setup.profile_name": "--profile: a name of letters, digits, _ and - is wanted",
    "setup.no_folder": "there is no folder {folder}, so there is nothing to write in it",
    "setup.no_toml": "{place} is no TOML: run codex-doctor fix first",
    "setup.managed": (
        "Codex stops at a file that an administrator has set up for this machine: codex-doctor "
        "tells which"
    ),
}
