"""The formats of a report: their names, and the renderer of each, loaded when it is asked for."""

from __future__ import annotations

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
    if name == "json":
        from codex_doctor.report import json

        return json.render(report, options)
    if name == "markdown":
        from codex_doctor.report import markdown

        return markdown.render(report, options)
    if name == "html":
        from codex_doctor.report import html

        return html.render(report, options)
    if name == "letter":
        from codex_doctor.report import letter

        return letter.render(report, facts, script=script)
    if name == "junit":
        from codex_doctor.report import junit

        return junit.render(report, options)
    if name == "sarif":
        from codex_doctor.report import sarif

        return sarif.render(report, options)
    if name == "github":
        from codex_doctor.report import github

        return github.render(report, options)
    if name == "har":
        from codex_doctor.report import har

        return har.render(report, facts)
    from codex_doctor.report import terminal

    return terminal.render(report, options)
