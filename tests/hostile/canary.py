"""A distinct secret in each place where a set-up may have one, and set-ups that have them all."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from echoes import random_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hostile.case import Place

# Where a secret is planted; what is sent to the endpoint, and what only lies about.
VARIABLES: Final = (
    "LAB_API_KEY", "OPENAI_API_KEY", "CODEX_API_KEY", "ANTHROPIC_API_KEY", "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN", "GITHUB_TOKEN", "HF_TOKEN", "AZURE_OPENAI_API_KEY", "MY_PASSWORD",
    "DB_CREDENTIALS", "SERVICE_AUTH", "VAULT_SECRET", "PROXY_BEARER", "OTHER_KEY", "LDAP_BIND_PW",
)  # fmt: skip
PROXIES: Final = (
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy",
)  # fmt: skip
_OTHERS: Final = (
    "database url", "variable of a header", "http_headers", "http_headers, bearer", "query_params",
    "other bearer token", "other base_url", "other http_headers", "other query_params",
    "other auth args", "mcp env", "mcp headers", "mcp url password", "mcp url query",
    "mcp second env",
    "auth.json key", "id_token", "access_token", "refresh_token", "auth.json other",
    "dotenv key", "dotenv password", "dotenv quoted", "profile bearer", "profile headers",
    "project headers", "override bearer", "override headers", "otel headers", "shell set",
    "http_headers, basic", "within a variable", "variable of an option", "private key",
)  # fmt: skip
# In set-ups of their own: only one credential is used at a time.
APART_PLACES: Final = (
    "auth.command output", "auth.command args", "unparsable quoted", "unparsable bare",
    "base_url password", "base_url query", "bearer token in use",
)  # fmt: skip
PLACES: Final[Mapping[str, str]] = {
    name: random_key(1000 + seed, prefix="", length=32)
    for seed, name in enumerate((*VARIABLES, *PROXIES, *_OTHERS, *APART_PLACES))
}
SECRETS: Final = tuple(PLACES.values())

_CONFIG: Final = """\
model = "lab-model-1"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
stream_idle_timeout_ms = 2000
http_headers = { x-tenant = "<http_headers>", x-up = "Bearer <http_headers, bearer>", x-basic = "Basic <basic>" }
env_http_headers = { x-place = "PLACE" }
query_params = { sig = "<query_params>" }

[model_providers.other]
name = "Other"
base_url = "https://me:<other base_url>@gw.example/v1"
experimental_bearer_token = "<other bearer token>"
http_headers = { x-key = "<other http_headers>" }
query_params = { key = "<other query_params>" }

[model_providers.third]
name = "Third"
base_url = "https://gw.example/v1"

[model_providers.third.auth]
command = "print-token"
args = ["--secret", "<other auth args>"]

[mcp_servers.one]
command = "true"
env = { SERVICE_TOKEN = "<mcp env>", STORE_PASSWORD = "<mcp second env>" }

[mcp_servers.two]
url = "https://me:<mcp url password>@mcp.example/x?token=<mcp url query>"
http_headers = { x-api-key = "<mcp headers>" }

[otel]
exporter = { otlp-http = { endpoint = "https://o.example", protocol = "binary", headers = { x-otlp-api-key = "<otel headers>" } } }

[shell_environment_policy.set]
SERVICE_API_KEY = "<shell set>"

[projects."{root}/work"]
trust_level = "trusted"
"""  # noqa: E501 - an inline table has one line
_AUTH: Final = json.dumps(
    {
        "OPENAI_API_KEY": "<auth.json key>",
        "tokens": {
            "id_token": "<id_token>",
            "access_token": "<access_token>",
            "refresh_token": "<refresh_token>",
        },
        "later": {"session": "<auth.json other>"},
    }
)
_FILES: Final = {
    "codex/config.toml": _CONFIG,
    "codex/auth.json": _AUTH,
    "codex/.env": 'PEM="-----BEGIN PRIVATE KEY-----\n<private key>\n-----END PRIVATE KEY-----"\n'
    "FOO_API_KEY=<dotenv key>\nPG_PASSWORD='<dotenv password>'\n"
    'export SOME_TOKEN="<dotenv quoted>"\n',
    "codex/work.config.toml": '[model_providers.w]\nname = "W"\nbase_url = "https://w.example"\n'
    'experimental_bearer_token = "<profile bearer>"\n'
    'http_headers = { x-a = "<profile headers>" }\n',
    "work/.codex/config.toml": '[mcp_servers.p]\nurl = "https://p.example"\n'
    'http_headers = { x-p = "<project headers>" }\n',
}
OPTIONS: Final = (
    "-p", "work",
    "-c", 'model_providers.o.experimental_bearer_token="<override bearer>"',
    "-c", 'model_providers.o.http_headers={x-o="<override headers>"}',
    "-c", 'model_providers.o.name="O"',
)  # fmt: skip


def planted(text: str) -> str:
    """Put the secrets where their places are named."""
    for name, secret in PLACES.items():
        text = text.replace(f"<{name}>", secret)
    pair = f"me:{PLACES['http_headers, basic']}"
    return text.replace("<basic>", b64encode(pair.encode()).decode())


def files() -> dict[str, str | bytes]:
    """Return the files of a set-up that has everything."""
    return {path: planted(text) for path, text in _FILES.items()}


def environ() -> dict[str, str]:
    """Return the variables of a set-up that has everything."""
    return {
        **{name: PLACES[name] for name in VARIABLES},
        **{name: f"http://me:{PLACES[name]}@127.0.0.1:9" for name in PROXIES},
        "NO_PROXY": "127.0.0.1",
        "DATABASE_URL": f"postgres://me:{PLACES['database url']}@db.example/x",
        "PLACE": PLACES["variable of a header"],
        "STORE": f"Server=x;Password={PLACES['within a variable']};Encrypt=true",
        "JAVA_OPTS": f"-Xmx1g -Dstore.password={PLACES['variable of an option']}",
    }


def with_programs(place: Place) -> None:
    """Put a `codex` on PATH that writes down how it was called."""
    log = place.root / "out" / "child.txt"
    script = (
        f'#!/bin/sh\n{{ echo "args: $@"; env | grep -v "^PATH=" | sed "s/^/env of $1: /"; }}'
        f" >> {log}\n"
        'case "$1" in --version) echo "codex-cli 0.169.0";; *) echo "{}";; esac\n'
    )
    (place.root / "bin" / "codex").write_text(script, encoding="ascii")
    (place.root / "bin" / "codex").chmod(0o755)
    token = f"#!/bin/sh\nprintf '%s' '{PLACES['auth.command output']}'\n"
    (place.root / "bin" / "print-token").write_text(token, encoding="ascii")
    (place.root / "bin" / "print-token").chmod(0o755)


def _lab(*lines: str) -> str:
    head = _CONFIG.partition("env_key")[0]
    return planted(head + "\n".join(lines) + "\nrequest_max_retries = 0\nstream_max_retries = 0\n")


# Set-ups that have some of the places in use; each with its config.toml.
APART: Final[Mapping[str, str]] = {
    "auth-command": _lab(
        'auth = { command = "print-token", args = ["--password", "<auth.command args>"] }'
    ),
    "unparsable": planted(
        'api_key = "<unparsable quoted>"\ntoken = <unparsable bare>\nbase_url = "x"\n'
    ),
    "base-url": planted(
        _CONFIG.partition("\n[model_providers.other]")[0].replace(
            "{base_url}", "http://me:<base_url password>@127.0.0.1:{port}/v1?key=<base_url query>"
        )
    ),
    "bearer": _lab('experimental_bearer_token = "<bearer token in use>"'),
}
