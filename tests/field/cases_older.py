"""Set-ups with an older Codex, where the same lines mean something else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import not_found
from codex_doctor.lab.wire import json_reply
from field.endpoints import Series, only_chat
from field.older import older
from field.set_up import ADDRESS, KEY, MODEL, PROVIDER, with_lines

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply, Seen

_LATER: Final = json_reply(429, {"error": {"message": "Slow down"}}, ("retry-after", "1"))
_NOWHERE: Final = {"HTTPS_PROXY": "http://127.0.0.1:{DEAD}"}
_KEYED: Final = {"GW_KEY": KEY}
_LOST: Final = {**_KEYED, **_NOWHERE}
_LOGIN: Final = {"codex/auth.json": json.dumps({"OPENAI_API_KEY": KEY})}
_UNSELECTED: Final = f'model = "{MODEL}"\n\n{PROVIDER}wire_api = "responses"\n'
_RESPONSES: Final = with_lines('wire_api = "responses"')
_CHAT: Final = with_lines('wire_api = "chat"')
_KEYLESS: Final = _RESPONSES.replace('env_key = "GW_KEY"\n', "")
_MOVED: Final = f'model = "{MODEL}"\nopenai_base_url = "{ADDRESS}"\n'


def _chat_there(seen: Seen) -> Reply:
    """Serve Chat Completions at its own path alone."""
    return not_found(seen) if "/chat/completions/" in seen.path else only_chat()(seen)


CASES: Final = (
    older("0.58.0", "old-responses", "older", "All is well.", "works", config=_RESPONSES),
    older(
        "0.58.0",
        "old-wire-left-out",
        "older",
        "Without wire_api this version speaks Chat Completions, which is not there.",
        "fails",
        "wire.chat_missing",
        cure='wire_api = "responses"',
    ),
    older(
        "0.58.0",
        "old-chat-where-it-is",
        "older",
        "wire_api is chat, and so is the endpoint.",
        "answers",
        "tools.never_called",
        config=_CHAT,
        endpoint=only_chat(),
    ),
    older(
        "0.120.0",
        "newer-chat-wire",
        "older",
        "wire_api is chat, which this version took away.",
        "fails",
        "config.wire_api_chat",
        config=_CHAT,
        cure='wire_api = "responses"',
    ),
    older(
        "0.58.0",
        "old-openai-base-url",
        "older",
        "openai_base_url is not read by this version, which asks OpenAI.",
        "fails",
        "config.unknown_key",
        "installation.outdated",
        config=_MOVED,
        env=_NOWHERE,
        files=_LOGIN,
        cure="a newer Codex, or a provider block",
    ),
    older(
        "0.120.0",
        "newer-openai-base-url",
        "older",
        "openai_base_url is read by this version.",
        "works",
        "",
        config=_MOVED,
        env=_NOWHERE,
        files=_LOGIN,
    ),
    older(
        "0.58.0",
        "old-base-url-in-variable",
        "older",
        "OPENAI_BASE_URL is read by this version.",
        "works",
        "",
        config=f'model = "{MODEL}"\n',
        env={**_NOWHERE, "OPENAI_BASE_URL": ADDRESS},
        files=_LOGIN,
    ),
    older(
        "0.120.0",
        "newer-base-url-in-variable",
        "older",
        "OPENAI_BASE_URL is not read by this version.",
        "fails",
        "env.base_url_ignored",
        config=f'model = "{MODEL}"\n',
        env={**_NOWHERE, "OPENAI_BASE_URL": ADDRESS},
        files=_LOGIN,
        cure="openai_base_url",
    ),
    older(
        "0.58.0",
        "old-profile-file",
        "older",
        "The profile is a file of its own, which this version does not know.",
        "fails",
        "config.profile_missing",
        "installation.outdated",
        config=_UNSELECTED,
        env=_LOST,
        files={"codex/work.config.toml": 'model_provider = "gw"\n'},
        arguments=("--profile", "work"),
        cure="[profiles.work] in config.toml",
    ),
    older(
        "0.120.0",
        "newer-profile-file",
        "older",
        "The profile is a file of its own, which this version does not know.",
        "fails",
        "config.profile_missing",
        "installation.outdated",
        config=_UNSELECTED,
        env=_LOST,
        files={"codex/work.config.toml": 'model_provider = "gw"\n'},
        arguments=("--profile", "work"),
        cure="[profiles.work] in config.toml",
        report="jacob-bd/relay-ai#9",
    ),
    older(
        "0.120.0",
        "newer-profile-table",
        "older",
        "The profile is a table, as this version wants it.",
        "works",
        "",
        config=f'profile = "work"\n{_UNSELECTED}\n[profiles.work]\nmodel_provider = "gw"\n',
    ),
    older(
        "0.58.0",
        "old-command",
        "older",
        "A program gives the key, which this version does not ask.",
        "fails",
        "config.unknown_key",
        "installation.outdated",
        "auth.no_credential",
        config=_KEYLESS + '[model_providers.gw.auth]\ncommand = "cat"\nargs = ["{HOME}/key"]\n',
        env={},
        files={"home/key": f"{KEY}\n"},
        cure="a newer Codex, or env_key",
    ),
    older(
        "0.120.0",
        "newer-command",
        "older",
        "A program gives the key.",
        "works",
        "",
        config=_KEYLESS + '[model_providers.gw.auth]\ncommand = "cat"\nargs = ["{HOME}/key"]\n',
        env={},
        files={"home/key": f"{KEY}\n"},
    ),
    older(
        "0.58.0",
        "old-reserved-provider",
        "older",
        "The built-in provider is written anew, which this version leaves aside.",
        "fails",
        "config.provider_reserved",
        config=_RESPONSES.replace('"gw"', '"openai"').replace(".gw]", ".openai]"),
        env=_LOST,
        cure="another id",
    ),
    older(
        "0.120.0",
        "newer-reserved-provider",
        "older",
        "The built-in provider is written anew.",
        "fails",
        "config.provider_reserved",
        config=_RESPONSES.replace('"gw"', '"openai"').replace(".gw]", ".openai]"),
        env=_LOST,
        cure="another id",
    ),
    older(
        "0.58.0",
        "old-login-inherited",
        "older",
        "A login is there, and the provider says nothing of one.",
        "works",
        config=_KEYLESS,
        env={},
        files=_LOGIN,
        cure="requires_openai_auth = true",
    ),
    older(
        "0.120.0",
        "newer-login-inherited",
        "older",
        "A login is there, and the provider says nothing of one.",
        "works",
        "",
        config=_KEYLESS,
        env={},
        files=_LOGIN,
    ),
    older(
        "0.58.0",
        "old-token-in-table",
        "older",
        "The token stands in the table.",
        "works",
        "",
        config=_KEYLESS + f'experimental_bearer_token = "{KEY}"\n',
        env={},
    ),
    older(
        "0.58.0",
        "old-catalog",
        "older",
        "A catalog that is not there is not asked for by this version.",
        "works",
        "",
        config='model_catalog_json = "{HOME}/models.json"\n' + _RESPONSES,
    ),
    older(
        "0.120.0",
        "newer-key-unset",
        "older",
        "The key's variable is not set.",
        "fails",
        "env.dotenv_ignored",
        config=_RESPONSES,
        env={},
        files={"work/.env": f"GW_KEY={KEY}\n"},
        cure="GW_KEY",
    ),
    older(
        "0.58.0",
        "old-route-in-base",
        "older",
        "base_url holds the route.",
        "fails",
        "url.endpoint_in_base",
        config=_RESPONSES.replace("/v1", "/v1/responses"),
        cure="without /responses",
    ),
    older(
        "0.58.0",
        "old-chat-route-in-base",
        "older",
        "base_url holds the route of Chat Completions.",
        "fails",
        "url.endpoint_in_base",
        config=_CHAT.replace("/v1", "/v1/chat/completions"),
        endpoint=_chat_there,
        cure="without /chat/completions",
    ),
    older(
        "0.58.0",
        "old-instructions",
        "older",
        "A file of instructions that is not there is not asked for by this version.",
        "works",
        config='model_instructions_file = "{HOME}/more.md"\n' + _RESPONSES,
    ),
    older(
        "0.120.0",
        "newer-told-when-to-come-back",
        "older",
        "The gateway says once when to come back, and this version does not.",
        "fails",
        "session.flaky",
        "quota.rate_limited",
        config=_RESPONSES,
        series=lambda: Series((_LATER,)),
    ),
)
