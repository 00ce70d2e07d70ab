"""Catalogs of models (`model_catalog_json`), as tools for other models write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from catalog_models import PLAIN_MODEL
from field.endpoints import offers, refused, refusing, said, when
from field.set_up import CONFIG, GOOD, MODEL, case, with_model

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Json, Reply

_KNOWN: Final = "gpt-6.1-sol"
_NAMED: Final = 'model_catalog_json = "{CODEX}/models.json"\n'
_CUSTOM: Final = when(offers("custom"), said(400, "Tool type 'custom' is not supported."))


def _catalog(**fields: Any) -> dict[str, str]:
    return {"codex/models.json": json.dumps({"models": [{**PLAIN_MODEL, **fields}]})}


def _refuses_lite(body: Json) -> Reply | None:
    if "tools" in body:
        return _CUSTOM(body)
    return said(400, "Invalid input: unknown item type 'additional_tools'.")


CASES: Final = (
    case(
        "catalog-makes-a-known-id-plain",
        "file",
        "The endpoint takes what Codex sends for an id that it knows only with this catalog.",
        "works",
        "",
        config=_NAMED + with_model(_KNOWN),
        files=_catalog(slug=_KNOWN),
        endpoint=refusing(_refuses_lite, good=replace(GOOD, models=(_KNOWN,))),
    ),
    case(
        "catalog-has-other-models",
        "file",
        "The catalog does not have the id that Codex knows, which is as plain as any other.",
        "works",
        "",
        config=_NAMED + with_model(_KNOWN),
        files=_catalog(slug="glm-5"),
        endpoint=refusing(_refuses_lite, good=replace(GOOD, models=(_KNOWN,))),
    ),
    refused(
        "catalog-brings-custom-tools",
        "refused part",
        "The catalog is copied from a model of OpenAI, and the endpoint refuses its custom tool.",
        refusing(_CUSTOM),
        "request.tool_type_rejected",
        config=_NAMED + CONFIG,
        files=_catalog(slug=MODEL, apply_patch_tool_type="freeform"),
        cure="without model_catalog_json",
    ),
    case(
        "catalog-for-an-older-codex",
        "file",
        "The catalog is of the time in which apply_patch was a function.",
        "fails",
        "config.catalog_invalid",
        config=_NAMED + CONFIG,
        files=_catalog(slug=MODEL, apply_patch_tool_type="function"),
        report="unslothai/unsloth#9121",
        cure="without model_catalog_json",
    ),
    case(
        "catalog-by-hand",
        "file",
        "The catalog has what a guide names of a model, and no more.",
        "fails",
        "config.catalog_invalid",
        config=_NAMED + CONFIG,
        files={
            "codex/models.json": json.dumps(
                {"models": [{"slug": MODEL, "display_name": "Lab", "context_window": 128000}]}
            )
        },
        cure="without model_catalog_json",
    ),
)
