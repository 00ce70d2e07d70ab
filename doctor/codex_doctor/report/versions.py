"""The table of `--codex-version all`: one line for each range of versions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codex_doctor.report.commonmark import code, prose, table
from codex_doctor.report.json import confirmation_document
from codex_doctor.report.narrow import row

if TYPE_CHECKING:
    from codex_doctor.reported import VersionSpan, VersionTable

SCHEMA = "codex-doctor/versions"
SCHEMA_VERSION = "1.1"


def render_json(across: VersionTable, _: int | None = None) -> str:
    """Return the table as JSON."""
    document = {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "installed": across.installed,
        "verdict": str(across.verdict),
        "ranges": [_row(span) for span in across.spans],
        "requests": across.requests,
        "took_ms": across.took_ms,
        "confirmation": confirmation_document(across.confirmation),
    }
    return json.dumps(document, indent=2) + "\n"


def _row(span: VersionSpan) -> dict[str, str | None]:
    found = span.finding
    return {
        "first": span.first,
        "last": span.last,
        "verdict": str(span.verdict),
        "finding": found.finding.id if found else None,
        "title": found.title if found else None,
    }


def render_markdown(across: VersionTable, _: int | None = None) -> str:
    """Return the table as Markdown."""
    rows = ((code(_range(one)), *_said(one)) for one in across.spans)
    blocks = [
        f"# {_title(across)}",
        table(("Codex", "verdict", "cause"), rows),
        *map(prose, _last(across)),
    ]
    return "\n\n".join(blocks) + "\n"


def render_text(across: VersionTable, width: int | None = None) -> str:
    """Return the table for people, in this many columns, None for no terminal."""
    column = max(len(_range(span)) for span in across.spans)
    lines = [row("", f"{_title(across)}:", width), ""]
    lines += [row(f"  {_range(span):{column}}  ", _about(span), width) for span in across.spans]
    lines += ["", *(row("", one, width) for one in _last(across))]
    return "\n".join(lines) + "\n"


def _title(across: VersionTable) -> str:
    return f"Codex {across.spans[0].first} to {across.spans[-1].last} with this set-up"


def _last(across: VersionTable) -> list[str]:
    """Return the sentences below the table."""
    requests = f"{across.requests} requests" if across.requests else "no request was sent"
    cost = f"{requests}, {across.took_ms / 1000:.1f} s"
    said = [across.said] if across.said else []
    return [_sentence(across), _installed(across.installed), *said, cost]


def _range(span: VersionSpan) -> str:
    return span.first if span.first == span.last else f"{span.first} to {span.last}"


def _about(span: VersionSpan) -> str:
    verdict, why = _said(span)
    return f"{verdict:8}  {why}".rstrip()


def _said(span: VersionSpan) -> tuple[str, str]:
    found = span.finding
    return str(span.verdict), f"{found.finding.id}: {found.title}" if found else ""


def _sentence(across: VersionTable) -> str:
    """Say it in one line: works with ..., fails from ...: why."""
    parts: list[str] = []
    for span in across.spans:
        if str(span.verdict) in {"works", "degraded"}:
            said = f"works with {_range(span)}"
        else:
            said = f"{span.verdict!s} from {span.first}"
        if parts and parts[-1].startswith("works") and said.startswith("works"):
            continue
        why = f": {span.finding.finding.id}" if span.finding and "works" not in said else ""
        parts.append(said + why)
    return "; ".join(parts)


def _installed(version: str | None) -> str:
    return f"installed here: {version}" if version else "no Codex is installed here"


RENDERERS = {"terminal": render_text, "json": render_json, "markdown": render_markdown}
