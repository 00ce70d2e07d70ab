"""Relatives of what stands in front: firewalls, tunnels, logins, and proxies that are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab.wire import Framing, Reply, document, json_reply
from field.endpoints import always, forwarding, refused, refusing, when
from field.set_up import GOOD, KEY, case

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Json
    from field.set_up import SetUp

_PROXIED: Final = {"GW_KEY": KEY, "HTTP_PROXY": "http://127.0.0.1:{PROXY}"}
_PROXY: Final = ("proxy.intercepts_loopback", "proxy.refuses_target", "proxy.not_http")


def _proxied(id_: str, about: str, reply: Reply, *says_not: str) -> SetUp:
    proxy = always(reply)
    return case(id_, "proxy", about, "fails", *_PROXY, env=_PROXIED, proxy=proxy, says_not=says_not)


def _speaks_of(word: str) -> Callable[[Json], bool]:
    return lambda body: word in json.dumps(body)


def _front(scheme: str) -> Reply:
    return Reply(status=401, headers=(("www-authenticate", scheme), ("content-length", "0")))


_FRONTS: Final = (
    case(
        "waf-405-by-word",
        "firewall",
        "A rule of a firewall answers 405 with a page to a word in the body.",
        "fails",
        "auth.client_blocked",
        "request.rejected",
        endpoint=refusing(
            when(
                _speaks_of("sandbox"),
                document(
                    405,
                    "text/html",
                    "<html><body>Sorry, your request has been blocked as it may cause potential "
                    "threats to the server's security.</body></html>",
                ),
            )
        ),
        says_not=("has no responses api", "let the client or your address through"),
    ),
    case(
        "waf-403-one-tool",
        "firewall",
        "A firewall forbids one tool's name.",
        "fails",
        "auth.client_blocked",
        "request.tool_type_rejected",
        endpoint=refusing(
            when(_speaks_of("write_stdin"), document(403, "text/plain", "Forbidden"))
        ),
        says_not=("forbids the request",),
    ),
    refused(
        "tunnel-page-530",
        "firewall",
        "The tunnel is not connected, said with a page.",
        always(
            document(
                530,
                "text/html",
                "<!DOCTYPE html><html><head><title>Cloudflare Tunnel error</title></head><body>"
                "Error 1033</body></html>",
                ("server", "cloudflare"),
            )
        ),
        "upstream.unavailable",
        says_not=("wait and try again",),
    ),
    refused(
        "ngrok-upstream-down",
        "firewall",
        "The tunnel is up, and nothing listens behind its far end.",
        always(
            document(
                502,
                "text/plain",
                "Traffic was successfully tunneled to the ngrok agent, but the agent failed to "
                "establish a connection to the upstream web service at localhost:11434. "
                "ERR_NGROK_8012",
                ("ngrok-error-code", "ERR_NGROK_8012"),
            )
        ),
        "upstream.unavailable",
        says_not=("wait and try again", "is not connected"),
    ),
    refused(
        "localtunnel-503",
        "firewall",
        "The tunnel is closed.",
        always(document(503, "text/html", "<html><h1>503 - Tunnel Unavailable</h1></html>")),
        "upstream.unavailable",
        says_not=("wait and try again",),
    ),
    case(
        "digest-in-front",
        "blame",
        "A web server wants a user and a password, in a way of its own.",
        "fails",
        "auth.wrong_header",
        "auth.forbidden",
        endpoint=always(_front('Digest realm="staff", nonce="1"')),
        says_not=("api-key",),
    ),
    case(
        "ntlm-in-front",
        "blame",
        "Something in front wants a login of the company's network.",
        "fails",
        "auth.wrong_header",
        "auth.forbidden",
        endpoint=always(_front("NTLM")),
        says_not=("api-key",),
    ),
)

_PROXIES: Final = (
    _proxied(
        "proxy-400",
        "What listens at the proxy's address does not take whole URLs.",
        document(400, "text/html", "<html><h1>400 Bad Request</h1></html>"),
        "does not say why",
    ),
    _proxied(
        "proxy-405",
        "What listens at the proxy's address takes no POST.",
        document(405, "text/html", "<html><h1>405 Not Allowed</h1></html>", ("server", "nginx")),
        "has no responses api",
    ),
    _proxied(
        "proxy-500",
        "The proxy fails.",
        document(500, "text/plain", "Internal error"),
        "wait and try again",
    ),
    _proxied(
        "proxy-401-page",
        "What listens at the proxy's address wants a login of its own.",
        replace(_front('Basic realm="router"'), framing=Framing.CLOSE),
        "rejects the key",
    ),
    case(
        "proxy-passes-404",
        "proxy",
        "The proxy passes everything on; it is the endpoint that has no route.",
        "fails",
        "wire.responses_missing",
        env=_PROXIED,
        endpoint=always(json_reply(404, {"error": "Not Found"})),
        proxy=forwarding(always(json_reply(404, {"error": "Not Found"}))),
    ),
    case(
        "proxy-passes-key",
        "proxy",
        "The proxy passes everything on; the endpoint refuses the key.",
        "fails",
        "auth.key_rejected",
        env={**_PROXIED, "GW_KEY": "gwk-00000000000000000000"},
        proxy=forwarding(GOOD),
    ),
)

CASES: Final = (*_FRONTS, *_PROXIES)
