"""`codex-doctor config --json`: the contract of `config.schema.json`, in its own field list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.report.json import finding_document, schema_text

if TYPE_CHECKING:
    from codex_doctor.report.config_nouns import (
        Configuration,
        CredentialRow,
        LayerRow,
        Origin,
        ValueRow,
        VariableRow,
    )

SCHEMA_VERSION = "1.0"


def render(shown: Configuration) -> str:
    """Return the configuration as JSON in ASCII, so that no console encoding can break it."""
    return json.dumps(document(shown), indent=2) + "\n"


def config_schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of the configuration; findings are the report's."""
    from importlib import resources

    source = resources.files("codex_doctor.report") / "config.schema.json"
    schema: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    schema["$defs"] |= json.loads(schema_text())["$defs"]
    return json.dumps(schema, indent=2) + "\n"


def document(shown: Configuration) -> dict[str, Any]:
    """Return the configuration as plain JSON values."""
    return {
        "schema": "codex-doctor/config",
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "codex-doctor", "version": shown.doctor_version},
        "codex": {"rules_of": shown.codex_version, "home": shown.codex_home},
        "starts": shown.starts,
        "profile": shown.profile,
        "provider": _selected(shown.provider),
        "model": _selected(shown.model),
        "base_url": _selected(shown.base_url),
        "url": shown.url,
        "proxy": _selected(shown.proxy),
        "credential": _credential(shown.credential),
        "layers": [_layer(row) for row in shown.layers],
        "values": [_value(row) for row in shown.values],
        "variables": [_variable(row) for row in shown.variables],
        "findings": [finding_document(ranked) for ranked in shown.findings],
    }


def _selected(row: ValueRow | None) -> dict[str, Any] | None:
    return None if row is None else {"value": row.value, "origin": _origin(row.origin)}


def _credential(row: CredentialRow) -> dict[str, Any]:
    return {
        "source": row.source,
        "shown": row.shown,
        "fingerprint": row.fingerprint or None,
        "sent": row.sent,
        "origin": _origin(row.origin),
    }


def _layer(row: LayerRow) -> dict[str, Any]:
    return {
        "layer": row.layer,
        "path": row.path,
        "state": row.state,
        "reason": row.reason or None,
    }


def _value(row: ValueRow) -> dict[str, Any]:
    return {"key": row.key, "value": row.value, "origin": _origin(row.origin)}


def _variable(row: VariableRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "state": row.state,
        "origin": _origin(row.origin),
        "login_shell": row.login_shell,
    }


def _origin(origin: Origin | None) -> dict[str, Any] | None:
    if origin is None:
        return None
    return {
        "kind": origin.kind,
        "name": origin.name,
        "line": origin.line,
        "column": origin.column,
    }
