"""Slips of the pen, and halves of what was meant: names, commas, a merge that was not ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from field.endpoints import is_post, said
from field.set_up import CONFIG, GOOD, KEY, PROVIDER, SELECTION, case, with_config, with_lines

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply, Seen

_KEYLESS: Final = with_config('env_key = "GW_KEY"\n', "")
_TOKEN: Final = f'experimental_bearer_token = "{KEY}"\n'


def _for_tenant(seen: Seen) -> Reply:
    if is_post(seen) and seen.header("x-tenant") != "blue":
        return said(400, "Missing required header: X-Tenant", type="invalid_request_error")
    return GOOD(seen)


CASES: Final = (
    *(
        case(
            f"header-name-{name}",
            "credential",
            "Codex leaves a header out whose name is none, and the gateway asks for it.",
            "fails",
            "config.gateway_header_missing",
            config=with_lines(f'http_headers = {{ "{header}" = "blue" }}'),
            endpoint=_for_tenant,
            cure="X-Tenant",
        )
        for name, header in (("with-a-blank", "X Tenant"), ("with-a-colon", "X-Tenant:"))
    ),
    *(
        case(
            f"variable-name-{name}",
            "credential",
            "The key is in a variable of nearly the name that env_key has.",
            "fails",
            "env.key_unset",
            config=with_config('"GW_KEY"', f'"{named}"'),
            env={variable: KEY},
            cure=variable,
        )
        for name, named, variable in (
            ("without-a-letter", "GATEWAY_API_KY", "GATEWAY_API_KEY"),
            ("with-letters-swapped", "GATEWAY_AIP_KEY", "GATEWAY_API_KEY"),
            ("without-api", "GATEWAY_API_KEY", "GATEWAY_KEY"),
        )
    ),
    case(
        "token-above-the-tables",
        "place",
        "The token stands at the top, where Codex does not look for it.",
        "fails",
        "config.key_misplaced",
        config=_TOKEN + _KEYLESS,
        env={},
        says_not=(KEY,),
        cure="the line in the table",
    ),
    case(
        "token-above-the-tables-beside-a-variable",
        "place",
        "The token stands at the top, and the table names a variable that is not set.",
        "fails",
        "config.key_misplaced",
        config=_TOKEN + CONFIG,
        env={},
        says_not=(KEY,),
        cure="the line in the table, without env_key",
    ),
    *(
        case(
            f"commas-missing-in-{name}",
            "syntax",
            "The things of a bracket stand each on its line, without commas.",
            "fails",
            "config.toml_syntax",
            config=with_lines(*lines, text=text),
            endpoint=endpoint,
            cure="the commas",
        )
        for name, text, endpoint, lines in (
            (
                "a-table",
                CONFIG,
                _for_tenant,
                ("http_headers = {", '  "X-Tenant" = "blue" # ours', '  "X-Zone" = "a"', "}"),
            ),
            (
                "a-list",
                f'{CONFIG}[mcp_servers.x]\ncommand = "cat"\nenabled = false\n',
                GOOD,
                ("args = [", '  "-u"', '  "-e"', '  "-v"', "]"),
            ),
        )
    ),
    case(
        "merge-with-a-broken-side",
        "syntax",
        "A merge was not ended, and of its sides one alone is TOML.",
        "fails",
        "config.toml_syntax",
        config=(
            f"{SELECTION}<<<<<<< HEAD\n{PROVIDER}=======\n[model_providers.gw\n>>>>>>> theirs\n"
        ),
        cure="the side of HEAD",
    ),
)
