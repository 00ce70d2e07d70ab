"""Configurations of which the credential or the model is not the one that was meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from field.endpoints import is_post, said
from field.set_up import (
    GOOD,
    KEY,
    OPEN,
    PROVIDER,
    SELECTION,
    case,
    with_config,
    with_lines,
)

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply, Seen

_LOGIN: Final = {"codex/auth.json": json.dumps({"OPENAI_API_KEY": KEY})}


_KEYLESS: Final = with_config('env_key = "GW_KEY"\n', "")


def _wants_tenant(seen: Seen) -> Reply:
    if seen.header("x-tenant") != "blue":
        return said(403, "Tenant is not given")
    return GOOD(seen)


def _litellms_header(seen: Seen) -> Reply:
    """Answer as LiteLLM with `litellm_key_header_name`, which Codex's Authorization is not."""
    if is_post(seen) and seen.header("x-litellm-key") != f"Bearer {KEY}":
        wanted = "Please set header=x-litellm-key: Bearer <api_key>"
        return said(401, f"Authentication Error, No LiteLLM Virtual Key pass. {wanted}")
    return OPEN(seen)


CASES: Final = (
    case(
        "key-in-litellms-own-header",
        "credential",
        "LiteLLM reads the key in a header of its own, with the word of Authorization.",
        "fails",
        "config.gateway_header_missing",
        endpoint=_litellms_header,
        cure="http_headers with Bearer",
    ),
    case(
        "api-key-in-table",
        "credential",
        "The key stands in the provider's table under a name that Codex does not know.",
        "fails",
        "config.unknown_key",
        "config.key_misplaced",
        config=with_config('env_key = "GW_KEY"', f'api_key = "{KEY}"'),
        env={},
        cure="env_key and a variable",
    ),
    case(
        "env-key-with-dollar",
        "credential",
        "The variable's name is written as a shell writes its value.",
        "fails",
        "env.key_unset",
        config=with_config('"GW_KEY"', '"$GW_KEY"'),
        says_not=("set $gw_key",),
        cure='env_key = "GW_KEY"',
    ),
    case(
        "env-key-with-braces",
        "credential",
        "The variable's name is written as a shell writes its value, in braces.",
        "fails",
        "env.key_unset",
        config=with_config('"GW_KEY"', '"${GW_KEY}"'),
        says_not=("set ${gw_key}",),
        cure='env_key = "GW_KEY"',
    ),
    case(
        "env-key-lower-case",
        "credential",
        "The variable is set in another case.",
        "fails",
        "env.key_unset",
        config=with_config('"GW_KEY"', '"gw_key"'),
        cure='env_key = "GW_KEY"',
    ),
    case(
        "key-with-bearer",
        "credential",
        "The variable holds the word Bearer too.",
        "fails",
        "env.key_bearer_prefix",
        env={"GW_KEY": f"Bearer {KEY}"},
    ),
    case(
        "key-with-newline",
        "credential",
        "The key ends in a newline, as a file gave it.",
        "fails",
        "env.key_control_characters",
        "env.key_whitespace",
        env={"GW_KEY": f"{KEY}\n"},
    ),
    case(
        "key-is-a-line",
        "credential",
        "The variable holds a whole line of a .env file.",
        "fails",
        "env.key_assignment",
        "env.key_placeholder",
        env={"GW_KEY": f"GW_KEY={KEY}"},
        says_not=("get a key for 127.0.0.1",),
        cure="the key alone",
    ),
    case(
        "key-placeholder",
        "credential",
        "The key is the example of a guide.",
        "fails",
        "env.key_placeholder",
        env={"GW_KEY": "your-api-key-here"},
    ),
    case(
        "key-empty",
        "credential",
        "The variable is empty.",
        "fails",
        "env.key_empty",
        env={"GW_KEY": ""},
    ),
    case(
        "key-in-project-dotenv",
        "credential",
        "The key is in the .env of the project, which Codex does not read.",
        "fails",
        "env.dotenv_ignored",
        "env.key_unset",
        env={},
        files={"work/.env": f"GW_KEY={KEY}\n"},
        cure="the key in the shell, or in Codex's own .env",
    ),
    case(
        "dotenv-against-shell",
        "credential",
        "Codex's .env holds an old key, and the shell the good one.",
        "fails",
        "env.dotenv_shadows",
        files={"codex/.env": "GW_KEY=gwk-0000000000000000old0\n"},
        says_not=("get a key for 127.0.0.1",),
        cure="remove the line from .env",
    ),
    case(
        "dotenv-with-export",
        "healthy",
        "The key is in Codex's .env as a shell writes it.",
        "works",
        env={},
        files={"codex/.env": f'export GW_KEY="{KEY}"\n'},
    ),
    case(
        "token-loses-against-unset-key",
        "credential",
        "A good token stands in the table beside a variable that is not set.",
        "fails",
        "env.key_unset",
        config=with_lines(f'experimental_bearer_token = "{KEY}"'),
        env={},
        cure="remove env_key",
    ),
    case(
        "header-without-bearer",
        "credential",
        "The key stands in a header without the word Bearer.",
        "fails",
        "auth.key_rejected",
        config=_KEYLESS + f'http_headers = {{ Authorization = "{KEY}" }}\n',
        env={},
        says_not=("get a key for 127.0.0.1",),
        cure="Bearer before the key",
    ),
    case(
        "header-variable-unset",
        "credential",
        "A header takes its value from a variable that is not set.",
        "fails",
        "env.header_variable_unset",
        config=with_lines('env_http_headers = { "X-Tenant" = "GW_TENANT" }'),
        endpoint=_wants_tenant,
        says_not=("forbids the request",),
    ),
    case(
        "login-inherited",
        "healthy",
        "The provider asks for the login, which holds the right key.",
        "works",
        config=_KEYLESS + "requires_openai_auth = true\n",
        env={},
        files=_LOGIN,
    ),
    case(
        "login-not-inherited",
        "credential",
        "A login holds the right key, and the provider does not ask for it.",
        "fails",
        "credentials.not_inherited",
        config=_KEYLESS,
        env={},
        files=_LOGIN,
        cure="requires_openai_auth = true",
    ),
    case(
        "login-broken",
        "credential",
        "The file of the login is cut off.",
        "fails",
        "credentials.auth_json_invalid",
        config=_KEYLESS + "requires_openai_auth = true\n",
        env={},
        files={"codex/auth.json": '{"OPENAI_API_KEY": "gwk-4f1b'},
    ),
    case(
        "command-fails",
        "credential",
        "The program that gives the key ends with an error.",
        "fails",
        "credentials.command_failed",
        config=_KEYLESS + 'auth = { command = "sh", args = ["-c", "exit 3"] }\n',
        env={},
    ),
    # The name of a variable where its value belongs, and the other way round.
    *(
        case(
            f"variable-written-{name}",
            "credential",
            "A shell would put the variable's value there, and Codex does not.",
            "fails",
            "env.key_placeholder",
            config=_KEYLESS + f"{setting}\n",
            says_not=("get a key",),
            cure='env_key = "GW_KEY"',
        )
        for name, setting in (
            ("in-header", 'http_headers = { Authorization = "Bearer $GW_KEY" }'),
            ("in-braces", 'http_headers = { Authorization = "Bearer ${GW_KEY}" } # mine'),
            ("as-env", 'http_headers.Authorization = "Bearer {env:GW_KEY}"'),
            ("in-token", 'experimental_bearer_token = "$GW_KEY"'),
            ("of-litellm", "experimental_bearer_token = 'os.environ/GW_KEY'"),
        )
    ),
    case(
        "header-value-for-its-variable",
        "credential",
        "env_http_headers holds the header itself, where a variable's name belongs.",
        "fails",
        "env.header_variable_unset",
        config=_KEYLESS + f'env_http_headers = {{ Authorization = "Bearer {KEY}" }}\n',
        env={},
        says_not=("[redacted]",),
        cure="env_key",
    ),
    case(
        "model-unset",
        "intent",
        "No model is set, so Codex asks for its own, which the endpoint does not serve.",
        "fails",
        "config.model_unset",
        config=SELECTION.partition("\n")[2] + PROVIDER,
        cure='model = "glm-5"',
    ),
    case(
        "model-option-unknown",
        "model",
        "The model on the command line is one letter off.",
        "fails",
        "model.unknown_id",
        arguments=("-m", "glm-55"),
        cure="-m glm-5",
    ),
)
