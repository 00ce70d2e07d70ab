"""How failures of the endpoint and of the exchange itself are said; `request` raises these."""

from __future__ import annotations

from codex_doctor.model import Fix, page
from codex_doctor_checks.turn.turn_words import OPERATOR, RETRY_LATER, Kind, Words, by_id

_TUNNELS = {
    "tunnel": Words(
        "{host} is a tunnel whose far end is not connected ({status})",
        (
            Fix("Start the tunnel's program (cloudflared, ngrok) on the machine behind it."),
            Fix("Ask who runs {host} to; tunnels for a trial get another address each time."),
        ),
    ),
    "behind the tunnel": Words(
        "the tunnel of {host} is up, and nothing answers at its far end ({status})",
        (
            Fix("Start the server at the tunnel's far end, at the port that it is told."),
            Fix("Ask who runs {host} to."),
        ),
    ),
}
KINDS = by_id(
    Kind(
        page("upstream.error"),
        "{host} fails with an error of its own ({status})",
        (RETRY_LATER, OPERATOR),
    ),
    Kind(
        page("upstream.timeout"),
        "a gateway at {host} gives up on its upstream ({status})",
        (RETRY_LATER, OPERATOR),
    ),
    Kind(page("upstream.overloaded"), "{host} is overloaded", (RETRY_LATER, OPERATOR)),
    Kind(
        page("upstream.unavailable"),
        "the service behind {host} is not available ({status})",
        (RETRY_LATER, OPERATOR),
        _TUNNELS,
    ),
    Kind(
        page("upstream.key_rejected"),
        "{host} is refused by the service behind it: its own key or login there does not work",
        (
            Fix(
                "Renew the key or login that the gateway at {host} itself uses, where the gateway "
                "is configured, or ask who runs it to."
            ),
            Fix("Choose a model that {host} gets from another service."),
        ),
    ),
    Kind(
        page("tcp.reset"),
        "{host} closes the connection without an answer",
        (Fix("Look into the log of the server at {host}."), OPERATOR),
    ),
    Kind(
        page("proxy.refuses_target"),
        "the proxy refuses to connect to {host}",
        (Fix("Add {host} to NO_PROXY, or allow it in the proxy."), OPERATOR),
    ),
    Kind(
        page("proxy.intercepts_loopback"),
        "a proxy answers in the place of {host}, which is this machine",
        (),
    ),
    Kind(
        page("proxy.auth_required"),
        "the proxy before {host} wants a user and a password (407)",
        (
            Fix("Put user and password into the URL of the proxy variable, percent-encoded."),
            Fix("Add {host} to NO_PROXY, if it can be reached without the proxy."),
        ),
    ),
    Kind(
        page("tls.needed"),
        "base_url says http:// and {host} speaks TLS at this port",
        (Fix("Write https:// in base_url."),),
    ),
    Kind(
        page("tls.client_certificate"),
        "{host} demands a client certificate, which Codex cannot send",
        (
            Fix("Ask who runs {host} for a way in without a client certificate."),
            Fix("Set base_url to a proxy of your own that sends the client certificate."),
        ),
    ),
    Kind(
        page("http.not_http"),
        "what answers at {host} is not HTTP",
        (Fix("Correct the port in base_url."),),
    ),
    Kind(
        page("http.broken_framing"),
        "{host} answers with broken HTTP",
        (Fix("Look for a proxy in between that rewrites answers."), OPERATOR),
    ),
    Kind(
        page("http.no_answer"),
        "{host} had not begun to answer after {waited}, when the time of this diagnosis was over",
        (
            Fix("Run again with a larger --budget: Codex itself waits without a limit."),
            Fix("Look whether the model is still loading or the server is stuck."),
        ),
    ),
    Kind(
        page("http.header_limit"),
        "{host} refuses the size of Codex's headers",
        (Fix("Raise the header limit of the server or gateway."),),
        {
            "long_head": Words(
                "the headers of the answer from {host} are more than Codex reads",
                (Fix("Let the server or gateway send fewer and shorter headers."), OPERATOR),
            )
        },
    ),
)
