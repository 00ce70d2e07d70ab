"""Where Codex would send its requests, and the form of that address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.base_url import base_url_fault
from codex_doctor.codex.config.provider import OPENAI_BASE_URL, Provider, speaks_chat
from codex_doctor.codex.config.proxies import Proxy, choose_proxy, odd_proxy
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
from codex_doctor.facts.active import AddressSeen
from codex_doctor.platform.system import THIS
from codex_doctor.sealed import Sealed
from codex_doctor.secrets.addresses import mask_url

if TYPE_CHECKING:
    from codex_doctor.codex.config.environment import Environment

CHATGPT_BASE_URL = "https://chatgpt.com/backend-api/codex"
# Forms of an address with which Codex sends its requests somewhere, in vain or not.
_PARSED = frozenset({"", "query", "fragment", "blank"})
# Nobody means an address by more.
_LONGEST = 2_048

_ROOTS = "CODEX_CA_CERTIFICATE"


class Destination(Sealed, frozen=True):
    """The endpoint and what belongs to it; `url` and `proxy` may hold secrets.

    Without an endpoint, `url` is where Codex would send its requests in vain, if it sends any.
    The provider has no address of its own where `address` is None.
    """

    endpoint: Endpoint | None
    url: Url | None = None
    proxy: Proxy | None = None
    address: AddressSeen | None = None


def find_destination(
    provider: Provider,
    environment: Environment,
    *,
    version: str | None,
    chatgpt_login: bool,
) -> Destination:
    """Return where the requests go; no endpoint when no URL can be built."""
    base_url = provider.base_url
    if base_url == OPENAI_BASE_URL and provider.id == "openai" and chatgpt_login:
        base_url = CHATGPT_BASE_URL
    if base_url is None:
        if not _means_openai(provider):
            return Destination(None)
        base_url = OPENAI_BASE_URL
    text = join_url(
        base_url,
        query=provider.strings("query_params"),
        route=CHAT_COMPLETIONS if speaks_chat(provider, version) else RESPONSES,
        trim_slash=holds("trailing_slash_removed", version),
    )
    url = parse_url(text)
    form = base_url_fault(base_url) or ("not_a_url" if url is None else "")
    url = url if form in _PARSED else None
    better, parameters = _mended(base_url, environment) if form else ("", ())
    address = AddressSeen(
        mask_url(base_url),
        form,
        provider.base_url_from,
        scheme=url.scheme if url else "",
        has_password=bool(url and url.password),
        is_openai=(provider.base_url or OPENAI_BASE_URL) == OPENAI_BASE_URL,
        better=better,
        parameters=parameters,
        is_meant_here=url is not None and _is_meant_here(url),
    )
    if form or url is None:
        return Destination(None, url, address=address)
    proxy = choose_proxy(url, environment)
    endpoint = _build(base_url, url, proxy, environment, version)
    return Destination(replace(endpoint, variable=provider.base_url_from), url, proxy, address)


def _mended(base_url: str, environment: Environment) -> tuple[str, tuple[tuple[str, str], ...]]:
    if len(base_url) > _LONGEST:
        return "", ()
    # Late: few addresses are no good.
    from codex_doctor.codex.config.mended_address import mended_address, parameters_of

    return mended_address(base_url, environment), parameters_of(base_url)


def _is_meant_here(url: Url) -> bool:
    """Tell whether a host is this machine's but for a colon before the port."""
    if url.scheme != "http" or is_loopback(url.host):
        return False
    # Late: few addresses are http:// and not of this machine.
    from codex_doctor.codex.config.mended_address import meant_port

    meant = meant_port(url.host)
    return meant is not None and is_loopback(meant[0])


def _build(
    base_url: str, url: Url, proxy: Proxy | None, environment: Environment, version: str | None
) -> Endpoint:
    secured = url.scheme == "https" or (proxy is not None and proxy.choice.url.startswith("https:"))
    reads_own = holds("codex_ca_read", version)
    ca_variable, ca_file = _ca_file(environment, reads_own=reads_own) if secured else ("", "")
    return Endpoint(
        base_url=mask_url(base_url.strip()),
        url=url.shown,
        scheme=url.scheme,
        host=url.host,
        port=url.port,
        path=url.path,
        is_loopback=is_loopback(url.host),
        proxy=proxy.choice if proxy else None,
        odd_proxy=odd_proxy(url, environment),
        ca_file=ca_file or None,
        ca_variable=ca_variable or None,
        ssl_cert_file=environment.get("SSL_CERT_FILE") or None,
        ssl_cert_dir=environment.get("SSL_CERT_DIR") or None,
        roots_variable="SSL_CERT_FILE" if secured and not reads_own else _ROOTS,
        by_openssl=secured and THIS.had_openssl and holds("tls_by_openssl", version),
    )


def _means_openai(provider: Provider) -> bool:
    """Tell whether a provider without base_url is meant for OpenAI itself."""
    return provider.uses_openai_login or provider.text("env_key") == "OPENAI_API_KEY"


def _ca_file(environment: Environment, *, reads_own: bool) -> tuple[str, str]:
    for name in (_ROOTS, "SSL_CERT_FILE") if reads_own else ("SSL_CERT_FILE",):
        value = environment.get(name)
        if value:
            return name, value
    return "", ""
