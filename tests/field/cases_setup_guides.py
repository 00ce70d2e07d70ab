"""Set-ups as guides of relays have them: where the key stands, and what gives it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab.wire import json_reply
from field.set_up import (
    CONFIG,
    GOOD,
    KEY,
    case,
    with_config,
    with_lines,
)

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply, Seen

# What goes to the internet ends at a port that refuses.
_KEYLESS: Final = with_config('env_key = "GW_KEY"\n', "")
_LOGIN: Final = {"codex/auth.json": json.dumps({"OPENAI_API_KEY": KEY})}
_ASKS: Final = "requires_openai_auth = true\n"
_COMMAND: Final = _KEYLESS + "[model_providers.gw.auth]\n"


def _sub2api(seen: Seen) -> Reply:
    """Serve the API at the root, and say without a key what sub2api says."""
    given = seen.header("authorization")
    if given != f"Bearer {KEY}":
        code = (
            ("INVALID_API_KEY", "Invalid API key")
            if given
            else ("API_KEY_REQUIRED", "API key is required")
        )
        return json_reply(401, {"code": code[0], "message": code[1]})
    return GOOD(replace(seen, path=f"/v1{seen.path}"))


CASES: Final = (
    # ----- where the key stands
    case(
        "key-in-login-and-variable-named",
        "credential",
        "The key is in auth.json, which the provider asks for, and env_key of the guide hides it.",
        "fails",
        "env.key_unset",
        config=with_lines("requires_openai_auth = true").replace("GW_KEY", "OPENAI_API_KEY"),
        env={},
        files=_LOGIN,
        cure="remove env_key",
        report="farion1231/cc-switch#658",
    ),
    case(
        "key-in-login-of-an-old-guide",
        "credential",
        "The key is in auth.json, and the guide's preferred_auth_method is read no longer.",
        "fails",
        "credentials.not_inherited",
        config='preferred_auth_method = "apikey"\n' + _KEYLESS,
        env={},
        files=_LOGIN,
        cure="requires_openai_auth = true",
    ),
    case(
        "key-in-login-switched-off",
        "credential",
        "The key is in auth.json, and the provider says that it needs no login.",
        "fails",
        "credentials.not_inherited",
        config=_KEYLESS.replace("/v1", "/") + "requires_openai_auth = false\n",
        env={},
        files=_LOGIN,
        endpoint=_sub2api,
        cure="requires_openai_auth = true",
        report="Wei-Shaw/sub2api#4789",
    ),
    case(
        "variable-in-login-file",
        "credential",
        "The key stands in auth.json under the name of env_key.",
        "fails",
        "env.key_unset",
        env={},
        files={"codex/auth.json": json.dumps({"GW_KEY": KEY})},
        cure="GW_KEY in the shell or in Codex's own .env",
    ),
    case(
        "login-in-small-letters",
        "credential",
        "auth.json has the key under a name that Codex does not know.",
        "fails",
        "credentials.auth_json_invalid",
        "auth.no_credential",
        "config.openai_auth_required",
        config=_KEYLESS + _ASKS,
        env={},
        files={"codex/auth.json": json.dumps({"api_key": KEY})},
        cure="OPENAI_API_KEY in auth.json",
    ),
    case(
        "login-with-comma-behind",
        "credential",
        "auth.json has a comma behind its last member.",
        "fails",
        "credentials.auth_json_invalid",
        config=_KEYLESS + _ASKS,
        env={},
        files={"codex/auth.json": f'{{\n  "OPENAI_API_KEY": "{KEY}",\n}}\n'},
        cure="without the comma",
    ),
    case(
        "login-is-the-key",
        "credential",
        "auth.json holds the key and nothing else.",
        "fails",
        "credentials.auth_json_invalid",
        config=_KEYLESS + _ASKS,
        env={},
        files={"codex/auth.json": f"{KEY}\n"},
        cure='{"OPENAI_API_KEY": "..."}',
    ),
    case(
        "login-in-other-home",
        "credential",
        "auth.json is in ~/.codex, and CODEX_HOME is another folder.",
        "fails",
        "auth.no_credential",
        "config.openai_auth_required",
        config=_KEYLESS + _ASKS,
        env={},
        files={"home/.codex/auth.json": json.dumps({"OPENAI_API_KEY": KEY})},
        cure="the file in CODEX_HOME",
    ),
    case(
        "key-in-env-table",
        "credential",
        "The key stands in a table [env], as other tools have it.",
        "fails",
        "env.key_unset",
        config=f'{CONFIG}\n[env]\nGW_KEY = "{KEY}"\n',
        env={},
        says_not=("get a key",),
        cure="GW_KEY in the shell or in Codex's own .env",
    ),
    case(
        "key-in-environment-of-commands",
        "credential",
        "The key is set for the commands that Codex runs, and not for Codex.",
        "fails",
        "env.key_unset",
        config=f'{CONFIG}\n[shell_environment_policy]\nset = {{ GW_KEY = "{KEY}" }}\n',
        env={},
        says_not=("get a key",),
        cure="GW_KEY in the shell or in Codex's own .env",
    ),
    *(
        case(
            f"dotenv-{name}",
            "credential",
            "The key stands in a .env file that Codex does not read.",
            "fails",
            "env.key_unset",
            "env.dotenv_ignored",
            env={},
            files={file: f"GW_KEY={KEY}\n"},
            cure="the line in Codex's own .env",
        )
        for name, file in (
            ("in-home", "home/.env"),
            ("in-codex-of-project", "work/.codex/.env"),
            ("with-local", "codex/.env.local"),
            ("without-dot", "codex/env"),
        )
    ),
    case(
        "dotenv-name-of-codex",
        "credential",
        "The name of the variable begins as Codex's own do, which .env may not set.",
        "fails",
        "env.dotenv_ignored",
        "env.key_unset",
        config=with_config("GW_KEY", "CODEX_GW_KEY"),
        env={},
        files={"codex/.env": f"CODEX_GW_KEY={KEY}\n"},
        cure="another name",
    ),
    case(
        "variable-named-a-little-otherwise",
        "credential",
        "The variable is set under a name that differs in one letter.",
        "fails",
        "env.key_unset",
        env={"GW_KEYS": KEY},
        cure='env_key = "GW_KEYS"',
    ),
    # ----- a program that gives the key
    case(
        "command-with-its-arguments",
        "credential",
        "The program and its arguments stand in one text.",
        "fails",
        "credentials.command_failed",
        config=_COMMAND + 'command = "cat {HOME}/key"\n',
        env={},
        files={"home/key": f"{KEY}\n"},
        cure='command = "cat", args = ["{HOME}/key"]',
    ),
    case(
        "command-with-text-of-arguments",
        "credential",
        "The arguments of the program are one text.",
        "fails",
        "config.wrong_type",
        config=_COMMAND + 'command = "cat"\nargs = "{HOME}/key"\n',
        env={},
        files={"home/key": f"{KEY}\n"},
        cure='args = ["{HOME}/key"]',
    ),
    case(
        "command-beside-env-key",
        "credential",
        "The provider has a program for the key and a variable too.",
        "fails",
        "config.provider_conflict",
        config=CONFIG + '[model_providers.gw.auth]\ncommand = "cat"\nargs = ["{HOME}/key"]\n',
        files={"home/key": f"{KEY}\n"},
        cure="one of both",
    ),
    case(
        "command-prints-a-document",
        "credential",
        "The program prints the key within a JSON document.",
        "fails",
        "env.key_assignment",
        config=_COMMAND + 'command = "cat"\nargs = ["{HOME}/key"]\n',
        env={},
        files={"home/key": json.dumps({"token": KEY}) + "\n"},
        says_not=("get a key",),
        cure="print the key alone",
    ),
)
