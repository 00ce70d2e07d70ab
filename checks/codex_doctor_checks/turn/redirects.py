"""How a redirect is said: where it leads and what becomes of the request; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.origins import is_entitled, may_replace
from codex_doctor.codex.urls import CHAT_COMPLETIONS, RESPONSES
from codex_doctor.model import Fix
from codex_doctor_checks.turn.turn_words import Words, target_of

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Setup

_ASK = Fix(
    "Ask who runs the endpoint why it redirects; whoever is at the address that you set as "
    "base_url is sent the key."
)
FORMS = {
    "nowhere": Words("{configured} answers with a redirect that has no target ({status})", ()),
    "not_followed": Words("{configured} redirects to {target}, where Codex does not go", ()),
    "circle": Words("{configured} redirects in a circle, by way of {target}", ()),
    "unreachable": Words("{configured} redirects to {target}, where nobody answers", ()),
    "page": Words("{configured} redirects to {target}, which is a web page", ()),
    "get": Words("{configured} redirects to {target}, and Codex's POST becomes a GET", ()),
    "keyless": Words("{configured} redirects to {target}, to which Codex sends no key", ()),
}


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


def redirect_fix(exchange: Exchange, setup: Setup) -> Fix:
    """Return what to do about a redirect; nobody is told to give a key to a stranger."""
    form = redirect_form(exchange, setup)
    target = target_of(exchange).partition("?")[0]
    home = setup.endpoint.url if setup.endpoint else ""
    is_route = target.endswith((RESPONSES, CHAT_COMPLETIONS))
    may = all(may_replace(url, home=home) for url in exchange.redirects)
    if form in {"get", "keyless", ""} and is_route and may:
        return Fix("Set base_url to the address that it redirects to, without /responses.")
    return _ASK
