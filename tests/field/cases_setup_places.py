"""Set-ups as guides and other tools have them: where the address stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab.wire import document, json_reply
from field.endpoints import is_post
from field.set_up import (
    ADDRESS,
    GOOD,
    KEY,
    MODEL,
    case,
    with_config,
    with_lines,
)

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply, Seen

# What goes to the internet ends at a port that refuses.
_NOWHERE: Final = {"HTTPS_PROXY": "http://127.0.0.1:{DEAD}"}
_KEYED: Final = {"GW_KEY": KEY}
_LOST: Final = {**_KEYED, **_NOWHERE}
_LOGIN: Final = {"codex/auth.json": json.dumps({"OPENAI_API_KEY": KEY})}
_VERSION: Final = "2025-04-01-preview"


def _console(seen: Seen) -> Reply:
    """Serve the page of the console wherever the API is not."""
    if seen.path.startswith("/v1/"):
        return GOOD(seen)
    page = (
        '<!doctype html><html lang="zh"><head><title>New API</title></head><body><div'
        ' id="root"></div></body></html>'
    )
    return document(200, "text/html; charset=utf-8", page)


def _below_api(seen: Seen) -> Reply:
    """Serve the API below /api/v1, and a page of an application elsewhere."""
    if seen.path.startswith("/api/v1/"):
        return GOOD(replace(seen, path=seen.path.removeprefix("/api")))
    page = "<!DOCTYPE html><html><head><title>Not Found</title></head><body>404</body></html>"
    return document(404, "text/html; charset=utf-8", page)


def _crs(seen: Seen) -> Reply:
    """Serve the API below /openai, as a relay does that also serves other clients."""
    if seen.path.startswith("/openai/"):
        return GOOD(
            replace(seen, path=f"/v1/{seen.path.removeprefix('/openai/').removeprefix('v1/')}")
        )
    return json_reply(404, {"error": "Not Found", "message": f"Route {seen.path} not found"})


def _azure(seen: Seen) -> Reply:
    """Serve the API below /openai/v1, as Azure does."""
    if seen.path.startswith("/openai/v1/"):
        return GOOD(replace(seen, path=seen.path.removeprefix("/openai")))
    return json_reply(404, {"error": {"code": "404", "message": "Resource not found"}})


def _versioned(seen: Seen) -> Reply:
    """Ask for the version of the API in the query, as Azure does."""
    if not is_post(seen):
        return GOOD(seen)
    if "api-version=" not in seen.path:
        text = "Missing required query parameter: api-version"
        return json_reply(400, {"error": {"code": "BadRequest", "message": text}})
    if f"api-version={_VERSION}" not in seen.path:
        text = (
            "Azure OpenAI Responses API is enabled only for api-version 2025-03-01-preview and"
            " later"
        )
        return json_reply(400, {"error": {"code": "BadRequest", "message": text}})
    return GOOD(seen)


def _unversioned(seen: Seen) -> Reply:
    """Refuse each dated version of the API below /openai/v1, as Azure does."""
    if is_post(seen) and "api-version=" in seen.path:
        return json_reply(
            400, {"error": {"code": "BadRequest", "message": "API version not supported"}}
        )
    return _azure(seen)


CASES: Final = (
    # ----- where the address stands
    *(
        case(
            f"address-as-{name.replace('_', '-').lower()}",
            "intent",
            "The address has the name that another tool gives it.",
            "hangs",
            "config.unknown_key",
            "config.base_url_missing",
            config=with_config("base_url =", f"{name} ="),
            env=_LOST,
            cure="base_url",
        )
        for name in ("api_base", "url", "endpoint", "openai_base_url", "api_url")
    ),
    case(
        "address-in-chatgpt-base-url",
        "intent",
        "The gateway's address stands in chatgpt_base_url, which moves no provider.",
        "hangs",
        "env.base_url_ignored",
        config=f'model = "{MODEL}"\nchatgpt_base_url = "{ADDRESS}"\n',
        env={**_NOWHERE, "OPENAI_API_KEY": KEY},
        cure="a provider block with base_url and env_key",
    ),
    case(
        "address-in-chatgpt-base-url-with-login",
        "intent",
        "The gateway's address stands in chatgpt_base_url, and its key in Codex's login.",
        "hangs",
        "env.base_url_ignored",
        config=f'model = "{MODEL}"\nchatgpt_base_url = "{ADDRESS}"\n',
        env=_NOWHERE,
        files=_LOGIN,
        cure="a provider block with base_url and requires_openai_auth",
    ),
    case(
        "address-in-table-of-a-report",
        "intent",
        "openai_base_url stands in a table that Codex does not know.",
        "hangs",
        "config.unknown_key",
        "config.key_misplaced",
        config=f'model = "{MODEL}"\n\n[model_provider_config]\nopenai_base_url = "{ADDRESS}"\n',
        env=_NOWHERE,
        files=_LOGIN,
        cure="openai_base_url at the top",
        report="openai/codex#16719",
    ),
    case(
        "base-is-the-console",
        "address",
        "base_url lacks /v1, and the relay's console answers there.",
        "fails",
        "url.missing_v1",
        "url.wrong_page",
        config=with_config("/v1", ""),
        endpoint=_console,
        cure="/v1 in base_url",
    ),
    case(
        "base-lacks-api",
        "address",
        "base_url has /v1, and the API is below /api/v1.",
        "fails",
        "url.missing_v1",
        "url.wrong_page",
        endpoint=_below_api,
        cure="/api/v1",
    ),
    case(
        "base-of-another-client",
        "address",
        "base_url ends in /v1, and the relay serves Codex below /openai.",
        "fails",
        "url.missing_v1",
        "url.wrong_page",
        "wire.responses_missing",
        endpoint=_crs,
        cure="/openai",
    ),
    case(
        "base-of-azure-bare",
        "address",
        "base_url is the host alone, and Azure serves the API below /openai/v1.",
        "fails",
        "url.missing_v1",
        config=with_config("/v1", "/"),
        endpoint=_azure,
        cure="/openai/v1",
        report="openai/codex#1628",
    ),
    case(
        "azure-version-with-underscore",
        "address",
        "The query's name is one sign off.",
        "fails",
        "config.gateway_header_missing",
        "request.field_rejected",
        "request.rejected",
        config=with_lines(f'query_params = {{ api_version = "{_VERSION}" }}'),
        endpoint=_versioned,
        cure="api-version",
    ),
    case(
        "azure-version-too-old",
        "address",
        "The version of the API is older than its Responses API.",
        "fails",
        "config.gateway_header_missing",
        config=with_lines('query_params = { api-version = "2024-10-21" }'),
        endpoint=_versioned,
        cure="a later api-version",
    ),
    case(
        "azure-version-not-wanted",
        "address",
        "The newer address takes no dated version of the API.",
        "fails",
        "config.gateway_header_missing",
        config=with_config("/v1", "/openai/v1")
        + f'query_params = {{ api-version = "{_VERSION}" }}\n',
        endpoint=_unversioned,
        cure="query_params without api-version",
    ),
    case(
        "azure-version-in-base",
        "address",
        "The query stands in base_url, and Codex writes the route behind it.",
        "fails",
        "config.base_url_query",
        config=with_config("/v1", f"/v1?api-version={_VERSION}"),
        endpoint=_versioned,
        cure="query_params",
    ),
    *(
        case(
            f"scheme-{name}",
            "address",
            "The scheme is misspelt.",
            "fails",
            "config.base_url_invalid",
            config=with_config("http://", scheme),
            cure="http://",
        )
        for name, scheme in (
            ("one-letter-more", "htttp://"),
            ("one-letter-less", "htp://"),
            ("for-a-socket", "ws://"),
        )
    ),
)
