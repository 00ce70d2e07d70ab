"""Decides where a credential may go; the only place that does.

Codex's client drops Authorization, Cookie, Proxy-Authorization and WWW-Authenticate on the way to
another scheme, host or port, for good, and sends every other configured header along, an api-key
too, and whatever query the redirect puts back. The doctor is more careful: what is configured
goes to the configured origin, and nothing of it anywhere else.
"""

from __future__ import annotations

from codex_doctor.codex.urls import Url, parse_url


def is_entitled(url: str, *, home: str) -> bool:
    """Tell whether a credential that is configured for the URL `home` may go to `url`.

    That is: whether both have one origin (RFC 6454 section 4), the default ports filled in.
    """
    there, here = parse_url(url), parse_url(home)
    return there is not None and here is not None and _origin(there) == _origin(here)


def may_replace(url: str, *, home: str) -> bool:
    """Tell whether a user may be advised to configure `url` in the place of `home`.

    Of the same host only, but for a www. before its name, and never without TLS where there was
    some.
    """
    there, here = parse_url(url), parse_url(home)
    if there is None or here is None:
        return False
    if there.host.removeprefix("www.") != here.host.removeprefix("www."):
        return False
    return there.scheme == "https" or _origin(there) == _origin(here)


def tells_secret(url: str, *, known: frozenset[str]) -> bool:
    """Tell whether a URL holds a secret, in whatever encoding."""
    # Late: few redirects lead to another origin.
    from codex_doctor.secrets.needles import make_needles
    from codex_doctor.secrets.search import find_secrets

    return bool(find_secrets(url, make_needles(known)))


def _origin(url: Url) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port
