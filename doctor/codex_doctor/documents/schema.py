"""The JSON Schema of a document, made from its type and what is said there of each field."""

from __future__ import annotations

import json
import re
from inspect import cleandoc
from typing import Any

import msgspec

from codex_doctor.documents.index import type_of, version_of
from codex_doctor.patterns import Regex

_FIELDS = Regex(r"\n+Attributes:\n")
_FIELD = Regex(r"^    (\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def schema_text(name: str) -> str:
    """Return the JSON Schema (draft 2020-12) of a document, one of `names.NAMES`.

    It takes what every minor version up to this one has written: what a later one added is not
    required.
    """
    return json.dumps(schema_of(name), indent=2) + "\n"


def schema_of(name: str) -> dict[str, Any]:
    """Return the same as plain values."""
    kind = type_of(name)
    _, parts = msgspec.json.schema_components((kind,), ref_template="#/$defs/{name}")
    for one in parts.values():
        _describe(one)
    top = parts.pop(kind.__name__)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **top,
        "title": f"codex-doctor {name} {version_of(name)}",
    }
    return {**head, "$defs": parts}


def _describe(part: dict[str, Any]) -> None:
    """Give each field what the docstring of its type says of it."""
    told = _FIELDS.split(cleandoc(part.get("description", "")), maxsplit=1)
    part["description"] = " ".join(told[0].split())
    for name, text in _FIELD.findall("".join(told[1:])):
        part["properties"][name]["description"] = " ".join(text.split())
    if "schema" in part.get("properties", {}):
        part["properties"]["schema"]["description"] = "Which document this is."
