"""The pages of the config check about providers, their address and profiles; not a check."""

from __future__ import annotations

from codex_doctor.model import Mistake, Stage, page

PROVIDER_PAGES = (
    page(
        "config.provider_undefined",
        stage=Stage.SELECTION,
    ),
    page("config.provider_not_selected"),
    page(
        "config.provider_reserved",
        stage=Stage.PROVIDERS,
    ),
    page(
        "config.provider_name_missing",
        stage=Stage.PROVIDERS,
    ),
    page("config.provider_magic_name"),
    page(
        "config.provider_conflict",
        stage=Stage.PROVIDERS,
    ),
    page(
        "config.wire_api_invalid",
        Mistake.WIRE_API,
        stage=Stage.WIRE_API,
    ),
    page(
        "config.wire_api_chat",
        Mistake.WIRE_API,
        stage=Stage.WIRE_API,
    ),
    page("config.base_url_missing"),
    page("config.base_url_invalid"),
    page("config.base_url_query"),
    page("config.header_framing"),
    page(
        "config.profile_legacy",
        stage=Stage.OLD_PROFILES,
    ),
    page(
        "config.profile_missing",
        stage=Stage.PROFILE,
    ),
    page("config.openai_auth_required"),
)
