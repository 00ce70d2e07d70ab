"""How a refused credential is said; not a check, `auth` raises these."""

from __future__ import annotations

from codex_doctor.model import Commands, Fix, page
from codex_doctor_checks.turn.turn_words import OPERATOR, Kind, Words, by_id

_NEW_KEY = Fix("fix.new_key")
KINDS = by_id(
    Kind(
        page("auth.no_credential"),
        (Fix("auth.no_credential.fix"),),
        {
            "login": Words(
                "auth.no_credential.login",
                (
                    Fix(
                        "auth.no_credential.login.fix",
                        commands=Commands(
                            posix='printf %s "$CUSTOM_API_KEY" | codex login --with-api-key',
                            powershell="$env:CUSTOM_API_KEY | codex login --with-api-key",
                        ),
                    ),
                    Fix("auth.no_credential.login.fix_2"),
                ),
            )
        },
    ),
    Kind(
        page("auth.key_rejected"),
        (_NEW_KEY,),
        {
            "bare": Words(
                "auth.key_rejected.bare",
                (
                    Fix("auth.key_rejected.bare.fix"),
                    Fix("auth.key_rejected.bare.fix_2"),
                ),
            )
        },
    ),
    Kind(page("auth.key_of_other_service"), (_NEW_KEY,), cause="auth.key_of_other_service.turn"),
    Kind(
        page("auth.wrong_header"),
        (Fix("auth.wrong_header.fix"),),
        {
            "lost": Words(
                "auth.wrong_header.lost",
                (Fix("auth.wrong_header.lost.fix"),),
            ),
            "password": Words(
                "auth.wrong_header.password",
                (
                    Fix("auth.wrong_header.password.fix"),
                    Fix("auth.wrong_header.password.fix_2"),
                ),
            ),
            "login": Words(
                "auth.wrong_header.login",
                (
                    Fix("auth.wrong_header.login.fix"),
                    Fix("auth.wrong_header.login.fix_2"),
                ),
            ),
        },
    ),
    Kind(
        page("auth.forbidden"),
        (Fix("auth.forbidden.fix"), _NEW_KEY),
    ),
    Kind(
        page("auth.client_blocked"),
        (Fix("auth.client_blocked.fix"), OPERATOR),
        {
            "content": Words(
                "auth.client_blocked.content",
                (Fix("auth.client_blocked.content.fix"),),
            )
        },
    ),
    Kind(
        page("auth.region_blocked"),
        (Fix("auth.region_blocked.fix"),),
        {
            "address": Words(
                "auth.region_blocked.address",
                (Fix("auth.region_blocked.address.fix"),),
            )
        },
    ),
    Kind(
        page("config.gateway_header_missing"),
        (Fix("config.gateway_header_missing.fix"),),
        {
            "header": Words(
                "config.gateway_header_missing.header",
                (Fix("config.gateway_header_missing.header.fix"),),
            ),
            "version": Words(
                "config.gateway_header_missing.version",
                (
                    Fix("config.gateway_header_missing.version.fix"),
                    Fix("config.gateway_header_missing.version.fix_2"),
                ),
            ),
        },
    ),
    Kind(
        page("quota.exhausted"),
        (Fix("quota.exhausted.fix"),),
    ),
    Kind(
        page("quota.rate_limited"),
        (Fix("quota.rate_limited.fix"),),
        {
            "one_request": Words(
                "quota.rate_limited.one_request",
                (Fix("quota.rate_limited.one_request.fix"),),
            )
        },
    ),
)
