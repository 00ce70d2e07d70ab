"""Other base paths below which an endpoint may serve the Responses API. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

_ROUTES = ("/responses", "/chat/completions", "/completions", "/models")
_PREFIXES = ("/v1", "/openai/v1", "/api/v1", "")


def other_bases(url: str) -> tuple[str, ...]:
    """Return base URLs worth a try, the likeliest first, without the one in use.

    Args:
        url: The URL that Codex posts to, which ends in `/responses`.
    """
    parts = urlsplit(url)
    used = parts.path.removesuffix("/responses")
    path = used.rstrip("/")
    for route in _ROUTES:
        path = path.removesuffix(route)
    stem = path
    while stem.endswith("/v1"):
        stem = stem.removesuffix("/v1")
    found = [path, f"{stem}/v1", *(f"{stem}{one}" for one in _PREFIXES), *_PREFIXES]
    unique = dict.fromkeys(one for one in found if one != used)
    return tuple(parts._replace(path=one, query="").geturl() for one in unique)
