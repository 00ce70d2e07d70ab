"""The published schemas as validators, made once: making one takes ten times as long as its use."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from codex_doctor.report import config_json
from codex_doctor.report import json as json_report


def check_report(document: Any) -> None:
    """Raise ValidationError unless the document is a report."""
    check(document, json_report.schema_text())


def check_config(document: Any) -> None:
    """Raise ValidationError unless the document is a configuration."""
    check(document, config_json.config_schema_text())


def check(document: Any, schema_text: str) -> None:
    """Raise ValidationError unless the document fits, SchemaError when the schema is none."""
    _validator(schema_text).validate(document)


@cache
def _validator(schema_text: str) -> Any:
    schema = json.loads(schema_text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
