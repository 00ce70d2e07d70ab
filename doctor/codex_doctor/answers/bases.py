"""Other base paths below which an endpoint may serve the Responses API, and whether it does.

Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from codex_doctor.answers.answer import ROUTE_MISSING, cause_of
from codex_doctor.codex.urls import without_route
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

_ROUTES = ("/responses", "/chat/completions", "/completions", "/messages", "/models")
# A version for the query of Azure's older addresses that has the Responses API.
API_VERSION = "2025-04-01-preview"
IN_QUERY = "api-version"
_NAMED = Regex(r"/(?:deployments|engines)/[^/]+$")
_PREFIXES = ("/v1", "/openai/v1", "/api/v1", "")
# A path in a text, by itself or of an address.
_PATH = Regex(r"(?<![\w/.:<@\\-])(?:https?://([^\s/\"'`<>]+))?((?:/[\w-]+(?:\.[\w-]+)*)+)")
_MAX_READ = 4096
_MOST_NAMED = 2
# Of services that number otherwise, as documented (Volcengine Ark, Alibaba Model Studio, Zhipu,
# relays for Codex), with how the ids of their models begin: a proxy may pass a path on as it is.
_OF_SERVICES = {
    "/api/v3": ("doubao-", "ep-"),
    "/compatible-mode/v1": ("qwen", "qwq"),
    "/api/coding/v3": ("doubao-",),
    "/api/coding/paas/v4": ("glm-",),
    "/api/paas/v4": ("glm-",),
    "/codex/v1": ("gpt-",),
    "/codex": ("gpt-",),
}
_VERSION = Regex(r"/v\d+$")
# Where the API of a service is that serves it nowhere else, as documented.
_OF_HOSTS = {
    "aliyuncs.com": ("/compatible-mode/v1",),
    "volces.com": ("/api/v3",),
    "openrouter.ai": ("/api/v1",),
    "api.groq.com": ("/openai/v1",),
    "openai.azure.com": ("/openai/v1",),
    "api.fireworks.ai": ("/inference/v1",),
    "generativelanguage.googleapis.com": ("/v1beta/openai",),
    "bigmodel.cn": ("/api/paas/v4", "/api/coding/paas/v4"),
    "api.z.ai": ("/api/paas/v4", "/api/coding/paas/v4"),
}


def other_bases(url: str, said: bytes = b"", *, model: str = "") -> tuple[str, ...]:
    """Return base URLs worth a try, the likeliest first, without the one in use.

    Args:
        url: The URL that Codex posts to, which ends in a route.
        said: What was answered there; the paths that it names come first.
        model: Model id that is asked for, which tells whose paths are likely.
    """
    parts = urlsplit(url)
    used = without_route(parts.path)
    path = without_routes(used)
    # Azure's older addresses name a deployment below the root of the API.
    stem = _NAMED.sub("", path)
    above = [f"{stem}/v1"] if stem != path else []
    while stem.endswith("/v1"):
        stem = stem.removesuffix("/v1")
    # Whoever wrote most of a service's path means that service.
    near = [one for one in _OF_SERVICES if stem and _VERSION.sub("", stem) == _VERSION.sub("", one)]
    slug = model.rpartition("/")[2].lower()
    served = [one for one, ids in _OF_SERVICES.items() if slug.startswith(ids)]
    served = [*(f"{stem}{one}" for one in served if not one.startswith(stem)), *served]
    own = [f"{stem}{one}" for one in _PREFIXES]
    # A gateway may take the first one away.
    twice = [f"{path}/v1"] if path.endswith("/v1") else []
    usual = (*above, *near, path, f"{stem}/v1", *own, *_PREFIXES, *twice)
    host = parts.hostname or ""
    of_host = (paths for one, paths in _OF_HOSTS.items() if f".{host}".endswith(f".{one}"))
    named = _named(said, parts.netloc, used)
    found = (*named, *next(of_host, ()), *usual, *served, *_OF_SERVICES)
    unique = dict.fromkeys(one for one in found if one != used)
    return tuple(parts._replace(path=one, query="").geturl() for one in unique)


def _named(said: bytes, host: str, used: str) -> list[str]:
    """Return the first base paths of this host that an answer names, without the one in use."""
    text = said[:_MAX_READ].decode("utf-8", errors="replace").replace("\\/", "/")
    paths = (without_routes(path) for other, path in _PATH.findall(text) if other in {"", host})
    return [*dict.fromkeys(path for path in paths if path != used)][:_MOST_NAMED]


def without_routes(path: str) -> str:
    """Return a path of base_url without the routes that stand at its end."""
    path = path.rstrip("/")
    for route in _ROUTES:
        path = path.removesuffix(route)
    return path


def has_route(exchange: Exchange, model: str) -> bool:
    """Whether an answer to an empty request shows that the route exists.

    One that came from where a redirect leads says nothing about this path, and a gateway that
    cools down, crashes or has lost its upstream nothing about any.
    """
    if exchange.redirects:
        return False
    if exchange.status is None or exchange.status == 429 or exchange.status >= 500:
        return False
    # What is wrong with the address says nothing for the route, whatever the status.
    if lacks_route(exchange, model):
        return False
    if exchange.status < 400:
        # A page for every path is no API; an answer in one of its forms is.
        kind = exchange.header("content-type").partition(";")[0].strip().lower()
        return exchange.status < 300 and kind in {"application/json", "text/event-stream"}
    return cause_of(exchange, model=model) is not None


def lacks_route(exchange: Exchange, model: str) -> bool:
    """Whether an answer says that something is wrong with the address."""
    cause = cause_of(exchange, model=model)
    return cause is not None and (cause.id in ROUTE_MISSING or cause.id.startswith("url."))


def base_with_route(exchanges: tuple[Exchange, ...], model: str) -> str:
    """Return the base path of the first URL that has the route, "" when none can be told.

    A server that answers alike at every path knows none of them.
    """
    found = [one.url for one in exchanges if has_route(one, model)]
    is_told = found and (len(found) < len(exchanges) or len(found) == 1)
    return without_route(found[0]) if is_told else ""
