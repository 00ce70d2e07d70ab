"""Secrets in addresses: passwords before `@`, keys in a host, a path, a query, a fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import key_in_environment
from hostile.planted import (
    ALPHANUMERIC,
    BASE64,
    HEX,
    LISTED,
    LOWER36,
    PASSWORD,
    SHORT_HEX,
    UUID,
    WORD,
    changed,
    reads,
    shown,
)

if TYPE_CHECKING:
    from hostile.case import Case

_HOST = "127.0.0.1:{dead_port}/v1"

# A password in an address that is mistyped; {} is the password, its last part counts.
_MISTYPED: Final = {
    "no-scheme": f"user:{{}}@{_HOST}",
    "one-slash": f"http:/user:{{}}@{_HOST}",
    "no-slash": f"http:user:{{}}@{_HOST}",
    "backslashes": f"http:\\\\\\\\user:{{}}@{_HOST}",
    "hash-in-it": f"http://user:{{}}#x{PASSWORD[::-1]}@{_HOST}",
    "slash-in-it": f"http://user:{{}}/x{PASSWORD[::-1]}@{_HOST}",
    "question-in-it": f"http://user:{{}}?x{PASSWORD[::-1]}@{_HOST}",
    "at-in-it": f"http://user:{{}}@x{PASSWORD[::-1]}@{_HOST}",
    "blank-in-it": f"http://user:{{}} x{PASSWORD[::-1]}@{_HOST}",
    "colon-in-it": f"http://user:{{}}:x{PASSWORD[::-1]}@{_HOST}",
    "encoded-at": f"http://user:{{}}%40{_HOST}",
    "encoded-all": "http%3A%2F%2Fuser%3A{}%40127.0.0.1%3A{dead_port}%2Fv1",
    "upper-scheme": f"HTTP://user:{{}}@{_HOST}",
    "tab-in-scheme": f"ht\\ttp://user:{{}}@{_HOST}",
    "no-colon": f"http//user:{{}}@{_HOST}",
    "three-slashes": f"http:///user:{{}}@{_HOST}",
    "other-scheme": f"htps://user:{{}}@{_HOST}",
    "scheme-twice": f"https://https://user:{{}}@{_HOST}",
    "no-at": "http://user:{}/v1",
    "slashes-alone": f"//user:{{}}@{_HOST}",
    "only-token": f"http://{{}}@{_HOST}",
    "quoted": f"'http://user:{{}}@{_HOST}'",
}

# A key in another part of an address.
_PARTS: Final = {
    "path-hex": ("http://127.0.0.1:{dead_port}/{}/v1", HEX),
    "path-short-hex": ("http://127.0.0.1:{dead_port}/v1/{}", SHORT_HEX),
    "path-uuid": ("http://127.0.0.1:{dead_port}/{}/v1", UUID),
    "path-base64": ("http://127.0.0.1:{dead_port}/gw/{}/v1", BASE64),
    "path-encoded": ("http://127.0.0.1:{dead_port}/%71{}/v1", BASE64[1:]),
    "fragment": ("http://127.0.0.1:{dead_port}/v1#{}", HEX),
    "query-value": ("http://127.0.0.1:{dead_port}/v1?tenant={}", ALPHANUMERIC),
    "query-name": ("http://127.0.0.1:{dead_port}/v1?{}", UUID),
    "query-name-with-value": ("http://127.0.0.1:{dead_port}/v1?{}=1", LOWER36),
    "host-label": ("http://{}.gateway.invalid/v1", HEX),
    "host-label-uuid": ("http://{}.gateway.invalid/v1", UUID),
    "port": ("http://127.0.0.1:{}/v1", LOWER36),
    "matrix": ("http://127.0.0.1:{dead_port}/v1;key={}", WORD),
}

# Where else an address stands.
_PROXIES: Final = ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")


def _mistyped() -> list[Case]:
    looks = ("json", "config", "verbose", "config-json", "markdown", "dry-run", "versions")
    return [
        shown(
            f"password-{name}",
            looks[index % len(looks)],
            PASSWORD,
            PASSWORD[::-1],
            config=changed(base_url=f'"{text.replace("{}", PASSWORD)}"'),
        )
        for index, (name, text) in enumerate(_MISTYPED.items())
    ]


def _parts() -> list[Case]:
    looks = ("config-json", "verbose", "json", "config", "dry-run-json", "versions-json")
    return [
        shown(
            f"url-{name}",
            looks[index % len(looks)],
            key,
            config=changed(base_url=f'"{text.replace("{}", key)}"'),
        )
        for index, (name, (text, key)) in enumerate(_PARTS.items())
    ]


def _elsewhere() -> list[Case]:
    address = f"http:/user:{PASSWORD}@127.0.0.1:{{dead_port}}/v1"
    openai = 'openai_base_url = "{}"\n'
    server = 'mcp_servers.x.url = "{}"\n'.replace("{}", f"https:user:{PASSWORD}#k@mcp.invalid/x")
    chatgpt = f'chatgpt_base_url = "https:\\\\\\\\user:{PASSWORD}@chat.invalid/"\n'
    here = "model_providers.lab.base_url"
    return [
        shown("openai-base-url", "config", PASSWORD, config=openai.replace("{}", address)),
        shown("openai-base-url", "json", PASSWORD, config=openai.replace("{}", address)),
        shown("chatgpt-base-url", "config-json", PASSWORD, config=chatgpt + changed()),
        shown("server-url", "config", PASSWORD, config=server + changed()),
        shown("option-base-url", "json", PASSWORD, extra=("--base-url", address), config=None),
        shown("option-base-url", "verbose", HEX, config=None,
              extra=("--base-url", f"http://127.0.0.1:{{dead_port}}/{HEX}")),
        shown("override-base-url", "config", PASSWORD, extra=("-c", f'{here}="{address}"')),
        shown("override-base-url", "json", UUID,
              extra=("-c", f"{here}=http://127.0.0.1:{{dead_port}}/{UUID}")),
        shown("variable-base-url", "json", PASSWORD, config=None,
              environ={"OPENAI_BASE_URL": address}),
        shown("variable-oss-base-url", "config", PASSWORD, config='model_provider = "ollama"\n',
              environ={"CODEX_OSS_BASE_URL": address}),
        shown("variable-base-url-path", "verbose", BASE64, config=None,
              environ={"OPENAI_BASE_URL": f"http://127.0.0.1:{{dead_port}}/{BASE64}/v1"}),
    ]  # fmt: skip


def _proxies() -> list[Case]:
    forms = ("user:{}@127.0.0.1:{dead_port}", "http:/user:{}@127.0.0.1:{dead_port}",
             "http://user:{}/x@127.0.0.1:{dead_port}", "socks5://{}@127.0.0.1:{dead_port}",
             "http://{}.proxy.invalid:3128")  # fmt: skip
    looks = ("json", "config", "verbose", "config-json")
    config = changed(base_url='"http://gateway.invalid/v1"')
    secrets = (PASSWORD, PASSWORD, PASSWORD, LOWER36, HEX)
    return [
        shown(
            f"proxy-{index}",
            looks[index % len(looks)],
            secret,
            config=config,
            environ={
                **key_in_environment(),
                _PROXIES[index % len(_PROXIES)]: form.replace("{}", secret),
            },
        )
        for index, (form, secret) in enumerate(zip(forms, secrets, strict=True))
    ]


def _readable() -> list[Case]:
    """Return addresses of which nothing is secret: every part of them stays."""
    addresses = {
        "azure": "http://contoso-ai-swedencentral-001.openai.azure.invalid/openai/deployments/"
        "gpt-5-codex-prod-eu-west-1/v1",
        "versioned": "http://gateway.invalid/api/v1beta3/openai",
        "scoped": "http://gateway.invalid:8080/v1/@scope/glm-4.6",
        "account": "http://gateway.invalid/accounts/contoso/ai/v1",
        "mail": "http://gateway.invalid/team/platform-engineering/v1",
    }
    look = "config-json"
    return [
        shown(f"readable-{name}", look, config=changed(base_url=f'"{text}"'), check=reads(text))
        for name, text in addresses.items()
    ] + [
        shown(
            "readable-listed-key-beside",
            "config-json",
            LISTED,
            config=changed(base_url='"http://gateway.invalid/openai/v1"')
            + f'http_headers = {{ "X-Provider" = "openai", "X-Api-Key" = "{LISTED}" }}\n',
            check=reads("http://gateway.invalid/openai/v1"),
        )
    ]


CASES: Final = (*_mistyped(), *_parts(), *_elsewhere(), *_proxies(), *_readable())
