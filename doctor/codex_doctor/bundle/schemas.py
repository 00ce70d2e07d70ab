"""The JSON Schemas (draft 2020-12) of what this room writes."""

from __future__ import annotations


def schema_text(name: str) -> str:
    """Return the schema of `bundle` or `compare`."""
    from importlib import resources

    source = resources.files("codex_doctor.bundle") / f"{name}.schema.json"
    return source.read_text(encoding="utf-8")
