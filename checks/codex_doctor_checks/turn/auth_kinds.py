"""How a refused credential is said; not a check, `auth` raises these."""

from __future__ import annotations

from codex_doctor.model import page
from codex_doctor_checks.turn.turn_words import OPERATOR, Kind, Words, by_id

_NEW_KEY = "auth.key_rejected.fix_key"
_LOG_IN = "auth.no_credential.fix_log_in"
KINDS = by_id(
    Kind(
        page("auth.no_credential"),
        ("auth.no_credential.fix_env_key",),
        {"login": Words("auth.no_credential", (_LOG_IN, "auth.no_credential.fix_provider"))},
    ),
    Kind(
        page("auth.key_rejected"),
        (_NEW_KEY,),
        {
            "bare": Words(
                "auth.key_rejected.bare",
                ("auth.key_rejected.fix_bearer", "auth.key_rejected.fix_env_key"),
            ),
            "variable": Words(
                "auth.key_rejected.bare",
                ("auth.key_rejected.fix_named", "auth.key_rejected.fix_bearer"),
            ),
        },
    ),
    Kind(page("auth.key_of_other_service"), (_NEW_KEY,), cause="auth.key_of_other_service.refused"),
    Kind(
        page("auth.wrong_header"),
        ("auth.wrong_header.fix_header",),
        {
            "scheme": Words("auth.wrong_header.scheme"),
            "lost": Words("auth.wrong_header.lost", ("auth.wrong_header.fix_gateway",)),
            "password": Words(
                "auth.wrong_header.password",
                ("auth.wrong_header.fix_address", "auth.wrong_header.fix_basic"),
            ),
            "login": Words(
                "auth.wrong_header.login",
                ("auth.wrong_header.fix_address", "auth.wrong_header.fix_proxy"),
            ),
        },
    ),
    Kind(page("auth.forbidden"), ("auth.forbidden.fix_allow", _NEW_KEY)),
    Kind(
        page("auth.client_blocked"),
        ("auth.client_blocked.fix_client", OPERATOR),
        {
            "content": Words("auth.client_blocked.content", ("auth.client_blocked.fix_rules",)),
            "header": Words(
                "auth.client_blocked.header", ("auth.client_blocked.fix_headers", OPERATOR)
            ),
        },
    ),
    Kind(
        page("auth.region_blocked"),
        ("auth.region_blocked.fix_provider",),
        {"address": Words("auth.region_blocked.address", ("auth.region_blocked.fix_address",))},
    ),
    Kind(
        page("config.gateway_header_missing"),
        ("config.gateway_header_missing.fix_add",),
        {
            "header": Words(
                "config.gateway_header_missing.header",
                ("config.gateway_header_missing.fix_header",),
            ),
            "there": Words(
                "config.gateway_header_missing.there",
                ("config.gateway_header_missing.fix_there",),
            ),
            "bearer": Words(
                "config.gateway_header_missing.header",
                ("config.gateway_header_missing.fix_bearer",),
            ),
            "unversioned": Words(
                "config.gateway_header_missing.unversioned",
                ("config.gateway_header_missing.fix_unversioned",),
            ),
            "version": Words(
                "config.gateway_header_missing.version",
                (
                    "config.gateway_header_missing.fix_version",
                    "config.gateway_header_missing.fix_path",
                ),
            ),
        },
    ),
    Kind(
        page("quota.exhausted"),
        ("quota.exhausted.fix",),
        {"bill": Words("quota.exhausted.bill", ("quota.exhausted.fix_bill",))},
    ),
    Kind(
        page("quota.rate_limited"),
        ("quota.rate_limited.fix_wait",),
        {
            "told": Words("quota.rate_limited", ("quota.rate_limited.fix_wait_told",)),
            "one_request": Words(
                "quota.rate_limited.one_request", ("quota.rate_limited.fix_plan",)
            ),
        },
    ),
)
