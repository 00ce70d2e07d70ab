"""Lines that people type as another language or another program has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab.wire import Reply, Seen, json_reply
from field.endpoints import is_post, said
from field.set_up import CONFIG, GOOD, KEY, MODEL, OPEN, case, with_config, with_lines

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour

_VERSION: Final = "2025-04-01-preview"
_TEAM: Final = {"GW_KEY": KEY, "GW_TENANT": "blue"}
_KEYLESS: Final = with_config('env_key = "GW_KEY"\n', "")
_CAT: Final = "cat {HOME}/key"
_PASS: Final = "pass show gateway/key"
_TEXT: Final = "env.key_placeholder"
_SKIPPED: Final = "env.dotenv_ignored"
_REMOVED: Final = ("remove the line", "remove model_providers")


def _versioned(seen: Seen) -> Reply:
    """Answer where the version of the API is in the query, as Azure does."""
    if is_post(seen) and f"api-version={_VERSION}" not in seen.path:
        return json_reply(404, {"error": {"code": "404", "message": "Resource not found"}})
    return GOOD(seen)


def _azure(seen: Seen) -> Reply:
    """Ask for the key at every path, and serve the API below one of them."""
    if seen.header("authorization") != f"Bearer {KEY}":
        return json_reply(401, {"error": {"code": "401", "message": "Access denied"}})
    if seen.path.startswith("/openai/v1/responses"):
        return GOOD(replace(seen, path="/v1/responses"))
    return json_reply(404, {"error": {"code": "404", "message": "Resource not found"}})


def _for_tenant(seen: Seen) -> Reply:
    if is_post(seen) and seen.header("x-tenant") != "blue":
        return said(400, "Missing required header: X-Tenant", type="invalid_request_error")
    return GOOD(seen)


def _with_api_key(seen: Seen) -> Reply:
    """Answer whoever has the key in the header api-key."""
    if is_post(seen) and seen.header("api-key") != KEY:
        return said(401, "Access denied due to missing api-key header.")
    return OPEN(seen)


_TABLES: Final[tuple[tuple[str, str, Behaviour], ...]] = (
    ("query-as-in-an-address", f'query_params = "api-version={_VERSION}"', _versioned),
    ("query-as-json", f'query_params = \'{{"api-version": "{_VERSION}"}}\'', _versioned),
    ("query-as-list-of-a-table", f'query_params = [{{ api-version = "{_VERSION}" }}]', _versioned),
    ("query-as-name-and-value", f'query_params = ["api-version", "{_VERSION}"]', _versioned),
    ("header-as-for-curl", 'http_headers = "X-Tenant: blue"', _for_tenant),
    ("headers-with-commas", 'http_headers = "X-Tenant: blue, X-Zone: a"', _for_tenant),
    ("headers-as-list-of-a-table", 'http_headers = [{ "X-Tenant" = "blue" }]', _for_tenant),
    ("variable-of-header-as-text", 'env_http_headers = "X-Tenant=GW_TENANT"', _for_tenant),
)

CASES: Final = (
    *(
        case(
            f"comment-{name}",
            "place",
            "Behind a value stand words that would be a comment in another language.",
            "fails",
            "config.toml_syntax",
            config=with_config(*change),
            says_not=_REMOVED,
            cure="# before the words",
        )
        for name, change in (
            ("of-json5", (f'"{MODEL}"', f'"{MODEL}" // the large one')),
            ("of-ini", ('"GW_KEY"', '"GW_KEY" ; see the wiki')),
            ("of-sql", ('/v1"', '/v1" -- not /v2')),
            ("of-css", ('name = "Gateway"', 'name = "Gateway" /* ours */')),
            ("of-html", ("4000", "4000 <!-- four seconds -->")),
            ("behind-number", ("request_max_retries = 1", "request_max_retries = 1 // few")),
            ("behind-header", ("[model_providers.gw]", "[model_providers.gw] // ours")),
            ("of-two-lines", ("model =", "/* our\n   gateway */\nmodel =")),
            ("without-sign", ('"Gateway"', '"Gateway" (the new one)')),
        )
    ),
    *(
        case(
            name,
            "type",
            "Where Codex wants a table stands what another program takes for one.",
            "fails",
            "config.wrong_type",
            config=with_lines(line),
            env=_TEAM,
            endpoint=endpoint,
            says_not=_REMOVED,
            cure="the table",
        )
        for name, line, endpoint in _TABLES
    ),
    case(
        "key-in-header-as-for-curl",
        "credential",
        "The key stands in a header that is written as for curl.",
        "fails",
        "config.wrong_type",
        config=_KEYLESS + f'http_headers = "api-key: {KEY}"\n',
        endpoint=_with_api_key,
        env={},
        cure="env_http_headers",
    ),
    *(
        case(
            f"variable-of-header-{name}",
            "credential",
            "The variable of a header is named with a dollar, as in a shell.",
            "fails",
            "env.header_variable_unset",
            config=with_lines(f'env_http_headers = {{ "X-Tenant" = "{written}" }}'),
            env=_TEAM,
            endpoint=_for_tenant,
            cure="the name alone",
        )
        for name, written in (("with-dollar", "$GW_TENANT"), ("in-braces", "${GW_TENANT}"))
    ),
    case(
        "variable-of-header-unset-named-by-gateway",
        "credential",
        "The gateway names the header whose variable is not set.",
        "fails",
        "env.header_variable_unset",
        config=with_lines('env_http_headers = { "X-Tenant" = "GW_TENANT" }'),
        endpoint=_for_tenant,
        cure="GW_TENANT",
    ),
    *(
        case(
            f"dotenv-line-of-{name}",
            "credential",
            "The key stands in .env in the form of another program, and Codex skips the line.",
            "fails",
            "env.dotenv_ignored",
            env={},
            files={"codex/.env": f"{line}\n"},
            says_not=(KEY, "<your key>", "paste the key"),
            cure="GW_KEY=value",
        )
        for name, line in (
            ("yaml", f"GW_KEY: {KEY}"),
            ("yaml-list", f"- GW_KEY={KEY}"),
            ("json", f'"GW_KEY": "{KEY}",'),
            ("cmd", f"set GW_KEY={KEY}"),
            ("cmd-for-good", f'setx GW_KEY "{KEY}"'),
            ("powershell", f'$env:GW_KEY = "{KEY}"'),
            ("fish", f"set -gx GW_KEY {KEY}"),
            ("docker", f"ENV GW_KEY {KEY}"),
            ("header", f"GW_KEY=Bearer {KEY}"),
            ("reference", f"${{GW_KEY}}={KEY}"),
            ("json5-comment", f"GW_KEY={KEY} // mine"),
        )
    ),
    *(
        case(
            f"command-for-key-{name}",
            "credential",
            "A shell would run the command that stands in place of the key, and Codex does not.",
            "fails",
            first,
            config=config,
            env=env,
            files={"home/key": KEY, **files},
            says_not=("get a key",),
            cure='GW_KEY="$(...)"',
        )
        for name, first, config, env, files in (
            ("in-variable", _TEXT, CONFIG, {"GW_KEY": f"$({_CAT})"}, {}),
            ("in-backticks", _TEXT, CONFIG, {"GW_KEY": f"`{_CAT}`"}, {}),
            ("in-dotenv", _SKIPPED, CONFIG, {}, {"codex/.env": f"GW_KEY=$({_PASS})\n"}),
            ("quoted-in-dotenv", _TEXT, CONFIG, {}, {"codex/.env": f'GW_KEY="$({_PASS})"\n'}),
            (
                "in-token",
                _TEXT,
                f"{_KEYLESS}experimental_bearer_token = '$({_PASS})'\n",
                {},
                {},
            ),
            (
                "in-header",
                _TEXT,
                f"{_KEYLESS}http_headers = {{ Authorization = 'Bearer `{_PASS}`' }}\n",
                {},
                {},
            ),
        )
    ),
    case(
        "variable-written-with-default",
        "credential",
        "A shell would put the variable's value there, or nothing.",
        "fails",
        "env.key_placeholder",
        config=f"{_KEYLESS}experimental_bearer_token = '${{GW_KEY:-}}'\n",
        cure='env_key = "GW_KEY"',
    ),
    *(
        case(
            f"same-fault-on-lines-{name}",
            "place",
            "The file was copied with what surrounds it elsewhere, on several lines.",
            "fails",
            "config.toml_syntax",
            config=text,
            cure="all of these lines at once",
        )
        for name, text in (
            ("fence", f"```toml\n{CONFIG}```\n"),
            ("escaped-quotes", CONFIG.replace('"', '\\"')),
            ("commas", CONFIG.replace('"gw"', '"gw",').replace('"Gateway"', '"Gateway",')),
        )
    ),
    case(
        "headers-in-a-table-of-their-own",
        "type",
        "The table of the headers has a name that Codex does not know.",
        "fails",
        "config.unknown_key",
        config=CONFIG + '\n[model_providers.gw.headers]\nX-Tenant = "blue"\n',
        endpoint=_for_tenant,
        cure="[model_providers.gw.http_headers]",
    ),
    case(
        "azure-deployment-behind-a-key",
        "address",
        "The address is Azure's older one, and the endpoint looks at the key before the path.",
        "fails",
        "url.missing_v1",
        config=with_config('/v1"', f'/openai/deployments/{MODEL}"'),
        endpoint=_azure,
        cure="/openai/v1",
        report="openai/codex#2025",
    ),
    case(
        "features-as-list",
        "type",
        "Features are a list of names.",
        "fails",
        "config.wrong_type",
        config='features = ["unified_exec"]\n' + CONFIG,
        says_not=("remove features",),
        cure="features = { unified_exec = true }",
    ),
)
