"""`codex-doctor config --json`: the document `documents.config`, made of what was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import convert
from msgspec.structs import replace

from codex_doctor.documents import config as documents
from codex_doctor.documents.index import TOOL, text_of
from codex_doctor.report.json import finding_document

if TYPE_CHECKING:
    from codex_doctor.report.config_nouns import Configuration, LayerRow, ValueRow


def render(shown: Configuration) -> str:
    """Return the configuration as JSON in ASCII, so that no console encoding can break it."""
    return text_of(document(shown))


def document(shown: Configuration) -> documents.Config:
    """Return the configuration as a document."""
    credential = convert(shown.credential, documents.ConfigCredential, from_attributes=True)
    return documents.Config(
        schema_version=documents.VERSION,
        tool=replace(TOOL, version=shown.doctor_version),
        codex=documents.Rules(shown.codex_version, shown.codex_home),
        starts=shown.starts,
        profile=shown.profile,
        provider=_selected(shown.provider),
        model=_selected(shown.model),
        base_url=_selected(shown.base_url),
        url=shown.url,
        proxy=_selected(shown.proxy),
        credential=replace(credential, fingerprint=credential.fingerprint or None),
        layers=tuple(map(_layer, shown.layers)),
        values=convert(shown.values, tuple[documents.Value, ...], from_attributes=True),
        variables=convert(
            shown.variables, tuple[documents.EnvironmentVariable, ...], from_attributes=True
        ),
        findings=tuple(map(finding_document, shown.findings)),
    )


def _selected(row: ValueRow | None) -> documents.Selected | None:
    return convert(row, documents.Selected, from_attributes=True) if row else None


def _layer(row: LayerRow) -> documents.Layer:
    layer = convert(row, documents.Layer, from_attributes=True)
    return replace(layer, reason=layer.reason or None)
