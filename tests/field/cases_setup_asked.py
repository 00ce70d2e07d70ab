"""Folders, proxies, and what a user asks of an endpoint beyond the usual."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab.wire import Ending
from field.endpoints import Series, events, is_post, refusing, said
from field.set_up import (
    CONFIG,
    GOOD,
    KEY,
    MODEL,
    case,
    with_config,
    with_model,
)

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Json, Reply, Seen

_NOWHERE: Final = {"HTTPS_PROXY": "http://127.0.0.1:{DEAD}"}
_KEYED: Final = {"GW_KEY": KEY}
_LOST: Final = {**_KEYED, **_NOWHERE}
_DEAD: Final = "http://127.0.0.1:{DEAD}"


def _thinks(seen: Seen) -> Reply:
    """Answer after a second, as a model does that thinks."""
    reply = GOOD(seen)
    return replace(reply, gap_s=0.15) if is_post(seen) else reply


def _refuses_effort(body: Json) -> Reply | None:
    reasoning: Json = body.get("reasoning") or {}
    effort = reasoning.get("effort")
    if effort in (None, "low", "medium", "high"):
        return None
    text = (
        f"Unsupported value: '{effort}' is not supported with the '{MODEL}' model. Supported values"
        " are: 'low', 'medium', and 'high'."
    )
    return said(
        400, text, type="invalid_request_error", param="reasoning.effort", code="unsupported_value"
    )


def _refuses_tier(body: Json) -> Reply | None:
    if "service_tier" not in body:
        return None
    return said(
        400,
        "Unsupported parameter: service_tier",
        type="invalid_request_error",
        param="service_tier",
        code="unsupported_parameter",
    )


def _refuses_verbosity(body: Json) -> Reply | None:
    text: Json = body.get("text") or {}
    if "verbosity" not in text:
        return None
    return said(400, "Unknown parameter: 'text.verbosity'.", param="text.verbosity")


def _refuses_search(body: Json) -> Reply | None:
    if not any(one.get("type", "").startswith("web_search") for one in body.get("tools", ())):
        return None
    return said(
        400, "web_search tool is not enabled for this deployment", type="invalid_request_error"
    )


CASES: Final = (
    # ----- folders
    case(
        "home-with-a-tilde",
        "type",
        "CODEX_HOME begins with a tilde, which no shell has replaced.",
        "fails",
        "env.codex_home_invalid",
        env={**_KEYED, "CODEX_HOME": "~/.codex"},
        files={"home/.codex/config.toml": CONFIG},
        cure="the whole path",
    ),
    case(
        "home-is-one-folder-too-high",
        "intent",
        "CODEX_HOME is the user's folder, and the configuration is in .codex there.",
        "hangs",
        "config.missing",
        config=None,
        env={**_LOST, "CODEX_HOME": "{HOME}"},
        files={"home/.codex/config.toml": CONFIG},
        cure="CODEX_HOME={HOME}/.codex",
    ),
    case(
        "home-in-quotes",
        "type",
        "CODEX_HOME has quotes in it, as docker's --env-file leaves them.",
        "fails",
        "env.codex_home_invalid",
        env={**_KEYED, "CODEX_HOME": '"{CODEX}"'},
        cure="without the quotes",
    ),
    case(
        "home-with-a-variable",
        "type",
        "CODEX_HOME begins with a variable, which no shell has replaced.",
        "fails",
        "env.codex_home_invalid",
        env={**_KEYED, "CODEX_HOME": "$HOME/own"},
        files={"home/own/config.toml": CONFIG},
        cure="the whole path",
    ),
    case(
        "key-in-a-document",
        "credential",
        "The variable holds a JSON document with the key in it.",
        "fails",
        "env.key_assignment",
        env={"GW_KEY": json.dumps({"api_key": KEY})},
        cure="the key alone",
    ),
    case(
        "key-in-quotes",
        "credential",
        "The key has quotes in it, as docker's --env-file leaves them.",
        "fails",
        "env.key_quoted",
        env={"GW_KEY": f'"{KEY}"'},
        cure="without the quotes",
    ),
    # ----- what else the endpoint is asked for
    case(
        "effort-beyond-the-model",
        "refused part",
        "The effort is one that the model does not have.",
        "fails",
        "request.field_rejected",
        config='model_reasoning_effort = "xhigh"\nmodel_supports_reasoning_summaries = true\n'
        + CONFIG,
        endpoint=refusing(_refuses_effort),
        cure='model_reasoning_effort = "high"',
    ),
    case(
        "tier-not-taken",
        "refused part",
        "The service tier of OpenAI is asked for at a gateway that has none.",
        "fails",
        "request.field_rejected",
        config='service_tier = "flex"\n' + CONFIG,
        endpoint=refusing(_refuses_tier),
        cure="without service_tier",
    ),
    case(
        "search-asked-for",
        "refused part",
        "The user switched the web search on, which the gateway does not have.",
        "fails",
        "request.tool_type_rejected",
        config='web_search = "live"\n' + CONFIG,
        endpoint=refusing(_refuses_search),
        cure='web_search = "disabled"',
    ),
    case(
        "idle-timeout-in-seconds",
        "limit",
        "The timeout is meant in seconds, and Codex takes milliseconds.",
        "fails",
        "stream.idle_timeout",
        config=with_config("stream_idle_timeout_ms = 4000", "stream_idle_timeout_ms = 60"),
        endpoint=_thinks,
        cure="stream_idle_timeout_ms = 60000",
    ),
    case(
        "no-retries-at-a-busy-gateway",
        "limit",
        "The user switched retries off, and the gateway is busy at each first request.",
        "fails",
        "session.flaky",
        "upstream.overloaded",
        "upstream.unavailable",
        config=CONFIG.replace("request_max_retries = 1", "request_max_retries = 0").replace(
            "stream_max_retries = 1", "stream_max_retries = 0"
        ),
        series=lambda: Series((said(503, "Service temporarily unavailable"),)),
        cure="request_max_retries = 4",
    ),
    case(
        "no-retries-at-a-cut-stream",
        "limit",
        "The user switched retries off, and the first stream breaks.",
        "fails",
        "session.flaky",
        "stream.cut",
        config=CONFIG.replace("stream_max_retries = 1", "stream_max_retries = 0"),
        series=lambda: Series((replace(events(), ending=Ending.CUT),)),
        cure="stream_max_retries = 5",
    ),
    case(
        "verbosity-not-taken",
        "refused part",
        "The user asks a known model for short answers, which the gateway does not know.",
        "fails",
        "request.field_rejected",
        config='model_verbosity = "low"\n' + with_model("gpt-5.5"),
        endpoint=replace(refusing(_refuses_verbosity), models=("gpt-5.5",)),
        says_not=("remove model_verbosity",),  # its own list has one for the model
    ),
    case(
        "window-much-too-large",
        "healthy",
        "The context window is far larger than any model's.",
        "works",
        "",
        config="model_context_window = 100000000\n" + CONFIG,
    ),
    case(
        "window-in-thousands",
        "limit",
        "The context window is meant in thousands.",
        "hangs",
        "request.context_too_small",
        config="model_context_window = 128\n" + CONFIG,
    ),
    case(
        "compacts-at-once",
        "limit",
        "The limit at which Codex compacts is below what the first request takes.",
        "hangs",
        "request.context_too_small",
        config="model_auto_compact_token_limit = 2000\n" + CONFIG,
    ),
    case(
        "catalog-with-a-tilde",
        "file",
        "The catalog's path begins with a tilde.",
        "fails",
        "config.file_missing",
        "config.catalog_invalid",
        config='model_catalog_json = "~/models.json"\n' + CONFIG,
        cure="a path",
    ),
    case(
        "catalog-is-a-list-of-models",
        "file",
        "The catalog is what the endpoint lists at /v1/models.",
        "fails",
        "config.catalog_invalid",
        config='model_catalog_json = "{CODEX}/models.json"\n' + CONFIG,
        files={
            "codex/models.json": json.dumps(
                {"object": "list", "data": [{"id": MODEL, "object": "model"}]}
            )
        },
        cure="without model_catalog_json",
    ),
    # ----- proxies
    *(
        case(
            f"no-proxy-{name}",
            "proxy",
            "A proxy that is off stands before the endpoint, and NO_PROXY is in a form for others.",
            codex,
            *first,
            env={**_KEYED, "HTTP_PROXY": _DEAD, "NO_PROXY": value},
            cure="NO_PROXY=127.0.0.1",
        )
        for name, codex, first, value in (
            (
                "with-star",
                "hangs",
                ("proxy.no_proxy_form", "proxy.intercepts_loopback"),
                "127.0.0.*",
            ),
            (
                "with-semicolons",
                "hangs",
                ("proxy.no_proxy_form", "proxy.intercepts_loopback"),
                "localhost;127.0.0.1",
            ),
            (
                "with-scheme",
                "hangs",
                ("proxy.no_proxy_form", "proxy.intercepts_loopback"),
                "http://127.0.0.1",
            ),
            (
                "with-port",
                "hangs",
                ("proxy.no_proxy_form", "proxy.intercepts_loopback"),
                "127.0.0.1:{PORT}",
            ),
            (
                "in-brackets",
                "hangs",
                ("proxy.no_proxy_form", "proxy.intercepts_loopback"),
                "[localhost, 127.0.0.1]",
            ),
            ("with-network", "works", (), "127.0.0.0/8"),
            ("with-blanks", "works", (), "localhost, 127.0.0.1"),
        )
    ),
    case(
        "proxy-in-the-file",
        "proxy",
        "A proxy stands in config.toml, where Codex reads none; the endpoint is reached without.",
        "works",
        "config.unknown_key",
        "",
        config=f'proxy = "{_DEAD}"\n' + CONFIG,
    ),
)
