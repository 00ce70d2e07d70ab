"""How a refused request is said; not a check, `request` raises these."""

from __future__ import annotations

from codex_doctor.model import Fix, Mistake, Page, page
from codex_doctor_checks.turn.turn_words import GATEWAY, OPERATOR, Kind, Words, by_id


def _request(kind: str) -> Page:
    return page(f"request.{kind}", Mistake.NOT_COMPATIBLE)


KINDS = by_id(
    Kind(
        _request("field_rejected"),
        (GATEWAY, OPERATOR),
        {
            "tools": Words(
                "request.field_rejected.tools",
                (Fix("request.field_rejected.tools.fix"),),
            ),
            "dialect": Words(
                "request.field_rejected.dialect",
                (Fix("request.field_rejected.dialect.fix"),),
            ),
            "server_option": Words(
                "request.field_rejected.server_option",
                (Fix("request.field_rejected.server_option.fix"),),
            ),
        },
    ),
    Kind(
        _request("role_rejected"),
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request("item_rejected"),
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request("tool_type_rejected"),
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request("compression_rejected"),
        (OPERATOR,),
    ),
    Kind(
        _request("too_large"),
        (Fix("request.too_large.fix"),),
        {
            "between": Words(
                "request.too_large.between",
                (
                    Fix("request.too_large.between.fix"),
                    OPERATOR,
                ),
            ),
        },
    ),
    Kind(
        page("request.prompt_rejected"),
        (OPERATOR,),
    ),
    Kind(
        _request("context_too_small"),
        (Fix("request.context_too_small.fix"),),
    ),
    Kind(
        _request("rejected"),
        (OPERATOR, GATEWAY),
    ),
    Kind(
        _request("tools_ignored"),
        (Fix("request.tools_ignored.fix"),),
    ),
    Kind(
        page(
            "session.history_rejected",
            Mistake.NOT_COMPATIBLE,
        ),
        (GATEWAY, OPERATOR),
        cause="session.history_rejected.turn",
    ),
)
