"""How a redirect is said: where it leads and what becomes of the request; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.origins import is_entitled, may_replace
from codex_doctor.codex.urls import CHAT_COMPLETIONS, RESPONSES
from codex_doctor.model import Fix
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.base_url import change_base_url
from codex_doctor_checks.turn.turn_words import target_of

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Setup


def redirect_form(exchange: Exchange, setup: Setup) -> str:
    """Return what becomes of the request that is redirected."""
    followed = exchange.redirects
    if not followed:
        return "not_followed" if exchange.header("location") else "nowhere"
    if len(set(followed)) < len(followed):
        return "circle"
    if exchange.status is None:
        return "unreachable"
    if "html" in exchange.header("content-type"):
        return "page"
    if exchange.method == "GET":
        return "get"
    home = setup.endpoint.url if setup.endpoint else ""
    return "" if all(is_entitled(url, home=home) for url in followed) else "keyless"


def meant_target(exchange: Exchange, form: str) -> str:
    """Return where the request is meant to go.

    What leads on from where a POST became a GET is said to that GET, and means no request of
    Codex's.
    """
    return exchange.redirects[0] if form == "get" else target_of(exchange)


def redirect_fix(exchange: Exchange, setup: Setup) -> Fix:
    """Return what to do about a redirect; nobody is told to give a key to a stranger."""
    form = redirect_form(exchange, setup)
    target = meant_target(exchange, form).partition("?")[0]
    home = setup.endpoint.url if setup.endpoint else ""
    is_route = target.endswith((RESPONSES, CHAT_COMPLETIONS))
    may = all(may_replace(url, home=home) for url in exchange.redirects)
    if form in {"get", "keyless", ""} and is_route and may:
        base = target.removesuffix(RESPONSES).removesuffix(CHAT_COMPLETIONS)
        return change_base_url(setup, shown=base, title=say("url.redirect.fix_follow"))
    return Fix(say("url.redirect.fix_ask"))
