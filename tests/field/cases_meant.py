"""Set-ups in which the credential, the key's place or the address is not the one that was meant."""

from __future__ import annotations

import json
from typing import Final

from msgspec.structs import replace

from field.endpoints import said
from field.set_up import (
    ADDRESS,
    GOOD,
    KEY,
    MODEL,
    PLAIN,
    SELECTION,
    case,
    plain,
)

_OLD: Final = {"GW_KEY": "gwk-old-0123456789"}
_NO_NEW_KEY: Final = ("get a key for 127.0.0.1",)
_PLAIN: Final = SELECTION + PLAIN
_KEYLESS: Final = _PLAIN.replace('env_key = "GW_KEY"\n', "")
_LOGIN: Final = {"codex/auth.json": json.dumps({"OPENAI_API_KEY": KEY})}
_BUILT_IN: Final = f'model = "gpt-5.4"\nopenai_base_url = "{ADDRESS}"\n'
_AT_BUILT_IN: Final = replace(GOOD, models=("gpt-5.4",))
_NO_TABLE: Final = ("[model_providers.openai]",)
_NUX: Final = '\n[tui.model_availability_nux]\n"gpt-5" = 4\n'

CASES: Final = (
    # A credential that loses against another one.
    plain(
        "header-variable-loses",
        "intent",
        "A good key for a header, from a variable, loses against an old one in env_key.",
        "credentials.overridden",
        config=_PLAIN + 'env_http_headers = { Authorization = "GW_HEADER" }\n',
        env=_OLD | {"GW_HEADER": f"Bearer {KEY}"},
        says_not=_NO_NEW_KEY,
        cure="drop env_key",
    ),
    plain(
        "bearer-token-loses",
        "intent",
        "A good token in the file loses against an old key in the variable.",
        "credentials.overridden",
        config=_PLAIN + f'experimental_bearer_token = "{KEY}"\n',
        env=_OLD,
        says_not=_NO_NEW_KEY,
        cure="drop env_key",
    ),
    plain(
        "login-loses-against-env-key",
        "intent",
        "The provider asks for the login, and an old key in the variable wins.",
        "credentials.overridden",
        config=_PLAIN + "requires_openai_auth = true\n",
        env=_OLD,
        files=_LOGIN,
        says_not=_NO_NEW_KEY,
        cure="drop env_key",
    ),
    plain(
        "lower-case-header-loses",
        "intent",
        "A good key in a header of another spelling loses against an old one in the file.",
        "credentials.overridden",
        config=_KEYLESS
        + 'experimental_bearer_token = "gwk-old-0123456789"\n'
        + f'http_headers = {{ authorization = "Bearer {KEY}" }}\n',
        env={},
        says_not=_NO_NEW_KEY,
    ),
    plain(
        "header-loses-in-peace",
        "healthy",
        "An old key in a header loses against the good one, and nothing is wrong.",
        codex="works",
        config=_PLAIN + 'http_headers = { Authorization = "Bearer gwk-old-0123456789" }\n',
    ),
    plain(
        "same-key-twice",
        "credential",
        "The same old key stands in the header and in the variable.",
        "auth.key_rejected",
        config=_PLAIN + 'http_headers = { Authorization = "Bearer gwk-old-0123456789" }\n',
        env=_OLD,
    ),
    # The built-in provider, moved.
    case(
        "built-in-moved-without-key",
        "wrong fix",
        "The built-in provider is moved, and there is no key at all.",
        "fails",
        "auth.no_credential",
        "config.openai_auth_required",
        config=_BUILT_IN,
        env={},
        endpoint=_AT_BUILT_IN,
        says_not=_NO_TABLE,
        cure="codex login --with-api-key",
    ),
    case(
        "built-in-moved-key-in-dotenv",
        "wrong fix",
        "The built-in provider is moved, and OPENAI_API_KEY stands in Codex's .env.",
        "fails",
        "env.openai_key_not_used",
        config=_BUILT_IN,
        env={},
        files={"codex/.env": f"OPENAI_API_KEY={KEY}\n"},
        endpoint=_AT_BUILT_IN,
        says_not=_NO_TABLE,
    ),
    case(
        "built-in-moved-old-login",
        "wrong fix",
        "The built-in provider is moved, and its login holds an old key.",
        "fails",
        "auth.key_rejected",
        config=_BUILT_IN,
        env={},
        files={"codex/auth.json": json.dumps({"OPENAI_API_KEY": "gwk-old-0123456789"})},
        endpoint=_AT_BUILT_IN,
        says_not=_NO_TABLE,
    ),
    case(
        "built-in-moved-key-missing-header",
        "wrong fix",
        "The built-in provider is moved to a gateway that wants a header more.",
        "fails",
        "config.gateway_header_missing",
        config=_BUILT_IN,
        env={"CODEX_API_KEY": KEY},
        endpoint=lambda seen: (
            _AT_BUILT_IN(seen)
            if seen.header("x-tenant-id")
            else said(400, "Missing required header: x-tenant-id")
        ),
        says_not=_NO_TABLE,
        cure="a provider of its own with http_headers",
    ),
    case(
        "built-in-moved-with-codex-key",
        "healthy",
        "The built-in provider is moved, and CODEX_API_KEY holds its key.",
        "works",
        config=_BUILT_IN,
        env={"CODEX_API_KEY": KEY},
        endpoint=_AT_BUILT_IN,
    ),
    # Names that sound like a credential.
    plain(
        "auth-type-header-hides-login",
        "intent",
        "A header says how one logs in and is no credential; the login is unused.",
        "credentials.not_inherited",
        config=_KEYLESS + 'http_headers = { "x-auth-type" = "apikey" }\n',
        env={},
        files=_LOGIN,
    ),
    plain(
        "auth-flag-header-hides-openai-key",
        "intent",
        "A header with 'auth' in its name is a switch; OPENAI_API_KEY is unused.",
        "env.openai_key_not_used",
        config=_KEYLESS + 'http_headers = { "x-forward-authorization" = "true" }\n',
        env={"OPENAI_API_KEY": KEY},
    ),
    plain(
        "token-count-header-hides-login",
        "intent",
        "A header with 'token' in its name holds a number; the login is unused.",
        "credentials.not_inherited",
        config=_KEYLESS + 'http_headers = { "x-access-token-version" = "2" }\n',
        env={},
        files=_LOGIN,
    ),
    plain(
        "auth-mode-parameter-hides-login",
        "intent",
        "A parameter of the address says how one logs in; the login is unused.",
        "credentials.not_inherited",
        config=_KEYLESS + 'query_params = { auth = "bearer" }\n',
        env={},
        files=_LOGIN,
    ),
    plain(
        "auth-flag-from-variable-hides-login",
        "intent",
        "A header with 'authorization' in its name is filled with a switch; the login is unused.",
        "credentials.not_inherited",
        config=_KEYLESS + 'env_http_headers = { "x-skip-authorization" = "GW_SKIP" }\n',
        env={"GW_SKIP": "false"},
        files=_LOGIN,
    ),
    # A header without its scheme.
    plain(
        "header-variable-without-bearer",
        "credential",
        "The key for the header comes from a variable, without the word Bearer.",
        "auth.key_rejected",
        config=_KEYLESS + 'env_http_headers = { Authorization = "GW_KEY" }\n',
        says_not=_NO_NEW_KEY,
        cure="env_key",
    ),
    plain(
        "header-with-token-scheme",
        "credential",
        "The key stands in a header behind another word than Bearer.",
        "auth.key_rejected",
        config=_KEYLESS + f'http_headers = {{ Authorization = "Token {KEY}" }}\n',
        env={},
        says_not=_NO_NEW_KEY,
        cure="Bearer in place of Token",
    ),
    plain(
        "lower-header-without-bearer",
        "credential",
        "The key stands in a header of lower case without the word Bearer.",
        "auth.key_rejected",
        config=_KEYLESS + f'http_headers = {{ authorization = "{KEY}" }}\n',
        env={},
        says_not=_NO_NEW_KEY,
    ),
    plain(
        "header-with-colon",
        "credential",
        "The header is written as a whole line of a request.",
        "auth.key_rejected",
        config=_KEYLESS + f'http_headers = {{ Authorization = "Authorization: Bearer {KEY}" }}\n',
        env={},
        says_not=_NO_NEW_KEY,
    ),
    plain(
        "header-with-bearer-and-old-key",
        "credential",
        "The header is written well, and its key is an old one.",
        "auth.key_rejected",
        config=_KEYLESS + 'http_headers = { Authorization = "Bearer gwk-old-0123456789" }\n',
        env={},
        says_not=("before the key",),
    ),
    # A key of the top level below a table of another type.
    plain(
        "model-in-table-of-numbers",
        "wrong fix",
        "The model slid below a table of numbers.",
        "config.key_misplaced",
        config=f'model_provider = "gw"\n\n{PLAIN}{_NUX}model = "{MODEL}"\n',
        says_not=("a whole number",),
        cure="move it up",
    ),
    plain(
        "policy-in-table-of-numbers",
        "wrong fix",
        "The approval policy slid below a table of numbers.",
        "config.key_misplaced",
        config=f'{_PLAIN}{_NUX}approval_policy = "never"\n',
        says_not=("a whole number",),
    ),
    plain(
        "effort-in-features",
        "wrong fix",
        "The effort slid below the table of switches.",
        "config.key_misplaced",
        config=f'{_PLAIN}\n[features]\nmodel_reasoning_effort = "high"\n',
        says_not=("correct features.model_reasoning_effort",),
    ),
    plain(
        "sandbox-in-features",
        "wrong fix",
        "The sandbox slid below the table of switches.",
        "config.key_misplaced",
        config=f'{_PLAIN}\n[features]\nweb_search_request = true\nsandbox_mode = "read-only"\n',
        says_not=("correct features.sandbox_mode",),
    ),
    plain(
        "selection-in-table-of-numbers",
        "wrong fix",
        "The selection of the provider slid below a table of numbers.",
        "config.key_misplaced",
        config=f'model = "{MODEL}"\n\n{PLAIN}{_NUX}model_provider = "gw"\n',
        says_not=("a whole number",),
    ),
    plain(
        "number-as-text-in-table-of-numbers",
        "type",
        "A number stands in quotes in its own table of numbers.",
        "config.wrong_type",
        config=f'{_PLAIN}{_NUX}"glm-5" = "4"\n',
    ),
)
