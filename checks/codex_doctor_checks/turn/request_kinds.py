"""How a refused request is said; not a check, `request` raises these."""

from __future__ import annotations

from codex_doctor.model import page
from codex_doctor_checks.turn.turn_words import GATEWAY, OPERATOR, Kind, Words, by_id, incompatible

KINDS = by_id(
    incompatible(
        "request.field_rejected",
        GATEWAY,
        OPERATOR,
        forms={
            "tools": Words("request.field_rejected.tools", ("request.field_rejected.fix_model",)),
            "dialect": Words(
                "request.field_rejected.dialect", ("request.field_rejected.fix_alias",)
            ),
            "unsent": Words("request.field_rejected.unsent", (OPERATOR,)),
            "server_option": Words(
                "request.field_rejected.server_option", ("request.field_rejected.fix_option",)
            ),
        },
    ),
    incompatible(
        "request.role_rejected",
        GATEWAY,
        OPERATOR,
        forms={
            "system_first": Words(
                "request.role_rejected.system_first", ("request.role_rejected.fix_place",)
            ),
            "no_system": Words(
                "request.role_rejected.no_system", ("request.role_rejected.fix_template",)
            ),
        },
    ),
    incompatible(
        "request.item_rejected",
        GATEWAY,
        OPERATOR,
        forms={"kept": Words("request.item_rejected.kept", (GATEWAY, OPERATOR))},
    ),
    incompatible("request.tool_type_rejected", GATEWAY, OPERATOR),
    incompatible("request.compression_rejected", OPERATOR),
    incompatible(
        "request.too_large",
        "request.too_large.fix_body",
        forms={
            "between": Words("request.too_large.between", ("request.too_large.fix_size", OPERATOR))
        },
    ),
    Kind(page("request.prompt_rejected"), (OPERATOR,)),
    incompatible("request.context_too_small", "request.context_too_small.fix_window"),
    incompatible(
        "request.rejected",
        forms={"accept": Words("request.rejected.accept", ("stream.not_streaming.fix", GATEWAY))},
    ),
    incompatible("request.tools_ignored", "request.tools_ignored.fix_alias"),
    incompatible(
        "session.history_rejected", GATEWAY, OPERATOR, cause="session.history_rejected.replayed"
    ),
)
