"""How failures of the endpoint and of the exchange itself are said; `request` raises these."""

from __future__ import annotations

from codex_doctor.model import page
from codex_doctor_checks.turn.turn_words import OPERATOR, Kind, Words, by_id

_RETRY = ("fix.retry_later", OPERATOR)
_PROXIED = Words("upstream.unavailable.proxied", ("upstream.unavailable.fix_proxy", *_RETRY))
KINDS = by_id(
    Kind(page("upstream.error"), _RETRY),
    Kind(page("upstream.timeout"), _RETRY, {"proxied": _PROXIED}),
    Kind(page("upstream.overloaded"), _RETRY),
    Kind(
        page("upstream.unavailable"),
        _RETRY,
        {
            "proxied": _PROXIED,
            "loading": Words("upstream.unavailable.loading", _RETRY),
            "tunnel": Words(
                "upstream.unavailable.tunnel",
                ("upstream.unavailable.fix_tunnel", "upstream.unavailable.fix_trial"),
            ),
            "behind_the_tunnel": Words(
                "upstream.unavailable.behind_the_tunnel",
                ("upstream.unavailable.fix_far_end", "upstream.unavailable.fix_ask"),
            ),
        },
    ),
    Kind(
        page("upstream.key_rejected"),
        ("upstream.key_rejected.fix_renew", "upstream.key_rejected.fix_model"),
    ),
    Kind(page("tcp.reset"), ("tcp.reset.fix_host", OPERATOR)),
    Kind(
        page("proxy.refuses_target"),
        ("proxy.refuses_target.fix_no_proxy", OPERATOR),
        {"unseen": Words("proxy.refuses_target.unseen", ("proxy.refuses_target.fix_unseen",))},
        cause="proxy.refuses_target.turn",
    ),
    Kind(page("proxy.intercepts_loopback"), cause="proxy.intercepts_loopback.answers"),
    Kind(
        page("proxy.auth_required"),
        ("proxy.auth_required.fix_variable", "proxy.auth_required.fix_no_proxy"),
        {"unseen": Words("proxy.auth_required.unseen", (OPERATOR,))},
        cause="proxy.auth_required.turn",
    ),
    Kind(page("tls.needed"), ("tls.needed.fix",)),
    Kind(
        page("tls.client_certificate"),
        ("tls.client_certificate.fix_operator", "tls.client_certificate.fix_proxy"),
        cause="tls.client_certificate.turn",
    ),
    Kind(page("http.not_http"), ("http.not_http.fix_port",)),
    Kind(page("http.broken_framing"), ("http.broken_framing.fix_proxy", OPERATOR)),
    Kind(page("http.no_answer"), ("http.no_answer.fix_budget", "http.no_answer.fix_server")),
    Kind(
        page("http.header_limit"),
        ("http.header_limit.fix_limit",),
        {
            "long_head": Words(
                "http.header_limit.long_head", ("http.header_limit.fix_fewer", OPERATOR)
            )
        },
    ),
)
