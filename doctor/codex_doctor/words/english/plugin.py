"""Why a check from outside is not used, or has no outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "plugin.import_late": "its import did not end within {limit_s:.0f} s",
    "plugin.too_many": "it has more than {count} checks",
    "plugin.no_budget": "its budget_s is no time",
    "plugin.no_outcome": "its process ended without an outcome",
    "plugin.exit_code": "its process ended without an outcome: exit code {code}",
    "plugin.signal": "its process ended without an outcome: signal {signal}",
    "plugin.malformed_check": "its Check is malformed: {error}",
    "plugin.malformed_outcome": "its outcome is malformed: {error}",
    "plugin.not_an_outcome": "it returned no outcome but {kind}",
    "plugin.no_finding": "it failed without a finding",
    "plugin.no_page": "it has no page for its finding {finding}",
    "plugin.printed": "{text} (it printed: {printed})",
    "plugin.only_printed": "(it printed: {printed})",
    "plugin.id_taken": "another check is called {check}, or it is no name",
    "plugin.no_check_before": "there is no check {check} before it",
    "plugin.finding_taken": "another finding is called {finding}, or it is no finding id",
    "plugin.unusable": "it cannot be used: {why}",
    "plugin.title": "It can be used",
    "plugin.asked_too_often": "it asked more than {count:,} times",
    "plugin.no_process": "no process can be started for it: {reason}",
    "plugin.said_too_much": "it said more than {size_bytes:,} bytes at once",
    "plugin.not_understood": "what it said cannot be understood",
    "plugin.no_check": "{target} is no Check",
}
