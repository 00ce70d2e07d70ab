"""How failures of the endpoint and of the exchange itself are said; `request` raises these."""

from __future__ import annotations

from codex_doctor.model import Fix, Page
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
    *(
        Kind(Page(f"upstream.{kind}", title, text), cause, (RETRY_LATER, OPERATOR), forms)
        for kind, title, text, cause, forms in (
            (
                "error",
                "The endpoint fails",
                "The endpoint, or the service behind it, ends in an error of its own. Codex hides "
                "the body of a 500 and tries up to thirty times.",
                "{host} fails with an error of its own ({status})",
                {},
            ),
            (
                "timeout",
                "A gateway gives up waiting",
                "A gateway in front of the model waits only so long for the first byte.",
                "a gateway at {host} gives up on its upstream ({status})",
                {},
            ),
            (
                "overloaded",
                "The service is overloaded",
                "The model or the service has no capacity left at the moment.",
                "{host} is overloaded",
                {},
            ),
            (
                "unavailable",
                "The service is not available",
                "A gateway answers that the service behind it is down or unreachable.",
                "the service behind {host} is not available ({status})",
                _TUNNELS,
            ),
        )
    ),
    Kind(
        Page(
            "upstream.key_rejected",
            "The gateway's own key is refused",
            "A gateway passes each request on with a key, an account or a login of its own. That "
            "one is refused by the service behind it, is missing, or could not be fetched; the key "
            "that Codex sends is not meant. The gateway says so with the words that it was told "
            "(`OpenAIException - ...`, `upstream`, `Provider returned error`) or with what its own "
            "library prints (`default credentials were not found`). Only a gateway that passes on "
            "the key of whoever asks means yours.",
        ),
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
        Page(
            "tcp.reset",
            "The connection is closed before an answer",
            "The connection opens and is closed or reset before an answer comes: a crashed worker, "
            "a firewall, or a port that speaks another protocol.",
        ),
        "{host} closes the connection without an answer",
        (Fix("Look into the log of the server at {host}."), OPERATOR),
    ),
    Kind(
        Page(
            "proxy.refuses_target",
            "The proxy refuses the target",
            "The proxy answers and does not connect to the endpoint: its rules forbid the host or "
            "the port, or it cannot reach it itself.",
        ),
        "the proxy refuses to connect to {host}",
        (Fix("Add {host} to NO_PROXY, or allow it in the proxy."), OPERATOR),
    ),
    Kind(
        Page(
            "proxy.intercepts_loopback",
            "A proxy stands before a local endpoint",
            "base_url names this machine, a proxy variable applies to it, and the proxy does not "
            "let the request through. For the proxy, 127.0.0.1 is the proxy itself. Add the host "
            "to NO_PROXY, as base_url writes it.",
        ),
        "a proxy answers in the place of {host}, which is this machine",
        (),
    ),
    Kind(
        Page(
            "proxy.auth_required",
            "The proxy wants a user and a password",
            "The proxy answers 407. Codex sends the user and password that stand in the proxy's "
            "URL (http://USER:PASSWORD@proxy:3128, special characters percent-encoded) and knows "
            "no other way to log in.",
        ),
        "the proxy before {host} wants a user and a password (407)",
        (
            Fix("Put user and password into the URL of the proxy variable, percent-encoded."),
            Fix("Add {host} to NO_PROXY, if it can be reached without the proxy."),
        ),
    ),
    Kind(
        Page(
            "tls.needed",
            "The port speaks TLS",
            "base_url starts with http:// and the server at this port wants https://.",
        ),
        "base_url says http:// and {host} speaks TLS at this port",
        (Fix("Write https:// in base_url."),),
    ),
    Kind(
        Page(
            "tls.client_certificate",
            "The server demands a client certificate",
            "The server takes only clients that show a certificate of their own (mutual TLS). "
            "Codex has no setting for one. A local proxy that adds it, or another way in, is "
            "needed. Some servers break off the handshake, others answer with a page.",
        ),
        "{host} demands a client certificate, which Codex cannot send",
        (
            Fix("Ask who runs {host} for a way in without a client certificate."),
            Fix("Set base_url to a proxy of your own that sends the client certificate."),
        ),
    ),
    Kind(
        Page(
            "http.not_http",
            "What answers is not HTTP",
            "The port is open and speaks something that is not HTTP.",
        ),
        "what answers at {host} is not HTTP",
        (Fix("Correct the port in base_url."),),
    ),
    Kind(
        Page(
            "http.broken_framing",
            "The HTTP framing is broken",
            "Lengths, chunks or headers of the answer contradict each other.",
        ),
        "{host} answers with broken HTTP",
        (Fix("Look for a proxy in between that rewrites answers."), OPERATOR),
    ),
    Kind(
        Page(
            "http.no_answer",
            "No answer to the request",
            "The connection is open and the request is sent, and no response headers come. Codex "
            "has no limit for this and waits in silence. A model on one's own machine may take a "
            "minute or two to read Codex's first request; the doctor waits for as long as --budget "
            "allows.",
        ),
        "{host} had not begun to answer after {waited}, when the time of this diagnosis was over",
        (
            Fix("Run again with a larger --budget: Codex itself waits without a limit."),
            Fix("Look whether the model is still loading or the server is stuck."),
        ),
    ),
    Kind(
        Page(
            "http.header_limit",
            "The headers are too large for the endpoint",
            "Codex's headers take about 1.4 KB; the endpoint or a proxy allows less. Of an answer "
            "Codex reads 100 headers and some 400 KB of them.",
        ),
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
