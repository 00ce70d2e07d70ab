"""Set-ups that are written as another place or program wants it, and not as Codex reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from field.endpoints import said
from field.set_up import ADDRESS, CONFIG, KEY, MODEL, OPEN, case, with_config

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply, Seen

_UNSELECTED: Final = with_config('model_provider = "gw"\n', "")
_YAML: Final = f"""\
model: {MODEL}
model_provider: gw
model_providers:
  gw:
    name: Gateway
    base_url: {ADDRESS}
    env_key: GW_KEY
"""
_CONTAINER_NAMES: Final = (
    "host.docker.internal",
    "host.containers.internal",
    "docker.for.mac.localhost",
    "litellm.default.svc.cluster.local",
    "litellm",
    "*",
)


def _behind_a_front(seen: Seen) -> Reply:
    """Answer as LiteLLM behind a front that takes Authorization for itself."""
    if seen.header("x-litellm-api-key") == KEY:
        return OPEN(seen)
    return said(401, "Authentication Error, No api key passed in.", type="auth_error", code="401")


CASES: Final = (
    case(
        "litellm-behind-a-front",
        "auth",
        "Authorization does not reach LiteLLM, which takes the key in a header of its own.",
        "fails",
        "auth.wrong_header",
        endpoint=_behind_a_front,
        says_not=("which header the key belongs in",),
        cure="the header that it takes",
    ),
    # An address to listen on, and names that only containers know.
    case(
        "address-of-every-interface",
        "address",
        "The server listens on 127.0.0.1, and base_url has the address to listen on.",
        "hangs",
        "tcp.refused",
        config=with_config(ADDRESS, "http://[::]:{PORT}/v1"),
        cure="the address that answers",
    ),
    *(
        case(
            f"name-of-containers-{number}",
            "address",
            f"{host} exists within containers, and Codex runs outside.",
            "hangs",
            "dns.nxdomain",
            config=with_config(ADDRESS, f"http://{host}:{{PORT}}/v1"),
            cure="the address that answers",
            needs_no_internet=True,
        )
        for number, host in enumerate(_CONTAINER_NAMES)
    ),
    # The port stands within the path.
    *(
        case(
            f"port-{name}",
            "address",
            "The port stands within the path.",
            "hangs",
            "tcp.refused",
            config=with_config(ADDRESS, url),
            says_not=("start the server",),
            cure="the port behind the host",
        )
        for name, url in (
            ("behind-the-path", "http://localhost/v1:{PORT}"),
            ("behind-a-slash", "http://127.0.0.1:/{PORT}/v1"),
            ("as-a-folder", "http://127.0.0.1/{PORT}/v1"),
        )
    ),
    # YAML in a file of TOML.
    *(
        case(
            f"yaml-{name}",
            "file",
            "A table is written as YAML has it, over several levels.",
            "fails",
            "config.toml_syntax",
            config=config,
            says_not=("remove model_providers",),
            cure="the table as TOML has it",
        )
        for name, config in (
            ("headers", CONFIG + "http_headers:\n  X-Team: blue\n  X-Other: b\n"),
            ("headers-in-a-list", CONFIG + "http_headers:\n  - X-Team: blue\n"),
            ("headers-in-braces", CONFIG + "http_headers: {X-Team: blue}\n"),
            ("providers", _YAML),
        )
    ),
    # A list or a text stands for a table, and a text for a list.
    *(
        case(
            f"server-with-{name}",
            "typed",
            "The setting of an MCP server has another type than Codex takes.",
            "fails",
            "config.wrong_type",
            config=f'{CONFIG}\n[mcp_servers.fs]\ncommand = "true"\n{line}\n',
            says_not=("remove mcp_servers",),
            cure="the table or the list that is meant",
        )
        for name, line in (
            ("env-as-list", 'env = ["MODE=fast", "API_KEY=sk-0123456789abcdefghij"]'),
            ("env-as-text", 'env = "MODE=fast NAME=a"'),
            ("args-as-text", "args = \"-y 'a b'\""),
            ("tools-with-commas", 'enabled_tools = "read, write"'),
        )
    ),
    case(
        "merge-with-a-provider-that-is-gone",
        "file",
        "A merge of git was not ended, and its upper side selects a provider that is not there.",
        "fails",
        "config.toml_syntax",
        config=with_config(
            'model_provider = "gw"\n',
            '<<<<<<< HEAD\nmodel_provider = "old"\n=======\nmodel_provider = "gw"\n>>>>>>> b\n',
        ),
        cure="keep the lower side",
    ),
    # OpenAI is still selected, and the provider that is meant has its key.
    *(
        case(
            f"openai-selected-{name}",
            "intent",
            "OpenAI is selected without a login, and a provider is defined whose key is set.",
            "hangs",
            "config.provider_not_selected",
            config=config,
            files=files,
            arguments=arguments,
            cure="select the provider",
            needs_no_internet=True,
        )
        for name, config, files, arguments in (
            ("still", f'model_provider = "openai"\n{_UNSELECTED}', {}, ()),
            ("by-option", CONFIG, {}, ("-c", "model_provider=openai")),
            (
                "by-profile",
                CONFIG,
                {"codex/work.config.toml": 'model_provider = "openai"\n'},
                ("--profile", "work"),
            ),
            (
                "for-all-users",
                _UNSELECTED,
                {"etc/codex/config.toml": 'model_provider = "openai"\n'},
                (),
            ),
        )
    ),
)
