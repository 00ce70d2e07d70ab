"""Where Codex would send its requests, and what is wrong with that address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.config.provider import OPENAI_BASE_URL, Provider, speaks_chat
from codex_doctor.codex.config.proxies import Proxy, choose_proxy
from codex_doctor.codex.urls import (
    CHAT_COMPLETIONS,
    RESPONSES,
    Url,
    is_loopback,
    join_url,
    parse_url,
)
from codex_doctor.codex.versions import holds
from codex_doctor.facts import Endpoint
from codex_doctor.facts.config_problems import BaseUrlFault, BaseUrlMissing
from codex_doctor.sealed import Sealed
from codex_doctor.secrets.addresses import mask_url
from codex_doctor.secrets.masking import is_dummy

if TYPE_CHECKING:
    from codex_doctor.codex.config.environment import Environment
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Problem

CHATGPT_BASE_URL = "https://chatgpt.com/backend-api/codex"
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+$")


class Destination(Sealed, frozen=True):
    """The endpoint and what belongs to it; `url` and `proxy` may hold secrets.

    Without an endpoint, `url` is where Codex would send its requests in vain, if it sends any.
    """

    endpoint: Endpoint | None
    url: Url | None = None
    proxy: Proxy | None = None
    problems: tuple[Problem, ...] = ()


def find_destination(
    provider: Provider,
    layered: Layered,
    environment: Environment,
    *,
    version: str | None,
    chatgpt_login: bool,
) -> Destination:
    """Return where the requests go; no endpoint when no URL can be built."""
    path = base_url_path(provider)
    base_url = provider.base_url
    if base_url == OPENAI_BASE_URL and provider.id == "openai" and chatgpt_login:
        base_url = CHATGPT_BASE_URL
    if base_url is None:
        if not _means_openai(provider):
            return Destination(None, problems=(_missing_base_url(provider, layered),))
        base_url = OPENAI_BASE_URL
    fault = base_url_fault(base_url)
    text = join_url(
        base_url,
        query=provider.strings("query_params"),
        route=CHAT_COMPLETIONS if speaks_chat(provider, version) else RESPONSES,
        trim_slash=holds("trailing_slash_removed", version),
    )
    url = parse_url(text)
    if fault in {"query", "fragment"}:
        problem = layered.problem(
            "config.base_url_query", *path, shown=mask_url(base_url), about=BaseUrlFault(fault)
        )
        return Destination(None, url, problems=(problem,))
    if fault or url is None:
        problem = layered.problem(
            "config.base_url_invalid",
            *path,
            shown=mask_url(base_url),
            about=BaseUrlFault(fault or "not_a_url", provider.base_url_from),
        )
        return Destination(None, url if fault == "blank" else None, problems=(problem,))
    return _build(base_url, url, environment, version)


def _build(base_url: str, url: Url, environment: Environment, version: str | None) -> Destination:
    proxy = choose_proxy(url, environment)
    ca_variable, ca_file = _ca_file(environment, version) if url.scheme == "https" else ("", "")
    endpoint = Endpoint(
        base_url=mask_url(base_url.strip()),
        url=url.shown,
        scheme=url.scheme,
        host=url.host,
        port=url.port,
        path=url.path,
        is_loopback=is_loopback(url.host),
        proxy=proxy.choice if proxy else None,
        ca_file=ca_file or None,
        ca_variable=ca_variable or None,
        ssl_cert_file=environment.get("SSL_CERT_FILE") or None,
        ssl_cert_dir=environment.get("SSL_CERT_DIR") or None,
    )
    return Destination(endpoint, url, proxy)


def base_url_path(provider: Provider) -> tuple[str, ...]:
    """Return the key that holds the provider's address."""
    if provider.id == "openai" and provider.is_builtin:
        return ("openai_base_url",)
    return ("model_providers", provider.id, "base_url")


def _means_openai(provider: Provider) -> bool:
    """Tell whether a provider without base_url is meant for OpenAI itself."""
    return provider.uses_openai_login or provider.text("env_key") == "OPENAI_API_KEY"


def _missing_base_url(provider: Provider, layered: Layered) -> Problem:
    misspelt = next(
        (
            key
            for key in provider.fields
            if key.lower().replace("-", "").replace("_", "")
            in {"baseurl", "apibase", "apibaseurl", "url", "endpoint"}
        ),
        "",
    )
    path = ("model_providers", provider.id)
    key = (*path, misspelt) if misspelt else path
    return layered.problem(
        "config.base_url_missing",
        *key,
        at_key=True,
        about=BaseUrlMissing(provider.id, misspelt, provider.text("env_key") or ""),
    )


def base_url_fault(base_url: str) -> str:
    """Return what makes a base_url useless before anything is sent, "" when nothing does."""
    text = base_url.lstrip()
    if not text.strip():
        return "empty"
    if re.match(r"[a-z]+://[a-z]+:/*/", text, re.IGNORECASE) and text.count("://") > 1:
        return "scheme_twice"
    if re.search(r"\$\{?\w+\}?|\{\{?\w+\}?\}", text):
        return "variable"
    if "?" in text:
        return "query"
    if "#" in text:
        return "fragment"
    if not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
        return "no_scheme"
    scheme = text.partition(":")[0].lower()
    if scheme not in {"http", "https"}:
        # `localhost:8080/v1` reads as the scheme "localhost".
        return "no_scheme" if re.match(r"[\w.-]+:\d", text) else "scheme"
    trailing = _BLANKS.search(text)
    if trailing and not set(trailing[0]) <= set("\t\r\n"):
        return "blank"
    return ""


def _ca_file(environment: Environment, version: str | None) -> tuple[str, str]:
    names = ("CODEX_CA_CERTIFICATE",) if holds("codex_ca_read", version) else ()
    for name in (*names, "SSL_CERT_FILE"):
        value = environment.get(name)
        if value:
            return name, value
    return "", ""


def sends_secret_in_clear(target: Destination, token: str | None) -> bool:
    """Tell whether a credential would cross a network unencrypted."""
    endpoint = target.endpoint
    return (
        endpoint is not None
        and endpoint.scheme == "http"
        and not endpoint.is_loopback
        and token is not None
        and not is_dummy(token)
    )
