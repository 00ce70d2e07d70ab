"""The published schemas as validators, made once: making one takes ten times as long as its use."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from codex_doctor.documents.schema import schema_text


def check(document: Any, name: str) -> None:
    """Raise ValidationError unless it is this document, every field of it and no other."""
    _validator(name).validate(document)


def check_report(document: Any) -> None:
    """Raise ValidationError unless the document is a whole report."""
    check(document, "report")


def strict_schema(name: str) -> dict[str, Any]:
    """Return the schema of what this version writes: also what only later minor versions have."""
    schema: dict[str, Any] = json.loads(schema_text(name))
    for one in (schema, *schema["$defs"].values()):
        fields: dict[str, Any] = one.get("properties", {})
        later: set[str] = {field for field, about in fields.items() if "default" in about}
        if fields:
            one["additionalProperties"] = False
            one["required"] = sorted(later.union(one["required"]))
    return schema


@cache
def _validator(name: str) -> Any:
    schema = strict_schema(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
