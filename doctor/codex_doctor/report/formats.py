"""The formats of a report: each is a module of this room, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from codex_doctor.report.options import Options

if TYPE_CHECKING:
    from codex_doctor.facts import Facts
    from codex_doctor.reported import Report

NAMES = ("terminal", "json", "markdown", "html", "letter", "junit", "sarif", "github", "har")
# Those that show more of the requests than a report has.
WITH_FACTS: frozenset[str] = frozenset({"har", "letter"})
# Those that name files below the working folder by what is below it.
WITH_FOLDER = frozenset({"sarif", "github"})
# That which asks for a script.
WITH_SCRIPT = frozenset({"letter"})
_SHOWN = Options()


def render(
    name: str,
    report: Report,
    facts: Facts | None = None,
    *,
    options: Options = _SHOWN,
    script: str = "",
) -> str:
    """Return the report in one of the formats.

    Args:
        name: One of NAMES.
        report: What was found, redacted.
        facts: What was seen, redacted; without it a format says less.
        options: What the reader's console can show.
        script: What shows the failure outside Codex, "" for none.
    """
    made: str
    # A module of this room for each, so that only what is asked for is loaded.
    module = import_module(f"codex_doctor.report.{name}")
    if name in WITH_SCRIPT:
        made = module.render(report, facts, script=script)
    elif name in WITH_FACTS:
        made = module.render(report, facts)
    else:
        made = module.render(report, options)
    return made
