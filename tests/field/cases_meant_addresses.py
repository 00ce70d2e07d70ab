"""Set-ups in which the address is not the one that was meant, or the endpoint names the cure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab.wire import document, json_reply
from field.endpoints import answering, said
from field.set_up import ADDRESS, GOOD, KEY, MODEL, case, plain, with_config

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour, Json, Reply, Seen

_LOGIN: Final = {"codex/auth.json": json.dumps({"OPENAI_API_KEY": KEY})}


def _unsupported(body: Json) -> Reply | None:
    if "parallel_tool_calls" not in body:
        return None
    return said(
        400,
        "litellm.UnsupportedParamsError: bedrock does not support parameters: "
        "['parallel_tool_calls'], for model=glm-5. To drop these, set "
        "`litellm.drop_params=True` or for proxy:\n\n`litellm_settings:\n drop_params: true`\n",
        type="None",
        param=None,
        code="400",
    )


def _below(base: str, elsewhere: Reply) -> Behaviour:
    good = replace(GOOD, path=f"{base}/responses")

    def answer(seen: Seen) -> Reply:
        return good(seen) if seen.path.startswith(base) else elsewhere

    return answer


CASES: Final = (
    # The address holds the route.
    *(
        case(
            f"route-in-base-{name}",
            "address",
            f"base_url ends in {route}.",
            "fails",
            "url.endpoint_in_base",
            config=with_config('{PORT}/v1"', f'{{PORT}}{route}"'),
            cure="base_url that ends in /v1",
        )
        for name, route in (
            ("models", "/v1/models"),
            ("models-slash", "/v1/models/"),
            ("completions", "/v1/completions"),
            ("messages", "/v1/messages"),
            ("bare-models", "/models"),
            ("bare-responses", "/responses"),
        )
    ),
    # Another sign stands for the colon before the port.
    *(
        case(
            f"port-behind-{name}",
            "address",
            "What stands before the port is no colon.",
            codex,
            first,
            config=with_config(ADDRESS, f"http://{host}{sign}{{PORT}}/v1"),
            says_not=("another machine",),
            cure="a colon before the port",
            needs_no_internet=codex == "hangs",
        )
        for name, host, sign, codex, first in (
            ("semicolon", "localhost", ";", "hangs", "dns.nxdomain"),
            ("comma", "127.0.0.1", ",", "hangs", "dns.nxdomain"),
            ("nothing", "localhost", "", "hangs", "dns.nxdomain"),
            ("dot", "127.0.0.1", ".", "fails", "config.base_url_invalid"),
            ("two-colons", "localhost", "::", "fails", "config.base_url_invalid"),
        )
    ),
    # The address that Codex does not read, and a key that would go elsewhere.
    *(
        case(
            f"{name}-with-{login}",
            "intent",
            f"The base URL is in {name.upper().replace('-', '_')}, and a key would go to OpenAI.",
            "hangs",
            "env.base_url_ignored",
            config=f'model = "{MODEL}"\n',
            env={"HTTPS_PROXY": "http://127.0.0.1:{DEAD}", name.upper().replace("-", "_"): ADDRESS}
            | ({"CODEX_API_KEY": KEY} if login == "codex-key" else {}),
            files=_LOGIN if login == "login" else {},
            says_not=("api.openai.com is refused",),
            cure="a provider with this base_url",
        )
        for name in ("openai-base-url", "openai-api-base")
        for login in ("codex-key", "login")
    ),
    case(
        "moved-address-below-table",
        "intent",
        "openai_base_url slid below a table, and the key would go to OpenAI.",
        "hangs",
        "config.key_misplaced",
        config=f'model = "{MODEL}"\n\n[history]\nopenai_base_url = "{ADDRESS}"\n',
        env={"HTTPS_PROXY": "http://127.0.0.1:{DEAD}", "CODEX_API_KEY": KEY},
        cure="move the line up",
    ),
    # What the endpoint itself says to do.
    *(
        plain(
            f"path-named-{name}",
            "address",
            "The API is below another path, which the answer names.",
            "url.missing_v1",
            endpoint=_below("/api/v3", answer),
            cure="the path of the answer",
            report="volcengine/ai-app-lab#112",
        )
        for name, answer in (
            ("shortly", said(400, "The path is invalid, try /api/v3", code="InvalidPath")),
            ("with-route", said(404, "Not found. Use POST /api/v3/responses.")),
            ("in-a-list", json_reply(404, {"routes": ["/health", "/api/v3/responses"]})),
            ("escaped", document(404, "application/json", r'{"error":"see \/api\/v3\/models"}')),
        )
    ),
    plain(
        "litellm-drop-params",
        "gateway",
        "LiteLLM refuses a parameter and says which of its settings drops it.",
        "request.field_rejected",
        endpoint=replace(
            GOOD,
            refuse=_unsupported,
        ),
        says_not=("put a gateway that translates",),
        cure="drop_params: true in LiteLLM",
    ),
    # The key is over, not the money.
    *(
        case(
            f"key-expired-{name}",
            "credential",
            "The endpoint says that the key is over.",
            "fails",
            "auth.key_rejected",
            endpoint=answering(said(status, text, **more)),
            says_not=("no quota left", "add credit"),
        )
        for name, status, text, more in (
            ("trial", 401, "Your trial API key has expired", {}),
            ("free-trial-token", 401, "The free trial token expired on 2026-01-01.", {}),
            ("subscription-key", 401, "Access denied: subscription key has expired.", {}),
            ("plan-key", 401, "Plan key is expired, please create a new key", {}),
            ("evaluation", 403, "This trial license key expired 3 days ago", {}),
            ("coded", 401, "Trial key expired", {"code": "expired_api_key"}),
            ("quota-key", 401, "The quota API key is expired", {}),
        )
    ),
    *(
        case(
            f"trial-over-{name}",
            "money or rate",
            "The endpoint says that the trial or its credit is over; the key is good.",
            "fails",
            "quota.exhausted",
            endpoint=answering(said(status, text)),
            says_not=("get a key for 127.0.0.1",),
        )
        for name, status, text in (
            ("account", 403, "Your free trial has expired. Please upgrade to a paid plan."),
            ("credit", 402, "The trial credits on this API key have expired."),
            ("quota", 403, "The quota of this API key is exhausted"),
            ("subscription", 403, "Your subscription has expired; the API key is paused"),
        )
    ),
)
