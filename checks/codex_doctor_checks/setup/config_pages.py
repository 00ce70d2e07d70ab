"""The pages of the config check about files, keys and the model; not a check."""

from __future__ import annotations

from codex_doctor.model import Mistake, Stage, page

PAGES = (
    page(
        "config.toml_syntax",
        stage=Stage.PARSE,
    ),
    page(
        "config.not_utf8",
        stage=Stage.DECODE,
    ),
    page(
        "config.unreadable",
        stage=Stage.READ,
    ),
    page(
        "config.wrong_type",
        stage=Stage.TYPES,
    ),
    page(
        "config.key_misplaced",
        stage=Stage.KEYS,
    ),
    page(
        "config.unknown_key",
        stage=Stage.KEYS,
    ),
    page("config.missing"),
    page(
        "config.catalog_invalid",
        stage=Stage.FILES,
    ),
    page(
        "config.file_missing",
        stage=Stage.FILES,
    ),
    page("config.mcp_required"),
    page("config.rules_invalid"),
    page("config.project_key_ignored"),
    page("config.policy_overrides"),
    page("config.secret_exposed"),
    page("config.model_unset"),
    page(
        "model.empty",
        Mistake.MODEL_ID,
        stage=Stage.MODEL,
    ),
)
