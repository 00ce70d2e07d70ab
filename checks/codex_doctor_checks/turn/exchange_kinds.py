"""How failures of the endpoint and of the exchange itself are said; `request` raises these."""

from __future__ import annotations

from codex_doctor.model import Fix, page
from codex_doctor_checks.turn.turn_words import OPERATOR, RETRY_LATER, Kind, Words, by_id

_TUNNELS = {
    "tunnel": Words(
        "upstream.unavailable.tunnel",
        (
            Fix("upstream.unavailable.tunnel.fix"),
            Fix("upstream.unavailable.tunnel.fix_2"),
        ),
    ),
    "behind_the_tunnel": Words(
        "upstream.unavailable.behind_the_tunnel",
        (
            Fix("upstream.unavailable.behind_the_tunnel.fix"),
            Fix("upstream.unavailable.behind_the_tunnel.fix_2"),
        ),
    ),
}
KINDS = by_id(
    Kind(
        page("upstream.error"),
        (RETRY_LATER, OPERATOR),
    ),
    Kind(
        page("upstream.timeout"),
        (RETRY_LATER, OPERATOR),
    ),
    Kind(page("upstream.overloaded"), (RETRY_LATER, OPERATOR)),
    Kind(
        page("upstream.unavailable"),
        (RETRY_LATER, OPERATOR),
        _TUNNELS,
    ),
    Kind(
        page("upstream.key_rejected"),
        (
            Fix("upstream.key_rejected.fix"),
            Fix("upstream.key_rejected.fix_2"),
        ),
    ),
    Kind(
        page("tcp.reset"),
        (Fix("tcp.reset.fix"), OPERATOR),
    ),
    Kind(
        page("proxy.refuses_target"),
        (Fix("proxy.refuses_target.turn.fix"), OPERATOR),
        cause="proxy.refuses_target.turn",
    ),
    Kind(page("proxy.intercepts_loopback"), (), cause="proxy.intercepts_loopback.turn"),
    Kind(
        page("proxy.auth_required"),
        (
            Fix("proxy.auth_required.turn.fix"),
            Fix("proxy.auth_required.turn.fix_2"),
        ),
        cause="proxy.auth_required.turn",
    ),
    Kind(
        page("tls.needed"),
        (Fix("tls.needed.fix"),),
    ),
    Kind(
        page("tls.client_certificate"),
        (
            Fix("tls.client_certificate.turn.fix"),
            Fix("tls.client_certificate.turn.fix_2"),
        ),
        cause="tls.client_certificate.turn",
    ),
    Kind(
        page("http.not_http"),
        (Fix("http.not_http.fix"),),
    ),
    Kind(
        page("http.broken_framing"),
        (Fix("http.broken_framing.fix"), OPERATOR),
    ),
    Kind(
        page("http.no_answer"),
        (
            Fix("http.no_answer.fix"),
            Fix("http.no_answer.fix_2"),
        ),
    ),
    Kind(
        page("http.header_limit"),
        (Fix("http.header_limit.fix"),),
        {
            "long_head": Words(
                "http.header_limit.long_head",
                (Fix("http.header_limit.long_head.fix"), OPERATOR),
            )
        },
    ),
)
