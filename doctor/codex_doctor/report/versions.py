"""The table of `--codex-version all`: one line for each range of versions, as text or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codex_doctor.report.narrow import row

if TYPE_CHECKING:
    from codex_doctor.reported import VersionSpan, VersionTable

SCHEMA = "codex-doctor/versions"
SCHEMA_VERSION = "1.0"


def render_json(across: VersionTable, *, installed: str | None) -> str:
    """Return the table as JSON."""
    document = {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "installed": installed,
        "ranges": [_row(span) for span in across.spans],
        "requests": across.requests,
        "took_ms": across.took_ms,
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


def render_text(across: VersionTable, *, installed: str | None, width: int | None = None) -> str:
    """Return the table for people, in this many columns, None for no terminal."""
    oldest, newest = across.spans[0].first, across.spans[-1].last
    column = max(len(_range(span)) for span in across.spans)
    lines = [row("", f"Codex {oldest} to {newest} with this set-up:", width), ""]
    lines += [row(f"  {_range(span):{column}}  ", _about(span), width) for span in across.spans]
    last = (_sentence(across), _installed(installed), _cost(across))
    lines += ["", *(row("", one, width) for one in last)]
    return "\n".join(lines) + "\n"


def _cost(across: VersionTable) -> str:
    requests = f"{across.requests} requests" if across.requests else "no request was sent"
    return f"{requests}, {across.took_ms / 1000:.1f} s"


def _range(span: VersionSpan) -> str:
    return span.first if span.first == span.last else f"{span.first} to {span.last}"


def _about(span: VersionSpan) -> str:
    found = span.finding
    why = f"{found.finding.id}: {found.title}" if found else ""
    return f"{span.verdict!s:8}  {why}".rstrip()


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
