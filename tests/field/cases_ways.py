"""Ways to an endpoint: redirects, proxies, the lite dialect, lists of models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab.endpoint import model_list
from codex_doctor.lab.wire import Framing, Json, Reply, Seen, document
from field.endpoints import (
    always,
    is_post,
    refusing,
    said,
    when,
)
from field.set_up import GOOD, KEY, LITE_MODEL, with_model

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour

from field.set_up import case

_KEYED: Final = {"GW_KEY": KEY}


_PROXIED: Final = {**_KEYED, "HTTP_PROXY": "http://127.0.0.1:{PROXY}"}


_LITE: Final = with_model(LITE_MODEL)


def _page(status: int, text: str, *headers: tuple[str, str]) -> Reply:
    return document(status, "text/html", f"<html><body><h1>{text}</h1></body></html>", *headers)


def _moved(status: int, target: str) -> Behaviour:
    """Redirect model requests; {origin} is our own address, {other} the same by name."""

    def answer(seen: Seen) -> Reply:
        if not seen.path.startswith("/v1/"):
            return replace(GOOD, path="/api/v1/responses")(seen)
        host = seen.header("host")
        other = host.replace("127.0.0.1", "localhost") if "127" in host else "127.0.0.1"
        where = target.format(origin=f"http://{host}", other=f"http://{other}")
        return Reply(status=status, headers=(("location", where),), framing=Framing.LENGTH)

    return answer


def _refuses_input_tools(body: Json) -> Reply | None:
    for index, item in enumerate(body.get("input", ())):
        if item.get("type") == "additional_tools":
            text = f"Invalid value: '{item['type']}'."
            return said(400, text, param=f"input[{index}].type", code="invalid_value")
    return None


_REDIRECTS: Final = (
    case(
        "moved-here-307",
        "redirect",
        "The route moved to another path of the same server.",
        "works",
        "url.redirect",
        "",
        endpoint=_moved(307, "{origin}/api/v1/responses"),
    ),
    case(
        "moved-here-301",
        "redirect",
        "The route moved with a status that makes a GET of it.",
        "fails",
        "url.redirect",
        endpoint=_moved(301, "{origin}/api/v1/responses"),
    ),
    case(
        "moved-to-other-name",
        "redirect",
        "The route moved to another name, to which the key is not sent.",
        "fails",
        "url.redirect",
        endpoint=_moved(307, "{other}/api/v1/responses"),
        says_not=("get a key for",),
    ),
    case(
        "moved-to-login",
        "redirect",
        "Whoever is not logged in is sent to a page.",
        "fails",
        "url.redirect",
        "url.wrong_page",
        "auth.forbidden",
        endpoint=lambda seen: (
            _page(200, "Sign in")
            if "login" in seen.path
            else Reply(status=302, headers=(("location", "/login"),), framing=Framing.LENGTH)
        ),
        says_not=("set base_url to the address that it redirects to",),
    ),
    case(
        "moved-in-circles",
        "redirect",
        "The redirect leads to itself.",
        "fails",
        "url.redirect",
        endpoint=_moved(307, "{origin}/v1/responses"),
        says_not=("set base_url to the address that it redirects to",),
    ),
    case(
        "moved-nowhere",
        "redirect",
        "The redirect has no target.",
        "fails",
        "url.redirect",
        endpoint=lambda _: Reply(status=307, framing=Framing.LENGTH),
        says_not=("redirects the request elsewhere",),
    ),
)


_PROXIES: Final = (
    case(
        "squid-denies",
        "proxy",
        "The proxy denies this machine's address.",
        "fails",
        "proxy.refuses_target",
        "proxy.intercepts_loopback",
        env=_PROXIED,
        proxy=always(
            _page(
                403,
                "Access Denied",
                ("server", "squid/6.6"),
                ("x-squid-error", "ERR_ACCESS_DENIED 0"),
                ("via", "1.1 gate (squid/6.6)"),
            )
        ),
        says_not=("forbids the request", "ask who runs 127.0.0.1"),
    ),
    case(
        "squid-cannot-connect",
        "proxy",
        "The proxy has nobody at this machine's address.",
        "fails",
        "proxy.intercepts_loopback",
        "proxy.refuses_target",
        env=_PROXIED,
        proxy=always(
            _page(
                503,
                "Unable to connect",
                ("server", "squid/6.6"),
                ("x-squid-error", "ERR_CONNECT_FAIL 111"),
            )
        ),
        says_not=("wait and try again",),
    ),
    case(
        "proxy-wants-password",
        "proxy",
        "The proxy wants a password, for an address of this machine.",
        "fails",
        "proxy.auth_required",
        "proxy.intercepts_loopback",
        env=_PROXIED,
        proxy=always(
            _page(
                407, "Proxy Authentication Required", ("proxy-authenticate", 'Basic realm="proxy"')
            )
        ),
    ),
    case(
        "proxy-504",
        "proxy",
        "The proxy waited in vain for this machine's address.",
        "fails",
        "proxy.intercepts_loopback",
        env=_PROXIED,
        proxy=always(document(504, "text/plain", "Gateway Timeout")),
        says_not=("wait and try again",),
    ),
    case(
        "proxy-404",
        "proxy",
        "What listens at the proxy's address is no proxy, and knows no such page.",
        "fails",
        "proxy.intercepts_loopback",
        "proxy.not_http",
        env=_PROXIED,
        proxy=always(_page(404, "Not Found", ("server", "nginx"))),
        says_not=("has no responses api",),
    ),
    case(
        "proxy-block-page-200",
        "proxy",
        "The proxy answers with a page of its own and status 200.",
        "fails",
        "proxy.intercepts_loopback",
        "proxy.refuses_target",
        "url.wrong_page",
        env=_PROXIED,
        proxy=always(_page(200, "This category is blocked by your administrator")),
    ),
)


_LITE_MODELS: Final = (
    case(
        "input-tools-refused",
        "lite dialect",
        "The item that carries the tools is refused by its type.",
        "fails",
        "request.item_rejected",
        config=_LITE,
        endpoint=refusing(_refuses_input_tools, good=replace(GOOD, models=(LITE_MODEL,))),
        says_not=("the model id is wrong",),
    ),
    case(
        "input-tools-refused-silently",
        "lite dialect",
        "The item that carries the tools is refused without a word.",
        "fails",
        "request.item_rejected",
        config=_LITE,
        endpoint=refusing(
            when(
                lambda body: bool(_refuses_input_tools(body)),
                document(400, "text/plain", "Bad Request"),
            ),
            good=replace(GOOD, models=(LITE_MODEL,)),
        ),
    ),
    case(
        "lite-model-unknown",
        "lite dialect",
        "A model of the lite dialect is not served.",
        "fails",
        "model.unknown_id",
        config=_LITE,
    ),
    case(
        "lite-healthy",
        "healthy",
        "A model of the lite dialect is served.",
        "works",
        config=_LITE,
        endpoint=replace(GOOD, models=(LITE_MODEL,)),
    ),
    case(
        "models-list-closed",
        "healthy",
        "The list of models is forbidden, and the model is served.",
        "works",
        endpoint=lambda seen: GOOD(seen) if is_post(seen) else said(403, "Forbidden"),
    ),
    case(
        "models-list-of-others",
        "healthy",
        "The list of models lacks the model that is served.",
        "works",
        endpoint=lambda seen: GOOD(seen) if is_post(seen) else model_list(("other-1", "other-2")),
    ),
)

CASES: Final = (*_REDIRECTS, *_PROXIES, *_LITE_MODELS)
